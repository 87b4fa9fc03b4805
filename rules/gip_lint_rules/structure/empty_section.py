"""GIP105 empty-section."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity
from gip_lint_rules.structure._shared.contents import has_words
from gip_lint_rules.structure._shared.places import named
from gip_lint_rules.structure._shared.samples import report


class EmptySection(Rule):
    """A heading with nothing under it is not a part: where there is nothing to report, the part says so.

    A part whose table was found elsewhere, as in text taken out of a PDF, is not empty.

    Source: the form of the report year, 附件; 政府信息公开条例, Article 50.
    """

    code = "GIP105"
    name = "empty-section"
    severity = Severity.WARNING
    title = Bilingual(zh="部分没有内容", en="a part with nothing in it")
    description = Bilingual(
        zh="只有标题，标题下没有文字也没有表格，读者分不清是没有发生还是漏填。请补写内容；确实没有的，写明“无”。",
        en="A heading with neither text nor table under it leaves open whether nothing happened or something "
        "was forgotten. Write the part; where there is nothing, say so.",
    )
    sources = (
        "国办公开办函〔2021〕30号，附件",
        "国办公开办函〔2019〕60号，附件",
        "政府信息公开条例第五十条",
    )
    good = (Example(report(other_matters="六、其他需要报告的事项\n无\n")),)
    bad = (
        Example(
            report(other_matters="六、其他需要报告的事项\n"),
            marked="六、其他需要报告的事项",
            message="没有内容",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each part that is a heading and nothing else."""
        due: dict[str, Bilingual] = {}
        for table in report.form.tables.values():
            if table.is_due(report.year):
                due.setdefault(table.part, table.title)
        standing = {table.form.part for table in report.tables.values()}
        for section in report.sections:
            if section.key in standing or has_words(report, section):
                continue
            part = section.part
            if part.key in due and report.is_pictured(section):
                continue
            if part.key in due:
                chinese = f"请补上《{due[part.key].zh}》，没有发生的填 0"
                english = f"add its table ({due[part.key].en}), with 0 where nothing happened"
            elif part.ordinal == len(report.form.parts):
                chinese, english = (
                    "请补写，确实没有的写明“无”",
                    "write it, or say that there is nothing to report",
                )
            else:
                chinese, english = "请补写", "write it"
            yield self.finding(
                Bilingual(
                    f"“{named(part)}”只有标题，没有内容；{chinese}",
                    f"{named(part)} is a heading with nothing under it; {english}",
                ),
                section.heading_span,
            )
