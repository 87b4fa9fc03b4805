"""Whether time grows in proportion to size: each text twice as long as the one before.

    python benchmarks/growth.py [--largest 1000000]

A ratio near 2 is linear, near 4 quadratic. The last column holds the largest text against a floor, a plain
regular-expression scan of it.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from itertools import pairwise

import gip_lint
from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.notation import Notation
from gip_lint.model.source_map import TextSource
from gip_lint.testing.builder import report
from gip_lint.testing.notations import NOTATIONS

UNITS = [
    "|",
    "\n",
    "0",
    "0\n",
    "0 |\n",
    "一、",
    "一、\n",
    "规章\n",
    "规章 | 0 |\n",
    "行政许可 0 0 0\n",
    "第二十条第（一）项\n",
    "年",
    "| 0 ",
    "1 ",
    "总计",
    "《",
    "》",
    "（",
    "一、总体情况\n",
    "国务院令第",
    "《条例》规定2019年",
]
STEPS = 4


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


PROSE = [
    "《a》",
    "国办发[2019]14号",
    "《条例》第一条、",
    "其中予以公开5件、",
    "均已办结。",
    "的",
    "公开",
    "1",
    "http://a.b/",
    "開",
]
"""What is hard on the rules of citations, of prose against the tables, and of the text."""


def bound(text: str) -> Callable[[], object]:
    return lambda: bind("growth.txt", Notation(text, TextSource(text)), builtin_forms())


def checked(text: str) -> Callable[[], object]:
    return lambda: gip_lint.check(text, select=["GIP3", "GIP5", "GIP6"])


def line(name: str, unit: str, largest: int, work: Callable[[str], Callable[[], object]] = bound) -> None:
    texts = [unit * max(1, (largest >> step) // len(unit)) for step in reversed(range(STEPS))]
    times = [seconds(work(text)) for text in texts]
    ratios = [after / before for before, after in pairwise(times)]
    floor = seconds(lambda: sum(1 for _ in re.finditer(r"[^|\n]+|[|\n]", texts[-1])))
    listed = "  ".join(f"{ratio:5.2f}" for ratio in ratios)
    print(f"{name:28} {times[-1]:7.2f} s   x {listed}   floor {floor:.2f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=1_000_000, help="characters in the longest text")
    args = parser.parse_args()
    bound("规章 | 0 |\n")()
    print(f"{'text':28} {'largest':>9}   ratio per doubling")
    for unit in UNITS:
        line(ascii(unit) if not unit.strip() else repr(unit), unit, args.largest)
    for piece in PROSE:
        line(f"prose rules, {piece!r}"[:40], piece, args.largest // 16, checked)
    for notation in NOTATIONS:
        line(f"reports, {notation.name}", report("gip-2019").text(notation.name), args.largest // 4)


if __name__ == "__main__":
    main()
