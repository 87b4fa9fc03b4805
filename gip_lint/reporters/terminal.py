"""Text measured in the columns of a terminal: Chinese characters take two, marks that combine take none."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gip_lint_grammar.lazy import lazy_pattern

TAB = 4
_BREAKABLE = lazy_pattern(r"[!-~]+ *|\s+|.", re.DOTALL)
_CLOSING = lazy_pattern("[，。；：、！？）》〉」』”’…]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=8192)
def width(character: str) -> int:
    """Return the columns that one printable character takes; ambiguous ones, such as “ and ×, take one."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(text: str) -> int:
    """Return the columns that printable text takes."""
    return sum(map(width, text))


@lru_cache(maxsize=8192)
def shown(character: str) -> str:
    """Return what is shown for one character; no control character of a file reaches the terminal."""
    if character == "\t":
        return " " * TAB
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return _REPLACED
    return character


def printable(text: str) -> str:
    """Return *text* on one line, control characters and what steers the direction of writing made visible."""
    return "".join(map(shown, " ".join(text.splitlines())))


def wrapped(text: str, room: int) -> list[str]:
    """Break *text* into lines of at most *room* columns: between Chinese characters, or where words end."""
    lines = [""]
    used = 0
    for piece in _BREAKABLE.findall(text):
        if used and used + columns(piece.rstrip()) > room and not _CLOSING.match(piece):
            lines.append("")
            used = 0
        if lines[-1] or not piece.isspace():
            lines[-1] += piece
            used += columns(piece)
    return [line.rstrip() for line in lines]
