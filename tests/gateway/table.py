"""Reads and writes expected.tsv, and makes the tables of docs/gateway-proxies.md from it."""
import pathlib

HERE = pathlib.Path(__file__).parent
FILE = HERE / "expected.tsv"
DOCS = HERE.parent.parent / "docs/gateway-proxies.md"


def read():
    """Returns the expected result by arrangement and case."""
    if not FILE.exists():
        return {}
    heads, *rows = [line.split("\t") for line in FILE.read_text().splitlines()]
    return {head: {row[0]: row[at] for row in rows if row[at]} for at, head in enumerate(heads) if at}


def write(expected, cases, arrangements):
    rows = [["case", *arrangements]]
    rows += [[case, *(expected.get(each, {}).get(case, "") for each in arrangements)] for case in cases]
    FILE.write_text("".join("\t".join(row) + "\n" for row in rows))


def tables(arrangements):
    """Returns the lines between the marks of the page, by mark."""
    expected = read()
    cases = list(expected[arrangements[0].name])
    made = {}
    for mark, chosen in [("in front", [each for each in arrangements if not each.is_authorizer]),
                         ("authorizers", [each for each in arrangements if each.is_authorizer])]:
        rows = [["request", *(each.title for each in chosen)], ["---"] * (len(chosen) + 1)]
        rows += [[case, *(cell(expected[each.name].get(case, "?")) for each in chosen)] for case in cases]
        made[mark] = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    return made


def cell(text):
    """A status in bold means that the handler got the delivery, ⚠ that it got something else."""
    def mark(word):
        return f"**{word.strip('*')}**" if word.endswith("*") else word.replace("!", " ⚠")

    return ", ".join(" or ".join(map(mark, word.split("|"))) for word in text.split(" "))


def docs(arrangements, is_writing):
    """Compares the page's tables with expected.tsv, or writes them. Returns the exit code."""
    page = DOCS.read_text()
    wanted = page
    for mark, text in tables(arrangements).items():
        start, end = f"<!-- table: {mark} -->\n", f"<!-- end: {mark} -->\n"
        before, _, rest = wanted.partition(start)
        _, _, after = rest.partition(end)
        assert rest and after is not None and end in rest, f"{DOCS.name} has no table {mark}"
        wanted = before + start + "\n" + text + "\n" + end + after
    if is_writing:
        DOCS.write_text(wanted)
    elif wanted != page:
        print(f"{DOCS.name} differs from expected.tsv: run `tests/gateway/matrix --docs --write`")
        return 1
    return 0
