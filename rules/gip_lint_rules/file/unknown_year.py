"""GIP003 unknown-year."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity

_REPORT = """\
政府信息公开工作年度报告
一、总体情况
主动公开信息20条。
三、收到和处理政府信息公开申请情况
未收到申请。
"""


class UnknownYear(Rule):
    """A report that nowhere says which year it is for; its form was chosen by its tables."""

    code = "GIP003"
    name = "unknown-year"
    severity = Severity.INFO
    title = Bilingual(zh="看不出报告年度", en="the report year is unknown")
    description = Bilingual(
        zh="标题、开头和统计期限都没有写明报告年度，格式只能按表格判断，与年度有关的检查因此不做。"
        "请在标题中写明年度，或用 --year 指定。",
        en="Neither title nor lead nor statistical period names the report year. The form was chosen by "
        "the tables, and checks that need the year are left out. Name the year in the title, or give "
        "it with --year.",
    )
    sources = ("《中华人民共和国政府信息公开条例》第四十九条、第五十条",)
    good = (Example("某县2023年" + _REPORT),)
    bad = (Example("某县" + _REPORT, count=1),)

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding, at the title where there is one."""
        if report.year is None:
            yield self.finding(
                Bilingual(
                    f"看不出报告年度，按表格采用{report.form.name.zh}；可用 --year 指定",
                    f"no report year is named; taken as {report.form.name.en} by its tables; --year sets it",
                ),
                report.title_span,
            )
