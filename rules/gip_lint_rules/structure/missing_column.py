"""GIP108 missing-column."""

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
from gip_lint_rules.structure._shared.labels import comparable

_TABLE = """\
云溪市林业局2023年政府信息公开工作年度报告
二、主动公开政府信息情况
| 第二十条第（一）项 |  |  |  |
| 信息内容 | 本年制发件数 |{label} 现行有效件数 |
| 规章 | 0 |{figure} 0 |
| 行政规范性文件 | 2 |{figure} 9 |
"""


class MissingColumn(Rule):
    """Every column of the form must be there, also where all its figures are 0.

    Labels that run together without anything between them are left alone.

    Source: the form of the report year, 附件.
    """

    code = "GIP108"
    name = "missing-column"
    severity = Severity.ERROR
    title = Bilingual(zh="表格缺列", en="a column of the form is absent")
    description = Bilingual(
        zh="统计表的列由格式规定，不能删减；没有数据的列也要保留，填 0。请按格式补上。",
        en="The form fixes the columns of each table; a column with nothing to report stays and holds 0. "
        "Add what is missing.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(_TABLE.format(label=" 本年废止件数 |", figure=" 0 |")),)
    bad = (
        Example(
            _TABLE.format(label="", figure=""),
            cell=CellKey("disclosure", None, "repealed"),
            message="缺少“本年废止件数”一列",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each column that a table lacks."""
        for table in report.tables.values():
            for deviation in table.deviations:
                if deviation.kind is DeviationKind.MISSING_COLUMN and not _run_together(
                    report, table, deviation
                ):
                    yield self.finding(
                        Bilingual(
                            f"{table.form.title.zh}缺少“{deviation.due}”一列；请按格式补上，没有的填 0",
                            f"the table of {table.form.title.en} lacks the column {deviation.due}; add it, "
                            "with 0 where there is nothing",
                        ),
                        deviation.span,
                        cell=deviation.key,
                    )


def _run_together(report: Report, table: BoundTable, deviation: Deviation) -> bool:
    """Return whether the labels of the block are one piece, so that none can be told apart."""
    written = comparable(deviation.span.text(report.text))
    labels = {
        comparable(column.label)
        for (block, key), span in table.column_spans.items()
        if span == deviation.span
        for column in table.form.blocks[block].columns
        if column.key == key
    }
    return len(labels) > 1 or any(label != written and label in written for label in labels)
