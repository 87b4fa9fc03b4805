"""Places where the report year is due, and the year that stands there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from gip_lint.kit import (
    CountedTime,
    Number,
    ProsePassage,
    Report,
    Span,
    holds_any,
    lazy_pattern,
    passages_of,
    periods_of,
    statements_of,
)
from gip_lint.kit import Scope as ProseScope

_YEAR: Final = r"(20[12]\d)年"
_REPORTS = lazy_pattern(
    rf"现(?:就|将|把)?[^,。;]{{0,24}}?{_YEAR}(?:度)?[^,。;]{{0,30}}?(?:报告|汇报|公布|总结|通报|公开|汇总)如下",
    needs=("如下",),
)
_COMPILES = lazy_pattern(
    rf"(?:根据|按照|依据|依照|现|特)[^。;]{{0,80}}?(?:编制|编写|编撰|撰写|形成|制作)(?:了|本|我|的|[局委办厅县市区镇乡院]|单位|机关|街道)*{_YEAR}(?:度)?"
    r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)",
    needs=("编制", "编写", "编撰", "撰写", "形成", "制作"),
)
_PUBLISHES = lazy_pattern(
    rf"(?:现|特)(?:予以|向社会)?公布[^,。;\d]{{0,24}}{_YEAR}(?:度)?[^,。;\d]{{0,20}}?"
    r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)",
    needs=("公布",),
)
_OPENING = lazy_pattern(
    rf"(?:\([一二三四五六七八九十\d]{{1,2}}\)[^,。;\d]{{2,20}}[。:])?(?:[一二三四五六1-9][、.])?{_YEAR}(?:度)?(?=[,来我本全各]|年来)"
)
_LATER_FACT = lazy_pattern(
    rf"(?<![至到转]){_YEAR}(?!\d)度?(?:以来)?,?[^,。;]{{0,16}}?(?:累计|共|已)?(?:发布|公开|收到|受理|办结|答复|制发|制定|举办|召开|收录|更新|推送)[^,。;]{{0,16}}?\d{{1,9}}[^\d年月日%]",
    needs=("年",),
)
"""2025年累计发布信息 2 条: told as done, in a year that is not over when the report is due."""
_AHEAD: Final = (
    "计划",
    "将",
    "拟",
    "力争",
    "目标",
    "预计",
    "下一步",
    "继续",
    "年初",
    "截至",
    "截止",
    "报告",
    "年报",
)
_HEADING = lazy_pattern(
    rf"(?:[一二三四五六七八九十(]{{1,3}}[、.)])?{_YEAR}度?(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:总体|基本|主要|开展)?(?:情况|概述|概况|总体情况)",
    needs=("年",),
)
_FEE = lazy_pattern(
    rf"{_YEAR}度?[^。;]{{0,40}}?(?:未|没有|无|不存在|零)[^。;]{{0,16}}?(?:信息处理费|处理费|收费|收取)",
    needs=("处理费", "收费", "收取"),
)
_NOW: Final = ("本年", "今年", "一年来")
_LEAST_TELLING: Final = 3
"""A smaller figure may be the same in two years by chance."""
_COMPARES: Final = ("较", "比", "上年", "去年", "增长", "下降", "减少", "增加", "结转")
_HISTORY: Final = (
    *("以来", "相比", "较上年", "比上年", "往年", "上年", "去年", "上一年", "此前"),
    *("曾", "回顾", "起实施", "起施行", "开始", "至今", "期间", "整改", "存在问题", "反馈"),
    *("延续", "历年", "起,", "规划", "获", "评为", "考核", "排名", "表彰"),
    *("试点", "启动", "上线", "建成", "改版", "成立"),
)


class Stale(NamedTuple):
    """A year that stands where the report year is due."""

    year: int
    span: Span
    where: str
    """Which place it is: ``title``, ``formula``, ``opening``, ``heading`` or ``fee``."""
    quote: str


def stale_title(report: Report) -> Stale | None:
    """Return the year of the title where period and text agree on another one."""
    span, title = report.year_span, report.title_span
    if span is None or title is None or not title.start <= span.start < title.end:
        return None
    written = "".join(character for character in span.text(report.text) if not character.isspace())
    if not written.isdigit():
        return None
    year = int(written)
    years = {period.year for period in periods_of(report) if period.whole}
    if len(years) != 1 or year in years:
        return None
    (stated,) = years
    if stated is None:
        return None
    others = [found for passage in passages_of(report) for found in _formulas(passage)]
    others += [found for passage in passages_of(report) for found in _openings(passage)]
    if not any(found.year == stated for found in others) or any(found.year == year for found in others):
        return None
    return Stale(year, span, "title", report.title or written)


def stale_years(report: Report) -> Iterator[Stale]:
    """Yield the years that stand where the report year is due."""
    title = stale_title(report)
    if title is not None:
        yield title
        return
    year = report.year
    if year is None:
        return
    for passage in passages_of(report):
        found = [*_formulas(passage), *_headings(passage), *_openings(passage, year), *_fees(passage)]
        found += _later_facts(passage, year)
        seen: set[int] = set()
        for stale in found:
            if stale.year == year or stale.span.start in seen:
                continue
            if report.title_span and report.title_span.start <= stale.span.start < report.title_span.end:
                continue
            if stale.where in ("opening", "fee") and (stale.year > year or f"{year}年" in passage.text):
                continue
            seen.add(stale.span.start)
            yield stale


def _formulas(passage: ProsePassage) -> Iterator[Stale]:
    if passage.is_heading:
        return
    for pattern in (_REPORTS, _COMPILES, _PUBLISHES) if passage.part in (None, "overview") else ():
        for match in pattern.finditer(passage.text):
            if not holds_any(match.group(), _HISTORY):
                yield _stale(passage, match, "formula")


def _headings(passage: ProsePassage) -> Iterator[Stale]:
    if passage.is_heading:
        match = _HEADING.fullmatch(passage.text)
        if match:
            yield _stale(passage, match, "heading")


def _openings(passage: ProsePassage, year: int = 0) -> Iterator[Stale]:
    """Find the year with which a paragraph of the first parts opens: 2022年，我局 …."""
    if passage.is_heading or passage.part not in (None, "overview"):
        return
    match = _OPENING.match(passage.text)
    if match is None:
        return
    sentence = re.split("[。;!?]", passage.text, maxsplit=1)[0]
    years = set(re.findall(_YEAR, passage.text)) - {str(year + 1)}
    if len(years) == 1 and not holds_any(sentence, (*_HISTORY, *_NOW)):
        yield _stale(passage, match, "opening")


def _fees(passage: ProsePassage) -> Iterator[Stale]:
    if passage.is_heading or passage.part != "other_matters":
        return
    match = _FEE.search(passage.text)
    if match and not holds_any(passage.text, _HISTORY) and len(set(re.findall(_YEAR, passage.text))) == 1:
        yield _stale(passage, match, "fee")


def stale_facts(report: Report, figures: Mapping[str, Collection[Number]]) -> Iterator[Stale]:
    """Yield years of statements that give, for the year before, just the figure of the report's own.

    *figures* holds what the tables give for each subject of a statement.
    """
    if report.year is None:
        return
    before = f"{report.year - 1}年"
    alike = Counter((each.subject, id(each.clause.passage), each.sentence) for each in statements_of(report))
    for statement in statements_of(report):
        clause = statement.clause
        passage = clause.passage
        end = next((stop for start, stop in passage.sentences() if start == statement.sentence), clause.end)
        sentence = passage.text[statement.sentence : end]
        if (
            statement.scope is ProseScope.WHOLE
            and alike[statement.subject, id(passage), statement.sentence] == 1
            and statement.period is CountedTime.OTHER
            and statement.number >= _LEAST_TELLING
            and statement.number in figures.get(statement.subject, ())
            and before in sentence
            and f"{report.year}年" not in passage.text
            and not holds_any(sentence, (*_COMPARES, *_HISTORY))
        ):
            start = statement.sentence + sentence.index(before)
            yield Stale(
                report.year - 1,
                passage.span(start, start + len(before)),
                "fact",
                passage.whole[start : min(clause.end, start + 40)],
            )


def _later_facts(passage: ProsePassage, year: int) -> Iterator[Stale]:
    """Find what is told as done in the year after the report's: 2025年累计发布信息 2 条."""
    if passage.is_heading or f"{year + 1}年" not in passage.text:
        return
    for start, end in passage.sentences():
        match = _LATER_FACT.search(passage.text, start, end)
        if match and int(match[1]) == year + 1 and not holds_any(passage.text[start:end], _AHEAD):
            yield _stale(passage, match, "fact")


def _stale(passage: ProsePassage, match: re.Match[str], where: str) -> Stale:
    start = match.start(1)
    return Stale(
        int(match[1]),
        passage.span(start, start + 5),
        where,
        passage.whole[
            match.start() : min(match.end() + (12 if where == "opening" else 0), match.start() + 40)
        ],
    )
