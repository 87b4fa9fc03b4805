"""The sums of a form (勾稽关系) held against a table: which hold, which are broken, which cannot be told.

Only whole numbers not below zero take part. A cell that holds no such number, was bound without confidence
or is not there leaves the sums it belongs to undecided: another rule reports the cell, and nobody accuses
the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from gip_lint.model.finding import CellKey
from gip_lint.model.form import Column, FormTable, Identity
from gip_lint.model.report import BoundCell, BoundTable, DeviationKind

Place: TypeAlias = tuple[str, str]
"""Row and column of a cell."""
Repair: TypeAlias = Mapping[Place, int]
"""The new value of every cell that changes."""
Named: TypeAlias = Callable[[Place], Collection[int]]
"""The figures that the prose names for a cell."""
BlankAs: TypeAlias = Literal["zero", "unknown"]
"""How a blank cell counts."""

NOT_ONE_BY_ONE = frozenset("元万亿%％百千")
"""Characters of units that count nothing one by one: money, shares, multiples."""


class Standing(Enum):
    """What a cell brings to a sum."""

    FIGURE = "figure"
    """A whole number not below zero."""
    BLANK = "blank"
    """Nothing, or a mark for nothing."""
    UNFIT = "unfit"
    """A number or words that are not a count: 12.5, －3, 353万元, 若干."""
    DOUBTFUL = "doubtful"
    """A figure that may belong elsewhere, or that the report lacks."""


def is_count(cell: BoundCell) -> bool:
    """Return whether the cell holds a whole number not below zero, counted one by one."""
    quantity = cell.quantity
    value, unit = quantity.value, quantity.unit
    return (
        value is not None
        and value >= 0
        and value == int(value)
        and (unit is None or NOT_ONE_BY_ONE.isdisjoint(unit))
    )


class Sum(NamedTuple):
    """An identity in one column, or in one row, of a table."""

    identity: Identity
    line: CellKey
    """The column, or the row, in which it is to hold."""
    left: tuple[Place, ...]
    right: tuple[Place, ...]
    whole: bool = True
    """False where the table lacks rows of a group, so that the sum cannot be told."""

    @property
    def total(self) -> Place | None:
        """The cell that is the sum of all others; None where both sides have several terms."""
        return self.left[0] if len(self.left) == 1 else None

    @property
    def places(self) -> tuple[Place, ...]:
        """Every cell of the sum."""
        return self.left + self.right

    def coefficients(self) -> dict[Place, int]:
        """Left minus right: 1 for each cell on the left, -1 for each on the right."""
        return {**dict.fromkeys(self.left, 1), **dict.fromkeys(self.right, -1)}


class Verdict(Enum):
    """Whether a sum holds."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"


class Outcome(NamedTuple):
    """A sum and what came of it."""

    sum: Sum
    verdict: Verdict
    left: int = 0
    right: int = 0


@lru_cache(maxsize=256)
def sums_of(table: FormTable, rows: frozenset[str]) -> tuple[Sum, ...]:
    """Return the sums of a form's table, for a report that has these *rows*, in the order of the form.

    A row that collapses others is counted in their place. A group that lacks rows otherwise, or that has a
    collapsing row beside some of those it stands for, gives sums that are not ``whole``.
    """
    return tuple(
        sum_
        for identity in table.identities
        for sum_ in (_down if identity.scope == "column" else _across)(table, rows, identity)
    )


@lru_cache(maxsize=256)
def _places_of(table: FormTable, rows: frozenset[str]) -> tuple[Place, ...]:
    """Return the cells that belong to the sums of such a table, in the order of the sums."""
    return tuple(dict.fromkeys(place for sum_ in sums_of(table, rows) for place in sum_.places))


def _down(table: FormTable, rows: frozenset[str], identity: Identity) -> Iterator[Sum]:
    left, left_whole = _expand(table, rows, identity.left)
    right, right_whole = _expand(table, rows, identity.right)
    terms = left + right
    if not terms:
        return
    shared = [column.key for column in table.columns(terms[0])]
    for other in {id(table.block_of[row]): row for row in terms}.values():
        shared = [key for key in shared if key in {column.key for column in table.columns(other)}]
    for column in shared:
        yield Sum(
            identity,
            CellKey(table.key, None, column),
            tuple((row, column) for row in left),
            tuple((row, column) for row in right),
            left_whole and right_whole,
        )


def _expand(table: FormTable, rows: frozenset[str], terms: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    found: list[str] = []
    whole = True
    for term in terms:
        if not term.startswith("@"):
            found.append(term)
            continue
        members = [row for row in table.rows.values() if row.group == term[1:]]
        missing = {row.key for row in members if not row.collapses} - rows
        for row in members:
            if not row.collapses:
                if row.key in rows:
                    found.append(row.key)
            elif row.key in rows:
                stood_for = missing.intersection(row.collapses)
                if len(stood_for) == len(row.collapses):
                    found.append(row.key)
                    missing -= stood_for
                elif stood_for:
                    whole = False
        whole &= not missing
    return tuple(found), whole


def _across(table: FormTable, rows: frozenset[str], identity: Identity) -> Iterator[Sum]:
    terms = {*identity.left, *identity.right}
    for block in table.blocks:
        if not terms <= {column.key for column in block.columns}:
            continue
        for row in block.rows:
            if row.key in rows:
                yield Sum(
                    identity,
                    CellKey(table.key, row.key, None),
                    tuple((row.key, column) for column in identity.left),
                    tuple((row.key, column) for column in identity.right),
                )


def _standing_of(cell: BoundCell | None) -> Standing:
    if cell is None or not cell.placed:
        return Standing.DOUBTFUL
    if not cell.sure:
        return Standing.UNFIT
    if is_count(cell):
        return Standing.FIGURE
    return Standing.BLANK if cell.quantity.blank else Standing.UNFIT


class Tally:
    """A table with its sums worked out."""

    def __init__(self, table: BoundTable, blank_as: BlankAs = "zero") -> None:
        self.table = table
        self.blank_as = blank_as

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The sums of the table, in the order of the form."""
        return sums_of(self.table.form, self._rows)

    @cached_property
    def _rows(self) -> frozenset[str]:
        return frozenset([row for row, _ in self.table.cells])

    @cached_property
    def standings(self) -> dict[Place, Standing]:
        """The standing of every cell that belongs to a sum."""
        torn = {
            deviation.key.row
            for deviation in self.table.deviations
            if deviation.kind is DeviationKind.MISSING_CELL
        }
        cells = self.table.cells
        return {
            place: _standing_of(None if place[0] in torn else cells.get(place))
            for place in _places_of(self.table.form, self._rows)
        }

    @cached_property
    def totals(self) -> dict[Place, tuple[Sum, ...]]:
        """Every cell that is a total, with the sums that make it so."""
        found: dict[Place, tuple[Sum, ...]] = {}
        for sum_ in self.sums:
            if sum_.total is not None:
                found[sum_.total] = (*found.get(sum_.total, ()), sum_)
        return found

    @cached_property
    def blank_totals(self) -> Mapping[Place, int]:
        """The value that each blank total must have for its parts; empty where blanks are unknown.

        A blank total is not zero: the clerk has still to add up.
        """
        if self.blank_as == "unknown":
            return {}
        due: dict[Place, int] = {}
        if Standing.BLANK not in self.standings.values():
            return due
        pending = dict.fromkeys(place for place in self.totals if self.standings[place] is Standing.BLANK)
        while pending:
            solved = {place: value for place in pending if (value := self._due(place, due)) is not None}
            if not solved:
                break
            due |= solved
            pending = dict.fromkeys(place for place in pending if place not in due)
        return due

    def _due(self, total: Place, due: Mapping[Place, int]) -> int | None:
        for sum_ in self.totals[total]:
            if sum_.whole:
                parts = [self._worth(place, self.standings[place], due) for place in sum_.right]
                if None not in parts:
                    return sum(part for part in parts if part is not None)
        return None

    def _worth(self, place: Place, standing: Standing, due: Mapping[Place, int]) -> int | None:
        if standing is Standing.FIGURE:
            value = self.table.cells[place].quantity.value
            assert value is not None
            return int(value)
        if standing is Standing.BLANK and self.blank_as == "zero":
            return due.get(place) if place in self.totals else 0
        return None

    @cached_property
    def values(self) -> dict[Place, int]:
        """What each cell counts for in the sums; without the cells that count for nothing known."""
        due = self.blank_totals
        return {
            place: worth
            for place, standing in self.standings.items()
            if (worth := self._worth(place, standing, due)) is not None
        }

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came of each sum, in the order of the form."""
        return tuple([self._outcome(sum_) for sum_ in self.sums])

    def _outcome(self, sum_: Sum) -> Outcome:
        worth = self.values.__getitem__
        try:
            left, right = sum(map(worth, sum_.left)), sum(map(worth, sum_.right))
        except KeyError:
            return Outcome(sum_, Verdict.UNDECIDED)
        if not sum_.whole:
            return Outcome(sum_, Verdict.UNDECIDED)
        return Outcome(sum_, Verdict.HOLDS if left == right else Verdict.BROKEN, left, right)

    def column(self, place: Place) -> Column:
        """The form's column in which a cell stands."""
        return self.table.form.column(*place)
