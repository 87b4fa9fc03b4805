"""GIP112 extra-row."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    BoundTable,
    CellKey,
    Deviation,
    DeviationKind,
    Example,
    Finding,
    Report,
    Rule,
    Severity,
)
from gip_lint_rules.structure._shared.labels import closeness, comparable
from gip_lint_rules.structure._shared.misprints import torn

_ALIKE = 0.75
_TABLE = """\
云溪市林业局2023年政府信息公开工作年度报告
二、主动公开政府信息情况
| 第二十条第（一）项 |  |  |  |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |{column}
| 规章 | 0 | 0 | 0 |{figure}
| 行政规范性文件 | 2 | 0 | 9 |{figure}
{row}| 第二十条第（五）项 |  |
| 信息内容 | 本年处理决定数量 |
| 行政许可 | 12 |
"""


class ExtraRow(Rule):
    """A table has the rows and columns of the form and no others.

    Rows of which only figures were found, and tables that came through torn, are left alone. A column that
    stands in several blocks of a table is told once.

    Source: the form of the report year, 附件.
    """

    code = "GIP112"
    name = "extra-row"
    severity = Severity.WARNING
    title = Bilingual(zh="表格多行、多列", en="a row or column the form does not have")
    description = Bilingual(
        zh="统计表的行和列由格式规定，不能自行增加；增加的行列进不了汇总，还会使合计对不上。"
        "请删去，需要说明的写进正文。",
        en="The form fixes the rows and columns of each table. What is added goes into no total and upsets "
        "those that there are: take it out, and put what it says into the prose.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(_TABLE.format(row="", column="", figure="")),)
    bad = (
        Example(
            _TABLE.format(row="| 其他主动公开文件 | 5 | 0 | 5 |\n", column="", figure=""),
            marked="其他主动公开文件",
            cell=CellKey("disclosure"),
            message="格式没有“其他主动公开文件”这一行",
            count=1,
        ),
        Example(
            _TABLE.format(row="", column=" 备注数量 |", figure=" 1 |"),
            marked="备注数量",
            message="格式没有“备注数量”这一列",
            count=1,
        ),
        Example(
            _TABLE.format(row="", column=" 备注数量 |", figure=" 1 |")
            .replace("处理决定数量 |", "处理决定数量 | 备注数量 |")
            .replace("| 12 |", "| 12 | 1 |"),
            message="格式没有“备注数量”这一列",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each row, column or figure for which the form has no place."""
        for table in report.tables.values():
            if torn(table):
                continue
            columns: set[str] = set()
            for deviation in table.deviations:
                if deviation.kind is DeviationKind.EXTRA_COLUMN:
                    if deviation.found in columns:
                        continue
                    columns.add(deviation.found)
                if not _is_of_the_form(table, deviation.found) and (message := _message(table, deviation)):
                    yield self.finding(message, deviation.span, cell=deviation.key)


def _message(table: BoundTable, deviation: Deviation) -> Bilingual | None:
    title, found = table.form.title, deviation.found
    if deviation.kind is DeviationKind.EXTRA_ROW and found:
        return Bilingual(
            f"{title.zh}：格式没有“{found}”这一行；请删去，需要说明的写进正文",
            f"the form's table of {title.en} has no row {found}; take it out, or say it in the prose",
        )
    if deviation.kind is DeviationKind.EXTRA_COLUMN and found:
        return Bilingual(
            f"{title.zh}：格式没有“{found}”这一列；请删去，需要说明的写进正文",
            f"the form's table of {title.en} has no column {found}; take it out, or say it in the prose",
        )
    if deviation.kind is DeviationKind.EXTRA_CELL and _is_sure(table, deviation.key.row):
        row = deviation.key.row
        assert row is not None
        width = len(table.form.columns(row))
        return Bilingual(
            f"“{table.row(row).label}”一行多出一个“{found}”，格式只有 {width} 列；请核对后删去",
            f"the row {table.row(row).label} holds “{found}” beyond the form's {width} columns; check it and "
            "take it out",
        )
    return None


def _is_sure(table: BoundTable, row: str | None) -> bool:
    cells = [cell for cell in table if cell.key.row == row]
    return row is not None and bool(cells) and all(cell.sure for cell in cells)


def _is_of_the_form(table: BoundTable, found: str) -> bool:
    """Return whether the words are a label of the form, perhaps cut: then they were displaced, not added."""
    labels = [
        label
        for block in table.form.blocks
        for label in (
            *(column.label for column in block.columns),
            *(label for row in block.rows for label in (row.label, *row.above)),
            *block.corner,
            block.heading or "",
        )
    ]
    return any(
        comparable(found) in comparable(label) or closeness(found, label) >= _ALIKE for label in labels
    )
