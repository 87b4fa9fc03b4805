"""How a workbook shows a number: rounded, as a share of 100, with its unit, or as a date.

Number formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31. What leaves the value as it is — colours,
commas between thousands, a dash for zero — is not written out, so that a figure is the same to read and to
reckon with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from gip_lint.readers.office.numbering import attribute, child, local
from gip_lint_grammar.lazy import lazy_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "yyyy/m/d",
    16: "m/d",
    17: "yyyy/m",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yyyy",
    31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Those that every workbook has and whose number alone the file holds; the rest show a number as it is."""
_TOKEN = lazy_pattern(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]{0,200}\]|General|G/通用格式|[^"]', re.DOTALL)
_PLACEHOLDERS = ("0", "#", "?")
_WHOLE = ("General", "G/通用格式")
_SCALED = lazy_pattern(r"[0#?],+(?![0#?,])")
_UNIT = lazy_pattern("[\u4e00-\u9fff]{1,4}")
_LAST_DAY = 2_957_003
"""31 December 9999, the last day that Excel knows, counted from 1904."""
_MOST_DECIMALS = 15
_LAPSED = ("[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]")
"""Hours, minutes and seconds that go on beyond a day."""


class NumberFormats:
    """The number formats of a workbook, by the style that a cell names."""

    def __init__(self, styles: Element | None, *, since_1904: bool) -> None:
        """Read the part ``styles.xml``; *since_1904* says from when days are counted."""
        self._first_day = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        self._codes: list[str] = []
        if styles is None:
            return
        own = {
            attribute(each, "numFmtId"): attribute(each, "formatCode") or ""
            for each in styles.iter("{*}numFmt")
        }
        used = child(styles, "cellXfs")
        for style in used if used is not None else ():
            if local(style) == "xf":
                number = attribute(style, "numFmtId") or "0"
                built_in = _BUILT_IN.get(int(number), "") if number.isdecimal() and len(number) < 6 else ""
                self._codes.append(own.get(number, built_in))

    def shown(self, value: str, style: str | None) -> str:
        """Return the number *value*, written in decimal, as a cell of *style* shows it."""
        number = int(style) if style and style.isdecimal() and len(style) < 8 else 0
        code = self._codes[number] if number < len(self._codes) else ""
        if not code:
            return value
        try:
            return self._written(Decimal(value), code) or value
        except InvalidOperation:
            return value

    def _written(self, value: Decimal, code: str) -> str | None:
        sections = list(_sections(code))
        section = sections[0]
        if value < 0 and len(sections) > 1:
            section = sections[1]
        elif value == 0 and len(sections) > 2:
            section = sections[2]
        marks = "".join(token for token in section if len(token) == 1)
        if any(mark in "ymdhsYMDHS" for mark in marks):
            return self._date(value, section)
        if any(token in _WHOLE for token in section):
            return f"{value:f}{_unit(section)}"
        if (
            not any(mark in _PLACEHOLDERS for mark in marks)
            or "/" in marks
            or "E" in marks.upper()
            or _SCALED.search(marks)
            or any(token in ("!.", "\\.", '"."') for token in section)
        ):
            return None
        percent = marks.count("%")
        decimals = sum(mark in _PLACEHOLDERS for mark in marks.partition(".")[2])
        scaled = value.scaleb(2 * percent)
        rounded = scaled.quantize(Decimal(1).scaleb(-min(decimals, _MOST_DECIMALS)), ROUND_HALF_UP)
        text = f"{rounded:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return f"{'0' if text == '-0' else text}{'%' * percent}{_unit(section)}"

    def _date(self, value: Decimal, section: list[str]) -> str | None:
        marks = "".join(token for token in section if len(token) == 1).lower()
        if not 0 <= value <= _LAST_DAY:
            return None
        day = self._first_day + timedelta(days=int(value))
        chinese = any(token.strip('"') == "年" or token.strip('"') == "月" for token in section)
        hours = any(mark in "hs" for mark in marks)
        parts = []
        if "y" in marks:
            parts.append((str(day.year), "年"))
        if "m" in marks and (not hours or "d" in marks or "y" in marks):
            parts.append((str(day.month), "月"))
        if "d" in marks:
            parts.append((str(day.day), "日"))
        if not parts:
            return None
        if chinese:
            return "".join(number + unit for number, unit in parts)
        return "/".join(number for number, _ in parts)


def _sections(code: str) -> Iterator[list[str]]:
    """Split a format code at its semicolons into tokens; colours, conditions, padding and filling go."""
    section: list[str] = []
    for token in _TOKEN.findall(code):
        if token == ";":
            yield section
            section = []
        elif token.lower() in _LAPSED:
            section.append("h")
        elif not (len(token) > 1 and token[0] in "[_*"):
            section.append(token)
    yield section


def _unit(section: list[str]) -> str:
    """Return the unit of Chinese characters behind a number."""
    last = max(at for at, token in enumerate(section) if token in _PLACEHOLDERS or token in _WHOLE)
    words = "".join(token.strip('"\\!') for token in section[last + 1 :]).strip()
    return words if _UNIT.fullmatch(words) else ""
