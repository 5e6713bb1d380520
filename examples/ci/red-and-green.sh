#!/usr/bin/env bash
# usage: examples/ci/red-and-green.sh [PATH-TO-VSW]
#
# A repository's CI fails when a colleague's edit drops signing, names the application, and passes again after the fix;
# then the same with a waiver. It runs on `vsw sandbox`, in a temporary directory. It makes the files as README.md, next
# to this file, describes. The simulated CI runs the script of the action that github.yml uses.
#
# Exits 0 if every step had the expected result. Needs the repository, bash, git, python3 and curl, and no account.
set -euo pipefail

vsw=$(command -v "${1:-vsw}") || { echo "red-and-green: ${1:-vsw} not found: pass its path" >&2; exit 3; }
vsw=$(realpath "$vsw")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ -e "$here/../../scripts/action" ] || { echo "red-and-green: run it in a clone of vsw's repository" >&2; exit 3; }

# Outside of the sandbox: start one and run this script again inside it.
if [ -z "${RED_AND_GREEN:-}" ]; then
    # The caller's git settings must not affect this repository.
    for name in $(env | sed -n 's/^\(GIT_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
    RED_AND_GREEN=1 exec "$vsw" sandbox --apps 40 -- bash "$here/red-and-green.sh" "$vsw"
fi

workdir=$(mktemp -d)
trap 'rm -rf "$workdir"' EXIT
# Makes `vsw` in this script run the given program.
mkdir "$workdir/bin" "$workdir/home"
ln -s "$vsw" "$workdir/bin/vsw"
export PATH="$workdir/bin:$PATH" HOME="$workdir/home"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_TERMINAL_PROMPT=0
export GIT_AUTHOR_NAME=you GIT_AUTHOR_EMAIL=you@example.com GIT_COMMITTER_NAME=you GIT_COMMITTER_EMAIL=you@example.com

number=0
step() {
    number=$((number + 1))
    printf '\n%s. %s\n' "$number" "$*"
}

# Prints the reason and the last command's output, and exits.
fail() {
    printf 'red-and-green: step %s failed: %s\n' "$number" "$*" >&2
    [ ! -s "$workdir/output" ] || sed 's/^/    | /' "$workdir/output" >&2
    exit 1
}

# Prints a command, runs it, and requires this exit code. Its output goes to $workdir/output.
expect_exit() {
    local expected=$1 code=0
    shift
    printf '   $ %s\n' "$*"
    "$@" >"$workdir/output" 2>&1 </dev/null || code=$?
    printf '   exit %s\n' "$code"
    [ "$code" = "$expected" ] || fail "exit $code, not $expected"
}

# Requires this text in the last command's output.
expect_output() {
    grep -qF -- "$1" "$workdir/output" || fail "missing from the output: $1"
}

expect_absent() {
    if grep -qF -- "$1" "$workdir/output"; then fail "unexpected in the output: $1"; fi
}

# The script of the workflow's step, and its fleet file.
action=$(realpath "$here/../../scripts/action")
fleet=$(sed -n 's/^ *fleet: //p' "$here/github.yml")
[ "$(wc -l <<<"$fleet")" = 1 ] && [ -n "$fleet" ] || fail 'github.yml must have exactly one step that checks'

# Simulates CI: a new machine with only the committed files runs that step. Requires this exit code.
ci() {
    local expected=$1 code=0
    rm -rf "$workdir/checkout" "$workdir/machine"
    git clone --quiet "$workdir/repository" "$workdir/checkout"
    mkdir "$workdir/machine"
    printf '   CI$ scripts/action status (fleet: %s)\n' "$fleet"
    (
        cd "$workdir/checkout"
        unset VSW_STATE_DIR VSW_CONFIG
        export HOME=$workdir/machine FLEET=$fleet WITHOUT_SECRET=fail REPORTS=$workdir/checkout
        export GITHUB_OUTPUT=$HOME/output GITHUB_STEP_SUMMARY=$HOME/summary.md
        bash "$action" status
    ) >"$workdir/output" 2>&1 </dev/null || code=$?
    case $code in
        0) printf '   CI is green\n' ;;
        *) printf '   CI is RED (exit %s)\n' "$code" ;;
    esac
    [ "$code" = "$expected" ] || fail "exit $code, not $expected"
}

# Requires that CI's reports name this number of waivers and exactly these applications (LINE ID CODE NAME).
expect_reports() {
    local waived=$1
    shift
    (cd "$workdir" && python3 - "$waived" "$@") >"$workdir/failures" 2>&1 <<'PYTHON' ||
import json
import sys
import xml.etree.ElementTree

waived, expected = int(sys.argv[1]), [line.split(" ", 3) for line in sys.argv[2:]]
failures = []


def require_equal(subject, found, expected):
    if sorted(found) != sorted(expected):
        failures.append(f"{subject}: {found}, expected {expected}")


suite = xml.etree.ElementTree.parse("checkout/vsw.xml").getroot().find("testsuite")
cases = [(case, case.find("failure")) for case in suite.iter("testcase")]
require_equal("JUnit", [f"{case.get('name')} {failure.get('type')}" for case, failure in cases if failure is not None],
              [f"{name} ({id}) {code}" for line, id, code, name in expected])
for line, id, code, name in expected:
    texts = [failure.text for case, failure in cases if failure is not None and id in case.get("name")]
    require_equal(f"JUnit's line of {name}", [f"vsw.toml:{line}:1" in text for text in texts], [True])
if int(suite.get("failures")) != len(expected) or int(suite.get("errors")):
    failures.append(f"JUnit counts {suite.attrib}")

results = json.load(open("checkout/vsw.sarif"))["runs"][0]["results"]
shown, suppressed = [], 0
for result in results:
    location = result["locations"][0]
    if result["suppressions"]:
        suppressed += 1
        continue
    physical = location["physicalLocation"]
    shown.append((result["level"], physical["artifactLocation"]["uri"], physical["region"]["startLine"],
                  result["ruleId"], location["logicalLocations"][0]["name"]))
require_equal("SARIF", shown, [("error", "vsw.toml", int(line), code, name) for line, id, code, name in expected])
require_equal("SARIF's waivers", [suppressed], [waived])

output = open("output").read().splitlines()
errors = [line for line in output if line.startswith("::error ")]
require_equal("GitHub's annotations", [line.split("::")[1] for line in errors],
              [f"error title={name}%3A {code},file=vsw.toml,line={line},col=1" for line, id, code, name in expected])
if bool(waived) != any(line.startswith("::notice ") for line in output):
    failures.append(f"GitHub's notice does not match {waived} waiver(s)")
summary = open("machine/summary.md").read()
for line, id, code, name in expected:
    if id not in summary or code not in summary:
        failures.append(f"the step's summary does not name {name}")
if waived and f"{waived} waived" not in summary:
    failures.append("the step's summary does not count the waivers")
print("\n".join(failures))
sys.exit(bool(failures))
PYTHON
        { cat "$workdir/failures" >&2; fail 'the reports are wrong'; }
}

# Prints the line number of the application's `id` in the fleet file, where results point.
line_of() {
    grep -nF "id = \"$1\"" vsw.toml | head -1 | cut -d: -f1
}

commit() {
    git add --all
    git commit --quiet --message "$1"
    printf '   $ git commit: %s\n' "$1"
}

mkdir "$workdir/repository"
cd "$workdir/repository"
git init --quiet --initial-branch main

step 'Write a fleet file with every application and its expected state.'
expect_exit 0 vsw fleet init
expect_output 'wrote ./vsw.toml'
expect_exit 0 vsw fleet check

step 'Some of them are not signed yet, and CI would fail. Turn signing on.'
expect_exit 1 vsw status --fleet vsw.toml
expect_output 'flag-absent'
expect_output 'vsw enable --fleet vsw.toml'
expect_exit 2 vsw enable --fleet vsw.toml
expect_output '--yes'
printf '   (It asks first; without a terminal, it needs --yes.)\n'
expect_exit 0 vsw enable --fleet vsw.toml --yes
expect_output ' changed'

step 'Save a baseline of the applications, for machines without a journal, and commit both files.'
expect_exit 0 vsw baseline save --all
commit 'Say what our applications should be'

step 'CI, on every push and every hour.'
ci 0
expect_reports 0

first=e220a839-7b1d-4daf-ae78-9e6aa1b965f4
second=3ee57890-41c9-4ac3-b3b8-488c368cb0a6
step 'A colleague renames one application at the Dashboard and saves another. Both lose the flag, and nothing fails.'
dashboard() {
    curl -sS --fail -o /dev/null -H 'Content-Type: application/json' -d "$2" "$VSW_API_URL/_sandbox/dashboard/$1"
}
dashboard "$first" '{"name": "Renamed by a colleague"}'
dashboard "$second" '{}'

step 'CI fails, and names the two applications, their lines and the cause.'
ci 1
lines=("$(line_of $first)" "$(line_of $second)")
[ "${lines[0]}" -gt 1 ] && [ "${lines[1]}" -gt "${lines[0]}" ] || fail 'the fleet file has no such entries'
expect_reports 0 "${lines[0]} $first flag-dropped Renamed by a colleague" "${lines[1]} $second flag-dropped Café bookings"
grep '^::error' "$workdir/output" | sed 's/^/   /'
grep -qF 'moved: /name: &quot;Appointment reminders&quot; -&gt; &quot;Renamed by a colleague&quot;' \
    "$workdir/checkout/vsw.xml" || fail 'the other changes are missing'
grep -qF 'edits in the Dashboard dropped this flag in the Developer Preview' "$workdir/checkout/vsw.xml" \
    || fail 'the likely cause is missing'

step 'Turn signing on again. The intended changes of the colleague stay.'
expect_exit 1 vsw enable --fleet vsw.toml --dry-run
expect_output '2 would change'
expect_exit 0 vsw enable --fleet vsw.toml --yes
expect_output '2 changed, 33 unchanged'
expect_exit 0 vsw show "$first"
expect_output 'Renamed by a colleague'

step 'CI passes again. The new name is reviewed like any other change, and the diff contains nothing else.'
ci 0
expect_reports 0
expect_exit 0 vsw baseline save --all
[ "$(git diff --numstat vsw.baseline.json | cut -f1,2)" = "1	1" ] || fail "$(git diff vsw.baseline.json)"
git diff --unified=0 vsw.baseline.json | sed -n 's/^[-+] /   &/p'
commit 'The reminders have a new name'
ci 0

step 'One application must stay unsigned for a while. Add a waiver with a reason, an owner and an end.'
expect_exit 0 vsw disable "$second"
ci 1
expect_reports 0 "${lines[1]} $second flag-off Café bookings"
cat >>vsw.toml <<TOML

[[waivers]]
id = "$second"
codes = ["flag-off"]
reason = "moves to the new trunk first"
owner = "telephony"
until = 2999-12-31
TOML
expect_exit 0 vsw fleet check
commit 'Café bookings are unsigned until they have moved'
ci 0
expect_reports 1
expect_output '1 waived'

step 'A waived application is not changed: enable skips it.'
expect_exit 0 vsw enable --fleet vsw.toml --yes
expect_output '34 unchanged, 1 skipped'
ci 0

step 'The waiver has expired and the application is still unsigned, so the check reports drift again.'
sed 's/^until = .*/until = 2020-12-31/' vsw.toml >ended && mv ended vsw.toml
expect_exit 0 vsw fleet check
expect_output 'waiver-ended'
commit 'The date that was agreed on'
ci 1
expect_reports 0 "${lines[1]} $second flag-off Café bookings"

step 'Remove the waiver and turn signing on, and CI passes.'
sed '/^\[\[waivers\]\]$/,$d' vsw.toml >without && mv without vsw.toml
commit 'No more waiver'
expect_exit 0 vsw enable --fleet vsw.toml --yes
expect_output '1 changed, 34 unchanged'
ci 0
expect_reports 0
expect_absent 'waived'

printf '\nAll steps had the expected result.\n'
