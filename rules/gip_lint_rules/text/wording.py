"""How the text rules quote what they found, in both languages."""

from __future__ import annotations

_LONGEST = 24


def quoted(words: str) -> str:
    """Put *words* between quotation marks, long ones shortened in the middle, on one line."""
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST - 8]}……{words[-6:]}"
    return f"“{words}”"
