#!/usr/bin/env python3
"""Checks the output of `vsw sign` with a second implementation: the standard library's hmac and hashlib.

usage: check_sign.py PATH-TO-VSW

Not part of `cargo test`, which needs no Python; `.ci/full` runs it.
"""
import base64
import hashlib
import hmac
import json
import subprocess
import sys
import urllib.parse

SECRET = b"not-a-real-secret-0123456789abcdef"
API_KEY, APP = "a1b2c3d", "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
EVENTS = ("started ringing answered busy cancelled unanswered disconnected rejected failed human machine timeout "
          "completed record transcription input transfer fallback error answer notify").split()
BODIES = [b"", b"{}", b"\n", b"\0\xff", "Zo\u00eb \U0001f389".encode(), bytes(range(256)), b"x" * 100_000]


def decode(text):
    """Decodes base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check(vsw, options, stdin=b""):
    """Signs a delivery, checks its token, and returns the signed payload."""
    claims = ["--iat", "1587494962", "--jti", 'a"b', "--api-key", API_KEY, "--application", APP]
    command = [vsw, "sign", "--json", *claims, *options]
    run = subprocess.run(command, input=stdin, capture_output=True, env={"VONAGE_SIGNATURE_SECRET": SECRET.decode()})
    assert run.returncode == 0, (options, run)
    report = json.loads(run.stdout)
    (bearer,) = [value for name, value in report["headers"] if name == "Authorization"]
    scheme, token = bearer.split(" ")
    signed, _, mac = token.rpartition(".")
    assert scheme == "Bearer" and "=" not in token
    assert decode(mac) == hmac.new(SECRET, signed.encode(), hashlib.sha256).digest(), options
    header, claims = (json.loads(decode(part)) for part in signed.split("."))
    if report["method"] == "GET":
        query = urllib.parse.urlsplit(report["url"]).query
        pairs = dict(urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
        payload = json.dumps(pairs, separators=(",", ":"), ensure_ascii=False).encode()
    else:
        text, encoded = report["body"], report["body_b64"]
        payload = base64.b64decode(encoded) if text is None else text.encode()
    assert header == {"alg": "HS256", "typ": "JWT"}
    assert claims == {"iat": 1587494962, "jti": 'a"b', "iss": "Vonage", "api_key": API_KEY, "application_id": APP,
                      "payload_hash": hashlib.sha256(payload).hexdigest()}, options
    return payload


def main():
    vsw, count = sys.argv[1], 0
    for event in EVENTS:
        for method in ("POST", "GET"):
            json.loads(check(vsw, ["--event", event, "--method", method, "--set", "x=\u00fc &+\"\\"]))
            count += 1
    for body in BODIES:
        assert check(vsw, ["--body-file", "-"], body) == body
        count += 1
    print(f"checked {count} deliveries: all signatures match hmac and hashlib")


main()
