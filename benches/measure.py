#!/usr/bin/env python3
"""Measures vsw on this machine: requests, connections, time as a ratio within one run, memory, size.

    cargo build --release && python3 benches/measure.py [target/release/vsw]

Needs Python 3 and curl. Starts a sandbox on loopback and makes no other connections. Times are ratios of medians of
alternating runs, because absolute times of a shared machine mean little.
"""

import hashlib
import hmac
import base64
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

VSW = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/vsw")
ROUNDS = 60


class Sandbox:
    """A sandbox with `apps` applications, its environment, and its control interface."""

    def __init__(self, apps):
        self.process = subprocess.Popen([VSW, "sandbox", "--apps", str(apps)], stdout=subprocess.PIPE, text=True)
        self.origin = self.process.stdout.readline().split()[-1]
        self.environment = {"PATH": os.environ["PATH"], "HOME": tempfile.mkdtemp()}
        while len(self.environment) < 7:
            name, value = self.process.stdout.readline().removeprefix("export ").strip().split("=", 1)
            self.environment[name] = value
        self.environment["VSW_STATE_DIR"] = os.path.join(self.environment["HOME"], "state")
        self.application = self.environment["VONAGE_APPLICATION_ID"]

    def control(self, method, path, body=None, kind="application/json"):
        request = urllib.request.Request(self.origin + "/_sandbox/" + path, method=method, data=body)
        request.add_header("Content-Type", kind)
        return urllib.request.urlopen(request).read()

    def edit(self, document):
        self.control("POST", "edit/" + self.application, document.encode())

    def document(self):
        return self.control("GET", "applications/" + self.application).decode()

    def requests(self):
        return json.loads(self.control("GET", "requests"))["requests"]

    def forget(self):
        self.control("POST", "reset", b'{"only":["requests"]}')

    def vsw(self, *line):
        return subprocess.run([VSW, *line], env=self.environment, capture_output=True, check=False)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def timed(command, **options):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **options)
    return time.perf_counter() - start


def peak_mib(command, environment):
    """Returns the peak resident size of the command in MiB, as the system reports it."""
    script = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)"
    )
    # Started from a small process: the fork of a large one would count the parent's memory.
    line = [sys.executable, "-S", "-c", script, *command]
    done = subprocess.run(line, env=environment, capture_output=True, text=True)
    return float(done.stdout)


def requests_and_connections(sandbox):
    off = sandbox.document()
    for what, line in [
        ("enable", ["enable", sandbox.application]),
        ("enable, already on", ["enable", sandbox.application]),
        ("status of one", ["status", sandbox.application]),
    ]:
        sandbox.forget()
        sandbox.vsw(*line)
        log = sandbox.requests()
        connections = len({entry["connection"] for entry in log})
        methods = " ".join(entry["method"] for entry in log)
        print(f"{what:<20} {len(log)} requests ({methods}) on {connections} connection(s)")
    sandbox.edit(off)


def start():
    secret = b"not-a-secret-but-as-long-as-one-should-be-0123456789"
    body = b'{"status":"answered","uuid":"a","conversation_uuid":"CON-a","from":"1","to":"2"}'
    encode = lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=")
    claims = {"iat": 1587494962, "iss": "Vonage", "jti": "a", "payload_hash": hashlib.sha256(body).hexdigest()}
    signed = encode(b'{"alg":"HS256","typ":"JWT"}') + b"." + encode(json.dumps(claims).encode())
    token = signed + b"." + encode(hmac.new(secret, signed, hashlib.sha256).digest())
    environment = {"VONAGE_SIGNATURE_SECRET": secret.decode()}
    verify = [VSW, "verify", "--header", "Bearer " + token.decode(), "--body", body.decode(), "--now", "1587494970"]
    assert subprocess.run(verify, env=environment, capture_output=True, check=False).returncode == 0
    commands = {"/bin/true": ["/bin/true"], "vsw --version": [VSW, "--version"], "vsw verify": verify}
    times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(timed(command, env=environment))
    base = statistics.median(times["/bin/true"])
    for name, each in times.items():
        median = statistics.median(each)
        print(f"{name:<20} {median * 1000:.2f} ms, {median / base:.2f} × /bin/true")


def change_compared_with_curl(sandbox):
    off = sandbox.document()
    on = sandbox.environment["HOME"] + "/on.json"
    sandbox.vsw("enable", sandbox.application)
    with open(on, "w", encoding="utf-8") as file:
        file.write(sandbox.document())
    url = f"{sandbox.origin}/v2/applications/{sandbox.application}"
    user = f'{sandbox.environment["VONAGE_API_KEY"]}:{sandbox.environment["VONAGE_API_SECRET"]}'
    get = ["-s", "-u", user, "-o", "/dev/null", url]
    body = ["-H", "Content-Type: application/json", "--data-binary", "@" + on]
    put = ["-s", "-u", user, "-o", "/dev/null", "-X", "PUT", *body, url]
    curl = ["curl", *get, "--next", *put, "--next", *get]
    vsw = [VSW, "enable", sandbox.application]
    times = {"curl": [], "vsw": []}
    for _ in range(ROUNDS):
        for name, command in [("curl", curl), ("vsw", vsw)]:
            sandbox.edit(off)
            times[name].append(timed(command, env=sandbox.environment))
    ours, theirs = statistics.median(times["vsw"]), statistics.median(times["curl"])
    print(f"change of one        {ours * 1000:.2f} ms, {ours / theirs:.2f} × one curl with the same three requests")
    sandbox.edit(off)
    print(f"                     {peak_mib(vsw, sandbox.environment):.1f} MiB peak memory")
    sandbox.edit(off)


def large_application(sandbox):
    document = json.loads(sandbox.document())
    document["padding"] = [{"n": n, "text": "x" * 60} for n in range(62_000)]
    sandbox.edit(json.dumps(document))
    size = len(sandbox.document())
    command = [VSW, "enable", sandbox.application]
    peak = peak_mib(command, sandbox.environment)
    assert sandbox.document().endswith("}") and '"signed_callbacks"' in sandbox.document()
    print(f"{size / 1e6:.1f} MB application  {peak:.1f} MiB peak memory")


def main():
    print(f"binary               {os.path.getsize(VSW) / 1e6:.2f} MB")
    start()
    sandbox = Sandbox(3)
    try:
        requests_and_connections(sandbox)
        change_compared_with_curl(sandbox)
        large_application(sandbox)
    finally:
        sandbox.stop()


if __name__ == "__main__":
    main()
