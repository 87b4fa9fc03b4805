"""GIP110 column-label."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, BoundTable, CellKey, Deviation, DeviationKind, Example, Report, Severity
from gip_lint_rules.structure._shared.labels import comparable, is_printed
from gip_lint_rules.structure._shared.misprints import LabelRule, Misprint

_TABLE = """\
云溪市林业局2020年政府信息公开工作年度报告
二、主动公开政府信息情况
| 第二十条第（一）项 |  |  |  |
| 信息内容 | {made} | 本年新公开数量 | {total} |
| 规章 | 0 | 0 | 0 |
| 规范性文件 | 2 | 2 | 9 |
"""

_NEAR = 30
_HEADING = Bilingual("表头", "heading")


class ColumnLabel(LabelRule):
    """The label of every column is the form's, character by character, and so is the heading above them.

    Width, script, spaces and punctuation make no difference, nor do labels torn over several lines or run
    together. Where more than five labels of a table differ they are one finding.

    Source: the form of the report year, 附件.
    """

    kind = Bilingual("列名", "column label")
    code = "GIP110"
    name = "column-label"
    severity = Severity.WARNING
    title = Bilingual(zh="列名与格式不一致", en="a column's label differs from the form's")
    description = Bilingual(
        zh="列名由格式规定。列名残缺或者改了字，读者就不知道这一列统计的是什么。请照格式改正。",
        en="The form fixes the label of each column. Where it is cut or reworded nobody knows what the "
        "figures count. Write it as the form does.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (
        Example(_TABLE.format(made="本年新制作数量", total="对外公开总数量")),
        Example(_TABLE.format(made="本年新 制作数量", total="對外公開總數量")),
    )
    bad = (
        Example(
            _TABLE.format(made="本年新", total="对外公开总数量"),
            marked="本年新",
            cell=CellKey("disclosure", None, "made"),
            message="缺“制作数量”",
            count=1,
        ),
        Example(
            _TABLE.format(made="本年新制作数量", total="对外公开数量"),
            marked="对外公开数量",
            message="缺“总”",
            count=1,
        ),
        Example(
            _TABLE.format(made="本年新制作数量", total="对外公开总数量").replace("第二十条", "第二十一条"),
            marked="第二十一条第（一）项",
            message="表头“第二十一条第（一）项”应为“第二十条第（一）项”",
            count=1,
        ),
    )

    def misprints(self, report: Report, table: BoundTable) -> Iterator[Misprint]:
        """Yield the labels of *table* that differ from the form's."""
        return _misprints(report, table)


def _misprints(report: Report, table: BoundTable) -> Iterator[Misprint]:
    for each in table.deviations:
        if each.kind is DeviationKind.HEADING:
            yield Misprint(each.key, each.span, each.found, each.due, kind=_HEADING)
            continue
        if each.kind is not DeviationKind.COLUMN_LABEL or is_printed(each.found, each.due):
            continue
        if _continues(report, each):
            continue
        where = table.row(each.key.row).label if each.key.row is not None else ""
        yield Misprint(each.key, each.span, each.found, each.due, where)


def _continues(report: Report, label: Deviation) -> bool:
    """Return whether the rest of a label stands behind it, with nothing but white space between."""
    found, due = comparable(label.found), comparable(label.due)
    behind = report.text[label.span.end : label.span.end + _NEAR].lstrip()
    return due.startswith(found) and comparable(behind).startswith(due[len(found) :])
