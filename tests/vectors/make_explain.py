#!/usr/bin/env python3
"""Generates explain.json: rejected deliveries, each with exactly the causes that a diagnosis must name.

    python3 tests/vectors/make_explain.py           write the file
    python3 tests/vectors/make_explain.py --check   exit with 1 if the file differs

Standard library only, deterministic, and without any code of vsw: Python's json, base64, gzip and urllib imitate what
frameworks and gateways do to a delivery. README.md describes the members.
"""
import base64
import gzip
import hashlib
import hmac
import html
import json
import pathlib
import sys
import urllib.parse

HERE = pathlib.Path(__file__).parent
SECRET = "a signature secret of forty characters.."
OTHER = "another signature secret, forty long...."
API_SECRET = "Abcdefgh12345678"
KEY, OTHER_KEY = "a1b2c3d", "ffff0000"
APP = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
IAT = 1587494962
NOW = IAT + 8
ANSWERED = (b'{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab",'
            b'"conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"answered",'
            b'"direction":"inbound","timestamp":"2020-01-01T12:00:00.000Z"}')
RECORD = (b'{"start_time":"2020-01-01T12:00:00.000Z","recording_url":"https://api.nexmo.com/v1/files/bbbbbbbb-aaaa-cccc-dddd-'
          b'0123456789ab","size":12222,"recording_uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","end_time":'
          b'"2020-01-01T12:00:00.000Z","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab",'
          b'"timestamp":"2020-01-01T12:00:00.000Z"}')
# A caller's name that is not ASCII, numbers whose digits a float does not keep, empty containers and nested members.
WIDE = ('{"from":"442079460000","to":"447700900000","uuid":"u/1","caller":"Zo\u00eb \u20ac \U0001f600","price":0.00450000,'
        '"big":12345678901234567890,"none":{},"list":[],"nested":{"b":[1,{"z":null,"a":true}],"a":"x"}}').encode()
LATIN = '{"caller":"Zo\u00eb M\u00fcller","status":"answered"}'.encode()
CURLY = '{"caller":"\u201cZo\u00eb\u201d","status":"answered"}'.encode()
SPEECH = '{"speech":{"results":[]},"note":"caf\u00e9"}'.encode()
BOM = b"\xef\xbb\xbf"
HEADER = b'{"alg":"HS256","typ":"JWT"}'

entries = []


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def sha(data):
    return hashlib.sha256(data).hexdigest()


def octets(text):
    return text if isinstance(text, bytes) else text.encode()


def claims(body=ANSWERED, drop=(), **changed):
    members = {"iat": str(IAT), "jti": '"c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5"', "iss": '"Vonage"',
               "payload_hash": f'"{sha(body)}"', "api_key": f'"{KEY}"', "application_id": f'"{APP}"'}
    members.update(changed)
    return ("{" + ",".join(f'"{k}":{v}' for k, v in members.items() if k not in drop) + "}").encode()


def token(payload=None, header=HEADER, secret=SECRET):
    text = b64(header) + b"." + b64(claims() if payload is None else payload)
    return text + b"." + b64(hmac.new(octets(secret), text, "sha256").digest())


def bearer(*args, **kwargs):
    return b"Bearer " + token(*args, **kwargs)


def slot(secret=SECRET, api_key=None, label=None, **more):
    entry = {"api_key": api_key, "label": label or (api_key and "of " + api_key) or "the only one", **more}
    if isinstance(secret, bytes):
        return {**entry, "secret_base64": base64.b64encode(secret).decode()}
    return {**entry, "secret": secret}


def case(name, code, causes, *, header=None, headers=None, body=ANSWERED, secrets=None, known=(), now=NOW, query=None,
         method="POST", detail=(), trailing_bytes=b"", **options):
    """Adds a delivery that is rejected with that code, and its expected causes."""
    assert name not in [entry["name"] for entry in entries], name
    if headers is None:
        headers = [] if header is None else [["Authorization", header]]
    entries.append({
        "name": name, "method": method, "query": query,
        "headers": [[key, base64.b64encode(octets(value)).decode()] for key, value in headers],
        "body": base64.b64encode(body).decode(), "trailing_bytes": base64.b64encode(trailing_bytes).decode(), "secrets": secrets or [slot()], "known": list(known), "now": now,
        "options": options,
        "expected": {"code": code, "explanation": causes if isinstance(causes, list) else [causes], "details": list(detail)}})


# Causes: the stored secret is not the one that signed.

def secrets():
    def stored(name, cause, secret, signer=SECRET, detail=(), **more):
        given = secret if isinstance(secret, list) else [slot(secret)]
        case(name, "signature-mismatch", cause, header=bearer(secret=signer), secrets=given, detail=detail, **more)

    stored("secret-lf", "secret-trailing-newline", SECRET + "\n", detail=["the only one", "40 bytes; 41 are stored", "every check passes"])
    stored("secret-crlf", "secret-trailing-newline", SECRET + "\r\n")
    stored("secret-blank-behind", "secret-white-space", SECRET + " ")
    stored("secret-blank-before", "secret-white-space", "\t" + SECRET)
    stored("secret-two-lf", "secret-white-space", SECRET + "\n\n")
    for name, quote in [("double", '"'), ("single", "'"), ("backtick", "`")]:
        stored(f"secret-{name}-quotes", "secret-quoted", quote + SECRET + quote)
    stored("secret-bom", "secret-byte-order-mark", BOM + SECRET.encode())
    stored("secret-encoded-base64", "secret-base64-encoded", base64.b64encode(SECRET.encode()).decode())
    stored("secret-encoded-base64-lf", "secret-base64-encoded", base64.b64encode(SECRET.encode()).decode() + "\n")
    stored("secret-encoded-base64url", "secret-base64-encoded", b64(b"a secret ?>~ with both alphabets").decode(),
           signer=b"a secret ?>~ with both alphabets")
    stored("secret-encoded-hex", "secret-hex-encoded", SECRET.encode().hex())
    stored("secret-encoded-hex-upper", "secret-hex-encoded", SECRET.encode().hex().upper())
    text = base64.b64encode(hashlib.sha256(b"x").digest() + b"12").decode()
    stored("secret-decoded-base64", "secret-base64-decoded", base64.b64decode(text), signer=text)
    text = b64(hashlib.sha256(b"x").digest()).decode()
    stored("secret-decoded-base64url", "secret-base64-decoded", base64.urlsafe_b64decode(text + "="), signer=text)
    for name, text in [("lower", "00112233445566778899aabbccddeeff"), ("upper", "00112233445566778899AABBCCDDEEFF")]:
        stored(f"secret-decoded-hex-{name}", "secret-hex-decoded", bytes.fromhex(text), signer=text)
    api = {"kind": "api", **slot(API_SECRET, KEY, "profile main")}
    other = {"kind": "signature", **slot(OTHER, OTHER_KEY, "profile other")}
    stored("secret-is-the-api-secret", "secret-is-api-secret", API_SECRET, known=[other, api], detail=["profile main"])
    stored("signed-with-the-api-secret", "signed-with-api-secret", SECRET, signer=API_SECRET, known=[api], detail=["profile main"])
    stored("secret-of-another-configured-account", "secret-of-another-account", [slot(SECRET, KEY)], signer=OTHER,
           known=[other], detail=["profile other", OTHER_KEY, "another account"])
    same = {"kind": "signature", **slot(OTHER, KEY, "profile main, added 2026-11-01")}
    stored("another-secret-of-the-account", "secret-another-configured", [slot(SECRET, KEY)], signer=OTHER, known=[other | same],
           detail=["every check passes"])
    stored("another-secret-that-is-retired", "secret-another-configured", [slot(SECRET, KEY)], signer=OTHER,
           known=[other | same | {"retired_at": NOW - 1}], detail=["the secret is retired"])
    stored("another-secret-that-retires-later", "secret-another-configured", [slot(SECRET, KEY)], signer=OTHER,
           known=[other | same | {"retired_at": NOW + 1}], detail=["every check passes"])
    stored("another-secret-without-account", "secret-another-configured", SECRET, signer=OTHER, known=[{"kind": "signature", **slot(OTHER, None, "X")}])
    der = base64.b64encode(b"0\x82\x01\x22" + bytes(range(256)) * 2).decode()
    stored("secret-pem-inside", "secret-looks-like-pem", der)
    stored("secret-pem-end", "secret-looks-like-pem", der[-60:] + "\n-----END PUBLIC KEY-----")
    stored("secret-api-key", "secret-looks-like-api-key", "abcd1234", detail=["guess"])
    stored("secret-claimed-api-key", "secret-looks-like-api-key", "K-of-account", signer=OTHER)
    entries[-1]["headers"] = [["Authorization", base64.b64encode(bearer(claims(api_key='"K-of-account"'), secret=OTHER)).decode()]]
    stored("secret-application", "secret-looks-like-application-id", APP)
    # With the correct secret another check still fails, and the diagnosis names it.
    case("secret-lf-and-changed-body", "signature-mismatch", "secret-trailing-newline", header=bearer(), body=ANSWERED + b" ",
         secrets=[slot(SECRET + "\n")], detail=["the payload does not"])
    case("secret-lf-and-old", "signature-mismatch", "secret-trailing-newline", header=bearer(), now=NOW + 10**6,
         secrets=[slot(SECRET + "\n")], detail=["the token is too old"])
    case("secret-of-the-second-slot", "signature-mismatch", "secret-quoted", header=bearer(),
         secrets=[slot(OTHER, OTHER_KEY), slot(f'"{SECRET}"', KEY)], detail=["of " + KEY])
    case("secret-retired", "signature-mismatch", "secret-retired", header=bearer(),
         secrets=[slot(SECRET, KEY, retired_at=NOW - 5), slot(OTHER, KEY, label="the new one")], detail=["retired for 5 s"])
    case("account-not-configured", "no-secret-for-key", "account-not-configured", header=bearer(claims(api_key='"beef0001"'), secret="unrelated " * 5),
         secrets=[slot(SECRET, KEY), slot(OTHER, OTHER_KEY)], detail=["beef0001 (unverified)", KEY, OTHER_KEY])
    case("account-configured-elsewhere", "no-secret-for-key", "secret-of-another-account", header=bearer(claims(api_key=f'"{OTHER_KEY}"'), secret=OTHER),
         secrets=[slot(SECRET, KEY)], known=[other], detail=["every check passes"])
    # No cause applies, although some nearly do.
    stored("secret-wrong", [], OTHER)
    stored("secret-wrong-in-quotes", [], f'"{OTHER}"')
    stored("secret-one-quote", [], '"' + SECRET)
    stored("secret-other-quotes", [], f'"{SECRET}\'')
    stored("secret-other-case", [], SECRET.upper())
    stored("secret-32-hex", [], "00112233445566778899aabbccddeeff")
    stored("secret-uuid-without-hyphens", [], APP.replace("-", ""))
    stored("secret-not-among-the-known", [], SECRET, signer="unrelated secret " * 3, known=[api, other])
    stored("secret-double-base64", [], base64.b64encode(base64.b64encode(SECRET.encode())).decode())


# Causes: the body passed to the verifier is not the signed one.

def bodies():
    def changed(name, cause, received, signed=ANSWERED, detail=(), **more):
        case(name, "payload-mismatch", cause, header=bearer(claims(signed)), body=received, detail=detail, **more)

    changed("body-lf-added", "body-newline-added", ANSWERED + b"\n")
    changed("body-crlf-added", "body-newline-added", ANSWERED + b"\r\n")
    changed("body-lf-removed", "body-newline-removed", ANSWERED, ANSWERED + b"\n")
    changed("body-crlf-removed", "body-newline-removed", ANSWERED, ANSWERED + b"\r\n")
    lines = json.dumps(json.loads(ANSWERED), indent=1).encode()
    changed("body-lf-to-crlf", "body-crlf", lines.replace(b"\n", b"\r\n"), lines)
    changed("body-crlf-to-lf", "body-crlf", lines, lines.replace(b"\n", b"\r\n"))
    changed("body-bom-added", "body-byte-order-mark", BOM + ANSWERED)
    changed("body-bom-removed", "body-byte-order-mark", ANSWERED, BOM + ANSWERED)

    def dumps(body, layout, **options):
        separators, indent = {"compact": ((",", ":"), None), "spaced": ((", ", ": "), None),
                              "indented-2": ((",", ": "), 2), "indented-4": ((",", ": "), 4)}[layout]
        # Python's floats would lose digits. A framework's may too, but then the body cannot be restored.
        text = json.dumps(json.loads(body, parse_float=Number, parse_int=Number), separators=separators, indent=indent, **options)
        return unwrapped(text).encode()

    layouts = ["compact", "spaced", "indented-2", "indented-4"]
    for one in layouts:
        for other in layouts:
            if one != other:
                changed(f"json-{one}-of-{other}", f"body-json-{one}", dumps(ANSWERED, one), dumps(ANSWERED, other))
    changed("json-wide-spaced", "body-json-spaced", dumps(WIDE, "spaced", ensure_ascii=False), WIDE)
    changed("json-wide-indented-2", "body-json-indented-2", dumps(WIDE, "indented-2", ensure_ascii=False), WIDE)
    changed("json-wide-indented-4-lf", "body-json-indented-4", dumps(WIDE, "indented-4", ensure_ascii=False) + b"\n", WIDE)
    changed("json-indented-crlf", "body-json-indented-2", dumps(WIDE, "indented-2", ensure_ascii=False).replace(b"\n", b"\r\n"), WIDE)
    changed("json-bom-and-indented", "body-json-indented-2", BOM + dumps(ANSWERED, "indented-2"))
    changed("json-tabs", "body-json-spacing", json.dumps(json.loads(ANSWERED), indent="\t").encode())
    changed("json-jackson", "body-json-spacing", dumps(ANSWERED, "indented-2").replace(b'": ', b'" : '))
    changed("json-blank-lines-around", "body-json-spacing", b"\n" + ANSWERED + b"\n\n")
    changed("json-sorted-from-documented", "body-json-keys-sorted", dumps(ANSWERED, "compact", sort_keys=True), detail=["in the documented order"])
    changed("json-sorted-record", "body-json-keys-sorted", dumps(RECORD, "compact", sort_keys=True), RECORD)
    changed("json-unsorted-from-sorted", "body-json-keys-sorted", WIDE, dumps(WIDE, "compact", ensure_ascii=False, sort_keys=True))
    changed("json-python-sorted-spaced", "body-json-spaced", dumps(ANSWERED, "spaced", sort_keys=True), detail=["keys in another order"])
    changed("json-slashes-escaped", "body-json-slashes-escaped", RECORD.replace(b"/", b"\\/"), RECORD)
    changed("json-slashes-unescaped", "body-json-slashes-unescaped", RECORD, RECORD.replace(b"/", b"\\/"))
    changed("json-escaped", "body-json-escaped", dumps(WIDE, "compact"), WIDE)
    changed("json-unescaped", "body-json-unescaped", WIDE, dumps(WIDE, "compact"))
    changed("json-php", "body-json-slashes-escaped", dumps(WIDE, "compact").replace(b"/", b"\\/"), WIDE, detail=["`/` escaped", "non-ASCII characters escaped"])
    changed("json-php-pretty", "body-json-indented-4", dumps(WIDE, "indented-4").replace(b"/", b"\\/"), WIDE, detail=["`/` escaped"])
    changed("json-python-default", "body-json-spaced", dumps(WIDE, "spaced"), WIDE, detail=["non-ASCII characters escaped"])
    changed("json-signed-by-php", "body-json-slashes-unescaped", WIDE, dumps(WIDE, "compact").replace(b"/", b"\\/"), detail=["non-ASCII characters unescaped"])
    changed("json-upper-case-escapes", "body-json-escaped", SPEECH.decode().replace("\u00e9", "\\u00E9").encode(), SPEECH)
    upper = SPEECH.decode().replace("\u00e9", "\\u00E9").encode()
    changed("json-upper-case-escapes-spaced", "body-json-spaced", upper.replace(b",", b", ").replace(b":", b": "), upper)
    changed("json-letters-escaped", "body-json-escaped", ANSWERED.replace(b"inbound", b"\\u0069nbound"))
    changed("json-lone-surrogate-spaced", "body-json-spaced", b'{"a": "\\ud800", "b": 1}', b'{"a":"\\ud800","b":1}')
    changed("json-duplicate-members-spaced", "body-json-spaced", b'{"a": 1, "a": 2}', b'{"a":1,"a":2}')
    changed("json-number-lost", "body-looks-reserialised", json.dumps(json.loads(WIDE)).encode(), WIDE, detail=["spaces after"])
    changed("json-sorted-unknown-order", "body-looks-reserialised", dumps(WIDE, "compact", sort_keys=True), WIDE, detail=["alphabetical"])
    changed("left-object", "body-object-object", b"[object Object]")
    changed("left-undefined", "body-undefined", b"undefined")
    changed("left-empty-object", "body-empty-object", b"{}")
    changed("left-empty-object-lf", "body-empty-object", b"{}\n")
    changed("left-nothing", "body-empty", b"")
    changed("left-white-space", "body-empty", b" \r\n")
    text = ANSWERED.decode()
    changed("form-object", "body-form-decoded", json.dumps({text: ""}, separators=(",", ":")).encode())
    changed("form-object-split", "body-form-decoded", json.dumps({'{"a":"b': 'c"}'}, separators=(",", ":")).encode(), b'{"a":"b=c"}')
    changed("form-coded", "body-form-decoded", urllib.parse.quote_plus(text).encode() + b"=")
    changed("form-coded-blanks", "body-form-decoded", urllib.parse.quote_plus('{"a": "b c"}').encode(), b'{"a": "b c"}')
    escaped(changed)
    contents(changed, dumps)
    fields = {"from": "44", "to": "1 2", "uuid": "\u00eb"}
    as_json = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
    changed("query-as-body", "body-query", urllib.parse.urlencode(fields).encode(), as_json, detail=["by the rule for GET"])
    changed("query-as-body-with-mark", "body-query", b"?" + urllib.parse.urlencode(fields).encode(), as_json)
    changed("query-of-the-url", "body-query", b"", as_json, query=urllib.parse.urlencode(fields), detail=["of the URL"])
    changed("gzip", "body-gzip", gzip.compress(ANSWERED, mtime=0))
    changed("base64", "body-base64", base64.b64encode(ANSWERED))
    changed("base64-lines", "body-base64", base64.encodebytes(ANSWERED))
    changed("base64url", "body-base64", base64.urlsafe_b64encode(b'{"a":"???>>>"}'), b'{"a":"???>>>"}')
    changed("latin-1-to-utf-8", "body-reencoded", LATIN.decode("latin-1").encode(), LATIN, detail=["Latin-1"])
    changed("windows-1252-to-utf-8", "body-reencoded", CURLY.replace(b"\x9d", b"\x93").decode("windows-1252").encode(), CURLY.replace(b"\x9d", b"\x93"), detail=["Windows-1252"])
    changed("utf-8-to-latin-1", "body-reencoded", LATIN.decode().encode("latin-1"), LATIN)
    changed("utf-8-to-windows-1252", "body-reencoded", CURLY.decode().encode("windows-1252"), CURLY)
    changed("characters-lost", "body-reencoded", LATIN.decode("ascii", "replace").encode(), LATIN, detail=["U+FFFD"])
    both = [["Authorization", bearer(claims())]]
    case("body-and-clock", "payload-mismatch", ["body-json-indented-2", "clock-kept"], headers=both, body=dumps(ANSWERED, "indented-2"), now=NOW + 10**8)
    changed("cut-off-by-content-length", "body-content-length", ANSWERED[:200], trailing_bytes=ANSWERED[200:])
    changed("cut-off-by-content-length-lf", "body-content-length", ANSWERED[:-1], trailing_bytes=ANSWERED[-1:] + b"\n")
    changed("rest-of-another", [], ANSWERED[:200], trailing_bytes=ANSWERED[200:] + b"x")
    # No cause applies, although some nearly do.
    changed("body-one-word", [], ANSWERED.replace(b"answered", b"rejected"))
    changed("body-two-lf", [], b"x\n\n", b"x")
    changed("body-not-json", [], b"status=answered")
    changed("body-word", [], b"ok")
    changed("body-base64-of-another", [], base64.b64encode(ANSWERED + b" "))
    changed("body-member-less", [], b'{"status":"answered"}')
    changed("body-null", [], b"null")
    changed("query-of-another", [], urllib.parse.urlencode(fields | {"from": "45"}).encode(), as_json)
    changed("gzip-of-another", [], gzip.compress(ANSWERED + b" ", mtime=0))
    changed("body-utf-8-of-another", [], LATIN.replace(b"answered", b"rejected"), LATIN)
    changed("body-latin-1-of-another", [], LATIN.decode().encode("latin-1").replace(b"answered", b"rejected"), LATIN)
    query = "from=44&to=1"
    as_json = b'{"from":"44","to":"1"}'
    case("get-without-data", "payload-mismatch", "body-empty", header=bearer(), body=b"", method="GET", query="",
         detail=["neither a query nor a body", "auth subrequest"])
    case("get-query-changed", "payload-mismatch", [], header=bearer(claims(as_json)), body=b"", method="GET", query=query + "2")
    case("get-with-its-json-as-body", "payload-mismatch", [], header=bearer(claims(as_json)), body=as_json, method="GET", query=query)


class Number(str):
    """A number with its exact digits. json.dumps writes it as a marked string, and `unwrapped` removes the mark."""
    def __new__(cls, digits):
        return super().__new__(cls, "\x01" + digits + "\x02")


def unwrapped(text):
    return text.replace('"\\u0001', "").replace('\\u0002"', "")


# Causes: the body was copied out of a text, such as a log, in which it is escaped.

def escaped(changed):
    plain = ANSWERED.decode()
    # Its own escapes, quotes, a slash, and characters beyond ASCII.
    hard = '{"note":"\\"a\\\\b\\"\\n","url":"https://a/b?c=d&e=<f>","name":"Zo\u00eb\'s \u20ac \U0001f600","empty":""}'
    json.loads(hard)
    for name, text in [("plain", plain), ("hard", hard)]:
        signed = text.encode()

        def copied(kind, cause, received, **more):
            changed(f"{kind}-{name}", cause, received if isinstance(received, bytes) else received.encode(), signed, **more)

        twice = json.dumps(text)
        copied("escaped-json-string", "body-json-string", twice, detail=["JSON string"])
        copied("escaped-json-string-lf", "body-json-string", twice + "\n")
        copied("escaped-json-string-wide", "body-json-string", json.dumps(text, ensure_ascii=False))
        copied("escaped-json-inside", "body-backslashes", twice[1:-1])
        copied("escaped-json-single-quotes", "body-backslashes", f"'{twice[1:-1]}'")
        copied("escaped-quotes-only", "body-backslashes", text.replace('"', '\\"'))
        copied("escaped-php-var-export", "body-backslashes" if name == "hard" else "body-quoted",
               "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")
        # nginx (escape=default) writes quotes, backslashes and bytes that are not printable ASCII as \xXX.
        nginx = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else "\\x%02X" % b for b in signed)
        copied("escaped-nginx", "body-hex-escapes", nginx)
        copied("escaped-nginx-quoted", "body-hex-escapes", f'"{nginx}"')
        copied("escaped-python-bytes", "body-python-bytes", repr(signed), detail=["Python"])
        copied("escaped-python-bytes-lf", "body-python-bytes", repr(signed) + "\n")
        copied("escaped-csv", "body-quotes-doubled", '"' + text.replace('"', '""') + '"')
        copied("escaped-csv-inside", "body-quotes-doubled", text.replace('"', '""') + "\r\n")
        copied("escaped-html", "body-html-entities", html.escape(text))
        copied("escaped-html-text", "body-html-entities", text.replace("&", "&amp;").replace('"', "&#34;").replace("<", "&lt;").replace("'", "&#x27;"))
        copied("escaped-utf-16-le", "body-utf-16", b"\xff\xfe" + text.encode("utf-16-le"))
        copied("escaped-utf-16-le-crlf", "body-utf-16", b"\xff\xfe" + (text + "\r\n").encode("utf-16-le"))
        copied("escaped-utf-16-le-bare", "body-utf-16", text.encode("utf-16-le"))
        copied("escaped-utf-16-be", "body-utf-16", b"\xfe\xff" + text.encode("utf-16-be"))
        copied("escaped-form-value", "body-form-decoded", urllib.parse.urlencode({"payload": text}))
        copied("escaped-form-value-of-two", "body-form-decoded", urllib.parse.urlencode({"payload": text, "x": "1"}))
        copied("escaped-percent", "body-form-decoded", urllib.parse.quote(text, safe=""))
        copied("escaped-percent-lower", "body-form-decoded", urllib.parse.quote(text, safe="{}:,").replace("%2C", "%2c"))
    quoted = plain.encode()
    changed("quoted-double", "body-quoted", b'"' + quoted + b'"')
    changed("quoted-single-lf", "body-quoted", b"'" + quoted + b"'\n")
    plus = b'{"to":"+447700900000","status":"answered"}'
    changed("escaped-percent-with-plus", "body-form-decoded", urllib.parse.quote(plus.decode(), safe="+:,{}").encode(), plus, detail=["percent"])
    # Escaped twice, or of another body: no cause.
    changed("escaped-of-another", [], json.dumps(plain.replace("answered", "rejected")).encode())
    changed("escaped-twice", [], json.dumps(json.dumps(plain)).encode())
    changed("escaped-html-of-another", [], html.escape(plain.replace("answered", "rejected")).encode())
    changed("escaped-utf-16-cut-off", [], quoted.decode().encode("utf-16-le")[:-1])


# Causes: a program in another language parsed the body and serialized it again, and changed its content.

def contents(changed, dumps):
    names = ["end_time", "uuid", "network", "duration", "start_time", "rate", "price", "from", "to", "conversation_uuid", "status", "direction", "timestamp"]
    nulls = {"end_time", "network", "duration", "start_time", "rate", "price"}

    def completed(values):
        return json.dumps(values, separators=(",", ":")).encode()

    full = {name: None if name in nulls else f"{name}-1" for name in names}
    less = {name: value for name, value in full.items() if value is not None}
    headers = {"headers": {}} | {name: f"{name}-1" for name in names}
    cause = "body-json-empty-containers"
    changed("php-empty-object", cause, completed(headers | {"headers": []}), completed(headers))
    changed("php-empty-object-slashes", cause, completed(headers | {"headers": [], "to": "https:\\/\\/x"}).replace(b"\\\\", b"\\"), completed(headers | {"to": "https://x"}))
    changed("php-pretty-empty-object", cause, json.dumps(headers | {"headers": []}, indent=4).encode(), completed(headers))
    two = b'{"speech":{"results":[]},"headers":{},"status":"x"}'
    changed("php-one-of-two-empty", cause, two.replace(b"{}", b"[]"), two)
    changed("php-two-empty-objects", cause, b'{"a":[],"b":{"c":[]},"d":1}', b'{"a":{},"b":{"c":{}},"d":1}')
    changed("lua-empty-array", cause, two.replace(b"[]", b"{}"), two)
    cause = "body-json-nulls"
    changed("java-nulls-dropped", cause, completed(less), completed(full), detail=["without its null members"])
    changed("java-nulls-dropped-with-headers", cause, completed({"headers": {}} | less), completed({"headers": {}} | full))
    changed("go-nulls-dropped-and-sorted", cause, json.dumps(less, separators=(",", ":"), sort_keys=True).encode(), completed(full))
    changed("java-one-null-dropped", cause, completed({name: f"{name}-1" for name in names if name != "network"}), completed({name: f"{name}-1" for name in names} | {"network": None}))
    changed("java-nulls-added", cause, completed({"first": None} | json.loads(ANSWERED) | {"reason": None}), detail=["null members added"])
    changed("java-nulls-added-spaced", cause, json.dumps(json.loads(ANSWERED) | {"reason": None}).encode())
    changed("go-sorted-with-headers", "body-json-keys-sorted", json.dumps(headers, separators=(",", ":"), sort_keys=True).encode(), completed(headers))
    # No cause applies: a member that is not null is missing too.
    changed("java-member-dropped", [], completed({name: value for name, value in less.items() if name != "uuid"}), completed(full))


# Causes: the header was changed on its way to the verifier.

def tokens():
    whole = token().decode()
    sent = "Bearer " + whole
    middle = len(whole) // 2

    def received(name, code, cause, header, detail=(), **more):
        case(name, code, cause, header=header, detail=detail, **more)

    bad = "malformed-token"
    received("bearer-twice", bad, "header-bearer-doubled", "Bearer " + sent, detail=["every check passes"])
    received("bearer-three-times", bad, "header-bearer-doubled", "Bearer Bearer bearer " + whole)
    received("bearer-twice-other-secret", bad, "header-bearer-doubled", b"Bearer " + bearer(secret=OTHER), detail=["the signature does not match"])
    received("broken-into-lines", bad, "token-line-breaks", f"Bearer {whole[:middle]}\n  {whole[middle:]}")
    received("broken-into-blanks", bad, "token-line-breaks", f"Bearer {whole[:middle]} {whole[middle:]}")
    received("broken-by-escapes", bad, "token-line-breaks", f"Bearer {whole[:middle]}\\n{whole[middle:]}")
    received("broken-behind-the-scheme", bad, "token-line-breaks", f"Bearer\n{whole}")
    received("line-end-behind", bad, "token-line-breaks", sent + "\r\n")
    for name, quote in [("double", '"'), ("single", "'")]:
        received(f"{name}-quotes-around-all", bad, "token-quoted", quote + sent + quote)
        received(f"{name}-quotes-around-token", bad, "token-quoted", f"Bearer {quote}{whole}{quote}", detail=["every check passes"])
    received("quotes-around-bare-token", bad, "token-quoted", f'"{whole}"')
    received("quotes-and-breaks", bad, "token-quoted", f'"{sent[:50]}\n{sent[50:]}"', detail=["is in quotes and contains line breaks"])
    received("quotes-and-old", bad, "token-quoted", f'"{sent}"', now=NOW + 1000, detail=["too old"])
    received("redacted", bad, "token-redacted", "[REDACTED]", detail=["[REDACTED]"])
    received("redacted-behind-the-scheme", bad, "token-redacted", "Bearer ********")
    received("redacted-in-brackets", bad, "token-redacted", "Bearer [FILTERED]")
    received("cut-in-the-header", bad, "token-cut-off", sent[:20], detail=["first segment"])
    received("cut-in-the-claims", bad, "token-cut-off", sent[:100], detail=["second segment"])
    received("cut-in-the-signature", "signature-mismatch", "token-cut-off", sent[:-3], detail=["40 characters"])
    received("cut-before-the-signature", "signature-mismatch", "token-cut-off", sent[:-43], detail=["0 characters"])
    received("cut-with-dots", bad, "token-cut-off", sent[:-20] + "...")
    received("cut-with-ellipsis", bad, "token-in-text", (sent + "\u2026").encode(), detail=["every check passes"])
    several = "several-headers"
    received("joined-the-same", several, "token-joined", f"{sent}, {sent}", detail=["all the same", "every check passes"])
    received("joined-two", several, "token-joined", f"Bearer {token(secret=OTHER).decode()},{sent}", detail=["2 of them are tokens", "number 2", "every check passes"])
    received("joined-with-basic", several, "token-joined", f"Basic dXNlcjpwYXNz, {sent}", detail=["1 of them is a token"])
    case("two-headers", several, "token-joined", headers=[["Authorization", sent], ["authorization", "Bearer " + token(secret=OTHER).decode()]], detail=["number 1"])
    own = b64(b'{"typ":"JWT","alg":"RS256"}') + b"." + b64(f'{{"application_id":"{APP}","iat":{IAT},"jti":"x"}}'.encode()) + b"." + b64(bytes(256))
    received("rs256-of-an-application", "unsupported-algorithm", "token-rs256", b"Bearer " + own, detail=[APP + " (unverified)"])
    bare = b64(b'{"typ":"JWT","alg":"RS256"}') + b"." + b64(b"{}") + b"." + b64(bytes(256))
    received("rs256-without-claims", "unsupported-algorithm", "token-rs256", b"Bearer " + bare)
    oidc = b64(b'{"typ":"JWT","alg":"RS256","kid":"1"}') + b"." + b64(b'{"iss":"https://accounts.google.com","aud":"x"}') + b"." + b64(bytes(256))
    received("rs256-of-a-platform", "unsupported-algorithm", "header-taken", b"Bearer " + oidc, detail=["accounts.google.com", "unverified"])
    for word in ["none", "None"]:
        unsigned = b64(b'{"alg":"%s","typ":"JWT"}' % word.encode()) + b"." + b64(claims()) + b"."
        received("alg-" + word, "unsupported-algorithm", "token-alg-none", b"Bearer " + unsigned)
    # A token under another scheme, alone and beside the genuine one.
    for scheme in ["JWT", "Token", "bearer2"]:
        received("scheme-" + scheme.lower(), "not-bearer", "header-scheme", f"{scheme} {whole}", detail=[scheme, "every check passes"])
    received("scheme-jwt-other-secret", "not-bearer", "header-scheme", f"JWT {token(secret=OTHER).decode()}", detail=["the signature does not match"])
    received("scheme-jwt-cut", "not-bearer", "header-taken", f"JWT {whole[:100]}", detail=["JWT"])
    case("scheme-jwt-beside-the-genuine-one", "not-bearer", "header-renamed", detail=["X-Original-Authorization", "every check passes"],
         headers=[["Authorization", f"JWT {token(secret=OTHER).decode()}"], ["X-Original-Authorization", sent]])
    # A token inside pasted text.
    entry = json.dumps({"level": 30, "host": "a.example.com", "headers": {"authorization": sent}, "note": "b.c"})
    received("in-a-log-line", "not-bearer", "token-in-text", entry, detail=[f"{len(entry)} bytes", "every check passes"])
    received("in-json", bad, "token-in-text", json.dumps({"authorization": sent}), detail=["every check passes"])
    received("in-a-command", "not-bearer", "token-in-text", f"curl -H 'Authorization: {sent}' https://a.example.com/event")
    received("in-a-command-other-secret", "not-bearer", "token-in-text", f"curl -H 'Authorization: Bearer {token(secret=OTHER).decode()}' x.example",
           detail=["the signature does not match"])
    received("in-a-text-cut", "not-bearer", "header-taken", f"see the token {whole[:100]} of a.example.com")
    received("basic", "not-bearer", "scheme-basic", "Basic dXNlcjpwYXNz")
    received("digest", "not-bearer", "header-taken", 'Digest username="x"', detail=["Digest"])
    case("sig-query", "no-header", "scheme-sig-query", query="msisdn=44&timestamp=1&nonce=x&sig=abcdef")
    case("sig-json-body", "no-header", "scheme-sig-query", body=b'{"msisdn":"447700900005","text":"Hi","nonce":"n","timestamp":"1577880000","sig":"0123456789abcdef"}', detail=["the member `sig`"])
    case("sig-json-without-time", "no-header", [], body=b'{"msisdn":"447700900005","text":"Hi","sig":"0123456789abcdef"}')
    case("sig-body", "no-header", "scheme-sig-query", body=b"msisdn=44&timestamp=1&sig=abcdef")
    message = b'{"channel":"whatsapp","message_uuid":"u","to":"447700900000","from":"447700900001","message_type":"text"}'
    case("message", "signature-mismatch", [], header=bearer(claims(message), secret="the secret of some other product...."), body=message)
    case("message-unsigned", "no-header", [], body=message)
    for name in ["X-Forwarded-Authorization", "X-Original-Authorization", "X-Amzn-Remapped-Authorization", "X-Vonage-Webhook-Auth-Token", "X-Whatever"]:
        case("renamed-" + name.lower(), "no-header", "header-renamed", headers=[["Host", "a.b.c"], [name, sent]], detail=[name, "every check passes"])
    case("renamed-beside-basic", "not-bearer", "header-renamed", headers=[["Authorization", "Basic dXNlcjpwYXNz"], ["X-Forwarded-Authorization", sent]])
    case("renamed-beside-a-platform", "unsupported-algorithm", "header-renamed", headers=[["Authorization", b"Bearer " + oidc], ["X-Original-Authorization", sent]])
    case("renamed-bare", "no-header", "header-renamed", headers=[["X-Token", whole]])
    case("named-wrongly", "no-header", "header-renamed", headers=[["Authorization", sent]], header_name="X-Vonage-Webhook-Auth-Token")
    case("emptied", "no-header", "header-taken", headers=[["Authorization", " "]])
    # No cause applies, although some nearly do.
    case("no-header-at-all", "no-header", [])
    case("no-header-and-other-dots", "no-header", [], headers=[["Host", "www.example.com"], ["Cookie", "eyJ.eyJ.x"]])
    case("renamed-and-rs256", "no-header", [], headers=[["X-Forwarded-Authorization", b"Bearer " + own]])
    received("quoted-word", bad, [], '"word"')
    received("bearer-alone", bad, [], "Bearer")
    received("bearer-twice-alone", bad, [], "Bearer Bearer")
    received("hs512", "unsupported-algorithm", [], bearer(header=b'{"alg":"HS512"}'))
    received("no-alg", "unsupported-algorithm", [], bearer(header=b"{}"))
    received("joined-words", several, [], "Bearer x, Bearer y")
    received("four-segments", bad, [], sent + ".x")
    received("wrong-signature-of-full-length", "signature-mismatch", [], sent[:-43] + "A" * 43)
    case("sig-alone", "no-header", [], query="sig=abcdef")
    case("sig-in-a-value", "no-header", [], query="a=sig&timestamp=1")
    case("crit", "critical-header", [], header=bearer(header=b'{"alg":"HS256","crit":["x"]}'))
    case("claims-of-another-issuer", "issuer-mismatch", [], header=bearer(claims(iss='"Another"')))


# Causes: the token's times do not fit the verification time.

def clocks():
    def at(name, code, cause, now, detail=(), **more):
        case(name, code, cause, header=bearer(), now=now, detail=detail, **more)

    at("little-too-old", "too-old", "clock-skew", IAT + 320, detail=["5 min (320 s)"])
    at("little-too-old-of-10", "too-old", "clock-skew", IAT + 12, max_age=10)
    at("ahead", "from-the-future", "clock-skew", IAT - 100)
    at("days-ahead", "from-the-future", "clock-skew", IAT - 86400 * 3)
    for hours in (1, 2, 9, 14):
        at(f"zone-behind-{hours}", "from-the-future", "clock-time-zone", IAT - 3600 * hours + 3, detail=[f"close to {hours} h"])
        at(f"zone-ahead-{hours}", "too-old", "clock-time-zone", IAT + 3600 * hours + 8)
    at("retry", "too-old", "clock-retry", IAT + 600)
    at("replay", "too-old", "clock-replay", IAT + 5000)
    at("replay-within-the-day", "too-old", "clock-replay", IAT + 80000)
    at("kept", "too-old", "clock-kept", IAT + 86400 * 30, detail=["30 d 0 h"])
    at("kept-15-hours", "too-old", "clock-replay", IAT + 3600 * 15)
    case("expired", "expired", "clock-retry", header=bearer(claims(exp=str(NOW - 500))))
    case("not-yet", "not-yet-valid", "clock-time-zone", header=bearer(claims(nbf=str(NOW + 7200))))


for add_cases in (secrets, bodies, tokens, clocks):
    add_cases()

lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
text = f"[\n{lines}\n]\n"
path = HERE / "explain.json"
if "--check" in sys.argv:
    if not path.exists() or path.read_text() != text:
        print(f"{path.name} differs from the output of make_explain.py", file=sys.stderr)
        sys.exit(1)
else:
    path.write_text(text)
    print(f"{path.name}: {len(entries)}")
