"""Which cells a clerk leaves blank: nineteen patterns, from one cell to all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from random import Random

from attrs import evolve, frozen

from gip_lint.model.finding import CellKey
from gip_lint.model.form import Form
from gip_lint.testing.draft import Draft, Figures
from gip_lint.testing.grid import DrawnCell, Grid, Number, Role

Line = Sequence[DrawnCell]
"""The figures of one row of the form, from left to right."""


@frozen
class Pattern:
    """One way to leave cells of a table blank."""

    name: str
    choose: Callable[[Sequence[Line], Random], Iterable[DrawnCell]]


def leave_blank(draft: Draft, pattern: Pattern, random: Random, *, harmless_in: Form | None = None) -> Draft:
    """Leave blank, in every table, the cells that *pattern* chooses.

    With *harmless_in* only those of them that hold zero or, in that form, a total.
    """

    def left_blank(grid: Grid) -> Grid:
        lines = _lines(grid)
        chosen = {cell.key for cell in pattern.choose(lines, random)} if lines else set()

        def changed(cell: DrawnCell) -> DrawnCell:
            if cell.role is not Role.FIGURE or cell.key is None or cell.key not in chosen:
                return cell
            if harmless_in and not _is_harmless(harmless_in, cell.key, cell.value):
                return cell
            return evolve(cell, text="", value=None)

        return grid.map(changed)

    return draft.map_grids(left_blank)


def harmless(form: Form, before: Figures, after: Figures) -> bool:
    """Return whether no more than zeros and totals went from *before*: every sum that held still holds.

    A blank part counts as zero and a blank total as what its parts give.
    """
    return all(
        after.get(table, {}).get(row, {}).get(column) == value
        or _is_harmless(form, CellKey(table, row, column), value)
        for table, rows in before.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    )


def _is_harmless(form: Form, key: CellKey, value: Number | None) -> bool:
    identities = form.tables[key.table].identities
    return not value or any(identity.left in ((key.row,), (key.column,)) for identity in identities)


def _lines(grid: Grid) -> list[Line]:
    lines: dict[str, list[DrawnCell]] = {}
    for cell in grid:
        if cell.role is Role.FIGURE and cell.key and cell.key.row:
            lines.setdefault(cell.key.row, []).append(cell)
    return list(lines.values())


def _all(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [*chain(*lines)]


def _one(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [random.choice(_all(lines, random))]


def _all_but_one(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    spared = random.choice(_all(lines, random))
    return [cell for cell in _all(lines, random) if cell is not spared]


def _share(share: float) -> Callable[[Sequence[Line], Random], list[DrawnCell]]:
    return lambda lines, random: [cell for cell in _all(lines, random) if random.random() < share]


def _totals(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [cell for cell in _all(lines, random) if cell.key and cell.key.column == "total"]


def _one_total(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    totals = _totals(lines, random)
    return [random.choice(totals)] if totals else []


def _zeros(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [cell for cell in _all(lines, random) if cell.value == 0]


def _zeros_and_totals(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return _zeros(lines, random) + _totals(lines, random)


def _all_but_zeros(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [cell for cell in _all(lines, random) if cell.value != 0]


def _columns(count: int) -> Callable[[Sequence[Line], Random], list[DrawnCell]]:
    def choose(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
        columns = [*dict.fromkeys(cell.key.column for cell in _all(lines, random) if cell.key)]
        chosen = random.sample(columns, min(count, len(columns)))
        return [cell for cell in _all(lines, random) if cell.key and cell.key.column in chosen]

    return choose


def _trailing_columns(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    count = random.randint(1, max(1, max(map(len, lines)) - 1))
    return [cell for line in lines for cell in line[-count:]]


def _rows(count: int) -> Callable[[Sequence[Line], Random], list[DrawnCell]]:
    return lambda lines, random: [*chain(*random.sample(lines, min(count, len(lines))))]


def _last_rows(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [*chain(*lines[random.randrange(len(lines)) :])]


def _ends_of_rows(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [cell for line in lines for cell in line[random.randint(0, len(line)) :]]


def _beginnings_of_rows(lines: Sequence[Line], random: Random) -> list[DrawnCell]:
    return [cell for line in lines for cell in line[: random.randint(0, len(line))]]


PATTERNS: tuple[Pattern, ...] = (
    Pattern("one", _one),
    Pattern("one total", _one_total),
    Pattern("totals", _totals),
    Pattern("first column", lambda lines, random: [line[0] for line in lines]),
    Pattern("last column", lambda lines, random: [line[-1] for line in lines]),
    Pattern("trailing columns", _trailing_columns),
    Pattern("a column", _columns(1)),
    Pattern("two columns", _columns(2)),
    Pattern("a row", _rows(1)),
    Pattern("two rows", _rows(2)),
    Pattern("last rows", _last_rows),
    Pattern("ends of rows", _ends_of_rows),
    Pattern("beginnings of rows", _beginnings_of_rows),
    Pattern("zeros", _zeros),
    Pattern("zeros and totals", _zeros_and_totals),
    Pattern("all but zeros", _all_but_zeros),
    Pattern("half", _share(0.5)),
    Pattern("all but one", _all_but_one),
    Pattern("all", _all),
)
"""Every one strikes each table of the report anew."""
