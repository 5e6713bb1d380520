#!/usr/bin/env python3
"""Measures vsw on this machine: start-up, requests, connections, memory, the sandbox's rate, size of the program.

    cargo build --release && (cd benches && cargo build --release --bin fleet)
    python3 benches/measure.py [--jwt PATH] [target/release/vsw]

Needs Python 3 and curl; `jwt` of jwt-cli (`cargo install jwt-cli`) is measured if its path is given. All requests go to
servers on the loopback interface. Each round runs every command once. A time is a median, with its ratio to the median
of another command: absolute times of a shared machine mean little.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import fleet

VSW = os.path.abspath("target/release/vsw")
ROUNDS = 60
STARTS = 600
SANDBOX_REQUESTS = 4000


class Sandbox:
    """A sandbox with `apps` applications, its environment, and its control interface."""

    def __init__(self, apps):
        self.process = subprocess.Popen([VSW, "sandbox", "--apps", str(apps)], stdout=subprocess.PIPE, text=True)
        self.origin = self.process.stdout.readline().split()[-1]
        self.environment = {"PATH": os.environ["PATH"], "HOME": tempfile.mkdtemp()}
        # Until it has PATH, HOME and the six variables that the sandbox prints.
        while len(self.environment) < 8:
            name, value = self.process.stdout.readline().removeprefix("export ").strip().split("=", 1)
            self.environment[name] = value
        self.environment["VSW_STATE_DIR"] = os.path.join(self.environment["HOME"], "state")
        self.application = self.environment["VONAGE_APPLICATION_ID"]

    def control(self, method, path, body=None):
        request = urllib.request.Request(self.origin + "/_sandbox/" + path, method=method, data=body)
        request.add_header("Content-Type", "application/json")
        return urllib.request.urlopen(request).read()

    def edit(self, document):
        self.control("POST", "edit/" + self.application, document.encode())

    def document(self):
        return self.control("GET", "applications/" + self.application).decode()

    def requests(self):
        return json.loads(self.control("GET", "requests"))["requests"]

    def clear_requests(self):
        self.control("POST", "reset", b'{"only":["requests"]}')

    def vsw(self, *arguments):
        return subprocess.run([VSW, *arguments], env=self.environment, capture_output=True, check=False)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def timed(command, **options):
    """Runs a command and returns its time in seconds."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **options)
    return time.perf_counter() - start


def peak_mib(command, environment):
    """Returns the peak memory of a command in MiB, as getrusage reports it."""
    script = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)"
    )
    # The parent is a small process, because ru_maxrss of a forked child includes its size.
    starter = [sys.executable, "-S", "-c", script, *command]
    run = subprocess.run(starter, env=environment, capture_output=True, text=True)
    return float(run.stdout)


def count_requests(sandbox):
    off = sandbox.document()
    for case, arguments in [
        ("enable", ["enable", sandbox.application]),
        ("enable, already on", ["enable", sandbox.application]),
        ("status of one app", ["status", sandbox.application]),
    ]:
        sandbox.clear_requests()
        sandbox.vsw(*arguments)
        log = sandbox.requests()
        connections = len({entry["connection"] for entry in log})
        methods = " ".join(entry["method"] for entry in log)
        print(f"{case:<20} {len(log)} requests ({methods}) on {connections} connection(s)")
    sandbox.edit(off)


def spawn(command, environment):
    """Runs a command and returns its time in seconds, without the cost of Python's subprocess module."""
    quiet = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_RDWR, 0) for descriptor in (0, 1, 2)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, environment, file_actions=quiet)
    _, exit_status = os.waitpid(child, 0)
    took = time.perf_counter() - start
    assert exit_status == 0, command
    return took


def measure_startup(jwt):
    """Measures starts beside /bin/true, and one verification beside `jwt decode`, which checks the signature only."""
    secret = b"not-a-secret-but-as-long-as-one-should-be-0123456789"
    body = b'{"status":"answered","uuid":"a","conversation_uuid":"CON-a","from":"1","to":"2"}'
    encode = lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=")
    claims = {"iat": 1587494962, "iss": "Vonage", "jti": "a", "payload_hash": hashlib.sha256(body).hexdigest()}
    signed = encode(b'{"alg":"HS256","typ":"JWT"}') + b"." + encode(json.dumps(claims).encode())
    token = (signed + b"." + encode(hmac.new(secret, signed, hashlib.sha256).digest())).decode()
    # With a home directory: without one, the system's user database is searched.
    environment = {"HOME": tempfile.mkdtemp(), "VONAGE_SIGNATURE_SECRET": secret.decode()}
    verify = [VSW, "verify", "--header", "Bearer " + token, "--body", body.decode(), "--now", "1587494970"]
    commands = {"/bin/true": ["/bin/true"], "vsw --version": [VSW, "--version"], "vsw verify": verify}
    if jwt:
        commands["jwt decode"] = [jwt, "decode", "--ignore-exp", "--alg", "HS256", "--secret", secret.decode(), token]
    times = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, command in commands.items():
            times[name].append(spawn(command, environment))
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, median in medians.items():
        fastest = min(times[name]) / min(times["/bin/true"])
        ratios = f"{median / medians['/bin/true']:.2f} × /bin/true (fastest: {fastest:.2f})"
        if jwt and name == "vsw verify":
            ratios += f", {median / medians['jwt decode']:.2f} × jwt decode"
        print(f"{name:<20} {median * 1000:.2f} ms, {ratios}")


def measure_whole_fleet():
    """Measures the peak memory of a JSON report of many applications."""
    for applications in (10_000, 100_000):
        with fleet.Server(applications, "on") as server, fleet.State(None) as state:
            run = fleet.measured([VSW, "status", "--all", "--json"], state.environment(server))
            assert run["exit"] == 0, run["errors"]
            print(f"status --all --json  {applications} applications: {run['peak']:.1f} MiB peak memory")


def requests_per_second(origin, path, authorization):
    """Sends requests on one connection, each after the response to the one before."""
    url = urllib.parse.urlsplit(origin)
    head = f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: Basic {authorization}\r\n\r\n".encode()
    with socket.create_connection((url.hostname, url.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(head)
        length = len(connection.recv(65536))
        start = time.perf_counter()
        for _ in range(SANDBOX_REQUESTS):
            connection.sendall(head)
            received = 0
            while received < length:
                received += len(connection.recv(65536))
        return SANDBOX_REQUESTS / (time.perf_counter() - start)


def measure_sandbox(sandbox):
    """Measures the sandbox's rate beside that of a bare hyper server, with the same client."""
    secret = f'{sandbox.environment["VONAGE_API_KEY"]}:{sandbox.environment["VONAGE_API_SECRET"]}'
    authorization = base64.b64encode(secret.encode()).decode()
    path = "/v2/applications/"
    with fleet.Server(2, "half") as server:
        bare = path + server.control("initial")[0][0]
        rates = [(requests_per_second(sandbox.origin, path + sandbox.application, authorization),
                  requests_per_second(server.origin, bare, authorization)) for _ in range(5)]
    ours, floor = (statistics.median(each) for each in zip(*rates))
    print(f"sandbox              {ours:.0f} requests per second on one connection, "
          f"{floor / ours:.2f} × the time of a bare hyper server ({floor:.0f})")


def compare_with_curl(sandbox):
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
    vsw_median, curl_median = statistics.median(times["vsw"]), statistics.median(times["curl"])
    ratio = vsw_median / curl_median
    print(f"change of one app    {vsw_median * 1000:.2f} ms, {ratio:.2f} × curl with the same three requests")
    sandbox.edit(off)
    print(f"                     {peak_mib(vsw, sandbox.environment):.1f} MiB peak memory")
    sandbox.edit(off)


def measure_large_application(sandbox):
    document = json.loads(sandbox.document())
    document["padding"] = [{"n": n, "text": "x" * 60} for n in range(62_000)]
    sandbox.edit(json.dumps(document))
    size = len(sandbox.document())
    command = [VSW, "enable", sandbox.application]
    peak = peak_mib(command, sandbox.environment)
    assert sandbox.document().endswith("}") and '"signed_callbacks"' in sandbox.document()
    print(f"{size / 1e6:.1f} MB application  {peak:.1f} MiB peak memory")


def main():
    global VSW
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vsw", nargs="?", default=VSW, help="path of vsw [default: target/release/vsw]")
    parser.add_argument("--jwt", help="path of jwt-cli's program, to compare with")
    options = parser.parse_args()
    # A copy, as an installed program is one: pages of the linker's output stay in the cache one by one, each with a page
    # fault of its own, which makes a start 16 to 30 % longer.
    VSW = shutil.copy(options.vsw, tempfile.mkdtemp())
    print(f"binary               {os.path.getsize(VSW) / 1e6:.2f} MB")
    measure_startup(options.jwt and os.path.abspath(options.jwt))
    measure_whole_fleet()
    sandbox = Sandbox(3)
    try:
        measure_sandbox(sandbox)
        count_requests(sandbox)
        compare_with_curl(sandbox)
        measure_large_application(sandbox)
    finally:
        sandbox.stop()


if __name__ == "__main__":
    main()
