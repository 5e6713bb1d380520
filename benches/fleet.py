#!/usr/bin/env python3
"""A whole fleet: time, memory, requests and kills, against a server and a bare client of our own (`fleet/`).

    cargo build --release && cd benches && cargo build --release --bin fleet
    python3 fleet.py [--vsw PATH] status|enable|rate|kills [--help]

Everything is on loopback. Programs take turns within a run and times are ratios of the same run, because absolute times
of a shared machine mean little; both the medians' and the fastest's. Exits 1 where something is wrong, never because
something is slow.
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
MISSED = []

# The child of a small process: a fork of a large one would be counted with its parent's size.
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
    """The server, with so many applications; `flags` are `half` or `on`."""

    def __init__(self, applications, flags, latency=0, rate=0):
        line = [FLEET, "serve", str(applications), flags, str(latency), str(rate)]
        self.process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.origin = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def told(self, what):
        with urllib.request.urlopen(f"{self.origin}/_/{what}") as answer:
            return json.loads(answer.read())

    def truth(self):
        return Truth(self.told("truth"))


class Truth:
    """What the server knows of a run."""

    def __init__(self, told):
        self.__dict__.update(told)
        self.puts_of = collections.Counter(application for application, _, _ in self.puts)

    def requests(self):
        return sum(count for _, _, count in self.answers)

    def count(self, what, status=200):
        return sum(count for asked, answered, count in self.answers if (asked, answered) == (what, status))


class State:
    """A home of its own for `vsw`, with its state."""

    def __init__(self, below):
        self.home = tempfile.mkdtemp(prefix="vsw-fleet-", dir=below)
        self.folder = os.path.join(self.home, "state")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.home, ignore_errors=True)

    def environment(self, server):
        return {
            "PATH": os.environ["PATH"],
            "HOME": self.home,
            "VSW_STATE_DIR": self.folder,
            "VSW_API_URL": server.origin,
            "VONAGE_API_KEY": "measure",
            "VONAGE_API_SECRET": "Measured0nLoopback",
        }

    def intents_and_confirmed(self):
        """By application what it replaced, and those of which a change is written down as done; a torn last line is none."""
        intents, confirmed = collections.defaultdict(list), set()
        with contextlib.suppress(FileNotFoundError), open(os.path.join(self.folder, "journal.ndjson"), "rb") as lines:
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
        """A kept document, if it is what its name says."""
        with contextlib.suppress(FileNotFoundError), open(os.path.join(self.folder, "documents", digest + ".json"), "rb") as file:
            text = file.read()
            return text.decode() if hashlib.sha256(text).hexdigest() == digest else None
        return None


def watched(line, environment):
    """Runs a command to its end: seconds, seconds of processor, MiB at the peak, exit code."""
    read, write = os.pipe()
    wrapped = ["/bin/sh", "-c", f'exec 3>&{write} "$@"', "sh", sys.executable, "-S", "-c", WATCH, *line]
    with tempfile.TemporaryFile() as errors:
        subprocess.run(wrapped, env=environment, stdout=subprocess.DEVNULL, stderr=errors, pass_fds=[write], check=True)
        os.close(write)
        with os.fdopen(read, "rb") as told:
            result = json.loads(told.read())
        errors.seek(0)
        result["errors"] = errors.read().decode(errors="replace")
    return result


def check(holds, words):
    """Something that has to be so."""
    if not holds:
        MISSED.append(words)
        print("WRONG: " + words)


def beside(name, ours, bare):
    """One line: how long it took, beside the bare client."""
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
    """The program, and the other one that it is to be held against, if there is one."""
    other = [("other vsw", os.path.abspath(options.other))] if options.other else []
    return [("vsw", options.vsw), *other]


def status(options):
    """`status --all`, of a machine that knows nothing and of one that made the same check before."""
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
            beside(name, each, times["bare"])
        truth = server.truth()
        print(f"  {requests} requests for {pages} pages; an answer took the server {truth.served_ms:.2f} ms; "
              f"{truth.most_open} connections at a time")


def enable(options):
    """`enable --all` with half of them off, beside a bare client and beside arithmetic."""
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
                check(truth.requests() == wanted, f"{truth.requests()} requests, and {wanted} are needed")
                times[name].append(done)
        # The first page is waited for alone; the others, and the changes, go side by side.
        turns = 1 + (truth.requests() - 1) / options.concurrency
        ideals.append((turns * options.latency / 1000, turns * truth.served_ms / 1000))
    for name, each in times.items():
        beside(name, each, times["bare"])
    print(f"  {truth.requests()} requests ({pages} pages, 3 for each of {truth.to_change}); {truth.connections} connections, "
          f"{truth.most_open} at a time; an answer took the server {truth.served_ms:.2f} ms")
    if options.latency:
        ours = statistics.median(one["wall"] for one in times["vsw"])
        by_word, by_clock = (statistics.median(each) for each in zip(*ideals))
        print(f"  requests × latency ÷ concurrency: {by_word:.3f} s at {options.latency} ms, vsw takes {ours / by_word:.3f} × that; "
              f"{by_clock:.3f} s at what the server took, {ours / by_clock:.3f} ×")


def rate(options):
    """`enable --all` against a server that allows so many requests in any second."""
    words = [options.vsw, "--timeout", "120", "enable", "--all", "--yes", "--concurrency", str(options.concurrency), *options.words]
    print(f"enable --all, {options.applications} applications, half off, a server that allows {options.rate} requests a second")
    with Server(options.applications, "half", options.latency, options.rate) as server, State(options.state) as state:
        done = watched(words, state.environment(server))
        truth = server.truth()
        finished("enable", done, truth, state)
        passed = truth.requests() - len(truth.refused_at)
        last = truth.refused_at[-1] / 1000 if truth.refused_at else 0
        steady = truth.per_second[5:-1]
        print(f"  {done['wall']:.1f} s for {passed} requests that passed, and {passed / options.rate:.1f} s is the least; "
              f"{len(truth.refused_at)} were refused, the last {last:.2f} s after the server began")
        if steady:
            print(f"  from the fifth second on {min(steady)} to {max(steady)} requests a second")


def finished(name, done, truth, state):
    """What holds after every whole run, however it came to its end."""
    check(done["exit"] == 0, f"{name} ended with {done['exit']}: {done['errors'][-500:]}")
    check(truth.as_wished == truth.applications, f"{truth.applications - truth.as_wished} documents are not what they should be")
    check(all(exact for _, _, exact in truth.puts), "a PUT moved something else than the flag")
    check(len(truth.puts_of) == truth.to_change, f"{len(truth.puts_of)} applications were written, not {truth.to_change}")
    twice = sum(count > 1 for count in truth.puts_of.values())
    check(twice == 0, f"{twice} applications were written twice")
    intents, confirmed = state.intents_and_confirmed()
    check(confirmed == set(truth.puts_of), "the journal does not confirm what was written")
    check(not set(truth.puts_of) - set(intents), "something was written that is not in the journal")


def kills(options):
    """Kills at random moments, each followed by `--resume`; what came of it, by the server's word."""
    chance = random.Random(options.seed)
    whole = [uninterrupted(options) for _ in range(3)]
    duration = max(whole)
    print(f"{options.kills} kills of enable --all, {options.applications} applications, half off, {options.latency} ms, "
          f"seed {options.seed}; uninterrupted it takes {statistics.median(whole):.2f} s", flush=True)
    seen = collections.Counter()
    done = 0
    while done < options.kills:
        done += killed(options, chance, duration, seen)
    print("  " + ", ".join(f"{what}: {count}" for what, count in sorted(seen.items())))


def uninterrupted(options):
    with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
        done = watched(anew(options), state.environment(server))
        finished("enable", done, server.truth(), state)
        return done["wall"]


def anew(options):
    return [options.vsw, "enable", "--all", "--yes", "--concurrency", str(options.concurrency)]


def killed(options, chance, duration, seen):
    """One fleet: killed, looked at, gone on with (killed again by chance), until it is done. How many kills that were."""
    count, run = 0, None
    with Server(options.applications, "half", options.latency) as server, State(options.state) as state:
        environment = state.environment(server)
        beginning = dict(server.told("beginning"))
        while True:
            resume = [options.vsw, "enable", "--resume", run, "--yes", "--concurrency", str(options.concurrency)] if run else anew(options)
            # Of those that go on, every fourth is killed again.
            after = chance.uniform(0, duration) if count == 0 or chance.random() < 0.25 else None
            ended, errors = for_so_long(resume, environment, after)
            named = RUN_NAMED.search(errors)
            if ended == -signal.SIGKILL:
                count += 1
                truth = server.truth()
                confirmed = looked_at(truth, state, beginning)
                if named and not run:
                    run = named.group(1).decode()
                seen["killed before the run had a name" if not run else "killed before the first PUT" if not truth.puts
                     else "killed when all were written" if len(truth.puts_of) == truth.to_change else "killed in between"] += 1
                seen["in flight when killed"] += len(set(truth.puts_of) - confirmed)
                continue
            if ended == 3 and run and b"no run" in errors and not server.truth().puts:
                # Killed between its name and its plan: nothing was sent, and it is begun anew.
                seen["begun anew, since the plan was not kept yet"] += 1
                run = None
                continue
            break
        if count == 0:
            seen["ended before its kill"] += 1
            return 0
        result = {"exit": ended, "errors": errors.decode(errors="replace")}
        finished(f"going on after {count} kill(s)", result, server.truth(), state)
    return count


def for_so_long(line, environment, seconds):
    """Runs a command, to its end or until its time is over and it is killed."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(line, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        process.wait()
        errors.seek(0)
        return process.returncode, errors.read()


def looked_at(truth, state, beginning):
    """What must hold at every kill: whatever was written stands in the journal, and what it replaced is kept."""
    intents, confirmed = state.intents_and_confirmed()
    for application, _, exact in truth.puts:
        check(exact, f"the PUT of {application} moved something else than the flag")
        kept = [state.document(digest) for digest in intents[application]]
        check(beginning[application] in kept, f"{application} was written and what it replaced is not kept")
    return confirmed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vsw", default=os.path.join(HERE, "..", "target", "release", "vsw"), help="the program")
    parser.add_argument("--other", help="another build of it, measured in turn with it (status, enable)")
    parser.add_argument("--state", default=tempfile.gettempdir(), help="where state folders are made; /dev/shm has no disk below it")
    parser.add_argument("--concurrency", type=int, default=8)
    commands = parser.add_subparsers(dest="command", required=True)
    for function, applications, rounds in [(status, 10_000, 9), (enable, 10_000, 3), (rate, 2_000, 1), (kills, 1_000, 1)]:
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(function=function)
        command.add_argument("--applications", type=int, default=applications)
        command.add_argument("--latency", type=int, default=0, help="milliseconds that every answer waits")
        command.add_argument("--rounds", type=int, default=rounds)
        command.add_argument("words", nargs="*", help="further words for vsw, behind --")
        if function is status:
            command.add_argument("--flags", choices=["on", "half"], default="on")
        if function is rate:
            command.add_argument("--rate", type=int, default=50, help="requests a second")
        if function is kills:
            command.add_argument("--kills", type=int, default=200)
            command.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    options.vsw = os.path.abspath(options.vsw)
    options.function(options)
    if MISSED:
        sys.exit(f"{len(MISSED)} thing(s) are wrong")


if __name__ == "__main__":
    main()
