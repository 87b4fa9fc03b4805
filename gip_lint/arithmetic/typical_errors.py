"""How people err when they fill in a table: which of several repairs is the likeliest.

Two uses. Among repairs of one size, :func:`order` puts first those that undo a known slip. And where so many
cells differ that the search for the fewest gives up, :func:`systematic` proposes the slips that spoil a whole
line at once: totals never added up, a row typed one cell too far. In official statistics such systematic
errors are told apart from random ones (de Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing
and Imputation, Wiley 2011).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from gip_lint.arithmetic.identities import Named, Outcome, Place, Repair, Sum, Tally, Verdict


class Slip(IntEnum):
    """What may have happened to a cell, the likeliest first."""

    TOTAL_LEFT = 0
    """A total left at zero or blank."""
    DIGITS = 1
    """Digits swapped, doubled or dropped."""
    MOVED = 2
    """A figure in the neighbouring cell, or a whole row one cell too far."""
    NAMED = 3
    """Another figure than the prose names."""
    ONE_DIGIT = 4
    """One digit of several mistaken."""
    OTHER = 5
    """Nothing that is known to happen often."""
    CONTRADICTED = 6
    """The figure is the one that the prose names; to change it would break their agreement."""


class Ground(NamedTuple):
    """The table on which slips happen."""

    values: Mapping[Place, int]
    totals: Mapping[Place, tuple[Sum, ...]]
    """Every cell that is a total, with the sums that make it so."""
    rows: tuple[str, ...]
    """The rows in their order on the page."""
    columns: Mapping[str, tuple[str, ...]]
    """The columns of each row in their order on the page."""

    @classmethod
    def of(cls, tally: Tally) -> Ground:
        """Take the table of a tally."""
        form = tally.table.form
        rows = tuple(dict.fromkeys(row for row, _ in tally.standings))
        rows = tuple(row for row in form.rows if row in set(rows))
        columns = {row: tuple(column.key for column in form.columns(row)) for row in rows}
        return cls(tally.values, tally.totals, rows, columns)

    def left_at_zero(self, place: Place, due: int) -> bool:
        """Return whether a cell holds zero, or nothing, and *due* is what its parts come to."""
        return self.values[place] == 0 and any(
            sum(self.values.get(part, 0) for part in sum_.right) == due for sum_ in self.totals.get(place, ())
        )

    def neighbours(self, one: Place, other: Place) -> bool:
        """Return whether two cells lie side by side, or one under the other."""
        if one[0] == other[0]:
            columns = self.columns[one[0]]
            return abs(columns.index(one[1]) - columns.index(other[1])) == 1
        return one[1] == other[1] and abs(self.rows.index(one[0]) - self.rows.index(other[0])) == 1


def order(repairs: Collection[Repair], ground: Ground, named: Named | None = None) -> list[Repair]:
    """Sort repairs of one size, the likeliest first, and the cells of each by the form.

    What the prose says is evidence from outside the table and goes before all: a repair that gives a cell the
    figure named for it comes first, one that takes such a figure away last.
    What the slips leave equal is sorted by sense: totals before parts, figures left out before figures too
    many, then the smaller change in proportion to the figure, then the order of the form.
    """
    numbers = {row: number for number, row in enumerate(ground.rows)}

    def place_in_form(place: Place) -> tuple[int, int]:
        row, column = place
        return numbers[row], ground.columns[row].index(column)

    def key(repair: Repair) -> tuple[object, ...]:
        slips = list(_slips(repair, ground, named).values())
        parts = sum(place not in ground.totals for place in repair)
        too_many = sum(new == 0 < ground.values[place] for place, new in repair.items())
        stretch = sum(
            abs(new - ground.values[place]) / max(new, ground.values[place], 1)
            for place, new in repair.items()
        )
        where = sorted(map(place_in_form, repair))
        return (
            _against(repair, ground, named),
            sum(slips),
            max(slips, default=0),
            parts,
            too_many,
            round(stretch, 9),
            where,
        )

    return [
        {place: repair[place] for place in sorted(repair, key=place_in_form)}
        for repair in (sorted(repairs, key=key) if len(repairs) > 1 else repairs)
    ]


def _against(repair: Repair, ground: Ground, named: Named | None) -> int:
    """Count the cells that a repair takes away from what the prose says, less those that it brings to it."""
    if named is None:
        return 0
    said = {place: named(place) for place in repair}
    return sum((ground.values[place] in said[place]) - (new in said[place]) for place, new in repair.items())


def _slips(repair: Repair, ground: Ground, named: Named | None) -> dict[Place, Slip]:
    moved = set(_moved(repair, ground))
    return {place: _slip(place, new, ground, place in moved, named) for place, new in repair.items()}


def _slip(place: Place, new: int, ground: Ground, moved: bool, named: Named | None) -> Slip:
    found = ground.values[place]
    if ground.left_at_zero(place, new):
        return Slip.TOTAL_LEFT
    if _digits_slipped(str(found), str(new)):
        return Slip.DIGITS
    if moved:
        return Slip.MOVED
    said = named(place) if named is not None else ()
    if new in said:
        return Slip.NAMED
    if found in said:
        return Slip.CONTRADICTED
    return Slip.ONE_DIGIT if _one_digit_mistaken(str(found), str(new)) else Slip.OTHER


def _digits_slipped(found: str, due: str) -> bool:
    """Return whether *found* is *due* with two digits swapped, one doubled or one dropped."""
    if len(found) == len(due):
        differing = [at for at in range(len(due)) if found[at] != due[at]]
        return (
            len(differing) == 2
            and differing[1] == differing[0] + 1
            and found[differing[0]] == due[differing[1]]
            and found[differing[1]] == due[differing[0]]
        )
    if len(found) == len(due) + 1:
        return any(due[: at + 1] + due[at:] == found for at in range(len(due)))
    if len(found) == len(due) - 1:
        return any(due[:at] + due[at + 1 :] == found for at in range(len(due)))
    return False


def _one_digit_mistaken(found: str, due: str) -> bool:
    return (
        len(found) == len(due) > 1 and sum(one != other for one, other in zip(found, due, strict=True)) == 1
    )


def _moved(repair: Repair, ground: Ground) -> Iterator[Place]:
    """Yield the cells of a repair that have only changed places, or lie in a row that was shifted by one."""
    for one, new in repair.items():
        if any(
            new == ground.values[other]
            and repair[other] == ground.values[one]
            and ground.neighbours(one, other)
            for other in repair
            if other != one
        ):
            yield one
    for row in {place[0] for place in repair}:
        places = [(row, column) for column in ground.columns[row]]
        if sum(place in repair for place in places) < 2 or any(
            place not in ground.values for place in places
        ):
            continue
        found = [ground.values[place] for place in places]
        due = [repair.get(place, ground.values[place]) for place in places]
        if found[1:] == due[:-1] or found[:-1] == due[1:]:
            yield from (place for place in places if place in repair)


def systematic(tally: Tally) -> Iterator[Repair]:
    """Yield the slips that may have happened where much is wrong, each with the cells it spoilt."""
    broken = [outcome for outcome in tally.outcomes if outcome.verdict is Verdict.BROKEN]
    yield from _totals_left(tally, broken)
    yield from _rows_shifted(tally, broken)
    yield from _crossings(tally)


def _totals_left(tally: Tally, broken: list[Outcome]) -> Iterator[Repair]:
    """Propose the sums of parts where totals stand at zero: of one identity, then of all of them."""
    kinds = list(dict.fromkeys(outcome.sum.identity.key for outcome in broken))
    for chosen in [*({kind} for kind in kinds), set(kinds)]:
        values = dict(tally.values)
        repair: dict[Place, int] = {}
        for outcome in broken:
            total = outcome.sum.total
            if total is not None and values[total] == 0 and outcome.sum.identity.key in chosen:
                repair[total] = values[total] = sum(values[place] for place in outcome.sum.right)
        if len(repair) > 1:
            yield repair


def _rows_shifted(tally: Tally, broken: list[Outcome]) -> Iterator[Repair]:
    """Propose each broken row moved back by one cell, either way; the sum gives the cell laid bare."""
    for outcome in broken:
        row, total = outcome.sum.line.row, outcome.sum.total
        if row is None or total is None:
            continue
        columns = [
            column.key for column in tally.table.form.columns(row) if (row, column.key) in outcome.sum.places
        ]
        places = [(row, column) for column in columns]
        found = [tally.values[place] for place in places]
        for moved, bare in (([*found[1:], 0], places[-1]), ([0, *found[:-1]], places[0])):
            due = dict(zip(places, moved, strict=True))
            parts = sum(due[place] for place in outcome.sum.right)
            due[bare] = parts if bare == total else due[total] - parts
            if due[bare] >= 0:
                yield {place: value for place, value in due.items() if value != tally.values[place]}


def _crossings(tally: Tally) -> Iterator[Repair]:
    """Propose every cell at which all sums that cross are off by the same amount."""
    sums = [outcome.sum for outcome in tally.outcomes if outcome.verdict is not Verdict.UNDECIDED]
    factors = [sum_.coefficients() for sum_ in sums]
    off = [
        sum(factor * tally.values[place] for place, factor in coefficients.items())
        for coefficients in factors
    ]
    crossing: dict[Place, list[int]] = {}
    for number, coefficients in enumerate(factors):
        for place in coefficients:
            crossing.setdefault(place, []).append(number)
    repair: dict[Place, int] = {}
    for place, numbers in crossing.items():
        changes = {-off[number] * factors[number][place] for number in numbers}
        change = changes.pop()
        if not changes and change and len(numbers) > 1 and tally.values[place] + change >= 0:
            repair[place] = tally.values[place] + change
            for number in numbers:
                off[number] = 0
    if repair:
        yield repair
