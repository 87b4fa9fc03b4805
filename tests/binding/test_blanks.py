"""Blank cells: in a grid every figure stays in its column; where empty cells are lost, doubt is said."""

from __future__ import annotations

from random import Random

import pytest

from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.form import Form
from gip_lint.model.report import DeviationKind, Report
from gip_lint.readers.plain.text import notation_of_text
from gip_lint.testing.damage import BLANKS, Damage, Setting, damaged
from gip_lint.testing.grid import Groups
from gip_lint.testing.notations import NOTATIONS, Blank, Merges, TableNotation, notation_named
from gip_lint.testing.sample import random_report, samples
from gip_lint.testing.scoring import Score, compare

FORMS = builtin_forms()
GRIDS = [
    notation for notation in NOTATIONS if notation.blank is Blank.SEEN and Merges.IN_PLACE in notation.merges
]
LOSING = [notation for notation in NOTATIONS if notation.blank is Blank.LOST]


def in_a_grid(form: Form, notation: TableNotation, groups: Groups, damage: Damage) -> Score:
    random = Random(f"{form.key} {notation.name} {groups} {damage.name}")
    setting = Setting(notation, groups=groups, merges=Merges.IN_PLACE)
    one = damaged(random_report(form, random), setting, [damage], random)
    return compare(bind("blanks.txt", notation_of_text(one.text), FORMS), one.figures)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("notation", GRIDS, ids=lambda notation: notation.name)
def test_whatever_is_blank_a_grid_keeps_every_figure_in_its_column(
    notation: TableNotation, form: Form
) -> None:
    wrong = []
    for groups in (Groups.MERGED, Groups.MIDDLE, Groups.REPEATED):
        for damage in BLANKS:
            score = in_a_grid(form, notation, groups, damage)
            if score.misread or score.accused:
                wrong.append(
                    f"{damage.name}, {groups}: {len(score.misread)}, {[*map(str, score.misread[:1])]}"
                )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("notation", LOSING, ids=lambda notation: notation.name)
def test_where_empty_cells_are_lost_a_figure_is_right_or_not_sure(
    notation: TableNotation, form: Form
) -> None:
    wrong = []
    for damage in BLANKS:
        for sample in samples(form, notation, (damage,), range(1)):
            score = compare(bind("blanks.txt", notation_of_text(sample.text), FORMS), sample.figures)
            if score.wrong_while_sure:
                wrong.append(f"{sample.name}: {len(score.wrong_while_sure)}, {score.wrong_while_sure[0]}")
    assert not wrong, "\n".join(wrong)


def report_of(heading: str, rows: list[list[str]]) -> Report:
    text = "\n".join([heading, *(f"| {' | '.join(row)} |" for row in rows)])
    (report,) = bind("grid.txt", notation_of_text(text), FORMS)
    return report


@pytest.mark.parametrize(("full", "sure"), [(["3", "1", "", "40"], False), (["3", "", "1", "40"], True)])
def test_a_figure_between_two_labels_is_sure_where_a_full_row_has_one_there(
    full: list[str], sure: bool
) -> None:
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "", "现行有效件数"],
        ["规章", *full],
        ["行政规范性文件", "5", "", "22", ""],
    ]
    report = report_of("二、主动公开政府信息情况", rows)
    assert report.disclosure is not None
    cells = [report.disclosure["normative_documents", column] for column in ("repealed", "in_force")]
    assert [cell is not None and cell.sure for cell in cells] == [sure, sure]


def test_remarks_in_a_column_of_their_own_are_no_figures_and_shift_none() -> None:
    columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计", "备注"]
    rows = [
        ["", *columns],
        ["一、本年新收政府信息公开申请数量", "5", "1", "0", "0", "0", "0", "6", ""],
        ["二、上年结转政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "", "含乡镇"],
        ["四、结转下年度继续办理", "", "1", "0", "0", "0", "0", "1", "无"],
    ]
    report = report_of("三、收到和处理政府信息公开申请情况", rows)
    assert report.applications is not None
    values = {
        key: [cell.value for (row, _), cell in report.applications.cells.items() if row == key and cell.sure]
        for key in ("carried_over", "carried_forward")
    }
    assert values == {
        "carried_over": [2, 0, 0, 0, 0, 0, None],
        "carried_forward": [None, 1, 0, 0, 0, 0, 1],
    }
    extra = [each.found for each in report.applications.deviations if each.kind is DeviationKind.EXTRA_COLUMN]
    assert extra == ["备注"]


@pytest.mark.parametrize("caption", ["件", "（1）"])
def test_part_four_is_read_below_a_row_of_units_and_beside_remarks(caption: str) -> None:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    figures = ["1", "0", "", "2", "3", "0", "0", "0", "0", "0", "", "", "", "", ""]
    rows = [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9, "备注"],
        [*outcomes, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 5],
        [*[""] * 5, *outcomes, *outcomes, ""],
        [*[caption] * 15, ""],
        [*figures, "见附件"],
    ]
    report = report_of("四、政府信息公开行政复议、行政诉讼情况", rows)
    assert report.review_litigation is not None
    assert [cell.raw for cell in report.review_litigation.cells.values()] == figures
    assert all(cell.sure for cell in report.review_litigation.cells.values())


def test_part_four_is_read_in_its_columns_below_labels_repeated_in_every_row_they_span() -> None:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    figures = ["", "", "", "6", "6", "", "5", "", "", "5", "", "", "", "1", "1"]
    rows = [
        [*["行政复议"] * 5, *["行政诉讼"] * 10, "备注"],
        [*outcomes, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5, "备注"],
        [*outcomes * 3, "备注"],
        [*figures, "无"],
    ]
    report = report_of("四、政府信息公开行政复议、行政诉讼情况", rows)
    assert report.review_litigation is not None
    assert [cell.raw for cell in report.review_litigation.cells.values()] == figures


@pytest.mark.parametrize("name", ["whole", "blank: zeros", "blank: half", "blank: totals"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_numbers_of_the_rows_before_the_labels_are_no_figures(form: Form, name: str) -> None:
    random = Random(f"{form.key} {name}")
    setting = Setting(notation_named("markdown"), merges=Merges.IN_PLACE)
    damages = [damage for damage in BLANKS if damage.name == name]
    one = damaged(random_report(form, random), setting, damages, random)
    lines, number = [], 0
    for line in one.text.splitlines():
        number = number + 1 if line.startswith("|") and "---" not in line else 0
        lines.append(f"| {number if number > 1 else '序号'} {line}" if number else line)
    score = compare(bind("numbered.txt", notation_of_text("\n".join(lines)), FORMS), one.figures)
    assert score.misread == ()
