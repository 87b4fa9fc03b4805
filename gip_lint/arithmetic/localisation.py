"""Error localisation: the fewest cells whose change makes every identity hold.

The principle is Fellegi and Holt's (A systematic approach to automatic edit and imputation, JASA 71 (353),
1976, 17-35): a record that offends against its edits is put right by changing as few fields as possible.
Here the edits are linear equations between cells that hold whole numbers not below zero, so the implied
edits that the method asks for come from elimination: once a cell is marked as changed it is eliminated, and
an equation between the other cells that is still not met must hold one more cell that changes.

Nothing here knows of tables, reports or forms: cells are any hashable keys.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from attrs import define, field, frozen

Cell = TypeVar("Cell", bound=Hashable)
Exact: TypeAlias = int | Fraction
Equation: TypeAlias = Mapping[Cell, int]
"""The coefficient of each cell; the sum of coefficient times value has to be zero."""


class Bound(NamedTuple):
    """Where the search gives up."""

    cells: int = 6
    """The most cells that a repair may change."""
    steps: int = 3000
    """The most sets of cells that are looked at."""
    repairs: int = 200
    """The most repairs of the smallest size that are kept."""


@frozen
class Localisation(Generic[Cell]):
    """What the search found."""

    repairs: tuple[dict[Cell, int], ...]
    """The smallest repairs, each with the new value of every cell it changes, free cells included.

    Empty where the bound was reached before any repair."""
    size: int | None
    """How many cells the smallest repair changes, free cells not counted; None where none was found."""
    least: int
    """No repair changes fewer cells than this; it equals ``size`` where that is known."""
    complete: bool
    """Whether every repair of that size is among them. A family of repairs, in which figures could be
    pushed to and fro between cells, is represented by its two ends."""

    @property
    def certain(self) -> bool:
        """Whether there is one way only."""
        return self.complete and len(self.repairs) == 1


def localise(
    values: Mapping[Cell, int],
    equations: Iterable[Equation[Cell]],
    *,
    free: Collection[Cell] = (),
    bound: Bound = Bound(),  # noqa: B008 - it never changes
) -> Localisation[Cell]:
    """Find the smallest sets of cells whose change satisfies every equation, by increasing size.

    *values* gives each cell that the equations name its whole number, not below zero; cells remain so. Cells
    in *free* (totals left blank) may change at no cost. Consistent values have one repair, of no cell.

    The search is exact: no repair is smaller than those returned, and all of that size are returned if
    ``complete``. It gives up, with no repair, at *bound*. Supports with two or more degrees of freedom, which
    need six cells at least in a table of rows and columns, are not looked for; then the answer is not
    ``complete``.
    """
    system = _System.of(values, equations)
    for cell in free:
        system = system.with_changed(cell)
    search = _Search(values, frozenset(free), bound)
    try:
        for size in range(system.least(frozenset()), bound.cells + 1):
            search.at(system, size)
            if search.found:
                return Localisation(tuple(search.found), size, size, search.complete)
    except _GaveUpError:
        if search.found:
            return Localisation(tuple(search.found), search.size, search.size, complete=False)
        return Localisation((), None, search.size, complete=False)
    return Localisation((), None, max(bound.cells + 1, system.least(frozenset())), complete=False)


def determined(
    equations: Iterable[tuple[Equation[Cell], int]],
) -> dict[Cell, Fraction]:
    """Solve for unknown cells; return those that can have one value only.

    Each equation is its coefficients and the sum it must have. Unknowns that hang together with equations
    that contradict one another are left out.
    """
    solved: dict[Cell, Fraction] = {}
    for component in _components([(dict(terms), total) for terms, total in equations]):
        rows: list[tuple[Cell, dict[Cell, Exact], Exact]] = []
        contradiction = False
        for terms, total in component:
            coefficients: dict[Cell, Exact] = dict(terms)
            due: Exact = total
            for pivot, row, right in rows:
                if pivot in coefficients:
                    due = _subtract(coefficients, due, row, right, coefficients[pivot])
            if not coefficients:
                contradiction |= due != 0
                continue
            pivot = next(iter(coefficients))
            factor = coefficients[pivot]
            row = {cell: _divide(value, factor) for cell, value in coefficients.items()}
            right = _divide(due, factor)
            for number, (other, other_row, other_right) in enumerate(rows):
                if pivot in other_row:
                    rows[number] = (
                        other,
                        other_row,
                        _subtract(other_row, other_right, row, right, other_row[pivot]),
                    )
            rows.append((pivot, row, right))
        if not contradiction:
            solved |= {pivot: Fraction(right) for pivot, row, right in rows if len(row) == 1}
    return solved


def _components(
    equations: Sequence[tuple[dict[Cell, int], int]],
) -> Iterator[list[tuple[dict[Cell, int], int]]]:
    left = list(equations)
    while left:
        component = [left.pop()]
        cells = set(component[0][0])
        grown = True
        while grown:
            near = [equation for equation in left if not cells.isdisjoint(equation[0])]
            left = [equation for equation in left if cells.isdisjoint(equation[0])]
            component += near
            grown = bool(near)
            for terms, _ in near:
                cells.update(terms)
        yield component


def _divide(value: Exact, by: Exact) -> Exact:
    if by == 1:
        return value
    if by == -1:
        return -value
    quotient = Fraction(value) / by
    return quotient.numerator if quotient.denominator == 1 else quotient


def _subtract(
    coefficients: dict[Cell, Exact], due: Exact, row: Mapping[Cell, Exact], right: Exact, factor: Exact
) -> Exact:
    """Take *factor* times (*row*, *right*) from *coefficients* in place; return what is due after that."""
    for cell, value in row.items():
        rest = coefficients.get(cell, 0) - factor * value
        if rest:
            coefficients[cell] = rest
        else:
            coefficients.pop(cell, None)
    return due - factor * right


class _GaveUpError(Exception):
    """The bound was reached."""


_Row: TypeAlias = tuple[dict[Cell, Exact], Exact]
"""Coefficients of the changes of cells, and what they must sum to."""


@frozen
class _System(Generic[Cell]):
    """What is still asked of the cells not marked as changed, and how those marked follow from them."""

    met: tuple[_Row[Cell], ...]
    broken: tuple[_Row[Cell], ...]
    solved: tuple[tuple[Cell, dict[Cell, Exact], Exact], ...] = ()
    """For each marked cell an equation that gives its change (coefficient 1) from cells marked later and not
    at all."""
    loose: tuple[Cell, ...] = ()
    """Marked cells that no equation was left to give."""

    @classmethod
    def of(cls, values: Mapping[Cell, int], equations: Iterable[Equation[Cell]]) -> _System[Cell]:
        met: list[_Row[Cell]] = []
        broken: list[_Row[Cell]] = []
        for equation in equations:
            residual = sum(coefficient * values[cell] for cell, coefficient in equation.items())
            row: _Row[Cell] = ({cell: factor for cell, factor in equation.items() if factor}, -residual)
            (broken if residual else met).append(row)
        return cls(tuple(met), tuple(broken))

    def with_changed(self, cell: Cell) -> _System[Cell]:
        """Mark *cell* as changed and eliminate it."""
        pivot: _Row[Cell] | None = None
        for row in (*self.broken, *self.met):
            if cell in row[0] and (pivot is None or len(row[0]) < len(pivot[0])):
                pivot = row
        if pivot is None:
            return _System(self.met, self.broken, self.solved, (*self.loose, cell))
        factor = pivot[0][cell]
        coefficients = {other: _divide(value, factor) for other, value in pivot[0].items()}
        due = _divide(pivot[1], factor)
        met: list[_Row[Cell]] = []
        broken: list[_Row[Cell]] = []
        for row in (*self.broken, *self.met):
            if row is pivot:
                continue
            rest, right = row
            if cell in rest:
                rest = dict(rest)
                right = _subtract(rest, right, coefficients, due, rest[cell])
            (broken if right else met).append((rest, right))
        return _System(tuple(met), tuple(broken), (*self.solved, (cell, coefficients, due)), self.loose)

    def least(self, fixed: frozenset[Cell]) -> int:
        """Return a number of cells without which the broken equations cannot be met."""
        rows = sorted((coefficients.keys() - fixed for coefficients, _ in self.broken), key=len)
        best = 0
        for first in rows:
            taken = set(first)
            count = 1
            for cells in rows:
                if taken.isdisjoint(cells):
                    count += 1
                    taken |= cells
            best = max(best, count)
        return best

    def changes(self) -> dict[Cell, Exact]:
        """Return the change of each marked cell if no other cell, and no loose one, changes."""
        return self._changes(None)[0]

    def _changes(self, loose: Cell | None) -> tuple[dict[Cell, Exact], dict[Cell, Exact]]:
        """Return the changes, and by how much each moves when the *loose* cell goes up by one."""
        fixed: dict[Cell, Exact] = {}
        slope: dict[Cell, Exact] = {}
        if loose is not None:
            fixed[loose], slope[loose] = 0, 1
        for cell, coefficients, due in reversed(self.solved):
            at: Exact = due
            tilt: Exact = 0
            for other, factor in coefficients.items():
                if other != cell and other in fixed:
                    at -= factor * fixed[other]
                    if other in slope:
                        tilt -= factor * slope[other]
            fixed[cell] = at
            if tilt:
                slope[cell] = tilt
        return fixed, slope

    def line(self) -> tuple[dict[Cell, Exact], dict[Cell, Exact]]:
        """Return the changes on the line that the one loose cell draws: where it begins and how it rises."""
        return self._changes(self.loose[0])

    def sway(self, cell: Cell) -> dict[Cell, Exact]:
        """Return by how much a marked cell moves when each cell that is not marked goes up by one."""
        place = {marked: number for number, (marked, _, _) in enumerate(self.solved)}
        sway: dict[Cell, Exact] = {}
        open_: dict[Cell, Exact] = {cell: 1}
        while open_:
            current = min(open_, key=lambda marked: place[marked])
            weight = open_.pop(current)
            for other, factor in self.solved[place[current]][1].items():
                if other == current:
                    continue
                into = open_ if other in place else sway
                rest = into.get(other, 0) - weight * factor
                if rest:
                    into[other] = rest
                else:
                    into.pop(other, None)
        return sway


@define(eq=False)
class _Search(Generic[Cell]):
    """A depth-first search for repairs of one size; each set of cells is come to once."""

    values: Mapping[Cell, int]
    free: frozenset[Cell]
    bound: Bound
    found: list[dict[Cell, int]] = field(factory=list)
    complete: bool = True
    size: int = 0
    steps: int = 0

    def at(self, system: _System[Cell], size: int) -> None:
        """Find the repairs of *size* cells. Raises _GaveUpError at the bound."""
        self.size = size
        self._descend(system, size, frozenset())

    def _descend(self, system: _System[Cell], budget: int, fixed: frozenset[Cell]) -> None:
        """Add up to *budget* more changed cells, none of the *fixed*."""
        self.steps += 1
        if self.steps > self.bound.steps:
            raise _GaveUpError
        if not system.broken:
            self._settle(system, budget, fixed)
            return
        if budget == 0 or system.least(fixed) > budget:
            return
        candidates = min(
            ([cell for cell in coefficients if cell not in fixed] for coefficients, _ in system.broken),
            key=len,
        )
        self._branch(system, candidates, budget, fixed)

    def _branch(
        self, system: _System[Cell], candidates: Iterable[Cell], budget: int, fixed: frozenset[Cell]
    ) -> None:
        """At least one of *candidates* changes: try each as the first that does."""
        for cell in candidates:
            self._descend(system.with_changed(cell), budget - 1, fixed)
            fixed = fixed | {cell}

    def _settle(self, system: _System[Cell], budget: int, fixed: frozenset[Cell]) -> None:
        """Every equation can be met; see to it that cells remain whole numbers not below zero."""
        if len(system.loose) > 1:
            self.complete = False
        elif system.loose:
            self._settle_line(system, budget, fixed)
        else:
            changes = system.changes()
            below = next((cell for cell, change in changes.items() if self.values[cell] + change < 0), None)
            if below is None:
                if budget == 0:
                    self._keep(changes)
            elif budget:
                self._branch(system, self._raising(system, below, fixed), budget, fixed)

    def _raising(self, system: _System[Cell], below: Cell, fixed: frozenset[Cell]) -> list[Cell]:
        """List the cells that can lift *below* when they change too."""
        return [
            cell
            for cell, sway in system.sway(below).items()
            if cell not in fixed and (sway > 0 or self.values[cell] > 0)
        ]

    def _settle_line(self, system: _System[Cell], budget: int, fixed: frozenset[Cell]) -> None:
        """The changes lie on a line: keep the ends of the stretch on which no cell is below zero."""
        start, slope = system.line()
        low: Exact | None = None
        high: Exact | None = None
        possible = True
        for cell, change in start.items():
            value = self.values[cell] + change
            tilt = slope.get(cell, 0)
            if not tilt:
                possible &= value >= 0
                continue
            limit = Fraction(-value) / tilt
            if tilt > 0:
                low = limit if low is None else max(low, limit)
            else:
                high = limit if high is None else min(high, limit)
        low, high = (None if low is None else ceil(low)), (None if high is None else floor(high))
        if possible and (low is None or high is None or low <= high):
            if budget == 0:
                for step in dict.fromkeys(end for end in (low, high) if end is not None):
                    self._keep({cell: change + step * slope.get(cell, 0) for cell, change in start.items()})
        elif budget:
            near = dict.fromkeys(cell for marked, _, _ in system.solved for cell in system.sway(marked))
            marked = {*(cell for cell, _, _ in system.solved), *system.loose}
            self._branch(system, [cell for cell in near if cell not in fixed | marked], budget, fixed)

    def _keep(self, changes: Mapping[Cell, Exact]) -> None:
        if any(change == 0 and cell not in self.free for cell, change in changes.items()):
            return
        if any(Fraction(change).denominator != 1 for change in changes.values()):
            return
        self.found.append(
            {
                cell: self.values[cell] + int(change)
                for cell, change in changes.items()
                if change or cell not in self.free
            }
        )
        if len(self.found) >= self.bound.repairs:
            self.complete = False
            raise _GaveUpError
