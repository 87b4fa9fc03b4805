"""From broken sums to causes: each once, with the right cells, in the likeliest order."""

from __future__ import annotations

from random import Random

import pytest
from bound_tables import APPLICATIONS, REVIEW, Figures, bound, consistent, damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from gip_lint.arithmetic.identities import Place
from gip_lint.arithmetic.reconciliation import Cause, reconcile
from gip_lint.model.form import FormTable

SEEDS = st.integers(0, 2**32 - 1)
FORMS = pytest.mark.parametrize("table", APPLICATIONS.values(), ids=APPLICATIONS.keys())
TABLE = APPLICATIONS["gip-2021"]


def broken_lines(cause: Cause) -> set[tuple[str, str | None, str | None]]:
    return {
        (outcome.sum.identity.key, outcome.sum.line.row, outcome.sum.line.column) for outcome in cause.broken
    }


def shows(causes: tuple[Cause, ...], true: Figures) -> bool:
    """Return whether the true figures can be put together from the repairs shown."""
    mended: Figures = {}
    for cause in causes:
        fitting = [repair for repair in cause.repairs if repair.items() <= true.items()]
        if not fitting:
            return False
        mended |= fitting[0]
    return mended == true


@FORMS
@given(seed=SEEDS)
@settings(max_examples=50, deadline=None)
def test_a_consistent_table_has_no_cause(table: FormTable, seed: int) -> None:
    assert reconcile(bound(table, consistent(table, Random(seed)))).causes == ()


@FORMS
@given(seed=SEEDS, largest=st.sampled_from([3, 60, 9999]))
@settings(max_examples=150, deadline=None)
def test_one_wrong_cell_is_one_certain_cause(table: FormTable, seed: int, largest: int) -> None:
    random = Random(seed)
    wrong, true = damaged(consistent(table, random), random, 1, largest=largest)
    (cause,) = reconcile(bound(table, wrong)).causes
    assert cause.certain
    assert cause.repairs == (true,)


@pytest.mark.parametrize("largest", [3, 60, 9999])
@FORMS
def test_two_wrong_cells_are_nearly_always_among_the_repairs(table: FormTable, largest: int) -> None:
    random = Random(1976)
    found = 0
    for _ in range(300):
        wrong, true = damaged(consistent(table, random), random, 2, largest=largest)
        found += shows(reconcile(bound(table, wrong)).causes, true)
    assert found >= 0.95 * 300


@given(seed=SEEDS)
@settings(max_examples=100, deadline=None)
def test_part_four_shows_the_wrong_cell_among_five(seed: int) -> None:
    random = Random(seed)
    wrong, true = damaged(consistent(REVIEW, random, filled=0.6), random, 1)
    (cause,) = reconcile(bound(REVIEW, wrong)).causes
    assert len(cause.repairs) <= 5
    assert true in cause.repairs
    assert cause.identity == "case-total"


def test_cells_that_share_no_sum_are_causes_of_their_own() -> None:
    figures = consistent(TABLE, Random(5), filled=0.8)
    wrong = {**figures, ("granted", "business"): 400, ("carried_forward", "research"): 700}
    causes = reconcile(bound(TABLE, wrong)).causes
    assert [cause.repairs for cause in causes] == [
        ({("carried_forward", "research"): figures["carried_forward", "research"]},),
        ({("granted", "business"): figures["granted", "business"]},),
    ]
    assert broken_lines(causes[0]) == {
        ("balance", None, "research"),
        ("applicant-total", "carried_forward", None),
    }


def test_cells_of_one_column_are_one_cause() -> None:
    figures = consistent(TABLE, Random(5), filled=0.8)
    wrong = {**figures, ("granted", "business"): 400, ("rejected_repeat", "business"): 700}
    (cause,) = reconcile(bound(TABLE, wrong)).causes
    assert cause.certain
    assert len(cause.repairs[0]) == 2


def test_every_broken_sum_belongs_to_one_cause() -> None:
    random = Random(11)
    for cells in (1, 2, 3, 4, 9):
        wrong, _ = damaged(consistent(TABLE, random), random, cells)
        reconciliation = reconcile(bound(TABLE, wrong))
        broken = [outcome for outcome in reconciliation.tally.outcomes if outcome.left != outcome.right]
        claimed = [outcome for cause in reconciliation.causes for outcome in cause.broken]
        assert sorted(map(id, claimed)) == sorted(map(id, broken))


def test_a_cause_bears_the_name_of_the_first_identity_it_breaks() -> None:
    figures = consistent(TABLE, Random(5), filled=0.8)

    def named(place: Place) -> str:
        (cause,) = reconcile(bound(TABLE, {**figures, place: 5000})).causes
        return cause.identity

    assert named(("new_received", "business")) == "balance"
    assert named(("processed_total", "business")) == "balance"
    assert named(("granted", "business")) == "result-total"
    assert named(("granted", "total")) == "result-total"


def test_rows_never_added_up_are_found_though_many() -> None:
    figures = consistent(TABLE, Random(6), filled=0.08)
    wrong = {place: 0 if place[1] == "total" else value for place, value in figures.items()}
    (cause,) = reconcile(bound(TABLE, wrong)).causes
    assert cause.identity == "applicant-total"
    true = {place: value for place, value in figures.items() if value != wrong[place]}
    assert cause.repairs[0] == true


def test_a_row_typed_one_cell_too_far_comes_first() -> None:
    figures = consistent(TABLE, Random(8), filled=0)
    for row, value in (("new_received", 16), ("granted", 7), ("rejected_repeat", 9), ("processed_total", 16)):
        figures[row, "natural_person"] = figures[row, "total"] = value
    wrong = {**figures, ("granted", "natural_person"): 0, ("granted", "business"): 7, ("granted", "total"): 0}
    (cause,) = reconcile(bound(TABLE, wrong)).causes
    assert not cause.certain
    assert cause.repairs[0] == {
        ("granted", "natural_person"): 7,
        ("granted", "business"): 0,
        ("granted", "total"): 7,
    }


def test_a_busy_row_typed_one_cell_too_far_is_found_beyond_the_bound() -> None:
    figures = consistent(TABLE, Random(4), filled=0.9)
    columns = [column.key for column in TABLE.columns("granted")]
    wrong = dict(figures)
    for at, column in enumerate(columns):
        wrong["granted", column] = figures["granted", columns[at - 1]] if at else 0
    (cause,) = reconcile(bound(TABLE, wrong)).causes
    true = {place: value for place, value in figures.items() if value != wrong[place]}
    assert true in cause.repairs
    assert not cause.certain


def test_too_much_wrong_is_one_cause_without_repairs() -> None:
    random = Random(3)
    wrong, _ = damaged(consistent(TABLE, random), random, 40)
    (cause,) = reconcile(bound(TABLE, wrong)).causes
    assert cause.repairs == ()
    assert not cause.certain


def test_a_blank_total_is_no_cause_and_is_given_its_value() -> None:
    figures = consistent(TABLE, Random(5), filled=0.8)
    place = ("granted", "total")
    reconciliation = reconcile(bound(TABLE, {**figures, place: None}))
    assert reconciliation.causes == ()
    assert reconciliation.due == {place: figures[place]}


def test_a_blank_part_under_a_certain_cause_is_given_its_value() -> None:
    figures = consistent(TABLE, Random(5), filled=1)
    place = ("granted", "business")
    reconciliation = reconcile(bound(TABLE, {**figures, place: None}))
    (cause,) = reconciliation.causes
    assert cause.repairs == ({place: figures[place]},)
    assert reconciliation.due == {place: figures[place]}


@pytest.mark.parametrize("raw", [None, "12.5", "-7", "若干"])
def test_what_holds_no_count_is_solved_where_one_value_fits(raw: str | None) -> None:
    figures = consistent(TABLE, Random(5), filled=1)
    places = [("granted", "business"), ("granted", "research"), ("rejected_repeat", "research")]
    reconciliation = reconcile(bound(TABLE, {**figures, **dict.fromkeys(places, raw)}), blank_as="unknown")
    assert reconciliation.causes == ()
    assert reconciliation.due == {place: figures[place] for place in places}


def test_nothing_is_solved_where_several_values_fit() -> None:
    figures = consistent(TABLE, Random(5), filled=1)
    corners = [(row, column) for row in ("granted", "rejected_repeat") for column in ("business", "research")]
    assert reconcile(bound(TABLE, {**figures, **dict.fromkeys(corners)}), blank_as="unknown").due == {}


def test_an_unsure_row_hides_no_error_elsewhere() -> None:
    figures = consistent(TABLE, Random(5), filled=1)
    unsure = {place for place in figures if place[0] == "rejected_repeat"}
    wrong = {**figures, ("new_received", "business"): 999, ("rejected_repeat", "business"): 555}
    (cause,) = reconcile(bound(TABLE, wrong, unsure=unsure)).causes
    assert cause.repairs == ({("new_received", "business"): figures["new_received", "business"]},)


def test_a_table_is_worked_out_once() -> None:
    table = bound(TABLE, consistent(TABLE, Random(5)))
    assert reconcile(table) is reconcile(table)
    assert reconcile(table, blank_as="unknown") is not reconcile(table)


def group(upheld: int, corrected: int, other: int, pending: int, total: int) -> dict[Place, int]:
    row = "reconsideration"
    columns = ("upheld", "corrected", "other", "pending", "total")
    figures = {(key, column): 0 for key in REVIEW.rows for column in columns}
    return figures | {
        (row, column): value
        for column, value in zip(columns, (upheld, corrected, other, pending, total), strict=True)
    }


def first(figures: dict[Place, int], named: dict[str, set[int]] | None = None) -> dict[str, int]:
    said = named or {}
    (cause,) = reconcile(bound(REVIEW, figures), named=lambda place: said.get(place[1], ())).causes
    return {place[1]: value for place, value in cause.repairs[0].items()}


def test_a_total_left_at_zero_comes_before_all() -> None:
    assert first(group(5, 0, 0, 0, 0)) == {"total": 5}


def test_swapped_digits_come_next() -> None:
    assert first(group(21, 5, 0, 0, 17)) == {"upheld": 12}


def test_a_doubled_digit_comes_next() -> None:
    assert first(group(12, 55, 0, 1, 18)) == {"corrected": 5}


def test_a_dropped_digit_comes_next() -> None:
    assert first(group(31, 4, 0, 0, 75)) == {"corrected": 44}


def test_what_the_prose_names_decides_among_equals() -> None:
    figures = group(3, 4, 2, 2, 20)
    assert first(figures) == {"total": 11}
    assert first(figures, {"total": {20}}) != {"total": 11}
    assert first(figures, {"total": {20}, "pending": {11}}) == {"pending": 11}
