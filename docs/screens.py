"""Write into the READMEs what the commands shown there really print.

    python docs/screens.py            # rewrite
    python docs/screens.py --check    # say which differ, and end with status 1

A screen is the code block under a comment ``<!-- screen: check --lang en docs/samples/reports/x.txt -->``;
``[:20]`` behind the command keeps the first twenty lines.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.zh-CN.md", "docs/index.md", "docs/guides/clerk.md", "docs/guides/office.md")
SCREEN = re.compile(
    r"(?P<mark><!-- screen: (?P<command>.+?)(?: \[:(?P<lines>\d+)\])? -->\n)(?:```console\n.*?\n```\n)?",
    re.DOTALL,
)


def screen(command: str, lines: int | None) -> str:
    """Run gip-lint with the arguments in *command* and return the code block that shows it."""
    done = subprocess.run(
        [sys.executable, "-m", "gip_lint", *command.split()],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"gip-lint {command}: {done.stderr}")
    printed = [line.rstrip() for line in done.stdout.rstrip("\n").splitlines()]
    if lines is not None and len(printed) > lines:
        printed = [*printed[:lines], "…"]
    return "\n".join(["```console", f"$ gip-lint {command}", *printed, "```", ""])


def refreshed(text: str) -> str:
    """Return a page with every screen as it is printed now."""

    def replaced(match: re.Match[str]) -> str:
        lines = match["lines"]
        return match["mark"] + screen(match["command"], int(lines) if lines else None)

    return SCREEN.sub(replaced, text)


def main() -> int:
    """Rewrite or check the pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for name in PAGES:
        page = ROOT / name
        before = page.read_text(encoding="utf-8")
        after = refreshed(before)
        if after != before:
            stale.append(name)
            if not check:
                page.write_text(after, encoding="utf-8")
    for name in stale:
        print(f"{name}: {'differs from what is printed; run `make screens`' if check else 'rewritten'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
