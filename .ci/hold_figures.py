"""Hold the summary of a measure against the figures that were reached: neither worse, nor better unnoted.

    hold_figures.py MEASURED REACHED

Both files hold a line ``summary: N false findings …; recall M/…``. So the figures only rise.
"""

import re
import sys
from pathlib import Path

SUMMARY = re.compile(r"summary: (?P<false>\d+) false findings.*?recall (?P<found>\d+)/")


def figures(path: str) -> tuple[int, int]:
    """Return how many were accused falsely, the fewer the better, and how many were found."""
    summary = SUMMARY.search(Path(path).read_text(encoding="utf-8"))
    if summary is None:
        sys.exit(f"{path}: no summary")
    return int(summary["false"]), int(summary["found"])


def main() -> None:
    """Exit with a line that says what is worse, or what has to be noted."""
    (false, found), (least, most) = map(figures, sys.argv[1:3])
    if false > least or found < most:
        sys.exit(f"worse than before: {false} false and {found} found; reached were {least} and {most}")
    if (false, found) != (least, most):
        sys.exit(f"better than before: note {false} false and {found} found in {sys.argv[2]}")


main()
