"""GIP102 section-order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Section, Severity
from gip_lint_rules.structure._shared.places import named
from gip_lint_rules.structure._shared.samples import report


class SectionOrder(Rule):
    """The six parts stand in the order of the form; the fewest that would have to move are reported.

    Source: the form of the report year, 附件.
    """

    code = "GIP102"
    name = "section-order"
    severity = Severity.ERROR
    title = Bilingual(zh="各部分顺序不对", en="parts stand in another order")
    description = Bilingual(
        zh="六个部分的先后由格式规定，读者和汇总系统都按这个顺序取数。请把错位的部分移回原处。",
        en="The form fixes the order of the six parts, and readers and systems rely on it. Move the part "
        "back to its place.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(report()),)
    bad = (
        Example(
            report(
                "overview", "disclosure", "review_litigation", "applications", "problems", "other_matters"
            ),
            message="应在",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each part that has to move."""
        kept = _longest_in_order(report.sections)
        for section in report.sections:
            if section not in kept:
                yield self._out_of_order(section, kept)

    def _out_of_order(self, section: Section, kept: Sequence[Section]) -> Finding:
        later = [other for other in kept if other.part.ordinal > section.part.ordinal]
        if later:
            where = Bilingual(f"“{named(later[0].part)}”之前", f"before {named(later[0].part)}")
        else:
            where = Bilingual(f"“{named(kept[-1].part)}”之后", f"behind {named(kept[-1].part)}")
        return self.finding(
            Bilingual(
                f"“{named(section.part)}”的位置不对，应在{where.zh}；请把这一部分移过去",
                f"{named(section.part)} stands in the wrong place; move it {where.en}",
            ),
            section.heading_span,
        )


def _longest_in_order(sections: Sequence[Section]) -> list[Section]:
    """Return the most sections that stand in the order of the form already."""
    best: list[list[Section]] = []
    for number, section in enumerate(sections):
        runs = [
            best[earlier]
            for earlier in range(number)
            if sections[earlier].part.ordinal < section.part.ordinal
        ]
        best.append([*max(runs, key=len, default=[]), section])
    return max(best, key=len, default=[])
