"""GIP307 citation-too-new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gip_lint.kit import Bilingual, Example, Finding, Needs, Report, Rule, Severity
from gip_lint_rules.citations._shared.resolution import Cited, cited_instruments
from gip_lint_rules.citations._shared.sentences import is_ground, looks_ahead, sentence_around
from gip_lint_rules.citations._shared.wording import day, named


class _Start(NamedTuple):
    """When an instrument came into the world; ``in_force`` is None where that day is not known."""

    issued: str
    in_force: str | None

    @property
    def year(self) -> int:
        return int((self.in_force or self.issued)[:4])


class CitationTooNew(Rule):
    """An instrument that came into force only after the report year.

    A report is written in the months after its year, so newer texts may be named where it speaks of what is
    to come; such a sentence passes. A text published in the report year, but in force later, is reported only
    where it is given as the ground of something (根据、按照).
    """

    code = "GIP307"
    name = "citation-too-new"
    severity = Severity.WARNING
    title = Bilingual(zh="所引文件当年尚未施行", en="instrument not yet in force in the report year")
    description = Bilingual(
        zh="所引文件在报告年度结束之后才施行，不可能是当年工作的依据。"
        "可能是报告年度写错，或套用了以后年度的文本；确属下一年打算的，请写明“下一步”或年份。",
        en="The instrument came into force after the report year and cannot be what that year's work"
        " stood on. Either the year is wrong or a later report was copied; if the sentence speaks of"
        " plans, let it say so.",
    )
    sources = ("国办函〔2020〕109号（2021年1月1日起施行）", "国办公开办函〔2021〕30号（2021年9月26日）")
    needs = Needs.TEXT
    good = (
        Example("按照国办公开办函〔2021〕30号规定的格式编制。\n", year=2021),
        Example("下一步，将按照国办函〔2020〕109号做好信息处理费收取工作。\n", year=2020),
    )
    bad = (
        Example(
            "本报告按照国办公开办函〔2021〕30号规定的格式编制。\n",
            marked="国办公开办函〔2021〕30号",
            message="2021年9月26日起施行",
            count=1,
            year=2020,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every instrument that the report year did not know."""
        year = report.year
        if year is None:
            return
        for cited in cited_instruments(report):
            start = _start(cited)
            if start is None or start.year <= year or (cited.by_short_title and not cited.citation.number):
                continue
            sentence = sentence_around(report.text, cited.citation.span)
            if looks_ahead(sentence, year) or (int(start.issued[:4]) <= year and not is_ground(sentence)):
                continue
            yield self._too_new(cited, start, year)

    def _too_new(self, cited: Cited, start: _Start, year: int) -> Finding:
        instrument, citation = cited.instrument, cited.citation
        assert instrument is not None
        issue = cited.resolution.issue
        name = named(instrument, issue.number if issue else None)
        since = day(start.in_force or start.issued)
        began = f"自{since.zh}起施行" if start.in_force else f"{since.zh}印发"
        began_en = f"has been in force since {since.en}" if start.in_force else f"was issued in {since.en}"
        return self.finding(
            Bilingual(
                f"{name}{began}，晚于{year}年度；请核对报告年度，或改引当年有效的文件",
                f"{name} {began_en}, after the report year {year};"
                " check the year, or cite what was in force then",
            ),
            citation.number_span or citation.title_span or citation.span,
        )


def _start(cited: Cited) -> _Start | None:
    """Return when what is cited began; None where that is not known for certain."""
    instrument, issue = cited.instrument, cited.resolution.issue
    if instrument is None:
        return None
    if issue is None and cited.resolution.number is None and len(instrument.issues) == 1:
        issue = instrument.issues[0] if instrument.category in ("文件", "年度要点") else None
    if issue is not None:
        return _Start(issue.issued, issue.in_force)
    if cited.resolution.number is not None or instrument.begun is None:
        return None
    first = next((version for version in instrument.versions if version.issued == instrument.begun), None)
    return _Start(instrument.begun, first.in_force if first else None)
