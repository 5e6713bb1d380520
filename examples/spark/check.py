#!/usr/bin/env python3
"""Runs audit.py on a Spark cluster on this machine, and compares its totals with those of generate.py and of one
process of `vsw audit` on the same logs. Exits with 1 if any differ.

usage: check.py PATH-TO-VSW [LINES]

Starts a master and two workers as processes, each worker with one executor. All listen on 127.0.0.1, keep their files
in a temporary directory, and end with the check. Needs Java 17 or later, and pyspark.
"""
import collections
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import pyspark

HERE = pathlib.Path(__file__).resolve().parent
SPARK_HOME = pathlib.Path(pyspark.__file__).resolve().parent
WORKERS = 2
# Timeouts for starting a process and for a job, in seconds.
START, JOB = 120, 900


class Cluster:
    """A standalone master and its workers. None of them has a secret."""

    def __init__(self, directory):
        self.directory = directory
        self.processes = []
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(directory), "TMPDIR": str(directory), "SPARK_HOME": str(SPARK_HOME),
            "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(directory / "local"), "SPARK_DAEMON_MEMORY": "512m",
            # The master's REST port, which another master on this machine may use already.
            "SPARK_DAEMON_JAVA_OPTS": "-Dspark.master.rest.enabled=false",
            "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
            **{name: os.environ[name] for name in ("JAVA_HOME",) if name in os.environ}}

    def __enter__(self):
        try:
            deploy = "org.apache.spark.deploy"
            at = ["--host", "127.0.0.1", "--webui-port", "0"]
            master = self.start("master", f"{deploy}.master.Master", *at, "--port", "0")
            (self.url,) = self.wait_for(master, r"Starting Spark master at (spark://127\.0\.0\.1:\d+)", 1)
            for number in range(WORKERS):
                self.start(f"worker-{number}", f"{deploy}.worker.Worker", *at, "--cores", "1", "--memory", "1g",
                           "--work-dir", str(self.directory / f"work-{number}"), self.url)
            self.wait_for(master, r"Registering worker 127\.0\.0\.1:\d+", WORKERS)
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self, name, *words):
        log = self.directory / f"{name}.log"
        # In a session of its own, so that its executors end with it.
        self.processes.append(subprocess.Popen(
            [SPARK_HOME / "bin" / "spark-class", *words], env=self.environment, cwd=self.directory,
            stdin=subprocess.DEVNULL, stdout=log.open("wb"), stderr=subprocess.STDOUT, start_new_session=True))
        return log

    def wait_for(self, log, pattern, count):
        end = time.monotonic() + START
        while time.monotonic() < end:
            found = re.findall(pattern, log.read_text(errors="replace"))
            if len(found) >= count:
                return found
            for process in self.processes:
                if process.poll() is not None:
                    sys.exit(f"a process of Spark's ended at once:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)
        sys.exit(f"no `{pattern}` in {log} after {START} s:\n{log.read_text(errors='replace')[-2000:]}")

    def submit(self, name, words, conf, master=None):
        """Runs audit.py as a job. Returns its exit code, its output, Spark's output, and the events of Spark's UI."""
        events = self.directory / f"events-{name}"
        events.mkdir()
        settings = {
            "spark.ui.enabled": "false", "spark.eventLog.enabled": "true", "spark.eventLog.dir": events.as_uri(),
            "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false",
            "spark.driver.memory": "512m", "spark.executor.memory": "512m", "spark.executor.cores": "1",
            "spark.sql.shuffle.partitions": "4", "spark.scheduler.minRegisteredResourcesRatio": "1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime": f"{START}s", **conf}
        line = [SPARK_HOME / "bin" / "spark-submit", "--master", master or self.url, "--files", self.directory / "vsw"]
        line += [word for key, value in settings.items() for word in ("--conf", f"{key}={value}")]
        line += [HERE / "audit.py", "--vsw", "./vsw", *words]
        job = subprocess.Popen(line, env=self.environment, cwd=self.directory, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        self.processes.append(job)
        stdout, stderr = job.communicate(timeout=JOB)
        self.processes.remove(job)
        texts = [path.read_text() for path in events.rglob("*") if path.is_file()]
        return job.returncode, stdout.decode(), stderr.decode(errors="replace"), "".join(texts)

    def __exit__(self, *_):
        """Terminates all of them, and kills any that remain."""
        for process in reversed(self.processes):
            for how in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(process.pid, how)
                    process.wait(10)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    pass


class Check:
    def __init__(self, vsw, directory):
        self.vsw, self.directory, self.broken = vsw, directory, 0

    def holds(self, is_so, words):
        print(f"{'ok  ' if is_so else 'FAIL'}  {words}", flush=True)
        self.broken += not is_so

    def same(self, expected, found, words):
        self.holds(expected == found, words)
        if expected != found:
            print(f"      expected {json.dumps(expected)}\n      found    {json.dumps(found)}")

    def generate(self, name, *words):
        made = subprocess.run([sys.executable, HERE / "generate.py", self.directory / name, *words], check=True,
                              stdout=subprocess.PIPE)
        return json.loads(made.stdout)

    def single(self, logs, words):
        """Returns the totals of a single `vsw audit`, in the format of audit.py."""
        began = time.monotonic()
        run = subprocess.run([self.vsw, "audit", "--json", *words, *logs], stdout=subprocess.PIPE,
                             env={"HOME": str(self.directory)})
        report = json.loads(run.stdout)
        self.same(0, report["disordered"], "the log is in the order of time")
        del report["summary"]["outside"]
        groups = sorted(report["groups"], key=lambda group: (not group["verified"], group["name"]))
        return run.returncode, time.monotonic() - began, {
            "summary": report["summary"], "rejected": report["rejected"], "groups": groups,
            "replay_window": report["replay_window"]}

    def compare(self, cluster, name, made, words, era, conf, environment_words=()):
        """Compares the three totals of the same logs. `words` are the options that name the secrets."""
        print(f"\n{name}", flush=True)
        logs, written = made["logs"], self.directory / f"{era}.json"
        code, seconds, single = self.single(logs, [*words, *environment_words, "--signing", era])
        began = time.monotonic()
        status, stdout, stderr, events = cluster.submit(
            era, ["--json", str(written), *words, "--signing", era, *logs],
            {"spark.sql.files.maxPartitionBytes": "4m", **conf})
        took = time.monotonic() - began
        if status not in (0, 1):
            self.holds(False, f"the job ended with exit code {status}:\n{stdout[-3000:]}")
            return
        totals = json.loads(written.read_text())
        expected = made["expected"][era]
        print(f"      {json.dumps(totals['summary'])}")
        for member in ("summary", "rejected", "groups"):
            self.same(expected[member], single[member], f"{member}: one process agrees with generate.py")
            self.same(expected[member], totals[member], f"{member}: Spark agrees with generate.py")
        self.same(single, totals, "all totals: Spark agrees with one process")
        self.same(code, status, f"the exit code is {code} for both")
        tasks = collections.Counter(
            event["Task Info"]["Executor ID"] for event in map(json.loads, events.splitlines())
            if event["Event"] == "SparkListenerTaskEnd" and event["Task Metrics"]["Input Metrics"]["Records Read"])
        shares = ", ".join(f"executor {number} in {count} tasks" for number, count in sorted(tasks.items()))
        self.holds(len(tasks) >= WORKERS, f"{len(tasks)} executors read the logs, {shares}")
        for path in made["secrets"].values():
            secret = pathlib.Path(path).read_text()
            self.holds(secret not in events + stdout + stderr + written.read_text(),
                       "neither the job's output nor Spark's UI contains the secret")
        read = totals["summary"]["read"]
        print(f"      {read} lines: one process {seconds:.1f} s, Spark {took:.1f} s, including its start")

    def fails(self, cluster, name, words, message, master=None):
        """Requires that the job exits with 3, no totals, and a one-sentence error."""
        print(f"\n{name}", flush=True)
        status, stdout, _, _ = cluster.submit(name.replace(" ", "-"), words, {}, master)
        self.same(3, status, "the exit code is 3")
        lines = [line for line in stdout.splitlines() if not line.startswith("hint: ")]
        self.holds(len(lines) == 1 and lines[0].startswith("error: ") and message in lines[0],
                   f"one error and no totals: {stdout}")


def main():
    if len(sys.argv) not in (2, 3) or not sys.argv[-1].isdigit() and len(sys.argv) == 3:
        sys.exit("usage: check.py PATH-TO-VSW [LINES]")
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        sys.exit("Spark needs Java 17 or later, and `java` is not installed")
    # If this script is stopped from outside, its processes are stopped too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))
    vsw, lines = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) == 3 else 50_000
    with tempfile.TemporaryDirectory(prefix="vsw-spark-", ignore_cleanup_errors=True) as directory:
        directory = pathlib.Path(directory)
        shutil.copy(vsw, directory / "vsw")
        check = Check(vsw, directory)
        large = check.generate("large", "--lines", str(lines), "--accounts", "3", "--files", "3")
        small = check.generate("small", "--lines", str(max(lines // 20, 1)), "--seed", "2")
        empty = directory / "empty.ndjson"
        empty.write_bytes(b"\n \r\n" * 100_000)
        small["logs"].append(str(empty))
        with Cluster(directory) as cluster:
            print(f"pyspark {pyspark.__version__}: a master and {WORKERS} workers, at {cluster.url}")
            files = [word for account, path in large["secrets"].items()
                     for word in ("--signature-secret-file", f"{account}={path}")]
            check.compare(cluster, "three accounts, each with its secret's file", large, files, "current", {})
            (secret,) = small["secrets"].values()
            check.compare(
                cluster, "one account, its secret's file from the executors' environment, and empty partitions",
                small, [], "preview",
                {"spark.executorEnv.VONAGE_SIGNATURE_SECRET_FILE": secret,
                 "spark.sql.files.maxPartitionBytes": "100k", "spark.sql.files.openCostInBytes": "0"},
                ["--signature-secret-file", secret])
            check.fails(cluster, "no secret", small["logs"], "exit code 3")
            errors = "".join(path.read_text(errors="replace") for path in directory.glob("work-*/*/*/stderr"))
            check.holds("no signature secret is configured" in errors, "an executor's stderr has vsw's message")
            check.fails(cluster, "only empty lines", [str(empty)], "no delivery was read", "local[1]")
            check.fails(cluster, "no such log", [str(directory / "nowhere.ndjson")], "nowhere.ndjson", "local[1]")
        print(f"\n{'all checks passed' if not check.broken else f'{check.broken} checks failed'}")
        return int(check.broken > 0)


if __name__ == "__main__":
    sys.exit(main())
