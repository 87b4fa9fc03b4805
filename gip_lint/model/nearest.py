"""The word that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like *word*, or None where none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed to word an error

    candidates = {name.lower(): name for name in known}
    matches = get_close_matches(word.lower(), candidates, n=1, cutoff=0.5)
    return candidates[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the Chinese and the English question after *word*, both empty where nothing is like it."""
    found = nearest(word, known)
    return (f"，是否想写 {found}？", f"; did you mean {found}?") if found else ("", "")
