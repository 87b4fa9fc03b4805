"""GIP002 not-a-report."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Needs, Report, Rule, Severity
from gip_lint_rules._shared.lines import first_line


class NotAReport(Rule):
    """A text without any of the statutory parts or tables.

    A report for a year before the first statutory form, when its parts were free, is noted for information.
    Structure, arithmetic and unit rules say nothing about either; rules about wording and citations still
    read the text.
    """

    code = "GIP002"
    name = "not-a-report"
    severity = Severity.ERROR
    title = Bilingual(zh="不是年度报告", en="not an annual report")
    description = Bilingual(
        zh="全文没有规定的六个部分，也没有规定的三张表，不是 2019 年格式或 2021 年格式的年度报告。"
        "请确认文件是否放错，正文是否抓取完整；2018 年及以前的报告没有统一格式，不在检查范围之内。",
        en="The text has none of the six statutory parts and none of the three tables: it is not an annual "
        "report in the form of 2019 or of 2021. See whether it is the right file and whether the page"
        " was scraped whole; reports for 2018 and earlier had no common form and are not checked.",
    )
    sources = ("国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号")
    needs = Needs.TEXT
    good = (
        Example(
            "某县2023年政府信息公开工作年度报告\n一、总体情况\n主动公开信息20条。\n"
            "三、收到和处理政府信息公开申请情况\n未收到申请。\n"
        ),
    )
    bad = (
        Example("关于召开全县春季植树动员会的通知\n各乡镇人民政府：\n定于三月十二日召开会议。\n", count=1),
        Example(
            "某县2016年政府信息公开工作年度报告\n一、概述\n主动公开信息20条。\n二、主动公开政府信息情况\n见附表。\n"
            "三、依申请公开政府信息情况\n未收到申请。\n",
            message="2016 年度早于第一个统一格式",
            count=1,
        ),
        Example("", count=1, note=Bilingual(zh="空文件。", en="An empty file.")),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding, at the first line with anything on it."""
        if report.recognised:
            return
        if report.precedes_forms:
            message = Bilingual(
                f"{report.year} 年度早于第一个统一格式（自 {report.form.first_year} 年度起），不按格式检查",
                f"{report.year} precedes the first statutory form, so the report is not held against any",
            )
            yield self.finding(message, report.title_span or first_line(report.text), severity=Severity.INFO)
            return
        if not report.text.strip():
            message = Bilingual("文件是空的", "the file is empty")
        else:
            message = Bilingual(
                "找不到规定的部分或表格，不是 2019 年或 2021 年格式的年度报告",
                "no statutory part or table found: not an annual report in the form of 2019 or of 2021",
            )
        yield self.finding(message, first_line(report.text))
