#!/usr/bin/env python3
"""Generates hmac_sha256_test.json and json_web_signature_test.json: a few vectors in the layouts of Wycheproof.

    python3 tests/vectors/wycheproof-layout/make.py           write the files
    python3 tests/vectors/wycheproof-layout/make.py --check   exit with 1 if a file differs

The vectors are not Wycheproof's. They test the parser of these layouts even if Wycheproof's files are not present.
Standard library only, deterministic, and without any code of vsw.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
KEY = bytes(range(32))


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def mac(key, message, name="sha256"):
    return hmac.new(key, message, name).digest()


def flipped(tag, bit):
    changed = bytearray(tag)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def numbered(groups):
    number = 0
    for group in groups:
        for test in group["tests"]:
            number += 1
            test["tcId"] = number
    return {"numberOfTests": number, "testGroups": groups}


def macs():
    def test(comment, key, message, tag, result):
        return {"comment": comment, "flags": [], "key": key.hex(), "msg": message.hex(), "tag": tag.hex(), "result": result}

    whole = [test(f"message of {length} bytes", KEY, bytes(length), mac(KEY, bytes(length)), "valid")
             for length in (0, 1, 55, 56, 64, 200)]
    whole += [test(f"flipped bit {bit}", KEY, b"", flipped(mac(KEY, b""), bit), "invalid") for bit in (0, 127, 128, 255)]
    short = [test("truncated", KEY, b"a", mac(KEY, b"a")[:16], "valid"),
             test("truncated and flipped", KEY, b"a", flipped(mac(KEY, b"a")[:16], 0), "invalid")]
    blank = [test("a key that is not a valid signature secret", b" ", b"", mac(b" ", b""), "valid")]
    groups = [{"type": "MacTest", "keySize": 256, "tagSize": 256, "tests": whole},
              {"type": "MacTest", "keySize": 256, "tagSize": 128, "tests": short},
              {"type": "MacTest", "keySize": 8, "tagSize": 256, "tests": blank}]
    return {"algorithm": "HMACSHA256", **numbered(groups)}


def tokens():
    header, other_header = b64(b'{"alg":"HS256","kid":"one"}'), b64(b'{"alg":"HS256","kid":"two"}')
    none = b64(b'{"alg":"none"}')

    def signed(head, payload="Zm9v", name="sha256"):
        text = f"{head}.{payload}"
        return f"{text}.{b64(mac(KEY, text.encode(), name))}"

    valid = signed(header)
    signature = valid.rsplit(".", 1)[1]
    table = [
        ("valid", valid, "valid"),
        ("valid with the usual header", signed(b64(b'{"alg":"HS256","typ":"JWT"}')), "valid"),
        ("valid with an empty payload", signed(header, ""), "valid"),
        ("modified signature", f"{header}.Zm9v.{b64(flipped(mac(KEY, f'{header}.Zm9v'.encode()), 7))}", "invalid"),
        ("truncated signature", f"{header}.Zm9v.{b64(mac(KEY, f'{header}.Zm9v'.encode())[:16])}", "invalid"),
        ("missing signature", f"{header}.Zm9v.", "invalid"),
        ("missing signature and separator", f"{header}.Zm9v", "invalid"),
        ("modified payload", f"{header}.WG9v.{signature}", "invalid"),
        ("missing payload", f"{header}..{signature}", "invalid"),
        ("modified header", f"{other_header}.Zm9v.{signature}", "invalid"),
        ("missing header", f".Zm9v.{signature}", "invalid"),
        ("empty", "", "invalid"),
        ("extra component", f"{valid}.foo", "invalid"),
        ("none", f"{none}.Zm9v.", "invalid"),
        ("none with a correct signature", signed(none), "invalid"),
        ("another algorithm", signed(b64(b'{"alg":"HS512"}'), name="sha512"), "invalid"),
        ("JSON serialisation", json.dumps({"payload": "Zm9v", "protected": header, "signature": signature}), "invalid"),
    ]
    tests = [{"comment": comment, "jws": jws, "result": result, "flags": []} for comment, jws, result in table]
    key = {"alg": "HS256", "use": "sig", "k": b64(KEY), "kid": "one", "kty": "oct"}
    public = {"alg": "ES256", "kty": "EC", "crv": "P-256", "x": b64(KEY), "y": b64(KEY)}
    other = [{"comment": "a key of another type", "jws": valid, "result": "invalid", "flags": []}]
    groups = [{"type": "JsonWebSignature", "comment": "hs256", "private": key, "tests": tests},
              {"type": "JsonWebSignature", "comment": "es256", "private": public, "public": public, "tests": other},
              {"type": "JsonWebSignature", "comment": "hs512", "private": {**key, "alg": "HS512"}, "tests": [dict(other[0])]}]
    return numbered(groups)


def main():
    differing = []
    for name, content in [("hmac_sha256_test.json", macs()), ("json_web_signature_test.json", tokens())]:
        path, text = HERE / name, json.dumps(content, indent=1) + "\n"
        if "--check" not in sys.argv[1:]:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            differing.append(name)
    if differing:
        sys.exit("differs from the output of make.py: " + ", ".join(differing))


if __name__ == "__main__":
    main()
