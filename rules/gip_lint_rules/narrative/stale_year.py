"""GIP509 stale-year."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Needs, Related, Report, Rule, Severity, periods_of
from gip_lint_rules.narrative._shared.against_table import figure_of
from gip_lint_rules.narrative._shared.samples import titled
from gip_lint_rules.narrative._shared.years import Stale, stale_facts, stale_years

_PLACES = {
    "formula": Bilingual("报告用语", "formula"),
    "heading": Bilingual("标题", "heading"),
    "opening": Bilingual("段落开头", "opening of a paragraph"),
    "fact": Bilingual("记述", "account"),
    "fee": Bilingual("收费说明", "statement on the fee"),
}


class StaleYear(Rule):
    """Another year stands where the report year is due.

    Looked at are the places that name the year of the report itself: the title, 现将…年…报告如下,
    编制…年…年度报告, headings, the opening of paragraphs in the lead and part one, and the statement on the
    fee in part six. A history (2019年5月施行以来, 较2022年增长), a plan and a paragraph that names the
    report year as well are left alone. The period has a rule of its own (GIP510).

    Source: 中华人民共和国政府信息公开条例, Articles 49 and 50.
    """

    code = "GIP509"
    name = "stale-year"
    severity = Severity.ERROR
    needs = Needs.TEXT
    title = Bilingual(zh="应写报告年度处写了别的年份", en="another year where the report year is due")
    description = Bilingual(
        zh="标题、“现将…年度情况报告如下”、段落开头或收费说明中的年份与报告年度不一致，多因沿用上一年文本未改。请改为报告年度。",
        en="The year in the title, in 现将…年…报告如下, at the opening of a paragraph or in the statement on "
        "the fee is not that of the report: last year's text was left standing. Put the report year.",
    )
    sources = ("中华人民共和国政府信息公开条例（国务院令第711号）第四十九条、第五十条",)
    good = (
        Example(titled(overview="2019年新条例施行以来，我局不断健全制度。2023年继续推进公开。")),
        Example(titled("现将2023年度政府信息公开工作情况报告如下。")),
        Example(titled(other="2023年未收取信息处理费。")),
    )
    bad = (
        Example(
            titled("现将2022年度政府信息公开工作情况报告如下。"),
            marked="2022年",
            message="报告年度是 2023 年",
            count=1,
        ),
        Example(
            titled(overview="2022年，我局认真落实公开要求，及时更新栏目。"),
            marked="2022年",
            message="段落开头",
            count=1,
        ),
        Example(
            titled(
                "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。",
                overview="2023年，我局及时更新公开栏目。",
                year=2022,
            ),
            marked="2022",
            message="标题写的是 2022 年",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every place with another year."""
        if not report.recognised and report.title is None:
            return
        for stale in (*stale_years(report), *self._facts(report)):
            if stale.where == "title":
                period = next(period for period in periods_of(report) if period.whole)
                yield self.finding(
                    Bilingual(
                        f"标题写的是 {stale.year} 年，统计期限和正文却是 {period.year} 年；请核对标题年份",
                        f"the title gives {stale.year}, period and text {period.year}; check the year "
                        f"of the title",
                    ),
                    stale.span,
                    related=(
                        Related(
                            Bilingual(f"统计期限：{period.written}", f"the period: {period.written}"),
                            period.span,
                        ),
                    ),
                )
                continue
            place = _PLACES[stale.where]
            yield self.finding(
                Bilingual(
                    f"{place.zh}“{stale.quote}”写的是 {stale.year} 年，报告年度是 {report.year} 年；"
                    f"应为 {report.year}年，如系回顾往年请写明",
                    f"the {place.en} “{stale.quote}” gives {stale.year}, the report is for "
                    f"{report.year}; put "
                    f"{report.year}, or say that the sentence looks back",
                ),
                stale.span,
            )

    @staticmethod
    def _facts(report: Report) -> Iterator[Stale]:
        """Yield the years of figures that are the report year's own."""
        table = report.applications
        if table is None:
            return
        rows = {"received": "new_received", "new": "new_received", "finished": "processed_total"}
        figures = {subject: figure_of(report, table, (row,)) for subject, row in rows.items()}
        told = {subject: figure.readings for subject, figure in figures.items() if figure is not None}
        seen = {stale.span for stale in stale_years(report)}
        yield from {
            stale.span: stale for stale in stale_facts(report, told) if stale.span not in seen
        }.values()
