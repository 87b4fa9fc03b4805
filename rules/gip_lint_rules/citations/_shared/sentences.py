"""What stands around a citation: the sentence, the clause, and what they say of time.

Only here is wording judged. Titles and numbers in the neighbourhood are blanked before words are looked for,
so that a year or a word inside them speaks for nobody. Patterns are compiled, and kept by
``re``, when they are first needed, which for most reports is never.

A sentence is looked for around the citation in the text as written, not in ``Report.passages``: a semicolon
ends it too, and no more is read than a few words on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gip_lint.kit import Span, fold, lazy_pattern

_REACH = 200
"""Characters looked at on either side."""
_SHORTEST_BROKEN_LINE = 12

_STOP = lazy_pattern("[。！？；;!?\n]")
_TITLE = lazy_pattern(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_NUMBER = lazy_pattern(r"[〔\[(【](?:19|20)\d\d年?[〕\])】]\s*(?:第\s*)?\d+\s*号")
_YEAR = lazy_pattern(r"(20\d\d)(?=\s*(?:年|[-—至、]\s*20\d\d))")


class Sentence(NamedTuple):
    """A sentence parted by the citation in it; folded, without line breaks, other citations blanked."""

    before: str
    after: str

    @property
    def clause_before(self) -> str:
        """From the last comma on."""
        return re.split("[，,、：:（(]", self.before)[-1]

    @property
    def last_year_before(self) -> int | None:
        """The last year named before the citation."""
        years = _YEAR.findall(self.before)
        return int(years[-1]) if years else None


def sentence_around(text: str, span: Span) -> Sentence:
    """Return the sentence of *text* in which *span* stands. A line broken off at a margin goes on."""
    first = max(0, span.start - _REACH)
    ends = [place for place in _places(text, first, span.start) if _ends(text, place)]
    start = ends[-1] + 1 if ends else first
    last = min(len(text), span.end + _REACH)
    end = next((place for place in _places(text, span.end, last) if _ends(text, place)), last)
    return Sentence(_blanked(text[start : span.start]), _blanked(text[span.end : end]))


def _places(text: str, start: int, end: int) -> Iterator[int]:
    return (match.start() for match in _STOP.finditer(text, start, end))


def _ends(text: str, position: int) -> bool:
    """Return whether the stop at *position* ends a sentence; a line break does where it ends a paragraph."""
    if text[position] != "\n":
        return True
    begin = text.rfind("\n", max(0, position - _REACH), position) + 1
    return position - begin < _SHORTEST_BROKEN_LINE or text[position + 1 : position + 2] in ("", "\n")


def _blanked(text: str) -> str:
    folded = fold(text).replace("\n", "")
    return _NUMBER.sub("〔〕", _TITLE.sub("《》", folded))


_CALLED_FORMER = (
    r"(?:(?:原(?:有|先|来)?的?|旧版?的?|老|修[订改]前的?|(?:已|被|经)?(?:废止|失效|取代)的?)"
    r"(?:《》|条例|办法|规定|通知|文件|格式)?[(（]?"
    r"|(?:停止执行|不再(?:执行|适用|按照|沿用|使用)|取代|代替|替代|替换|废止)了?[^，,。；]{0,4}|(?<!新)修[订改]了?"
    r"|相较于?|较之?于?|相比于?|对比|区别于|不同于"
    r"|(?:曾经?|当时|此前|以前|过去|往年|上年|去年|历年|早期)[^，,。；]{0,10})$"
)
_CLOSING = r"^[》〉)）\s]*"
_DATED = r"(?:(?:于|自|从)?(?:19|20)\d\d年[^，,。；]{0,10}?)?"
_SUPERSEDED = r"废止|失效|被[^，,。；]{0,30}(?:取代|代替|替代)|不再(?:执行|适用|有效|沿用)|(?:改|调整|变更)为"
_PUBLISHED = r"颁布|公布|发布|施行|实施|出台|修[订改]"
_ENDED = rf"{_CLOSING}[^，,。；]{{0,6}}(?:{_SUPERSEDED})"
_SINCE = rf"{_CLOSING}{_DATED}(?:{_PUBLISHED})(?:施行|实施)?(?:以来|至今|之?后|以后|之[日初]|时)"
_MADE = rf"{_CLOSING}{_DATED}(?:正式|首次)?(?:{_PUBLISHED}|通过|制定|相比|时期|期间)(?!的)"
_DATE_FOLLOWS = rf"{_CLOSING}(?:于|自|从)?((?:19|20)\d\d)年"
_GROUND = r"根据|按照|依据|依照|遵照|遵循|对照|参照|按"


def tells_history(sentence: Sentence, year: int) -> bool:
    """Return whether the sentence tells what was, rather than on what the report of *year* stands.

    It does when the old text is called old or ended, when its own history follows it (2007年公布, 施行以来),
    or when the last year named before it is an earlier one. 根据国务院令第492号公布 is not history: the
    report is what is published.
    """
    if re.search(_CALLED_FORMER, sentence.before[-24:]) or re.match(_ENDED, sentence.after):
        return True
    follows = re.match(_DATE_FOLLOWS, sentence.after)
    if re.match(_SINCE, sentence.after) or (follows and int(follows[1]) < year):
        return True
    if not is_ground(sentence) and re.match(_MADE, sentence.after):
        return True
    last = sentence.last_year_before
    return (last is not None and last < year) or re.search(_EARLIER, sentence.before) is not None


def is_ground(sentence: Sentence) -> bool:
    """Return whether the clause itself calls what is cited its ground (根据、按照)."""
    return re.search(_GROUND, sentence.clause_before) is not None


_EARLIER = r"(?:去年|上年度?|上一年度?|前年|往年|历年|以往|此前|过去)(?!.*(?:今年|本年|20\d\d年))"
"""A word for an earlier year with none for the report's own behind it."""
_BASIS = (
    r"根据|按照|依据|依照|遵照|遵循|对照|对标|参照|围绕|紧扣|聚焦|落实|贯彻|执行|结合|以[^，,。；]{0,24}$"
)


def is_basis(sentence: Sentence) -> bool:
    """Return whether what is cited is given as what the work stands on (根据、按照、落实 …)."""
    return re.search(_BASIS, sentence.before) is not None


_FORWARD = (
    r"下一?步|今后|即将|明年|来年|届时|将(?:于|要|按照?|根据|依据|继续|进一步|认真|严格|全面|组织|深入|以)"
    r"|拟(?:于|定|将|在)|计划|打算|准备|筹备|征求意见"
)


def looks_ahead(sentence: Sentence, year: int) -> bool:
    """Return whether the sentence speaks of what is to come after *year*."""
    whole = sentence.before + sentence.after
    return re.search(_FORWARD, whole) is not None or any(int(named) > year for named in _YEAR.findall(whole))
