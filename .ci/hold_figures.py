"""Hold the summary of a measure against the figures that were reached: neither worse, nor better and not noted.

    hold_figures.py MEASURED REACHED

Both hold a line ``summary: N false findings (…) …; recall M/…``. So the figures only rise.
"""

import re
import sys
from pathlib import Path

SUMMARY = re.compile(r"summary: (?P<false>\d+) false findings .*?recall (?P<found>\d+)/")


def figures(path: str) -> tuple[int, int]:
    """Return how many were accused falsely, the fewer the better, and how many found."""
    summary = SUMMARY.search(Path(path).read_text(encoding="utf-8"))
    if summary is None:
        sys.exit(f"{path}: no summary")
    return int(summary["false"]), int(summary["found"])


def main() -> None:
    (false, found), (least_false, most_found) = map(figures, sys.argv[1:3])
    if false > least_false or found < most_found:
        sys.exit(f"worse than before: {false} false, {found} found; reached were {least_false} and {most_found}")
    if (false, found) != (least_false, most_found):
        sys.exit(f"better than before: write {false} false and {found} found into {sys.argv[2]}")


main()
