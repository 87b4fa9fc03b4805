"""The words of ``word_list.toml``, and clauses parted into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import tomli

from gip_lint_grammar.figure import COUNTER, NUMERAL
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.numerals import number_of

UNKNOWN: Final = "unknown"
NUMBER: Final = "number"
YEAR: Final = "year"
DATE: Final = "date"

_YEAR = lazy_pattern(r"(20\d\d)年(?:年?度)?(?!\d)")
_WHOLE_YEAR = lazy_pattern(
    r"[自从]?(?:(20\d\d)年)?0?1月(?:0?1日)?起?(?:至|到|-|—|~|–)+(?:(20\d\d)年)?12月(?:31日|底|份)?止?"
)
_DATE = lazy_pattern(
    r"(截[至止]到?)?(?:(20\d\d)年(?:度)?(?:(\d{1,2})月(?:(\d{1,2})日|[底末份初]|[上中下]旬)?|年?[底末])"
    r"|(\d{1,2})月(?:(\d{1,2})日|[底末份初]|[上中下]旬)?)"
)
_ARABIC = lazy_pattern(
    rf"(\d{{1,3}}(?:,\d{{3}}){{1,4}}(?![\d,])|\d{{1,12}})(\.\d{{1,6}})?([余多几])?([万亿千百])?([余多])?({COUNTER}|[万亿]?元|%|%)?"
)
_CHINESE = lazy_pattern(rf"({NUMERAL}{{1,8}})([余多几])?({COUNTER})")
_ZERO = lazy_pattern(rf"[零〇](?!{NUMERAL}|[万星])")
_MANNER = lazy_pattern(
    "(?:严格)?(?:按照?|依照|依据|根据)[^,。;:\\d]{0,24}?(?:规定|要求|程序|流程)(?:的?(?:时限|期限|时间)内?)?"
    r"|在?\d{1,2}个?工作日(?:之?内)?"
    "|向[^,。;:\\d]{1,20}?(?:提出|提交|递交)的?"
    "|(?:以|通过|利用|依托|采取|采用)[^,。;:\\d]{0,36}?(?:等|多种|各种|各类|不同)[^,。;:\\d]{0,4}?(?:形式|方式|途径|渠道)"
)
"""How something was done, which says nothing of how much: 按照有关规定, 以邮寄等方式."""
_MANNER_OPENS = frozenset("严按依根向在以通利采0123456789")
_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
_NUMERALS = frozenset(NUMERAL.strip("[]"))


class Token(NamedTuple):
    """A word that is known, a number, a date, or a stretch that is not known."""

    kind: str
    value: str
    start: int
    end: int
    number: int | float = 0
    unit: str | None = None
    vague: bool = False
    """余, 多: a number that is not exact."""


class WordList(NamedTuple):
    """The vocabulary: every word with what it is."""

    words: Mapping[str, tuple[str, str]]
    by_first: Mapping[str, Sequence[str]]
    done: Mapping[str, Sequence[str]]
    written: Mapping[str, Sequence[str]]

    def word_at(self, text: str, at: int, end: int) -> str | None:
        """Return the longest word at *at*."""
        for word in self.by_first.get(text[at], ()):
            if at + len(word) <= end and text.startswith(word, at):
                return word
        return None


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """Return the vocabulary, read once."""
    source = Path(__file__).with_name("word_list.toml").read_text(encoding="utf-8")
    data = tomli.loads(source)
    words: dict[str, tuple[str, str]] = {}
    for group, kinds in data.items():
        if group in ("done", "written"):
            continue
        keyed = group in ("result", "cases", "outcome", "document", "made", "about")
        for key, listed in kinds.items():
            kind = group if key == "named" else key
            for word in listed:
                words.setdefault(word, (group, kind) if keyed else (kind, word))
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word)
    return WordList(words, by_first, data["done"], data["written"])


def written(name: str) -> Sequence[str]:
    """Return the words of one kind that are looked for as they are written."""
    return word_list().written[name]


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Split ``text[start:end]`` into tokens; what no word fits becomes one token for each stretch."""
    known = word_list()
    tokens: list[Token] = []
    at, unknown = start, -1
    while at < end:
        token = _token_at(known, text, at, end)
        if token is None:
            unknown = at if unknown < 0 else unknown
            at += 1
            continue
        if unknown >= 0:
            tokens.append(Token(UNKNOWN, text[unknown:at], unknown, at))
            unknown = -1
        tokens.append(token)
        at = token.end
    if unknown >= 0:
        tokens.append(Token(UNKNOWN, text[unknown:end], unknown, end))
    return tokens


def _token_at(known: WordList, text: str, at: int, end: int) -> Token | None:
    character = text[at]
    if character.isdigit() or character in "截自从":
        token = _dated(text, at, end)
        if token is not None:
            return token
    if character in _MANNER_OPENS:
        manner = _MANNER.match(text, at, end)
        if manner:
            return Token("filler", manner.group(), at, manner.end())
    word = known.word_at(text, at, end)
    if word is not None:
        kind, value = known.words[word]
        return Token(kind, value, at, at + len(word))
    if character.isdigit():
        return _number(text, at, end)
    if character in _NUMERALS and (at == 0 or text[at - 1] not in "第每"):
        match = _CHINESE.match(text, at, end)
        if match:
            number = number_of(match[1])
            if number is not None:
                vague = match[2] is not None
                return Token(NUMBER, match.group(), at, match.end(), number, match[3], vague)
        match = _ZERO.match(text, at, end)
        if match:
            return Token(NUMBER, match.group(), at, match.end(), 0)
    return None


def _dated(text: str, at: int, end: int) -> Token | None:
    """Read a date. ``value`` is ``whole`` for a year or its last day, ``part`` for less; ``number`` the
    year."""
    match = _WHOLE_YEAR.match(text, at, end)
    if match:
        year = int(match[1] or match[2] or 0)
        value = "whole" if match[2] is None or match[1] == match[2] else "part"
        return Token(DATE, value, at, match.end(), year)
    match = _DATE.match(text, at, end)
    if match:
        month, day = match[3] or match[5], match[4] or match[6]
        last = match.group()[-1]
        until = match[1] is not None and day is None and last in "月份"
        year_end = (month is None and last in "底末") or (
            month == "12" and (day == "31" or last in "底末" or until)
        )
        return Token(DATE, "whole" if year_end else "part", at, match.end(), int(match[2] or 0))
    match = _YEAR.match(text, at, end)
    if match:
        return Token(YEAR, match[1], at, match.end(), int(match[1]))
    return None


def _number(text: str, at: int, end: int) -> Token | None:
    match = _ARABIC.match(text, at, end)
    if match is None:
        return None
    digits = match[1].replace(",", "")
    number: int | float = float(digits + match[2]) if match[2] else int(digits)
    if match[4]:
        number = number * _SCALE[match[4]]
    vague = match[3] is not None or match[5] is not None
    return Token(NUMBER, match.group(), at, match.end(), number, match[6], vague)
