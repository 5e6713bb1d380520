#!/usr/bin/env python3
"""Measures `vsw` on a whole fleet: time, memory, requests and kills, with the server and the bare client of `fleet/`.

    cargo build --release && cd benches && cargo build --release --bin fleet
    python3 fleet.py [--vsw PATH] status|enable|rate|kills [--help]

Everything runs on loopback. Programs take turns within a run, and times are ratios within that run (of the medians and
of the fastest), because absolute times of a shared machine mean little. Exits with 1 if a result is wrong, never
because it is slow.
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
RUN_NAMED = re.compile(rb"^run (\S+)", re.MULTILINE)
FAILED = []

# Started from a small process: the fork of a large one would count the parent's memory.
WATCH = """
import json,os,sys,time
began=time.perf_counter()
child=os.posix_spawn(sys.argv[1],sys.argv[1:],os.environ)
_,status,used=os.wait4(child,0)
took=time.perf_counter()-began
os.write(3,json.dumps({"wall":took,"cpu":used.ru_utime+used.ru_stime,"peak":used.ru_maxrss/1024,
"exit":os.waitstatus_to_exitcode(status)}).encode())
"""


class Server:
    """The server, with this number of applications. `flags` is `half` or `on`; `latency` is in milliseconds."""

    def __init__(self, applications, flags, latency=0, rate=0):
        line = [FLEET, "serve", str(applications), flags, str(latency), str(rate)]
        self.process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.origin = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def fetched(self, what):
        with urllib.request.urlopen(f"{self.origin}/_/{what}") as answer:
            return json.loads(answer.read())

    def truth(self):
        return Truth(self.fetched("truth"))


class Truth:
    """The server's record of a run."""

    def __init__(self, record):
        self.__dict__.update(record)
        self.puts_of = collections.Counter(application for application, _, _ in self.puts)

    def requests(self):
        return sum(count for _, _, count in self.answers)

    def count(self, what, status=200):
        return sum(count for asked, answered, count in self.answers if (asked, answered) == (what, status))


class State:
    """A temporary home directory for `vsw`, with its state directory."""

    def __init__(self, below):
        self.home = tempfile.mkdtemp(prefix="vsw-fleet-", dir=below)
        self.directory = os.path.join(self.home, "state")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.home, ignore_errors=True)

    def environment(self, server):
        return {
            "PATH": os.environ["PATH"],
            "HOME": self.home,
            "VSW_STATE_DIR": self.directory,
            "VSW_API_URL": server.origin,
            "VONAGE_API_KEY": "measure",
            "VONAGE_API_SECRET": "Measured0nLoopback",
        }

    def intents_and_confirmed(self):
        """Returns the replaced documents by application, and the applications whose change the journal confirms.
        Ignores an incomplete last line."""
        intents, confirmed = collections.defaultdict(list), set()
        journal = os.path.join(self.directory, "journal.ndjson")
        with contextlib.suppress(FileNotFoundError), open(journal, "rb") as lines:
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
        """Returns a stored document, or `None` if it is missing or does not match its hash."""
        path = os.path.join(self.directory, "documents", digest + ".json")
        with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
            text = file.read()
            return text.decode() if hashlib.sha256(text).hexdigest() == digest else None
        return None


def watched(line, environment):
    """Runs a command. Returns its seconds, processor seconds, peak memory in MiB, exit code and stderr."""
    read, write = os.pipe()
    wrapped = ["/bin/sh", "-c", f'exec 3>&{write} "$@"', "sh", sys.executable, "-S", "-c", WATCH, *line]
    with tempfile.TemporaryFile() as errors:
        subprocess.run(wrapped, env=environment, stdout=subprocess.DEVNULL, stderr=errors, pass_fds=[write], check=True)
        os.close(write)
        with os.fdopen(read, "rb") as report:
            result = json.loads(report.read())
        errors.seek(0)
        result["errors"] = errors.read().decode(errors="replace")
    return result


def check(holds, words):
    """Records and prints a failure unless the condition holds."""
    if not holds:
        FAILED.append(words)
        print("WRONG: " + words)


def compare(name, ours, bare):
    """Prints one line: the times, compared with the bare client."""
    wall, cpu = ([one[of] for one in ours] for of in ("wall", "cpu"))
    bare_wall, bare_cpu = ([one[of] for one in bare] for of in ("wall", "cpu"))
    median, least = statistics.median, min
    print(
        f"  {name:<21} {median(wall):7.3f} s  {median(wall) / median(bare_wall):5.2f} × bare by medians, "
        f"{least(wall) / least(bare_wall):5.2f} by the fastest; processor {median(cpu):6.3f} s, "
        f"{median(cpu) / median(bare_cpu):5.2f} ×; {max(one['peak'] for one in ours):6.1f} MiB",
        flush=True,
    )


def fetch(server, what, options):
    bare = watched([FLEET, "fetch", server.origin, what, str(options.concurrency)], {})
    check(bare["exit"] == 0, f"the bare client ended with {bare['exit']}: {bare['errors']}")
    return bare


def programs(options):
    """Returns the program, and the other build to compare it with, if given."""
    other = [("other vsw", os.path.abspath(options.other))] if options.other else []
    return [("vsw", options.vsw), *other]


def status(options):
    """`status --all`: with an empty state directory, and after an earlier check."""
    pages = -(-options.applications // 100)
    words = ["status", "--all", "--concurrency", str(options.concurrency), *options.words]
    expected = {"on": 0, "half": 1}[options.flags]
    print(f"status --all, {options.applications} applications ({options.flags}), {options.latency} ms, "
          f"{options.concurrency} at a time, {options.rounds} rounds")
    with Server(options.applications, options.flags, options.latency) as server, State(options.state) as again:
        times = collections.defaultdict(list)
        watched([options.vsw, *words], again.environment(server))
        for _ in range(options.rounds):
            times["bare"].append(fetch(server, "pages", options))
            for program, path in programs(options):
                with State(options.state) as new:
                    for name, state in [("first time", new), ("again", again)]:
                        before = server.truth().requests()
                        done = watched([path, *words], state.environment(server))
                        requests = server.truth().requests() - before
                        check(done["exit"] == expected, f"status ended with {done['exit']}: {done['errors']}")
                        check(requests <= pages + 1, f"{requests} requests for {pages} pages")
                        times[f"{program}, {name}"].append(done)
        for name, each in times.items():
            compare(name, each, times["bare"])
        truth = server.truth()
        print(f"  {requests} requests for {pages} pages; the server took {truth.served_ms:.2f} ms per response; "
              f"{truth.most_open} concurrent connections")


def enable(options):
    """`enable --all` with half of the flags off, compared with the bare client and the theoretical minimum."""
    words = ["enable", "--all", "--yes", "--concurrency", str(options.concurrency), *options.words]
    pages = -(-options.applications // 100)
    print(f"enable --all, {options.applications} applications, half off, {options.latency} ms, "
          f"{options.concurrency} at a time, {options.rounds} rounds, state in {options.state}")
    times = collections.defaultdict(list)
    ideals = []
    for _ in range(options.rounds):
        with Server(options.applications, "half", options.latency) as server:
            times["bare"].append(fetch(server, "changes", options))
        for name, path in programs(options):
            with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
                done = watched([path, *words], state.environment(server))
                truth = server.truth()
                finished("enable", done, truth, state)
                wanted = pages + 3 * truth.to_change
                check(truth.requests() == wanted, f"{truth.requests()} requests instead of {wanted}")
                times[name].append(done)
        # The first page is fetched alone; the other pages and the changes are concurrent.
        turns = 1 + (truth.requests() - 1) / options.concurrency
        ideals.append((turns * options.latency / 1000, turns * truth.served_ms / 1000))
    for name, each in times.items():
        compare(name, each, times["bare"])
    print(f"  {truth.requests()} requests ({pages} pages, 3 for each of {truth.to_change}); "
          f"{truth.connections} connections, {truth.most_open} of them concurrent; "
          f"the server took {truth.served_ms:.2f} ms per response")
    if options.latency:
        ours = statistics.median(one["wall"] for one in times["vsw"])
        nominal, measured = (statistics.median(each) for each in zip(*ideals))
        print(f"  requests × latency ÷ concurrency: {nominal:.3f} s at {options.latency} ms, vsw takes "
              f"{ours / nominal:.3f} × that; {measured:.3f} s at the measured latency, {ours / measured:.3f} ×")


def rate(options):
    """`enable --all` against a server that limits the rate of requests."""
    concurrency = ["--concurrency", str(options.concurrency)]
    words = [options.vsw, "--timeout", "120", "enable", "--all", "--yes", *concurrency, *options.words]
    print(f"enable --all, {options.applications} applications, half off, a limit of {options.rate} requests a second")
    with Server(options.applications, "half", options.latency, options.rate) as server, State(options.state) as state:
        done = watched(words, state.environment(server))
        truth = server.truth()
        finished("enable", done, truth, state)
        passed = truth.requests() - len(truth.refused_at)
        last = truth.refused_at[-1] / 1000 if truth.refused_at else 0
        steady = truth.per_second[5:-1]
        print(f"  {done['wall']:.1f} s for {passed} accepted requests, at least {passed / options.rate:.1f} s needed; "
              f"{len(truth.refused_at)} were refused, the last {last:.2f} s after the server's start")
        if steady:
            print(f"  after the first five seconds: {min(steady)} to {max(steady)} requests per second")


def finished(name, done, truth, state):
    """Checks what must hold after every complete run, interrupted or not."""
    check(done["exit"] == 0, f"{name} ended with {done['exit']}: {done['errors'][-500:]}")
    wrong, written = truth.applications - truth.as_wished, len(truth.puts_of)
    check(wrong == 0, f"{wrong} documents are wrong")
    check(all(exact for _, _, exact in truth.puts), "a PUT changed more than the flag")
    check(written == truth.to_change, f"{written} applications were written, not {truth.to_change}")
    twice = sum(count > 1 for count in truth.puts_of.values())
    check(twice == 0, f"{twice} applications were written twice")
    intents, confirmed = state.intents_and_confirmed()
    check(confirmed == set(truth.puts_of), "the journal does not confirm exactly the written applications")
    check(not set(truth.puts_of) - set(intents), "an application was written without a journal line")


def kills(options):
    """Kills runs at random moments, resumes each with `--resume`, and checks the results with the server's record."""
    rng = random.Random(options.seed)
    whole = [uninterrupted(options) for _ in range(3)]
    duration = max(whole)
    print(f"{options.kills} kills of enable --all, {options.applications} applications, half off, "
          f"{options.latency} ms, seed {options.seed}; uninterrupted it takes {statistics.median(whole):.2f} s",
          flush=True)
    seen = collections.Counter()
    done = 0
    while done < options.kills:
        done += killed(options, rng, duration, seen)
    print("  " + ", ".join(f"{what}: {count}" for what, count in sorted(seen.items())))


def uninterrupted(options):
    with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
        done = watched(anew(options), state.environment(server))
        finished("enable", done, server.truth(), state)
        return done["wall"]


def anew(options):
    return [options.vsw, "enable", "--all", "--yes", "--concurrency", str(options.concurrency)]


def resumed(options, run):
    return [options.vsw, "enable", "--resume", run, "--yes", "--concurrency", str(options.concurrency)]


def moment(run, truth):
    """Describes when a run was killed."""
    if not run:
        return "killed before the run had a name"
    if not truth.puts:
        return "killed before the first PUT"
    return "killed after the last PUT" if len(truth.puts_of) == truth.to_change else "killed in between"


def killed(options, rng, duration, seen):
    """Changes one fleet: kills the run, checks, and resumes it (sometimes killing it again) until it is complete.
    Returns the number of kills."""
    count, run = 0, None
    with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
        environment = state.environment(server)
        beginning = dict(server.fetched("beginning"))
        while True:
            # One in four resumed runs is killed again.
            after = rng.uniform(0, duration) if count == 0 or rng.random() < 0.25 else None
            ended, errors = run_until(resumed(options, run) if run else anew(options), environment, after)
            named = RUN_NAMED.search(errors)
            if ended == -signal.SIGKILL:
                count += 1
                truth = server.truth()
                confirmed = check_after_kill(truth, state, beginning)
                if named and not run:
                    run = named.group(1).decode()
                seen[moment(run, truth)] += 1
                seen["in flight when killed"] += len(set(truth.puts_of) - confirmed)
                continue
            if ended == 3 and run and b"no run" in errors and not server.truth().puts:
                # Killed after the name was printed and before the plan was stored: nothing was sent.
                seen["started again, because no plan was stored"] += 1
                run = None
                continue
            break
        if count == 0:
            seen["ended before its kill"] += 1
            return 0
        result = {"exit": ended, "errors": errors.decode(errors="replace")}
        finished(f"the resumed run after {count} kill(s)", result, server.truth(), state)
    return count


def run_until(line, environment, seconds):
    """Runs a command, and kills it after this number of seconds unless that is `None`. Returns exit code and stderr."""
    null = subprocess.DEVNULL
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(line, env=environment, stdin=null, stdout=null, stderr=errors)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        process.wait()
        errors.seek(0)
        return process.returncode, errors.read()


def check_after_kill(truth, state, beginning):
    """Checks that each written application is in the journal and that its earlier document is stored. Returns the
    confirmed applications."""
    intents, confirmed = state.intents_and_confirmed()
    for application, _, exact in truth.puts:
        check(exact, f"the PUT of {application} changed more than the flag")
        kept = [state.document(digest) for digest in intents[application]]
        check(beginning[application] in kept, f"{application} was written, but its earlier document is not stored")
    return confirmed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    built = os.path.join(HERE, "..", "target", "release", "vsw")
    parser.add_argument("--vsw", default=built, help="the program to measure")
    parser.add_argument("--other", help="another build to compare with (status, enable)")
    parser.add_argument("--state", default=tempfile.gettempdir(),
                        help="parent of the state directories; /dev/shm is in memory")
    parser.add_argument("--concurrency", type=int, default=8)
    commands = parser.add_subparsers(dest="command", required=True)
    defaults = [(status, 10_000, 9), (enable, 10_000, 3), (rate, 2_000, 1), (kills, 1_000, 1)]
    for function, applications, rounds in defaults:
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(function=function)
        command.add_argument("--applications", type=int, default=applications)
        command.add_argument("--latency", type=int, default=0, help="delay of every response, in milliseconds")
        command.add_argument("--rounds", type=int, default=rounds)
        command.add_argument("words", nargs="*", help="more arguments for vsw, after --")
        if function is status:
            command.add_argument("--flags", choices=["on", "half"], default="on")
        if function is rate:
            command.add_argument("--rate", type=int, default=50, help="requests per second")
        if function is kills:
            command.add_argument("--kills", type=int, default=200)
            command.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    options.vsw = os.path.abspath(options.vsw)
    options.function(options)
    if FAILED:
        sys.exit(f"{len(FAILED)} check(s) failed")


if __name__ == "__main__":
    main()
