from __future__ import annotations

from random import Random

import pytest

from gip_lint.testing import ReportBuilder, report
from gip_lint.testing.blanks import PATTERNS, harmless, leave_blank
from gip_lint.testing.damage import BLANKS, Damage, Setting, damaged
from gip_lint.testing.draft import Figures
from gip_lint.testing.notations import NOTATIONS, TableNotation, notation_named
from gip_lint.testing.sample import damage_named, fitting, random_report, samples, weathered
from gip_lint.testing.wear import cut, misspelt, mixed_width, thousands, wide_digits

WITHOUT_ENDS = {"pipes-without-ends", "pipes-leading-only"}


@pytest.mark.parametrize("notation", NOTATIONS, ids=lambda notation: notation.name)
def test_every_damage_changes_the_text(notation: TableNotation) -> None:
    setting = Setting(notation)
    for damage in fitting(notation):
        random = Random(f"{damage.name}")
        built = random_report(report("gip-2019").form, random)
        whole = built.text(notation.name)
        changed = any(damaged(built, setting, [damage], random).text != whole for _ in range(12))
        has_no_row_ends = damage.name == "row ends lost" and notation.name in WITHOUT_ENDS
        assert changed or has_no_row_ends, damage.name


def test_the_same_seed_gives_the_same_text() -> None:
    notation = notation_named("rows")
    form = report().form
    first, second = (list(samples(form, notation, weathered(notation), range(3))) for _ in range(2))
    assert first == second


def one(
    damage: Damage, notation: str = "rows", form: str = "gip-2019"
) -> tuple[str, dict[str, dict[str, float | None]]]:
    result = damaged(report(form), Setting(notation_named(notation)), [damage], Random(1))
    return result.text, result.figures["disclosure"]


def test_blanks_are_no_longer_expected() -> None:
    text, rows = one(damage_named("marks for zero"))
    values = [value for columns in rows.values() for value in columns.values()]
    assert None in values
    assert 0 in values
    assert "—" in text or "/ |" in text


def figures_of(built: ReportBuilder, pattern: str, seed: int = 1) -> Figures:
    (chosen,) = [each for each in PATTERNS if each.name == pattern]
    return leave_blank(built.draft(), chosen, Random(seed)).figures()


def blank_places(figures: Figures, table: str) -> set[tuple[str, str]]:
    return {(row, key) for row, columns in figures[table].items() for key in columns if columns[key] is None}


def test_every_pattern_of_blanks_takes_figures_and_leaves_the_others() -> None:
    built = random_report(report("gip-2019").form, Random(3))
    before = built.cells()
    for damage in BLANKS:
        struck = [
            damaged(built, Setting(notation_named("rows")), [damage], Random(seed)).figures
            for seed in range(12)
        ]
        for after in struck:
            for table, rows in after.items():
                for row, columns in rows.items():
                    assert all(value in (None, before[table][row][key]) for key, value in columns.items())
        assert any(blank_places(after, "applications") for after in struck), damage.name


def test_patterns_of_blanks_strike_what_they_are_named_for() -> None:
    built = random_report(report("gip-2021").form, Random(3))
    cells = {(row, key) for row, columns in built.cells()["applications"].items() for key in columns}
    zeros = {place for place in cells if built.cells()["applications"][place[0]][place[1]] == 0}
    totals = {place for place in cells if place[1] == "total"}
    blank = {
        pattern.name: blank_places(figures_of(built, pattern.name), "applications") for pattern in PATTERNS
    }
    assert blank["all"] == cells
    assert blank["zeros"] == zeros
    assert blank["totals"] == blank["last column"] == totals
    assert blank["zeros and totals"] == zeros | totals
    assert blank["all but zeros"] == cells - zeros
    assert blank["first column"] == {place for place in cells if place[1] == "natural_person"}
    assert len(blank["one"]) == 1
    assert len(blank["all but one"]) == len(cells) - 1
    assert len({column for _, column in blank["a column"]}) == 1
    assert len({row for row, _ in blank["a row"]}) == 1


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("zeros", True), ("totals", True), ("zeros and totals", True), ("all but zeros", False), ("all", False)],
)
def test_blanks_are_harmless_where_only_zeros_and_totals_went(pattern: str, expected: bool) -> None:
    built = random_report(report("gip-2021").form, Random(3))
    (damage,) = [each for each in BLANKS if each.name == f"blank: {pattern}"]
    assert damaged(built, Setting(notation_named("rows")), [damage], Random(1)).harmless is expected


def test_blanks_can_be_kept_harmless() -> None:
    built = random_report(report("gip-2021").form, Random(3))
    for pattern in PATTERNS:
        draft = leave_blank(built.draft(), pattern, Random(1), harmless_in=built.form)
        assert harmless(built.form, built.cells(), draft.figures())


def test_units_and_words_of_change_leave_the_value() -> None:
    text, rows = one(damage_named("units"))
    assert "政府集中采购 | 0 | 0万元 |" in text
    assert rows["procurement"]["amount"] == 0
    text, rows = one(damage_named("change words"))
    assert any(word in text for word in ("增0", "增加0", "+0", "＋0"))
    assert rows["licensing"]["change"] == 0


def test_a_lost_row_is_no_longer_expected() -> None:
    result = damaged(report(), Setting(notation_named("rows")), [damage_named("row lost")], Random(1))
    whole = sum(len(columns) for rows in report().cells().values() for columns in rows.values())
    assert sum(len(columns) for rows in result.figures.values() for columns in rows.values()) < whole


def test_single_changes() -> None:
    random = Random(5)
    assert "本年新制作数量".startswith(cut("本年新制作数量", random))
    assert cut("行政许可", random) == "行政许可"
    assert len(misspelt("其他法律行政法规禁止公开", random)) in (11, 12)
    assert misspelt("规章", random) == "规章"
    assert wide_digits("增12", random) == "增１２"
    assert thousands("-1234567", random) == "-1,234,567"
    assert mixed_width("规章|", random) == "规章|"
