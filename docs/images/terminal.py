#!/usr/bin/env python3
"""Draws docs/images/terminal.svg: real commands with their real output, run on the sandbox.

    docs/images/terminal.py PATH-TO-VSW [FILE]

Times and ids differ in every run, so no test compares the picture with a new one.
"""

import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Each command as it is shown. The sandbox sets the application and all credentials.
SCRIPT = r"""
show() { printf '\033[1m$ %s\033[0m\n' "$1"; eval "$1"; printf '\n'; }
show 'vsw enable'
show 'vsw call --to 447700900000 --from 442079460000 --say "Your code is 4 2 7" --verify'
printf '\033[2m# A colleague edits the application in the Dashboard.\033[0m\n'
curl -s -o /dev/null -H 'Content-Type: application/json' -d '{}' \
    "$VSW_API_URL/_sandbox/dashboard/$VONAGE_APPLICATION_ID"
show 'vsw call --to 447700900000 --from 442079460000 --say "Your code is 4 2 7" --verify --quiet'
show 'vsw status'
"""

WIDTH, LINE, SIZE, MARGIN = 96, 19, 13.5, 22
COLORS = {"31": "bad", "32": "good", "33": "doubtful"}
STYLE = """
  .screen { fill: #fbfbfa; stroke: #d8d8d4 }
  text { font: SIZEpx ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #24292f }
  .bold { font-weight: 600 } .dim { fill: #6b7280 }
  .good { fill: #18794e } .bad { fill: #c62a2f } .doubtful { fill: #946800 }
  @media (prefers-color-scheme: dark) {
    .screen { fill: #16181c; stroke: #2c3036 }
    text { fill: #d7dae0 } .dim { fill: #8b929e }
    .good { fill: #4cc38a } .bad { fill: #ff8589 } .doubtful { fill: #f1a10d }
  }
""".replace("SIZE", str(SIZE))


def output(vsw: str) -> str:
    """Returns what the script prints, with its escapes of color."""
    with tempfile.TemporaryDirectory() as directory:
        program = Path(vsw).resolve()
        path = f"{program.parent}:{os.environ['PATH']}"
        environment = {"PATH": path, "HOME": directory, "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"}
        command = [program, "sandbox", "--pace", "0", "--", "bash", "-c", SCRIPT]
        run = subprocess.run(
            command, env=environment, cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        return run.stdout.decode()


def spans(line: str):
    """Yields the pieces of a line, each with its classes."""
    classes: list[str] = []
    for text, codes in re.findall(r"([^\x1b]*)(?:\x1b\[([0-9;]*)m)?", line):
        if text:
            yield text, " ".join(classes)
        for code in codes.split(";"):
            if code in ("", "0") and codes is not None:
                classes = [] if codes else classes
            elif code == "1":
                classes.append("bold")
            elif code == "2":
                classes.append("dim")
            elif code in COLORS:
                classes.append(COLORS[code])


def drawing(text: str) -> str:
    lines = []
    for line in text.rstrip().splitlines():
        plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
        # Long lines are cut, as a narrow terminal would show their beginning.
        lines.append(line if len(plain) <= WIDTH else plain[: WIDTH - 1] + "…")
    width, height = round(WIDTH * SIZE * 0.602) + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    rows = []
    for number, line in enumerate(lines):
        y = MARGIN + LINE * number + SIZE
        pieces = "".join(
            f'<tspan class="{kind}">{html.escape(piece)}</tspan>' if kind else html.escape(piece)
            for piece, kind in spans(line)
        )
        rows.append(f'<text x="{MARGIN}" y="{y}" xml:space="preserve">{pieces}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f"<style>{STYLE}</style>\n"
        f'<rect class="screen" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>\n' + "\n".join(rows) + "\n</svg>\n"
    )


if __name__ == "__main__":
    vsw = sys.argv[1]
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).with_name("terminal.svg")
    target.write_text(drawing(output(vsw)))
