"""Which sums hold, which are broken, and which cannot be told."""

from __future__ import annotations

from random import Random

import pytest
from bound_tables import APPLICATIONS, FORM_2021, REVIEW, bound, consistent, places

from gip_lint.arithmetic.identities import Standing, Tally, Verdict
from gip_lint.model.finding import CellKey
from gip_lint.model.report import Deviation, DeviationKind
from gip_lint_grammar.nodes import Span

TABLE = APPLICATIONS["gip-2021"]
FIGURES = consistent(TABLE, Random(1), filled=0.5)


def verdicts(tally: Tally) -> dict[tuple[str, str | None, str | None], Verdict]:
    return {
        (outcome.sum.identity.key, outcome.sum.line.row, outcome.sum.line.column): outcome.verdict
        for outcome in tally.outcomes
    }


def undecided(tally: Tally) -> set[tuple[str, str | None, str | None]]:
    return {line for line, verdict in verdicts(tally).items() if verdict is Verdict.UNDECIDED}


@pytest.mark.parametrize("form", APPLICATIONS)
def test_part_three_has_two_sums_a_column_and_one_a_row(form: str) -> None:
    table = APPLICATIONS[form]
    tally = Tally(bound(table, consistent(table, Random(2))))
    rows = len({row for row, _ in places(table)})
    assert len(tally.outcomes) == 7 + 7 + rows
    assert {outcome.verdict for outcome in tally.outcomes} == {Verdict.HOLDS}


def test_part_four_has_a_sum_for_each_group() -> None:
    tally = Tally(bound(REVIEW, consistent(REVIEW, Random(2), filled=0.9)))
    assert [outcome.sum.line.row for outcome in tally.outcomes] == [
        "reconsideration",
        "litigation_direct",
        "litigation_after_reconsideration",
    ]


def test_part_two_has_no_sums() -> None:
    table = FORM_2021.tables["disclosure"]
    assert Tally(bound(table, dict.fromkeys(places(table), 1))).outcomes == ()


def test_a_row_that_stands_for_others_counts_in_their_place() -> None:
    figures = consistent(TABLE, Random(3), filled=0.9, collapsed=True)
    tally = Tally(bound(TABLE, figures))
    assert ("other", "total") in figures
    assert {outcome.verdict for outcome in tally.outcomes} == {Verdict.HOLDS}


def test_a_row_that_stands_for_others_beside_all_of_them_is_their_heading() -> None:
    figures = FIGURES | {("other", column.key): 77 for column in TABLE.columns("other")}
    assert verdicts(Tally(bound(TABLE, figures)))["result-total", None, "natural_person"] is Verdict.HOLDS


def test_a_row_that_stands_for_others_beside_some_of_them_leaves_results_undecided() -> None:
    figures = {place: value for place, value in FIGURES.items() if place[0] != "other_misc"}
    figures |= {("other", column.key): 0 for column in TABLE.columns("other")}
    assert undecided(Tally(bound(TABLE, figures))) == {
        ("result-total", None, column.key) for column in TABLE.columns("other")
    }


def test_results_with_a_row_missing_have_no_sum_that_could_be_judged() -> None:
    figures = {place: value + 1 for place, value in FIGURES.items() if place[0] != "rejected_repeat"}
    tally = Tally(bound(TABLE, figures))
    assert undecided(tally) == {("result-total", None, column.key) for column in TABLE.columns("granted")}


def test_a_total_row_missing_leaves_both_its_sums_undecided() -> None:
    figures = {place: value for place, value in FIGURES.items() if place[0] != "processed_total"}
    lines = {line[:1] for line in undecided(Tally(bound(TABLE, figures)))}
    assert lines == {("balance",), ("result-total",)}


def test_an_unsure_cell_leaves_its_sums_undecided() -> None:
    tally = Tally(bound(TABLE, FIGURES, unsure={("granted", "business")}))
    assert undecided(tally) == {("result-total", None, "business"), ("applicant-total", "granted", None)}
    assert tally.standings["granted", "business"] is Standing.DOUBTFUL


def test_a_row_that_lacks_a_cell_is_left_out_of_every_sum() -> None:
    figures = {place: value for place, value in FIGURES.items() if place != ("granted", "total")}
    lost = Deviation(DeviationKind.MISSING_CELL, Span(0, 0), CellKey("applications", "granted", "total"))
    tally = Tally(bound(TABLE, figures, deviations=(lost,)))
    assert ("result-total", None, "natural_person") in undecided(tally)
    assert ("applicant-total", "granted", None) in undecided(tally)
    assert ("balance", None, "natural_person") not in undecided(tally)


@pytest.mark.parametrize("raw", ["12.5", "-3", "353万元", "若干", "30%", "1.2万"])
def test_what_is_no_count_leaves_its_sums_undecided(raw: str) -> None:
    tally = Tally(bound(TABLE, {**FIGURES, ("granted", "business"): raw}))
    assert undecided(tally) == {("result-total", None, "business"), ("applicant-total", "granted", None)}
    assert tally.standings["granted", "business"] is Standing.UNFIT


@pytest.mark.parametrize("raw", ["{}件", "{}（其中网上申请1件）", "{}"])
def test_a_count_with_its_measure_word_or_a_note_is_a_count(raw: str) -> None:
    place = ("granted", "business")
    tally = Tally(bound(TABLE, {**FIGURES, place: raw.format(FIGURES[place])}))
    assert not undecided(tally)
    assert tally.values[place] == FIGURES[place]


@pytest.mark.parametrize("mark", [None, "/", "—", "无"])
def test_a_blank_part_counts_as_zero(mark: str | None) -> None:
    figures = consistent(TABLE, Random(1), filled=0)
    tally = Tally(bound(TABLE, {**figures, ("granted", "business"): mark}))
    assert {outcome.verdict for outcome in tally.outcomes} == {Verdict.HOLDS}
    assert tally.values["granted", "business"] == 0


def test_a_blank_total_is_not_zero_but_what_its_parts_come_to() -> None:
    blanked = {place: None if place[1] == "total" else value for place, value in FIGURES.items()}
    tally = Tally(bound(TABLE, blanked))
    assert {outcome.verdict for outcome in tally.outcomes} == {Verdict.HOLDS}
    assert tally.blank_totals == {place: value for place, value in FIGURES.items() if place[1] == "total"}


def test_blanks_are_undecided_where_they_are_unknown() -> None:
    figures = {**FIGURES, ("granted", "business"): None, ("new_received", "total"): None}
    tally = Tally(bound(TABLE, figures), "unknown")
    assert undecided(tally) == {
        ("result-total", None, "business"),
        ("applicant-total", "granted", None),
        ("applicant-total", "new_received", None),
        ("balance", None, "total"),
    }
    assert tally.blank_totals == {}


def test_every_total_knows_its_sums() -> None:
    totals = Tally(bound(TABLE, FIGURES)).totals
    assert len(totals["processed_total", "total"]) == 2
    assert len(totals["granted", "total"]) == 1
    assert ("granted", "business") not in totals
    assert ("carried_forward", "business") not in totals
