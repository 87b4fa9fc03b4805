"""GIP302 document-number."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Edit, Example, Finding, Fix, Needs, Report, Rule, Severity, edit_distance
from gip_lint_rules.citations._shared.document_numbers import STATE_COUNCIL_ORDER, DocumentNumber
from gip_lint_rules.citations._shared.register import Instrument, Issue
from gip_lint_rules.citations._shared.resolution import Cited, cited_instruments
from gip_lint_rules.citations._shared.wording import named, titled

_CENTRAL = (
    STATE_COUNCIL_ORDER,
    "",
    "国办公开办函",
    "国办发",
    "国办函",
    "国办发明电",
    "国发",
    "国函",
    "中办发",
    "中发",
)
"""Issuers whose numbers the register would hold beside these titles; a local number names a local text."""
_NEARLY = 2
"""Characters by which the mark of an issuer may be miswritten and still be meant."""


class MismatchedNumber(Rule):
    """A document number that does not belong to the title cited with it.

    Either the number is another instrument's, or every number of the title is known and this is none of them.
    A number of a local office is left alone: offices pass a notice on under the same title with a number of
    their own. Titles that the register of law does not hold are not judged.
    """

    code = "GIP302"
    name = "document-number"
    severity = Severity.ERROR
    title = Bilingual(zh="文号与文件标题不符", en="number does not belong to the title")
    description = Bilingual(
        zh="文号不属于所引的文件：要么是另一个文件的文号，要么发文字号、年份或序号写错。"
        "文号错了，读者就找不到原文。请对照文件原文改正。",
        en="The number is not that of the instrument cited: it is another's, or its issuer, year or sequence"
        " is miswritten. A reader cannot find the text by it. Correct it from the instrument itself.",
    )
    sources = (
        "国务院令第711号",
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2021〕30号",
        "国办函〔2020〕109号",
    )
    needs = Needs.TEXT
    good = (
        Example("根据《中华人民共和国政府信息公开条例》（国令第711号）编制。\n"),
        Example("根据《政府信息公开条例》(中华人民共和国国务院令第711号)编制。\n"),
        Example(
            "按照《2021年政务公开工作要点》（某政办发〔2021〕9号）部署开展工作。\n",
            note=Bilingual(zh="地方文件可以同名，文号另编。", en="A local text may have the same title."),
        ),
    )
    bad = (
        Example(
            "根据《中华人民共和国政府信息公开条例》（国务院令第771号）编制。\n",
            marked="国务院令第771号",
            message="文号应为国务院令第711号",
            count=1,
        ),
        Example(
            "按照《2021年政务公开工作要点》（国办发〔2020〕17号）部署开展工作。\n",
            marked="国办发〔2020〕17号",
            message="是《2020年政务公开工作要点》的文号",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every number that is surely wrong."""
        for cited in cited_instruments(report):
            instrument, number = cited.resolution.titled, cited.resolution.number
            if instrument is None or number is None or cited.by_short_title or instrument.issue_of(number):
                continue
            owner = cited.resolution.numbered
            if owner is not None and not owner.title:
                continue
            if owner is not None or (instrument.complete and _claims_to_be_central(number, instrument)):
                yield self._mismatch(report, cited, instrument, owner)

    def _mismatch(
        self, report: Report, cited: Cited, instrument: Instrument, owner: Instrument | None
    ) -> Finding:
        citation, due = cited.citation, instrument.issue_in(report.year)
        written = citation.number or ""
        if owner is not None:
            whose = f"{written}是{titled(owner.usual_title)}的文号，不是{titled(instrument.usual_title)}的"
            whose_en = f"{written} is the number of {named(owner)}, not of {titled(instrument.usual_title)}"
        else:
            whose = f"{titled(instrument.usual_title)}没有“{written}”这个文号"
            whose_en = f"{titled(instrument.usual_title)} has no number {written}"
        if due is None:
            advice, advice_en = "请对照原文核对文号", "check the number against the instrument"
        else:
            advice, advice_en = (
                f"文号应为{due.number}，请核对改正",
                f"the number due is {due.number}; correct it",
            )
        span = citation.number_span or citation.span
        fix = _put(report, cited, due)
        return self.finding(Bilingual(f"{whose}；{advice}", f"{whose_en}; {advice_en}"), span, fix=fix)


def _claims_to_be_central(number: DocumentNumber, instrument: Instrument) -> bool:
    """Return whether *number* is of the issuers above, or a slip of the pen for the number due."""
    if number.issuer in _CENTRAL:
        return True
    return any(
        (issue.number.year, issue.number.sequence) == (number.year, number.sequence)
        and edit_distance(issue.number.issuer, number.issuer) <= _NEARLY
        and number.issuer[:1] == issue.number.issuer[:1]
        for issue in instrument.issues
    )


def _put(report: Report, cited: Cited, due: Issue | None) -> Fix | None:
    """Offer the number that is due; which of the two is wrong, title or number, a person says."""
    span = cited.citation.number_span
    if due is None or span is None or "\n" in span.text(report.text):
        return None
    message = Bilingual(f"文号改为{due.number}", f"change the number to {due.number}")
    return Fix(message, (Edit(span.start, span.end, str(due.number)),))
