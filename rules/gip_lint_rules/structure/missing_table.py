"""GIP106 missing-table."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, CellKey, Example, Finding, Report, Rule, Severity
from gip_lint_rules.structure._shared.places import named
from gip_lint_rules.structure._shared.samples import report
from gip_lint_rules.structure._shared.standing import table_stands


class MissingTable(Rule):
    """Parts two, three and four each hold a table; prose does not stand in for it.

    Where the whole part is absent, that is GIP101. A table that stands there and cannot be read is GIP004.

    Source: the form of the report year, 附件.
    """

    code = "GIP106"
    name = "missing-table"
    severity = Severity.ERROR
    title = Bilingual(zh="缺少法定表格", en="a statutory table is absent")
    description = Bilingual(
        zh="第二、三、四部分必须附规定的统计表，只有文字叙述不算。没有发生的也要附表，各格填 0。"
        "表格以图片代替的，为警告：其中的数无法核对，也不便公众利用。",
        en="Parts two, three and four must hold the form's table; prose alone will not do. Where nothing "
        "happened the table is still due, with 0 in every cell. A picture in the place of the table is a "
        "warning: nobody can check or reuse its figures.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(report()),)
    bad = (
        Example(
            report(review_litigation="四、政府信息公开行政复议、行政诉讼情况\n本年度没有发生。\n"),
            marked="四、政府信息公开行政复议、行政诉讼情况",
            cell=CellKey("review_litigation"),
            message="缺少表格",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each part that stands without its table."""
        unread = {unbound.part for unbound in report.unbound}
        for table in report.form.tables.values():
            section = report.section(table.part)
            if table.key in report.tables or not table.is_due(report.year):
                continue
            if section is None or table.part in unread:
                continue
            found = table_stands(report, table, section.body_span)
            if found == "whole":
                continue
            if found == "run together":
                yield self.finding(
                    Bilingual(
                        f"“{named(section.part)}”的表格《{table.title.zh}》连成了一行，"
                        "无法逐格读取和核对；请恢复分行分格的表格",
                        f"the table of {named(section.part)} ({table.title.en}) has run together into "
                        "one line and cannot be read cell by cell; put it in as a table again",
                    ),
                    section.heading_span,
                    cell=CellKey(table.key),
                    severity=Severity.WARNING,
                )
                continue
            if found == "labels":
                lack = Bilingual(
                    f"的表格《{table.title.zh}》只有表头，没有数；请填写",
                    f"holds the labels of its table ({table.title.en}) and no figures; fill it in",
                )
            else:
                lack = Bilingual(
                    f"缺少表格《{table.title.zh}》；请按格式补上",
                    f"lacks its table ({table.title.en}); add it as the form has it",
                )
            name = named(section.part)
            if found != "labels" and report.is_pictured(section):
                yield self.finding(
                    Bilingual(
                        f"“{name}”的表格《{table.title.zh}》疑为图片，其中的数无法读取和核对；请改用文字表格",
                        f"the table of {name} ({table.title.en}) seems to be a picture, whose figures cannot "
                        "be read or checked; put the table in as text",
                    ),
                    section.heading_span,
                    cell=CellKey(table.key),
                    severity=Severity.WARNING,
                )
                continue
            yield self.finding(
                Bilingual(
                    f"“{name}”{lack.zh}，没有发生的填 0",
                    f"{name} {lack.en}, with 0 where nothing happened",
                ),
                section.heading_span,
                cell=CellKey(table.key),
            )
