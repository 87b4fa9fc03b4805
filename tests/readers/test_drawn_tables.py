"""Tables that a plain text draws, and marks of markup in it: full rows, each character in its place."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint import api
from gip_lint.readers.plain.text import notation_of_text
from gip_lint.testing.builder import form_named
from gip_lint.testing.grid import Grid, Role
from gip_lint.testing.sample import random_report
from gip_lint.testing.widths import width
from gip_lint_grammar.nodes import Span

GRID = """\
+--------------+----------+--------+
| 信息内容     | 本年制   | 现行   |
|              | 发件数   | 有效   |
+==============+==========+========+
| 规章         |          | 0      |
+--------------+----------+--------+
| 行政规范     | 12       |        |
| 性文件       |          |        |
+--------------+----------+--------+
| 行政许可     | 31                |
+--------------+-------------------+
"""
SPANS = """\
+-----------+------+---------+----+
| 结果      | 一   | 自然人  | 0  |
|           +------+---------+----+
|           | 二   |         | 7  |
+-----------+------+---------+----+
| 总计             | 3       | 4  |
+------------------+---------+----+
"""
BOX = """\
┌────────┬──────┬──────┐
│规章    │0     │+2    │
├────────┼──────┴──────┤
│行政许可│31           │
└────────┴─────────────┘
"""
ONE_LINE_EACH = """\
+----------+------+------+
| 信息内容 | 制发 | 废止 |
+----------+------+------+
| 规章     | 0    | 0    |
| 文件     | 2    |      |
+----------+------+------+
"""
HEADING_AND_ROW = """\
+----------+----------+----------+----------+
| 行政复议 |          |          |          |
|----------+----------+----------+----------|
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 |
| 3        | 0        |          | 12       |
+----------+----------+----------+----------+
"""
ALIGNED = """\
+:--------:+-----:+
| 规章     | 0    |
+----------+------+
| 行政规范 | 12   |
| 性文件   |      |
+----------+------+
"""
SIMPLE = """\
信息内容         本年制发件数   本年废止件数
--------------- -------------- --------------
规章                           0
行政规范性文件   3

其他文字。
"""
HEADLESS = """\
  --------------- -------------- --------------
  规章                           0
  行政规范性文件  3
  --------------- -------------- --------------
"""
MULTILINE = """\
  -----------------------------------------
  信息内容    本年制发件数    本年废止件数
  ----------- --------------- -------------
  规章                        0

  行政规范    3
  性文件
  -----------------------------------------
"""
RST = """\
=============== ============ ============
信息内容        本年制发件数 本年废止件数
=============== ============ ============
规章                         0
行政规范性文件  3
=============== ============ ============
"""
THREE = ["信息内容|本年制发件数|本年废止件数", "规章||0", "行政规范性文件|3|"]
ASCIIDOC = """\
[cols="3*",options="header"]
|===
|信息内容 |本年制发件数
|本年废止件数

|规章 | |0
.2+|许可 2+|31
h|4 a|
5
|===
"""
MEDIAWIKI = """\
{| class="wikitable"
|+ 表格
! 信息内容 !! 制发 !! 废止
|-
| 规章
|
| align="right" | 0
|-
| rowspan="2" | 许可 || colspan="2" | 31
|-
| 4 || 5
件
|}
"""
HTML = """\
<table class="x"><thead>
<tr><th>信息内容</th><th>制发</th><th>废止</th></tr></thead>
<tr><td><p>规章</p></td><td></td><td><a href="x">0</a></td></tr>
<tr><td rowspan="2">许可</td><td colspan="2">3<b>1</b>
</td></tr><tr><td>4<td>5</table>"""


def rows(text):
    """The rows of the notation, a bar between any two cells."""
    found = []
    for line in notation_of_text(text).text.splitlines():
        if line.startswith("|") and line.endswith("|"):
            found.append("|".join(" ".join(cell.split()) for cell in line[1:-1].split("|")))
    return found


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (GRID, ["信息内容|本年制发件数|现行有效", "规章||0", "行政规范性文件|12|", "行政许可|31|"]),
        (SPANS, ["结果|一|自然人|0", "|二||7", "总计||3|4"]),
        (BOX, ["规章|0|+2", "行政许可|31|"]),
        (ONE_LINE_EACH, ["信息内容|制发|废止", "规章|0|0", "文件|2|"]),
        (HEADING_AND_ROW, ["行政复议|||", "结果维持|结果纠正|其他结果|尚未审结", "3|0||12"]),
        (ALIGNED, ["规章|0", "行政规范性文件|12"]),
        (SIMPLE, THREE),
        (HEADLESS, THREE[1:]),
        (MULTILINE, THREE),
        (RST, THREE),
        (ASCIIDOC, [*THREE[:2], "许可|31|", "|4|5"]),
        (MEDIAWIKI, ["信息内容|制发|废止", "规章||0", "许可|31|", "|4|5 件"]),
        (HTML, ["信息内容|制发|废止", "规章||0", "许可|31|", "|4|5"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_drawn_table_becomes_full_rows(text, due, end):
    text = f"一、总体情况\n公开 20 条。\n\n{text}\n二、其他\n".replace("\n", end)
    assert rows(text) == due
    lines = notation_of_text(text).text.split()
    assert (lines[0], lines[-1]) == ("一、总体情况", "二、其他")


@pytest.mark.parametrize("text", [GRID, SPANS, BOX, SIMPLE, MULTILINE, ASCIIDOC, MEDIAWIKI, HTML])
def test_a_word_of_a_drawn_table_stands_where_the_file_has_it(text):
    text = f"第一行\n\n{text}"
    notation = notation_of_text(text)
    for word in ("规章", "许可", "31"):
        if word not in text:
            continue
        start = notation.text.index(word[0])
        origin = notation.source.edit_span(Span(start, start + 1))
        assert origin is not None
        assert origin.text(text) == word[0]
        line, column = text[: origin.start].count("\n") + 1, origin.start - text.rfind("\n", 0, origin.start)
        location = notation.source.location(origin._replace(start=start, end=start + 1))
        assert (location.line, location.column) == (line, column)


def test_figures_that_a_narrow_column_cuts_are_whole():
    ruler = "+------+---+---+"
    text = f"{ruler}\n| 结果 | 1 | 0 |\n|      | 2 |   |\n{ruler}\n| 维持 | 8 | 7 |\n{ruler}\n"
    assert rows(text) == ["结果|12|0", "维持|8|7"]


def test_figures_whose_first_digit_a_narrow_column_cuts_are_whole():
    ruler = "+------+------+"
    text = f"{ruler}\n| 结果 | 2    |\n| 维持 | 7159 |\n{ruler}\n| 结果 | 1    |\n| 纠正 | 6866 |\n{ruler}\n"
    assert rows(text) == ["结果维持|27159", "结果纠正|16866"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('| <span style="font-size:12px">规章</span> | <strong>12</strong> |', "规章|12"),
        ("| 行政<br>许可 | &nbsp;3&#160; |", "行政 许可|3"),
        (r"| **规章** | \-3 |", "规章|-3"),
        (r"| 规章\* | 1\.5 |", "规章*|1.5"),
        (r"| 规章\|文件 | 2 |", "规章丨文件|2"),
        ("| <p>规章</p> | <p>8</p><p>7</p> |", "规章|8 7"),
        ('| [规章]{style="font-size:14px;font-family:宋体"} | [[3]{#x}]{.a .b} |', "规章|3"),
        (r"| [规章](a.htm) | [\[3\]]{lang=zh} |", "[规章](a.htm)|[3]"),
    ],
)
def test_marks_in_a_cell_are_no_text(written, read):
    assert rows(written + "\n") == [read]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('<span style="x">一、总体情况</span>', "一、总体情况"),
        ("<p>一、总体情况</p><p>公开 3 条。</p>", "一、总体情况\n\n公开 3 条。"),
        ("=== 一、总体情况", "一、总体情况"),
        ("== 一、总体情况 ==", "一、总体情况"),
        ("h2(#x). 一、总体情况", "一、总体情况"),
        ('[一、[总体]{.mark}]{#x style="a: b"\n.c}[情况]{.d}', "一、总体情况"),
        ("[甲]、{.x}和[乙]{丙}", "[甲]、{.x}和[乙]{丙}"),
        ("身份证 1101**********1234", "身份证 1101**********1234"),
        ('<a href="http://example.com">点此</a>', '<a href="http://example.com">点此</a>'),
        ("a < b 且 c > d；R&D；R&amp;D", "a < b 且 c > d；R&D；R&D"),
    ],
)
def test_marks_in_prose(written, read):
    assert notation_of_text(written).text.strip() == read


def test_a_text_without_tables_and_marks_is_notation_as_it_stands():
    text = "一、总体情况\r\n| 规章 | 0 |\r\n公开 20 条。"
    assert notation_of_text(text).text == text


def test_a_mark_is_left_out_of_an_edit():
    text = '| <span style="x">增<b>0</b></span> |'
    notation = notation_of_text(text)
    start = notation.text.index("增")
    assert notation.source.edit_span(Span(start, start + 1)).text(text) == "增"
    assert notation.source.edit_span(Span(start, start + 2)) is None


def grid_table(grid: Grid) -> str:
    """Draw a table with its merges, each label at most eight columns a line."""
    matrix = grid.matrix()
    tall, wide = len(matrix), len(matrix[0])
    owner = {}
    for y, row in enumerate(matrix):
        for x, cell in enumerate(row):
            if cell is not None:
                for covered in ((y + dy, x + dx) for dy in range(cell.rows) for dx in range(cell.columns)):
                    owner[covered] = (y, x)
    texts = {
        (y, x): [cell.text[at : at + 4] for at in range(0, len(cell.text), 4)]
        if cell.role is not Role.FIGURE
        else [cell.text]
        for y, row in enumerate(matrix)
        for x, cell in enumerate(row)
        if cell is not None
    }
    heights = [
        max([1, *(len(texts[y, x]) for x in range(wide) if owner[y, x] == (y, x))]) for y in range(tall)
    ]
    lines = []
    for y in range(tall + 1):
        ruler = "+"
        for x in range(wide):
            is_open = 0 < y < tall and owner[y - 1, x] == owner[y, x]
            joined = x + 1 < wide and is_open and owner[y, x] == owner[y, x + 1]
            ruler += (" " if is_open else "-") * 10 + (" " if joined else "+")
        lines.append(ruler)
        for line in range(heights[y] if y < tall else 0):
            drawn = "|"
            for x in range(wide):
                held = texts[y, x][line] if owner[y, x] == (y, x) and line < len(texts[y, x]) else ""
                joined = x + 1 < wide and owner[y, x] == owner[y, x + 1]
                drawn += f" {held}{' ' * (9 - width(held))}" + (" " if joined else "|")
            lines.append(drawn)
    return "\n".join(lines)


@pytest.mark.parametrize("form", ["gip-2019", "gip-2021"])
@pytest.mark.parametrize("share", [0, 0.3, 1])
def test_each_cell_of_a_form_keeps_its_column_whatever_is_blank(form, share):
    random = Random(share)
    for part in random_report(form_named(form), random).draft().parts:
        if part.grid is None:
            continue
        grid = part.grid.map(
            lambda cell: (
                cell.__class__("", cell.role, cell.columns, cell.rows)
                if cell.key and cell.role is Role.FIGURE and random.random() < share
                else cell
            )
        )
        due = ["|".join(cell.text if cell else "" for cell in row) for row in grid.matrix()]
        assert rows(f"二、情况\n\n{grid_table(grid)}\n\n三、情况\n") == [row for row in due if row.strip("|")]


def spaced(*rows_of_cells, right):
    """Draw rows in columns of spaces, each text at the right or the left edge of its column."""
    lines = []
    for row in rows_of_cells:
        texts = [
            " " * (16 - width(text)) + text if right else text + " " * (16 - width(text)) for text in row
        ]
        lines.append("".join(texts).rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("right", [False, True])
def test_a_blank_in_columns_of_spaces_keeps_its_column(right):
    text = spaced(
        ["", "申请人情况", "", "", ""],
        ["", "自然人", "法人", "", "总计"],
        ["", "", "商业企业", "科研机构", ""],
        ["予以公开", "4", "", "12", "16"],
        ["不予公开", "0", "1", "2", "3"],
        ["重复申请", "", "", "7", ""],
        ["其他处理", "", "", "", ""],
        right=right,
    )
    assert rows(text) == ["予以公开|4||12|16", "重复申请|||7|"]
    assert "不予公开        0" in notation_of_text(text).text or right


def test_a_figure_between_columns_leaves_its_table_as_it_stands():
    text = spaced(["信息", "甲", "乙"], ["规章", "1", ""], ["文件", "   2", "3"], right=False)
    assert notation_of_text(text).text == text


def test_a_label_that_is_spaced_out_is_one_cell():
    text = spaced(["信息", "甲丙", "乙丁"], ["第 一 规 章", "", "3"], right=False)
    assert rows(text) == ["第 一 规 章||3"]


def test_a_row_that_goes_on_in_the_next_line_leaves_its_table_as_it_stands():
    text = spaced(["维持", "纠正", "总计"], ["1", "2", ""], ["3", "", ""], right=False)
    assert notation_of_text(text).text == text


def test_a_figure_that_may_stand_under_two_labels_stays_unless_other_tables_tell():
    # It ends with the first label as a terminal shows it, and begins with the second counted in characters.
    doubtful = "信息    甲丙甲丙  乙丁\n规章          12\n"
    assert notation_of_text(doubtful).text == doubtful
    telling = "情况    丙甲丙甲  丁乙\n文件          3\n"
    assert rows(telling + doubtful) == ["文件||3", "规章||12"]


def test_a_column_that_is_blank_throughout_is_told_from_its_label():
    text = spaced(
        ["信息", "制发", "废止", "有效"], ["规章", "1", "", "2"], ["文件", "3", "", "4"], right=False
    )
    assert rows(text) == ["规章|1||2", "文件|3||4"]


def test_each_heading_has_columns_of_its_own():
    text = spaced(
        ["信息", "制发", "废止"], ["规章", "1", ""], ["信息", "处理", ""], ["许可", "3", ""], right=False
    )
    assert rows(text) == ["规章|1|"]


RULED = """\
某县2023年政府信息公开工作年度报告
二、主动公开政府信息情况

+----------------+----------------+----------------+----------------+
| 信息内容       | 本年制发件数   | 本年废止件数   | 现行有效件数   |
+----------------+----------------+----------------+----------------+
| 规章           | 0              | 0              | 3.5            |
+----------------+----------------+----------------+----------------+
| 行政规范性文件 | 2.5            | 0              | 4              |
+----------------+----------------+----------------+----------------+
"""


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2.5 ", [("GIP206", 7, 52), ("GIP206", 9, 13)]),
        ("2.5 <!-- gip-lint: ignore GIP206 -->", [("GIP206", 7, 52)]),
    ],
)
def test_a_directive_in_a_drawn_table_is_for_its_cell(tmp_path, written, due):
    path = tmp_path / "a.md"
    path.write_text(RULED.replace("2.5 ", written), encoding="utf-8")
    found = api.check(path, select=["GIP206", "GIP006"]).findings
    assert [(finding.rule, finding.location.line, finding.location.column) for finding in found] == due


@given(st.text(alphabet="+-=|│─┌┐├┤{}<>tdr/\\&;* \n规章12", max_size=200))
def test_any_text_is_written_out_with_its_characters_in_place(text):
    notation = notation_of_text(text)
    for place, character in enumerate(notation.text):
        origin = notation.source.edit_span(Span(place, place + 1))
        if origin is not None and origin.end - origin.start == 1 and character not in "丨":
            assert text[origin.start] in (character, "\n", "\r")
