"""The loose notation of whole reports: what becomes a row, a heading, a paragraph, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint.forms.lexicon import vocabulary
from gip_lint.forms.loader import builtin_forms
from gip_lint_grammar.nodes import Document, Heading, Paragraph, Table
from gip_lint_grammar.notation import parse

VOCABULARY = vocabulary(builtin_forms())


def tree(text: str) -> Document:
    return parse(text, VOCABULARY)


def rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in tree(text).rows()]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("规章 | 0 | 1 | 2 |", [["规章", "0", "1", "2"]]),
        ("| 规章 | 0 | 1 | 2 |", [["规章", "0", "1", "2"]]),
        ("规章｜0｜1｜2", [["规章", "0", "1", "2"]]),
        ("│ 规章 │ 0 │ 1 │", [["规章", "0", "1"]]),
        ("规章 |\n0 |\n|\n", [["规章"], ["0"], [""]]),
        ("||||", [["", "", "", ""]]),
        ("规章 | 0 | | 2 |||", [["规章", "0", "", "2", "", ""]]),
        ("| 规章 | 0 |\n|---|---|\n| 行政许可 | 1 |", [["规章", "0"], ["行政许可", "1"]]),
        ("├────┼────┤\n│ 规章 │ 0 │\n└────┴────┘", [["规章", "0"]]),
        ("+----+---+\n| 规章 | 0 |\n+====+===+", [["规章", "0"]]),
        ("行政许可\t31\t增0\t165", [["行政许可", "31", "增0", "165"]]),
        ("行政许可\t31\t\t165", [["行政许可", "31", "", "165"]]),
        ("行政许可    31    增0   165", [["行政许可", "31", "增0", "165"]]),
        ("行政许可　31　增0　165", [["行政许可", "31", "增0", "165"]]),
        ("行政许可 31 增0 165", [["行政许可", "31", "增0", "165"]]),
        ("行政许可31增0165", [["行政许可", "31", "增0", "165"]]),
        ("规范性文件22（其中修订16件）0 5", [["规范性文件", "22（其中修订16件）", "0", "5"]]),
        ("行政许可\n\n31\n\n增0\n\n165", [["行政许可"], ["31"], ["增0"], ["165"]]),
        ("行政许可\r\n31\r\n165\r\n", [["行政许可"], ["31"], ["165"]]),
        (
            "结 果 维 持\n0\n结果纠正 其他结果 尚未审结",
            [["结 果 维 持"], ["0"], ["结果纠正", "其他结果", "尚未审结"]],
        ),
        ("| **规章** | `0` |", [["规章", "0"]]),
        ("3.危及“三安全一稳定” 0 0 0 0 0 0 0", [["3.危及“三安全一稳定”", *["0"] * 7]]),
        (
            "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
            [["一、本年新收政府信息公开申请数量", *"3000003"]],
        ),
    ],
)
def test_rows(text: str, due: list[list[str]]) -> None:
    assert rows(text) == due


@pytest.mark.parametrize(
    ("text", "ordinal", "title"),
    [
        ("一、总体情况", "一、", "总体情况"),
        ("## 一、总体情况", "一、", "总体情况"),
        ("  （一） 主动公开", "（一）", "主动公开"),
        ("1.加强领导", "1.", "加强领导"),
        ("第一部分 总体情况", "第一部分", "总体情况"),
        ("# 某局2023年政府信息公开工作年度报告", None, "某局2023年政府信息公开工作年度报告"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、", "政府信息公开行政复议、行政诉讼情况"),
        ("一 总体情况", "一", "总体情况"),
        ("一、\u00a0总体情况", "一、", "总体情况"),
    ],
)
def test_headings(text: str, ordinal: str | None, title: str) -> None:
    (heading,) = tree(text).blocks
    assert isinstance(heading, Heading)
    assert (heading.ordinal, heading.title) == (ordinal, title)
    assert heading.title_span.text(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "2023年，本局受理申请3件，均已答复。",
        "（一）主动公开。全年公开信息30条。",
        "无",
        "12",
        "- 4 -",
        "第 3 页 共 9 页",
        "行政许可事项的办理结果在网站公开。",
        "1.5万元用于培训",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    (block,) = tree(text).blocks
    assert isinstance(block, Paragraph | Heading)


def test_a_label_alone_is_a_row_only_beside_figures() -> None:
    assert not any(isinstance(block, Table) for block in tree("行政许可\n行政处罚\n").blocks)
    assert any(isinstance(block, Table) for block in tree("行政许可\n3\n行政处罚\n0\n").blocks)


@given(
    st.text(
        alphabet=st.sampled_from("|｜│\n\r\t 　一、（）()1.0增-—规章行政许可#*+:=─┼其他总计。"), max_size=300
    )
)
def test_every_text_parses_with_exact_spans(text: str) -> None:
    document = tree(text)
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(text)
        end = block.span.end
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    assert cell.span.text(text) == cell.text
        elif isinstance(block, Paragraph):
            assert block.span.text(text) == block.text
        else:
            assert block.title_span.text(text) == block.title


@given(st.text(max_size=200))
def test_nothing_but_space_and_ruling_lines_is_lost(text: str) -> None:
    document = tree(text)
    kept = [False] * len(text)
    for block in document.blocks:
        for place in range(block.span.start, block.span.end):
            kept[place] = True
    lost = {character for character, is_kept in zip(text, kept, strict=True) if not is_kept}
    assert all(
        character.isspace()
        or character in "|｜│┃║￨∣¦*`\ufeff\u200b#+:=-─━═"
        or ord(character) in range(0x2500, 0x2580)
        for character in lost
    )
