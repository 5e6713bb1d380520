"""Requests to the sandbox's Voice API for `check.py`: every documented success, and each error.

The token of the application is signed here with Python's integers (RFC 8017 §8.2), so that the check shares no code
with `vsw` and needs no further package.
"""

import base64
import hashlib
import json
import pathlib
import time
import uuid

# The DigestInfo of SHA-256 before the digest (RFC 8017 §9.2).
SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")
ROOT = "/v1/calls"
PHONE = {"type": "phone", "number": "447700900000"}
CALL = {"to": [PHONE], "from": {"type": "phone", "number": "442079460000"},
        "ncco": [{"action": "talk", "text": "Hello World"}], "event_url": ["https://example.com/event"]}


def elements(der):
    """Returns the content of each DER element in `der`."""
    found, at = [], 0
    while at < len(der):
        length, at = der[at + 1], at + 2
        if length > 127:
            size = length & 127
            length, at = int.from_bytes(der[at:at + size], "big"), at + size
        found.append(der[at:at + length])
        at += length
    return found


def private_key(path):
    """Returns modulus and private exponent of a PKCS #8 file."""
    lines = pathlib.Path(path).read_text(encoding="ascii").split("\n")
    der = base64.b64decode("".join(line for line in lines if not line.startswith("-")))
    key = elements(elements(elements(der)[0])[2])[0]
    numbers = [int.from_bytes(number, "big") for number in elements(key)]
    return numbers[1], numbers[3]


def token(environment, **claims):
    def encoded(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    claims = {"application_id": environment["VONAGE_APPLICATION_ID"], "iat": int(time.time()),
              "jti": str(uuid.uuid4()), **claims}
    text = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT"}, claims))
    modulus, exponent = private_key(environment["VONAGE_PRIVATE_KEY_PATH"])
    size = (modulus.bit_length() + 7) // 8
    info = SHA256 + hashlib.sha256(text.encode()).digest()
    padded = b"\x00\x01" + b"\xff" * (size - 3 - len(info)) + b"\x00" + info
    signature = pow(int.from_bytes(padded, "big"), exponent, modulus).to_bytes(size, "big")
    return f"{text}.{encoded(signature)}"


def send_all(sandbox, environment):
    """Sends requests for each operation's success and each error. No webhook leaves the sandbox: example.com is not
    this machine."""
    bearer = "Bearer " + token(environment)

    def send(expected, method, target, body, **headers):
        return sandbox.send(expected, method, target, json.dumps(body), **{"Authorization": bearer, **headers})

    def without(*names, **others):
        return {**{name: value for name, value in CALL.items() if name not in names}, **others}

    created = json.loads(send(201, "POST", ROOT, CALL))
    for body in (
        without("ncco", answer_url=["https://example.com/answer"], answer_method="POST", event_method="GET"),
        without("from", random_from_number=True),
        without("to", to=[{**PHONE, "dtmfAnswer": "p*123#"}]),
        without("to", to=[{"type": "sip", "uri": "sip:rebekka@sip.example.com"}]),
        without("to", to=[{"type": "websocket", "uri": "wss://example.com/socket",
                           "content-type": "audio/l16;rate=16000", "headers": {"customer_id": "ABC123"}}]),
        without("to", to=[{"type": "vbc", "extension": "1234"}]),
        without(machine_detection="continue", length_timer=7200, ringing_timer=120),
    ):
        send(201, "POST", ROOT, body)
    for body in (without("to"), without("ncco"), without("to", to=[{"type": "phone", "number": "+44"}]),
                 without(ringing_timer=121), without(length_timer=0), without(event_method="PUT"),
                 without("event_url", event_url="https://example.com/event"), without(machine_detection="x"), []):
        send(400, "POST", ROOT, body)
    one = f"{ROOT}/{created['uuid']}"
    ncco = {"type": "ncco", "ncco": CALL["ncco"]}
    send(204, "PUT", one, {"action": "transfer", "destination": ncco})
    send(204, "PUT", one, {"action": "earmuff"})
    send(400, "PUT", one, {"action": "dance"})
    send(204, "PUT", one, {"action": "hangup"})
    other = f"{ROOT}/{json.loads(send(201, 'POST', ROOT, CALL))['uuid']}"
    send(204, "PUT", other, {"action": "transfer", "destination": {"type": "ncco", "url": ["https://example.com/a"]}})
    for method, target, body in (("POST", ROOT, CALL), ("PUT", one, {"action": "hangup"})):
        expired = "Bearer " + token(environment, exp=int(time.time()) - 1)
        for wrong in (None, sandbox.authorization, bearer[:-4] + "AAAA", expired):
            send(401, method, target, body, Authorization=wrong)
        send(415, method, target, body, **{"Content-Type": "text/plain"})
    send(404, "PUT", f"{ROOT}/63f61863-4a51-4f6b-86e1-46edebcf9356", {"action": "hangup"})
    send(405, "DELETE", ROOT, CALL)
