"""Whose report it is and for which year: read from the title, the lead and the first words of part one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gip_lint_grammar.folding import fold
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Block, Span, Table

_TITLE_LINES = 25
_LONGEST_TITLE = 80
_MOST_LINES_OF_TITLE = 3
_YEAR_WORDS = "〇零一二三四五六七八九"
_YEAR = rf"(?:20[0-4]\d|二[〇零○Oo][{_YEAR_WORDS}○]{{2}})"
_SUBJECT = r"(?:政府信息公开|政务公开|政务信息公开|信息公开)"
_TITLE = lazy_pattern(
    rf"(?P<before>[^:,>]{{0,50}}?)(?P<year>{_YEAR})年?度?(?P<between>[^:,]{{0,50}}?)"
    rf"{_SUBJECT}(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|年报)(?P<after>.{{0,10}})"
)
_YEAR_INSIDE = lazy_pattern(
    rf"(?P<before>[^:,>]{{0,50}}?){_SUBJECT}(?:工作)?(?P<year>{_YEAR})年?度?(?:工作)?(?:报告|年报).{{0,10}}"
)
"""林业局政府信息公开 2023 年度报告."""
_YEAR_BEHIND = lazy_pattern(
    rf"(?P<before>[^:,>《]{{0,50}}?){_SUBJECT}(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)"
    rf"[（(](?P<year>{_YEAR})年?度?[)）]"
)
"""林业局政府信息公开工作年度报告（2023 年度）."""
_BARE_TITLE = lazy_pattern(
    rf"(?P<before>[^:,《]{{0,50}}?){_SUBJECT}(?:工作)?(?:情况)?(?:的)?年度(?:工作)?报告.{{0,10}}"
)
_PERIOD = lazy_pattern(
    rf"(?:自|从|为|是|即|期限|时间|[:：])?(?P<year>{_YEAR})年1月1日(?:起|开始)?(?:至|到|—|-|~)"
)
_YEAR_LINE = lazy_pattern(rf"[（(]?(?P<year>{_YEAR})年?度?[）)]?")
_OPENING = lazy_pattern(rf"^(?:[一1][、.．])?(?P<year>{_YEAR})年(?!\d{{1,2}}月)")
_MENTION = lazy_pattern(rf"(?<![\d〔\[（(《])(?P<year>{_YEAR})年(?!第|\d*号|\d{{1,2}}月)")
_QUOTED = lazy_pattern("《[^《》]{0,200}》|〔[^〔〕]{0,20}〕")
_BETWEEN = lazy_pattern(r"[\s#*]+")
_FIRST_PART = 3000
"""Characters behind the first title in which the first part is looked for."""
_ORGAN = lazy_pattern("(?:局|委|厅|府|办|院|署|站|中心|会|室|街道|镇|乡|区|县|市|省|队|部|处|所|行)$")
_BEFORE_NAME = lazy_pattern(r"^(?:关于|[的*#《])+")
_BEHIND_NAME = lazy_pattern(r"(?<![的度、*》\s（(])(?<!关于)(?:关于|[的度、*》\s（(])+$")
"""Word by word: 海关 and 于洪区 are names that end and begin with a character of 关于."""


class Head(NamedTuple):
    """What a report says of itself."""

    title: str | None = None
    title_span: Span | None = None
    agency: str | None = None
    year: int | None = None
    year_span: Span | None = None


def read_head(text: str, blocks: Sequence[Block], start: int, body: int, end: int) -> Head:
    """Read the head of the report that lies between *start* and *end*, whose first part begins at *body*.

    The year is that of the title; else that of the stated period; else that with which a paragraph of the
    lead or of the first part opens; else the year that these name most often.
    """
    lines = [
        (block.span.text(text), block.span)
        for block in blocks
        if not isinstance(block, Table) and start <= block.span.start < end
    ]
    lead = [line for line in lines if line[1].start < body]
    title = _title(lead[:_TITLE_LINES])
    opening = [*lead, *[line for line in lines if line[1].start >= body]]
    year = title.year if title else None
    year_span = title.year_span if title else None
    if year is None:
        year, year_span = _year(opening, body)
    if title is None:
        return Head(year=year, year_span=year_span)
    return Head(title.title, title.title_span, title.agency, year, year_span)


def _title(lines: Sequence[tuple[str, Span]]) -> Head | None:
    """Find the title on as few lines as it takes; an organ named on the line before belongs to it."""
    for pattern in (_TITLE, _YEAR_INSIDE, _YEAR_BEHIND, _BARE_TITLE):
        for count in range(1, _MOST_LINES_OF_TITLE + 1):
            for first in range(len(lines) - count + 1):
                some = lines[first : first + count]
                match = _matched(pattern, some)
                if match is None:
                    continue
                before = lines[first - 1 : first] if first else []
                longer = _matched(pattern, [*before, *some]) if before else None
                if not match["before"] and longer and _ORGAN.search(before[0][0].strip()):
                    match, some = longer, [*before, *some]
                head = _head(match, _places(some), Span(some[0][1].start, some[-1][1].end))
                return head if head.year else _with_year_below(head, lines)
    return None


def _with_year_below(head: Head, lines: Sequence[tuple[str, Span]]) -> Head:
    """Take the year from a line of its own under the title: （2022年度）."""
    assert head.title_span is not None
    below = [line for line in lines if line[1].start >= head.title_span.end][:1]
    match = _YEAR_LINE.fullmatch(_joined(below))
    if match is None:
        return head
    year, span = _found(match, _places(below))
    return head._replace(year=year, year_span=span)


def _matched(pattern: re.Pattern[str], lines: Sequence[tuple[str, Span]]) -> re.Match[str] | None:
    if any(len(text) > _LONGEST_TITLE or "。" in text for text, _ in lines):
        return None
    return pattern.fullmatch(_joined(lines))


def _joined(lines: Sequence[tuple[str, Span]]) -> str:
    """Join lines without white space and marks of Markdown."""
    return _BETWEEN.sub("", "".join(fold(text) for text, _ in lines))


def _places(lines: Sequence[tuple[str, Span]]) -> list[int]:
    """Return the place of each character of the joined lines."""
    return [
        span.start + offset
        for text, span in lines
        for offset, character in enumerate(fold(text))
        if not _BETWEEN.match(character)
    ]


def _head(match: re.Match[str], places: Sequence[int], span: Span) -> Head:
    groups = match.groupdict()
    before, between = _agency(groups["before"]), _agency(groups.get("between") or "")
    year, year_span = None, None
    if groups.get("year"):
        year = _number(groups["year"])
        year_span = Span(places[match.start("year")], places[match.end("year") - 1] + 1)
    return Head(match.group(), span, before or between or None, year, year_span)


def _agency(text: str) -> str:
    return _BEHIND_NAME.sub("", _BEFORE_NAME.sub("", text))


def _year(lines: Sequence[tuple[str, Span]], body: int) -> tuple[int | None, Span | None]:
    dated = [(_joined([line]), line) for line in lines if "年" in line[0]]
    for joined, line in dated:
        if period := _PERIOD.search(joined):
            return _found(period, _places([line]))
    first_part = [(joined, line) for joined, line in dated if line[1].start - body < _FIRST_PART]
    for joined, line in first_part:
        if opening := _OPENING.match(joined):
            return _found(opening, _places([line]))
    mentions: Counter[int] = Counter()
    spans: dict[int, Span] = {}
    for joined, line in first_part:
        unquoted = _QUOTED.sub(lambda match: "\0" * len(match.group()), joined)
        for match in _MENTION.finditer(unquoted):
            year = _number(match.group("year"))
            mentions[year] += 1
            if year not in spans:
                spans[year] = _found(match, _places([line]))[1]
    if not mentions:
        return None, None
    (year, times), *rest = mentions.most_common(2)
    if rest and rest[0][1] == times:
        return None, None
    return year, spans[year]


def _found(match: re.Match[str], places: Sequence[int]) -> tuple[int, Span]:
    return _number(match.group("year")), Span(places[match.start("year")], places[match.end("year") - 1] + 1)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    digits = {"〇": 0, "零": 0, "○": 0, "Ｏ": 0, "O": 0, "o": 0} | {
        character: number for number, character in enumerate("一二三四五六七八九", 1)
    }
    value = 0
    for character in written:
        value = 10 * value + digits[character]
    return value
