"""Accepts genuine Vonage webhooks only, and each of them once. Uses no framework; views call `accept`."""
import base64
import hashlib
import hmac
import json
import logging
import os
import re
import threading
import time
from urllib.parse import unquote_to_bytes

import jwt

SECRET = os.environ.get("VONAGE_SIGNATURE_SECRET")
if not SECRET:
    raise SystemExit("VONAGE_SIGNATURE_SECRET is not set: it is the signature secret in the Dashboard")
API_KEY = os.environ.get("VONAGE_API_KEY")
APPLICATION = os.environ.get("VONAGE_APPLICATION_ID")

BODY_LIMIT = 1024 * 1024
TOKEN_LIMIT = 16 * 1024
MAX_AGE = 300
MAX_SKEW = 60
# A token that is 60 s ahead passes for 360 s; another 60 s allow for a clock that is set back.
REMEMBERED = MAX_AGE + 2 * MAX_SKEW
CAPACITY = 100_000
log = logging.getLogger("vonage")


class Refused(Exception):
    """The response to a webhook that must not be handled. Its text is for the log, not for the sender."""

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status
        self.headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}


class Delivery:
    """A genuine webhook while it is handled. Unless `done` is called, Vonage's repetition is not a replay."""

    def __init__(self, key, payload):
        self.key, self.payload, self._done = key, payload, False

    def __enter__(self):
        return self

    def done(self):
        self._done = True

    def __exit__(self, *_):
        if not self._done:
            _seen.forget(self.key)


def accept(method, authorization, query, body):
    """Returns the Delivery, or raises Refused.

    `authorization` has each value of the header, `query` and `body` are the bytes as received.
    """
    try:
        return _accept(method, authorization, query, body)
    except Refused as refused:
        log.warning("%d %s", refused.status, refused)
        raise
    except Exception as error:  # an error while verifying must not become a 500
        log.warning("401 %r", error)
        raise Refused(401, "not genuine") from error


def _accept(method, authorization, query, body):
    if method not in ("GET", "POST"):
        raise Refused(405, "another method")
    if len(body) > BODY_LIMIT:
        raise Refused(413, "the body is too long")
    if not authorization:  # Vonage then sends the webhook once more, signed
        raise Refused(503, "no Authorization header")
    _must(method == "POST" or not body, "a GET with a body")
    payload = _query_json(query) if method == "GET" else body
    token = _verified(authorization, payload)
    # Decoded, because base64 can spell the same signature in several ways.
    key = (method, _decoded(token.split(".")[2]))
    _seen.add(key)
    return Delivery(key, payload)


def _must(holds, reason):
    if not holds:
        raise Refused(401, reason)


def _verified(authorization, payload):
    _must(len(authorization) == 1, "several Authorization headers")
    # Also refuses a list and base64 padding, which libraries accept.
    match = re.fullmatch(r"bearer ([\w-]+\.[\w-]+\.[\w-]+)", authorization[0], re.ASCII | re.IGNORECASE)
    _must(match and len(match[1]) <= TOKEN_LIMIT, "not one Bearer token")
    token = match[1]
    options = {"require": ["iss", "iat", "payload_hash"], "verify_iat": False}  # the age is checked below
    jwt.decode(token, SECRET, algorithms=["HS256"], issuer="Vonage", leeway=MAX_SKEW, options=options)
    header, claims = (json.loads(_decoded(part), object_pairs_hook=_unique) for part in token.split(".")[:2])
    _must("crit" not in header and "b64" not in header, "an extension")
    _must(type(claims["iat"]) is int, "iat is not an integer")
    _must(-MAX_SKEW <= int(time.time()) - claims["iat"] <= MAX_AGE, "too old, or from the future")
    _must(API_KEY is None or claims.get("api_key") == API_KEY, "another account")
    _must(APPLICATION is None or claims.get("application_id") == APPLICATION, "another application")
    actual = hashlib.sha256(payload).hexdigest()
    _must(hmac.compare_digest(claims["payload_hash"].encode(), actual.encode()), "another payload")
    return token


def _decoded(segment):
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))


def _unique(pairs):
    """Makes an object, as json.loads does, but of distinct names: two readers of a duplicate could disagree."""
    _must(len(dict(pairs)) == len(pairs), "a duplicate name")
    return dict(pairs)


def _query_json(query):
    """Returns what Vonage signs of a GET: its parameters in order as compact JSON."""
    # unquote_to_bytes keeps an invalid escape as it is.
    _must(not re.search(rb"%(?![0-9A-Fa-f]{2})", query), "an invalid escape in the query")
    pairs = (pair.partition(b"=")[::2] for pair in query.split(b"&") if pair)
    texts = [tuple(unquote_to_bytes(side.replace(b"+", b" ")).decode() for side in pair) for pair in pairs]
    return json.dumps(_unique(texts), ensure_ascii=False, separators=(",", ":")).encode()


class _Seen:
    """The tokens that are or were handled. For one process; several need a shared store."""

    def __init__(self):
        self._tokens, self._lock = {}, threading.Lock()

    def add(self, key):
        now = time.time()
        with self._lock:
            # Insertion order is age, so this stops at the first token that could still be replayed.
            while self._tokens and next(iter(self._tokens.values())) < now:
                del self._tokens[next(iter(self._tokens))]
            if key in self._tokens:
                raise Refused(409, "a replay")
            if len(self._tokens) >= CAPACITY:
                raise Refused(503, "the memory of tokens is full")
            self._tokens[key] = now + REMEMBERED

    def forget(self, key):
        with self._lock:
            self._tokens.pop(key, None)


_seen = _Seen()
