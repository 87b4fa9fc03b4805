"""GIP101 missing-section."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Part, Report, Rule, Severity
from gip_lint_rules.structure._shared.places import before, named, place_due
from gip_lint_rules.structure._shared.samples import PARTS, report
from gip_lint_rules.structure._shared.standing import title_stands

_SEVERAL = 3


class MissingSection(Rule):
    """A report has six parts, and every one of them must be there, even if it only says 无.

    A part whose title is worded otherwise is not missing (GIP104), nor one with another ordinal (GIP103).
    Where the part's table stands in the text, only the heading is lost, and the finding says so. A title
    that was run into a line of other things is not lost. A file with several reports is first to be parted
    (GIP005).

    Source: the form of the report year, 附件; 政府信息公开条例, Article 50.
    """

    code = "GIP101"
    name = "missing-section"
    severity = Severity.ERROR
    title = Bilingual(zh="缺少法定部分", en="a statutory part is absent")
    description = Bilingual(
        zh="年度报告分六个部分，缺一不可；没有内容的部分也要保留标题，写明“无”或“0”。请补上缺少的部分。",
        en="A report has six parts, and none may be left out: a part with nothing to report keeps its title "
        "and says so. Add what is missing.",
    )
    sources = (
        "国办公开办函〔2021〕30号，附件",
        "国办公开办函〔2019〕60号，附件",
        "政府信息公开条例第五十条",
    )
    good = (
        Example(report()),
        Example(report(other_matters="六、其他需要报告的事项\n无\n")),
        Example(
            report(other_matters="六、其他情况\n未收取信息处理费。\n"),
            note=Bilingual(zh="换了标题的部分不算缺少。", en="A part under another title is not missing."),
        ),
    )
    bad = (
        Example(
            report(*[key for key in PARTS if key != "other_matters"]),
            marked="五、存在的主要问题及改进情况",
            message="缺少“六、其他需要报告的事项”",
            count=1,
        ),
        Example(
            report(applications=PARTS["applications"].split("\n", 1)[1]),
            message="表格在，标题丢了",
            count=1,
            note=Bilingual(zh="表在而标题丢失。", en="The table is there, its heading is lost."),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each part that is absent, or one for all where most are."""
        if report.siblings > 1:
            return
        missing = [part for part in report.form.parts if _is_missing(report, part)]
        headless = [part for part in missing if _table_stands(report, part)]
        absent = [part for part in missing if part not in headless]
        if len(missing) > _SEVERAL:
            yield self._all_in_one(report, missing)
            return
        for part in headless:
            yield self._headless(report, part)
        for part in absent:
            yield self._absent(report, part)

    def _absent(self, report: Report, part: Part) -> Finding:
        section = before(report, part)
        where = (
            Bilingual("应在正文开头", "it is due at the beginning")
            if section is None
            else Bilingual(f"应在“{named(section.part)}”之后", f"it is due behind {named(section.part)}")
        )
        return self.finding(
            Bilingual(
                f"缺少“{named(part)}”，{where.zh}；请补上，没有内容的写“无”",
                f"{named(part)} is missing; {where.en}: add it, saying 无 where there is nothing to report",
            ),
            place_due(report, part),
        )

    def _headless(self, report: Report, part: Part) -> Finding:
        table = next(table for table in report.tables.values() if table.form.part == part.key)
        return self.finding(
            Bilingual(
                f"缺少标题“{named(part)}”：表格在，标题丢了；请在表格前补上",
                f"the heading {named(part)} is missing: its table stands here; put the heading before it",
            ),
            next(iter(table.label_spans.values()), table.span),
        )

    def _all_in_one(self, report: Report, missing: list[Part]) -> Finding:
        names = "、".join(f"“{named(part)}”" for part in missing)
        return self.finding(
            Bilingual(
                f"六个部分中缺少 {len(missing)} 个：{names}；请按格式补全",
                f"{len(missing)} of the six parts are missing: {names}; add them as the form has them",
            ),
            place_due(report, report.form.parts[0]),
        )


def _is_missing(report: Report, part: Part) -> bool:
    return report.section(part.key) is None and not title_stands(report, part)


def _table_stands(report: Report, part: Part) -> bool:
    return any(table.form.part == part.key for table in report.tables.values())
