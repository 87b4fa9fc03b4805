"""GIP005 several-reports."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity
from gip_lint_rules._shared.lines import first_line

_REPORT = """\
{agency}2023年政府信息公开工作年度报告
一、总体情况
主动公开信息20条。
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 1 | 0 | 3 |
四、政府信息公开行政复议、行政诉讼情况
| 行政复议 | 行政诉讼 |
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |
| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
"""


class SeveralReports(Rule):
    """A file that holds more than one annual report."""

    code = "GIP005"
    name = "several-reports"
    severity = Severity.ERROR
    title = Bilingual(zh="一个文件里有多份报告", en="several reports in one file")
    description = Bilingual(
        zh="一个文件里有两份以上的年度报告，多半是粘贴或抓取时混在一起。每份都已分别检查；请拆成各自的文件。",
        en="The file holds two or more annual reports, most likely run together in pasting or scraping. "
        "Each was checked by itself; give each a file of its own.",
    )
    good = (Example(_REPORT.format(agency="某县")),)
    bad = (
        Example(
            _REPORT.format(agency="甲县") + "\n" + _REPORT.format(agency="乙县"),
            marked="乙县2023年政府信息公开工作年度报告",
            message="2 份",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for the file, where its second report begins."""
        if report.siblings > 1 and report.span.start == 0:
            number = report.siblings
            yield self.finding(
                Bilingual(
                    f"文件里有 {number} 份年度报告，从这里开始是第 2 份；请拆成各自的文件",
                    f"the file holds {number} annual reports, the second from here; give each its own file",
                ),
                first_line(report.text, report.span.end),
            )
