"""The arithmetic rules on whole reports: what a reader is told, once for each cause."""

from __future__ import annotations

import re
from random import Random

import pytest

import gip_lint
from gip_lint.model.finding import CellKey, Finding
from gip_lint.testing.builder import ReportBuilder, form_named, report
from gip_lint.testing.made_figures import random_figures
from gip_lint.testing.notations import NOTATIONS
from gip_lint_rules.narrative._shared.samples import told, told_of_cases

FORMS = ("gip-2019", "gip-2021")


def filled(form: str, seed: int, *, largest: int = 999) -> ReportBuilder:
    built = report(form)
    for table, figures in random_figures(form_named(form), Random(seed), largest=largest).items():
        built = built.with_figures(table, figures)
    return built.with_figures("disclosure", {"regulations": dict.fromkeys(_columns(form, "regulations"), 0)})


def _columns(form: str, row: str) -> list[str]:
    return [column.key for column in form_named(form).tables["disclosure"].columns(row)]


def arithmetic(built: ReportBuilder, **options: str) -> list[Finding]:
    findings = gip_lint.check(built.text(), select=["GIP2"], **options).findings
    return [finding for finding in findings if finding.rule.startswith("GIP2")]


def applications(**rows: tuple[int, ...]) -> ReportBuilder:
    columns = [column.key for column in form_named("gip-2021").tables["applications"].columns("granted")]
    figures = {row: dict(zip(columns, values, strict=True)) for row, values in rows.items()}
    return report("gip-2021").with_figures("applications", figures)


@pytest.mark.parametrize("notation", [notation.name for notation in NOTATIONS])
@pytest.mark.parametrize("form", FORMS)
def test_a_consistent_report_yields_nothing_whatever_its_notation(form: str, notation: str) -> None:
    sums = {"GIP201", "GIP202", "GIP203", "GIP204", "GIP206", "GIP207"}
    if notation != "run-together":  # where a reader cannot part the figures, GIP205 says so
        sums.add("GIP205")
    for seed in range(3):
        text = filled(form, seed).text(notation)
        assert not [finding for finding in gip_lint.check(text).findings if finding.rule in sums]


@pytest.mark.parametrize("form", FORMS)
def test_one_wrong_cell_is_one_finding_on_that_cell(form: str) -> None:
    random = Random(7)
    table = form_named(form).tables["applications"]
    for seed in range(10):
        built = filled(form, seed)
        row = random.choice([row for row in table.rows.values() if not row.collapses]).key
        column = random.choice(table.columns(row)).key
        due = built.cells()["applications"][row][column]
        assert due is not None
        wrong = built.with_cell("applications", row, column, due + 1009)
        (finding,) = [each for each in arithmetic(wrong) if each.rule in {"GIP201", "GIP202", "GIP203"}]
        assert finding.cell == CellKey("applications", row, column)
        assert f"表中为 {due + 1009}，应为 {due}" in finding.message.zh
        assert f"is {due + 1009}, must be {due}" in finding.message.en
        ((change,),) = finding.repairs
        assert (change.cell, change.found, change.expected) == (finding.cell, due + 1009, due)
        text = wrong.text()
        assert finding.fix is not None
        assert not finding.fix.safe
        (edit,) = finding.fix.edits
        mended = text[: edit.start] + edit.text + text[edit.end :]
        assert mended == built.text()


def test_sums_in_crossing_columns_are_one_cause_with_equal_repairs() -> None:
    (finding,) = arithmetic(applications(new_received=(2, 0, 0, 0, 0, 0, 2)))
    assert finding.rule == "GIP201"
    assert len(finding.repairs) == 2
    assert {tuple((c.cell.row, c.cell.column, c.expected) for c in repair) for repair in finding.repairs} == {
        (("carried_forward", "natural_person", 2), ("carried_forward", "total", 2)),
        (("new_received", "natural_person", 0), ("new_received", "total", 0)),
    }
    assert "不能断定" in finding.message.zh
    assert "do not tell" in finding.message.en
    assert finding.fix is None
    columns = {note.cell.column for note in finding.related if note.cell is not None}
    assert columns == {"natural_person", "total"}


def test_groups_of_part_four_are_causes_of_their_own() -> None:
    built = (
        report("gip-2021")
        .with_cell("review_litigation", "reconsideration", "upheld", 10)
        .with_cell("review_litigation", "reconsideration", "corrected", 1)
        .with_cell("review_litigation", "litigation_after_reconsideration", "upheld", 5)
    )
    reconsideration, litigation = arithmetic(built)
    assert reconsideration.rule == litigation.rule == "GIP204"
    assert reconsideration.message.zh == "行政复议 × 总计：表中为 0，应为 11"
    assert [change.expected for change in litigation.repairs[0]] == [5]
    assert litigation.repairs[0][0].cell.column == "total"


def test_the_notes_write_every_broken_sum_out() -> None:
    (finding,) = arithmetic(
        applications(
            new_received=(9, 2, 0, 0, 0, 0, 11),
            granted=(4, 2, 0, 0, 0, 0, 6),
            rejected_repeat=(5, 0, 0, 0, 0, 0, 5),
            processed_total=(8, 2, 0, 0, 0, 0, 11),
        )
    )
    notes = [note.message.zh for note in finding.related]
    assert len(notes) == 3
    assert "（七）总计 8 ≠ （一）予以公开 4 + （五）不予处理 2.重复申请 5 = 9（其余 19 项为 0）" in notes[1]
    assert notes[2].startswith("（七）总计行：")
    assert "总计 11 ≠ 自然人 8 + 商业企业 2 = 10" in notes[2]


def test_blank_totals_are_one_finding_each_and_many_are_one() -> None:
    rows = {"new_received": 9, "granted": 9, "processed_total": 9}
    built = applications(**{row: (value, 0, 0, 0, 0, 0, value) for row, value in rows.items()})
    for row in rows:
        built = built.with_cell("applications", row, "total", None)
    assert [(each.rule, each.message.zh.partition("：")[2]) for each in arithmetic(built)] == [
        ("GIP205", "表中空白，应为 9")
    ] * 3
    for row in ("partially_granted", "rejected_repeat", "other_misc"):
        built = built.with_figures("applications", {row: {"natural_person": 1, "total": None}})
    built = built.with_cell("applications", "new_received", "natural_person", 12)
    built = built.with_cell("applications", "processed_total", "natural_person", 12)
    (finding,) = [each for each in arithmetic(built) if each.rule == "GIP205"]
    assert "6 格空白" in finding.message.zh
    assert len(finding.related) == 6
    assert len(finding.repairs[0]) == 6


def test_blanks_lie_together_as_row_and_as_table() -> None:
    built = report("gip-2021")
    columns = (
        "natural_person",
        "business",
        "research",
        "public_interest",
        "legal_services",
        "other",
        "total",
    )
    built = built.with_figures("applications", {"granted": dict.fromkeys(columns)})
    (row,) = arithmetic(built)
    assert row.cell == CellKey("applications", "granted")
    rows = [
        key for key, each in form_named("gip-2021").tables["applications"].rows.items() if not each.collapses
    ]
    some = built.with_figures("applications", {key: dict.fromkeys(columns) for key in rows[:9]})
    (table,) = arithmetic(some)
    assert table.cell == CellKey("applications")
    assert "9 行共 63 格空白" in table.message.zh


def test_unknown_blanks_decide_nothing_and_are_solved() -> None:
    built = applications(
        new_received=(9, 0, 0, 0, 0, 0, 9),
        granted=(0, 0, 0, 0, 0, 0, 9),
        processed_total=(9, 0, 0, 0, 0, 0, 9),
    ).with_cell("applications", "granted", "natural_person", None)
    assert {each.rule for each in arithmetic(built)} == {"GIP202", "GIP205"}
    (finding,) = arithmetic(built, blank="unknown")
    assert finding.rule == "GIP205"
    assert finding.repairs[0][0].expected == 9


def test_no_two_rules_report_one_cause() -> None:
    random = Random(4)
    table = form_named("gip-2021").tables["applications"]
    for seed in range(6):
        built = filled("gip-2021", seed)
        for row in random.sample([row.key for row in table.rows.values() if not row.collapses], 3):
            column = random.choice(table.columns(row)).key
            built = built.with_cell("applications", row, column, random.randint(2000, 9000))
        changed = [
            change.cell
            for finding in arithmetic(built)
            if finding.rule in {"GIP201", "GIP202", "GIP203"}
            for change in (finding.repairs[0] if finding.repairs else ())
        ]
        assert len(set(changed)) == len(changed)


@pytest.mark.parametrize(
    ("agency", "fires"),
    [
        ("云溪市林业局", True),
        ("云溪县", True),
        ("云溪市青石区", True),
        ("云溪市", False),
        ("云溪省", False),
        ("国家税务总局", False),
    ],
)
def test_regulations_are_for_those_who_can_make_them(agency: str, fires: bool) -> None:
    built = report("gip-2021", agency=agency).with_figures(
        "disclosure", {"regulations": {"issued": 0, "repealed": 0, "in_force": 3}}
    )
    assert [each.rule for each in arithmetic(built)] == ["GIP210"] * fires


def test_messages_in_both_languages_end_without_a_full_stop() -> None:
    built = applications(new_received=(2, 0, 0, 0, 0, 0, 2), granted=(0, 3, 0, 0, 0, 0, 9))
    for finding in arithmetic(built):
        for text in (finding.message, *(note.message for note in finding.related)):
            assert not re.search(r"[。.;；,，]$", text.zh)
            assert not re.search(r"[.;,]$", text.en)


def _uneven(prose: str) -> Finding:
    """Two cells of one row too few, in any of three rows; *prose* may say in which."""
    text = told(prose, new_received=30, carried_over=2, granted=31, processed_total=31, carried_forward=3)
    (finding,) = gip_lint.check(text, select=["GIP201"]).findings
    return finding


@pytest.mark.parametrize(
    ("prose", "row", "due"),
    [
        ("全年新收政府信息公开申请32件。", "new_received", 32),
        ("上年结转政府信息公开申请4件。", "carried_over", 4),
        ("结转下年度继续办理政府信息公开申请1件。", "carried_forward", 1),
    ],
)
def test_the_repair_that_the_prose_names_comes_first_and_says_so(prose: str, row: str, due: int) -> None:
    plain, named = _uneven("全年工作平稳。"), _uneven(prose)
    assert {frozenset(repair) for repair in plain.repairs} == {frozenset(repair) for repair in named.repairs}
    assert {(change.cell.row, change.expected) for change in named.repairs[0]} == {(row, due)}
    assert f"应为 {due}（文字写的也是 {due}）" in named.message.zh
    assert f"must be {due} (as the text says)" in named.message.en
    assert "文字" not in plain.message.zh


@pytest.mark.parametrize(
    "prose", ["局机关新收政府信息公开申请32件。", "上半年新收政府信息公开申请32件。", "新收信访件32件。"]
)
def test_what_is_said_of_others_decides_nothing(prose: str) -> None:
    assert _uneven(prose).message.zh == _uneven("全年工作平稳。").message.zh


def test_a_figure_that_the_prose_confirms_is_not_the_first_to_change() -> None:
    def first(prose: str) -> str | None:
        text = told_of_cases(prose, "3 4 2 2 20")
        (finding,) = gip_lint.check(text, select=["GIP204"]).findings
        return finding.repairs[0][0].cell.column

    assert first("全年工作平稳。") == "total"
    assert first("因政府信息公开被申请行政复议20件。") != "total"
    assert first("因政府信息公开被申请行政复议20件，尚未审结11件。") == "pending"
