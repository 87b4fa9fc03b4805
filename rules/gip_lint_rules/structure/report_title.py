"""GIP115 report-title."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity, Span, fold, lazy_pattern
from gip_lint_rules._shared.lines import first_line
from gip_lint_rules.structure._shared.samples import report

_YEAR = lazy_pattern(r"(?:20\d{2}|二[〇零○Oo][一二三四五六七八九〇零○]{2})年?")
_OTHER_KIND = lazy_pattern(r"公开.{0,12}(?:总结|汇报|情况|自查|自评|要点|计划|工作)(?:的?报告)?")
_LONGEST = 60
_NEAR = 30


class ReportTitle(Rule):
    """The title names the organ, the year and the kind of report: XX局2023年政府信息公开工作年度报告.

    The organ may stand on the line above, the year on the line below.

    Source: 政府信息公开条例, Articles 49 and 50; the form of the report year.
    """

    code = "GIP115"
    name = "report-title"
    severity = Severity.WARNING
    title = Bilingual(
        zh="标题没有写明机关、年度和报告名称", en="no title that names organ, year and kind of report"
    )
    description = Bilingual(
        zh="标题要写明是哪个机关、哪一年度的政府信息公开工作年度报告，否则离开发布页面就无法辨认。"
        "请补全，如“××市林业局2023年政府信息公开工作年度报告”。",
        en="The title says whose report it is, for which year and of what kind; without it nobody can tell "
        "the text apart once it has left its page. Complete it.",
    )
    sources = ("政府信息公开条例第四十九条、第五十条", "国办公开办函〔2021〕30号，附件")
    good = (
        Example(report()),
        Example(report(title="云溪市林业局\n2023年政府信息公开工作年度报告\n")),
        Example(report(title="云溪市林业局政府信息公开工作年度报告\n（2023年度）\n")),
    )
    bad = (
        Example(report(title=""), marked="一、总体情况", message="没有标题", count=1),
        Example(
            report(title="2023年政府信息公开工作年度报告\n"),
            marked="2023年政府信息公开工作年度报告",
            message="没有写明机关",
            count=1,
        ),
        Example(
            report(title="云溪市林业局2023年政务公开工作总结\n"),
            marked="云溪市林业局2023年政务公开工作总结",
            message="没有写明报告名称",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding that says what the title lacks."""
        if report.title is None or report.title_span is None:
            yield self._untitled(report)
            return
        lacking = []
        if report.agency is None:
            lacking.append(Bilingual("机关", "the organ"))
        if not _names_year(report, report.title_span):
            lacking.append(Bilingual("年度", "the year"))
        if lacking:
            zh, en = "和".join(each.zh for each in lacking), " and ".join(each.en for each in lacking)
            yield self.finding(
                Bilingual(
                    f"标题“{report.title}”没有写明{zh}；请补上",
                    f"the title “{report.title}” does not name {en}; add it",
                ),
                report.title_span,
            )

    def _untitled(self, report: Report) -> Finding:
        span = first_line(report.text, report.span.start)
        line = span.text(report.text).strip("#* \t　")
        body = min((section.span.start for section in report.sections), default=report.span.end)
        if (
            span.start < body
            and len(line) <= _LONGEST
            and _OTHER_KIND.search(fold(line))
            and "。" not in line
        ):
            return self.finding(
                Bilingual(
                    f"标题“{line}”没有写明报告名称；应为“政府信息公开工作年度报告”，并写明机关和年度",
                    f"the title “{line}” does not name the kind of report; it must be "
                    "政府信息公开工作年度报告, with the organ and the year",
                ),
                span,
            )
        return self.finding(
            Bilingual(
                "没有标题；请在正文前写明机关、年度和报告名称，如“××局2023年政府信息公开工作年度报告”",
                "there is no title; name the organ, the year and the kind of report before the text, as in "
                "××局2023年政府信息公开工作年度报告",
            ),
            span,
        )


def _names_year(report: Report, title: Span) -> bool:
    if report.year_span is not None and title.start <= report.year_span.start <= title.end + _NEAR:
        return True
    return _YEAR.search("".join(fold(title.text(report.text)).split())) is not None
