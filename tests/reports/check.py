"""Checks reports with other projects' parsers of their formats. For GitHub's and GitLab's formats, it checks what
their documentation states.

usage: check.py DIRECTORY --junit XSD --sarif SCHEMA

DIRECTORY has files CASE.FORMAT and `expected.json`, with the number of failures and errors of each case. Needs lxml,
jsonschema, markdown-it-py, html5lib and prometheus-client; uses `promtool` if installed.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import unicodedata

import html5lib
import jsonschema
import lxml.etree
import markdown_it
import prometheus_client.openmetrics.parser
import prometheus_client.parser

SECRET = re.compile(r"NotASecret1|Tm90QVNlY3JldDE|S3cretPlanted")
ALLOWED_TAGS = {"details", "/details", "summary", "/summary"}


def check_sanitized(path, text):
    """Allows no control or format characters but line feeds, no secret, and CI commands only in GitHub's format."""
    for character in text:
        category = unicodedata.category(character)
        assert character == "\n" or category not in ("Cc", "Cf", "Cs", "Zl", "Zp"), f"{path}: {character!r}"
    assert not SECRET.search(text), f"{path}: a secret"
    assert "##[" not in text, f"{path}: ##["
    if path.suffix not in (".github",):
        assert not re.search(r"^\s*::", text, re.M), f"{path}: a line that starts with ::"


def junit(path, text, schema, expected):
    tree = lxml.etree.fromstring(text.encode())
    schema.assertValid(tree)
    cases = tree.findall(".//testcase")
    suite = tree.find("testsuite")
    assert all(tree.get(name) == suite.get(name) for name in ("tests", "failures", "errors", "time")), path
    failures, errors = len(tree.findall(".//failure")), len(tree.findall(".//error"))
    assert [int(suite.get(name)) for name in ("tests", "failures", "errors")] == [len(cases), failures, errors], path
    assert int(suite.get("skipped")) == len(tree.findall(".//skipped")), path
    assert expected in (None, [failures, errors]), f"{path}: {failures} failures, {errors} errors, not {expected}"
    elements = {element.tag for element in tree.iter()}
    known = {"testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped"}
    assert elements <= known, elements - known


def sarif(path, text, schema, expected):
    log = json.loads(text)
    schema.validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    fingerprints = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"], path
        assert "](" not in result["message"]["text"], f"{path}: a link"
        fingerprints.add(json.dumps(result["partialFingerprints"]))
    assert len(fingerprints) == len(run["results"]), f"{path}: a duplicate fingerprint"
    if expected and path.stem != "failed":
        assert len(run["results"]) == sum(expected), path


def gitlab(path, text, expected):
    """Checks the fields that GitLab documents for a Code Quality report."""
    issues = json.loads(text)
    assert isinstance(issues, list), path
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}, path
        assert all(isinstance(issue[name], str) and issue[name] for name in issue if name != "location"), path
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}, path
        file = issue["location"]["path"]
        assert file and not file.startswith(("./", "/")), f"{path}: {file}"
        begin = issue["location"]["lines"]["begin"]
        assert isinstance(begin, int) and begin >= 1, path
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints), f"{path}: a duplicate fingerprint"
    assert expected is None or len(issues) == sum(expected), path


def unescaped(text):
    for escape, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def github(path, text, expected):
    """Parses commands as GitHub's runner does: `::command properties::`, with properties separated by commas."""
    commands = 0
    for line in text.splitlines():
        if not line.lstrip().startswith("::"):
            assert line.startswith(("vsw ", "✓ ", "✗ ", "? ")), f"{path}: {line}"
            continue
        commands += 1
        command, _, message = line[2:].partition("::")
        kind, _, properties = command.partition(" ")
        assert kind in {"error", "notice"}, f"{path}: {line}"
        for pair in properties.split(","):
            name, equals, value = pair.partition("=")
            assert equals and name in {"title", "file", "line", "col"}, f"{path}: {pair}"
            assert name in {"title", "file"} or value.isdigit(), f"{path}: {pair}"
            assert ":" not in value, f"{path}: {pair}"
        assert unescaped(message) and "\r" not in message, path
    assert commands <= 11, path
    assert expected is None or commands == min(sum(expected), 10), f"{path}: {commands}, {expected}"


def markdown(path, text):
    """Checks the rendered text: no link, image, emphasis or unknown tag from a name, and all cells in each row."""
    tokens = markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    rows, cells = 0, 0
    for token in tokens:
        for inside in [token, *(token.children or [])]:
            assert inside.type not in {"link_open", "image", "em_open", "s_open", "fence"}, f"{path}: {inside}"
            if inside.type in {"html_block", "html_inline"}:
                tags = set(re.findall(r"<([^>]*)>", inside.content))
                assert tags <= ALLOWED_TAGS, f"{path}: {tags}"
            if inside.type == "text":
                assert not re.search(r"@\w|https?:|www\.|#\d|<|>", inside.content), f"{path}: {inside.content}"
        rows += token.type == "tr_open"
        cells += token.type in {"td_open", "th_open"}
    assert cells == rows * 7, f"{path}: {cells} cells in {rows} rows"
    # A renderer drops excess columns, so the cells are also counted in the source.
    for line in text.splitlines():
        assert not line.startswith("|") or line.count("|") == 8, f"{path}: {line}"
    return rows


def prometheus(path, text, expected):
    names = [family.name for family in prometheus_client.parser.text_string_to_metric_families(text)]
    assert "vsw_up" in names and all(name.startswith("vsw_") for name in names), f"{path}: {names}"
    families = prometheus_client.parser.text_string_to_metric_families(text)
    samples = [sample for family in families for sample in family.samples]
    named = {(sample.name, tuple(sorted(sample.labels.items()))) for sample in samples}
    assert len(named) == len(samples), f"{path}: a duplicate sample"
    not_ok = sum(1 for sample in samples if sample.name == "vsw_application_ok" and sample.value == 0)
    unknown = sum(1 for sample in samples if sample.name == "vsw_application_unknown")
    if expected and path.stem != "failed":
        assert [not_ok, unknown] == expected, f"{path}: {not_ok} not ok, {unknown} unknown"
    if shutil.which("promtool"):
        checked = subprocess.run(["promtool", "check", "metrics"], input=text.encode(), capture_output=True)
        assert checked.returncode == 0 and not checked.stderr, f"{path}: {checked.stderr.decode()}"


def html(path, text):
    parser = html5lib.HTMLParser(strict=True)
    page = parser.parse(text)
    tags = [element.tag.split("}")[-1] for element in page.iter() if isinstance(element.tag, str)]
    assert tags.count("script") == 1 and tags.count("style") == 1, path
    assert not {"img", "iframe", "form", "object"} & set(tags), path
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name != "style", f"{path}: {name}"
            assert name not in {"href", "src"} or value in {"data:,", "#applications"}, f"{path}: {value}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--junit", required=True)
    parser.add_argument("--sarif", required=True)
    arguments = parser.parse_args()
    xsd = lxml.etree.XMLSchema(lxml.etree.parse(arguments.junit))
    schema = json.loads(pathlib.Path(arguments.sarif).read_text())
    sarif_schema = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    expected = json.loads((arguments.directory / "expected.json").read_text())
    checked = 0
    for path in sorted(arguments.directory.iterdir()):
        if path.suffix == ".json" or path.stem == "many":
            continue
        text = path.read_bytes().decode()
        case = expected.get(path.stem)
        checked += 1
        match path.suffix:
            case ".junit":
                junit(path, text, xsd, case)
            case ".sarif":
                sarif(path, text, sarif_schema, case)
            case ".gitlab":
                gitlab(path, text, case)
            case ".github":
                github(path, text, case)
            case ".markdown":
                markdown(path, text)
            case ".summary":
                assert text.startswith("The summary of another step.\n"), path
                assert "### Signed webhooks: " in text, path
            case ".prometheus":
                prometheus(path, text, case)
            case ".openmetrics":
                list(prometheus_client.openmetrics.parser.text_string_to_metric_families(text))
            case ".html":
                html(path, text)
            case other:
                raise SystemExit(f"{path}: no check for {other}")
        check_sanitized(path, text)
    assert checked >= 7 * len(expected), f"only {checked} files"
    print(f"{checked} reports conform to their formats")


main()
