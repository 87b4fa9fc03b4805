"""How well reports are read that other programs turned into text, by converter.

    python benchmarks/converted.py [--seeds 1] [--converter "pandoc html"] [--worst N]

Made reports with true prose are written as HTML, DOCX or PDF, converted by each program that the tests run
(``make converters`` brings the libraries), then read and checked as a user's file is: whole, and with every
pattern of blanks, which every other time strikes no more than zeros and totals. Such reports are honest: no
rule may accuse them of an error, but for headings that a converter drops.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import NamedTuple

from binding import Reckoned, Tally, accusations, show_table, show_worst, write

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.forms.loader import builtin_forms
from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing.blanks import PATTERNS, harmless, leave_blank
from gip_lint.testing.sample import random_report
from gip_lint.testing.scoring import compare

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from converters import CONVERTERS
from documents import telling
from programs import PROGRAMS

ENGINE = Engine(Configurations(Flags(ignore=("GIP101",)), isolated=True), installed_plugins())


class Task(NamedTuple):
    converter: str
    seeds: range


def work(task: Task) -> list[Reckoned]:
    (converter,) = [each for each in CONVERTERS if each.name == task.converter]
    done = []
    for seed in task.seeds:
        for form in builtin_forms():
            for number, pattern in enumerate((None, *PATTERNS)):
                kind = pattern.name if pattern else "whole"
                random = Random(f"{form.key} {kind} {seed}")
                built = telling(random_report(form, random))
                draft = built.draft()
                if pattern:
                    honestly = (number + seed) % 2 == 0
                    draft = leave_blank(draft, pattern, random, harmless_in=form if honestly else None)
                figures = draft.figures()
                honest = harmless(form, built.cells(), figures)
                with tempfile.TemporaryDirectory() as folder:
                    path = converter.converted(draft, Path(folder))
                    (source,) = ENGINE.sources([path])
                    reading = ENGINE.read(source)
                    text = path.read_text(encoding="utf-8")
                score = compare(reading.reports, figures)
                accused = accusations(ENGINE, reading) if honest else ()
                name = f"{converter.name} {form.key} {kind} {seed}"
                done.append(Reckoned(name, "blanks" if pattern else "whole", text, score, honest, accused))
    return done


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--converter", default="", help="how the names of the converters begin")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--write", type=Path, metavar="DIR")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    start = time.perf_counter()
    seeds = range(args.first, args.first + args.seeds)
    lacks = {PROGRAMS[each.program].lack for each in CONVERTERS if not PROGRAMS[each.program].path}
    for lack in sorted(lacks):
        print(lack)
    listed = [
        Task(each.name, seeds)
        for each in CONVERTERS
        if PROGRAMS[each.program].path and each.name.startswith(args.converter)
    ]
    tables: dict[str, dict[str, Tally]] = {"whole": defaultdict(Tally), "blanks": defaultdict(Tally)}
    everything = Tally()
    reckoned = []
    with Pool(args.processes) as pool:
        for task, done in zip(listed, pool.imap(work, listed)):
            for one in done:
                tables[one.group][task.converter].add(one)
                everything.add(one)
                if one.score.misread or one.accusations:
                    reckoned.append(one)
    for title, table in tables.items():
        print(f"\n{title}")
        show_table(table)
    print(f"\nall {everything.reports:,} texts\n  {everything}")
    show_worst(reckoned, args.worst)
    if args.write:
        write(reckoned, args.write)
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
