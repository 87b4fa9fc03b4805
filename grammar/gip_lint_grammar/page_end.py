"""The line that a page leaves behind when its text runs on to the next: - 4 -, 第 3 页, 4."""

from __future__ import annotations

from gip_lint_grammar.lazy import lazy_pattern

_WHITE = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_AROUND = "-—–－─·~" + _WHITE
_FIRST_DIGITS = frozenset("123456789")
_IN_WORDS = lazy_pattern(r"第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}")
_BARE_WORDS = lazy_pattern(r"\s*\d{1,4}\s*页.{0,12}")


def is_page_end(line: str) -> bool:
    """Return whether *line* is the number of a page, left between its text and the next page's."""
    behind = line.lstrip(_AROUND)
    if len(behind) < len(line) and line[-1] in _AROUND:
        return _is_number(behind.rstrip(_AROUND), 4) or line == "\f"
    return ("页" in line or "/" in line) and _IN_WORDS.fullmatch(line) is not None


def is_page_number(line: str) -> bool:
    """Return whether *line* is a page number, even a bare one; ask only where no figure can stand."""
    return (
        is_page_end(line)
        or _is_number(line.strip(_AROUND), 3)
        or ("页" in line and _BARE_WORDS.fullmatch(line) is not None)
    )


def _is_number(word: str, longest: int) -> bool:
    return word[:1] in _FIRST_DIGITS and word.isdecimal() and len(word) <= longest
