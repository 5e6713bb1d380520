#!/usr/bin/env python3
"""Generates audit.ndjson, elsewhere.ndjson and audit.json in this directory: a log of deliveries, the same log in a
foreign layout, and the expected result of each line that is not empty and the expected totals.

    python3 tests/vectors/make_audit.py           write the files
    python3 tests/vectors/make_audit.py --check   exit with 1 if a file differs

Standard library only, deterministic, and without any code of vsw. The expected result is next to each line.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
ACCOUNTS = {"a1b2c3d": "a signature secret of forty characters..", "ffff0000": "another signature secret, forty long...."}
APP = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
START = 1587494962
# A token that arrives again within this many seconds of its first arrival is a replay.
REPLAY_WINDOW = 360


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(signed, iat, jti, key="a1b2c3d", secret=None, **more):
    claims = {"iat": iat, "jti": jti, "iss": "Vonage", "payload_hash": hashlib.sha256(signed).hexdigest(),
              "api_key": key, "application_id": APP, **more}
    text = b64(b'{"alg":"HS256","typ":"JWT"}') + "." + b64(json.dumps(claims, separators=(",", ":")).encode())
    mac = hmac.new((secret or ACCOUNTS[key]).encode(), text.encode(), "sha256").digest()
    return text + "." + b64(mac)


def body(status, number, **more):
    call = {"from": "442079460000", "to": f"4477009{number:05}", "uuid": f"aaaaaaaa-bbbb-cccc-dddd-{number:012}",
            "status": status, "direction": "outbound", "timestamp": "2020-04-21T18:49:22.000Z", **more}
    return json.dumps(call, separators=(",", ":"), ensure_ascii=False).encode()


def at(seconds):
    """Returns the time `seconds` after START, in RFC 3339."""
    return f"2020-04-21T{18 + (seconds + 2962) // 3600:02}:{(seconds + 2962) % 3600 // 60:02}:{(seconds + 2962) % 60:02}Z"


assert START % 86400 == 18 * 3600 + 2962
lines, expected = [], []


def line(text, verdict, code=None, event=None, claimed=None, replayed=False, key=None, product=None):
    lines.append(text if isinstance(text, bytes) else text.encode())
    expected.append({"line": len(lines), "verdict": verdict, "code": code,
                     "product": product or ("voice" if claimed or event else "unknown"), "event": event,
                     "claimed_event": claimed or event or "unknown", "api_key": key if verdict == "genuine" else None,
                     "replayed": replayed})


def capture(payload, authorization, seconds, verdict, code=None, event=None, *, method="POST", url="/webhooks/event",
            received=..., spaced=False, encoded=False, extra=(), **more):
    entry = {"schema": "vsw/delivery/1", "received_at": at(seconds) if received is ... else received, "method": method,
             "url": url, "headers": [["Host", "example.com"], ["Content-Type", "application/json"]]}
    if authorization is not None:
        entry["headers"].append(["Authorization", authorization])
    entry["headers"] += extra
    entry.update({"body_b64": base64.b64encode(payload).decode()} if encoded else {"body": payload.decode()})
    separators = None if spaced else (",", ":")
    line(json.dumps(entry, separators=separators, ensure_ascii=False), verdict, code, event, **more)


def bearer(payload, iat, jti, **more):
    return "Bearer " + token(payload, iat, jti, **more)


GENUINE = dict(key="a1b2c3d")
one = body("answered", 1)
first = bearer(one, START, "one")
capture(one, first, 8, "genuine", event="answered", **GENUINE)
two = body("completed", 2, duration="2", network="GB-FIXED")
capture(two, bearer(two, START + 10, "two"), 12, "genuine", event="completed", **GENUINE)
three = body("ringing", 3)
capture(three, bearer(three, START + 12, "three", key="ffff0000"), 13, "genuine", event="ringing", key="ffff0000")
line("", "empty")
capture(one, first, 100, "genuine", event="answered", replayed=True, **GENUINE)
capture(two, bearer(one, START + 100, "swap"), 102, "rejected", "payload-mismatch", claimed="completed")
capture(three, None, 103, "unsigned", "no-header", claimed="ringing")
human = body("human", 4)
capture(human, None, 104, "unsigned", "no-header", claimed="human")
capture(one, bearer(one, START - 1000, "stale"), 105, "rejected", "too-old", event="answered")
capture(one, bearer(one, START + 100, "forged", secret="some other secret of forty characters..."), 106, "rejected",
        "signature-mismatch", claimed="answered")
capture(one, bearer(one, START + 100, "theirs", key="cccc", secret="some other secret of forty characters..."), 107,
        "rejected", "no-secret-for-key", claimed="answered")
line("{", "broken")
line("not JSON at all", "broken")
line(b'{"schema":"vsw/delivery/1","method":"POST","url":"/","headers":[],"body":"\xff"}', "broken")
capture(one, first, 0, "broken", received=None)
accents = body("started", 5, name="Zoë \\ \"quoted\" / \t\u2028 \U0001f600")
capture(accents, bearer(accents, START + 110, "accents"), 112, "genuine", event="started", **GENUINE)
capture(accents, bearer(accents, START + 112, "encoded"), 113, "genuine", event="started", encoded=True, **GENUINE)
pretty = json.dumps({"status": "busy", "uuid": "u"}, indent=2).encode()
capture(pretty, bearer(pretty, START + 113, "pretty"), 114, "genuine", event="busy", spaced=True, **GENUINE)
query = b'{"to":"44","from":"1 2","uuid":"u","conversation_uuid":"c"}'
capture(b"", bearer(query, START + 114, "get"), 115, "genuine", event="answer", method="GET",
        url="https://example.com/answer?to=44&from=1+2&uuid=u&conversation_uuid=c", **GENUINE)
capture(query, bearer(query, START + 114, "get-as-body"), 116, "rejected", "payload-mismatch", claimed="answer",
        method="GET", url="/answer?to=44&from=1+2&uuid=u&conversation_uuid=c")
capture(one, first, 117, "rejected", "several-headers", claimed="answered", extra=[["authorization", first]])
capture(one, "Bearer a.b", 118, "rejected", "malformed-token", claimed="answered")
capture(one, None, 119, "unsigned", "no-header", claimed="answered", extra=[["X-Vonage-Webhook-Auth-Token", first]])
# A receive time as a number, and then one that is earlier than that of the line before.
capture(one, bearer(one, START + 120, "number"), 0, "genuine", event="answered", received=START + 121, **GENUINE)
capture(one, bearer(one, START + 119, "earlier"), 120, "genuine", event="answered", **GENUINE)
empty = b""
capture(empty, bearer(empty, START + 125, "empty"), 126, "genuine", **GENUINE)
# The first token again: 361 s after its first arrival it is not a replay, only too old.
capture(one, first, 8 + REPLAY_WINDOW + 1, "rejected", "too-old", event="answered")
# A token from the future arrives twice, at the two ends of its validity, and again a second later.
late = body("failed", 6)
future = bearer(late, START + 460, "future")
capture(late, future, 400, "genuine", event="failed", **GENUINE)
capture(late, future, 760, "genuine", event="failed", replayed=True, **GENUINE)
capture(late, future, 761, "rejected", "too-old", event="failed")
# An answer webhook of a Client SDK call, and webhooks that are not about calls, whose `status` is not an event.
client = b'{"from_user":"anna","conversation_uuid":"CON-1","uuid":"u","custom_data":{"device":"phone"}}'
capture(client, bearer(client, START + 760, "client"), 762, "genuine", event="answer", **GENUINE)
message = b'{"message_uuid":"0b1c2d3e-4f50-4162-8374-95a6b7c8d9ea","to":"447700900123","status":"rejected","channel":"sms"}'
capture(message, bearer(message, START + 761, "message"), 763, "genuine", product="messages", **GENUINE)
check = b'{"request_id":"7f6e5d4c-3b2a-4190-8f7e-6d5c4b3a2918","type":"event","channel":"voice","status":"completed"}'
capture(check, bearer(check, START + 762, "check"), 764, "genuine", product="verify", **GENUINE)
capture(check, None, 765, "unsigned", "no-header", product="verify")

counted = [entry for entry in expected if entry["verdict"] != "empty"]
broken = [entry["line"] for entry in counted if entry["verdict"] == "broken"]


def count(*verdicts, **members):
    entries = [entry for entry in counted if entry["verdict"] in verdicts]
    return sum(all(entry[name] == value for name, value in members.items()) for entry in entries)


summary = {"read": len(counted), "genuine": count("genuine", replayed=False), "unsigned": count("unsigned"),
           "unsigned_expected": 0, "rejected": count("rejected"), "replayed": count("genuine", replayed=True),
           "broken": len(broken), "outside": 0}
codes = sorted({entry["code"] for entry in counted if entry["verdict"] == "rejected"})
products = {name: count("genuine", replayed=False, product=name) for name in ("voice", "messages", "verify", "unknown")}
rejected = {code: count("rejected", code=code) for code in codes}

# The same deliveries as a web server might log them, without GET requests, bodies in base64 and broken lines.
foreign, foreign_expected = [], []
for text, entry in zip(lines, expected):
    try:
        delivery = json.loads(text)
    except ValueError:
        continue
    if "body" not in delivery or delivery["method"] != "POST" or entry["verdict"] == "broken":
        continue
    headers = {}
    for name, value in delivery["headers"]:
        headers.setdefault(name.lower(), []).append(value)
    values = headers.get("authorization", [])
    if values or len(foreign) % 2:
        headers["authorization"] = values[0] if len(values) == 1 else values
    received = delivery["received_at"]
    time = received if isinstance(received, str) else received + 0.25
    request = {"headers": headers, "body": delivery["body"]}
    foreign.append(json.dumps({"level": "info", "time": time, "request": request}).encode())
    foreign_expected.append({**entry, "line": len(foreign)})

files = {"audit.ndjson": b"".join(text + b"\n" for text in lines),
         "elsewhere.ndjson": b"".join(text + b"\n" for text in foreign),
         "audit.json": (json.dumps({"secrets": ACCOUNTS, "summary": summary, "products": products,
                                     "rejected": rejected, "broken": broken,
                                    "lines": counted, "elsewhere": foreign_expected}, indent=1) + "\n").encode()}
exit_code = 0
for name, text in files.items():
    path = HERE / name
    if "--check" in sys.argv:
        if not path.exists() or path.read_bytes() != text:
            print(f"{name} differs from the output of make_audit.py", file=sys.stderr)
            exit_code = 1
    else:
        path.write_bytes(text)
        print(f"{name}: {len(text)} bytes")
sys.exit(exit_code)
