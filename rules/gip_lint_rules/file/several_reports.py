"""GIP005 several-reports."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.finding import Finding, Severity
from gip_lint.language import Text
from gip_lint.report import Report
from gip_lint.rule import Rule


class SeveralReports(Rule):
    """A file that holds more than one annual report."""

    code = "GIP005"
    name = "several-reports"
    severity = Severity.ERROR
    title = Text(zh="一个文件里有多份报告", en="several reports in one file")
    description = Text(
        zh="一个文件里有两份以上的年度报告，多半是粘贴或抓取时混在一起。每份都已分别检查；请拆成各自的文件。",
        en="The file holds two or more annual reports, most likely run together in pasting or scraping. "
        "Each was checked by itself; give each a file of its own.",
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for the file."""
        yield from ()
