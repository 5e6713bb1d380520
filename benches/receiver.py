#!/usr/bin/env python3
"""usage: python3 receiver.py VSW [--rounds N] [--deliveries N] [--connections N]
Measures `vsw listen` beside bare hyper servers (receiver/main.rs), in turn within one run: deliveries per second, and
the median and 99th percentile of the latency. Each delivery has a token of its own. Needs wrk; run
`cargo build --release --bin receiver` first.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import tempfile
import time
import uuid

SECRET = "not-a-secret-of-the-benchmark-0123456789"
BODY = json.dumps({"status": "answered", "uuid": str(uuid.UUID(int=1)), "padding": "x" * 200}, separators=(",", ":"))
SCRIPT = """
local lines = {}
for line in io.lines(os.getenv("TOKENS")) do lines[#lines + 1] = line end
local next, body = 0, io.open(os.getenv("BODY")):read("a")
function request()
  next = next + 1
  return wrk.format("POST", "/webhooks/event", {["Authorization"] = lines[(next - 1) % #lines + 1]}, body)
end
function done(summary, latency)
  local others = summary.errors.status + summary.errors.read + summary.errors.timeout
  print(string.format("RESULT %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), others))
end
"""


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(number, issued_at, body_hash):
    claims = {"iat": issued_at, "jti": str(number), "iss": "Vonage", "payload_hash": body_hash, "api_key": "a1b2c3d"}
    signed = encoded(b'{"alg":"HS256","typ":"JWT"}') + "." + encoded(json.dumps(claims).encode())
    return "Bearer " + signed + "." + encoded(hmac.digest(SECRET.encode(), signed.encode(), "sha256"))


class Server:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env={**os.environ, "VONAGE_SIGNATURE_SECRET": SECRET})
        time.sleep(0.3)

    def peak_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def load(directory, port, deliveries, connections):
    """Returns deliveries per second, and the latencies in microseconds."""
    body_hash = hashlib.sha256(BODY.encode()).hexdigest()
    now = int(time.time())
    tokens = pathlib.Path(directory, "tokens")
    tokens.write_text("\n".join(token(uuid.uuid4(), now, body_hash) for _ in range(deliveries)))
    script = pathlib.Path(directory, "script.lua")
    script.write_text(SCRIPT)
    body = pathlib.Path(directory, "body")
    body.write_text(BODY)
    seconds = 3
    run = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}"],
        capture_output=True, text=True, check=True, env={**os.environ, "TOKENS": str(tokens), "BODY": str(body)})
    requests, duration, median, p99, others = map(int, re.search(r"RESULT (.*)", run.stdout)[1].split())
    if requests > deliveries or others:
        print(f"  of {requests} requests, {others} were not answered with 2xx; prepare more than {deliveries}")
    return requests / duration * 1e6, median, p99


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vsw")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--deliveries", type=int, default=150_000)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    receiver = pathlib.Path(__file__).parent / "target/release/receiver"
    receiver = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", receiver.parent.parent)) / "release/receiver"
    cases = {
        "hyper, no verification": (7001, [receiver, "127.0.0.1:7001"]),
        "vsw listen": (7002, [options.vsw, "listen", "--quiet", "--port", "7002"]),
        "hyper proxy, no verification": (7003, [receiver, "127.0.0.1:7003", "http://127.0.0.1:7000"]),
        "vsw listen --forward-to": (7004, [options.vsw, "listen", "--quiet", "--port", "7004", "--forward-to",
                                           "http://127.0.0.1:7000"]),
    }
    handler = Server(receiver, "127.0.0.1:7000")
    found = {name: [] for name in cases}
    peaks = {}
    with tempfile.TemporaryDirectory() as directory:
        for _ in range(options.rounds):
            for name, (port, command) in cases.items():
                server = Server(*command)
                found[name].append(load(directory, port, options.deliveries, options.connections))
                peaks[name] = server.peak_mib()
                server.stop()
    handler.stop()
    for name, results in found.items():
        rate, median, p99 = (statistics.median(column) for column in zip(*results))
        print(f"{name:32} {rate:8.0f}/s  median {median} us  99th {p99} us  peak {peaks[name]:.0f} MiB")


main()
