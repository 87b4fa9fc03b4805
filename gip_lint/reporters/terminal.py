"""Text measured in the columns of a terminal: Chinese characters take two, marks that combine take none."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gip_lint_grammar.lazy import lazy_pattern

_BREAKABLE = lazy_pattern(r"[!-~]+ *|\s+|.", re.DOTALL)
_CLOSING = lazy_pattern("[，。；：、！？）》〉」』”’…]")


@lru_cache(maxsize=8192)
def width(character: str) -> int:
    """Return the columns that one printable character takes; ambiguous ones, such as “ and ×, take one."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(text: str) -> int:
    """Return the columns that printable text takes."""
    return sum(map(width, text))


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
