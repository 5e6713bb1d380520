#!/usr/bin/env python3
"""Generates a log of captured deliveries with known results, and prints the expected totals as JSON.

Uses only Python's standard library and no code of vsw, so that the expected results are independent. The same arguments
give the same bytes. The secrets belong to no account.
"""
import argparse
import base64
import gzip
import hashlib
import hmac
import io
import json
import pathlib
import random
import sys
import urllib.parse
from collections import Counter
from datetime import datetime, timedelta, timezone

# In seconds since 1970.
START = 1587494400
ACCOUNTS = ["a1b2c3d", "b2c3d4e5", "sub12345"]
APPS = ["aaaaaaaa-bbbb-cccc-dddd-0123456789ab", "bbbbbbbb-bbbb-cccc-dddd-0123456789ab", None]
# The maximum age of a token on arrival and the maximum clock skew, in seconds: the defaults of `vsw audit`.
MAX_AGE, MAX_SKEW = 300, 60
# The events that the Developer Preview signed; other events were unsigned then.
PREVIEW = set("started ringing answered completed busy cancelled unanswered rejected failed record".split())
STATUSES = "started ringing answered completed busy cancelled unanswered rejected failed machine disconnected".split()
BOTH_ERAS = ("current", "preview")


def secret_of(account):
    return f"a made-up secret for {account}, for tests only".encode()


def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(claims, secret, alg="HS256"):
    header = json.dumps({"alg": alg, "typ": "JWT"}, separators=(",", ":")).encode()
    signed = unpadded(header) + "." + unpadded(json.dumps(claims, separators=(",", ":")).encode())
    mac = b"" if alg == "none" else hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{unpadded(mac)}"


class Log:
    """Generates the lines, each with its time, and their expected results."""

    def __init__(self, seed, hours, accounts):
        self.random = random.Random(seed)
        self.seconds = hours * 3600
        self.accounts = ACCOUNTS[:accounts]
        # Kept in memory, a few hundred bytes each, and sorted at the end.
        self.lines = []
        self.count = 0
        self.expected = {era: Counter() for era in BOTH_ERAS}

    def random_time(self):
        return START + self.random.randrange(self.seconds)

    def uuid(self, prefix=""):
        digits = f"{self.random.getrandbits(128):032x}"
        return prefix + "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])

    # Deliveries.

    def payload(self, kind=None):
        """Returns an event's name and members."""
        kind = kind or self.random.choice([*STATUSES, *STATUSES, "answer", "input", "record"])
        call = {"from": f"4420794{self.random.randrange(10**5):05}", "to": f"4477009{self.random.randrange(10**5):05}",
                "uuid": self.uuid(), "conversation_uuid": self.uuid("CON-")}
        stamp = {"timestamp": "2020-04-21T12:00:00.000Z"}
        if kind == "answer":
            return kind, call
        if kind == "input":
            return kind, {"speech": {"results": []}, "dtmf": {"digits": "1234", "timed_out": True}, **call, **stamp}
        if kind == "record":
            recording = {"recording_url": "https://api.nexmo.com/v1/files/" + self.uuid(), "size": 12222}
            return kind, {**recording, "conversation_uuid": call["conversation_uuid"], **stamp}
        if kind == "unknown":
            return kind, {"something": "unknown", **stamp}
        return kind, {**call, "status": kind, "direction": "inbound", **stamp}

    def delivery(self, received_at, kind=None, method="POST", **changed):
        """Returns an event and a delivery as Vonage would send it, except for the given changes: `iat`, `secret`,
        `api_key`, `alg`, `body`."""
        event, members = self.payload(kind)
        body, url = json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode(), "/webhooks/event"
        if method == "GET":
            members = {name: value for name, value in members.items() if isinstance(value, str)}
            payload = json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode()
            url, body = "https://example.com/webhooks/answer?" + urllib.parse.urlencode(members), b""
        else:
            body = payload = changed.get("body", body)
        account = changed.get("api_key") or self.random.choice(self.accounts)
        iat = changed.get("iat", received_at - self.random.randrange(20))
        app = self.random.choice(APPS)
        claims = {"iat": iat, "jti": self.uuid(), "iss": "Vonage", "payload_hash": hashlib.sha256(payload).hexdigest(),
                  "api_key": account, **({"application_id": app} if app else {})}
        bearer = token(claims, changed.get("secret") or secret_of(account), changed.get("alg", "HS256"))
        headers = [["Host", "example.com"], ["Authorization", f"Bearer {bearer}"]]
        return event, {"received_at": received_at, "method": method, "url": url, "headers": headers, "body": body}

    # Lines.

    def line(self, delivery):
        """Formats a delivery as a line, with one of the possible formats of time and body."""
        time, body = delivery["received_at"], delivery["body"]
        utc = datetime.fromtimestamp(time, timezone.utc)
        written = self.random.choice([
            time, f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%Y-%m-%dT%H:%M:%S.987Z}",
            f"{utc.astimezone(timezone(timedelta(hours=2))):%Y-%m-%dT%H:%M:%S+02:00}"])
        members = {"schema": "vsw/delivery/1", **delivery, "received_at": written}
        try:
            members["body"] = body.decode()
        except UnicodeDecodeError:
            members["body"] = None
        if members["body"] is None or self.random.random() < 0.05:
            del members["body"]
            members["body_b64"] = base64.b64encode(body).decode()
        compact = self.random.random() < 0.5
        text = json.dumps(members, separators=(",", ":") if compact else None, ensure_ascii=compact)
        return text.encode()

    def add_delivery(self, delivery, event, verdict, code=None):
        self.add_line(delivery["received_at"], self.line(delivery), verdict, event, code)

    def add_line(self, time, line, verdict, event=None, code=None):
        """Adds a line that was received at this time, with its expected verdict."""
        self.count += 1
        ending = b"\r\n" if self.random.random() < 0.02 else b"\n"
        self.lines.append((time, len(self.lines), line + ending))
        for era in BOTH_ERAS:
            is_expected = verdict == "unsigned" and era == "preview" and event not in PREVIEW | {"unknown"}
            self.expected[era][event, "unsigned_expected" if is_expected else verdict, code] += 1

    def genuine(self):
        received_at = self.random_time()
        if self.random.random() < 0.15:
            event, delivery = self.delivery(received_at, "answer", "GET")
        else:
            event, delivery = self.delivery(received_at)
        self.add_delivery(delivery, event, "genuine")

    def unusual_body(self):
        """Adds a body that is not ASCII, not JSON, not text, or empty."""
        kind = self.random.choice(STATUSES)
        accented = json.dumps({"uuid": self.uuid(), "status": kind,
                               "from": "Zo\u00eb \U0001f389\u2028\u00a0", "to": "\ufeff\u202e"},
                              ensure_ascii=False).encode()
        event, body = self.random.choice(
            [(kind, accented), ("unknown", b"\xff\xfe\x00binary"), ("unknown", b""), ("unknown", "\u00fc".encode())])
        _, delivery = self.delivery(self.random_time(), body=body)
        self.add_delivery(delivery, event, "genuine")

    def edges(self):
        """Adds tokens at the limits of age and clock skew, and one second beyond."""
        received_at = self.random_time()
        for iat, code in [(received_at - MAX_AGE, None), (received_at - MAX_AGE - 1, "too-old"),
                          (received_at + MAX_SKEW, None), (received_at + MAX_SKEW + 1, "from-the-future")]:
            event, delivery = self.delivery(received_at, iat=iat)
            self.add_delivery(delivery, event, "rejected" if code else "genuine", code)

    def unsigned(self):
        event, delivery = self.delivery(self.random_time(), self.random.choice([None, None, "answer", "unknown"]))
        delivery["headers"] = [pair for pair in delivery["headers"] if pair[0] != "Authorization"]
        self.add_delivery(delivery, event, "unsigned", "no-header")

    def wrong_secret(self):
        event, delivery = self.delivery(self.random_time(), secret=b"a secret that no account has")
        self.add_delivery(delivery, event, "rejected", "signature-mismatch")

    def other_account(self):
        """Adds a delivery of an account without a configured secret. The code differs if vsw has one secret whose
        account is unknown."""
        event, delivery = self.delivery(self.random_time(), api_key="ffff0000")
        code = "no-secret-for-key" if len(self.accounts) > 1 else "signature-mismatch"
        self.add_delivery(delivery, event, "rejected", code)

    def forged(self):
        event, delivery = self.delivery(self.random_time(), alg="none")
        self.add_delivery(delivery, event, "rejected", "unsupported-algorithm")

    def too_old(self):
        received_at = self.random_time()
        event, delivery = self.delivery(received_at, iat=received_at - self.random.randrange(302, 90_000))
        self.add_delivery(delivery, event, "rejected", "too-old")

    def altered(self):
        _, delivery = self.delivery(self.random_time(), "answered")
        delivery["body"] = delivery["body"].replace(b'"answered"', b'"rejected"')
        self.add_delivery(delivery, "rejected", "rejected", "payload-mismatch")

    def replayed(self):
        """Adds one token several times: the first is genuine, the next are replays, and the last may be too old."""
        first = self.random_time()
        event, delivery = self.delivery(first, iat=first)
        self.add_delivery(delivery, event, "genuine")
        for later in sorted(self.random.sample(range(0, MAX_AGE + 1), self.random.randrange(1, 4))):
            self.add_delivery({**delivery, "received_at": first + later}, event, "replayed")
        if self.random.random() < 0.5:
            later = first + MAX_AGE + self.random.choice([1, 61, 3600])
            self.add_delivery({**delivery, "received_at": later}, event, "rejected", "too-old")

    def replayed_at_the_last_second(self):
        """Adds one token at its earliest and latest accepted second, and one second before and after."""
        iat = self.random_time()
        event, delivery = self.delivery(iat - MAX_SKEW, iat=iat)
        self.add_delivery(delivery, event, "genuine")
        self.add_delivery({**delivery, "received_at": iat + MAX_AGE}, event, "replayed")
        self.add_delivery({**delivery, "received_at": iat - MAX_SKEW - 1}, event, "rejected", "from-the-future")
        self.add_delivery({**delivery, "received_at": iat + MAX_AGE + 1}, event, "rejected", "too-old")

    def broken(self):
        received_at = self.random_time()
        line = self.line(self.delivery(received_at)[1])
        untimed = json.dumps({**json.loads(line), "received_at": None}).encode()
        self.add_line(received_at, self.random.choice([
            b"not JSON", b"[1]", b"{}", b" \xef\xbb\xbf" + line, line[:-1], line[: len(line) // 2], untimed,
            line[:-1] + b',"method":"POST"}', line[:-1] + b',"note":"\xff"}', line[:-1] + b',"note":"\x00"}',
            b"\x00", "\u00a0".encode()]), "broken")

    def with_carriage_return(self):
        """Adds a line with a carriage return between two members: JSON allows it, and it does not end the line."""
        event, delivery = self.delivery(self.random_time())
        self.add_line(delivery["received_at"], self.line(delivery)[:-1] + b',\r"note":1}', "genuine", event)

    def blank(self):
        """Adds a blank line, which an audit skips."""
        time = self.random_time()
        line = self.random.choice([b"\n", b"\r\n", b" \t\n", b"\x0c\n"])
        self.lines.append((time, len(self.lines), line))

    KINDS = {genuine: 800, unusual_body: 30, edges: 2, unsigned: 30, wrong_secret: 20, other_account: 10, forged: 5,
             too_old: 20, altered: 20, replayed: 30, replayed_at_the_last_second: 5, broken: 20,
             with_carriage_return: 5, blank: 10}

    def fill(self, count):
        """Generates at least `count` deliveries."""
        kinds, weights = list(self.KINDS), list(self.KINDS.values())
        for kind in kinds:
            kind(self)
        while self.count < count:
            self.random.choices(kinds, weights)[0](self)
        self.lines.sort(key=lambda line: line[:2])

    def totals(self, era):
        """Returns the totals, with the member names of `vsw audit --json`."""
        verdicts = ["genuine", "unsigned", "unsigned_expected", "rejected", "replayed", "broken"]
        summary, rejected, groups = dict.fromkeys(["read", *verdicts], 0), Counter(), {}
        for (event, verdict, code), count in self.expected[era].items():
            summary["read"] += count
            summary[verdict] += count
            if verdict == "broken":
                continue
            is_verified = verdict in ("genuine", "replayed")
            group = groups.setdefault((not is_verified, event), {
                "name": event, "verified": is_verified, "genuine": 0, "unsigned": 0, "unsigned_expected": 0,
                "rejected": Counter(), "replayed": 0})
            if verdict == "rejected":
                rejected[code] += count
                group["rejected"][code] += count
            else:
                group[verdict] += count
        return {"summary": summary, "rejected": dict(sorted(rejected.items())),
                "groups": [groups[key] for key in sorted(groups)]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path, help="directory of the logs and secrets; created if missing")
    parser.add_argument("--lines", type=int, default=50_000, metavar="N",
                        help="number of deliveries; slightly more are written [default: 50000]")
    parser.add_argument("--hours", type=int, default=6, metavar="N", help="hours that the log covers [default: 6]")
    parser.add_argument("--accounts", type=int, choices=range(1, len(ACCOUNTS) + 1), default=1,
                        help="number of accounts, each with a secret [default: 1]")
    parser.add_argument("--files", type=int, default=2, metavar="N",
                        help="number of consecutive log files, the last one compressed [default: 2]")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="random seed [default: 1]")
    options = parser.parse_args()
    if min(options.lines, options.hours, options.files) < 1:
        parser.error("--lines, --hours and --files must be at least 1")
    log = Log(options.seed, options.hours, options.accounts)
    log.fill(options.lines)
    options.directory.mkdir(parents=True, exist_ok=True)
    logs = []
    for number in range(options.files):
        part = log.lines[len(log.lines) * number // options.files:len(log.lines) * (number + 1) // options.files]
        is_compressed = options.files > 1 and number == options.files - 1
        logs.append(options.directory / f"deliveries-{number + 1}.ndjson{'.gz' if is_compressed else ''}")
        text = b"".join(text for _, _, text in part)
        if is_compressed:
            compressed = io.BytesIO()
            with gzip.GzipFile(fileobj=compressed, mode="wb", compresslevel=6, mtime=0) as file:
                file.write(text)
            text = compressed.getvalue()
        logs[-1].write_bytes(text)
    secrets = {}
    for account in log.accounts:
        secrets[account] = options.directory / f"secret-{account}"
        secrets[account].touch(mode=0o600)
        secrets[account].write_bytes(secret_of(account))
    json.dump({"logs": [str(path) for path in logs], "secrets": {key: str(path) for key, path in secrets.items()},
               "expected": {era: log.totals(era) for era in BOTH_ERAS}}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
