#!/usr/bin/env python3
"""Generates the vectors in this directory, except those of make_audit.py and make_explain.py. Standard library only,
deterministic, and without any code of vsw.

    python3 tests/vectors/make.py           write the files
    python3 tests/vectors/make.py --check   exit with 1 if a file differs

The expected results are written by hand next to each vector; README.md describes the members. This is one long file,
so that vectors of related promises are next to each other.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
SECRET = "a signature secret of forty characters.."
OTHER = "another signature secret, forty long...."
KEY, OTHER_KEY = "a1b2c3d", "ffff0000"
APP = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
IAT = 1587494962
NOW = IAT + 8
ANSWERED = (b'{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab",'
            b'"conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"answered",'
            b'"direction":"inbound","timestamp":"2020-01-01T12:00:00.000Z"}')
CHECKS = ["signature", "claims", "issuer", "api_key", "application", "payload", "age"]
OUTCOMES = {"p": "pass", "f": "fail", "s": "skipped"}
UNREAD, MISMATCH, UNREADABLE = "sssssss", "fssssss", "pfsssss"
HEADER = b'{"alg":"HS256","typ":"JWT"}'

files = {}


# Tokens.

def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def sha(data):
    return hashlib.sha256(data).hexdigest()


def mac_of(text, secret=SECRET, hash_name="sha256"):
    return hmac.new(secret if isinstance(secret, bytes) else secret.encode(), text, hash_name).digest()


def with_mac(text, secret=SECRET):
    """Returns a token with a correct MAC; `text` is its first two segments, used unchanged."""
    return text + b"." + b64(mac_of(text, secret))


def claims(body=ANSWERED, drop=(), **changed):
    """Returns Vonage's claims as JSON text. Changed claims are given as JSON text; `drop` lists the omitted ones."""
    members = {"iat": str(IAT), "jti": '"c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5"', "iss": '"Vonage"',
               "payload_hash": f'"{sha(body)}"', "api_key": f'"{KEY}"', "application_id": f'"{APP}"'}
    members.update(changed)
    return ("{" + ",".join(f'"{k}":{v}' for k, v in members.items() if k not in drop) + "}").encode()


def token(payload=None, header=HEADER, secret=SECRET):
    return with_mac(b64(header) + b"." + b64(claims() if payload is None else payload), secret)


def bearer(*args, **kwargs):
    return b"Bearer " + token(*args, **kwargs)


# Vectors.

def slot(secret=SECRET, api_key=None, label=None, **more):
    entry = {"api_key": api_key, "label": label or (api_key and "of " + api_key) or "the only one", **more}
    if isinstance(secret, bytes):
        return {**entry, "secret_base64": base64.b64encode(secret).decode()}
    return {**entry, "secret": secret}


def vector(promise, name, codes, checks, *, header=None, headers=None, body=ANSWERED, claimed="answered", product=None,
           secrets=None, signer="the only one", now=NOW, detail=None, remedy=None, query=None, **options):
    """Adds a vector. `codes` are all failures; the first is the code. `checks` has one letter of OUTCOMES for each of
    CHECKS. `signer` is the slot that is reported once the MAC passed. `product` is Voice by default, or unknown if the
    claimed event is."""
    product = product or ("unknown" if claimed == "unknown" else "voice")
    passed = checks[0] == "p"
    code = codes[0] if codes else None
    verdict = {None: "valid", "no-header": "unsigned", "no-secret-for-key": "unchecked"}.get(code, "invalid")
    entry = {"name": name, "promise": promise}
    if headers is not None:
        entry["headers"] = headers
    elif header is not None:
        header = header if isinstance(header, bytes) else header.encode()
        try:
            entry["header"] = header.decode()
        except UnicodeDecodeError:
            entry["header_base64"] = base64.b64encode(header).decode()
    entry["method"] = "POST" if query is None else "GET"
    if query is not None:
        entry["query"] = query
    entry.update(
        body=base64.b64encode(body).decode(),
        secrets=secrets or [slot()], now=now, options=options,
        expected={"verdict": verdict, "code": code, "failures": codes,
                  "checks": dict(zip(CHECKS, (OUTCOMES[c] for c in checks))),
                  "claims": passed and checks != UNREADABLE, "slot": signer if passed else None,
                  "product": product, "event": claimed if checks[5] == "p" and product == "voice" else None,
                  "claimed_event": claimed})
    if detail:
        entry["expected"]["detail_contains"] = detail
    if remedy:
        entry["expected"]["remedy_contains"] = remedy
    known = files.setdefault(promise.lower(), [])
    assert name not in [other["name"] for other in known], name
    known.append(entry)


VALID = "pppsspp"


# Published samples. The tokens are copied, and their MACs are checked here.

def samples():
    vonage = ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLT"
              "NmYmU4Y2U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImQ2YzBlNzRiNTg1N2RmMjBlM2I3ZTUxYjMwYzBjMmE0M"
              "GVjNzNhNzc4NzliNmYwNzRkZGM3YTIzMTdkZDAzMWIiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFh"
              "YWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0.JQRKi1d0SQitmjPINfTWMpt3XZkGsLbD7EjCdXoNSbk")
    vonage_secret = "ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw"
    rfc = ("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
           "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    rfc_secret = base64.urlsafe_b64decode(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow==")
    for text, secret in [(vonage, vonage_secret), (rfc, rfc_secret)]:
        signed, _, mac = text.rpartition(".")
        assert b64(mac_of(signed.encode(), secret)).decode() == mac
    secrets = [slot(vonage_secret, KEY)]
    account = dict(expect_api_key=KEY, expect_application=APP, signer="of " + KEY)
    # The body for the hash in Vonage's sample is unknown, so everything except the payload passes.
    vector("samples", "vonage-token", ["payload-mismatch"], "pppppfp", header=vonage, secrets=secrets, **account)
    vector("samples", "vonage-token-bearer", ["payload-mismatch"], "pppppfp", header="Bearer " + vonage,
           secrets=secrets, **account)
    vector("samples", "vonage-token-other-secret", ["signature-mismatch"], MISMATCH, header=vonage, secrets=[slot()])
    vector("samples", "vonage-token-today", ["payload-mismatch", "too-old"], "pppppff", header=vonage, secrets=secrets,
           now=1800000000, **account)
    vector("samples", "rfc7515-a1", ["missing-claim", "issuer-mismatch", "expired"], "pffssff", header=rfc,
           body=b"", claimed="unknown", secrets=[slot(rfc_secret)])
    vector("samples", "rfc7515-a1-in-time", ["missing-claim", "issuer-mismatch"], "pffssff", header=rfc, body=b"",
           claimed="unknown", secrets=[slot(rfc_secret)], now=1300819380)
    vector("samples", "rfc7515-a1-as-base64-text", ["signature-mismatch"], MISMATCH, header=rfc, body=b"",
           claimed="unknown", secrets=[slot(b64(rfc_secret).decode())])


def v1():
    def alg(name, text, codes=("unsupported-algorithm",), **more):
        header = b'{"alg":' + text.encode() + b',"typ":"JWT"}'
        vector("V1", name, list(codes), UNREAD, header=bearer(header=header), **more)

    for word in ["none", "None", "NONE", "nOnE", "hs256", "Hs256", "hS256", "HS256 ", " HS256", "HS256\\u0000", "HS-256",
                 "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512",
                 "EdDSA", "HMAC", "SHA256", "", "HS2567", "HS25", "\\ud800", "H\u015a256"]:
        more = {"remedy": "own API token"} if word == "RS256" else {}
        alg("alg-" + (word.replace(" ", "_").replace("\\", "") or "empty"), f'"{word}"', **more)
    for name, text in [("list", '["HS256"]'), ("lists", '["HS256","none"]'), ("object", '{"HS256":true}'),
                       ("null", "null"), ("number", "256"), ("true", "true")]:
        alg("alg-" + name, text)
    vector("V1", "alg-missing", ["unsupported-algorithm"], UNREAD, header=bearer(header=b'{"typ":"JWT"}'),
           detail="no algorithm")
    vector("V1", "alg-other-case-name", ["unsupported-algorithm"], UNREAD,
           header=bearer(header=b'{"Alg":"HS256","typ":"JWT"}'))
    for name, header in [("none-last", b'{"alg":"HS256","alg":"none"}'), ("none-first", b'{"alg":"none","alg":"HS256"}'),
                         ("same", b'{"alg":"HS256","alg":"HS256"}')]:
        vector("V1", "alg-duplicate-" + name, ["duplicate-member"], UNREAD, header=bearer(header=header), detail="alg")
    for bits in (384, 512):
        text = b64(b'{"alg":"HS%d","typ":"JWT"}' % bits) + b"." + b64(claims())
        whole = text + b"." + b64(mac_of(text, hash_name=f"sha{bits}"))
        vector("V1", f"really-hs{bits}", ["unsupported-algorithm"], UNREAD, header=b"Bearer " + whole)
        text = b64(HEADER) + b"." + b64(claims())
        whole = text + b"." + b64(mac_of(text, hash_name=f"sha{bits}"))
        vector("V1", f"labelled-hs256-is-hs{bits}", ["signature-mismatch"], MISMATCH, header=b"Bearer " + whole)
    unsigned = b64(b'{"alg":"none"}') + b"." + b64(claims()) + b"."
    vector("V1", "none-unsigned", ["unsupported-algorithm"], UNREAD, header=b"Bearer " + unsigned)
    empty = b64(HEADER) + b"." + b64(claims()) + b"."
    vector("V1", "hs256-unsigned", ["signature-mismatch"], MISMATCH, header=b"Bearer " + empty)
    for name, header in [("plain", HEADER), ("no-typ", b'{"alg":"HS256"}'), ("typ-jose", b'{"typ":"JOSE","alg":"HS256"}'),
                         ("typ-number", b'{"alg":"HS256","typ":5}'), ("typ-null", b'{"alg":"HS256","typ":null}'),
                         ("kid", b'{"alg":"HS256","kid":"../../dev/null"}'),
                         ("jwk", b'{"alg":"HS256","jwk":{"kty":"oct","k":"AA"},"jku":"https://evil.example/"}'),
                         ("escaped", b'{"\\u0061lg":"HS\\u003256"}'), ("white-space", b' {\r\n "alg" :\t"HS256" } '),
                         ("long-header", b'{"alg":"HS256","x":"' + b"x" * 5000 + b'"}')]:
        vector("V1", "accepts-" + name, [], VALID, header=bearer(header=header))


def v3():
    for name, text in [("list", '["x"]'), ("empty-list", "[]"), ("string", '"x"'), ("null", "null"), ("false", "false"),
                       ("number", "0"), ("object", "{}"), ("known", '["alg"]'), ("exp", '["exp"]'), ("b64", '["b64"]')]:
        header = b'{"alg":"HS256","crit":' + text.encode() + b',"b64":true,"exp":1,"x":1}'
        vector("V3", "crit-" + name, ["critical-header"], UNREAD, header=bearer(header=header), detail="crit")
    escaped = b'{"alg":"HS256","\\u0063rit":["x"]}'
    vector("V3", "crit-escaped", ["critical-header"], UNREAD, header=bearer(header=escaped), detail="crit")
    for name, text in [("false", "false"), ("string", '"true"'), ("null", "null"), ("zero", "0"), ("one", "1"),
                       ("list", "[true]")]:
        header = b'{"alg":"HS256","b64":' + text.encode() + b"}"
        vector("V3", "b64-" + name, ["critical-header"], UNREAD, header=bearer(header=header), detail="b64")
    # RFC 7797: the payload is not encoded, and the MAC covers it unencoded.
    bare = b64(b'{"alg":"HS256","b64":false,"crit":["b64"]}') + b"." + b"payloads"
    vector("V3", "b64-false-really", ["critical-header"], UNREAD, header=b"Bearer " + with_mac(bare))
    vector("V3", "b64-true", [], VALID, header=bearer(header=b'{"alg":"HS256","b64":true}'))
    vector("V3", "crit-nested-only", [], VALID, header=bearer(header=b'{"alg":"HS256","x":{"crit":["x"],"b64":false}}'))
    vector("V3", "crit-as-claim", [], VALID, header=bearer(claims(crit='["x"]', b64="false")))


def nested(depth, brackets="[]"):
    if brackets == "[]":
        return b"[" * depth + b"]" * depth
    return b'{"a":' * (depth - 1) + b"{}" + b"}" * (depth - 1)


def v4():
    for name, header in [
            ("alg-escaped", b'{"alg":"HS256","\\u0061lg":"HS256"}'), ("alg-escaped-first", b'{"\\u0061lg":"none","alg":"HS256"}'),
            ("typ", b'{"alg":"HS256","typ":"JWT","typ":"JWT"}'), ("unknown", b'{"x":1,"alg":"HS256","x":1}'),
            ("nested", b'{"alg":"HS256","x":{"a":1,"a":2}}'), ("in-list", b'{"alg":"HS256","x":[[{"a":1,"a":2}]]}'),
            ("nested-escaped", b'{"alg":"HS256","x":{"a":1,"\\u0061":2}}'), ("empty-name", b'{"alg":"HS256","":1,"":2}'),
            ("alg-none", b'{"alg":"none","x":1,"x":2}'), ("crit", b'{"alg":"HS256","crit":[],"crit":[]}')]:
        vector("V4", "header-" + name, ["duplicate-member"], UNREAD, header=bearer(header=header), detail="header")
    plain = claims()[:-1]
    for name, text in [
            ("iat", b',"iat":1}'), ("iat-same", b',"iat":%d}' % IAT), ("iat-escaped", b',"\\u0069at":1587494962}'),
            ("iss", b',"iss":"Vonage"}'), ("payload-hash", b',"payload_hash":"' + sha(b"").encode() + b'"}'),
            ("api-key", b',"api_key":"x"}'), ("unknown", b',"x":1,"x":2}'), ("nested", b',"x":{"a":1,"a":1}}'),
            ("in-list", b',"x":[{"a":{"b":1,"b":2}}]}'), ("nested-escaped", b',"x":{"\\u0061":1,"a":1}}'),
            ("surrogate-pair", b',"\\ud83d\\ude00":1,"\xf0\x9f\x98\x80":2}'), ("lone-surrogates", b',"\\ud800":1,"\\uD800":2}')]:
        vector("V4", "claims-" + name, ["duplicate-member"], UNREADABLE, header=bearer(plain + text), detail="claims")
    text = plain + b',"iat":1}'
    vector("V4", "claims-duplicate-wrong-mac", ["signature-mismatch"], MISMATCH, header=bearer(text, secret=OTHER))
    for name, text in [("two-lone-surrogates", b',"\\ud800":1,"\\udc00":2}'), ("other-case", b',"IAT":1,"Iss":2}'),
                       ("lone-surrogate-value", b',"x":"\\ud800"}'), ("siblings", b',"x":{"a":1},"y":{"a":1},"a":1}'),
                       ("huge-numbers", b',"x":1e99999,"y":123456789012345678901234567890,"z":-0.0}')]:
        vector("V4", "accepts-" + name, [], VALID, header=bearer(plain + text))
    for brackets, word in [("[]", "lists"), ("{}", "objects")]:
        header = b'{"alg":"HS256","x":%s}'
        vector("V4", f"header-{word}-64-deep", [], VALID, header=bearer(header=header % nested(63, brackets)))
        vector("V4", f"header-{word}-65-deep", ["malformed-token"], UNREAD,
               header=bearer(header=header % nested(64, brackets)), detail="64 deep")
        inside = plain + b',"x":%s}'
        vector("V4", f"claims-{word}-64-deep", [], VALID, header=bearer(inside % nested(63, brackets)))
        vector("V4", f"claims-{word}-65-deep", ["claims-not-json"], UNREADABLE,
               header=bearer(inside % nested(64, brackets)), detail="64 deep")
    vector("V4", "claims-5000-deep", ["claims-not-json"], UNREADABLE, header=bearer(plain + b',"x":' + nested(5000) + b"}"))
    vector("V4", "header-5000-deep", ["malformed-token"], UNREAD,
           header=bearer(header=b'{"alg":"HS256","x":' + nested(5000) + b"}"))
    vector("V4", "claims-unclosed", ["claims-not-json"], UNREADABLE, header=bearer(b'{"x":' + b"[" * 5000))


def v5():
    def bad(name, text, codes=("malformed-token",), checks=UNREAD, **more):
        vector("V5", name, list(codes), checks, header=b"Bearer " + text, **more)

    def loose(segment):
        """Returns another spelling of the same bytes: one of the last character's unused bits is 1."""
        alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        last = alphabet.index(segment[-1])
        assert len(segment) % 4 in (2, 3) and last % 4 == 0
        return segment[:-1] + bytes([alphabet[last + 1]])

    # Header and claims of lengths that leave unused bits, with characters in which the two alphabets differ.
    head, body = b64(b'{"alg":"HS256","x":"\xc3\xbf\xc3\xbe?>~~ "}'), b64(claims(x='"\u00ff\u00fe?>~~ "', pad='"1"'))
    while len(head) % 4 not in (2, 3):
        head = b64(base64.urlsafe_b64decode(head + b"==") + b" ")
    while len(body) % 4 not in (2, 3):
        body = b64(base64.urlsafe_b64decode(body + b"==") + b" ")
    whole = with_mac(head + b"." + body)
    vector("V5", "canonical", [], VALID, header=b"Bearer " + whole)
    mac = whole.rpartition(b".")[2]
    pad = lambda segment: segment + b"=" * (-len(segment) % 4)
    changes = {"padding": pad, "trailing-bits": loose, "space": lambda s: s[:4] + b" " + s[4:],
               "newline": lambda s: s[:4] + b"\n" + s[4:], "newline-at-end": lambda s: s + b"\n",
               "carriage-return": lambda s: s[:4] + b"\r\n" + s[4:], "tab": lambda s: s[:4] + b"\t" + s[4:],
               "nul": lambda s: s + b"\0", "high-byte": lambda s: s[:4] + b"\xe9" + s[4:], "one-more": lambda s: s + b"A" * ((1 - len(s)) % 4),
               "quote": lambda s: b'"' + s + b'"', "percent": lambda s: s + b"%3D", "bom": lambda s: b"\xef\xbb\xbf" + s}
    for name, change in changes.items():
        blank = name in ("space", "tab")
        for which, text in [("header", with_mac(change(head) + b"." + body)), ("claims", with_mac(head + b"." + change(body))),
                            ("signature", head + b"." + body + b"." + change(mac))]:
            bad(f"{which}-{name}", text, detail=None if blank else f"{which} segment")
    standard = lambda segment: segment.replace(b"-", b"+").replace(b"_", b"/")
    assert standard(body) != body and standard(head) != head
    bad("header-standard-alphabet", with_mac(standard(head) + b"." + body), detail="header segment")
    bad("claims-standard-alphabet", with_mac(head + b"." + standard(body)), detail="claims segment")
    for number in range(1000):
        text = with_mac(b64(HEADER) + b"." + b64(claims(n=str(number))))
        last = text.rpartition(b".")[2]
        if b"-" in last and b"_" in last:
            break
    bad("signature-standard-alphabet", text[:-len(last)] + standard(last), detail="signature segment")
    first, second, third = token().split(b".")
    for name, text in [("1", first), ("2", first + b"." + second), ("4", token() + b"." + third),
                       ("5", b".".join([first, second, third, third, third])), ("trailing-dot", token() + b"."),
                       ("leading-dot", b"." + token()), ("dots", b"...."), ("without-dots", b"xyz")]:
        bad("segments-" + name, text, detail="three")
    bad("two-dots", b"..", detail="header segment")
    bad("header-empty", with_mac(b"." + second), detail="header segment")
    bad("claims-empty", with_mac(first + b"."), ["claims-not-json"], UNREADABLE)
    for name, header in [("bom", b"\xef\xbb\xbf" + HEADER), ("list", b'["HS256"]'), ("string", b'"HS256"'),
                         ("number", b"1"), ("null", b"null"), ("two", HEADER + HEADER), ("junk", HEADER + b"x"),
                         ("nul", HEADER + b"\0"), ("not-utf8", b'{"alg":"HS256","x":"\xff"}'),
                         ("utf16", HEADER.decode().encode("utf-16-le")), ("comment", b'{"alg":"HS256"/**/}'),
                         ("trailing-comma", b'{"alg":"HS256",}'), ("single-quotes", b"{'alg':'HS256'}"),
                         ("raw-newline", b'{"alg":"HS256","x":"\n"}'), ("cesu", b'{"alg":"HS256","x":"\xed\xa0\x80"}'),
                         ("text", b"HS256"), ("nbsp", b'\xc2\xa0{"alg":"HS256"}'), ("form-feed", b'\x0c{"alg":"HS256"}')]:
        vector("V5", "header-json-" + name, ["malformed-token"], UNREAD, header=bearer(header=header), detail="header segment")
    plain = claims()
    for name, text in [("bom", b"\xef\xbb\xbf" + plain), ("list", b"[" + plain + b"]"), ("string", json.dumps(plain.decode()).encode()),
                       ("number", b"1"), ("null", b"null"), ("two", plain + plain), ("junk", plain + b"x"),
                       ("not-utf8", plain[:-1] + b',"x":"\xff"}'), ("utf16", plain.decode().encode("utf-16-le")),
                       ("trailing-comma", plain[:-1] + b",}"), ("leading-zero", claims(iat="01")), ("plus", claims(iat="+1")),
                       ("nan", claims(x="NaN")), ("infinity", claims(x="Infinity")), ("hex", claims(iat="0x10")),
                       ("text", b"claims"), ("cesu", plain[:-1] + b',"x":"\xed\xa0\x80"}')]:
        vector("V5", "claims-json-" + name, ["claims-not-json"], UNREADABLE, header=bearer(text))
    # 16,384 bytes are read, one more is rejected. Unknown members pad the token to the exact length.
    def of_length(length):
        for filler in range(11800, 12100):
            for more in range(4):
                header = HEADER[:-1] + b',"x":"' + b"x" * more + b'"}'
                text = token(claims(x='"' + "x" * filler + '"'), header=header)
                if len(text) == length:
                    return text
        raise AssertionError(length)
    bad("longest", of_length(16384), [], VALID)
    bad("one-longer", of_length(16385), ["token-too-long"], UNREAD, detail="16385")
    bad("too-long-before-shape", b"x" * 16385, ["token-too-long"], UNREAD)
    vector("V5", "too-long-alone", ["token-too-long"], UNREAD, header=b"." * 20000)


def v6():
    wrong_times = [("string", '"1587494962"'), ("huge", "1e400"), ("negative", "-1"), ("too-large", "9223372036854775808"),
                   ("fraction", "1587494962.5"), ("null", "null"), ("true", "true"), ("point-zero", "1587494962.0"),
                   ("exponent", "1587494962e0"), ("exponent-3", "1e3"), ("minus-zero", "-0"), ("list", "[1587494962]"),
                   ("object", "{}"), ("beyond-u64", "18446744073709551616"), ("wraps", "18446744075297046578"),
                   ("capital-exponent", "1E9"), ("empty-string", '""')]
    for claim in ["iat", "exp", "nbf"]:
        for name, text in wrong_times:
            vector("V6", f"{claim}-{name}", ["claim-type"], "pfpsspf", header=bearer(claims(**{claim: text})), detail=claim)
    vector("V6", "iat-misshapen-age-off", ["claim-type"], "pfpsspf", header=bearer(claims(iat='"1"')), max_age=0)
    vector("V6", "exp-misshapen-age-off", ["claim-type"], "pfpsspf", header=bearer(claims(exp='"1"')), max_age=0)
    vector("V6", "iat-latest", ["from-the-future"], "pppsspf", header=bearer(claims(iat="9223372036854775807")))
    vector("V6", "iat-zero", ["too-old"], "pppsspf", header=bearer(claims(iat="0")))
    vector("V6", "exp-latest", [], VALID, header=bearer(claims(exp="9223372036854775807")))
    vector("V6", "exp-zero", ["expired"], "pppsspf", header=bearer(claims(exp="0")))
    vector("V6", "nbf-zero", [], VALID, header=bearer(claims(nbf="0")))
    vector("V6", "nbf-latest", ["not-yet-valid"], "pppsspf", header=bearer(claims(nbf="9223372036854775807")))
    vector("V6", "iat-escaped-name", [], VALID, header=bearer(claims().replace(b'"iat"', b'"\\u0069at"')))
    good = sha(ANSWERED)
    for name, text in [("upper", good.upper()), ("one-upper", good.replace("a", "A", 1)), ("63", good[:63]), ("65", good + "0"), ("empty", ""),
                       ("leading-space", " " + good), ("space-for-digit", " " + good[1:]), ("prefixed", "0x" + good[2:]),
                       ("g", "g" + good[1:]), ("128", good * 2), ("two-byte-letters", "\u00e9" * 32), ("base64", base64.b64encode(bytes.fromhex(good)).decode()),
                       ("colons", ":".join(good[i:i + 2] for i in range(0, 64, 2))), ("full-width", "\uff10" + good[1:])]:
        vector("V6", "payload-hash-" + name, ["claim-type"], "pfpssfp",
               header=bearer(claims(payload_hash=json.dumps(text))), detail="payload_hash")
    for name, text in [("null", "null"), ("number", "1"), ("list", f'["{good}"]'), ("true", "true"), ("object", "{}"),
                       ("lone-surrogate", f'"\\ud800{good[3:]}"')]:
        vector("V6", "payload-hash-" + name, ["claim-type"], "pfpssfp", header=bearer(claims(payload_hash=text)))
    vector("V6", "payload-hash-escaped", [], VALID, header=bearer(claims(payload_hash='"\\u%04x%s"' % (ord(good[0]), good[1:]))))
    not_strings = [("null", "null"), ("number", "1"), ("list", '["x"]'), ("object", "{}"), ("true", "true"), ("false", "false")]
    keyed = dict(secrets=[slot(api_key=KEY)], signer="of " + KEY)
    for name, text in not_strings:
        vector("V6", "iss-" + name, ["claim-type"], "pffsspp", header=bearer(claims(iss=text)), detail="iss")
        vector("V6", "jti-" + name, ["claim-type"], "pfpsspp", header=bearer(claims(jti=text)), detail="jti")
        vector("V6", "api-key-" + name, ["claim-type"], "pfpsspp", header=bearer(claims(api_key=text)), detail="api_key")
        vector("V6", f"api-key-{name}-expected", ["claim-type"], "pfpfspp", header=bearer(claims(api_key=text)), expect_api_key=KEY)
        vector("V6", f"api-key-{name}-keyed", ["claim-type"], "pfpfspp", header=bearer(claims(api_key=text)), **keyed)
        vector("V6", "application-" + name, ["claim-type"], "pfpsspp", header=bearer(claims(application_id=text)), detail="application_id")
        vector("V6", f"application-{name}-expected", ["claim-type"], "pfpsfpp", header=bearer(claims(application_id=text)),
               expect_application=APP)
    vector("V6", "iss-list-of-vonage", ["claim-type"], "pffsspp", header=bearer(claims(iss='["Vonage"]')))
    vector("V6", "jti-empty", [], VALID, header=bearer(claims(jti='""')))
    vector("V6", "jti-lone-surrogate", [], VALID, header=bearer(claims(jti='"\\udfff"')))
    vector("V6", "jti-missing", [], VALID, header=bearer(claims(drop=["jti"])))
    vector("V6", "application-no-uuid-not-expected", [], VALID, header=bearer(claims(application_id='"my app"')))
    vector("V6", "several-misshapen", ["claim-type", "missing-claim"], "pffssff",
           header=bearer(claims(iat="null", iss="1", drop=["payload_hash"])))
    vector("V6", "all-missing", ["missing-claim"], "pffssff", header=bearer(b"{}"))
    vector("V6", "all-missing-and-expected", ["missing-claim"], "pffffff", header=bearer(b"{}"), expect_api_key=KEY,
           expect_application=APP)
    vector("V6", "first-missing-then-misshapen", ["missing-claim", "claim-type"], "pffsspf", header=bearer(claims(iss="1", drop=["iat"])))


def v7():
    def at(name, codes, age, now=NOW, changed=None, drop=(), **more):
        vector("V7", name, codes, "pppssp" + age, header=bearer(claims(drop=drop, **(changed or {}))), now=now, **more)

    for age in (0, 1, 299, 300):
        at(f"age-{age}", [], "p", IAT + age)
    for age in (301, 302, 100000000):
        at(f"age-{age}", ["too-old"], "f", IAT + age, detail=f"{age} s old")
    for ahead in (1, 59, 60):
        at(f"ahead-{ahead}", [], "p", IAT - ahead)
    for ahead in (61, 62, IAT):
        at(f"ahead-{ahead}", ["from-the-future"], "f", IAT - ahead, detail=f"{ahead} s ahead")
    for max_age, age, codes in [(1, 1, []), (1, 2, ["too-old"]), (10, 10, []), (10, 11, ["too-old"]), (86400, 86400, []),
                                (86400, 86401, ["too-old"]), (2**64 - 1, 10**9, [])]:
        at(f"max-age-{max_age}-age-{age}", codes, "f" if codes else "p", IAT + age, max_age=max_age)
    for skew, ahead, codes in [(0, 0, []), (0, 1, ["from-the-future"]), (5, 5, []), (5, 6, ["from-the-future"]), (2**64 - 1, 10**9, [])]:
        at(f"max-skew-{skew}-ahead-{ahead}", codes, "f" if codes else "p", IAT - ahead, max_skew=skew)
    at("age-off-old", [], "s", IAT + 10**9, max_age=0)
    at("age-off-ahead", [], "s", IAT - 60, max_age=0)
    at("age-off-from-the-future", ["from-the-future"], "f", IAT - 61, max_age=0)
    at("age-off-expired", ["expired"], "f", changed={"exp": str(NOW - 61)}, max_age=0)
    at("age-off-not-yet-valid", ["not-yet-valid"], "f", changed={"nbf": str(NOW + 61)}, max_age=0)
    for name, more in [("", {}), ("-age-off", {"max_age": 0}), ("-with-exp", {})]:
        changed = {"exp": str(NOW + 100)} if "exp" in name else {}
        vector("V7", "iat-missing" + name, ["missing-claim"], "pfpsspf", header=bearer(claims(drop=["iat"], **changed)), detail="iat", **more)
    vector("V7", "iat-missing-and-expired", ["missing-claim", "expired"], "pfpsspf", header=bearer(claims(drop=["iat"], exp="1")))
    vector("V7", "iat-missing-nbf-misshapen", ["missing-claim", "claim-type"], "pfpsspf", header=bearer(claims(drop=["iat"], nbf='"1"')))
    for past, codes in [(-1000, []), (0, []), (1, []), (59, []), (60, []), (61, ["expired"]), (200, ["expired"])]:
        at(f"exp-{past}-ago", codes, "f" if codes else "p", changed={"exp": str(NOW - past)})
        at(f"nbf-in-{past}", ["not-yet-valid"] if codes else [], "f" if codes else "p", changed={"nbf": str(NOW + past)})
    at("exp-skew-0", [], "p", changed={"exp": str(NOW)}, max_skew=0)
    at("exp-skew-0-over", ["expired"], "f", changed={"exp": str(NOW - 1)}, max_skew=0)
    at("nbf-skew-0", [], "p", changed={"nbf": str(NOW)}, max_skew=0)
    at("nbf-skew-0-early", ["not-yet-valid"], "f", changed={"nbf": str(NOW + 1)}, max_skew=0)
    at("old-and-expired", ["too-old", "expired"], "f", IAT + 1000, changed={"exp": str(IAT + 100)})
    at("everything", ["too-old", "expired", "not-yet-valid"], "f", changed={"iat": "0", "exp": "0", "nbf": "9223372036854775807"})
    at("ahead-and-not-yet", ["from-the-future", "not-yet-valid"], "f", IAT - 100, changed={"nbf": str(IAT)})
    at("the-first-second", [], "p", 0, changed={"iat": "0", "exp": "0", "nbf": "0"})
    at("the-last-second", ["too-old"], "f", 2**64 - 1)
    at("no-wrap-around", ["from-the-future"], "f", 0, changed={"iat": "9223372036854775807"})
    at("no-wrap-around-exp", ["too-old", "expired"], "f", 2**64 - 1, changed={"exp": "9223372036854775807"})


def v8():
    short = b'{"status":"answered"}'
    vector("V8", "plain", [], VALID, header=bearer())
    vector("V8", "missing", ["missing-claim"], "pfpssfp", header=bearer(claims(drop=["payload_hash"])), detail="payload_hash")
    vector("V8", "missing-empty-body", ["missing-claim"], "pfpssfp", header=bearer(claims(drop=["payload_hash"])), body=b"", claimed="unknown")
    vector("V8", "empty-hash-empty-body", ["claim-type"], "pfpssfp", header=bearer(claims(payload_hash='""')), body=b"", claimed="unknown")
    for at in range(len(short)):
        body = bytearray(short)
        body[at] ^= 1
        # Without a member that marks a call, the event is unknown, whatever bit is flipped.
        vector("V8", f"body-bit-{at}", ["payload-mismatch"], "pppssfp", header=bearer(claims(short)), body=bytes(body), claimed="unknown")
    digest = sha(short)
    for at in range(64):
        other = digest[:at] + ("0" if digest[at] != "0" else "1") + digest[at + 1:]
        vector("V8", f"hash-digit-{at}", ["payload-mismatch"], "pppssfp", header=bearer(claims(short, payload_hash=f'"{other}"')), body=short, claimed="unknown")
    second = ANSWERED.replace(b"answered", b"completed")
    vector("V8", "swapped-1", ["payload-mismatch"], "pppssfp", header=bearer(claims(ANSWERED)), body=second, claimed="completed")
    vector("V8", "swapped-2", ["payload-mismatch"], "pppssfp", header=bearer(claims(second)), body=ANSWERED)
    vector("V8", "swapped-back", [], VALID, header=bearer(claims(second)), body=second, claimed="completed")
    value = json.loads(ANSWERED)
    for name, body in [("spaced", json.dumps(value).encode()), ("indented", json.dumps(value, indent=2).encode()),
                       ("sorted", json.dumps(value, sort_keys=True, separators=(",", ":")).encode()), ("final-lf", ANSWERED + b"\n"),
                       ("final-crlf", ANSWERED + b"\r\n"), ("leading-space", b" " + ANSWERED)]:
        assert body != ANSWERED
        vector("V8", "rewritten-" + name, ["payload-mismatch"], "pppssfp", header=bearer(), body=body)
    vector("V8", "rewritten-bom", ["payload-mismatch"], "pppssfp", header=bearer(), body=b"\xef\xbb\xbf" + ANSWERED, claimed="unknown")
    vector("V8", "rewritten-cut", ["payload-mismatch"], "pppssfp", header=bearer(), body=ANSWERED[:-1], claimed="unknown")
    vector("V8", "emptied", ["payload-mismatch"], "pppssfp", header=bearer(), body=b"", claimed="unknown")
    vector("V8", "hash-of-hash", ["payload-mismatch"], "pppssfp", header=bearer(claims(sha(ANSWERED).encode())))
    vector("V8", "hash-sha512-half", ["payload-mismatch"], "pppssfp",
           header=bearer(claims(payload_hash=f'"{hashlib.sha512(ANSWERED).hexdigest()[:64]}"')))
    for name, body in [("empty", b""), ("binary", bytes(range(256))), ("lf", b"\n"), ("nul", b"\0"), ("text", "é".encode()),
                       ("latin1", b"\xe9"), ("bom", b"\xef\xbb\xbf{}"), ("form", b"status=answered&uuid=1"),
                       ("list", b'[{"status":"answered"}]'), ("deep", nested(5000)), ("long", b" " * 70000)]:
        vector("V8", "body-" + name, [], VALID, header=bearer(claims(body)), body=body, claimed="unknown")


def v9():
    for name, text in [("lower", "vonage"), ("upper", "VONAGE"), ("trailing-space", "Vonage "), ("leading-space", " Vonage"),
                       ("nexmo", "Nexmo"), ("empty", ""), ("prefix", "Vonag"), ("longer", "Vonage2"), ("url", "https://vonage.com"),
                       ("control", "Vonage\x1b[2J"), ("nul", "Vonage\0"), ("look-alike", "V\u043enage"), ("long", "V" * 500)]:
        vector("V9", "iss-" + name, ["issuer-mismatch"], "ppfsspp", header=bearer(claims(iss=json.dumps(text))))
    vector("V9", "iss-lone-surrogate", ["issuer-mismatch"], "ppfsspp", header=bearer(claims(iss='"Vonage\\ud800"')))
    vector("V9", "iss-escaped", [], VALID, header=bearer(claims(iss='"\\u0056onage"')))
    vector("V9", "iss-missing", ["missing-claim"], "pffsspp", header=bearer(claims(drop=["iss"])), detail="iss")
    vector("V9", "api-key-right", [], "ppppspp", header=bearer(), expect_api_key=KEY)
    for name, text in [("other", OTHER_KEY), ("case", KEY.upper()), ("longer", KEY + "0"), ("shorter", KEY[:-1]), ("empty", ""),
                       ("space", KEY + " "), ("lf", KEY + "\n")]:
        vector("V9", "api-key-claims-" + name, ["api-key-mismatch"], "pppfspp",
               header=bearer(claims(api_key=json.dumps(text))), expect_api_key=KEY)
        vector("V9", "api-key-expects-" + name, ["api-key-mismatch"], "pppfspp", header=bearer(), expect_api_key=text)
    vector("V9", "api-key-missing", ["missing-claim"], "pppfspp", header=bearer(claims(drop=["api_key"])), detail="api_key",
           expect_api_key=KEY)
    vector("V9", "api-key-missing-not-expected", [], VALID, header=bearer(claims(drop=["api_key"])))
    for name, text in [("hyphens", APP), ("no-hyphens", APP.replace("-", "")), ("upper", APP.upper())]:
        vector("V9", "application-" + name, [], "pppsppp", header=bearer(claims(application_id=f'"{text}"')),
               expect_application=APP)
        vector("V9", "application-expected-" + name, [], "pppsppp", header=bearer(), expect_application=text)
    for name, text in [("other", "aaaaaaaa-bbbb-cccc-dddd-0123456789ac"), ("no-uuid", "my app"), ("empty", ""), ("braces", "{" + APP + "}"),
                       ("urn", "urn:uuid:" + APP), ("space", APP + " "), ("odd-hyphens", "aaaaaaaab-bbb-cccc-dddd-0123456789ab")]:
        vector("V9", "application-" + name, ["application-mismatch"], "pppsfpp",
               header=bearer(claims(application_id=json.dumps(text))), expect_application=APP)
    vector("V9", "application-missing", ["missing-claim"], "pppsfpp", header=bearer(claims(drop=["application_id"])),
           detail="application_id", expect_application=APP)
    vector("V9", "application-missing-not-expected", [], VALID, header=bearer(claims(drop=["application_id"])))
    vector("V9", "all-right", [], "ppppppp", header=bearer(), expect_application=APP, expect_api_key=KEY,
           secrets=[slot(api_key=KEY)], signer="of " + KEY)
    wrong = claims(iss='"x"', api_key='"x"', application_id='"x"', payload_hash='"' + "0" * 64 + '"', iat="0", exp="0",
                   nbf="9223372036854775807")
    everything = ["issuer-mismatch", "api-key-mismatch", "application-mismatch", "payload-mismatch", "too-old", "expired", "not-yet-valid"]
    vector("V9", "all-wrong", everything, "ppfffff", header=bearer(wrong), expect_application=APP, expect_api_key=KEY)
    vector("V9", "both-missing", ["missing-claim"], "pppffpp", header=bearer(claims(drop=["api_key", "application_id"])),
           expect_application=APP, expect_api_key=KEY)


def v11():
    text = b64(HEADER) + b"." + b64(claims())
    right = mac_of(text)

    def forged(name, mac, **more):
        vector("V11", name, ["signature-mismatch"], MISMATCH, header=b"Bearer " + text + b"." + b64(mac), **more)

    for length in (0, 1, 8, 15, 16, 20, 31):
        forged(f"first-{length}-bytes", right[:length])
        forged(f"last-{length}-bytes", right[32 - length:]) if length else None
    forged("one-byte-more", right + b"\0")
    forged("twice", right * 2)
    for at in range(32):
        changed = bytearray(right)
        changed[at] ^= 0x80 >> (at % 8)
        forged(f"bit-in-byte-{at}", bytes(changed))
    forged("first-half-right", right[:16] + bytes(16))
    forged("second-half-right", bytes(16) + right[16:])
    forged("zeroes", bytes(32))
    forged("ones", b"\xff" * 32)
    forged("hex-text", right.hex().encode())
    forged("plain-hash", hashlib.sha256(text).digest())
    forged("hash-of-secret-and-text", hashlib.sha256(SECRET.encode() + text).digest())
    forged("of-the-decoded-parts", mac_of(HEADER + b"." + claims()))
    forged("of-the-claims-alone", mac_of(b64(claims())))
    forged("with-a-final-dot", mac_of(text + b"."))
    forged("no-secret", mac_of(text, b""))
    forged("secret-with-lf", mac_of(text, SECRET + "\n"))
    forged("secret-cut", mac_of(text, SECRET[:-1]))
    forged("secret-upper", mac_of(text, SECRET.upper()))
    hexed = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
    forged("secret-hex-decoded", mac_of(text, bytes.fromhex(hexed)), secrets=[slot(hexed)])
    forged("secret-base64-decoded", mac_of(text, base64.b64decode(hexed)), secrets=[slot(hexed)])
    vector("V11", "secret-hex-as-text", [], VALID, header=b"Bearer " + with_mac(text, hexed), secrets=[slot(hexed)])
    for name, secret in [("short", "x"), ("with-lf-inside", b"a\nb"), ("with-lf-at-end", b"secret\n"), ("bytes", bytes(range(128, 200))),
                         ("64-bytes", "s" * 64), ("65-bytes", "s" * 65), ("blanks-at-ends", "  secret  "), ("utf8", "gehëim"), ("nul", b"\0")]:
        vector("V11", "secret-" + name, [], VALID, header=b"Bearer " + with_mac(text, secret), secrets=[slot(secret)])
    # Wrong claims are not reported unless the MAC passed.
    for name, payload in [("no-json", b"x"), ("duplicates", b'{"iat":1,"iat":2}'), ("expired", claims(exp="0")), ("empty", b""),
                          ("other-issuer", claims(iss='"x"')), ("deep", nested(5000))]:
        vector("V11", "unverified-" + name, ["signature-mismatch"], MISMATCH, header=bearer(payload, secret=OTHER))
    vector("V11", "changed-claims", ["signature-mismatch"], MISMATCH,
           header=b"Bearer " + b64(HEADER) + b"." + b64(claims(iat=str(IAT + 1))) + b"." + b64(right))
    vector("V11", "changed-header", ["signature-mismatch"], MISMATCH,
           header=b"Bearer " + b64(b'{"alg":"HS256"}') + b"." + b64(claims()) + b"." + b64(right))
    vector("V11", "right", [], VALID, header=b"Bearer " + text + b"." + b64(right))


def v13():
    right = token()

    def of(name, header, codes=(), **more):
        vector("V13", name, list(codes), UNREAD if codes else VALID, header=header, **more)

    for name, header in [("bearer", b"Bearer " + right), ("lower", b"bearer " + right), ("upper", b"BEARER " + right),
                         ("mixed", b"bEaReR " + right), ("alone", right), ("blanks-at-ends", b" \t Bearer " + right + b"\t  "),
                         ("with-name", b"Authorization: Bearer " + right), ("with-name-lower", b"authorization:bearer " + right),
                         ("with-name-alone", b"AUTHORIZATION:\t" + right + b" "), ("with-name-blanks", b"  Authorization:   Bearer " + right)]:
        of("accepts-" + name, header)
    for name, header in [("none", None), ("empty", b""), ("blank", b" \t "), ("name-only", b"Authorization:"), ("name-and-blank", b"authorization: \t")]:
        of("absent-" + name, header, ["no-header"])
    for name, header in [
            ("two-spaces", b"Bearer  " + right), ("tab", b"Bearer\t" + right), ("space-tab", b"Bearer \t" + right), ("bearer-alone", b"Bearer"),
            ("bearer-blank", b"Bearer "), ("no-space", b"Bearer" + right), ("colon", b"Bearer: " + right), ("equals", b"Bearer=" + right),
            ("junk-behind", b"Bearer " + right + b" x"), ("token-twice", b"Bearer " + right + b" " + right), ("bearer-twice", b"Bearer Bearer " + right),
            ("alone-junk-behind", right + b" x"), ("quoted", b'Bearer "' + right + b'"'), ("all-quoted", b'"Bearer ' + right + b'"'),
            ("single-quoted", b"'Bearer " + right + b"'"), ("angle", b"Bearer <" + right + b">"), ("final-lf", b"Bearer " + right + b"\n"),
            ("final-crlf", b"Bearer " + right + b"\r\n"), ("lf-for-space", b"Bearer\n" + right), ("folded", b"Bearer\r\n " + right),
            ("vertical-tab", b"Bearer\x0b" + right), ("no-break-space", b"Bearer\xc2\xa0" + right), ("semicolon", b"Bearer " + right + b";"),
            ("word", b"secret"), ("nul", b"Bearer " + right + b"\0"), ("bom", b"\xef\xbb\xbfBearer " + right), ("not-utf8", b"\xff\xfe"),
            ("name-twice", b"Authorization: Authorization: Bearer " + right), ("dotted-scheme", b"a.b c"), ("header-line-behind", b"Bearer " + right + b"\r\nX: y"),
            ("other-name", b"X-Auth: Bearer " + right), ("curly-quotes", "Bearer \u201c".encode() + right + "\u201d".encode()),
            ("name-without-colon-token", b"Authorization;" + right)]:
        of("malformed-" + name, header, ["malformed-token"])
    for name, header in [("basic", b"Basic YWFhMDEyOmFiYzEyMzQ1Njc4OQ=="), ("digest", b'Digest username="x", realm="a.b.c", uri="/"'),
                         ("negotiate", b"Negotiate abc"), ("token", b"Token " + right), ("jwt", b"JWT " + right), ("bearer2", b"Bearer2 " + right),
                         ("name-word", b"Authorization Bearer " + right), ("digest-bare", b"Digest a=b, c=d"),
                         ("aws", b"AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=c, Signature=d"), ("named-basic", b"Authorization: Basic abc")]:
        of("not-bearer-" + name, header, ["not-bearer"])
    vector("V13", "not-bearer-is-bounded", ["not-bearer"], UNREAD, header=b"x" * 100000 + b" y")
    for name, header in [("same", b"Bearer " + right + b", Bearer " + right), ("no-blank", b"Bearer " + right + b",Bearer " + right),
                         ("tokens", right + b"," + right), ("basic-first", b"Basic abc, Bearer " + right), ("basic-last", b"Bearer " + right + b", Basic abc"),
                         ("trailing-comma", b"Bearer " + right + b","), ("leading-comma", b", Bearer " + right), ("alone-trailing", right + b","),
                         ("bearer-lower-second", b"Digest a=b, bearer " + right), ("named", b"Authorization: Bearer " + right + b", Bearer " + right)]:
        of("list-" + name, header, ["several-headers"])

    def headers(name, codes, *pairs, **more):
        pairs = [[key, value.decode()] for key, value in pairs]
        vector("V13", name, list(codes), UNREAD if codes else VALID, headers=pairs, **more)

    good, bad, vcr = b"Bearer " + right, b"Bearer x", "X-Vonage-Webhook-Auth-Token"
    headers("headers-none", ["no-header"], ("Host", b"example.com"))
    headers("headers-name-case", [], ("AUTHORIZATION", good))
    headers("headers-others-ignored", [], ("Host", b"a"), ("authorization", good), ("Proxy-Authorization", bad), ("X-Authorization", bad))
    headers("headers-repeated", ["several-headers"], ("Authorization", good), ("Authorization", good))
    headers("headers-repeated-case", ["several-headers"], ("Authorization", good), ("authorization", bad))
    headers("headers-repeated-blank", ["several-headers"], ("Authorization", b""), ("Authorization", good))
    headers("headers-three", ["several-headers"], ("Authorization", good), ("Authorization", good), ("Authorization", good), detail="3")
    headers("cloud-runtime-not-named", ["no-header"], (vcr, good), remedy="another header")
    headers("cloud-runtime-not-named-both", [], (vcr, bad), ("Authorization", good))
    headers("cloud-runtime-named", [], (vcr, good), header_name=vcr)
    headers("cloud-runtime-named-case", [], (vcr.lower(), good), header_name=vcr.upper())
    headers("cloud-runtime-named-alone", [], (vcr, good), ("Authorization", bad), ("Authorization", bad), header_name=vcr)
    headers("cloud-runtime-named-absent", ["no-header"], ("Authorization", good), header_name=vcr, remedy="another header")
    headers("cloud-runtime-named-twice", ["several-headers"], (vcr, good), (vcr, good), header_name=vcr)
    headers("cloud-runtime-named-bad", ["malformed-token"], (vcr, bad), ("Authorization", good), header_name=vcr)
    headers("cloud-runtime-with-its-name", [], (vcr, vcr.encode() + b": " + good), header_name=vcr)
    headers("header-line-of-another", ["malformed-token"], ("Authorization", vcr.encode() + b":" + right))


def v14():
    a, b, a_again = slot(SECRET, KEY), slot(OTHER, OTHER_KEY), slot(OTHER, KEY, "rotated in")
    of_a, of_b = bearer(claims(api_key=f'"{KEY}"')), bearer(claims(api_key=f'"{OTHER_KEY}"'), secret=OTHER)
    a_claims_b, b_claims_a = bearer(claims(api_key=f'"{OTHER_KEY}"')), bearer(claims(api_key=f'"{KEY}"'), secret=OTHER)
    third = "a third signature secret, forty long...."
    for order, secrets in [("ab", [a, b]), ("ba", [b, a])]:
        more = dict(secrets=secrets)
        vector("V14", f"a-{order}", [], "ppppspp", header=of_a, signer="of " + KEY, **more)
        vector("V14", f"b-{order}", [], "ppppspp", header=of_b, signer="of " + OTHER_KEY, **more)
        vector("V14", f"a-claims-b-{order}", ["api-key-mismatch"], "pppfspp", header=a_claims_b, signer="of " + KEY, detail=KEY, **more)
        vector("V14", f"b-claims-a-{order}", ["api-key-mismatch"], "pppfspp", header=b_claims_a, signer="of " + OTHER_KEY, **more)
        vector("V14", f"a-claims-b-expected-b-{order}", ["api-key-mismatch"], "pppfspp", header=a_claims_b, signer="of " + KEY,
               expect_api_key=OTHER_KEY, **more)
        vector("V14", f"claims-no-account-{order}", ["missing-claim"], "pppfspp", header=bearer(claims(drop=["api_key"])), signer="of " + KEY, **more)
        vector("V14", f"third-secret-{order}", ["signature-mismatch"], MISMATCH, header=bearer(secret=third), **more)
        vector("V14", f"third-secret-of-b-{order}", ["signature-mismatch"], MISMATCH, header=bearer(claims(api_key=f'"{OTHER_KEY}"'), secret=third), **more)
        vector("V14", f"unknown-account-{order}", ["no-secret-for-key"], MISMATCH, header=bearer(claims(api_key='"cccc"'), secret=third), detail="cccc", **more)
        vector("V14", f"expected-b-got-a-{order}", ["api-key-mismatch"], "pppfspp", header=of_a, signer="of " + KEY, expect_api_key=OTHER_KEY, **more)
        vector("V14", f"expected-a-got-a-{order}", [], "ppppspp", header=of_a, signer="of " + KEY, expect_api_key=KEY, **more)
    for order, secrets in [("old-new", [a, a_again]), ("new-old", [a_again, a])]:
        vector("V14", f"rotation-{order}-old", [], "ppppspp", header=of_a, secrets=secrets, signer="of " + KEY)
        vector("V14", f"rotation-{order}-new", [], "ppppspp", header=b_claims_a, secrets=secrets, signer="rotated in")
        vector("V14", f"rotation-{order}-other-key", ["api-key-mismatch"], "pppfspp", header=of_b, secrets=secrets, signer="rotated in")
        vector("V14", f"rotation-{order}-neither", ["signature-mismatch"], MISMATCH, header=bearer(secret=third), secrets=secrets)
    same = [slot(SECRET, KEY), slot(SECRET, OTHER_KEY)]
    for order, secrets in [("ab", same), ("ba", same[::-1])]:
        vector("V14", f"shared-secret-a-{order}", [], "ppppspp", header=of_a, secrets=secrets, signer="of " + KEY)
        vector("V14", f"shared-secret-b-{order}", [], "ppppspp", header=a_claims_b, secrets=secrets, signer="of " + OTHER_KEY)
        vector("V14", f"shared-secret-c-{order}", ["api-key-mismatch"], "pppfspp", header=bearer(claims(api_key='"cccc"')), secrets=secrets,
               signer=secrets[0]["label"])
    lone = dict(secrets=[a], signer="of " + KEY)
    vector("V14", "one-keyed-other-claim", ["api-key-mismatch"], "pppfspp", header=a_claims_b, **lone)
    vector("V14", "one-keyed-case", ["api-key-mismatch"], "pppfspp", header=bearer(claims(api_key=f'"{KEY.upper()}"')), **lone)
    vector("V14", "one-keyed-unknown-account", ["no-secret-for-key"], MISMATCH, header=of_b, **lone)
    vector("V14", "one-keyed-wrong-secret", ["signature-mismatch"], MISMATCH, header=b_claims_a, **lone)
    vector("V14", "one-keyless-unknown-account", ["signature-mismatch"], MISMATCH, header=of_b)
    # A retired secret verifies only as of a time before its retirement.
    old = slot(OTHER, KEY, "the old one", retired_at=NOW)
    of_old = bearer(secret=OTHER)
    for order, secrets in [("old-new", [old, a]), ("new-old", [a, old])]:
        vector("V14", f"retired-{order}-before", [], "ppppspp", header=of_old, secrets=secrets, signer="the old one", now=NOW - 1)
        vector("V14", f"retired-{order}-at", ["signature-mismatch"], MISMATCH, header=of_old, secrets=secrets, detail="retired for 0 s")
        vector("V14", f"retired-{order}-after", ["signature-mismatch"], MISMATCH, header=of_old, secrets=secrets, now=NOW + 7, detail="the old one")
        vector("V14", f"retired-{order}-new", [], "ppppspp", header=of_a, secrets=secrets, signer="of " + KEY)
    again = [slot(SECRET, KEY, "first time", retired_at=IAT), slot(SECRET, KEY, "second time")]
    vector("V14", "retired-and-added-again", [], "ppppspp", header=of_a, secrets=again, signer="second time")
    # If the claims cannot be read, or name no account, the signature is reported as wrong.
    for name, payload in [("no-json", b"x"), ("no-key", claims(drop=["api_key"])), ("number", claims(api_key="1")), ("list", b'["api_key"]'),
                          ("duplicates", b'{"api_key":"cccc","api_key":"cccc"}'), ("deep", b'{"api_key":"cccc","x":' + nested(64) + b"}")]:
        vector("V14", "unreadable-claim-" + name, ["signature-mismatch"], MISMATCH, header=bearer(payload, secret=third), secrets=[a, b])
    vector("V14", "unknown-account-other-wrongs", ["no-secret-for-key"], MISMATCH,
           header=bearer(b'{"api_key":"cccc","iat":"x","exp":0}', secret=third), secrets=[a, b])
    vector("V14", "keyed-and-misshapen", ["claim-type"], "pfpfspp", header=bearer(claims(api_key="null")), secrets=[b, a], signer="of " + KEY)
    vector("V14", "keyed-unreadable", ["claims-not-json"], UNREADABLE, header=bearer(b"x"), secrets=[b, a], signer="of " + KEY)


def v16():
    query = b'{"from":"442079460000","to":"447700900000","uuid":"1","conversation_uuid":"CON-1"}'
    text = b"from=442079460000&to=447700900000&uuid=1&conversation_uuid=CON-1"
    vector("V16", "get-hash-on-an-empty-post", ["payload-mismatch"], "pppssfp", header=bearer(claims(query)), body=b"", claimed="unknown")
    vector("V16", "get-hash-on-a-form", ["payload-mismatch"], "pppssfp", header=bearer(claims(query)), body=text, claimed="unknown")
    vector("V16", "hash-of-the-query-text", ["payload-mismatch"], "pppssfp", header=bearer(claims(text)), body=b"", claimed="unknown")
    vector("V16", "hash-of-the-json-not-the-form", ["payload-mismatch"], "pppssfp", header=bearer(claims(query)), body=query.replace(b",", b", "), claimed="answer")
    # The method is not signed: a GET whose JSON is sent as the body of a POST has the same bytes. See SECURITY.md.
    vector("V16", "get-json-sent-as-post", [], VALID, header=bearer(claims(query)), body=query, claimed="answer")
    vector("V16", "form-body-is-raw-bytes", [], VALID, header=bearer(claims(text)), body=text, claimed="unknown")

    # GET: the parameters in order as one compact JSON object of strings, and no body.
    def get(name, query, signed, codes=(), claimed="answer", body=b"", **more):
        signed = signed if isinstance(signed, bytes) else signed.encode()
        checks = "pppssfp" if codes else VALID
        vector("V16", "get-" + name, list(codes), checks, header=bearer(claims(signed)), query=query, body=body, claimed=claimed, **more)

    no = ["payload-mismatch"]
    text = text.decode()
    get("query", text, query)
    get("raw-hash", text, text, no, detail="one Vonage article")
    get("hash-of-nothing", text, b"", no)
    get("other-order", "to=447700900000&from=442079460000&uuid=1&conversation_uuid=CON-1", query, no)
    get("one-more", text + "&x=", query, no)
    get("one-less", text[:-len("&conversation_uuid=CON-1")], query, no, claimed="unknown", product="voice")
    get("with-a-body", text, query, no, body=b"{}", detail="2 bytes")
    get("its-json-as-body", "", query, no, body=query, claimed="unknown")
    get("its-json-as-body-with-query", text, query, no, body=query)
    get("empty", "", b"{}", claimed="unknown")
    get("empty-as-nothing", "", b"", no, claimed="unknown")
    get("numbers-are-texts", "a=1", b'{"a":1}', no, claimed="unknown")
    get("spaced", "a=1&b=2", b'{"a": "1", "b": "2"}', no, claimed="unknown")
    get("escapes", "a=%22%2F%5C%0a+%2b%c3%a9%F0%9F%98%80&status=answered", '{"a":"\\"/\\\\\\n +é😀","status":"answered"}', claimed="unknown")
    get("escaped-solidus", "a=/", b'{"a":"\\/"}', no, claimed="unknown")
    get("escaped-letters", "a=%C3%A9", b'{"a":"\\u00e9"}', no, claimed="unknown")
    get("no-value", "a&b=", b'{"a":"","b":""}', claimed="unknown")
    get("empty-pairs", "&a=1&&b=2&", b'{"a":"1","b":"2"}', claimed="unknown")
    get("equals-in-value", "a=b=c", b'{"a":"b=c"}', claimed="unknown")
    get("brackets-are-letters", "a[]=1&a[b]=2", b'{"a[]":"1","a[b]":"2"}', claimed="unknown")
    get("repeated-first", "a=1&a=2", b'{"a":"1"}', no, claimed="unknown", detail="more than once")
    get("repeated-last", "a=1&a=2", b'{"a":"2"}', no, claimed="unknown")
    get("repeated-both", "a=1&a=2", b'{"a":"1","a":"2"}', no, claimed="unknown")
    get("repeated-list", "a=1&a=2", b'{"a":["1","2"]}', no, claimed="unknown")
    get("repeated-escaped", "a=1&%61=1", b'{"a":"1"}', no, claimed="unknown")
    for name, bad in [("cut", "a=%4"), ("bare", "a=%"), ("no-hex", "a=%zz"), ("signed-hex", "a=%+1")]:
        get("bad-escape-" + name, bad, '{"a":"%s"}' % bad[2:], no, claimed="unknown", detail="invalid `%` escape")
    for name, bad in [("byte", "a=%ff"), ("surrogate", "a=%ED%A0%80"), ("overlong", "a=%C0%AF")]:
        get("no-text-" + name, bad, '{"a":"\ufffd"}', no, claimed="unknown", detail="not UTF-8")


# The product and the event of each body.

CALL = '"from":"442079460000","to":"447700900000","uuid":"u","conversation_uuid":"CON-u"'
SAMPLES = [
    ("started", r'''{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"started","direction":"outbound","timestamp":"2020-01-01T12:00:00.000Z"}'''),
    ("completed", r'''{"end_time":"2020-01-01T12:00:00.000Z","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","network":"GB-FIXED","duration":"2","start_time":"2020-01-01T12:00:00.000Z","rate":"0.00450000","price":"0.00015000","from":"442079460000","to":"447700900000","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"completed","direction":"inbound","timestamp":"2020-01-01T12:00:00.000Z"}'''),
    ("record", r'''{"start_time":"2020-01-01T12:00:00.000Z","recording_url":"https://api.nexmo.com/v1/files/bbbbbbbb-aaaa-cccc-dddd-0123456789ab","size":12222,"recording_uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","end_time":"2020-01-01T12:00:00.000Z","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","timestamp":"2020-01-01T12:00:00.000Z"}'''),
    ("input", r'''{"speech":{"results":[]},"dtmf":{"digits":"1234","timed_out":true},"from":"15551234567","to":"15557654321","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"bbbbbbbb-cccc-dddd-eeee-0123456789ab","timestamp":"2020-01-01T14:00:00.000Z"}'''),
    ("answer", r'''{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","SipHeader_X-UserId":"1938ND9"}'''),
    ("transfer", r'''{"conversation_uuid_from":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid_to":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","timestamp":"2020-01-01T12:00:00.000Z"}'''),
    ("fallback", r'''{"reason":"Connection closed.","original_request":{"url":"https://api.example.com/webhooks/event","type":"event"}}'''),
]


# Webhooks of other products, in the shape of the vendor's references, with made-up numbers and ids.
MESSAGE = ('{"to":"447700900123","from":"447700900124","channel":"sms","message_uuid":"0b1c2d3e-4f50-4162-8374-95a6b7c8d9ea",'
           '"timestamp":"2026-03-04T05:06:07Z","message_type":"text","text":"Good morning","sms":{"num_messages":"1"}}')
MESSAGE_STATUS = ('{"message_uuid":"0b1c2d3e-4f50-4162-8374-95a6b7c8d9ea","to":"447700900123","from":"447700900124",'
                  '"timestamp":"2026-03-04T05:06:08Z","status":"rejected","usage":{"currency":"EUR","price":"0.0400"},"channel":"sms"}')
VERIFY_EVENT = ('{"request_id":"7f6e5d4c-3b2a-4190-8f7e-6d5c4b3a2918","triggered_at":"2026-03-04T05:06:07.000Z","type":"event",'
                '"channel":"voice","status":"completed","finalized_at":"2026-03-04T05:06:09.000Z"}')
VERIFY_SUMMARY = ('{"request_id":"7f6e5d4c-3b2a-4190-8f7e-6d5c4b3a2918","submitted_at":"2026-03-04T05:06:00.000Z","status":"failed",'
                  '"type":"summary","channel_timeout":180,"workflow":[{"channel":"sms","status":"expired"}],"price":"0.05000000"}')
OTHERS = [("message", MESSAGE, "messages"), ("message-status", MESSAGE_STATUS, "messages"),
          ("verify-event", VERIFY_EVENT, "verify"), ("verify-summary", VERIFY_SUMMARY, "verify")]


def events():
    table = [(f"sample-{event}", text, event) for event, text in SAMPLES]
    for status in ["started", "ringing", "answered", "busy", "cancelled", "unanswered", "disconnected", "rejected", "failed",
                   "human", "machine", "timeout", "completed", "transfer", "input"]:
        table.append((f"status-{status}", '{%s,"status":"%s"}' % (CALL, status), status))
        table.append((f"status-{status}-uuid", '{"uuid":"u","status":"%s"}' % status, status))
    # Vonage sends the bodies below with a call's ids; `C` is one id.
    C = '"conversation_uuid":"c"'
    table += [
        ("payment-success", '{%s,"status":"success"}' % C, "payment"), ("payment-failure", '{%s,"status":"failure","reason":"x"}' % C, "payment"),
        ("transcription-url", '{"transcription_url":"https://x","recording_uuid":"r"}', "transcription"),
        ("transcription-status", '{"type":"record","recording_uuid":"r","status":"transcribed"}', "transcription"),
        ("dtmf-alone", '{%s,"dtmf":{}}' % C, "input"), ("speech-alone", '{%s,"speech":{}}' % C, "input"),
        ("transfer-from", '{"conversation_uuid_from":"a"}', "transfer"), ("transfer-to", '{"uuid":"u","conversation_uuid_to":"a"}', "transfer"),
        ("error", '{%s,"reason":"Syntax error in NCCO"}' % C, "error"), ("error-of-a-call", '{%s,"reason":"x"}' % CALL, "error"),
        ("notify", '{%s,"payload":{"foo":"bar"}}' % C, "notify"), ("notify-null", '{%s,"payload":null}' % C, "notify"),
        ("human-call-uuid", '{"call_uuid":"u","status":"human"}', "human"), ("escaped", '{"uu\\u0069d":"u","st\\u0061tus":"answer\\u0065d"}', "answered"),
        # Answer webhooks: caller or callee may be missing, and Client SDK calls have a user instead of a number.
        ("answer-client", '{"to":"447700900123","from_user":"anna","conversation_uuid":"CON-1","uuid":"u","custom_data":{"device":"phone"}}', "answer"),
        ("answer-client-without-to", '{"from_user":"anna","conversation_uuid":"CON-1","uuid":"u"}', "answer"),
        ("answer-only-to", '{"to":"447700900123","conversation_uuid":"CON-1","uuid":"u"}', "answer"),
        ("answer-only-from", '{"from":"447700900123","conversation_uuid":"CON-1","uuid":"u"}', "answer"),
        ("answer-without-parties", '{"conversation_uuid":"CON-1","uuid":"u"}', "unknown"),
        ("answer-no-uuid", '{"from":"a","to":"b","conversation_uuid":"c"}', "unknown"),
        ("answer-no-conversation", '{"from":"a","to":"b","uuid":"c"}', "unknown"),
        ("answer-call-uuid", '{"from":"a","to":"b","call_uuid":"u","conversation_uuid":"c"}', "unknown"),
        ("answer-with-status", '{"from_user":"anna","conversation_uuid":"CON-1","uuid":"u","status":null}', "unknown"),
        # Bodies to which several rules apply: the first one decides.
        ("fallback-before-error", '{"original_request":{},"reason":"x","payload":1}', "fallback"),
        ("fallback-before-status", '{"original_request":{},"reason":"x","status":"answered"}', "fallback"),
        ("fallback-before-record", '{"original_request":{},"reason":"x","recording_url":"x"}', "fallback"),
        ("original-request-alone", '{"original_request":{}}', "unknown"),
        ("record-with-status", '{"uuid":"u","recording_url":"x","status":"completed"}', "completed"),
        ("record-before-transcription", '{"uuid":"u","recording_url":"x","transcription_url":"y"}', "record"),
        ("record-status-null", '{"uuid":"u","recording_url":"x","status":null}', "unknown"),
        ("transcription-before-status", '{"uuid":"u","transcription_url":"y","status":"completed"}', "transcription"),
        ("transcription-before-input", '{"uuid":"u","transcription_url":"y","speech":{}}', "transcription"),
        ("input-before-transfer", '{"uuid":"u","dtmf":{},"conversation_uuid_to":"a"}', "input"), ("input-before-status", '{"uuid":"u","speech":{},"status":"answered"}', "input"),
        ("input-before-answer", '{%s,"dtmf":{}}' % CALL, "input"), ("transfer-before-payment", '{"uuid":"u","conversation_uuid_to":"a","status":"success"}', "transfer"),
        ("status-before-error", '{"uuid":"u","status":"failed","reason":"x"}', "failed"), ("error-before-answer", '{%s,"reason":"x","payload":1}' % CALL, "error"),
        ("answer-before-notify", '{%s,"payload":1}' % CALL, "answer"), ("unknown-status-with-payload", '{"uuid":"u","status":"new","payload":1}', "notify"),
        ("unknown-status-of-a-call", '{%s,"status":"new"}' % CALL, "unknown"), ("unknown-status-with-reason", '{"uuid":"u","status":"new","reason":"x"}', "unknown"),
        ("status-number", '{"uuid":"u","status":1}', "unknown"), ("status-list", '{"uuid":"u","status":["answered"]}', "unknown"),
        ("status-case", '{"uuid":"u","status":"Answered"}', "unknown"), ("status-record", '{"uuid":"u","status":"record"}', "unknown"),
        ("status-answer", '{"uuid":"u","status":"answer"}', "unknown"), ("status-unknown", '{"uuid":"u","status":"unknown"}', "unknown"),
        ("nested-recording", '{"uuid":"u","x":{"recording_url":"y"}}', "unknown"),
        ("status-twice", '{"uuid":"u","status":"answered","status":"completed"}', "unknown"),
        ("deciding-member-twice", '{"uuid":"u","dtmf":1,"dtmf":2,"status":"answered"}', "unknown"), ("marker-twice", '{"uuid":"u","uuid":"v","status":"answered"}', "unknown"),
        ("other-member-twice", '{"uuid":"u","x":1,"x":2,"status":"answered"}', "answered"), ("lone-surrogate", '{"uuid":"u","x":"\\ud800","status":"answered"}', "answered"),
        ("huge-number", '{"uuid":"u","x":1e999,"status":"answered"}', "answered"),
        ("deep", '{"uuid":"u","x":' + "[" * 3000 + "]" * 3000 + ',"status":"answered"}', "answered"),
    ]
    # A member that marks a call decides before a member that marks another product.
    table += [(f"marker-{marker.replace('_', '-')}", '{"%s":"x","message_uuid":"m","request_id":"r","status":"answered"}' % marker, event)
              for marker, event in [("uuid", "answered"), ("call_uuid", "answered"), ("conversation_uuid", "answered"), ("recording_uuid", "answered"),
                                    ("conversation_uuid_from", "transfer"), ("original_request", "answered")]]
    table += [(name, text, None, product) for name, text, product in OTHERS]
    table += [
        ("message-and-request", '{"request_id":"r","message_uuid":"m"}', None, "messages"), ("message-alone", '{"message_uuid":null}', None, "messages"),
        ("request-alone", '{"request_id":"r"}', None, "verify"), ("request-twice", '{"request_id":"r","request_id":"s"}', None, "verify"),
        ("nested-marker", '{"x":{"uuid":"u"},"status":"answered"}', None, "unknown"), ("status-alone", '{"status":"answered"}', None, "unknown"),
        ("transfer-to-alone", '{"conversation_uuid_to":"a"}', None, "unknown"), ("payload-alone", '{"payload":{"foo":"bar"}}', None, "unknown"),
        ("marker-case", '{"UUID":"u","status":"answered"}', None, "unknown"), ("bom", '\ufeff{"uuid":"u","status":"answered"}', None, "unknown"),
        ("cut", '{"uuid":"u","status":"answered"', None, "unknown"), ("form", "uuid=u&status=answered", None, "unknown"),
        ("empty-object", "{}", None, "unknown"), ("list", '[{"uuid":"u"}]', None, "unknown"), ("string", '"answered"', None, "unknown"), ("empty", "", None, "unknown"),
    ]
    table = [entry if len(entry) == 4 else (*entry, "voice") for entry in table]
    files["events"] = [{"name": name, "body": base64.b64encode(text.encode()).decode(), "product": product, "event": event}
                       for name, text, event, product in table]
    for name, text, product in OTHERS:
        body = text.encode()
        vector("samples", name, [], VALID, header=bearer(claims(body)), body=body, claimed="unknown", product=product)
        vector("samples", f"{name}-changed", ["payload-mismatch"], "pppssfp", header=bearer(claims(body)), body=body + b" ", claimed="unknown",
               product=product)
    for event, text in SAMPLES:
        body = text.encode()
        vector("samples", f"event-{event}", [], VALID, header=bearer(claims(body)), body=body, claimed=event)
        vector("samples", f"event-{event}-changed", ["payload-mismatch"], "pppssfp", header=bearer(claims(body)), body=body + b" ", claimed=event)


# Valid and invalid secrets.

def secrets():
    pem = b"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n"
    jwk = b'{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ","alg":"HS256"}'
    bom = b"\xef\xbb\xbf"
    table = [("V10", name, secret, "blank") for name, secret in
             [("empty", b""), ("lf", b"\n"), ("crlf", b"\r\n"), ("spaces", b"   "), ("tabs", b"\t\t\n"), ("form-feed", b"\x0c"), ("vertical-tab", b"\x0b"),
              ("bom", bom), ("bom-lf", bom + b"\n")]]
    table += [("V2", name, secret, "pem") for name, secret in
              [("pem", pem), ("pem-rsa", pem.replace(b"PUBLIC", b"RSA PRIVATE")), ("pem-certificate", pem.replace(b"PUBLIC KEY", b"CERTIFICATE")),
               ("pem-one-line", pem.replace(b"\n", b"\\n")), ("pem-crlf", pem.replace(b"\n", b"\r\n")), ("pem-white-space", b"\n\t " + pem), ("pem-bom", bom + pem),
               ("pem-space-bom", b" " + bom + pem), ("pem-no-end", b"-----BEGIN"), ("pem-behind-text", b"Bag Attributes\n" + pem), ("pem-no-lf", pem.strip()),
               ("pem-quoted", b'"' + pem + b'"')]]
    table += [("V2", name, secret, "jwk") for name, secret in
              [("jwk", jwk), ("jwk-rsa", b'{"kty":"RSA","n":"AQAB","e":"AQAB"}'), ("jwk-white-space", b"\n  " + jwk + b"\n"), ("jwk-bom", bom + jwk),
               ("jwk-escaped", b'{"\\u006bty":"oct"}'), ("jwk-set", b'{"keys":[' + jwk + b"]}"), ("jwk-kty-null", b'{"kty":null}'), ("jwk-twice", b'{"kty":1,"kty":2}'),
               ("jwk-kty-last", b'{"n":"AQAB",\n"kty":"RSA"}')]]
    table += [("V10", name, secret, None) for name, secret in
              [("one-byte", b"x"), ("nul", b"\0"), ("lf-at-end", b"secret\n"), ("bytes", b"\xff\xfe"), ("31-bytes", b"s" * 31), ("32-bytes", b"s" * 32), ("200-bytes", b"s" * 200),
               ("dashes", b"-----"), ("begin", b"BEGIN"), ("brace", b"{"), ("json", b'{"k":"oct"}'), ("json-nested-kty", b'{"x":{"kty":"oct"}}'), ("kty-text", b'kty"'),
               ("hex", b"00112233445566778899aabbccddeeff"), ("no-break-space", b"\xc2\xa0")]]
    files["secrets"] = [{"name": name, "promise": promise, "secret": base64.b64encode(secret).decode(), "refused": refused,
                         "short": len(secret) < 32} for promise, name, secret, refused in table]


for add_vectors in (samples, v1, v3, v4, v5, v6, v7, v8, v9, v11, v13, v14, v16, events, secrets):
    add_vectors()

exit_code = 0
for name, entries in sorted(files.items()):
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
    text = f"[\n{lines}\n]\n"
    path = HERE / f"{name}.json"
    if "--check" in sys.argv:
        if not path.exists() or path.read_text() != text:
            print(f"{path.name} differs from the output of make.py", file=sys.stderr)
            exit_code = 1
    else:
        path.write_text(text)
        print(f"{path.name}: {len(entries)}")
sys.exit(exit_code)
