"""Words looked for as they are written, where no regular expression is needed."""

from __future__ import annotations

from collections.abc import Iterable
from sys import maxsize


def holds_any(text: str, words: Iterable[str], start: int = 0, end: int = maxsize) -> bool:
    """Return whether one of *words* stands in *text* between the characters *start* and *end*."""
    return any(map(text[start:end].__contains__, words))
