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
START_TIMEOUT, JOB_TIMEOUT = 120, 900


class Cluster:
    """A standalone master and its workers. None of them has a secret."""

    def __init__(self, directory):
        self.directory = directory
        self.processes = []
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(directory), "TMPDIR": str(directory), "SPARK_HOME": str(SPARK_HOME),
            "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(directory / "local"), "SPARK_DAEMON_MEMORY": "512m",
            # Disabled: the port of the master's REST API is fixed, and another master may use it.
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

    def start(self, name, *arguments):
        log = self.directory / f"{name}.log"
        # In a separate session, so that `__exit__` can also signal the executors that a worker starts.
        self.processes.append(subprocess.Popen(
            [SPARK_HOME / "bin" / "spark-class", *arguments], env=self.environment, cwd=self.directory,
            stdin=subprocess.DEVNULL, stdout=log.open("wb"), stderr=subprocess.STDOUT, start_new_session=True))
        return log

    def wait_for(self, log, pattern, count):
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            found = re.findall(pattern, log.read_text(errors="replace"))
            if len(found) >= count:
                return found
            for process in self.processes:
                if process.poll() is not None:
                    sys.exit(f"a Spark process exited during the start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)
        sys.exit(f"no `{pattern}` in {log} after {START_TIMEOUT} s:\n{log.read_text(errors='replace')[-2000:]}")

    def submit(self, name, arguments, conf, master=None):
        """Runs audit.py as a job. Returns the exit code, stdout, stderr (Spark's log), and the event log."""
        events = self.directory / f"events-{name}"
        events.mkdir()
        settings = {
            "spark.ui.enabled": "false", "spark.eventLog.enabled": "true", "spark.eventLog.dir": events.as_uri(),
            "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false",
            "spark.driver.memory": "512m", "spark.executor.memory": "512m", "spark.executor.cores": "1",
            "spark.sql.shuffle.partitions": "4", "spark.scheduler.minRegisteredResourcesRatio": "1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime": f"{START_TIMEOUT}s", **conf}
        command = [SPARK_HOME / "bin" / "spark-submit", "--master", master or self.url]
        command += ["--files", self.directory / "vsw"]
        command += [word for key, value in settings.items() for word in ("--conf", f"{key}={value}")]
        command += [HERE / "audit.py", "--vsw", "./vsw", *arguments]
        job = subprocess.Popen(command, env=self.environment, cwd=self.directory, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        self.processes.append(job)
        stdout, stderr = job.communicate(timeout=JOB_TIMEOUT)
        self.processes.remove(job)
        texts = [path.read_text() for path in events.rglob("*") if path.is_file()]
        return job.returncode, stdout.decode(), stderr.decode(errors="replace"), "".join(texts)

    def __exit__(self, *_):
        """Terminates all processes, and kills those that do not end."""
        for process in reversed(self.processes):
            for number in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(process.pid, number)
                    process.wait(10)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    pass


class Checker:
    def __init__(self, vsw, directory):
        self.vsw, self.directory, self.failures = vsw, directory, 0

    def check(self, passed, message):
        print(f"{'ok  ' if passed else 'FAIL'}  {message}", flush=True)
        self.failures += not passed

    def check_equal(self, expected, found, message):
        self.check(expected == found, message)
        if expected != found:
            print(f"      expected {json.dumps(expected)}\n      found    {json.dumps(found)}")

    def generate(self, name, *arguments):
        run = subprocess.run([sys.executable, HERE / "generate.py", self.directory / name, *arguments], check=True,
                              stdout=subprocess.PIPE)
        return json.loads(run.stdout)

    def audit_in_one_process(self, logs, options):
        """Returns the exit code, the time in seconds, and the totals in the format of audit.py."""
        began = time.monotonic()
        run = subprocess.run([self.vsw, "audit", "--json", *options, *logs], stdout=subprocess.PIPE,
                             env={"HOME": str(self.directory)})
        report = json.loads(run.stdout)
        self.check_equal(0, report["disordered"], "the log is ordered by time")
        del report["summary"]["outside"]
        groups = sorted(report["groups"], key=lambda group: (not group["verified"], group["name"]))
        return run.returncode, time.monotonic() - began, {
            "summary": report["summary"], "rejected": report["rejected"], "groups": groups,
            "replay_window": report["replay_window"]}

    def compare(self, cluster, name, generated, secret_options, era, conf, local_options=()):
        """Compares the three totals of the same logs. `local_options` are only for the single process."""
        print(f"\n{name}", flush=True)
        logs, written = generated["logs"], self.directory / f"{era}.json"
        options = [*secret_options, *local_options, "--signing", era]
        exit_code, seconds, single = self.audit_in_one_process(logs, options)
        began = time.monotonic()
        job_exit_code, stdout, stderr, events = cluster.submit(
            era, ["--json", str(written), *secret_options, "--signing", era, *logs],
            {"spark.sql.files.maxPartitionBytes": "4m", **conf})
        spark_seconds = time.monotonic() - began
        if job_exit_code not in (0, 1):
            self.check(False, f"the job ended with exit code {job_exit_code}:\n{stdout[-3000:]}")
            return
        totals = json.loads(written.read_text())
        expected = generated["expected"][era]
        print(f"      {json.dumps(totals['summary'])}")
        for member in ("summary", "rejected", "groups"):
            self.check_equal(expected[member], single[member], f"{member}: one process equals generate.py")
            self.check_equal(expected[member], totals[member], f"{member}: Spark equals generate.py")
        self.check_equal(single, totals, "all totals: Spark equals one process")
        self.check_equal(exit_code, job_exit_code, f"the exit code is {exit_code} for both")
        tasks = collections.Counter(
            event["Task Info"]["Executor ID"] for event in map(json.loads, events.splitlines())
            if event["Event"] == "SparkListenerTaskEnd" and event["Task Metrics"]["Input Metrics"]["Records Read"])
        shares = ", ".join(f"executor {number} in {count} tasks" for number, count in sorted(tasks.items()))
        self.check(len(tasks) >= WORKERS, f"{len(tasks)} executors read the logs, {shares}")
        for path in generated["secrets"].values():
            secret = pathlib.Path(path).read_text()
            self.check(secret not in events + stdout + stderr + written.read_text(),
                       "the secret is not in the output or the event log")
        read = totals["summary"]["read"]
        print(f"      {read} lines: one process {seconds:.1f} s, Spark {spark_seconds:.1f} s, including its start")

    def expect_failure(self, cluster, name, arguments, message, master=None):
        """Requires exit code 3, no totals, and one error of one line."""
        print(f"\n{name}", flush=True)
        exit_code, stdout, _, _ = cluster.submit(name.replace(" ", "-"), arguments, {}, master)
        self.check_equal(3, exit_code, "the exit code is 3")
        lines = [line for line in stdout.splitlines() if not line.startswith("hint: ")]
        self.check(len(lines) == 1 and lines[0].startswith("error: ") and message in lines[0],
                   f"one error and no totals: {stdout}")


def main():
    if len(sys.argv) not in (2, 3) or not sys.argv[-1].isdigit() and len(sys.argv) == 3:
        sys.exit("usage: check.py PATH-TO-VSW [LINES]")
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        sys.exit("Spark needs Java 17 or later, and `java` is not installed")
    # If SIGTERM ends this script, its processes are stopped too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))
    vsw, lines = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) == 3 else 50_000
    with tempfile.TemporaryDirectory(prefix="vsw-spark-", ignore_cleanup_errors=True) as directory:
        directory = pathlib.Path(directory)
        shutil.copy(vsw, directory / "vsw")
        checker = Checker(vsw, directory)
        large = checker.generate("large", "--lines", str(lines), "--accounts", "3", "--files", "3")
        small = checker.generate("small", "--lines", str(max(lines // 20, 1)), "--seed", "2")
        empty = directory / "empty.ndjson"
        empty.write_bytes(b"\n \r\n" * 100_000)
        small["logs"].append(str(empty))
        with Cluster(directory) as cluster:
            print(f"pyspark {pyspark.__version__}: a master and {WORKERS} workers, at {cluster.url}")
            files = [word for account, path in large["secrets"].items()
                     for word in ("--signature-secret-file", f"{account}={path}")]
            checker.compare(cluster, "three accounts, each with its secret's file", large, files, "current", {})
            (secret,) = small["secrets"].values()
            checker.compare(
                cluster, "one account, its secret's file from the executors' environment, and empty partitions",
                small, [], "preview",
                {"spark.executorEnv.VONAGE_SIGNATURE_SECRET_FILE": secret,
                 "spark.sql.files.maxPartitionBytes": "100k", "spark.sql.files.openCostInBytes": "0"},
                ["--signature-secret-file", secret])
            checker.expect_failure(cluster, "no secret", small["logs"], "exit code 3")
            errors = "".join(path.read_text(errors="replace") for path in directory.glob("work-*/*/*/stderr"))
            checker.check("no signature secret is configured" in errors,
                          "an executor's stderr names the missing secret")
            checker.expect_failure(cluster, "only empty lines", [str(empty)], "the logs contain no deliveries",
                                   "local[1]")
            missing = str(directory / "missing.ndjson")
            checker.expect_failure(cluster, "no such log", [missing], "missing.ndjson", "local[1]")
        print(f"\n{'all checks passed' if not checker.failures else f'{checker.failures} checks failed'}")
        return int(checker.failures > 0)


if __name__ == "__main__":
    sys.exit(main())
