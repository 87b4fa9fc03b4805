"""How fast, and how often rightly, wrong figures are traced to their cells.

    python benchmarks/localisation.py [--tables N] [--seed S]

Consistent tables are made at random, cells are spoilt, and the repairs that a reader would be shown are held
against the truth. Times are processor time for the whole reconciliation of a table: sums, search, order.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterable
from random import Random
from time import process_time

from gip_lint.arithmetic.identities import Place
from gip_lint.arithmetic.reconciliation import reconcile
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.finding import CellKey
from gip_lint.model.form import FormTable
from gip_lint.model.report import BoundCell, BoundTable
from gip_lint.testing.made_figures import random_table
from gip_lint_grammar.nodes import Quantity, Span

Figures = dict[Place, int]
Spoil = Callable[[Figures, Random], Figures]


def bound(table: FormTable, figures: Figures) -> BoundTable:
    """Bind figures to a table as a flawless text would be bound."""
    cells = {}
    for number, (place, value) in enumerate(figures.items()):
        span = Span(number, number + 1)
        cells[place] = BoundCell(CellKey(table.key, *place), Quantity(span, str(value), value), span)
    return BoundTable(table, Span(0, len(cells)), cells, {}, {}, {})


def any_value(cells: int, largest: int) -> Spoil:
    """Change as many cells to any other value up to *largest*."""

    def spoil(figures: Figures, random: Random) -> Figures:
        wrong = dict(figures)
        for place in random.sample(list(figures), cells):
            while wrong[place] == figures[place]:
                wrong[place] = random.randint(0, largest)
        return wrong

    return spoil


def slip(cells: int) -> Spoil:
    """Change as many cells that hold something, in the ways people do: left out, a digit wrong, one off."""

    def spoil(figures: Figures, random: Random) -> Figures:
        wrong = dict(figures)
        filled = [place for place, value in figures.items() if value]
        for place in random.sample(filled, min(cells, len(filled))):
            digits = str(figures[place])
            at = random.randrange(len(digits))
            ways = (
                "0",
                digits + digits[-1],
                digits[:at] + digits[at + 1 :] or "0",
                digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :],
                str(figures[place] + 1),
                str(figures[place] - 1),
            )
            wrong[place] = int(random.choice([way for way in ways if int(way) != figures[place]]))
        return wrong

    return spoil


def totals_left(figures: Figures, random: Random) -> Figures:
    """Leave the totals of all rows at zero."""
    return {place: 0 if place[1] == "total" else value for place, value in figures.items()}


def row_shifted(figures: Figures, random: Random) -> Figures:
    """Type one row a cell too far to the right, its total falling off the edge."""
    rows = list(dict.fromkeys(row for (row, _), value in figures.items() if value))
    if not rows:
        return figures
    row = random.choice(rows)
    places = [place for place in figures if place[0] == row]
    shifted = [0, *(figures[place] for place in places[:-1])]
    return {**figures, **dict(zip(places, shifted, strict=True))}


def truth_shown(table: BoundTable, true: Figures) -> tuple[bool, bool, bool]:
    """Return whether the true figures are among the repairs shown, are the first, and are the only ones."""
    shown = first = only = True
    mended: set[Place] = set()
    for cause in reconcile(table).causes:
        fits = [all(true.get(place) == value for place, value in repair.items()) for repair in cause.repairs]
        shown &= any(fits)
        first &= fits[:1] == [True]
        only &= cause.certain and any(fits)
        if any(fits):
            mended.update(cause.repairs[fits.index(True)])
    whole = mended == true.keys()
    return shown and whole, first and whole, only and whole


def measure(name: str, table: FormTable, spoil: Spoil, *, largest: int, tables: int, seed: int) -> str:
    """Spoil tables and give a line of the outcome."""
    random = Random(seed)
    times, shown, first, only, spoilt = [], 0, 0, 0, 0
    while spoilt < tables:
        figures = {place: int(value) for place, value in random_table(table, random, largest=largest).items()}
        wrong = spoil(figures, random)
        true = {place: figures[place] for place in figures if figures[place] != wrong[place]}
        if not true and spoil is not unspoilt:
            continue
        spoilt += 1
        reconciled = bound(table, wrong)
        start = process_time()
        _ = reconcile(reconciled).causes
        times.append(process_time() - start)
        for_reader = truth_shown(reconciled, true)
        shown, first, only = shown + for_reader[0], first + for_reader[1], only + for_reader[2]
    share = "  ".join(f"{100 * count / tables:6.1f} %" for count in (shown, first, only))
    return f"{name:44} {1000 * statistics.mean(times):8.2f} {1000 * max(times):8.2f}   {share}"


def unspoilt(figures: Figures, random: Random) -> Figures:
    """Change nothing."""
    return figures


def lines(tables: int, seed: int) -> Iterable[str]:
    """Yield the report, line by line."""
    form = builtin_forms()[-1]
    applications, review = form.tables["applications"], form.tables["review_litigation"]
    yield f"{tables} tables each; form {form.key}; milliseconds a table; share of tables in per cent"
    yield f"{'':44} {'mean':>8} {'max':>8}   {'shown':>8}  {'first':>8}  {'only':>8}"
    cases: list[tuple[str, FormTable, Spoil, int]] = [
        ("part three, consistent", applications, unspoilt, 9999),
        ("part three, 1 cell, any value", applications, any_value(1, 9999), 9999),
        ("part three, 2 cells, any value", applications, any_value(2, 9999), 9999),
        ("part three, 2 cells, any value below 10", applications, any_value(2, 9), 9),
        ("part three, 3 cells, any value", applications, any_value(3, 9999), 9999),
        ("part three, 3 cells, any value below 10", applications, any_value(3, 9), 9),
        ("part three, 4 cells, any value", applications, any_value(4, 9999), 9999),
        ("part three, 5 cells, any value", applications, any_value(5, 9999), 9999),
        ("part three, 10 cells, any value", applications, any_value(10, 9999), 9999),
        ("part three, 1 cell, a slip", applications, slip(1), 999),
        ("part three, 2 cells, a slip each", applications, slip(2), 999),
        ("part three, 3 cells, a slip each", applications, slip(3), 999),
        ("part three, no row added up", applications, totals_left, 999),
        ("part three, a row shifted", applications, row_shifted, 999),
        ("part four, 1 cell, any value", review, any_value(1, 999), 999),
        ("part four, 1 cell, a slip", review, slip(1), 999),
    ]
    for name, table, spoil, largest in cases:
        yield measure(name, table, spoil, largest=largest, tables=tables, seed=seed)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tables", type=int, default=500, help="how many tables for each line")
    parser.add_argument("--seed", type=int, default=1976)
    arguments = parser.parse_args()
    for line in lines(arguments.tables, arguments.seed):
        print(line, flush=True)


if __name__ == "__main__":
    main()
