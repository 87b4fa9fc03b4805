"""GIP304 citation-title."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Edit, Example, Finding, Fix, Needs, Report, Rule, Severity, label_key
from gip_lint_rules.citations._shared.register import register
from gip_lint_rules.citations._shared.resolution import is_continued, is_marked
from gip_lint_rules.citations._shared.wording import titled


class CitationTitle(Rule):
    """A title that is nearly that of a registered instrument and no other instrument's.

    Only titles that reports of this field cite are looked for, and only slips that make no other sense. Local
    rules with titles of their own (《某市政府信息公开规定》), implementing measures, drafts and the programme
    of another year are other instruments.
    """

    code = "GIP304"
    name = "citation-title"
    severity = Severity.ERROR
    title = Bilingual(zh="文件标题有误", en="title of an instrument miswritten")
    description = Bilingual(
        zh="所引标题与登记的文件只差一两个字：漏字、重字、错字或字序颠倒。"
        "法规名称应写全称或规定的简称，请改正。",
        en="The title differs from a registered one by a character or two: left out, doubled, mistaken"
        " or changed about. Write the full title or its accepted short form.",
    )
    sources = ("中华人民共和国政府信息公开条例（国务院令第711号）",)
    needs = Needs.TEXT
    good = (
        Example("根据《政府信息公开条例》和《某市政府信息公开规定》编制。\n"),
        Example("根据《中华人民共和国保守国家秘密法》及其实施条例审查。\n"),
        Example("学习《中华人民共和国政府信息公开条例》解读材料。\n"),
    )
    bad = (
        Example(
            "根据《中华人民共和国信息公开条例》编制。\n",
            marked="中华人民共和国信息公开条例",
            message="漏“政府”",
            count=1,
        ),
        Example(
            "根据《政务信息公开条例》编制。\n",
            marked="政务信息公开条例",
            message="“务”应为“府”",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every title that is surely a slip."""
        citations = [citation for citation in report.citations() if citation.title_span]
        if not citations:
            return
        law = register()
        short_titles = {label_key(citation.abbreviation) for citation in citations if citation.abbreviation}
        for citation in citations:
            title, span = citation.title or "", citation.title_span
            if span is None or not is_marked(report.text, citation) or label_key(title) in short_titles:
                continue
            resolution = law.resolve(citation)
            if resolution.titled is not None or is_continued(report.text, citation):
                continue
            from gip_lint_rules.citations._shared.near_miss import near_miss_in  # noqa: PLC0415 - most titles are known

            slip = near_miss_in(title, law.field(), resolution.numbered)
            if slip is None:
                continue
            found, due = titled(title), titled(slip.due)
            fix = Fix(Bilingual(f"改为{due}", f"write {due}"), (Edit(span.start, span.end, slip.due),))
            yield self.finding(
                Bilingual(
                    f"{found}应为{due}：{slip.account.zh}，请改正",
                    f"{found} should be {due}: {slip.account.en}; correct the title",
                ),
                span,
                fix=fix,
            )
