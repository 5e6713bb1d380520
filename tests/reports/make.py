"""Generates reports of an account with hostile application names. Run by `vsw sandbox -- python3 make.py`.

usage: make.py PATH-TO-VSW DIRECTORY

Each case is a run of vsw that writes a report in every format, to DIRECTORY/CASE.FORMAT. Needs only the standard
library.
"""

import json
import os
import pathlib
import subprocess
import sys
import urllib.request

FORMATS = ["junit", "sarif", "github", "gitlab", "markdown", "prometheus", "html"]

# Written as JSON, because some of these names cannot be encoded as UTF-8.
NAMES = [
    r'"\"><script>alert(1)</script>"',
    r'"]]><failure message=\"forged\"/>"',
    r'"</title></style></script><!--"',
    r'"line\n::error::forged\r\n##[error]forged"',
    r'"::error::forged %0A::error::forged"',
    r'"nul \u0000, esc \u001b[31m, c1 \u009b2J, del \u007f"',
    r'"bidi \u202edrow\u2066, zero \u200b\ufeff, separators \u2028\u2029\u0085"',
    r'"no characters \ufffe\uffff, tags \udb40\udc01"',
    r'"a lone \ud800 surrogate and \udc00 another"',
    r'"emoji \ud83c\udf89, 日本, Zoë"',
    r'"pipes a|b \\| c || d \\"',
    r'"ticks ` `` ``` and ~~~"',
    r'"@octocat closes #1 !2 :tada: https://evil.example www.evil.example a@evil.example"',
    r'"[x](https://evil.example) ![y](https://evil.example/z.png) <https://evil.example> **b** _i_"',
    r'"<img src=x onerror=alert(1)>&amp;&#60;&lt;"',
    r'"{{script}} {{table}} ${x} {0} %s %(n)s"',
    r'"{name=\"x\"} 1\n# TYPE forged counter\nforged 1"',
    r'"NotASecret1 and Tm90QVNlY3JldDE"',
    '"' + "long " * 400 + '"',
    r'""',
]


def control(path, body=None):
    request = urllib.request.Request(os.environ["VSW_API_URL"] + "/_sandbox" + path, data=body, method="POST")
    request.add_header("Content-Type", "application/json")
    urllib.request.urlopen(request, timeout=10).read()


def application(number, name, flag):
    id = f"00000000-0000-4000-8000-{number:012x}"
    voice = "{}" if flag is None else '{"signed_callbacks":%s}' % flag
    document = '{"id":"%s","name":%s,"capabilities":{"voice":%s},%s:%s}' % (id, name, voice, name, name)
    control(f"/edit/{id}?as=bytes", document.encode())
    return id


def main():
    vsw, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    drifted = [application(number, name, [None, "false", '"yes"'][number % 3]) for number, name in enumerate(NAMES, 1)]
    signed = [application(number, name, "true") for number, name in enumerate(NAMES, 101)]
    to_enable = [application(number, name, None) for number, name in enumerate(NAMES, 201)]
    unknown_id = "ffffffff-ffff-4fff-8fff-ffffffffffff"

    def run(case, command, expected, environment=None):
        reports = [argument for name in FORMATS for argument in ("--report", f"{name}={directory}/{case}.{name}")]
        summary = directory / f"{case}.summary"
        summary.write_text("The summary of another step.\n")
        variables = {**os.environ, "GITHUB_STEP_SUMMARY": str(summary), **(environment or {})}
        variables = {name: value for name, value in variables.items() if value is not None}
        result = subprocess.run([vsw, *command, *reports, "--quiet"], env=variables, capture_output=True)
        if result.returncode != expected:
            sys.exit(f"{case}: exit {result.returncode}, not {expected}: {result.stderr.decode()}")

    run("drift", ["status", *drifted, *signed], 1)
    run("ok", ["status", *signed], 0)
    fault = {"on": "get", "id": drifted[0], "do": {"answer": {"status": 404, "body": "x"}}, "times": "forever"}
    control("/faults", json.dumps(fault).encode())
    run("unknown", ["status", unknown_id, drifted[0], *signed], 4)
    run("failed", ["status", *drifted], 3, {"VONAGE_API_SECRET": None})
    run("dry", ["enable", "--dry-run", *to_enable], 1)
    run("enable", ["enable", *to_enable], 0)
    # Remove the flag and rename the applications, as a colleague's edit at the Dashboard does.
    for number, name in enumerate(NAMES, 201):
        application(number, json.dumps("renamed " + json.loads(name)[:40]), None)
    run("moved", ["status", *to_enable], 1)
    (directory / "expected.json").write_text(json.dumps({
        "drift": [len(drifted), 0], "ok": [0, 0], "unknown": [0, 2], "failed": [0, 1], "dry": [len(to_enable), 0],
        "enable": [0, 0], "moved": [len(to_enable), 0],
    }))


main()
