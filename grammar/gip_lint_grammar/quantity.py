"""Amounts as cells and clauses write them: 增0, －5, 353万元, 22（其中修订16件）.

Three questions, from the dearest to the cheapest: what a text amounts to (:func:`parse_quantity`), where the
figures of a run lie (:func:`figures_in`), and whether a line looks like a figure at all (:func:`is_figure`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from lark import Lark, Token

from gip_lint_grammar.folding import half_width
from gip_lint_grammar.grammars import load_parser
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Quantity, Span
from gip_lint_grammar.numerals import LONGEST, number_of

_KEPT: Final = 64
"""Texts longer than this are read anew each time; no figure is that long."""

_SIMPLER: Final = str.maketrans(
    "萬億減條項個類種戶張筆處輛頁冊場單臺無兩約計與較",
    "万亿减条项个类种户张笔处辆页册场单台无两约计与较",
)
"""The traditional characters that amounts are written with; folding a whole script would be dear."""

_TRADITIONAL: Final = lazy_pattern(f"[{''.join(map(chr, _SIMPLER))}]")

_DECREASE: Final = lazy_pattern("(?<!增/)(?<!增)减|下降|[-−–—↓]")
_SIGN_AS_NOTE: Final = lazy_pattern(r"\((?:净?(?:增加?|减少?))\)")
_UNIT_AS_NOTE: Final = lazy_pattern(r"\((?:单位:)?([百千万亿]*元|[件条项个宗人次])\)")
_NOTE: Final = lazy_pattern(r"[,;。.、:]?\s*(?:[(\[【〔].*|[,;]?\s*(?:其中|含|包括).*)", re.DOTALL)
_ORDINAL: Final = lazy_pattern(r"[.、)]\s*[^\s\d]")
_LETTER: Final = lazy_pattern("[OoIl]")
"""Letters that are typed, or recognised, for the digits 0 and 1."""
_PARTING: Final = lazy_pattern(r"[,\s]")
_ONLY_MARKS: Final = lazy_pattern(r"[\W_]*")


class _Reading(NamedTuple):
    """What a text amounts to, wherever it stands."""

    value: int | float | None = None
    unit: str | None = None
    sign: str | None = None
    blank: bool = False
    note: str | None = None


_NOTHING = _Reading(blank=True)
_NO_AMOUNT = _Reading()


def parse_quantity(text: str, start: int = 0) -> Quantity:
    """Read *text*, which begins at character *start* of the notation text, as one amount.

    No text fails. A list of goods, two figures, or a number of more than eighteen digits has no value. White
    space around the amount does not belong to its span.
    """
    raw = text.strip()
    reading = _kept_reading(raw) if len(raw) <= _KEPT else _read(raw)
    begin = start if raw is text else start + len(text) - len(text.lstrip())
    return Quantity(
        Span(begin, begin + len(raw)),
        raw,
        reading.value,
        reading.unit,
        reading.sign,
        reading.blank,
        reading.note,
    )


def _read(raw: str) -> _Reading:
    if not raw:
        return _NOTHING
    if raw.isascii() and raw.isdigit():
        return _Reading(int(raw)) if len(raw) <= LONGEST else _NO_AMOUNT
    tree = _parser().parse(_simpler(half_width(raw)))
    tokens = {token.type: token for token in tree.children if isinstance(token, Token)}
    if "BLANK" in tokens:
        return _NOTHING
    if "SAME" in tokens:
        return _Reading(0, sign=raw)
    return _amount(raw, tokens)


def _amount(raw: str, tokens: dict[str, Token]) -> _Reading:
    tail = str(tokens["TAIL"]) if "TAIL" in tokens else ""
    written_tail = raw[len(raw) - len(tail) :]
    value: int | float | None = None
    if "NUMBER" in tokens:
        value = _arabic(tokens["NUMBER"].rstrip())
    elif "WORDS" in tokens and ("UNIT" in tokens or tail[:1] in "("):
        value = number_of(tokens["WORDS"].rstrip())
    if value is None or _ORDINAL.match(tail) or _LETTER.match(tail):
        return _NO_AMOUNT

    unit = str(tokens["UNIT"]) if "UNIT" in tokens else None
    sign, negative, note = None, False, None
    if change := tokens.get("CHANGE"):
        sign = raw[change.start_pos : change.end_pos].rstrip("：: \t\u3000")
        negative = _DECREASE.search(change) is not None
    if not unit and (bracketed := _UNIT_AS_NOTE.fullmatch(tail)):
        unit = bracketed.group(1)
    elif not sign and _SIGN_AS_NOTE.fullmatch(tail):
        sign, negative = written_tail[1:-1], "减" in tail
    elif _NOTE.fullmatch(tail) or not any(character.isdigit() for character in tail):
        note = _without_marks(written_tail)
    else:
        return _NO_AMOUNT
    return _Reading(-value if negative else value, unit, sign, False, note)


def _simpler(text: str) -> str:
    return text.translate(_SIMPLER) if _TRADITIONAL.search(text) else text


_kept_reading = lru_cache(maxsize=8192)(_read)


def _arabic(written: str) -> int | float | None:
    digits = _PARTING.sub("", written)
    whole, _, fraction = digits.partition(".")
    if len(whole) + len(fraction) > LONGEST:
        return None
    if not fraction.strip("0"):
        return int(whole or "0")
    return float(digits)


def _without_marks(tail: str) -> str | None:
    """Take the marks and the one pair of brackets off a note; None where nothing is left."""
    note = tail.strip(" \t\u3000，,；;。.、：:")
    if note[:1] in "（([【〔" and note[-1:] in "）)]】〕":
        note = note[1:-1].strip()
    return None if _ONLY_MARKS.fullmatch(note) else note


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return load_parser("quantity")


_CHANGE = "净?增加?|净?减少?|新增|增/减|[+\\-＋－−–—]"
_FIGURE: Final = lazy_pattern(
    rf"""\s*(?:
        (?:(?:{_CHANGE})[:：]?\s*)?
        (?:[大共]?[约近]\s*|[¥￥]\s*)?
        (?:\d{{1,3}}(?:\s?[,，]\s?\d{{3}})+(?!\d)|[1-9１-９]\d{{0,2}}(?:[ \u3000\u00a0]\d{{3}})+(?!\d)
          |\d{{1,18}}|[〇零一二三四五六七八九十两][零一二三四五六七八九十百千]{{0,8}}(?=\s*(?:[件条项个宗人次元万亿(（]|$)))
        (?:[.．]\d{{1,9}})?
        \s*(?:[百千万亿]{{0,2}}(?:元|[件条项个宗人次起家份篇例批名户部台套笔]次?)|[万亿%％])?
        \s*(?:[(（][^()（）]{{0,80}}[)）]|[,，;；]?其中.{{0,80}})?
      | [/／\\＼\-－–—―_]{{1,8}} | 无 | 空 | 暂无 | 持平 | 不涉及
      | (?=[\d〇]{{0,8}}[OoIlＯｏ])[\d〇OoIlＯｏ]{{1,9}}
    )\s*""",
    re.VERBOSE,
)


_UNITS = "元件条條项項个個宗人次起家份篇例批名户戶部台臺套笔筆万萬亿億%％"
_NUMERALS = "〇零一二三四五六七八九十百千两兩OoIlＯｏ"
_BLANKS = "/／\\＼-－–—―_无無空"
_CHARACTERS: Final = frozenset(
    "净增加减減少新+＋−:：大共约約近¥￥,，;；.．暂暫持平不涉及" + _UNITS + _NUMERALS + _BLANKS
)
"""What a figure is written with, up to its note, beside digits and white space."""
_LAST: Final = frozenset(")）平及" + _UNITS + _NUMERALS + _BLANKS)
"""What a figure ends with where that is no digit, and where no 其中 brings in other words."""


def ends_like_figure(text: str) -> bool:
    """Say whether *text* ends as a figure may; most words are asked nothing more."""
    last = text.rstrip()[-1:]
    return last in _LAST or last.isdecimal()


def is_figure(text: str) -> bool:
    """Say whether *text* looks like a figure: a number with or without change, unit and note, or a blank.

    A number in which letters stand for digits (``1O``) looks like one and has no value.
    """
    if text.isascii() and text.isdigit():
        return len(text) <= LONGEST
    if not ends_like_figure(text) and "其中" not in text:
        return False
    number = text.partition("其中")[0].partition("（")[0].partition("(")[0]
    return (
        len(text) <= 120
        and all(each in _CHARACTERS or each.isdecimal() or each.isspace() for each in number)
        and not (number == "" or number.isspace())
        and _FIGURE.fullmatch(_simpler(text)) is not None
    )


_FIGURE_OF_RUN: Final = lazy_pattern(
    r"""\s*(?P<figure>
        (?:(?:净?增加?|净?减少?|新增|增/减)\s*|[+＋\-－−])?
        (?:[1-9１-９]\d{0,2}(?:\s?[,，]\s?\d{3}(?!\d))+|[1-9１-９]\d*|[0０])(?:[.．]\d+)?
        (?:[百千万亿]{0,2}(?:元|[件条项个宗人次起家份篇例批]次?)|[%％])?
        (?:[(（][^()（）]{0,80}[)）])?
      | [/／] | [—–―]{1,4} | [-－] | 无 | 空
    )\s*""",
    re.VERBOSE,
)


def figures_in(text: str) -> list[tuple[int, int]]:
    """Part a run of figures, with white space between them or without any; give start and end of each.

    No number begins with a nought that others follow, so ``31增0165`` is 31, 增0 and 165. ``1400000014``
    could be many things and stays one figure. Empty where *text* holds anything but figures.
    """
    if text.isascii() and text.isdigit() and (text[0] != "0" or text == "0"):
        return [(0, len(text))]
    if not ends_like_figure(text):
        return []
    found: list[tuple[int, int]] = []
    position = 0
    text = _simpler(text)
    while position < len(text):
        match = _FIGURE_OF_RUN.match(text, position)
        if match is None:
            return []
        found.append(match.span("figure"))
        position = match.end()
    return found
