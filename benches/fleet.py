#!/usr/bin/env python3
"""Measures vsw with thousands of applications, against a local server, and compares it with a minimal client.

    cargo build --release && cd benches && cargo build --release --bin fleet
    python3 fleet.py [--vsw PATH] status|enable|rate|kills [--help]

`fleet/` has the server and the minimal client, and everything uses the loopback interface. In `status` and `enable`,
the programs alternate, and a time has its ratio to the minimal client's, for the medians and for the fastest runs,
because absolute times of a shared machine mean little. Exits with 1 if a result is wrong, never because of a long time.
"""

import argparse
import collections
import contextlib
import hashlib
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
FLEET = os.path.join(HERE, "target", "release", "fleet")
RUN_ID = re.compile(rb"^run (\S+)", re.MULTILINE)
FAILURES = []

# The parent is a small process, because ru_maxrss of a forked child includes its size.
MEASURE = """
import json,os,sys,time
began=time.perf_counter()
child=os.posix_spawn(sys.argv[1],sys.argv[1:],os.environ)
_,status,used=os.wait4(child,0)
took=time.perf_counter()-began
os.write(3,json.dumps({"wall":took,"cpu":used.ru_utime+used.ru_stime,"peak":used.ru_maxrss/1024,
"exit":os.waitstatus_to_exitcode(status)}).encode())
"""


class Server:
    """A running server with this number of applications; `flags` is `half` or `on`."""

    def __init__(self, applications, flags, latency=0, rate=0):
        line = [FLEET, "serve", str(applications), flags, str(latency), str(rate)]
        self.process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.origin = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def control(self, path):
        with urllib.request.urlopen(f"{self.origin}/_/{path}") as response:
            return json.loads(response.read())

    def record(self):
        return ServerRecord(self.control("record"))


class ServerRecord:
    """The server's record of a run."""

    def __init__(self, members):
        self.__dict__.update(members)
        self.puts_of = collections.Counter(application for application, _, _ in self.puts)

    def requests(self):
        return sum(count for _, _, count in self.responses)


class State:
    """A separate home directory for `vsw`, with its state directory."""

    def __init__(self, parent):
        self.home = tempfile.mkdtemp(prefix="vsw-fleet-", dir=parent)
        self.state_dir = os.path.join(self.home, "state")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.home, ignore_errors=True)

    def environment(self, server):
        return {
            "PATH": os.environ["PATH"],
            "HOME": self.home,
            "VSW_STATE_DIR": self.state_dir,
            "VSW_API_URL": server.origin,
            "VONAGE_API_KEY": "measure",
            "VONAGE_API_SECRET": "Measured0nLoopback",
        }

    def intents_and_confirmed(self):
        """Returns the hashes of the replaced documents by application, and the applications with a confirmed change.
        Skips lines that are not JSON, such as an incomplete last one."""
        intents, confirmed = collections.defaultdict(list), set()
        path = os.path.join(self.state_dir, "journal.ndjson")
        with contextlib.suppress(FileNotFoundError), open(path, "rb") as lines:
            for line in lines:
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue
                if entry["kind"] == "intent":
                    intents[entry["application"]].append(entry["replaces"])
                elif entry["kind"] == "outcome" and entry["outcome"] == "changed":
                    confirmed.add(entry["application"])
        return intents, confirmed

    def document(self, digest):
        """Returns a stored document; None if it is missing or its hash differs from its name."""
        path = os.path.join(self.state_dir, "documents", digest + ".json")
        with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
            text = file.read()
            return text.decode() if hashlib.sha256(text).hexdigest() == digest else None
        return None


def measured(command, environment):
    """Runs a command. Returns its time and CPU time in seconds, its peak memory in MiB, its exit code and stderr."""
    read, write = os.pipe()
    wrapped = ["/bin/sh", "-c", f'exec 3>&{write} "$@"', "sh", sys.executable, "-S", "-c", MEASURE, *command]
    with tempfile.TemporaryFile() as errors:
        subprocess.run(wrapped, env=environment, stdout=subprocess.DEVNULL, stderr=errors, pass_fds=[write], check=True)
        os.close(write)
        with os.fdopen(read, "rb") as measurement:
            result = json.loads(measurement.read())
        errors.seek(0)
        result["errors"] = errors.read().decode(errors="replace")
    return result


def check(passed, message):
    """Records a failed requirement."""
    if not passed:
        FAILURES.append(message)
        print("WRONG: " + message)


def print_ratio(name, runs, minimal):
    """Prints the times of some runs, with their ratio to the minimal client's."""
    wall, cpu = ([run[member] for run in runs] for member in ("wall", "cpu"))
    minimal_wall, minimal_cpu = ([run[member] for run in minimal] for member in ("wall", "cpu"))
    median = statistics.median
    print(
        f"  {name:<21} {median(wall):7.3f} s  {median(wall) / median(minimal_wall):5.2f} × minimal (medians), "
        f"{min(wall) / min(minimal_wall):5.2f} (fastest); CPU {median(cpu):6.3f} s, "
        f"{median(cpu) / median(minimal_cpu):5.2f} ×; {max(run['peak'] for run in runs):6.1f} MiB",
        flush=True,
    )


def run_minimal(server, requests, options):
    """Measures the minimal client; `requests` is `pages` or `changes`."""
    run = measured([FLEET, "fetch", server.origin, requests, str(options.concurrency)], {})
    check(run["exit"] == 0, f"the minimal client exited with {run['exit']}: {run['errors']}")
    return run


def programs(options):
    """Returns the program, and the build to compare with, if given."""
    other = [("other vsw", os.path.abspath(options.other))] if options.other else []
    return [("vsw", options.vsw), *other]


def status(options):
    """Measures `status --all`, without state, and with the state of a previous check."""
    pages = -(-options.applications // 100)
    arguments = ["status", "--all", "--concurrency", str(options.concurrency), *options.arguments]
    expected = {"on": 0, "half": 1}[options.flags]
    print(f"status --all, {options.applications} applications ({options.flags}), {options.latency} ms, "
          f"{options.concurrency} at a time, {options.rounds} rounds")
    with Server(options.applications, options.flags, options.latency) as server, State(options.state) as used_state:
        times = collections.defaultdict(list)
        measured([options.vsw, *arguments], used_state.environment(server))
        for _ in range(options.rounds):
            times["minimal"].append(run_minimal(server, "pages", options))
            for program, path in programs(options):
                with State(options.state) as new_state:
                    for name, state in [("first time", new_state), ("again", used_state)]:
                        before = server.record().requests()
                        run = measured([path, *arguments], state.environment(server))
                        requests = server.record().requests() - before
                        check(run["exit"] == expected, f"status exited with {run['exit']}: {run['errors']}")
                        check(requests <= pages + 1, f"{requests} requests for {pages} pages")
                        times[f"{program}, {name}"].append(run)
        for name, runs in times.items():
            print_ratio(name, runs, times["minimal"])
        record = server.record()
        print(f"  {requests} requests for {pages} pages; the server took {record.response_ms:.2f} ms per response; "
              f"at most {record.max_open} connections at once")


def enable(options):
    """Measures `enable --all` with half of the flags off, compared with the minimal client and a calculated minimum."""
    arguments = ["enable", "--all", "--yes", "--concurrency", str(options.concurrency), *options.arguments]
    pages = -(-options.applications // 100)
    print(f"enable --all, {options.applications} applications, half off, {options.latency} ms, "
          f"{options.concurrency} at a time, {options.rounds} rounds, state in {options.state}")
    times = collections.defaultdict(list)
    minimums = []
    for _ in range(options.rounds):
        with Server(options.applications, "half", options.latency) as server:
            times["minimal"].append(run_minimal(server, "changes", options))
        for name, path in programs(options):
            with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
                run = measured([path, *arguments], state.environment(server))
                record = server.record()
                check_completed("enable", run, record, state)
                expected = pages + 3 * record.to_change
                check(record.requests() == expected, f"{record.requests()} requests, not {expected}")
                times[name].append(run)
        # The first page must arrive before the concurrent requests, for the other pages and the changes, can start.
        turns = 1 + (record.requests() - 1) / options.concurrency
        minimums.append((turns * options.latency / 1000, turns * record.response_ms / 1000))
    for name, runs in times.items():
        print_ratio(name, runs, times["minimal"])
    print(f"  {record.requests()} requests ({pages} pages, 3 for each of {record.to_change}); "
          f"{record.connections} connections, at most {record.max_open} at once; "
          f"the server took {record.response_ms:.2f} ms per response")
    if options.latency:
        median = statistics.median(run["wall"] for run in times["vsw"])
        nominal, actual = (statistics.median(each) for each in zip(*minimums))
        print(f"  minimum (requests × latency ÷ concurrency): {nominal:.3f} s with the configured {options.latency} ms, "
              f"vsw takes {median / nominal:.3f} ×; "
              f"{actual:.3f} s with the server's measured time, vsw takes {median / actual:.3f} ×")


def rate(options):
    """Measures `enable --all` against a server with a rate limit."""
    enable_all = first_command(options)[1:]
    command = [options.vsw, "--timeout", "120", *enable_all, *options.arguments]
    print(f"enable --all, {options.applications} applications, half off, "
          f"a server that allows {options.rate} requests per second")
    with Server(options.applications, "half", options.latency, options.rate) as server, State(options.state) as state:
        run = measured(command, state.environment(server))
        record = server.record()
        check_completed("enable", run, record, state)
        accepted = record.requests() - len(record.refused_at)
        last = record.refused_at[-1] / 1000 if record.refused_at else 0
        steady = record.per_second[5:-1]
        print(f"  {run['wall']:.1f} s for {accepted} accepted requests (minimum: {accepted / options.rate:.1f} s); "
              f"{len(record.refused_at)} refused, the last {last:.2f} s after the server's start")
        if steady:
            print(f"  after the first five seconds: {min(steady)} to {max(steady)} requests per second")


def check_completed(name, run, record, state):
    """Checks a completed run, including one completed by `--resume`."""
    check(run["exit"] == 0, f"{name} exited with {run['exit']}: {run['errors'][-500:]}")
    check(record.as_expected == record.applications, f"{record.applications - record.as_expected} documents are wrong")
    check(all(exact for _, _, exact in record.puts), "a PUT changed more than the flag")
    changed = len(record.puts_of)
    check(changed == record.to_change, f"{changed} applications were changed, not {record.to_change}")
    repeated = sum(count > 1 for count in record.puts_of.values())
    check(repeated == 0, f"{repeated} applications were changed more than once")
    intents, confirmed = state.intents_and_confirmed()
    check(confirmed == set(record.puts_of), "the journal does not confirm exactly the changed applications")
    check(not set(record.puts_of) - set(intents), "a changed application has no intent in the journal")


def kills(options):
    """Kills `enable --all` at random moments, resumes it, and checks the server's record each time."""
    rng = random.Random(options.seed)
    durations = [run_uninterrupted(options) for _ in range(3)]
    print(f"{options.kills} kills of enable --all, {options.applications} applications, half off, {options.latency} ms, "
          f"seed {options.seed}; without a kill: {statistics.median(durations):.2f} s", flush=True)
    cases = collections.Counter()
    count = 0
    while count < options.kills:
        count += run_with_kills(options, rng, max(durations), cases)
    print("  " + ", ".join(f"{case}: {count}" for case, count in sorted(cases.items())))


def run_uninterrupted(options):
    with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
        run = measured(first_command(options), state.environment(server))
        check_completed("enable", run, server.record(), state)
        return run["wall"]


def first_command(options):
    return [options.vsw, "enable", "--all", "--yes", "--concurrency", str(options.concurrency)]


def run_with_kills(options, rng, max_duration, cases):
    """Runs `enable --all` with random kills and `--resume` until it completes. Returns the number of kills."""
    count, run_id = 0, None
    with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
        environment = state.environment(server)
        initial = dict(server.control("initial"))
        while True:
            resume = [options.vsw, "enable", "--resume", run_id, "--yes", "--concurrency", str(options.concurrency)]
            # After the first kill, about one in four attempts has a time limit too.
            timeout = rng.uniform(0, max_duration) if count == 0 or rng.random() < 0.25 else None
            exit_code, errors = run_with_timeout(resume if run_id else first_command(options), environment, timeout)
            printed_id = RUN_ID.search(errors)
            if exit_code == -signal.SIGKILL:
                count += 1
                record = server.record()
                confirmed = check_after_kill(record, state, initial)
                if printed_id and not run_id:
                    run_id = printed_id.group(1).decode()
                cases[moment_of_kill(run_id, record)] += 1
                cases["changes in flight when killed"] += len(set(record.puts_of) - confirmed)
                continue
            if exit_code == 3 and run_id and b"no run" in errors and not server.record().puts:
                # Killed after it printed its run id and before it stored its plan: no PUT was sent, so start again.
                cases["restarted: no plan was stored"] += 1
                run_id = None
                continue
            break
        if count == 0:
            cases["completed before the kill"] += 1
            return 0
        run = {"exit": exit_code, "errors": errors.decode(errors="replace")}
        check_completed(f"the run resumed after {count} kill(s)", run, server.record(), state)
    return count


def moment_of_kill(run_id, record):
    if not run_id:
        return "killed before the run id was printed"
    if not record.puts:
        return "killed before the first PUT"
    if len(record.puts_of) == record.to_change:
        return "killed after the last PUT"
    return "killed between the first and the last PUT"


def run_with_timeout(command, environment, seconds):
    """Runs a command, and kills it after this time, if one is given. Returns its exit code and stderr."""
    with tempfile.TemporaryFile() as errors:
        null = subprocess.DEVNULL
        process = subprocess.Popen(command, env=environment, stdin=null, stdout=null, stderr=errors)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        process.wait()
        errors.seek(0)
        return process.returncode, errors.read()


def check_after_kill(record, state, initial):
    """Checks that the journal has an intent for each PUT, and that the replaced document is stored. Returns the
    applications with a confirmed change."""
    intents, confirmed = state.intents_and_confirmed()
    for application, _, exact in record.puts:
        check(exact, f"the PUT of {application} changed more than the flag")
        stored = [state.document(digest) for digest in intents[application]]
        check(initial[application] in stored, f"{application} was changed, and its replaced document is not stored")
    return confirmed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vsw", default=os.path.join(HERE, "..", "target", "release", "vsw"), help="path of vsw")
    parser.add_argument("--other", help="another build of vsw to compare with (status, enable)")
    parser.add_argument("--state", default=tempfile.gettempdir(),
                        help="parent of the state directories; /dev/shm is in memory")
    parser.add_argument("--concurrency", type=int, default=8)
    commands = parser.add_subparsers(dest="command", required=True)
    defaults = [(status, 10_000, 9), (enable, 10_000, 3), (rate, 2_000, None), (kills, 1_000, None)]
    for function, applications, rounds in defaults:
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(function=function)
        command.add_argument("--applications", type=int, default=applications)
        command.add_argument("--latency", type=int, default=0, help="latency of every response in milliseconds")
        if rounds:
            command.add_argument("--rounds", type=int, default=rounds)
        if function is not kills:
            command.add_argument("arguments", nargs="*", help="more arguments for vsw, after --")
        if function is status:
            command.add_argument("--flags", choices=["on", "half"], default="on")
        if function is rate:
            command.add_argument("--rate", type=int, default=50, help="requests per second that the server allows")
        if function is kills:
            command.add_argument("--kills", type=int, default=200)
            command.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    options.vsw = os.path.abspath(options.vsw)
    options.function(options)
    if FAILURES:
        sys.exit(f"{len(FAILURES)} check(s) failed")


if __name__ == "__main__":
    main()
