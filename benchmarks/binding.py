"""How well made reports are read, by notation, by damage and by what became of merged cells and blanks.

    python benchmarks/binding.py [--seeds 4] [--first 0] [--notation rows] [--damage "labels cut"] [--accuse]
    python benchmarks/binding.py --cases DIR

For every group it prints the cells, the share misread, how many were wrong while they were said to be sure,
and the share said to be sure. A blank is right where no number is read. ``--accuse`` asks the rules on sums
as well and counts the reports that they accuse of an error although every sum holds. ``--worst N`` shows the
N worst reports with their cells; ``--write DIR`` keeps as files all that were misread.

``--cases`` reads real files instead, those of DIR/reports, and holds them against the labels of DIR/expected
(NAME.cells.json: table, row and column to a value, null for a blank).

Where a notation loses empty cells, a figure beside a blank may be misread if it is said not to be sure: there
only what is wrong while sure counts.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine, Reading
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.finding import CellKey
from gip_lint.model.severity import Severity
from gip_lint.plugins.registry import installed_plugins
from gip_lint.testing.builder import form_named
from gip_lint.testing.damage import BLANKS, DAMAGES, HARDER, Damage
from gip_lint.testing.notations import NOTATIONS, WRAPPED, Blank, Merges, TableNotation, notation_named
from gip_lint.testing.sample import Sample, samples, several, weathered
from gip_lint.testing.scoring import CellRead, Score, compare

SUMS = ("GIP2",)
APART = {damage.name for damage in (*HARDER, *BLANKS)}
"""Damages for which no bound on misread cells is held in every notation."""
ENGINE = Engine(Configurations(Flags(select=SUMS), isolated=True), installed_plugins())


class Task(NamedTuple):
    notation: str
    kind: str
    form: str
    seeds: range
    accuse: bool


class Reckoned(NamedTuple):
    """A report and how well it was read."""

    name: str
    group: str
    """What became of merged cells and blanks."""
    text: str
    score: Score
    honest: bool = False
    """Whether the rules were asked and every sum holds."""
    accusations: tuple[str, ...] = ()


class Tally:
    """What adds up over a group of reports."""

    def __init__(self) -> None:
        self.score = Score()
        self.reports = self.honest = self.accused = 0

    def add(self, one: Reckoned) -> Tally:
        self.score += one.score
        self.reports += 1
        self.honest += one.honest
        self.accused += bool(one.accusations)
        return self

    def __str__(self) -> str:
        score = self.score
        if not score.cells:
            return "nothing"
        words = [
            f"{score.cells:9,} cells",
            f"misread {len(score.misread):6,} ({1 - score.rate:8.3%})",
            f"wrong while sure {len(score.wrong_while_sure):6,}",
            f"sure {score.sure / score.cells:7.2%}",
        ]
        if self.honest:
            words.append(f"accused {self.accused} of {self.honest}")
        if score.accused:
            words.append(f"{len(score.accused)} rows or columns wrongly said to be missing")
        return "  ".join(words)


def kinds(notation: TableNotation) -> dict[str, tuple[Damage, ...]]:
    by_name: dict[str, tuple[Damage, ...]] = {"whole": ()}
    by_name |= {damage.name: (damage,) for damage in (*DAMAGES, *HARDER) if damage.fits(notation)}
    by_name |= {damage.name: (damage,) for damage in BLANKS}
    by_name["weathered"] = weathered(notation)
    for number in range(4):
        by_name[f"several {number}"] = several(notation, Random(f"{notation.name}{number}"))
    return by_name


def group_of(sample: Sample, kind: str) -> str:
    setting = sample.setting
    blanks = "blanks" if kind.startswith("blank: ") else "no blanks"
    if setting.notation.blank is Blank.LOST:
        return f"empty cells lost, {blanks}"
    merges = setting.merges or setting.notation.merges[0]
    place = "a grid" if merges is Merges.IN_PLACE else f"covered places {merges.value}"
    return f"{place}, {blanks}"


def accusations(engine: Engine, reading: Reading) -> tuple[str, ...]:
    found = engine.check_reading(reading).findings
    return tuple(f"{each.rule} {each.message.en}" for each in found if each.severity is Severity.ERROR)


def work(task: Task) -> list[Reckoned]:
    notation = notation_named(task.notation)
    done = []
    for sample in samples(form_named(task.form), notation, kinds(notation)[task.kind], task.seeds):
        reading = ENGINE.read_text(sample.text)
        score = compare(reading.reports, sample.figures)
        honest = task.accuse and sample.damaged.harmless
        done.append(
            Reckoned(
                sample.name,
                group_of(sample, task.kind),
                sample.text,
                score,
                honest,
                accusations(ENGINE, reading) if honest else (),
            )
        )
    return done


def tasks(args: argparse.Namespace) -> Iterator[Task]:
    seeds = range(args.first, args.first + args.seeds)
    for notation in (*NOTATIONS, WRAPPED):
        if args.notation in (None, notation.name):
            for kind in kinds(notation):
                if kind.startswith(args.damage):
                    for form in builtin_forms():
                        yield Task(notation.name, kind, form.key, seeds, args.accuse)


def made(args: argparse.Namespace) -> None:
    listed = [*tasks(args)]
    by_notation: dict[str, Tally] = defaultdict(Tally)
    by_kind: dict[str, Tally] = defaultdict(Tally)
    by_group: dict[str, Tally] = defaultdict(Tally)
    bounded, everything = Tally(), Tally()
    reckoned: list[Reckoned] = []
    with Pool(args.processes) as pool:
        for task, done in zip(listed, pool.imap(work, listed)):
            for one in done:
                by_notation[task.notation].add(one)
                by_kind[task.kind].add(one)
                by_group[one.group].add(one)
                everything.add(one)
                if task.notation != WRAPPED.name and task.kind not in APART:
                    bounded.add(one)
                if one.score.misread or one.score.accused or one.accusations:
                    reckoned.append(one)
    for title, table in (("notation", by_notation), ("damage", by_kind), ("merges", by_group)):
        print(f"\nBy {title}")
        show_table(table)
    print(f"\nwithout {WRAPPED.name}, blanks and what is harder\n  {bounded}")
    print(f"all {everything.reports:,} reports\n  {everything}")
    show_worst(reckoned, args.worst)
    if args.write:
        write(reckoned, args.write)


def write(reckoned: Iterable[Reckoned], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in reckoned:
        (folder / f"{one.name.replace('/', '_')}.txt").write_text(one.text, encoding="utf-8")


def show_table(table: dict[str, Tally]) -> None:
    room = max(map(len, table), default=0)
    for name, tally in table.items():
        print(f"  {name:{room}}  {tally}")


def show_worst(reckoned: Iterable[Reckoned], count: int) -> None:
    def badness(one: Reckoned) -> tuple[int, int, int]:
        return len(one.accusations), len(one.score.wrong_while_sure), len(one.score.misread)

    for one in sorted(reckoned, key=badness, reverse=True)[:count]:
        print(f"\n{one.name} ({one.group})")
        for each in one.score.misread[:count]:
            print(f"  {each}")
        for key in one.score.accused[:count]:
            print(f"  said to be missing: {key.table}/{key.row or key.column}")
        for words in one.accusations[:count]:
            print(f"  {words}")


def cases(folder: Path, worst: int) -> None:
    total = Tally()
    reckoned = []
    for labels in sorted((folder / "expected").glob("*.cells.json")):
        tables = json.loads(labels.read_text(encoding="utf-8"))["tables"]
        for path in sorted((folder / "reports").glob(f"{labels.name.removesuffix('.cells.json')}.*")):
            (source,) = ENGINE.sources([path])
            one = Reckoned(path.name, "a case", "", labelled(ENGINE.read(source), tables))
            total.add(one)
            if one.score.misread:
                reckoned.append(one)
    show_table({one.name: Tally().add(one) for one in reckoned})
    print(f"all {total.reports:,} cases\n  {total}")
    show_worst(reckoned, worst)


def labelled(reading: Reading, tables: dict[str, Any]) -> Score:
    """Hold the cells that have a label against it."""
    read = {
        cell.key: cell for report in reading.reports for table in report.tables.values() for cell in table
    }
    cells = []
    for table, rows in tables.items():
        for row, columns in rows.items():
            for column, label in columns.items():
                key = CellKey(table, row, column)
                cell = read.get(key)
                sure = cell is not None and cell.sure
                value = cell.value if cell else None
                due = label.get("or", label.get("value")) if isinstance(label, dict) else label
                if isinstance(label, dict) and "not_sure" in label and not sure:
                    value = due
                cells.append(CellRead(key, due, value, sure or (cell is None and due is None)))
    return Score(len(cells), tuple(each for each in cells if not each.right), sure=sum(e.sure for e in cells))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--notation")
    parser.add_argument("--damage", default="", help="how the names of the damages begin")
    parser.add_argument("--accuse", action="store_true", help="ask the rules on sums as well")
    parser.add_argument("--cases", type=Path, metavar="DIR")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--write", type=Path, metavar="DIR")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    start = time.perf_counter()
    if args.cases:
        cases(args.cases, args.worst)
    else:
        made(args)
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
