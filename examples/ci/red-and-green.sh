#!/usr/bin/env bash
# usage: examples/ci/red-and-green.sh [PATH-TO-VSW]
#
# A repository's CI fails when a colleague's edit drops signing, names the application, and passes again after the fix;
# then the same with a waiver. It runs on `vsw sandbox`, in a temporary directory. It follows README.md's steps for a
# new user. CI runs the step of github.yml, next to this file.
#
# Exits 0 if every step had the expected result. Needs bash, git, python3 and curl, and no account.
set -euo pipefail

vsw=$(command -v "${1:-vsw}") || { echo "red-and-green: ${1:-vsw} not found: pass its path" >&2; exit 3; }
vsw=$(realpath "$vsw")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Outside of the sandbox: start one and run this script again inside it.
if [ -z "${RED_AND_GREEN:-}" ]; then
    # The caller's git settings must not affect this repository.
    for name in $(env | sed -n 's/^\(GIT_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
    RED_AND_GREEN=1 exec "$vsw" sandbox --apps 40 -- bash "$here/red-and-green.sh" "$vsw"
fi

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
# Makes `vsw` in this script run the given program.
mkdir "$place/bin" "$place/home"
ln -s "$vsw" "$place/bin/vsw"
export PATH="$place/bin:$PATH" HOME="$place/home"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_TERMINAL_PROMPT=0
export GIT_AUTHOR_NAME=you GIT_AUTHOR_EMAIL=you@example.com GIT_COMMITTER_NAME=you GIT_COMMITTER_EMAIL=you@example.com

step=0
tell() {
    step=$((step + 1))
    printf '\n%s. %s\n' "$step" "$*"
}

wrong() {
    printf 'red-and-green: step %s had an unexpected result: %s\n' "$step" "$*" >&2
    [ ! -s "$place/said" ] || sed 's/^/    | /' "$place/said" >&2
    exit 1
}

# Prints a command, runs it, and requires this exit code. Its output goes to $place/said.
want() {
    local wanted=$1 code=0
    shift
    printf '   $ %s\n' "$*"
    "$@" >"$place/said" 2>&1 </dev/null || code=$?
    printf '   exit %s\n' "$code"
    [ "$code" = "$wanted" ] || wrong "exit $code, not $wanted"
}

# Requires this text in the last command's output.
said() {
    grep -qF -- "$1" "$place/said" || wrong "missing from the output: $1"
}

unsaid() {
    if grep -qF -- "$1" "$place/said"; then wrong "unexpected in the output: $1"; fi
}

# The command of the workflow's step, unchanged.
checking=$(sed -n 's/^ *run: \(vsw status --fleet .*\)$/\1/p' "$here/github.yml")
[ "$(wc -l <<<"$checking")" = 1 ] && [ -n "$checking" ] || wrong 'github.yml must have exactly one step that checks'

# Simulates CI: a new machine with only the committed files runs that step.
ci() {
    local wanted=$1 code=0
    rm -rf "$place/checkout" "$place/machine"
    git clone --quiet "$place/repository" "$place/checkout"
    mkdir "$place/machine"
    printf '   CI$ %s\n' "$checking"
    (
        cd "$place/checkout"
        unset VSW_STATE_DIR VSW_CONFIG
        HOME=$place/machine GITHUB_STEP_SUMMARY=$place/machine/summary.md bash -c "$checking"
    ) >"$place/said" 2>&1 </dev/null || code=$?
    case $code in
        0) printf '   CI is green\n' ;;
        *) printf '   CI is RED (exit %s)\n' "$code" ;;
    esac
    [ "$code" = "$wanted" ] || wrong "exit $code, not $wanted"
}

# Requires that CI's reports name exactly these applications (LINE ID CODE NAME) and this number of waivers.
reports() {
    local waived=$1
    shift
    (cd "$place" && python3 - "$waived" "$@") >"$place/read" 2>&1 <<'PYTHON' || { cat "$place/read" >&2; wrong 'the reports'; }
import json
import sys
import xml.etree.ElementTree

waived, expected = int(sys.argv[1]), [line.split(" ", 3) for line in sys.argv[2:]]
broken = []


def same(what, found, wanted):
    if sorted(found) != sorted(wanted):
        broken.append(f"{what}: {found}, expected {wanted}")


suite = xml.etree.ElementTree.parse("checkout/vsw.xml").getroot().find("testsuite")
cases = [(case, case.find("failure")) for case in suite.iter("testcase")]
same("JUnit", [f"{case.get('name')} {failure.get('type')}" for case, failure in cases if failure is not None],
     [f"{name} ({id}) {code}" for line, id, code, name in expected])
for line, id, code, name in expected:
    texts = [failure.text for case, failure in cases if failure is not None and id in case.get("name")]
    same(f"JUnit's place of {name}", [f"vsw.toml:{line}:1" in text for text in texts], [True])
if int(suite.get("failures")) != len(expected) or int(suite.get("errors")):
    broken.append(f"JUnit counts {suite.attrib}")

results = json.load(open("checkout/vsw.sarif"))["runs"][0]["results"]
shown, put_aside = [], 0
for result in results:
    where = result["locations"][0]
    if result["suppressions"]:
        put_aside += 1
        continue
    place = where["physicalLocation"]
    shown.append((result["level"], place["artifactLocation"]["uri"], place["region"]["startLine"], result["ruleId"],
                  where["logicalLocations"][0]["name"]))
same("SARIF", shown, [("error", "vsw.toml", int(line), code, name) for line, id, code, name in expected])
same("SARIF's waivers", [put_aside], [waived])

said = open("said").read().splitlines()
annotated = [line for line in said if line.startswith("::error ")]
same("GitHub's annotations", [line.split("::")[1] for line in annotated],
     [f"error title={name}%3A {code},file=vsw.toml,line={line},col=1" for line, id, code, name in expected])
if bool(waived) != any(line.startswith("::notice ") for line in said):
    broken.append(f"GitHub's notice of {waived} waived")
summary = open("machine/summary.md").read()
for line, id, code, name in expected:
    if id not in summary or code not in summary:
        broken.append(f"the step's summary does not name {name}")
if waived and f"{waived} waived" not in summary:
    broken.append("the step's summary does not count the waived")
print("\n".join(broken))
sys.exit(bool(broken))
PYTHON
}

# Prints the application's line in the fleet file, counted from 1. A result points at the entry's first line.
line_of() {
    local line
    line=$(grep -nF "id = \"$1\"" vsw.toml | head -1 | cut -d: -f1)
    echo "$line"
}

commit() {
    git add --all
    git commit --quiet --message "$1"
    printf '   $ git commit: %s\n' "$1"
}

mkdir "$place/repository"
cd "$place/repository"
git init --quiet --initial-branch main

tell 'Write a fleet file with every application and its expected state.'
want 0 vsw fleet init
said 'wrote ./vsw.toml'
want 0 vsw fleet check

tell 'Some of them are not signed yet, and CI would fail. Turn signing on.'
want 1 vsw status --fleet vsw.toml
said 'flag-absent'
said 'vsw enable --fleet vsw.toml'
want 2 vsw enable --fleet vsw.toml
said '--yes'
want 0 vsw enable --fleet vsw.toml --yes
said ' changed'

tell 'Save a baseline of the applications, for machines without a journal, and commit both files.'
want 0 vsw baseline save --all
commit 'Say what our applications should be'

tell 'CI, on every push and every hour.'
ci 0
reports 0

first=e220a839-7b1d-4daf-ae78-9e6aa1b965f4
second=3ee57890-41c9-4ac3-b3b8-488c368cb0a6
tell 'A colleague renames one application at the Dashboard and saves another. Both lose the flag, and nothing fails.'
dashboard() {
    curl -sS --fail -o /dev/null -H 'Content-Type: application/json' -d "$2" "$VSW_API_URL/_sandbox/dashboard/$1"
}
dashboard "$first" '{"name": "Renamed by a colleague"}'
dashboard "$second" '{}'

tell 'CI fails, and names the two applications, their lines and the cause.'
ci 1
lines=("$(line_of $first)" "$(line_of $second)")
[ "${lines[0]}" -gt 1 ] && [ "${lines[1]}" -gt "${lines[0]}" ] || wrong 'the fleet file has no such entries'
reports 0 "${lines[0]} $first flag-dropped Renamed by a colleague" "${lines[1]} $second flag-dropped Café bookings"
grep '^::error' "$place/said" | sed 's/^/   /'
grep -qF 'moved: /name: &quot;Appointment reminders&quot; -&gt; &quot;Renamed by a colleague&quot;' \
    "$place/checkout/vsw.xml" || wrong 'the other changes are missing'
grep -qF 'the Dashboard did this in the Developer Preview' "$place/checkout/vsw.xml" \
    || wrong 'the likely cause is missing'

tell 'Turn signing on again. The intended changes of the colleague stay.'
want 1 vsw enable --fleet vsw.toml --dry-run
said '2 would change'
want 0 vsw enable --fleet vsw.toml --yes
said '2 changed, 33 unchanged'
want 0 vsw show "$first"
said 'Renamed by a colleague'

tell 'CI passes again. The new name is reviewed like any other change, and the diff contains nothing else.'
ci 0
reports 0
want 0 vsw baseline save --all
[ "$(git diff --numstat vsw.baseline.json | cut -f1,2)" = "1	1" ] || wrong "$(git diff vsw.baseline.json)"
git diff --unified=0 vsw.baseline.json | sed -n 's/^[-+] /   &/p'
commit 'The reminders have a new name'
ci 0

tell 'One application must stay unsigned for a while. Add a waiver with a reason, an owner and an end.'
want 0 vsw disable "$second"
ci 1
reports 0 "${lines[1]} $second flag-off Café bookings"
cat >>vsw.toml <<TOML

[[waivers]]
id = "$second"
codes = ["flag-off"]
reason = "moves to the new trunk first"
owner = "telephony"
until = 2999-12-31
TOML
want 0 vsw fleet check
commit 'Café bookings are unsigned until they have moved'
ci 0
reports 1
said '1 waived'

tell 'A waived application is not changed: enable skips it.'
want 0 vsw enable --fleet vsw.toml --yes
said '34 unchanged, 1 skipped'
ci 0

tell 'The waiver has expired, and the application is still unsigned. It is drift again.'
sed 's/^until = .*/until = 2020-12-31/' vsw.toml >ended && mv ended vsw.toml
want 0 vsw fleet check
said 'waiver-ended'
commit 'The date that was agreed on'
ci 1
reports 0 "${lines[1]} $second flag-off Café bookings"

tell 'Remove the waiver and turn signing on, and CI passes.'
sed '/^\[\[waivers\]\]$/,$d' vsw.toml >without && mv without vsw.toml
commit 'No more waiver'
want 0 vsw enable --fleet vsw.toml --yes
said '1 changed, 34 unchanged'
ci 0
reports 0
unsaid 'waived'

printf '\nEvery step came to what it says.\n'
