"""The numbers that Word puts before paragraphs: 一、 and （一） that stand nowhere in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, field

from gip_lint_grammar.lazy import lazy_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = lazy_pattern("%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_DEEPEST_STYLE = 20
_LARGEST = 99_999


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name."""
    return None if element is None else next(element.iterchildren(f"{{*}}{name}"), None)


def children(element: Element | None) -> dict[str, Element]:
    """Return the children by their names, the first of each."""
    named: dict[str, Element] = {}
    for each in () if element is None else element:
        named.setdefault(local(each), each)
    return named


def attribute(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of any namespace."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return None


def number_of(element: Element | None, default: int = 0, name: str = "val") -> int:
    """Return a whole number that an attribute holds."""
    value = attribute(element, name)
    try:
        return max(-_LARGEST, min(int(value or ""), _LARGEST))
    except ValueError:
        return default


class _Level(NamedTuple):
    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    suffix: str = "tab"


@define(eq=False)
class Numbering:
    """Counts the paragraphs of every list, in their order."""

    _levels: dict[str, dict[int, _Level]] = field(factory=dict)
    """The levels of each abstract list."""
    _abstract: dict[str, str] = field(factory=dict)
    _overrides: dict[tuple[str, int], int] = field(factory=dict)
    _styles: dict[str, tuple[str | None, str | None, int | None]] = field(factory=dict)
    """Of each style: the one it is based on, its list and its level."""
    _default: str | None = None
    _counts: dict[str, dict[int, int]] = field(factory=dict)
    _begun: set[tuple[str, int]] = field(factory=set)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Numbering:
        """Read the parts ``numbering.xml`` and ``styles.xml``, either of which may be missing."""
        made = cls()
        for style in styles if styles is not None else ():
            if local(style) == "style":
                made._take_style(style)
        for item in numbering if numbering is not None else ():
            if local(item) == "abstractNum":
                made._take_abstract(item)
            elif local(item) == "num":
                made._take_list(item)
        return made

    def _take_style(self, style: Element) -> None:
        name = attribute(style, "styleId") or ""
        reference = children(child(child(style, "pPr"), "numPr"))
        level = reference.get("ilvl")
        self._styles[name] = (
            attribute(child(style, "basedOn")),
            attribute(reference.get("numId")),
            number_of(level) if level is not None else None,
        )
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
            self._default = name

    def _take_abstract(self, item: Element) -> None:
        levels: dict[int, _Level] = {}
        for level in item:
            if local(level) != "lvl":
                continue
            levels[number_of(level, name="ilvl")] = _Level(
                number_of(child(level, "start"), 1),
                _format_of(level),
                attribute(child(level, "lvlText")) or "",
                child(level, "isLgl") is not None,
                attribute(child(level, "suff")) or "tab",
            )
            style = attribute(child(level, "pStyle"))
            if style in self._styles and self._styles[style][2] is None:
                based, listed, _ = self._styles[style]
                self._styles[style] = (based, listed, number_of(level, name="ilvl"))
        self._levels[attribute(item, "abstractNumId") or ""] = levels

    def _take_list(self, item: Element) -> None:
        key = attribute(item, "numId") or ""
        self._abstract[key] = attribute(child(item, "abstractNumId")) or ""
        for override in item:
            start = child(override, "startOverride")
            if local(override) == "lvlOverride" and start is not None:
                self._overrides[key, number_of(override, name="ilvl")] = number_of(start, 1)

    def label(self, properties: Mapping[str, Element]) -> str:
        """Count a paragraph with these properties, by their names; return what Word prints before it."""
        key, level = self._place(properties)
        abstract = self._abstract.get(key or "")
        if key is None or abstract is None:
            return ""
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        override = self._overrides.get((key, level))
        if override is not None and (key, level) not in self._begun:
            counts[level] = override
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = levels[level].start
        self._begun.add((key, level))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        own = levels[level]
        if own.style == "bullet":
            return ""

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at, _Level())
            style = "decimal" if own.legal else of.style
            return numeral(counts.get(at, of.start), style)

        label = _PLACE.sub(counted, own.text)
        return label + (" " if own.suffix != "nothing" and label[-1:].isalnum() and label.isascii() else "")

    def _place(self, properties: Mapping[str, Element]) -> tuple[str | None, int]:
        """Return list and level of a paragraph, its own or its style's; no list is None."""
        reference = children(properties.get("numPr"))
        listed = attribute(reference.get("numId"))
        depth = reference.get("ilvl")
        level = number_of(depth) if depth is not None else None
        style = attribute(properties.get("pStyle")) or self._default
        for _ in range(_DEEPEST_STYLE):
            if style is None or style not in self._styles or (listed is not None and level is not None):
                break
            style, of_style, at_level = self._styles[style]
            listed = of_style if listed is None else listed
            level = at_level if level is None else level
        return (None if listed in (None, "0") else listed), level or 0


def _format_of(level: Element) -> str:
    style = child(level, "numFmt")
    if style is None:
        alternative = child(child(level, "AlternateContent"), "Fallback")
        style = child(alternative, "numFmt")
    return attribute(style) or "decimal"


def numeral(number: int, style: str) -> str:
    """Write a number in one of Word's styles: 十一, 11, XI, ⑪, k …"""
    write = _STYLES.get(style)
    if write is not None and number > 0:
        return write(number)
    return "" if style == "none" else str(number)


def _chinese(number: int) -> str:
    if number >= 10_000:
        return str(number)
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += _DIGITS[digit] + name
        elif words and number and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 10 + 1)


def _roman(number: int) -> str:
    words = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
    ):
        while number >= value and len(words) < 30:
            words += letters
            number -= value
    return words


def _ring(first: str, last: int, otherwise: str = "{}") -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= last else otherwise.format(number)


_STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": lambda number: _chinese(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _chinese(number).translate(_LEGAL),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalEnclosedCircle": _ring("①", 20),
    "decimalEnclosedCircleChinese": _ring("①", 20),
    "decimalEnclosedParen": _ring("⑴", 20, "({})"),
    "decimalEnclosedFullstop": _ring("⒈", 20, "{}."),
    "ideographEnclosedCircle": _ring("㊀", 10),
    "decimalFullWidth": lambda number: str(number).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
