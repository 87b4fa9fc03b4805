"""Tables that came apart, as where a page is read column by column: nothing that is guessed is accused."""

from __future__ import annotations

import pytest

from gip_lint import api
from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.notation import Notation
from gip_lint.model.report import DeviationKind
from gip_lint.model.severity import Severity
from gip_lint.model.source_map import TextSource
from gip_lint.testing.builder import report
from gip_lint_grammar.nodes import Span

PARTS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)


def text_with(form: str, number: int, table: str) -> str:
    """Return a report of that form with *table* written in the place of the table of that part."""
    whole = report(form).text()
    start = whole.index(PARTS[number]) + len(PARTS[number]) + 1
    behind = "五、" if number == 2 else PARTS[number + 1]
    return whole[:start] + table + whole[whole.index(behind, start) :]


def accused(text: str) -> list[str]:
    return [each.rule for each in api.check(text).findings if each.severity is Severity.ERROR]


def test_a_column_label_below_its_row_is_neither_a_figure_nor_missing():
    whole = report("gip-2019").text()
    start = whole.index("第二十条第（九）项")
    end = whole.index(PARTS[1])
    pieces = "第二十条第（九）项\n信息内容\n政府集中采购\n\n采购项目数量\n2\n\n采购总金额\n35.6\n\n"
    assert not {"GIP108", "GIP206"} & set(accused(whole[:start] + pieces + whole[end:]))


@pytest.mark.parametrize(
    ("header", "rules"),
    [
        ("结果维持 结果纠正 其他结果 尚未审结 总计 " * 3, ["GIP204"]),
        ("结果维持 结果纠正 其他结果 尚未审结 总计 结果 结果 其他 维持 纠正 结果 尚未 审结 总计 " * 1, []),
    ],
)
def test_figures_under_a_header_that_is_out_of_order_are_not_accused(header, rules):
    figures = "1 2 0 0 3 0 0 0 3 0 3 0 0 0 0"
    table = "行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n" + "\n".join(
        [*header.split(), *figures.split()]
    )
    found = accused(text_with("gip-2021", 2, table + "\n"))
    assert sorted(set(found)) == rules


def test_rows_left_blank_are_not_zero_where_figures_are_astray():
    whole = report("gip-2021").with_cell("applications", "carried_forward", "total", 7)
    whole = whole.with_cell("applications", "carried_forward", "natural_person", 7).text()
    start = whole.index("一、本年新收政府信息公开申请数量")
    end = whole.index("（二）部分公开", start)
    rows = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "（一）予以公开",
    )
    figures = ("7 0 0 0 0 0 7 " + "0 " * 14).split()
    scattered = "\n".join([*rows, *figures]) + "\n"
    assert accused(whole[:start] + scattered + whole[end:]) == []


@pytest.mark.parametrize(
    ("header", "rules"),
    [
        ("上一年项目数量\n本年增/减\n处理决定数量", ["GIP207"]),
        ("处理决定数量", []),
        ("上一年项目数量\n处理决定数量", []),
    ],
)
def test_a_count_below_zero_under_a_torn_header_may_be_a_change(header, rules):
    whole = report("gip-2019").text()
    start = whole.index("第二十条第（五）项")
    end = whole.index("第二十条第（六）项")
    block = f"第二十条第（五）项\n信息内容\n{header}\n行政许可\n0\n4\n-9\n其他对外管理服务事项\n0\n0\n0\n"
    assert [rule for rule in accused(whole[:start] + block + whole[end:]) if rule == "GIP207"] == rules


def test_a_row_that_a_doubtful_line_may_hold_is_not_missing():
    label, spoilt = "一、本年新收政府信息公开申请数量", "项一、之和本年，新等于收政第三府信项加"
    text = report("gip-2021").text("rows")
    line = next(line for line in text.splitlines() if label in line)
    written = line.replace(label, spoilt).replace("0", "人0", 1)
    text = text.replace(line, written)
    start = text.index(written)
    doubtful = [
        Span(text.index(each, start), text.index(each, start) + len(each)) for each in (spoilt, "人0")
    ]
    notation = Notation(text, TextSource(text), doubtful=tuple(doubtful))
    for source, missing in ((notation, []), (Notation(text, TextSource(text)), ["new_received"])):
        (found,) = bind("a.pdf", source, builtin_forms())
        kinds = [(each.kind, each.key.row) for each in found.applications.deviations]
        assert [row for kind, row in kinds if kind is DeviationKind.MISSING_ROW] == missing
