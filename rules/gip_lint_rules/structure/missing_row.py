"""GIP107 missing-row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gip_lint.kit import (
    Bilingual,
    BoundTable,
    CellKey,
    Deviation,
    DeviationKind,
    Example,
    Finding,
    Related,
    Report,
    Rule,
    Severity,
)
from gip_lint_rules.structure._shared.misprints import torn

_MOST_NAMED = 6
_ROWS = """\
云溪市林业局2023年政府信息公开工作年度报告
二、主动公开政府信息情况
| 第二十条第（一）项 |  |  |  |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 1 | 0 | 3 |
| 第二十条第（五）项 |  |
| 信息内容 | 本年处理决定数量 |
| 行政许可 | 12 |
| 第二十条第（六）项 |  |
| 信息内容 | 本年处理决定数量 |
| 行政处罚 | 3 |
{enforcement}| 第二十条第（八）项 |  |
| 信息内容 | 本年收费金额（单位：万元） |
| 行政事业性收费 | 0 |
"""


class MissingRow(Rule):
    """Every row of the form must be there, also where all its figures are 0.

    Rows missing one after another are one finding. Where a report keeps one row that the form has split, the
    finding names the rows into which it must be parted. A row whose label stands there without figures is not
    missing but blank (GIP205); nothing is missing in a table of which several rows have lost their labels.

    Source: the form of the report year, 附件.
    """

    code = "GIP107"
    name = "missing-row"
    severity = Severity.ERROR
    title = Bilingual(zh="表格缺行", en="a row of the form is absent")
    description = Bilingual(
        zh="统计表的行由格式规定，不能删减；没有发生的项目也要保留，填 0。缺行的表无法汇总，请按格式补上。",
        en="The form fixes the rows of each table; a row with nothing to report stays and holds 0. Tables "
        "with rows missing cannot be summed up: add them.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(_ROWS.format(enforcement="| 行政强制 | 0 |\n")),)
    bad = (
        Example(
            _ROWS.format(enforcement=""),
            cell=CellKey("disclosure", "compulsory_measures"),
            message="缺少“行政强制”",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each run of missing rows."""
        for table in report.tables.values():
            missing = [
                each
                for each in table.deviations
                if each.kind is DeviationKind.MISSING_ROW
                and table.row(each.key.row or "").years.hold(report.year)
            ]
            yield from self._collapsed(table, missing)
            if torn(table):
                continue
            parted = {row for key in table.row_spans for row in table.row(key).collapses}
            rest = [each for each in missing if each.key.row not in parted]
            for run in _runs(table, rest):
                yield self._run(table, run)

    def _collapsed(self, table: BoundTable, missing: Sequence[Deviation]) -> Iterator[Finding]:
        for key, span in table.row_spans.items():
            row = table.row(key)
            rows = [each for each in missing if each.key.row in row.collapses]
            if not rows:
                continue
            names = "、".join(f"“{each.due}”" for each in rows)
            yield self.finding(
                Bilingual(
                    f"“{row.label}”只有一行，格式分为 {len(row.collapses)} 行；缺少{names}，请分行填报",
                    f"{row.label} is one row where the form has {len(row.collapses)}; {names} are missing: "
                    "report them row by row",
                ),
                table.label_spans.get(key, span),
                cell=rows[0].key,
                related=[Related(_missing(each), cell=each.key) for each in rows],
            )

    def _run(self, table: BoundTable, run: Sequence[Deviation]) -> Finding:
        names = "、".join(f"“{each.due}”" for each in run[:_MOST_NAMED])
        names += "等" if len(run) > _MOST_NAMED else ""
        first = run[0]
        number = f" {len(run)} 行：" if len(run) > 1 else ""
        return self.finding(
            Bilingual(
                f"{table.form.title.zh}缺少{number}{names}；请按格式补上，没有发生的填 0",
                f"the table of {table.form.title.en} lacks {names}; add what is missing, with 0 where "
                "nothing happened",
            ),
            first.span,
            cell=first.key,
            related=[Related(_missing(each), cell=each.key) for each in run[1:]],
        )


def _missing(deviation: Deviation) -> Bilingual:
    return Bilingual(f"缺少“{deviation.due}”", f"{deviation.due} is missing")


def _runs(table: BoundTable, missing: Sequence[Deviation]) -> Iterator[list[Deviation]]:
    """Yield the missing rows that follow one another in the form together."""
    order = {key: number for number, key in enumerate(table.form.rows)}
    run: list[Deviation] = []
    for deviation in sorted(missing, key=lambda each: order[each.key.row or ""]):
        if run and order[deviation.key.row or ""] != order[run[-1].key.row or ""] + 1:
            yield run
            run = []
        run.append(deviation)
    if run:
        yield run
