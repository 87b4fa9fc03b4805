"""How the text rules quote what they found, in both languages, and what they read around it."""

from __future__ import annotations

_LONGEST = 24


def quoted(words: str) -> str:
    """Put *words* between quotation marks, long ones shortened in the middle, on one line."""
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST - 8]}……{words[-6:]}"
    return f"「{words}」" if "“" in words or "”" in words else f"“{words}”"


def sentence_before(text: str, place: int, reach: int, stops: str) -> str:
    """Return what stands before *place* since the last of *stops*, no more than *reach* characters."""
    first = max(0, place - reach)
    return text[max(first, *(text.rfind(stop, first, place) + 1 for stop in stops)) : place]


def around(text: str, start: int, end: int, reach: int = 4) -> str:
    """Return *start* to *end* of *text* with a few characters on either side, of the same line."""
    begin = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end, end + reach)
    return text[begin : end + reach if stop < 0 else stop]
