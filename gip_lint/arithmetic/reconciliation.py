"""From broken sums to causes: what one would have to change, and which sums each change puts right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from gip_lint.arithmetic.identities import (
    BlankAs,
    Named,
    Outcome,
    Place,
    Repair,
    Standing,
    Sum,
    Tally,
    Verdict,
)
from gip_lint.model.once import once
from gip_lint.model.report import BoundTable

if TYPE_CHECKING:
    from gip_lint.arithmetic.localisation import Localisation

SHOWN = 5
"""How many repairs of a cause are kept for the reader."""
_AFTER_A_SLIP: Final = {"cells": 4, "steps": 400}
"""Where the search for what is wrong besides a slip gives up."""
_SLIPS_TRIED = 3


@frozen
class Cause:
    """Broken sums that go back to the same cells, and the smallest repairs of them."""

    broken: tuple[Outcome, ...]
    """In the order of the form; the first gives the cause its name."""
    repairs: tuple[Repair, ...]
    """The likeliest first, at most five; empty where too much is wrong to tell."""
    count: int
    """How many repairs of that size there are."""
    complete: bool
    """Whether ``count`` is all of them; no repair is smaller in any case."""

    @property
    def certain(self) -> bool:
        """Whether only one repair is possible."""
        return self.complete and self.count == 1

    @property
    def identity(self) -> str:
        """The key of the identity under which the cause is reported."""
        return self.broken[0].sum.identity.key


class Reconciliation:
    """The sums of one table, the causes of what is broken, and the values due in cells that hold none."""

    def __init__(self, tally: Tally, named: Named | None = None) -> None:
        self.tally = tally
        self.named = named

    @property
    def table(self) -> BoundTable:
        """The table."""
        return self.tally.table

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Every cause once, in the order of the form."""
        broken = [outcome for outcome in self.tally.outcomes if outcome.verdict is Verdict.BROKEN]
        if not broken:
            return ()
        answer = self._localise(self.tally.values)
        if answer.size == 0:
            return ()
        if not answer.complete:
            answer = self._with_slips(answer)
        if not answer.repairs:
            return (Cause(tuple(broken), (), 0, complete=False),)
        from gip_lint.arithmetic.typical_errors import Ground, order  # noqa: PLC0415 - in most reports the sums hold

        ground = Ground.of(self.tally)
        causes = []
        for block, repairs in self._parted(broken, answer.repairs):
            ordered = order(repairs, ground, self.named)
            causes.append(Cause(block, tuple(ordered[:SHOWN]), len(ordered), answer.complete))
        return tuple(causes)

    @cached_property
    def _decided(self) -> tuple[Sum, ...]:
        return tuple(
            outcome.sum for outcome in self.tally.outcomes if outcome.verdict is not Verdict.UNDECIDED
        )

    @cached_property
    def _sums_at(self) -> Mapping[Place, tuple[int, ...]]:
        """The decided sums that each cell belongs to, by number."""
        found: dict[Place, tuple[int, ...]] = {}
        for number, sum_ in enumerate(self._decided):
            for place in sum_.places:
                found[place] = (*found.get(place, ()), number)
        return found

    def _localise(self, values: Mapping[Place, int], **bound: int) -> Localisation[Place]:
        from gip_lint.arithmetic.localisation import Bound, localise  # noqa: PLC0415 - in most reports the sums hold

        return localise(
            values,
            [sum_.coefficients() for sum_ in self._decided],
            free=self.tally.blank_totals,
            bound=Bound(**bound),
        )

    def _with_slips(self, answer: Localisation[Place]) -> Localisation[Place]:
        """Add to an answer cut short by its bound what known slips would explain, if nothing smaller can."""
        from gip_lint.arithmetic.typical_errors import systematic  # noqa: PLC0415 - in most reports the sums hold

        values = self.tally.values
        tried = sorted(systematic(self.tally), key=self._broken_after)[:_SLIPS_TRIED]
        repairs: list[dict[Place, int]] = list(answer.repairs)
        for slip in tried:
            rest = self._localise({**values, **slip}, **_AFTER_A_SLIP)
            for more in rest.repairs[:1]:
                repair = {place: value for place, value in {**slip, **more}.items() if value != values[place]}
                cost = sum(place not in self.tally.blank_totals for place in repair)
                if cost == answer.least and repair not in repairs:
                    repairs.append(repair)
        size = answer.least if repairs else None
        return evolve(answer, repairs=tuple(repairs), size=size, complete=False)

    def _broken_after(self, repair: Repair) -> int:
        values = {**self.tally.values, **repair}
        return sum(
            sum(values[place] for place in sum_.left) != sum(values[place] for place in sum_.right)
            for sum_ in self._decided
        )

    def _parted(
        self, broken: list[Outcome], repairs: Iterable[Repair]
    ) -> list[tuple[tuple[Outcome, ...], list[Repair]]]:
        """Split broken sums that no repair links, each with the parts of the repairs that belong to it.

        Two sums belong together where cells that change in one repair share a sum, broken or not.
        """
        clusters = [self._clusters(repair) for repair in repairs]
        numbers = {id(outcome.sum): number for number, outcome in enumerate(broken)}
        broken_number = {
            at: numbers[id(sum_)] for at, sum_ in enumerate(self._decided) if id(sum_) in numbers
        }
        union = _Union(len(broken))
        for cluster in (cluster for found in clusters for cluster in found):
            mended = [
                broken_number[at] for place in cluster for at in self._sums_at[place] if at in broken_number
            ]
            for number in mended[1:]:
                union.join(mended[0], number)
        parted: dict[int, tuple[list[Outcome], dict[tuple[tuple[Place, int], ...], Repair]]] = {}
        for number, outcome in enumerate(broken):
            parted.setdefault(union.root(number), ([], {}))[0].append(outcome)
        for found in clusters:
            merged: dict[int, dict[Place, int]] = {}
            for cluster in found:
                root = next(
                    union.root(broken_number[at])
                    for place in cluster
                    for at in self._sums_at[place]
                    if at in broken_number
                )
                merged.setdefault(root, {}).update(cluster)
            for root, part in merged.items():
                parted[root][1].setdefault(tuple(sorted(part.items())), part)
        return [(tuple(outcomes), list(options.values())) for outcomes, options in parted.values()]

    def _clusters(self, repair: Repair) -> list[Repair]:
        """Split the cells of a repair that share no sum, even through others; each mends sums of its own."""
        places = list(repair)
        union = _Union(len(places))
        seen: dict[int, int] = {}
        for number, place in enumerate(places):
            for at in self._sums_at[place]:
                union.join(seen.setdefault(at, number), number)
        clusters: dict[int, dict[Place, int]] = {}
        for number, place in enumerate(places):
            clusters.setdefault(union.root(number), {})[place] = repair[place]
        return list(clusters.values())

    @cached_property
    def suspects(self) -> frozenset[Place]:
        """Every cell that some repair changes."""
        return frozenset(place for cause in self.causes for repair in cause.repairs for place in repair)

    def _holds_none(self, place: Place) -> bool:
        return self.tally.standings[place] in (Standing.BLANK, Standing.UNFIT)

    @cached_property
    def due(self) -> Mapping[Place, int]:
        """The values that blank and unfit cells must have, where the sums leave one value only.

        A certain cause says what its blank cells must hold. Sums that have to do with any other cause are not
        asked, and nothing is said of a cell that was bound without confidence.
        """
        solvable = {
            place
            for place in self.tally.standings
            if self._holds_none(place) and place not in self.tally.values
        }
        due = dict(self.tally.blank_totals)
        if solvable:
            from gip_lint.arithmetic.localisation import determined  # noqa: PLC0415 - few cells are solved for

            suspect = self.suspects
            known = self.tally.values
            equations = [
                (
                    {place: factor for place, factor in terms.items() if place in solvable},
                    -sum(factor * known[place] for place, factor in terms.items() if place in known),
                )
                for sum_ in self.tally.sums
                if sum_.whole
                and not suspect.intersection(sum_.places)
                and not solvable.isdisjoint(sum_.places)
                and all(place in known or place in solvable for place in sum_.places)
                for terms in [sum_.coefficients()]
            ]
            due |= {
                place: int(value)
                for place, value in determined(equations).items()
                if value >= 0 and value.denominator == 1
            }
        for cause in self.causes:
            if cause.certain:
                due |= {place: value for place, value in cause.repairs[0].items() if self._holds_none(place)}
        return due


class _Union:
    """Numbers joined into sets."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        self._parent[max(self.root(one), self.root(other))] = min(self.root(one), self.root(other))


def reconcile(table: BoundTable, *, blank_as: BlankAs = "zero", named: Named | None = None) -> Reconciliation:
    """Work out a table once; rules that ask again for the same get the same.

    *named* gives the figures that the prose names for a cell; it is asked only where repairs are to be put in
    order.
    """
    return _reconciled(table, blank_as, named)


@once
def _reconciled(table: BoundTable, blank_as: BlankAs, named: Named | None) -> Reconciliation:
    return Reconciliation(Tally(table, blank_as), named)
