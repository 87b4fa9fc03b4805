"""Which repair is the likeliest."""

from __future__ import annotations

from random import Random

import pytest
from bound_tables import APPLICATIONS, bound, consistent, places

from gip_lint.arithmetic.identities import Place, Tally
from gip_lint.arithmetic.typical_errors import Ground, order, systematic

TABLE = APPLICATIONS["gip-2021"]


def ground(**found: int) -> Ground:
    """A table of zeros but for cells of the row ``granted``, and of ``partially_granted`` with a ``_``."""
    figures = dict.fromkeys(places(TABLE), 0)
    for name, value in found.items():
        row = "partially_granted" if name.startswith("_") else "granted"
        figures[row, name.removeprefix("_")] = value
    return Ground.of(Tally(bound(TABLE, figures)))


def g(column: str) -> Place:
    return "granted", column


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        pytest.param({g("total"): 5}, {g("business"): 0}, id="total left before a figure too many"),
        pytest.param({g("business"): 12}, {g("research"): 9}, id="swapped"),
        pytest.param({g("other"): 3}, {g("research"): 9}, id="doubled"),
        pytest.param({g("public_interest"): 47}, {g("research"): 9}, id="dropped"),
        pytest.param({g("public_interest"): 74}, {g("research"): 9}, id="dropped before"),
        pytest.param(
            {g("legal_services"): 8, g("public_interest"): 0},
            {g("research"): 9, g("natural_person"): 2},
            id="moved",
        ),
        pytest.param({g("business"): 26}, {g("research"): 9}, id="one digit of two"),
    ],
)
def test_known_slips_come_first(likely: dict[Place, int], unlikely: dict[Place, int]) -> None:
    table = ground(natural_person=1, business=21, research=3, public_interest=7, other=33)
    if g("total") in likely:
        table = ground(business=5)
    if len(likely) == 2:
        table = ground(natural_person=1, research=3, public_interest=8)
    assert order([unlikely, likely], table) == [likely, unlikely]
    assert order([likely, unlikely], table) == [likely, unlikely]


def test_a_figure_in_the_row_below_has_moved() -> None:
    moved = {g("natural_person"): 6, ("partially_granted", "natural_person"): 0}
    other = {g("natural_person"): 6, g("other"): 4}
    assert order([other, moved], ground(_natural_person=6))[0] == moved


def test_what_the_prose_names_is_preferred_and_what_it_confirms_is_left_alone() -> None:
    table = ground(business=3, research=4)
    by_prose = {g("research"): [5], g("business"): [3]}
    repairs = [{g("business"): 9}, {g("natural_person"): 8}, {g("research"): 5}]
    assert order(repairs, table, lambda place: by_prose.get(place, ())) == [
        {g("research"): 5},
        {g("natural_person"): 8},
        {g("business"): 9},
    ]


def test_totals_come_before_parts_and_omissions_before_inventions() -> None:
    table = ground(business=3, total=4)
    assert order([{g("business"): 8}, {g("total"): 9}], table)[0] == {g("total"): 9}
    assert order([{g("business"): 0}, {g("research"): 1}], table)[0] == {g("research"): 1}


def test_cells_of_a_repair_stand_in_the_order_of_the_form() -> None:
    (repair,) = order([{("carried_forward", "total"): 2, g("business"): 1, g("natural_person"): 1}], ground())
    assert list(repair) == [g("natural_person"), g("business"), ("carried_forward", "total")]


def test_systematic_slips_put_right_what_they_spoilt() -> None:
    figures = consistent(TABLE, Random(2), filled=0.9)
    columns = [column.key for column in TABLE.columns("granted")]
    shifted = dict(figures)
    for at, column in enumerate(columns):
        shifted["granted", column] = figures["granted", columns[at - 1]] if at else 0
    for wrong in (
        shifted,
        {place: 0 if place[1] == "total" else value for place, value in figures.items()},
        {place: 0 if place[0] == "processed_total" else value for place, value in figures.items()},
    ):
        true = {place: value for place, value in figures.items() if value != wrong[place]}
        assert true in list(systematic(Tally(bound(TABLE, wrong))))
