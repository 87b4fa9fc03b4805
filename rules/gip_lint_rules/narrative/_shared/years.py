"""Places where the report year is due, and the year that stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from gip_lint.kit import ProsePassage, Report, Span, holds_any, lazy_pattern, passages_of, periods_of

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
_OPENING = lazy_pattern(rf"(?:[一二三四五六1-9][、.])?{_YEAR}(?:度)?(?=[,来我本全各]|年来)")
_HEADING = lazy_pattern(
    rf"(?:[一二三四五六七八九十(]{{1,3}}[、.)])?{_YEAR}度?(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:总体|基本|主要|开展)?(?:情况|概述|概况|总体情况)",
    needs=("年",),
)
_FEE = lazy_pattern(
    rf"{_YEAR}度?[^。;]{{0,40}}?(?:未|没有|无|不存在|零)[^。;]{{0,16}}?(?:信息处理费|处理费|收费|收取)",
    needs=("处理费", "收费", "收取"),
)
_HISTORY: Final = (
    *("以来", "相比", "同比", "较上年", "比上年", "往年", "上年", "去年", "上一年", "此前"),
    *("曾", "回顾", "起实施", "起施行", "开始", "至今", "期间", "整改", "存在问题", "反馈"),
    *("延续", "历年", "起,", "规划", "获", "评为", "考核", "排名", "表彰", "印发", "制定"),
    *("出台", "试点", "启动", "上线", "建成", "改版", "成立"),
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
        found = [*_formulas(passage), *_headings(passage), *_openings(passage), *_fees(passage)]
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


def _openings(passage: ProsePassage) -> Iterator[Stale]:
    """Find the year with which a paragraph of the first parts opens: 2022年，我局 …."""
    if passage.is_heading or passage.part not in (None, "overview"):
        return
    match = _OPENING.match(passage.text)
    if match is None:
        return
    sentence = re.split("[。;!?]", passage.text, maxsplit=1)[0]
    years = set(re.findall(_YEAR, passage.text))
    if len(years) == 1 and not holds_any(sentence, _HISTORY):
        yield _stale(passage, match, "opening")


def _fees(passage: ProsePassage) -> Iterator[Stale]:
    if passage.is_heading or passage.part != "other_matters":
        return
    match = _FEE.search(passage.text)
    if match and not holds_any(passage.text, _HISTORY) and len(set(re.findall(_YEAR, passage.text))) == 1:
        yield _stale(passage, match, "fee")


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
