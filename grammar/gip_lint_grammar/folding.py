"""One form for the many ways a character is written: full and half width, traditional and simplified.

Folding a text keeps its length, character for character, so spans of the folded text are spans of the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from gip_lint_grammar.lazy import lazy_pattern

_WIDE = lazy_pattern("[\u3000\uff01-\uff5e\u00a0\u2000-\u200a\u202f\u205f①-⑳⒈-⒛㈠-㈩⼀-⿕]")
_MARKUP = lazy_pattern(r"<[brBR/ ]{1,6}>|&nbsp;")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COMPATIBLE = lazy_pattern("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_PINYIN = lazy_pattern(
    r"(?<=[\u4e00-\u9fff])[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6}[）)]", needs=("(", "（")
)
_NOT_A_WORD = lazy_pattern(r"[\W_]+")


def half_width(text: str) -> str:
    """Return *text* with full-width letters, digits, marks and spaces in their half-width form."""
    return _WIDE.sub(_narrow, text)


def _narrow(match: re.Match[str]) -> str:
    character = match.group()
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def raised(digits: str) -> str:
    """Return *digits* as superscripts, so that the number of a note is no part of the figure before it."""
    return digits.translate(_RAISED)


def without_markup(text: str) -> str:
    """Return *text* without the line breaks and hard spaces that HTML leaves in Markdown cells."""
    return _MARKUP.sub("", text) if "<" in text or "&" in text else text


def without_pinyin(text: str) -> str:
    """Return *text* without the pinyin that software puts behind characters: 公(gong)开 is 公开."""
    return _PINYIN.sub("", text)


def may_be_traditional(text: str) -> bool:
    """Return whether *text* holds an ideograph outside GB 2312, as every purely traditional one is."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any("\u3400" <= character <= "\u9fff" and not _in_gb2312(character) for character in set(text))
    return False


@lru_cache(maxsize=4096)
def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified(text: str) -> str:
    """Return *text* with traditional characters in their simplified form, length kept."""
    if not may_be_traditional(text):
        return text
    script = _script()
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    pieces = script.phrase.split(text)
    return "".join(script.phrases.get(piece) or piece.translate(script.simplified) for piece in pieces)


def traditional(text: str) -> str:
    """Return *text* in traditional characters, each turned by itself as simple machines do, length kept."""
    return text.translate(_script().traditional)


class _Script(NamedTuple):
    simplified: dict[int, str]
    traditional: dict[int, str]
    phrases: dict[str, str]
    """The traditional phrases that are not simplified character by character."""
    phrase: re.Pattern[str]
    """Any of them, the longest that stands in a place."""


@cache
def _script() -> _Script:
    lines = Path(__file__).with_name("simplified.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" ") for line in lines if not line.startswith("#")]
    phrases = {written: simple for simple, written in pairs if len(simple) > 1}
    characters = [(simple, written) for simple, written in pairs if len(simple) == 1]
    return _Script(
        simplified={ord(character): simple for simple, written in characters for character in written},
        traditional={ord(simple): written[0] for simple, written in characters},
        phrases=phrases,
        phrase=re.compile(f"({'|'.join(sorted(phrases, key=len, reverse=True))})"),
    )


def fold(text: str) -> str:
    """Return *text* in half width and simplified characters, length kept."""
    return simplified(half_width(text))


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """Return what is left of a label when width, script, spaces, punctuation and pinyin are set aside.

    ``二)部分公开`` and ``（二）部分公开`` have the same key; so have ``结 果 维 持`` and ``结果维持``.
    """
    return _NOT_A_WORD.sub("", fold(without_pinyin(without_markup(text)))).lower()
