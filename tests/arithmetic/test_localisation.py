"""Fellegi-Holt localisation: exact against an oracle, complete, and polite beyond its bound."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from bound_tables import APPLICATIONS, REVIEW, Figures, bound, consistent, damaged
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from gip_lint.arithmetic.identities import Place, Tally
from gip_lint.arithmetic.localisation import Bound, determined, localise
from gip_lint.model.form import FormTable

Repair = frozenset[tuple[Place, int]]
SEEDS = st.integers(0, 2**32 - 1)
FORMS = pytest.mark.parametrize("table", APPLICATIONS.values(), ids=APPLICATIONS.keys())


def equations_of(table: FormTable, figures: Figures) -> list[dict[Place, int]]:
    return [sum_.coefficients() for sum_ in Tally(bound(table, figures)).sums]


def residuals(figures: Figures, equations: list[dict[Place, int]]) -> list[int]:
    return [sum(factor * figures[place] for place, factor in equation.items()) for equation in equations]


def smallest_by_milp(figures: Figures, equations: list[dict[Place, int]]) -> int:
    """The oracle: integer changes, a switch for each cell that may change, the fewest switches."""
    places = list(figures)
    largest = 2 * max(figures.values()) + 10
    at = {place: number for number, place in enumerate(places)}
    n = len(places)
    matrix = np.zeros((len(equations), 2 * n))
    for number, equation in enumerate(equations):
        for place, factor in equation.items():
            matrix[number, at[place]] = factor
    found = np.array([figures[place] for place in places])
    big = np.eye(n) * largest
    link = np.block([[np.eye(n), -big], [np.eye(n), big]])
    answer = milp(
        np.concatenate([np.zeros(n), np.ones(n)]),
        integrality=np.ones(2 * n),
        bounds=Bounds(
            np.concatenate([-found, np.zeros(n)]), np.concatenate([np.full(n, largest), np.ones(n)])
        ),
        constraints=[
            LinearConstraint(matrix, -matrix[:, :n] @ found, -matrix[:, :n] @ found),
            LinearConstraint(
                link,
                np.concatenate([np.full(n, -np.inf), np.zeros(n)]),
                np.concatenate([np.zeros(n), np.full(n, np.inf)]),
            ),
        ],
    )
    assert answer.success
    return round(answer.fun)


@FORMS
@given(seed=SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_consistent_table_needs_no_repair(table: FormTable, seed: int) -> None:
    figures = consistent(table, Random(seed))
    answer = localise(figures, equations_of(table, figures))
    assert answer.size == 0
    assert answer.repairs == ({},)


@FORMS
@given(seed=SEEDS)
@settings(max_examples=100, deadline=None)
def test_one_wrong_cell_is_the_one_repair(table: FormTable, seed: int) -> None:
    random = Random(seed)
    wrong, true = damaged(consistent(table, random), random, 1)
    answer = localise(wrong, equations_of(table, wrong))
    assert answer.certain
    assert answer.repairs == (true,)


@FORMS
def test_no_two_cells_stand_in_the_same_sums(table: FormTable) -> None:
    """Why one wrong cell of part three is always certain.

    A change of one cell moves exactly the sums it stands in. Were another single change to mend them all, the
    two cells would stand in the same sums; no two do.
    """
    figures = consistent(table, Random(0))
    equations = equations_of(table, figures)
    stands_in = {tuple(bool(equation.get(place)) for equation in equations) for place in figures}
    assert len(stands_in) == len(figures)


@FORMS
@given(seed=SEEDS, cells=st.integers(2, 3))
@settings(max_examples=60, deadline=None)
def test_every_repair_mends_everything_and_is_of_one_size(table: FormTable, seed: int, cells: int) -> None:
    random = Random(seed)
    wrong, true = damaged(consistent(table, random, largest=4), random, cells, largest=6)
    equations = equations_of(table, wrong)
    answer = localise(wrong, equations)
    assert answer.size is not None
    assert answer.size <= cells
    assert len({frozenset(repair.items()) for repair in answer.repairs}) == len(answer.repairs)
    for repair in answer.repairs:
        assert len(repair) == answer.size
        assert all(value >= 0 and value != wrong[place] for place, value in repair.items())
        assert not any(residuals({**wrong, **repair}, equations))
    if answer.size == cells and answer.complete:
        assert true in answer.repairs


@pytest.mark.slow
@FORMS
def test_an_independent_solver_agrees_on_the_size(table: FormTable) -> None:
    random = Random(20260101)
    for number in range(120):
        cells = 1 + number % 4
        largest, filled = ((3, 0.35), (12, 0.2), (3, 0.8))[number % 3]
        figures = consistent(table, random, largest=largest, filled=filled)
        wrong, _ = damaged(figures, random, cells, largest=largest)
        equations = equations_of(table, wrong)
        answer = localise(wrong, equations)
        assert answer.size == smallest_by_milp(wrong, equations)


def all_repairs(figures: Figures, equations: list[dict[Place, int]], size: int, largest: int) -> set[Repair]:
    """Every change of *size* cells to values up to *largest* that satisfies all equations, by trial."""
    found = set()
    for places in combinations(figures, size):
        for values in product(range(largest + 1), repeat=size):
            changed = dict(zip(places, values, strict=True))
            if all(value != figures[place] for place, value in changed.items()) and not any(
                residuals({**figures, **changed}, equations)
            ):
                found.add(frozenset(changed.items()))
    return found


@given(values=st.lists(st.integers(0, 2), min_size=9, max_size=9))
@settings(max_examples=80, deadline=None)
def test_all_smallest_repairs_are_found_in_a_small_table(values: list[int]) -> None:
    """Two rows and two columns with all their totals, against every change there is."""
    figures = dict(zip(product("abs", "xyt"), values, strict=True))
    equations = [{(row, "t"): 1, (row, "x"): -1, (row, "y"): -1} for row in "abs"]
    equations += [{("s", column): 1, ("a", column): -1, ("b", column): -1} for column in "xyt"]
    answer = localise(figures, equations)
    assert answer.size is not None
    assert answer.complete
    for smaller in range(min(answer.size, 3)):
        assert not all_repairs(figures, equations, smaller, 6)
    if answer.size <= 3:
        assert {frozenset(repair.items()) for repair in answer.repairs} == all_repairs(
            figures, equations, answer.size, 6
        )


def test_two_cells_that_must_fall_together_are_both_ends_of_a_family() -> None:
    """Parts 5 and 5 under totals of 3 that other sums hold fast: the parts share the fall in any way."""
    equations = [
        {"t": 1, "a": -1, "b": -1},
        {"u": 1, "c": -1, "d": -1},
        {"p": 1, "a": -1, "c": 1},
        {"q": 1, "b": -1, "d": 1},
        *({"t": 1, fixed: -1} for fixed in ("v", "w", "x", "y", "z")),
        *({"u": 1, fixed: -1} for fixed in ("m", "n", "o", "r", "s")),
    ]
    values = {"a": 5, "b": 5, "c": 5, "d": 5, "p": 0, "q": 0, **dict.fromkeys("tvwxyzumnors", 3)}
    answer = localise(values, equations)
    assert answer.size == 4
    assert {frozenset(repair.items()) for repair in answer.repairs} == {
        frozenset({"a": 0, "b": 3, "c": 0, "d": 3}.items()),
        frozenset({"a": 3, "b": 0, "c": 3, "d": 0}.items()),
    }


def test_one_sum_has_a_repair_for_each_cell_that_can_take_it() -> None:
    answer = localise({"t": 7, "a": 4, "b": 0}, [{"t": 1, "a": -1, "b": -1}])
    assert answer.size == 1
    assert answer.repairs == ({"t": 4}, {"a": 7}, {"b": 3})


def test_no_cell_falls_below_zero() -> None:
    answer = localise({"t": 0, "a": 5, "b": 1}, [{"t": 1, "a": -1, "b": -1}])
    assert answer.repairs == ({"t": 6},)


def test_a_free_cell_costs_nothing() -> None:
    equations = [{"t": 1, "a": -1, "b": -1}, {"r": 1, "t": -1}]
    assert localise({"t": 0, "a": 2, "b": 3, "r": 5}, equations, free={"t"}).repairs == ({"t": 5},)
    answer = localise({"t": 0, "a": 2, "b": 3, "r": 4}, equations, free={"t"})
    assert answer.size == 1
    assert {"t": 5, "r": 5} in answer.repairs
    assert {"t": 4, "a": 1} in answer.repairs


def test_figures_that_share_a_cycle_are_repaired_together() -> None:
    """A figure entered one row and one column off breaks two rows and two columns."""
    table = APPLICATIONS["gip-2021"]
    figures = consistent(table, Random(3), filled=0.2)
    wrong = dict(figures)
    for row in ("granted", "rejected_repeat"):
        wrong[row, "natural_person"] += 4 if row == "granted" else 9
        wrong[row, "business"] += 9 if row == "granted" else 4
    answer = localise(wrong, equations_of(table, wrong))
    assert answer.size == 4
    assert {place: figures[place] for place in figures if figures[place] != wrong[place]} in answer.repairs


def test_beyond_the_bound_it_gives_up() -> None:
    table = APPLICATIONS["gip-2021"]
    random = Random(9)
    for cells in (8, 20, 60):
        wrong, _ = damaged(consistent(table, random), random, cells)
        answer = localise(wrong, equations_of(table, wrong))
        assert answer.size is None
        assert not answer.repairs
        assert not answer.certain


def test_a_bound_on_repairs_is_no_claim_to_completeness() -> None:
    answer = localise(
        {"t": 9, **dict.fromkeys("abcdef", 0)},
        [{"t": 1, **dict.fromkeys("abcdef", -1)}],
        bound=Bound(repairs=3),
    )
    assert len(answer.repairs) == 3
    assert not answer.complete


def test_unknown_cells_are_solved_where_one_value_fits() -> None:
    rows = [({"a": 1, "b": 1}, 5), ({"b": 1}, 3), ({"c": 1, "d": 1}, 4)]
    assert determined(rows) == {"a": Fraction(2), "b": Fraction(3)}


def test_unknown_cells_under_a_contradiction_are_left_alone() -> None:
    assert determined([({"a": 1}, 5), ({"a": 1}, 3), ({"z": 1}, 2)]) == {"z": Fraction(2)}


@given(seed=SEEDS)
@settings(max_examples=50, deadline=None)
def test_part_four_shows_the_true_cell_among_five(seed: int) -> None:
    random = Random(seed)
    wrong, true = damaged(consistent(REVIEW, random, filled=0.6), random, 1)
    answer = localise(wrong, equations_of(REVIEW, wrong))
    assert answer.size == 1
    assert len(answer.repairs) <= 5
    assert true in answer.repairs
