"""GIP303 no-such-article."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import ArticleReference, Bilingual, Example, Finding, Needs, Report, Rule, Severity, chinese
from gip_lint_rules.citations._shared.register import Instrument, Version, register
from gip_lint_rules.citations._shared.resolution import Cited, cited_instruments
from gip_lint_rules.citations._shared.wording import titled

_LARGEST = 9999


class NoSuchArticle(Rule):
    """An article, paragraph or item that the cited text does not have.

    Judged against every version that was in force between 1 January of the report year and 31 March after it,
    when reports are due, and against the version that the cited number names. Nothing is said where one of
    these is not known. 《条例》 stands for what the report defines it to be (以下简称《条例》).
    """

    code = "GIP303"
    name = "no-such-article"
    severity = Severity.ERROR
    title = Bilingual(zh="所引条、款、项不存在", en="no such article, paragraph or item")
    description = Bilingual(
        zh="所引文件没有这一条、款或项：条号超过全文条数，或者该条不分款、不列项。"
        "常见于沿用旧条例的条号，或把“项”写成“款”。请对照现行文本改正。",
        en="The instrument cited has no such article, paragraph or item: the number is beyond the last, or"
        " the article is not divided so. Often a number of the old text was kept, or 款 was written for 项."
        " Correct it from the text in force.",
    )
    sources = ("中华人民共和国政府信息公开条例（国务院令第711号），共56条，第二十条列15项",)
    needs = Needs.TEXT
    good = (
        Example(
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条编制本报告。\n"
            "《条例》第二十条第（十五）项规定的信息已按规定公开。\n",
            year=2021,
        ),
        Example(
            "《某市政府信息公开规定》第九十九条另有要求。\n",
            year=2021,
            note=Bilingual(
                zh="登记之外的文件不作判断。", en="What the register does not hold is not judged."
            ),
        ),
    )
    bad = (
        Example(
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十九条编制本报告。\n",
            marked="第五十九条",
            message="共五十六条，没有第五十九条",
            count=1,
            year=2021,
        ),
        Example(
            "《政府信息公开条例》第二十条第（十六）项规定的信息已公开。\n",
            marked="第二十条第（十六）项",
            message="第二十条共十五项，没有第十六项",
            count=1,
            year=2022,
        ),
        Example(
            "《政府信息公开条例》第20条第5款规定的信息已公开。\n",
            marked="第20条第5款",
            message="应写“第二十条第（五）项”",
            count=1,
            year=2022,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every article, paragraph or item that no version in question has."""
        for cited in cited_instruments(report):
            instrument = cited.instrument
            if instrument is None or not cited.citation.articles:
                continue
            versions = _versions(cited, instrument, report.year)
            for reference in cited.citation.articles if versions else ():
                message = _what_is_missing(titled(instrument.usual_title), reference, versions)
                if message is not None:
                    yield self.finding(message, reference.span)


def _versions(cited: Cited, instrument: Instrument, year: int | None) -> tuple[Version, ...]:
    """Return every version that may be meant; empty where one of them is not known.

    A number names its version; that of a replaced text may also have been left standing beside new articles.
    """
    compiled = register().compiled
    in_force = instrument.versions_in(None if cited.former else year, compiled)
    issue = cited.resolution.issue
    named = tuple(v for v in instrument.versions if issue and v.number == issue.number and v.articles)
    if issue is None or not named or len(instrument.issues) == 1:
        return in_force
    return named if issue.replaced is None else (*named, *in_force)


def _what_is_missing(
    title: str, reference: ArticleReference, versions: tuple[Version, ...]
) -> Bilingual | None:
    last = max(version.articles or 0 for version in versions)
    article = _article(reference.article)
    if not 1 <= reference.article <= last:
        return Bilingual(
            f"{title}共{_numeral(last)}条，没有{article}；请核对条号",
            f"{title} has {last} articles, no article {reference.article}; check the number",
        )
    holding = [version for version in versions if reference.article <= (version.articles or 0)]
    paragraphs = _most([version.paragraphs.get(reference.article) for version in holding])
    items = _most([version.items.get(reference.article) for version in holding])
    if reference.paragraph is not None and paragraphs is not None and reference.paragraph > paragraphs:
        return _missing_paragraph(title, reference, paragraphs, items or 0)
    if reference.item is not None and items is not None and not 1 <= reference.item <= items:
        missing = f"没有第{_numeral(reference.item)}项；请核对项号"
        missing_en = f"no item {reference.item}; check the number"
        if items == 0:
            return Bilingual(
                f"{title}{article}不列项，{missing}",
                f"article {reference.article} of {title} has {missing_en}",
            )
        return Bilingual(
            f"{title}{article}共{_numeral(items)}项，{missing}",
            f"article {reference.article} of {title} has {items} items, {missing_en}",
        )
    return None


def _missing_paragraph(title: str, reference: ArticleReference, paragraphs: int, items: int) -> Bilingual:
    article, missing = _article(reference.article), reference.paragraph or 0
    if reference.item is None and 1 <= missing <= items:
        due = f"{article}第（{_numeral(missing)}）项"
        advice, advice_en = f"所指为列举事项的，应写“{due}”", f"if the item is meant, write {due}"
    else:
        advice, advice_en = "请核对款号", "check the number"
    return Bilingual(
        f"{title}{article}共{_numeral(paragraphs)}款，没有第{_numeral(missing)}款；{advice}",
        f"article {reference.article} of {title} has {paragraphs} paragraph(s), no paragraph {missing};"
        f" {advice_en}",
    )


def _most(counts: list[int | None]) -> int | None:
    """Return the largest count; None where one of them is not known."""
    known = [count for count in counts if count is not None]
    return max(known) if known and len(known) == len(counts) else None


def _article(number: int) -> str:
    return f"第{_numeral(number)}条"


def _numeral(number: int) -> str:
    return chinese(number) if number <= _LARGEST else str(number)
