"""GIP301 outdated-citation."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gip_lint.kit import (
    Bilingual,
    Citation,
    Edit,
    Example,
    Finding,
    Fix,
    Needs,
    Report,
    Rule,
    Severity,
    Span,
    lazy_pattern,
)
from gip_lint_rules.citations._shared.document_numbers import DocumentNumber, read_number
from gip_lint_rules.citations._shared.register import Instrument, Issue, register
from gip_lint_rules.citations._shared.resolution import Cited, cited_instruments
from gip_lint_rules.citations._shared.sentences import is_basis, sentence_around, tells_history
from gip_lint_rules.citations._shared.wording import day, named

_CHANGED_IN_BRACKETS = lazy_pattern("修[订正改]|废止")
_REACH = 300
"""Characters between two citations of one sentence, at most."""
_SENTENCE_END = lazy_pattern("[。！？\n]")


class OutdatedCitation(Rule):
    """An instrument that was replaced before the report year began, cited as if it were in force.

    A text replaced in the course of the report year was good law for part of it and passes. So does a
    sentence that tells history: 2007年公布、2019年修订, 原《条例》, 施行以来. A yearly programme
    (政务公开工作要点) is out of date when the report of a later year is said to follow it. Only what the
    register of law holds is judged, and without a report year nothing is.
    """

    code = "GIP301"
    name = "outdated-citation"
    severity = Severity.ERROR
    title = Bilingual(zh="引用已失效或被取代的文件", en="outdated instrument cited as in force")
    description = Bilingual(
        zh="报告年度开始之前文件已被取代或修订，仍被当作现行依据引用；或者把往年的政务公开工作要点写成本年度的依据。"
        "多因沿用上一年的报告文本。请改引现行文件；如果是回顾历史，请写明年份或“原”“修订前”。",
        en="The instrument had been replaced before the report year began and is cited as if in force; or an"
        " earlier year's programme is given as this year's basis. Usually last year's text was left standing."
        " Cite what is in force; where the sentence tells history, say so (原, 修订前, the year).",
    )
    sources = (
        "国务院令第711号（2019年5月15日起施行）",
        "国办公开办函〔2021〕30号（2021年9月26日）",
        "国办发〔2019〕14号、国办发〔2020〕17号、国办发〔2021〕12号、国办发〔2022〕8号",
    )
    needs = Needs.TEXT
    good = (
        Example("根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制本报告。\n", year=2021),
        Example(
            "根据《中华人民共和国政府信息公开条例》（国务院令第492号）的要求，编制本报告。\n",
            year=2019,
            note=Bilingual(
                zh="2019年5月15日以前，第492号令仍然有效。",
                en="Order 492 was in force until 15 May 2019.",
            ),
        ),
        Example("条例由国务院令第492号于2007年公布，2019年经国务院令第711号修订。\n", year=2022),
        Example("2020年，我局按照国办公开办函〔2019〕60号编制了首份年报。\n", year=2022),
        Example("按照《2021年政务公开工作要点》（国办发〔2021〕12号）部署，抓好各项工作。\n", year=2021),
    )
    bad = (
        Example(
            "根据《中华人民共和国政府信息公开条例》（国务院令第492号）的要求，编制本报告。\n",
            marked="国务院令第492号",
            message="请改引国务院令第711号",
            count=1,
            year=2020,
        ),
        Example(
            "本报告依照国办公开办函〔2019〕60号规定的格式编制。\n",
            marked="国办公开办函〔2019〕60号",
            message="请改引国办公开办函〔2021〕30号",
            count=1,
            year=2022,
        ),
        Example(
            "我县认真落实《2019年政务公开工作要点》，稳步推进各项工作。\n",
            marked="2019年政务公开工作要点",
            message="不能作为2021年度工作的依据",
            count=1,
            year=2021,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every outdated citation; a short title used again is not reported again."""
        if report.year is None:
            return
        instruments = list(cited_instruments(report))
        numbers = _Numbers(report.text, instruments)
        for cited in instruments:
            instrument = cited.instrument
            if instrument is None or cited.former or (cited.by_short_title and not cited.citation.number):
                continue
            if instrument.programme is not None:
                yield from self._programme(report, cited, instrument, report.year)
            else:
                yield from self._replaced(report, cited, instrument, report.year, numbers)

    def _replaced(
        self, report: Report, cited: Cited, instrument: Instrument, year: int, numbers: _Numbers
    ) -> Iterator[Finding]:
        issue = cited.resolution.issue
        if issue is None and cited.resolution.number is None and len(instrument.issues) == 1:
            issue = instrument.issues[0]
        if issue is None or issue.replaced is None or int(issue.replaced[:4]) >= year:
            return
        citation = cited.citation
        if _is_history(report, citation, year, issue) or numbers.near(citation.span, issue.replaced_by):
            return
        since = day(issue.replaced)
        yield self.finding(
            Bilingual(
                f"{named(instrument, issue.number)}自{since.zh}起已由{issue.replaced_by}取代，"
                f"不能作为{year}年度报告的依据；请改引{issue.replaced_by}，并核对所引条款",
                f"{named(instrument, issue.number)} was replaced by {issue.replaced_by} on {since.en} and"
                f" cannot be the basis of a report for {year}; cite the new text and check the articles",
            ),
            citation.number_span or citation.title_span or citation.span,
            fix=_renumbered(report, citation, instrument, issue),
        )

    def _programme(self, report: Report, cited: Cited, programme: Instrument, year: int) -> Iterator[Finding]:
        citation, of_year = cited.citation, programme.programme
        if of_year is None or of_year >= year:
            return
        sentence = sentence_around(report.text, citation.span)
        if not is_basis(sentence) or tells_history(sentence, year) or _LEFT_OVER.search(sentence.after):
            return
        own = register().programme(year)
        due = f"请改引{named(own, own.issues[0].number)}" if own else f"请改引{year}年的要点"
        due_en = f"cite {named(own, own.issues[0].number)}" if own else f"cite the programme for {year}"
        this = named(programme, programme.issues[0].number)
        yield self.finding(
            Bilingual(
                f"{this}是{of_year}年的年度要点，不能作为{year}年度工作的依据；"
                f"{due}，如系回顾往年工作，请写明年份",
                f"{this} is the programme for {of_year} and no basis for the work of {year};"
                f" {due_en}, or name the year if the sentence looks back",
            ),
            citation.title_span or citation.number_span or citation.span,
        )


_LEFT_OVER = lazy_pattern("未完成|尚未落实|遗留|收尾")
"""Work of an earlier programme that is still being done."""


def _is_history(report: Report, citation: Citation, year: int, issue: Issue) -> bool:
    title, number = citation.title_span, citation.number_span
    if title and number and number.start > title.end:
        rest = report.text[number.end : citation.span.end]
        if _CHANGED_IN_BRACKETS.search(rest):
            return True
    sentence = sentence_around(report.text, citation.span)
    successor = f"{issue.replaced_by.sequence}号" if issue.replaced_by else None
    if successor and (successor in sentence.before or successor in sentence.after):
        return True
    return tells_history(sentence, year)


class _Numbers:
    """Where the report cites each number, or by its title alone the one text that bears it."""

    def __init__(self, text: str, instruments: Sequence[Cited]) -> None:
        self._text = text
        self._spans: defaultdict[DocumentNumber, list[Span]] = defaultdict(list)
        for cited in instruments:
            citation = cited.citation
            if citation.number:
                if number := read_number(citation.number):
                    self._spans[number].append(citation.span)
            elif cited.instrument and len(cited.instrument.issues) == 1:
                self._spans[cited.instrument.issues[0].number].append(citation.span)

    def near(self, span: Span, number: DocumentNumber | None) -> bool:
        """Return whether the sentence of *span* cites *number* too: then old and new are being compared."""
        spans = self._spans.get(number, []) if number else []
        place = bisect_right(spans, span.start, key=lambda other: other.start)
        for other in spans[max(0, place - 1) : place + 1]:
            first, last = sorted((span, other), key=lambda either: either.start)
            if last.start - first.end < _REACH and not _SENTENCE_END.search(
                self._text[first.end : last.start]
            ):
                return True
        return False


def _renumbered(report: Report, citation: Citation, instrument: Instrument, issue: Issue) -> Fix | None:
    """Offer the new number where the title stays the same; whoever makes the change checks the articles."""
    span, due = citation.number_span, issue.replaced_by
    if span is None or due is None or not instrument.issue_of(due) or "\n" in span.text(report.text):
        return None
    message = Bilingual(f"文号改为{due}", f"change the number to {due}")
    return Fix(message, (Edit(span.start, span.end, str(due)),))
