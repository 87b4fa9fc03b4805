"""GIP111 outdated-form."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity, fold, lazy_pattern

_NEAR = 30
_OPENS = lazy_pattern(r"(?:^|[\r\n])(?:[^\S\r\n]|[#*（(〔一1、.])*$")
_2021 = """\
{agency}{year}年政府信息公开工作年度报告
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 1 | 0 | 3 |
"""
_2019 = """\
{agency}{year}年政府信息公开工作年度报告
二、主动公开政府信息情况
| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
| 规章 | 0 | 0 | 0 |
| 规范性文件 | 1 | 1 | 3 |
"""


class OutdatedForm(Rule):
    """The tables must be those of the form that serves the report year.

    The form is told by the labels in the tables. The form of 2019 serves the years 2019 and 2020, the form of
    2021 all years from 2021. The year is that of the title, the stated period, the opening words or the
    command line; a year that is only mentioned proves nothing.

    Source: 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号.
    """

    code = "GIP111"
    name = "outdated-form"
    severity = Severity.ERROR
    title = Bilingual(zh="表格不是本年度的格式", en="the form does not belong to the report year")
    description = Bilingual(
        zh="2019、2020年度用国办公开办函〔2019〕60号的格式，2021年度起用国办公开办函〔2021〕30号的格式。"
        "沿用旧表会缺项、多项，数据无法汇总；请换用本年度的表格。",
        en="Reports for 2019 and 2020 take the form of 国办公开办函〔2019〕60号, those from 2021 on that of "
        "国办公开办函〔2021〕30号. Figures in the wrong tables cannot be summed up: use the year's own.",
    )
    sources = ("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")
    good = (
        Example(_2021.format(agency="云溪市林业局", year=2021)),
        Example(_2019.format(agency="云溪市林业局", year=2020)),
    )
    bad = (
        Example(
            _2019.format(agency="云溪市林业局", year=2021),
            cell=CellKey("disclosure"),
            message="2021年度应使用国办公开办函〔2021〕30号的格式",
            count=1,
        ),
        Example(_2021.format(agency="云溪市林业局", year=2020), message="国办公开办函〔2019〕60号", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding where the tables are another year's."""
        if not report.form_by_tables or report.year is None or report.form.serves(report.year):
            return
        if not _is_certain(report, report.year):
            return
        table = min(report.tables.values(), key=lambda table: table.span.start, default=None)
        if table is None:
            return
        due = report.due_form
        if due is None:
            return
        spans = sorted(
            [*table.column_spans.values(), *table.label_spans.values()], key=lambda span: span.start
        )
        served = _years(report)
        yield self.finding(
            Bilingual(
                f"表格是{report.form.instrument}的格式，适用于{served.zh}；{report.year}年度应使用"
                f"{due.instrument}的格式，请换表重新填报",
                f"the tables are of {report.form.instrument}, which serves {served.en}; for {report.year} "
                f"take the form of {due.instrument}",
            ),
            spans[0] if spans else table.span,
            cell=CellKey(table.form.key),
        )


def _years(report: Report) -> Bilingual:
    form = report.form
    if form.last_year is None:
        return Bilingual(f"{form.first_year}年度起的报告", f"reports from {form.first_year} on")
    return Bilingual(
        f"{form.first_year}至{form.last_year}年度的报告", f"reports for {form.first_year} to {form.last_year}"
    )


def _is_certain(report: Report, year: int) -> bool:
    """Return whether the year is given, or stands in the title or at the opening of a paragraph."""
    span = report.year_span
    if span is None:
        return True
    written = fold(span.text(report.text))
    if written.isdigit() and int(written) != year:
        return True
    if report.title_span is not None and span.start <= report.title_span.end + _NEAR:
        return True
    before = report.text[max(0, span.start - _NEAR) : span.start]
    behind = "".join(report.text[span.end : span.end + _NEAR].split())
    return _OPENS.search(before) is not None or behind.startswith("年1月1日")
