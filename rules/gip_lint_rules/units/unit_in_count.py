"""GIP402 unit-in-count."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.units._shared.money import is_money
from gip_lint_rules.units._shared.samples import part_two_2019, part_two_2021

_NO_COUNTS = frozenset({"%", "％", "万", "亿", "米", "亩", "公里", "平方米", "公顷"})
"""Units beside money in which nothing is counted in these tables."""


class UnitInCount(Rule):
    """A count holds no amount of money and no other measure: 行政事业性收费 counts kinds of fee in 2019.

    Measure words for what is counted (件, 项, 个, 宗, 人次) are no fault.

    Source: the form of the report year, 附件表二.
    """

    code = "GIP402"
    name = "unit-in-count"
    severity = Severity.ERROR
    title = Bilingual(zh="数量栏填了金额或别的单位", en="money or another unit in a count")
    description = Bilingual(
        zh="这一栏统计的是项目数或件数，不是金额。把收费金额填进项目数量，多半是没有看清表头；请改填数量。",
        en="The column counts items or cases, not money. An amount in it comes of misreading the heading: "
        "give the count.",
    )
    sources = ("国办公开办函〔2019〕60号，附件表二", "国办公开办函〔2021〕30号，附件表二")
    good = (Example(part_two_2019(fees="2项 | 增0")), Example(part_two_2021(licensing="120件")))
    bad = (
        Example(
            part_two_2019(fees="38.47万元 | 减14.94万元"),
            marked="38.47万元",
            cell=CellKey("disclosure", "fees", "previous_items"),
            message="不是金额",
            count=2,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each count, or change of a count, with such a unit."""
        for table in report.tables.values():
            for cell in table:
                if not cell.sure or not (is_money(cell.unit) or cell.unit in _NO_COUNTS):
                    continue
                if table.column(cell).kind == "amount":
                    continue
                name = table.name(cell.key)
                kind = (
                    Bilingual("金额", "an amount")
                    if is_money(cell.unit)
                    else Bilingual("这个单位", "in that unit")
                )
                yield self.finding(
                    Bilingual(
                        f"{name}：表中为 {cell.raw}，这一栏填的是数量，不是{kind.zh}；请改填数量",
                        f"{name} is {cell.raw}; the column counts, it is not {kind.en}: give the count",
                    ),
                    cell.span,
                    cell=cell.key,
                )
