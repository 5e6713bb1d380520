#!/usr/bin/env python3
"""Audits logs of captured deliveries on Apache Spark, with the totals of `vsw audit`.

Each executor pipes its partitions of the logs through `vsw audit --lines`. Spark detects replays and counts, because
both need more than one line.

Not here: the verification, which vsw does, and the secret, which only the executors have.
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import sys
from collections import Counter

from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F
from py4j.protocol import Py4JJavaError

# Seconds during which a token could be replayed successfully: the default age (300) plus skew (60) of `vsw audit`.
REPLAY_WINDOW = 360

# The members of a result that are read. Times are unsigned 64-bit integers, for which Spark has no type.
RESULT_COLUMNS = ("verdict string, code string, product string, event string, claimed_event string, "
                  "received_at decimal(20,0), token string")

# `vsw audit` does not count lines that contain only these characters.
WHITE_SPACE = b" \t\r\n\x0c"

# Precedes the lines of a partition that is not empty.
NON_EMPTY_MARKER = "lines follow"

# vsw exits with 3 both for empty input and for a missing secret. A missing secret must end the job and empty input must
# not, so vsw is not started for an empty partition. Exit 1 is a result: a line was not genuine.
RUN_IF_NOT_EMPTY = 'read -r marker || exit 0; "$@"; code=$?; [ "$code" -ne 1 ] || exit 0; exit "$code"'


class ExecutorEnvironment(dict):
    """The environment of the executor. PySpark's pipe runs its command with exactly the environment that it gets, which
    is pickled with the task. This class is pickled as a call of `executor_environment`, which each executor makes for
    itself, so that no secret of the driver or of an executor is sent."""

    def __reduce__(self):
        return executor_environment, ()


def executor_environment():
    return dict(os.environ)


def non_empty_lines(lines):
    """Yields the marker and the non-empty lines of a partition as strings. Yields nothing if all lines are empty."""
    is_first = True
    for (line,) in lines:
        if not line.strip(WHITE_SPACE):
            continue
        if is_first:
            yield NON_EMPTY_MARKER
            is_first = False
        try:
            yield line.decode()
        except UnicodeDecodeError:
            # Pipe writes strings. vsw reports a line that is not UTF-8 as `broken`, and this replacement as well.
            yield "not UTF-8"


def results(spark, logs, command):
    """Returns each line's result, in columns. Reads lines of bytes that end only at line feeds: `textFile` also ends
    lines at carriage returns and replaces invalid UTF-8, so that the verified lines would differ from the log."""
    lines = spark.read.text(logs, lineSep="\n").select(F.col("value").cast("binary")).rdd
    command = shlex.join(["sh", "-c", RUN_IF_NOT_EMPTY, "sh", *command])
    output = lines.mapPartitions(non_empty_lines).pipe(command, env=ExecutorEnvironment(), checkCode=True)
    texts = spark.createDataFrame(output.map(lambda line: (line,)), "result string")
    # A malformed result ends the job: otherwise it would not be counted.
    return texts.select(F.from_json("result", RESULT_COLUMNS, {"mode": "FAILFAST"}).alias("result")).select("result.*")


def with_replays(results):
    """Returns the results with the verdict `replayed` for each arrival of a token after its first.

    A genuine token is younger than the window, so all its arrivals lie within one window. The condition is checked
    anyway, because it is the definition of a replay. Rows without a token get a unique key, so that Spark does not put
    them all into one partition.
    """
    unique = F.monotonically_increasing_id().cast("string")
    token = Window.partitionBy("replay_key")
    is_later = F.row_number().over(token.orderBy("received_at")) > 1
    since_first = F.col("received_at") - F.min("received_at").over(token)
    is_replay = is_later & (since_first <= REPLAY_WINDOW)
    verdict = F.when(is_replay, "replayed").otherwise(F.col("verdict"))
    return results.withColumn("replay_key", F.coalesce("token", unique)).withColumn("verdict", verdict)


def count_by_event(verdicts):
    """Returns the number of deliveries by event, verdict and code; the number of rows does not grow with the logs.

    If a delivery is not genuine, its event is only a claim. Only Voice has events: the webhooks of another product count
    under its name."""
    is_verified = F.col("verdict").isin("genuine", "replayed")
    event = F.when(is_verified, F.coalesce("event", F.lit("unknown"))).otherwise(F.col("claimed_event"))
    event = F.when(F.col("product").isin("voice", "unknown"), event).otherwise(F.col("product"))
    return verdicts.groupBy(event.alias("event"), "verdict", "code").count().collect()


def report(rows):
    """Returns the totals, with the member names of `vsw audit --json`."""
    verdicts = ["genuine", "unsigned", "unsigned_expected", "rejected", "replayed", "broken"]
    summary, rejected, groups = dict.fromkeys(["read", *verdicts], 0), Counter(), {}
    for event, verdict, code, count in rows:
        summary["read"] += count
        summary[verdict] += count
        if verdict == "rejected":
            rejected[code] += count
        if verdict == "broken":
            continue
        is_verified = verdict in ("genuine", "replayed")
        group = groups.setdefault((not is_verified, event), {
            "name": event, "verified": is_verified, "genuine": 0, "unsigned": 0, "unsigned_expected": 0,
            "rejected": Counter(), "replayed": 0})
        if verdict == "rejected":
            group["rejected"][code] += count
        else:
            group[verdict] += count
    return {"summary": summary, "rejected": dict(sorted(rejected.items())),
            "groups": [groups[key] for key in sorted(groups)], "replay_window": REPLAY_WINDOW}


def table(totals):
    rows = [("event", "", "verdict", "code", "deliveries")]
    for group in totals["groups"]:
        claimed = "" if group["verified"] else "claimed"
        for verdict in ("genuine", "replayed", "unsigned", "unsigned_expected"):
            if group[verdict]:
                rows.append((group["name"], claimed, verdict, "", str(group[verdict])))
        for code, count in sorted(group["rejected"].items()):
            rows.append((group["name"], claimed, "rejected", code, str(count)))
    if totals["summary"]["broken"]:
        rows.append(("", "", "broken", "", str(totals["summary"]["broken"])))
    *left, last = (max(len(row[at]) for row in rows) for at in range(len(rows[0])))
    lines = ["  ".join([*(cell.ljust(width) for cell, width in zip(row, left)), row[-1].rjust(last)]) for row in rows]
    totals_line = ", ".join(f"{count} {name}" for name, count in totals["summary"].items())
    return "\n".join([*lines, totals_line])


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="Exit codes, as for vsw audit: 0 all deliveries passed, 1 a delivery failed, 2 invalid command line, "
               "3 the logs could not be read completely")
    parser.add_argument("logs", nargs="+", metavar="LOG",
                        help="file with vsw/delivery/1 lines, at a path that every executor can read; "
                             ".gz is decompressed")
    parser.add_argument("--vsw", default="vsw", metavar="PATH", help="path of vsw on the executors [default: vsw]")
    parser.add_argument("--signature-secret-file", action="append", default=[], metavar="[API_KEY=]PATH",
                        help="path of a signature secret on the executors; repeatable, one per API key [default: "
                             "VONAGE_SIGNATURE_SECRET_FILE in the executors' environment]")
    parser.add_argument("--signing", choices=["preview", "current"], default="current",
                        help="which events Vonage signed when the logs were written [default: current]")
    # Not on stdout: spark-submit also writes a program's stderr there.
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE",
                        help="also write the totals to this file, as one JSON document")
    return parser.parse_args()


def error_message(error):
    """Returns the error that ended the job, and a hint if vsw failed."""
    if isinstance(error, AnalysisException):
        return str(error).splitlines()[0]
    text = str(error)
    exit_code = re.search(r"exited with error code (\d+)", text)
    if not exit_code:
        return next((line for line in text.splitlines() if "xception" in line), text.splitlines()[0])
    meaning = {"3": "a signature secret may be missing, or a file unreadable", "126": "vsw cannot be run",
               "127": "vsw was not found"}.get(exit_code[1], "not an exit code of vsw audit")
    return (f"on an executor, `vsw audit --lines` ended with exit code {exit_code[1]}: {meaning}\n"
            "hint: see vsw's message in the executor's stderr")


def main():
    options = parse_arguments()
    command = [options.vsw, "--quiet", "audit", "--lines", "--threads", "1", "--signing", options.signing]
    command += [word for file in options.signature_secret_file for word in ("--signature-secret-file", file)]
    spark = SparkSession.builder.appName("vsw audit").getOrCreate()
    try:
        totals = report(count_by_event(with_replays(results(spark, options.logs, command))))
    except (PySparkException, Py4JJavaError) as error:
        print(f"error: {error_message(error)}", file=sys.stderr)
        return 3
    finally:
        spark.stop()
    summary = totals["summary"]
    if not summary["read"]:
        print("error: the logs contain no deliveries", file=sys.stderr)
        return 3
    print(table(totals))
    if options.json:
        try:
            options.json.write_text(json.dumps(totals) + "\n")
        except OSError as error:
            print(f"error: cannot write the totals: {error}", file=sys.stderr)
            return 3
    return int(any(summary[failed] for failed in ("unsigned", "rejected", "replayed", "broken")))


if __name__ == "__main__":
    sys.exit(main())
