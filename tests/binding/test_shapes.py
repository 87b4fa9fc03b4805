"""Tables in shapes that no form prints and real pages have: their figures are read, and no sum is accused."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from attrs import evolve

from gip_lint.binding.bind import bind
from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.form import Form
from gip_lint.model.report import Report
from gip_lint.model.severity import Severity
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.plain.text import TextReader, notation_of_text
from gip_lint.testing.builder import report
from gip_lint.testing.draft import Draft
from gip_lint.testing.notations import Merges, spread
from gip_lint.testing.sample import random_report
from gip_lint.testing.scoring import Score, compare

FORMS = builtin_forms()
ENGINE = Engine(Configurations(Flags(), isolated=True), installed_plugins())

Sheet = list[list[str]]
Shape = Callable[[str, Sheet], str]
"""Writes one table, of the form's key, from its rows of cells."""


def tabs(sheet: Sheet) -> str:
    return "\n".join("\t".join(row) for row in sheet)


def bars(sheet: Sheet) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in sheet)


def lines(sheet: Sheet) -> str:
    return "\n".join(cell for row in sheet for cell in row)


def sheet_of(draft: Draft, table: str) -> Sheet:
    grid = next(part.grid for part in draft.parts if part.grid and part.grid.table == table)
    return [[cell.text for cell in row] for row in spread(grid, Merges.DROPPED)]


def text_of(draft: Draft, shape: Shape) -> str:
    blocks = [draft.title, *draft.lead]
    for part in draft.parts:
        blocks += [part.heading, *part.paragraphs]
        if part.grid:
            blocks.append(shape(part.grid.table, sheet_of(draft, part.grid.table)))
    return "\n".join(blocks) + "\n"


def read(text: str) -> tuple[Report, ...]:
    return bind("shape.txt", notation_of_text(text), FORMS)


def draft_of(form: Form, seed: str = "") -> Draft:
    return random_report(form, Random(f"{form.key}{seed}")).draft()


def score(draft: Draft, text: str) -> Score:
    return compare(read(text), draft.figures())


def errors(text: str) -> list[str]:
    found = ENGINE.check_text(text).findings
    return [f"{each.rule} {each.message.zh}" for each in found if each.severity is Severity.ERROR]


def is_figures(row: list[str]) -> bool:
    return bool(row) and all(cell.isdigit() for cell in row)


def only(table: str, write: Callable[[Sheet], str]) -> Shape:
    """Write one table in that way and the others with tabs."""
    return lambda key, sheet: write(sheet) if key == table else tabs(sheet)


def numbered_columns(write: Callable[[Sheet], str], *, below: bool) -> Shape:
    def shape(table: str, sheet: Sheet) -> str:
        if table == "disclosure":
            return write(sheet)
        count = 15 if table == "review_litigation" else 7
        first = next(number for number, row in enumerate(sheet) if sum(map(str.isdigit, row)) >= count)
        numbers = [str(number + 1) for number in range(count)]
        at = len(sheet) if below else first
        return write([*sheet[:at], numbers, *sheet[at:]])

    return shape


def total_first(table: str, sheet: Sheet) -> str:
    def moved(row: list[str], width: int) -> list[str]:
        labels, figures = row[: len(row) - width], row[len(row) - width :]
        groups = [figures[start : start + width] for start in range(0, width, width)]
        return labels + [cell for group in groups for cell in (group[-1], *group[:-1])]

    changed = []
    for row in sheet:
        figures = sum(map(str.isdigit, row))
        if table == "review_litigation" and (is_figures(row) or "总计" in row):
            cut = next((place for place, cell in enumerate(row) if cell == "未经复议直接起诉"), len(row))
            heads, rest = row[:cut], row[cut:]
            groups = [heads[start : start + 5] for start in range(0, len(heads), 5)]
            changed.append([cell for group in groups for cell in (group[-1], *group[:-1])] + rest)
        elif table == "applications" and figures == 7:
            changed.append(moved(row, 7))
        elif table == "applications" and row[-1:] == ["总计"]:
            changed.append(["总计", *row[:-1]])
        else:
            changed.append(row)
    return tabs(changed)


def two_tables(sheet: Sheet) -> str:
    figures = sheet[-1]
    labels = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    first = [["行政复议"], labels, figures[:5]]
    second = [["行政诉讼"], ["未经复议直接起诉", "复议后起诉"], labels * 2, figures[5:]]
    return f"{tabs(first)}\n\n{tabs(second)}"


def three_lines(sheet: Sheet) -> str:
    *head, figures = sheet
    return tabs([*head, figures[:5], figures[5:10], figures[10:]])


def one_label_a_figure(sheet: Sheet) -> str:
    labels = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    figures = iter(sheet[-1])
    return "\n".join(
        line for row in rows for line in (row, *(f"{label}\t{next(figures)}" for label in labels))
    )


def columns_down(write: Callable[[Sheet], str]) -> Shape:
    def shape(sheet: Sheet) -> str:
        labels = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
        figures = sheet[-1]
        rows = [[label, *figures[number::5]] for number, label in enumerate(labels)]
        return write([["结果", "行政复议", "未经复议直接起诉", "复议后起诉"], *rows])

    return only("review_litigation", shape)


def units_beside_labels(sheet: Sheet) -> str:
    rows = []
    for row in sheet:
        unit = "单位" if "信息内容" in row else "件" if len(row) > 1 else ""
        rows.append([row[0], unit, *row[1:]])
    return bars(rows)


def numbered_rows(write: Callable[[Sheet], str]) -> Shape:
    def shape(table: str, sheet: Sheet) -> str:
        if table != "applications":
            return tabs(sheet)
        numbers = iter(range(1, len(sheet)))
        rows = [[str(next(numbers)), *row] if sum(map(str.isdigit, row)) == 7 else row for row in sheet]
        return write([["序号", *rows[0]], *rows[1:]])

    return shape


def labels_first(sheet: Sheet) -> str:
    heads = [row for row in sheet if not any(map(str.isdigit, row))]
    rows = [row for row in sheet if any(map(str.isdigit, row))]
    labels = [" ".join(cell for cell in row if not cell.isdigit()) for row in rows]
    figures = [" ".join(cell for cell in row if cell.isdigit()) for row in rows]
    return "\n".join([tabs(heads), *labels, *figures])


def fields(mark: str) -> Callable[[Sheet], str]:
    def quoted(cell: str) -> str:
        return f'"{cell}"' if mark in cell or "，" in cell else cell

    return lambda sheet: "\n".join(mark.join(map(quoted, row)) for row in sheet)


def labels_with_colons(sheet: Sheet) -> str:
    heads = [row for row in sheet if not any(map(str.isdigit, row))]
    rows = [row for row in sheet if any(map(str.isdigit, row))]
    labels = ["".join(cell for cell in row if not cell.isdigit()) for row in rows]
    figures = ["、".join(cell for cell in row if cell.isdigit()) for row in rows]
    return "\n".join([tabs(heads), *(f"{label}：{each}" for label, each in zip(labels, figures))])


def merged_cells_repeated(sheet: Sheet) -> str:
    width = max(map(len, sheet))
    return bars([[*row, *[row[-1]] * (width - len(row))] for row in sheet])


def html(sheet: Sheet) -> str:
    rows = ("".join(f"\n  <td class='a'><p>{cell}</p>&nbsp;</td>" for cell in row) for row in sheet)
    return "<table>\n" + "\n".join(f"<tr>{row}\n</tr>" for row in rows) + "\n</table>"


def html_on_one_line(sheet: Sheet) -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in sheet)
    style = "<style>td { width: 12px }</style>"
    return f"{style}<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


SHAPES: dict[str, Shape] = {
    "columns numbered above": numbered_columns(tabs, below=False),
    "columns numbered below": numbered_columns(tabs, below=True),
    "columns numbered above, a cell a line": numbered_columns(lines, below=False),
    "columns numbered above, bars": numbered_columns(bars, below=False),
    "rows numbered": numbered_rows(tabs),
    "rows numbered, bars": numbered_rows(bars),
    "rows numbered, a cell a line": numbered_rows(lines),
    "labels first, then figures": only("applications", labels_first),
    "commas": lambda table, sheet: fields(",")(sheet),
    "slashes": lambda table, sheet: fields("/")(sheet),
    "slashes, spaced": lambda table, sheet: fields(" / ")(sheet),
    "enumeration commas": lambda table, sheet: fields("、")(sheet),
    "a label, a colon and its figures": only("applications", labels_with_colons),
    "merged cells repeated": only("disclosure", merged_cells_repeated),
    "whole tables on a line, wide gaps": lambda table, sheet: "  ".join(
        cell for row in sheet for cell in row
    ),
    "whole tables on a line, ideographic spaces": lambda table, sheet: "　".join(
        cell for row in sheet for cell in row
    ),
    "semicolons": lambda table, sheet: fields(";")(sheet),
    "HTML": lambda table, sheet: html(sheet),
    "HTML on one line": lambda table, sheet: html_on_one_line(sheet),
    "totals first": total_first,
    "part four in two tables": only("review_litigation", two_tables),
    "part four on three lines": only("review_litigation", three_lines),
    "part four with its columns under one another": columns_down(tabs),
    "part four with its columns under one another, bars": columns_down(bars),
    "the unit of each row in a cell of its own": only("disclosure", units_beside_labels),
    "part four with a label for each figure": only("review_litigation", one_label_a_figure),
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_table_in_another_shape_is_read_whole(shape: Shape, form: Form) -> None:
    draft = draft_of(form)
    text = text_of(draft, shape)
    result = score(draft, text)
    assert not result.misread, f"{len(result.misread)}: {result.misread[0]}"
    assert not result.accused
    assert errors(text) == []


def test_columns_are_read_by_their_labels_only_where_the_sums_agree() -> None:
    draft = draft_of(FORMS[-1])
    swapped = text_of(
        draft,
        lambda table, sheet: tabs(sheet).replace(
            "自然人\t法人或其他组织\t总计", "总计\t自然人\t法人或其他组织"
        ),
    )
    assert not score(draft, swapped).misread


def test_a_table_given_twice_is_bound_once_and_the_second_is_noted() -> None:
    draft = draft_of(FORMS[-1])
    other = evolve(report("gip-2021")).draft()

    def twice(table: str, sheet: Sheet) -> str:
        return (
            f"{tabs(sheet)}\n\n部门数据：\n{tabs(sheet_of(other, table))}"
            if table != "review_litigation"
            else tabs(sheet)
        )

    text = text_of(draft, twice)
    (found,) = read(text)
    assert not score(draft, text).misread
    assert [each.repeats for each in found.unbound] == ["disclosure", "applications"]
    assert errors(text) == []
    notes = [each for each in ENGINE.check_text(text).findings if each.rule == "GIP004"]
    assert [each.message.zh.count("不止一张") for each in notes] == [1, 1]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("write", [tabs, bars], ids=["tabs", "bars"])
def test_zeros_left_blank_are_blank_cells_and_no_row_is_missing(
    write: Callable[[Sheet], str], form: Form
) -> None:
    draft = draft_of(form)
    blank = text_of(
        draft, lambda _, sheet: write([["" if cell == "0" else cell for cell in row] for row in sheet])
    )
    (found,) = read(blank)
    for table, rows in draft.figures().items():
        for row, columns in rows.items():
            for column, value in columns.items():
                cell = found.tables[table][row, column]
                assert cell is not None and (cell.value or 0) == value, (table, row, column)
    assert errors(blank) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_rows_whose_zeros_are_not_printed_at_all_are_not_missing(form: Form) -> None:
    text = text_of(
        draft_of(form),
        only("applications", lambda sheet: lines([[cell for cell in row if cell != "0"] for row in sheet])),
    )
    (found,) = read(text)
    assert set(found.tables["applications"].row_spans) >= {
        row.key for row in form.tables["applications"].rows.values() if not row.collapses
    }
    assert errors(text) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("table", ["disclosure", "applications"])
def test_a_table_of_which_all_labels_stand_and_no_figure_is_blank(form: Form, table: str) -> None:
    def unfilled(sheet: Sheet) -> str:
        return lines(
            [[cell for cell in row if not cell.lstrip("-").replace(".", "").isdigit()] for row in sheet]
        )

    text = text_of(draft_of(form), only(table, unfilled))
    (found,) = read(text)
    assert found.tables[table].cells
    assert all(cell.raw == "" for cell in found.tables[table])
    assert errors(text) == []
    (cut,) = read(text.replace("行政强制", "").replace("重复申请", ""))
    assert table not in cut.tables


def test_figures_column_by_column_are_not_bound_to_rows() -> None:
    draft = draft_of(FORMS[-1])

    def by_column(sheet: Sheet) -> str:
        rows = [row for row in sheet if sum(map(str.isdigit, row)) == 7]
        labels = [" ".join(row[:-7]) for row in rows]
        return "\n".join([*labels, *(row[column - 7] for column in range(7) for row in rows)])

    text = text_of(draft, only("applications", by_column))
    (found,) = read(text)
    assert errors(text) == []
    assert "applications" not in found.tables or not any(cell.sure for cell in found.tables["applications"])


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\v", "\f", "\r"], ids=ascii)
def test_every_sign_that_ends_a_line_in_unicode_ends_one(mark: str) -> None:
    draft = draft_of(FORMS[-1])
    text = text_of(draft, lambda table, sheet: lines(sheet)).replace("\n", mark)
    assert not score(draft, text).misread
    assert errors(text) == []


def test_lines_are_counted_as_editors_count_them() -> None:
    text = text_of(draft_of(FORMS[-1]), lambda _, sheet: tabs(sheet)).replace("行政强制", "行政强治")
    (found,) = [
        each for each in ENGINE.check_text(text.replace("\n", "\u2028")).findings if each.rule == "GIP109"
    ]
    assert found.location.line == 1
    assert found.location.column == text.index("行政强治") + 1


LOOSE = [(write, figure) for write in (tabs, bars, lines) for figure in ("1, 290", "1 ,290", "1，290")]


@pytest.mark.parametrize(("write", "figure"), [*LOOSE, (tabs, "1 290"), (bars, "1 290")])
def test_thousands_parted_loosely_are_one_number(write: Callable[[Sheet], str], figure: str) -> None:
    built = report("gip-2021").raw_cell("disclosure", "licensing", "decisions", figure, 1290)
    text = text_of(built.draft(), lambda _, sheet: write(sheet))
    assert not score(built.draft(), text).misread
    assert ENGINE.check_text(text).findings == ()


@pytest.mark.parametrize("write", [tabs, bars, lines], ids=["tabs", "bars", "lines"])
def test_letters_typed_for_digits_are_told_of_cell_by_cell(write: Callable[[Sheet], str]) -> None:
    built = report("gip-2021")
    for row in ("new_received", "granted", "processed_total"):
        built = built.with_figures("applications", {row: {"natural_person": 10, "total": 10}})
    for row, column, text in (("granted", "business", "O"), ("granted", "natural_person", "1O")):
        built = built.raw_cell("applications", row, column, text)
    built = built.raw_cell("review_litigation", "reconsideration", "pending", "o")
    text = text_of(built.draft(), lambda _, sheet: write(sheet))
    found = [
        (each.rule, each.cell.row, each.cell.column) for each in ENGINE.check_text(text).findings if each.cell
    ]
    assert sorted(found) == [
        ("GIP206", "granted", "business"),
        ("GIP206", "granted", "natural_person"),
        ("GIP206", "reconsideration", "pending"),
    ]


def test_the_source_of_a_page_in_a_text_file_is_read_as_a_page() -> None:
    pytest.importorskip("selectolax")
    draft = draft_of(FORMS[-1])
    body = text_of(draft, lambda _, sheet: html(sheet)).replace("\n一、", "\n<p>一、")
    page = f"<!DOCTYPE html>\n<html><body>{body}</body></html>"
    notation = TextReader().read(page.encode())
    assert "<td" not in notation.text


@pytest.mark.parametrize(
    "line",
    [
        "联系人：张某，联系电话：0724-1234567，传真0724-1234568",
        "联系电话：0724-1234567 传真：0724-1234568 邮编：448000",
        "联系电话 0724-1234567\t传真\t0724-1234568\t邮编\t448000",
    ],
)
def test_a_line_with_telephone_numbers_is_no_table(line: str) -> None:
    built = report("gip-2021")
    text = text_of(built.draft(), lambda _, sheet: tabs(sheet))
    heading = "四、政府信息公开行政复议"
    for placed in (f"{text}{line}\n", text.replace(heading, f"{line}\n{heading}", 1)):
        (found,) = read(placed)
        assert found.unbound == ()
        assert not score(built.draft(), placed).misread


def test_labels_run_together_are_labels_though_one_is_misspelt() -> None:
    draft = random_report(FORMS[-1], Random("chain"), largest=9).draft()

    def chained(sheet: Sheet) -> str:
        return "\n".join("".join(row) for row in sheet).replace("尚未审结", "尚末审结", 1)

    text = text_of(draft, only("review_litigation", chained))
    assert "review_litigation" in read(text)[0].tables
    assert errors(text) == []


def test_a_spanning_label_with_empty_cells_of_its_own_is_no_row() -> None:
    draft = draft_of(FORMS[-1])

    def spanned(sheet: Sheet) -> str:
        rows = []
        for row in sheet:
            if row[0] == "三、本年度办理结果":
                rows += [[row[0], *[""] * 7], row[1:]]
            else:
                rows.append(row)
        return bars(rows)

    assert not score(draft, text_of(draft, only("applications", spanned))).misread


def test_rows_listed_before_the_table_or_given_again_behind_it_are_not_bound() -> None:
    for form in FORMS:
        draft = draft_of(form)
        text = text_of(draft, lambda _, sheet: tabs(sheet))
        listed = text.replace(
            "\n二、主动公开", "\n行政许可 963件\n行政处罚 7件\n行政强制 6件\n二、主动公开", 1
        )
        again = "一、本年新收政府信息公开申请数量\t1{0}\t1\n四、结转下年度继续办理\t9{0}\t9".format("\t0" * 5)
        behind = text.replace("\n四、政府信息", f"\n上年数据：\n{again}\n四、政府信息", 1)
        for changed in (listed, behind):
            assert not score(draft, changed).misread
            assert errors(changed) == []


AROUND: dict[str, tuple[str, str]] = {
    "a caption and a unit": ("表3　统计表\n单位：件", ""),
    "who filled it in": ("填报单位：云溪市林业局\t统计年度：2023", "填表人：张某\t填报日期：2024-01-12"),
    "notes": ("", "注：1.本表统计口径为本机关。\n2.其他包括律师事务所2家、合作社3家。"),
    "a list of departments": (
        "",
        "各部门情况\n序号\t单位\t收到数\t办结数\n1\t县教育局\t12\t11\n2\t县公安局\t8\t8",
    ),
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("write", [tabs, bars, lines], ids=["tabs", "bars", "lines"])
@pytest.mark.parametrize(("before", "behind"), AROUND.values(), ids=AROUND)
def test_what_stands_around_a_table_is_no_part_of_it(
    before: str, behind: str, write: Callable[[Sheet], str], form: Form
) -> None:
    draft = draft_of(form)
    text = text_of(draft, lambda _, sheet: "\n".join(filter(None, [before, write(sheet), behind])))
    assert not score(draft, text).misread
    assert errors(text) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("write", [bars, lines], ids=["bars", "a cell a line"])
def test_part_four_left_blank_is_blank_and_not_missing(write: Callable[[Sheet], str], form: Form) -> None:
    text = text_of(draft_of(form), only("review_litigation", lambda sheet: write(sheet[:-1])))
    (report,) = read(text)
    table = report.tables["review_litigation"]
    assert len(table.cells) == 15
    assert all(cell.blank for cell in table)
    assert errors(text) == []


def test_part_four_with_words_for_its_figures_is_not_called_blank() -> None:
    def words(sheet: Sheet) -> str:
        return bars(sheet[:-1]) + "\n本年度没有发生\n统计口径见附注"

    (report,) = read(text_of(draft_of(FORMS[-1]), only("review_litigation", words)))
    assert "review_litigation" not in report.tables


@pytest.mark.parametrize("write", [bars, tabs, lines], ids=["bars", "tabs", "a cell a line"])
@pytest.mark.parametrize(
    ("written", "value"),
    [*((f"5{unit}", 5) for unit in "张场处单期件"), ("3批次", 3), ("↓5", -5), ("比上年减少5件", -5)],
)
def test_a_figure_with_any_measure_word_is_bound(
    written: str, value: int, write: Callable[[Sheet], str]
) -> None:
    def counted(sheet: Sheet) -> str:
        return write([[written if cell.isdigit() else cell for cell in row] for row in sheet])

    (report,) = read(text_of(draft_of(FORMS[-1]), only("disclosure", counted)))
    cells = list(report.tables["disclosure"])
    assert {(cell.value, cell.sure) for cell in cells} == {(value, True)}
