"""How wide text is where a Chinese character takes two columns."""

from __future__ import annotations

from unicodedata import east_asian_width


def width(text: str) -> int:
    """Return the columns that *text* takes in a fixed pitch."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def padded(text: str, columns: int) -> str:
    """Return *text* with spaces behind it up to that many columns."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """Cut *text* into lines of at most that many columns, anywhere, as a narrow cell does."""
    lines, line = [], ""
    for character in text:
        if line and width(line + character) > columns:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]
