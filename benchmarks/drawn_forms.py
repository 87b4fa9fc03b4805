"""How well forms drawn with their true merges are read, by format and by pattern of blanks.

    python benchmarks/drawn_forms.py [--seeds 2] [--first 0] [--formats docx html xlsx md pdf] [--worst N]

The same made reports, with labels merged over rows and columns as the forms print them, are written as DOCX,
HTML, XLSX, Markdown and ruled PDF: whole, with every pattern of blanks, and with those blanks of a pattern
that hold zero or a total, which leaves the report honest; with random figures and with none but zeros. Each
is read and checked as a user's file is. Printed are the cells misread, those that were wrong while they were
said to be sure, and the honest reports (their prose tells the figures truly) that any rule accuses of an
error.
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

from binding import Reckoned, Tally, accusations, show_table, show_worst

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.forms.loader import builtin_forms
from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing.blanks import PATTERNS, harmless, leave_blank
from gip_lint.testing.builder import form_named, report
from gip_lint.testing.sample import random_report
from gip_lint.testing.scoring import compare

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from documents import DRAWN, telling

ENGINE = Engine(Configurations(Flags(), isolated=True), installed_plugins())
WHOLE = "whole"
ZEROS = -1
"""The seed of a report whose every figure is 0."""


class Task(NamedTuple):
    form: str
    pattern: str
    seed: int
    honestly: bool
    formats: tuple[str, ...]


def work(task: Task) -> list[Reckoned]:
    random = Random(f"{task.form} {task.pattern} {task.seed}")
    form = form_named(task.form)
    built = telling(report(form) if task.seed == ZEROS else random_report(form, random))
    draft = built.draft()
    for pattern in PATTERNS:
        if pattern.name == task.pattern:
            draft = leave_blank(draft, pattern, random, harmless_in=form if task.honestly else None)
    figures = draft.figures()
    honest = harmless(form, built.cells(), figures)
    done = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix in task.formats:
            path = Path(folder, f"report.{suffix}")
            path.write_bytes(DRAWN[suffix](draft))
            (source,) = ENGINE.sources([path])
            reading = ENGINE.read(source)
            score = compare(reading.reports, figures)
            accused = accusations(ENGINE, reading) if honest else ()
            name = f"{task.form} {task.pattern}{' honestly' if task.honestly else ''} {task.seed} {suffix}"
            done.append(Reckoned(name, suffix, "", score, honest, accused))
    return done


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--formats", nargs="+", choices=DRAWN, default=tuple(DRAWN))
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    start = time.perf_counter()
    listed = [
        Task(form.key, pattern, seed, honestly, tuple(args.formats))
        for pattern in (WHOLE, *(pattern.name for pattern in PATTERNS))
        for form in builtin_forms()
        for seed in (ZEROS, *range(args.first, args.first + args.seeds))
        for honestly in ((False,) if pattern == WHOLE or seed == ZEROS else (False, True))
    ]
    by_format: dict[str, Tally] = defaultdict(Tally)
    by_pattern: dict[str, Tally] = defaultdict(Tally)
    everything = Tally()
    reckoned = []
    with Pool(args.processes) as pool:
        for task, done in zip(listed, pool.imap(work, listed)):
            for one in done:
                by_format[one.group].add(one)
                by_pattern[task.pattern].add(one)
                everything.add(one)
                if one.score.misread or one.accusations:
                    reckoned.append(one)
    for title, table in (("format", by_format), ("pattern", by_pattern)):
        print(f"\nBy {title}")
        show_table(table)
    print(f"\nall {everything.reports:,} files\n  {everything}")
    show_worst(reckoned, args.worst)
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
