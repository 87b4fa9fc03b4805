"""Figures that share a cell between bars are parted where the other rows say how many are due."""

import pytest

from gip_lint_grammar.notation import parse
from gip_lint_grammar.vocabulary import Vocabulary

LABELS = ["予以公开", "部分公开", "重复申请", "其他处理", "结果维持", "结果纠正", "尚未审结"]
VOCABULARY = Vocabulary(LABELS, ["总体情况"])
WHOLE = ["|予以公开|5|0|2|0|0|1|8|", "|其他处理|0|0|0|0|0|0|0|"]
SHARED = ["|予以公开|5 0|2 0|0|1|8|", "|部分公开|1| |0 0|0  0|0|1|", "|重复申请| |3 0 0|0|0|0 3|"]


def cells(*lines):
    text = "\n".join(lines)
    rows = list(parse(text, VOCABULARY).rows())
    assert all(cell.span.text(text) == cell.text for row in rows for cell in row.cells)
    return [[cell.text for cell in row.cells if cell.text][1:] for row in rows]


def test_rows_that_agree_are_parted():
    found = cells(*WHOLE, *SHARED)
    assert found[2:] == [
        ["5", "0", "2", "0", "0", "1", "8"],
        ["1", "0", "0", "0", "0", "0", "1"],
        ["3", "0", "0", "0", "0", "0", "3"],
    ]


def test_rows_that_lines_part_from_one_another_count_together():
    assert cells(*SHARED[:2], "一段文字，说明以上各行。", "|---|---|", SHARED[2])[2] == [
        "3",
        "0",
        "0",
        "0",
        "0",
        "0",
        "3",
    ]


def test_figures_whose_labels_share_cells_are_parted():
    labels = "|结果维持 结果纠正| |尚未审结 结果维持|"
    assert cells(labels, "|予以公开|1 6||-3 0.5|") == [
        ["结果纠正", "尚未审结", "结果维持"],
        ["1", "6", "-3", "0.5"],
    ]
    assert cells("|结果维持 尚未|审结 结果维持|", "|予以公开|1 6|")[1] == ["1 6"]


def test_an_empty_cell_among_shared_ones_is_no_blank_figure():
    (*_, row) = parse("\n".join([*SHARED, "|其他处理||0|"]), VOCABULARY).rows()
    assert [cell.text for cell in row.cells] == ["其他处理", "0"]


@pytest.mark.parametrize(
    "lines",
    [
        [*WHOLE, "|部分公开|1 6|0|0|0|0|0|16|"],
        [*WHOLE, "|部分公开|1 6||0|0|0|0|16|"],
        [*WHOLE, *SHARED[:1]],
        ["|予以公开|1 2|3|", "|部分公开|1 2|3|", "|重复申请|1 2|3|"],
        [*WHOLE, *WHOLE, *[line.replace("|5 0|", "|5 0|0|") for line in SHARED[:1]] * 3],
    ],
)
def test_a_figure_that_may_be_torn_stays(lines):
    assert cells(*lines)[-1] == [cell for cell in lines[-1].strip("|").split("|") if cell][1:]
