"""GIP510 period."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity, periods_of
from gip_lint_rules.narrative._shared.samples import titled
from gip_lint_rules.narrative._shared.years import stale_title


class Period(Rule):
    """The stated statistical period is not 1 January to 31 December of the report year.

    A body that the text says was set up, merged or wound up in the year may count for less. Where the period
    is right and the year of the title was left standing, GIP509 reports the title.

    Source: 中华人民共和国政府信息公开条例, Articles 49 and 50: reports are for the year before.
    """

    code = "GIP510"
    name = "period"
    severity = Severity.ERROR
    title = Bilingual(zh="统计期限不是报告年度的1月1日至12月31日", en="the period is not the report year")
    description = Bilingual(
        zh="年度报告统计的是报告年度1月1日至12月31日的工作。统计期限写成别的年份、跨年或不足一年，"
        "多为沿用上年文本或笔误，请更正；年中新组建或撤并的单位，请写明缘由。",
        en="A report counts the work of 1 January to 31 December of its year. Another year, several or less "
        "than one is mostly last year's text or a slip: correct it; a body set up or merged in the year "
        "says so.",
    )
    sources = ("中华人民共和国政府信息公开条例（国务院令第711号）第四十九条、第五十条",)
    good = (
        Example(titled("本报告所列数据的统计期限自2023年1月1日起至12月31日止。")),
        Example(titled("我局于2023年3月20日挂牌成立，所列数据统计期限为2023年3月20日至2023年12月31日。")),
    )
    bad = (
        Example(
            titled("本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。"),
            marked="2022年1月1日起至2022年12月31日",
            message="应为 2023年1月1日至12月31日",
            count=1,
        ),
        Example(
            titled("数据统计期限为2023年1月1日至2023年12月30日。"),
            marked="2023年1月1日至2023年12月30日",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every stated period that is not the report year."""
        for period in periods_of(report):
            year = report.year
            if period.whole and (year is None or period.year == year or stale_title(report) is not None):
                continue
            same_year = period.year is not None and (year is None or period.year == year)
            if period.founded and same_year:
                continue
            due = year or period.start[0]
            yield self.finding(
                Bilingual(
                    f"统计期限写的是“{period.written}”，{due}年度报告应为 {due}年1月1日至12月31日；请更正，"
                    "确属年中新组建或撤并的，请写明",
                    f"the period is given as “{period.written}”; a report for {due} counts from 1 January to "
                    f"31 December {due}: correct it, or say that the body was set up or merged in the year",
                ),
                period.span,
            )
