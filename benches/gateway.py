#!/usr/bin/env python3
"""Measures `vsw gateway` beside nginx and a bare hyper proxy, all in front of the same handler.

    cargo build --release && cd benches && cargo build --release --bin gateway
    python3 gateway.py [--vsw PATH] proxies|connections|replicas|memory|minute [--help]

`gateway/` has the handler, the bare proxy and the sender, whose deliveries each have a token of their own. The cases
alternate, and each figure has its ratio to the first case of the same round, because absolute times of a shared
machine mean little. nginx and redis-server (or `--store-server PATH`) must be installed. Exits with 1 if a count is
wrong, never because of a long time.
"""
import argparse
import contextlib
import functools
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
TICK = os.sysconf("SC_CLK_TCK")
SECRET = "not-a-secret-of-the-benchmark-0123456789"
BODY = json.dumps({"status": "answered", "uuid": "00000000-0000-0000-0000-000000000001", "padding": "x" * 200},
                  separators=(",", ":"))
NGINX = """
daemon off; worker_processes auto; pid {directory}/pid; error_log stderr error;
events {{ worker_connections 8192; }}
http {{
  access_log {log}; client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/1; uwsgi_temp_path {directory}/2; scgi_temp_path {directory}/3;
  upstream handler {{ server 127.0.0.1:{handler}; keepalive 1024; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024; keepalive_requests 1000000000;
    location / {{ proxy_pass http://handler; proxy_http_version 1.1; proxy_set_header Connection ""; }}
  }}
}}
"""
VSW, NGINX_NAME, HYPER = "vsw gateway", "nginx", "hyper proxy"
FAILURES = []


def check(is_right, message):
    if not is_right:
        FAILURES.append(message)
        print(f"  WRONG: {message}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Program:
    """A running program that listens on `port`. Its stdout goes to a file."""

    def __init__(self, directory, port, *command):
        self.port, self.output = port, pathlib.Path(directory, f"output-{port}")
        with open(self.output, "wb") as output, open(f"{self.output}.errors", "wb") as errors:
            self.process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=errors,
                                            env={**os.environ, "VONAGE_SIGNATURE_SECRET": SECRET})
        end = time.monotonic() + 10
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit(f"{command[0]} does not listen: {pathlib.Path(f'{self.output}.errors').read_text()}")
            time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        if self.output.stat().st_size > 1 << 20:
            os.truncate(self.output, 0)

    def processes(self):
        """Returns the ids of the program and its children."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]

    def cpu(self):
        """Returns the used processor time in seconds."""
        ticks = 0
        for process in self.processes():
            fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def memory(self, kind="RssAnon"):
        """Returns the memory of all processes in MiB."""
        found = 0
        for process in self.processes():
            status = pathlib.Path(f"/proc/{process}/status").read_text()
            found += int(re.search(rf"{kind}:\s*(\d+)", status)[1])
        return found / 1024

    def ask(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as response:
            return response.read().decode()


class Bench:
    """The programs of one run."""

    def __init__(self, options, directory, stack):
        self.options, self.directory, self.stack = options, directory, stack
        self.peer = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"), "release/gateway")
        self.handler = self.start(self.peer, "handler")
        self.store = None

    def start(self, program, role, *arguments):
        port = free_port()
        return self.stack.enter_context(
            Program(self.directory, port, program, role, f"127.0.0.1:{port}", *arguments))

    def start_store(self):
        """Starts the store, and returns its addresses: a Unix socket, and TCP."""
        path, port = f"{self.directory}/store", free_port()
        self.store = self.stack.enter_context(Program(
            self.directory, port, self.options.store_server, "--port", port, "--bind", "127.0.0.1", "--unixsocket",
            path, "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", self.directory))
        return f"unix:{path}", f"redis://127.0.0.1:{port}"

    def gateway(self, store="memory", *arguments, vsw=None):
        port = free_port()
        command = [vsw or self.options.vsw, "gateway", "--quiet", "--bind", f"127.0.0.1:{port}", "--upstream",
                   f"http://127.0.0.1:{self.handler.port}", "--replay-store", store, *arguments]
        return Program(self.directory, port, *command)

    def nginx(self, log="off"):
        port, directory = free_port(), tempfile.mkdtemp(dir=self.directory)
        log = f"{directory}/access" if log == "on" else log
        configuration = pathlib.Path(directory, "nginx.conf")
        configuration.write_text(NGINX.format(directory=directory, port=port, handler=self.handler.port, log=log))
        return Program(directory, port, "nginx", "-p", directory, "-c", configuration)

    def hyper(self):
        port = free_port()
        upstream = f"http://127.0.0.1:{self.handler.port}"
        return Program(self.directory, port, self.peer, "proxy", f"127.0.0.1:{port}", upstream)

    def load(self, programs, **plan):
        """Sends deliveries to these programs, and returns what the sender found, with the processor time of the
        programs and the load of the machine that is not ours."""
        plan = {"targets": [f"127.0.0.1:{program.port}" for program in programs], "secret": SECRET, "body": BODY,
                "connections": self.options.connections, "seconds": self.options.seconds, "deliveries": 1 << 60,
                "rate": 0, "forged": 0, "replayed": 0, **plan}
        ours = [*programs, self.handler, *([self.store] if self.store else [])]

        def used():
            sender = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy = [int(part) for part in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
            return [program.cpu() for program in ours], sender.ru_utime + sender.ru_stime, sum(
                busy[:3] + busy[5:]) / TICK

        before, sender_before, busy_before = used()
        began = time.monotonic()
        run = subprocess.run([self.peer, "load", json.dumps(plan)], capture_output=True, text=True, check=True)
        took = time.monotonic() - began
        after, sender_after, busy_after = used()
        found = json.loads(run.stdout)
        cpu = [late - early for early, late in zip(before, after)]
        found["cpu"] = sum(cpu[:len(programs)]) / found["sent"] * 1e6
        found["store_cpu"] = cpu[-1] / found["sent"] * 1e6 if self.store else 0
        found["per_second"] = found["sent"] / found["seconds"]
        found["foreign"] = (busy_after - busy_before - sum(cpu) - sender_after + sender_before) / took
        if not plan["forged"] and not plan["replayed"]:
            check(set(found["responses"]) == {"genuine 200"}, f"responses {found['responses']}")
        return found


def alternate(cases, rounds, measure):
    """Measures each case once in every round. A case is a function that starts its programs."""
    found = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            with contextlib.ExitStack() as stack:
                programs = [stack.enter_context(program) for program in case()]
                measure(programs, seconds=0.3)  # Warms up.
                found[name].append(measure(programs))
    return found


def table(found, columns=("per_second", "cpu", "median", "p99")):
    """Prints the medians of each case, and their ratios to the first case of the same round."""
    first = next(iter(found.values()))
    for name, results in found.items():
        cells = []
        for column in columns:
            ratios = sorted(result[column] / base[column] for result, base in zip(results, first))
            middle = statistics.median(result[column] for result in results)
            cells.append(f"{column} {middle:8.0f} ({statistics.median(ratios):4.2f}, {ratios[0]:.2f}-{ratios[-1]:.2f})")
        foreign = statistics.median(result["foreign"] for result in results)
        print(f"{name:28} {'  '.join(cells)}  store {statistics.median(r['store_cpu'] for r in results):.1f} us"
              f"  other load {foreign:.2f} cores", flush=True)


def proxies(bench, options):
    """Throughput, processor time and latency beside nginx and hyper; also with a shared store"""
    cases = {
        NGINX_NAME: lambda: [bench.nginx()],
        "nginx, access log": lambda: [bench.nginx(log="on")],
        HYPER: lambda: [bench.hyper()],
        VSW: lambda: [bench.gateway()],
    }
    if options.other:
        cases["vsw gateway, other build"] = lambda: [bench.gateway(vsw=options.other)]
    if options.store_server:
        unix, tcp = bench.start_store()
        cases["vsw, store over a socket"] = lambda: [bench.gateway(unix)]
        cases["vsw, store over TCP"] = lambda: [bench.gateway(tcp)]
    print(f"as fast as possible, {options.connections} connections")
    table(alternate(cases, options.rounds, bench.load))
    print(f"{options.rate} per second, {options.connections} connections")
    table(alternate(cases, options.rounds, functools.partial(bench.load, rate=options.rate)))


def connections(bench, options):
    """Growth with the number of connections"""
    cases = {NGINX_NAME: lambda: [bench.nginx()], HYPER: lambda: [bench.hyper()], VSW: lambda: [bench.gateway()]}
    for count in [1, 10, 100, 1000]:
        print(f"{count} connections")

        def measure(programs, count=count, **plan):
            found = bench.load(programs, connections=count, **plan)
            found["memory"] = programs[0].memory()
            return found

        table(alternate(cases, options.rounds, measure), ("per_second", "cpu", "median", "p99", "memory"))


def replicas(bench, options):
    """Growth with the number of replicas that share a store"""
    unix, _ = bench.start_store()
    cases = {
        f"{count} with a shared store": lambda count=count: [bench.gateway(unix) for _ in range(count)]
        for count in [1, 2, 4]
    }
    table(alternate(cases, options.rounds, bench.load))


def memory(bench, options):
    """Memory over a million deliveries, while their tokens are held"""
    stores = {"memory": "memory", **({"shared store": bench.start_store()[0]} if options.store_server else {})}
    for name, store in stores.items():
        metrics = free_port()
        with bench.gateway(store, "--metrics", str(metrics)) as gateway:
            print(f"{name}: at first {gateway.memory():.1f} MiB")
            for _ in range(10):
                found = bench.load([gateway], seconds=1e9, deliveries=options.deliveries // 10)
                line = f"  {found['per_second']:.0f}/s  held {held(metrics)}  {gateway.memory():.1f} MiB"
                print(line + (f"  store {bench.store.memory():.0f} MiB" if bench.store else ""), flush=True)
            resident, most = gateway.memory("VmRSS"), gateway.memory("VmHWM")
            print(f"  resident with code and files {resident:.1f} MiB, at most {most:.1f}")


def scraped(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as response:
        return response.read().decode()


def held(port):
    return int(float(re.search(r"^vsw_gateway_replays_held(?:\{.*\})? (\S+)", scraped(port), re.MULTILINE)[1]))


def by_verdict(port):
    """Returns how many deliveries the gateway counted, by verdict."""
    counts = {}
    for labels, count in re.findall(r"^vsw_gateway_deliveries_total\{(.*)\} (\S+)", scraped(port), re.MULTILINE):
        verdict = re.search(r'verdict="([^"]*)"', labels)[1]
        counts[verdict] = counts.get(verdict, 0) + int(float(count))
    return counts


def minute(bench, options):
    """Sixty times --seconds with forgeries and replays: all counts must be exact"""
    stores = {"memory": "memory", **({"shared store": bench.start_store()[0]} if options.store_server else {})}
    for name, store in stores.items():
        metrics, before = free_port(), int(bench.handler.ask("/"))
        with bench.gateway(store, "--metrics", str(metrics)) as gateway:
            # This rate sends fewer tokens than their memory holds.
            rate = 16_000 / max(options.seconds, 1)
            found = bench.load([gateway], seconds=60 * options.seconds, rate=rate, forged=1, replayed=1)
            sent = found["responses"]
            print(f"{name}: {sent} in {found['seconds']:.1f} s, median {found['median']} us, 99th {found['p99']} us")
            check(set(sent) == {"genuine 200", "forged 401", "replayed 409"}, f"{name}: responses {sent}")
            words = {"genuine": "genuine 200", "rejected": "forged 401", "replayed": "replayed 409"}
            expected = {verdict: sent.get(word, 0) for verdict, word in words.items()}
            time.sleep(1)
            counted = by_verdict(metrics)
            check(counted == expected, f"{name}: /metrics has {counted}, sent were {expected}")
            handled = int(bench.handler.ask("/")) - before
            check(handled == expected["genuine"], f"{name}: the handler got {handled}")
            gateway.process.send_signal(signal.SIGTERM)
            gateway.process.wait()
            events = {}
            with open(gateway.output, "rb") as lines:
                for line in lines:
                    event = json.loads(line)
                    kind = event.get("verdict", event["event"])
                    events[kind] = events.get(kind, 0) + 1
            print(f"  /metrics {counted}, the handler {handled}, stdout {events}")
            check({verdict: events.get(verdict) for verdict in expected} == expected, f"{name}: stdout has {events}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vsw", default=HERE / "../target/release/vsw", help="path of vsw")
    parser.add_argument("--other", help="another build of vsw to compare with (proxies)")
    parser.add_argument("--store-server", default=shutil.which("valkey-server") or shutil.which("redis-server"))
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=1, help="duration of one measurement")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2000, help="deliveries per second (proxies)")
    parser.add_argument("--deliveries", type=int, default=1_000_000, help="how many (memory)")
    functions = {function.__name__: function for function in [proxies, connections, replicas, memory, minute]}
    parser.add_argument("command", choices=functions, help="; ".join(
        f"{name}: {function.__doc__}" for name, function in functions.items()))
    options = parser.parse_args()
    if options.command == "replicas" and not options.store_server:
        parser.error("replicas needs --store-server")
    # In memory, so that no disk delays a log.
    place = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=place) as directory, contextlib.ExitStack() as stack:
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
        print("cpu: processor time of each delivery in us; median, p99 (99th percentile): latency in us; memory: MiB")
        functions[options.command](Bench(options, directory, stack), options)
    if FAILURES:
        sys.exit(f"{len(FAILURES)} check(s) failed")


if __name__ == "__main__":
    main()
