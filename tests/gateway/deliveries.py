"""Webhooks as Vonage sends them, and their tokens. Standard library only: no code of vsw makes what tests vsw."""
import base64
import dataclasses
import hashlib
import hmac
import itertools
import json
import time
import urllib.parse

SECRET, OTHER_SECRET = b"a signature secret of forty characters..", b"another signature secret, forty long...."
API_KEY, APPLICATION = "a1b2c3d", "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
HOST = "webhooks.example.com"
_numbers = itertools.count(1)


@dataclasses.dataclass(frozen=True)
class Delivery:
    method: str
    target: str
    body: bytes
    token: str

    @property
    def bearer(self):
        return f"Bearer {self.token}"


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def token(payload, secret=SECRET, application=APPLICATION):
    """Returns a token for these bytes, different on each call."""
    claims = {"iat": int(time.time()), "jti": f"gateway-{next(_numbers)}-{time.time_ns()}", "iss": "Vonage",
              "payload_hash": hashlib.sha256(payload).hexdigest(), "api_key": API_KEY}
    if application:
        claims["application_id"] = application
    signed = b".".join(_base64url(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return b".".join([signed, _base64url(hmac.new(secret, signed, hashlib.sha256).digest())]).decode()


def event(status="answered", **more):
    """Returns the body of an event webhook."""
    return json.dumps({"from": "442079460000", "to": "447700900000", "uuid": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
                       "conversation_uuid": f"CON-{next(_numbers):08}", "status": status, "direction": "inbound",
                       "timestamp": "2026-01-01T12:00:00.000Z", **more}).encode()


def post(body=None, path="/webhooks/event", **more):
    body = event() if body is None else body
    return Delivery("POST", path, body, token(body, **more))


def get(query, path="/webhooks/answer"):
    """Returns a GET with this query. What is signed is the decoded query as compact JSON."""
    pairs = dict(urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=True))
    payload = json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode()
    return Delivery("GET", f"{path}?{query}", b"", token(payload))
