"""Chinese and Arabic numerals, each read as the other: 二十 ↔ 20, 〇, 廿, 两百, 一万二千."""

from __future__ import annotations

_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{"〇": 0, "○": 0, "两": 2, "幺": 1},
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SECTIONS = {"万": 10_000, "亿": 100_000_000}
_CONTRACTED = {"廿": "二十", "卅": "三十", "卌": "四十"}

CHINESE_NUMERALS = "".join({*_DIGITS, *_UNITS, *_SECTIONS, *_CONTRACTED})
"""Every character that a Chinese numeral is written with."""

LONGEST = 18
"""More characters than this make no numeral that a report could mean."""


def number_of(text: str) -> int | None:
    """Return the whole number that *text* writes in Arabic or Chinese numerals, or None where it writes none.

    Digits alone stand for themselves (二〇二一 → 2021). A numeral in disorder (十十) is none.
    """
    if not text or len(text) > LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    for contracted, full in _CONTRACTED.items():
        text = text.replace(contracted, full)
    return _composed(text)


def _composed(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    unit_before = section_before = 10**LONGEST
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _UNITS:
            unit = _UNITS[character]
            if unit >= unit_before or (digit is None and unit != 10):
                return None
            section += (digit or 1) * unit
            digit, unit_before = None, unit
        elif character in _SECTIONS:
            size = _SECTIONS[character]
            section += digit or 0
            if not section or size >= section_before:
                return None
            total += section * size
            section, digit, unit_before, section_before = 0, None, 10**LONGEST, size
        else:
            return None
    return total + section + (digit or 0)


def chinese(number: int) -> str:
    """Write *number* in Chinese numerals as laws number their articles: 20 → 二十, 105 → 一百零五.

    Raises ValueError outside 0 to 9999.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is outside 0 to 9999")
    if number == 0:
        return "零"
    written, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
            gap = False
        elif written:
            gap = True
    return written.removeprefix("一") if written.startswith("一十") else written
