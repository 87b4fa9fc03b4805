"""Whose report it is and for which year, and how that is known.

Looked at, in this order, are the title, a table or lines of metadata, the announcement
(现公布…局2023年…报告), the opening (由…编制, 请与…联系, 2023年，…局…), the signature, and last the name of
the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from gip_lint_grammar.folding import fold, without_pinyin
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Block, Span, Table

_TITLE_LINES = 25
_LONGEST_TITLE = 80
_LONGEST_NAME = 30
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
_FURNITURE = lazy_pattern(
    r"^(?:【[^【】]{0,12}】|\[[^\[\]]{0,12}\]|[◎●■▶·]|(?:标题|信息名称|文件名称|公文名称|名称|正文)[::]?)+"
)
"""What a page prints before a title: 【图文】, 标题."""
_LABELLED = lazy_pattern("^(?:标题|信息名称|文件名称|公文名称|名称)")
_PUBLISHER = lazy_pattern("(?:发布机构|发布单位|发文机关|发文单位|公开主体|编制单位|制作单位)[:|]?")
_ENDS = (
    *("局", "委员会", "委", "厅", "政府", "办公[室厅]", "院", "署", "站", "中心", "街道", "街道办", "办事处"),
    *("镇", "乡", "支队", "总队", "银行", "海关", "管委会", "分局", "公司", "学校", "集团"),
)
_NAME = f"[一-龥]{{2,40}}?(?:{'|'.join(_ENDS)})"
_ANNOUNCEMENT = lazy_pattern(
    rf"(?:(?:公布|发布|公开|现将|现就|编制|形成)(?:了|的)?|^(?!现|特|根据|按照|依据|依照))《?(?P<before>[一-龥]{{2,40}}?)(?:关于)?(?P<year>{_YEAR})年?度?"
    rf"(?P<between>[一-龥]{{0,30}}?){_SUBJECT}(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|年报|报告如下)",
    needs=("公开",),
)
"""现公布云溪市林业局 2023 年政府信息公开工作年度报告."""
_MAKER = lazy_pattern(
    rf"(?:由|请与|请联系|可与|请致电|请向|直接与)(?P<agency>{_NAME})(?:[^,。;]{{0,40}}?(?:编制|编写|制作|撰写)|(?:联系|咨询|反映|反馈)|\()"
)
_SPEAKER = lazy_pattern(
    rf"^(?:[(一二1、.)]{{0,4}})(?:{_YEAR}年度?(?:以来)?,?|一年来,?|全年,?)?(?P<agency>{_NAME})"
    "(?=,|坚持|认真|严格|深入|高度|按照|全面|积极|紧紧|在|共|通过|主动|切实|继续|持续|根据|依据|围绕|不断|扎实|着力|大力|始终|以|牢固|聚焦|未|政务公开|政府信息公开)"
)
_SIGNATURE = lazy_pattern(rf"(?P<agency>{_NAME})")
_SIGNED = lazy_pattern(rf"{_YEAR}年\d{{1,2}}月\d{{1,2}}日")
_NO_NAME = lazy_pattern(
    "^(?:各|该|其|有关|相关|上级|社会|上述|全[省市县区镇乡])|[我本][局委办厅院县市区镇乡街省州单机部中]|[的对按据照]|开展|公开|围绕|坚持|落实"
)
"""What ends like an organ and is none: 我局, 根据市委."""
_SENTENCE = lazy_pattern("[。!?;]")
_LAST_LINES = 4
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
    agency_source: str | None = None
    """How the organ is known: ``title``, ``metadata``, ``announcement``, ``opening``, ``signature``,
    ``file-name``."""
    year_source: str | None = None


def read_head(text: str, blocks: Sequence[Block], start: int, body: int, end: int, *, name: str = "") -> Head:
    """Read the head of the report that lies between *start* and *end*, whose first part begins at *body*.

    Organ and year are each taken from the first source that names one; *name* is that of the file, the last
    of them. Within the opening the year is that of the stated period; else that with which a paragraph of the
    lead or of the first part opens; else the year that these name most often.
    """
    lines = [
        (without_pinyin(block.span.text(text)), block.span)
        for block in blocks
        if not isinstance(block, Table) and start <= block.span.start < end
    ]
    lead = [line for line in lines if line[1].start < body]
    cells = [
        (cell.text, cell.span)
        for block in blocks
        if isinstance(block, Table) and start <= block.span.start < body
        for cell in block.worded
    ]
    opening = [*lead, *[line for line in lines if line[1].start >= body]]
    head = _title(lead[:_TITLE_LINES], cells) or Head()
    for found in _others(head, lead, cells, opening, body, name):
        if head.agency is None and found.agency:
            head = head._replace(agency=found.agency, agency_source=found.agency_source)
        if head.year is None and found.year:
            head = head._replace(year=found.year, year_span=found.year_span, year_source=found.year_source)
        if head.agency and head.year:
            break
    return head


def _others(
    title: Head,
    lead: Sequence[tuple[str, Span]],
    cells: Sequence[tuple[str, Span]],
    opening: Sequence[tuple[str, Span]],
    body: int,
    name: str,
) -> Iterator[Head]:
    """Yield what the sources behind the title name, in their order."""
    yield _publisher(lead[:_TITLE_LINES], cells)
    yield from _announced(lead)
    year, span = _year(opening, body)
    yield Head(year=year, year_span=span, year_source="opening" if year else None)
    for pattern, lines in ((_MAKER, lead), (_SPEAKER, opening)):
        for joined in (_joined([line]) for line in lines if abs(line[1].start - body) < _FIRST_PART):
            for sentence in _SENTENCE.split(joined):
                match = pattern.search(sentence)
                if match and not _NO_NAME.search(match["agency"]):
                    yield Head(agency=match["agency"], agency_source="opening")
                    break
    last = [_joined([line]) for line in opening[-_LAST_LINES:]]
    for above, below in zip(last, last[1:]):
        match = _SIGNATURE.fullmatch(above)
        if match and _SIGNED.fullmatch(below) and not _NO_NAME.search(above):
            yield Head(agency=above, agency_source="signature")
    named = _matched(_TITLE, [(PurePath(name).stem, Span(0, 0))]) if name else None
    if named is not None:
        agency = _agency(named["before"]) or _agency(named["between"])
        yield Head(
            agency=agency or None,
            agency_source="file-name",
            year=_number(named["year"]),
            year_source="file-name",
        )


def _publisher(lead: Sequence[tuple[str, Span]], cells: Sequence[tuple[str, Span]]) -> Head:
    """Return the organ that metadata name as the publisher."""
    texts = [_joined([cell]) for cell in cells]
    for label, value in zip(texts, texts[1:]):
        if _PUBLISHER.fullmatch(label) and _ORGAN.search(value) and len(value) <= _LONGEST_NAME:
            return Head(agency=value, agency_source="metadata")
    for words, _ in lead:
        match = _PUBLISHER.search(_joined([(words, Span(0, 0))]))
        found = re.match(_NAME, _joined([(words, Span(0, 0))])[match.end() :]) if match else None
        if found:
            return Head(agency=found.group(), agency_source="metadata")
    return Head()


def _announced(lead: Sequence[tuple[str, Span]]) -> Iterator[Head]:
    """Yield what sentences of the lead announce: 现公布云溪市林业局 2023 年…报告."""
    for line in lead:
        joined = _joined([line])
        match = _ANNOUNCEMENT.search(joined)
        if match is None:
            continue
        agency = next(
            (
                name
                for name in (_agency(match["before"]), _agency(match["between"]))
                if _ORGAN.search(name) and not _NO_NAME.search(name)
            ),
            None,
        )
        year, span = _found(match, _places([line]))
        yield Head(
            agency=agency,
            agency_source="announcement" if agency else None,
            year=year,
            year_span=span,
            year_source="announcement",
        )


def _title(lines: Sequence[tuple[str, Span]], cells: Sequence[tuple[str, Span]]) -> Head | None:
    """Return the first title; one of the same year that names the organ goes before one that does not."""
    found = [*_titles(lines), *(head for cell in cells for head in _titles([cell], "metadata"))]
    if not found:
        return None
    first = found[0]
    same = (head for head in found if head.agency and first.year in (head.year, None))
    return first if first.agency else next(same, first)


def _titles(lines: Sequence[tuple[str, Span]], source: str = "title") -> Iterator[Head]:
    """Yield titles on as few lines as each takes; an organ named on the line before belongs to it."""
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
                labelled = "metadata" if _LABELLED.search(match.group()) else source
                head = _head(match, _places(some), labelled)
                yield head if head.year else _with_year_below(head, lines)


def _with_year_below(head: Head, lines: Sequence[tuple[str, Span]]) -> Head:
    """Take the year from a line of its own under the title: （2022年度）."""
    assert head.title_span is not None
    below = [line for line in lines if line[1].start >= head.title_span.end][:1]
    match = _YEAR_LINE.fullmatch(_joined(below))
    if match is None:
        return head
    year, span = _found(match, _places(below))
    return head._replace(year=year, year_span=span, year_source="title")


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


def _head(match: re.Match[str], places: Sequence[int], source: str) -> Head:
    groups = match.groupdict()
    before, between = _agency(groups["before"]), _agency(groups.get("between") or "")
    year, year_span = None, None
    if groups.get("year"):
        year, year_span = _found(match, places)
    furniture = _FURNITURE.match(match.group())
    start = furniture.end() if furniture else 0
    agency = before or between or None
    return Head(
        match.group()[start:],
        Span(places[match.start() + start], places[match.end() - 1] + 1),
        agency,
        year,
        year_span,
        source if agency else None,
        source if year else None,
    )


def _agency(text: str) -> str:
    return _BEHIND_NAME.sub("", _BEFORE_NAME.sub("", _FURNITURE.sub("", text)))


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
