"""Amounts as cells and clauses write them: 增0, －5, 353万元, 22（其中修订16件）.

Three questions of one grammar (``quantity.lark``): what a text amounts to (:func:`parse_quantity`), whether
it is a figure and nothing else (:func:`is_figure`), and where the figures of a run lie (:func:`figures_in`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits
from typing import Final, NamedTuple

from lark import Lark, Token

from gip_lint_grammar.figure import CHANGE, CLOSE_NUMBER, IN_BRACKETS, NOTHING, SIGN, UNIT
from gip_lint_grammar.folding import half_width
from gip_lint_grammar.grammars import FOLDER, load_parser
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Quantity, Span
from gip_lint_grammar.numerals import LONGEST, number_of

_KEPT: Final = 64
"""Texts longer than this are read anew each time; few figures are that long."""
_LONGEST_FIGURE: Final = 120
"""What is longer with its note is a paragraph that begins with a number."""

_SIMPLER: Final = str.maketrans(
    "萬億減條項個類種戶張筆處輛頁冊場單臺無兩約計與較",
    "万亿减条项个类种户张笔处辆页册场单台无两约计与较",
)
"""The traditional characters that amounts are written with; folding a whole script would be dear."""

_NOTE_MARKS: Final = lazy_pattern(r"(?<=[0-9０-９])\s?[①-⒛]{1,3}$")
"""Behind a digit a circled number points to a note."""

_TRADITIONAL: Final = lazy_pattern(f"[{''.join(map(chr, _SIMPLER))}]")

_DECREASE: Final = lazy_pattern("(?<!增/)(?<!增)减|下降|[-−–—↓]")
_SIGN_AS_NOTE: Final = lazy_pattern(r"\((?:净?(?:增加?|减少?))\)")
_UNIT_AS_NOTE: Final = lazy_pattern(r"\((?:单位:)?([百千万亿]*元|[件条项个宗人次])\)")
_NOTE: Final = lazy_pattern(r"[,;。.、:]?\s*(?:[(\[【〔].*|(?:[,;]\s*)?(?:其中|含|包括).*)", re.DOTALL)
_ORDINAL: Final = lazy_pattern(r"[.、)]\s*[^\s\d]")
_LETTER: Final = lazy_pattern("[OoIl]")
"""Letters that are typed, or recognised, for the digits 0 and 1."""
_PARTING: Final = lazy_pattern(r"[,\s]")
_NOTED: Final = lazy_pattern(r"\(|其中|无此")
"""Where a figure may go on with words that the grammar does not name."""
_ONLY_MARKS: Final = lazy_pattern(r"[\W_]*")


class _Reading(NamedTuple):
    """What a text amounts to, wherever it stands."""

    value: int | float | None = None
    unit: str | None = None
    sign: str | None = None
    blank: bool = False
    note: str | None = None
    alone: bool = False
    """Whether the text is a figure, with no other words beside it."""


_NOTHING = _Reading(blank=True, alone=True)
_FILLER = _Reading(blank=True)
_MISTYPED = _Reading(alone=True)
_NO_AMOUNT = _Reading()


def parse_quantity(text: str, start: int = 0) -> Quantity:
    """Read *text*, which begins at character *start* of the notation text, as one amount.

    No text fails. A list of goods, two figures, or a number of more than eighteen digits has no value. White
    space around the amount does not belong to its span.
    """
    raw = text.strip()
    reading = _reading_of(raw)
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
        return _FILLER
    if raw.isascii() and raw.isdigit():
        return _Reading(int(raw), alone=True) if len(raw) <= LONGEST else _NO_AMOUNT
    tree = _parser().parse(_folded(raw))
    match tree.data:
        case "blank":
            return _NOTHING
        case "filler":
            return _FILLER
        case "same":
            return _Reading(0, sign=raw, alone=True)
        case "mistyped":
            return _MISTYPED
        case "amount":
            return _amount(raw, {token.type: token for token in tree.children if isinstance(token, Token)})
    return _NO_AMOUNT


def _folded(text: str) -> str:
    """Return *text* in half width and with the simplified characters of amounts, length kept."""
    marks = _NOTE_MARKS.search(text)
    text = half_width(text[: marks.start()]) + marks.group() if marks else half_width(text)
    return text.translate(_SIMPLER) if _TRADITIONAL.search(text) else text


def _amount(raw: str, tokens: dict[str, Token]) -> _Reading:
    tail = str(tokens.get("NOTE") or tokens.get("TAIL") or "")
    written_tail = raw[len(raw) - len(tail) :]
    value: int | float | None = None
    if "NUMBER" in tokens:
        value = _arabic(tokens["NUMBER"].rstrip())
    elif "UNIT" in tokens or tail[:1] in "(":
        value = number_of(tokens["WORDS"].rstrip())
    if value is None or _ORDINAL.match(tail) or _LETTER.match(tail):
        return _NO_AMOUNT

    unit = str(tokens["UNIT"]) if "UNIT" in tokens else None
    sign, negative, note = None, False, None
    if change := tokens.get("CHANGED"):
        sign = raw[change.start_pos : change.end_pos].rstrip("：: \t\u3000")
        negative = _DECREASE.search(change) is not None
    if not unit and (bracketed := _UNIT_AS_NOTE.fullmatch(tail)):
        unit = bracketed.group(1)
    elif not sign and _SIGN_AS_NOTE.fullmatch(tail):
        sign, negative = written_tail[1:-1], "减" in tail
    elif _NOTE.fullmatch(tail) or not any(map(str.isdecimal, tail)):
        note = _without_marks(written_tail)
    else:
        return _NO_AMOUNT
    alone = "SUM" not in tokens and "TAIL" not in tokens and len(raw) <= _LONGEST_FIGURE
    return _Reading(-value if negative else value, unit, sign, False, note, alone)


_kept_reading = lru_cache(maxsize=8192)(_read)


def _reading_of(raw: str) -> _Reading:
    return _kept_reading(raw) if len(raw) <= _KEPT else _read(raw)


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


@lru_cache(maxsize=1)
def _characters() -> frozenset[str]:
    """Return every character that the grammar names, and more: all that a figure can hold up to its note."""
    grammars = "".join(
        (FOLDER / name).read_text(encoding="utf-8") for name in ("figure.lark", "quantity.lark")
    )
    return frozenset(grammars + ascii_letters + digits)


def is_figure(text: str) -> bool:
    """Return whether *text* is a figure: a number, perhaps with change, unit and note, or a mark for nothing.

    Every figure has a value or is blank, but a number in which letters stand for digits (``1O``).
    """
    if text.isascii() and text.isdigit():
        return len(text) <= LONGEST
    raw = text.strip()
    if not raw or len(raw) > _LONGEST_FIGURE:
        return False
    before_note = _NOTED.split(_folded(raw), maxsplit=1)[0]
    return _characters().issuperset("".join(before_note.split())) and _reading_of(raw).alone


_TORN: Final = lazy_pattern(
    r"[+\-−－]?\d[\d.,，．]*(?:\s+[.,，．]?\d[\d.,，．]*)+", needs=(" ", "\u3000", "\u00a0", "\n")
)
_ABOUT: Final = lazy_pattern(r"[大共]?[约近約].*|.*\d\s*(?:余|多|左右|上下)[件条项个宗人次万元]*", re.DOTALL)


def is_torn(text: str) -> bool:
    """Return whether *text* is digits parted by spaces: a figure torn apart, or several in one cell."""
    return _TORN.fullmatch(text.strip()) is not None and not is_figure(text)


def is_inexact(text: str) -> bool:
    """Return whether *text* is a number that says itself that it is not exact: 约412, 300余件."""
    return _ABOUT.fullmatch(text.strip()) is not None and any(map(str.isdigit, text))


_FIGURE_OF_RUN: Final = lazy_pattern(
    rf"\s*(?P<figure>(?:{CHANGE}\s*|(?![–—]){SIGN})?{CLOSE_NUMBER}{UNIT}?{IN_BRACKETS}?"
    r"|/|[–—―]{1,4}|-|无|空)\s*"
)
_LAST: Final = frozenset(UNIT + NOTHING + ")")
"""What a figure of a run ends with where that is not a digit."""


def ends_like_figure(text: str) -> bool:
    """Return whether *text* ends as a figure of a run may; most words are asked nothing more."""
    last = text.rstrip()[-1:]
    return last.isdecimal() or _folded(last) in _LAST


def figures_in(text: str) -> list[tuple[int, int]]:
    """Split a run of figures, with white space between them or without any; give start and end of each.

    No number begins with a zero that others follow, so ``31增0165`` is 31, 增0 and 165. ``1400000014``
    could be many things and stays one figure. Empty where *text* holds anything but figures.
    """
    if text.isascii() and text.isdigit() and (text[0] != "0" or text == "0"):
        return [(0, len(text))]
    if not ends_like_figure(text):
        return []
    found: list[tuple[int, int]] = []
    position = 0
    text = _folded(text)
    while position < len(text):
        match = _FIGURE_OF_RUN.match(text, position)
        if match is None:
            return []
        found.append(match.span("figure"))
        position = match.end()
    return found
