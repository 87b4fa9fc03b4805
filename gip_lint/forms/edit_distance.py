"""Edits between two texts, counted: by rapidfuzz, or where it has no wheel by the same measures in Python.

All that is fuzzy here asks this module, so that a machine without rapidfuzz finds what every machine finds.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, Protocol


class _Measure(Protocol):
    def __call__(self, one: str, other: str, /) -> float: ...


class Measures(NamedTuple):
    """How alike two texts are, 0 to 100, and how many characters apart."""

    ratio: _Measure
    """What stays where characters may be put in and taken out, as a share of both texts."""
    partial_ratio: _Measure
    """The best ratio of the shorter text and as long a piece of the longer; at its ends a shorter piece."""
    distance: _Measure
    """Characters to change, put in or take out (Levenshtein)."""


@cache
def measures() -> Measures:
    """Return the measures, rapidfuzz's where it is installed; it is slow to load, and most runs need none."""
    try:
        from rapidfuzz import distance, fuzz  # noqa: PLC0415
    except ImportError:
        return IN_PYTHON
    return Measures(fuzz.ratio, fuzz.partial_ratio, distance.Levenshtein.distance)


def edit_distance(one: str, other: str) -> int:
    """Return how many characters have to be changed, put in or taken out to make *other* of *one*."""
    return int(measures().distance(one, other))


def _ratio(one: str, other: str) -> float:
    both = len(one) + len(other)
    return (1 - (both - 2 * _shared(one, other)) / both) * 100 if both else 100.0


def _shared(one: str, other: str) -> int:
    """Return the length of the longest common subsequence; each row of lengths is the bits of a number."""
    places: dict[str, int] = {}
    for place, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << place
    everywhere = row = (1 << len(one)) - 1
    for character in other:
        met = row & places.get(character, 0)
        row = (row + met | row - met) & everywhere
    return (everywhere ^ row).bit_count()


def _partial_ratio(one: str, other: str) -> float:
    shorter, longer = sorted((one, other), key=len)
    size = len(shorter)
    if not size:
        return 0.0 if longer else 100.0
    return max(
        _ratio(whole, parted[max(0, start) : start + size])
        for whole, parted in ((shorter, longer), (longer, shorter))[: 2 if size == len(longer) else 1]
        for start in range(1 - size, len(parted))
    )


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for number, character in enumerate(one, 1):
        above, row = row, [number]
        for place, counterpart in enumerate(other):
            row.append(min(above[place] + (character != counterpart), above[place + 1] + 1, row[place] + 1))
    return row[-1]


IN_PYTHON = Measures(_ratio, _partial_ratio, _distance)
