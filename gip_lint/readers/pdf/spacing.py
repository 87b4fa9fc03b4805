"""Where a word or a figure ends: the gaps between characters, held against those of the whole file.

One writer draws a figure in one go, another digit by digit, close or set wide, so that no one distance parts
figures in every file. The gaps of a file fall into groups. One is known to be inside words where it touches,
or where three characters and more follow one another with it and, of figures, do not begin with a zero, as a
row of zeros does. A line is set in one of the groups that are known; what is clearly farther apart on it is
parted, and what is neither is doubtful. Distances are in sizes of the font.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise

from attrs import frozen

from gip_lint.readers.pdf.pages import Character

_TOUCHING = 0.06
"""So close characters touch: where nothing in the file says otherwise, they are of one word."""
_CLEARLY = 0.3
"""By so much more than those of its line a gap is wider where two figures stand, or closer where one is drawn
over another."""
_WIDEST = 1.0
"""So far apart are two columns, however wide a file sets its words."""
_SAME = 0.03
"""Gaps that differ by more are of two groups."""
_BROADEST = 0.4
"""Gaps that differ by so much are not all inside words, though others lie between them."""
_FEWEST_GAPS = 2
"""So many equal gaps one after the other are those of a word that is set wide."""
_RUN_GAP = 0.3
"""So far apart are two columns of words that were drawn apart, as a writer draws each cell for itself."""
LABEL_GAP = 0.45
"""So far apart are a label and the figure behind it: a label does not end in a digit, so less is enough."""
_OF_FIGURES = frozenset(".,．，+＋-－−增减")
"""What stands in a figure beside digits."""


class Seam(Enum):
    """What lies between two characters that follow one another on a line."""

    JOINED = "joined"
    DOUBTFUL = "doubtful"
    """They may be of one figure, or of two."""
    SPACED = "spaced"
    """A blank is drawn between, as in two words of one cell."""
    PARTED = "parted"


class _Kind(Enum):
    FIGURES = "figures"
    WORDS = "words"
    MIXED = "mixed"


@frozen
class Spacing:
    """The gaps that a file leaves between characters of one word."""

    _figures: _Groups
    _words: _Groups

    @classmethod
    def of(cls, lines: Iterable[Sequence[Character]]) -> Spacing:
        """Learn from *lines* of characters, each from left to right."""
        chains: dict[_Kind, list[_Chain]] = {kind: [] for kind in _Kind}
        for line in lines:
            for kind, pairs in groupby(pairwise(line), key=lambda pair: _kind(*pair)):
                chains[kind].append(_Chain.of(list(pairs)))
        return cls(_Groups.of(chains[_Kind.FIGURES]), _Groups.of(chains[_Kind.WORDS]))

    def seams(self, line: Sequence[Character]) -> list[Seam]:
        """Return what lies behind every character of a line but the last."""
        pairs = [(_kind(a, b), _gap(a, b), a, b) for a, b in pairwise(line)]
        of_figures = [(gap, a, b) for kind, gap, a, b in pairs if kind is _Kind.FIGURES]
        of_digits = [gap for gap, a, b in of_figures if a.text.isdecimal() and b.text.isdecimal()]
        figures = self._figures.home(of_digits) or self._figures.home([gap for gap, _, _ in of_figures])
        words = self._words.home([gap for kind, gap, _, _ in pairs if kind is _Kind.WORDS])
        return [
            _between_figures(gap, a, b, figures)
            if kind is _Kind.FIGURES
            else _between_words(gap, a, b, words if kind is _Kind.WORDS else None)
            for kind, gap, a, b in pairs
        ]


def _between_figures(gap: float, before: Character, after: Character, home: _Group | None) -> Seam:
    low, high = home or (-_TOUCHING, _TOUCHING)
    if low - _CLEARLY < gap <= high:
        return Seam.JOINED
    if after.blank and low < gap <= _WIDEST:
        return Seam.SPACED
    if low < gap <= high + _CLEARLY and before.run == after.run:
        return Seam.JOINED
    if gap > (_WIDEST if home is None else high + _CLEARLY):
        return Seam.PARTED
    return Seam.DOUBTFUL


def _between_words(gap: float, before: Character, after: Character, home: _Group | None) -> Seam:
    """Return what lies between a word and another, or a word and a figure."""
    if before.run != after.run:
        widest = _RUN_GAP
    elif after.text.isdecimal() and not before.text.isascii():
        widest = LABEL_GAP
    else:
        widest = _WIDEST
    return Seam.JOINED if gap <= widest or (home is not None and gap <= home[1]) else Seam.PARTED


_Group = tuple[float, float]
"""The least and the greatest of the gaps that are alike."""


@frozen
class _Chain:
    """Characters of one kind that follow one another on a line."""

    gaps: tuple[float, ...]
    zeros: tuple[bool, ...]
    """Before which gaps a zero stands, and a digit behind."""

    @classmethod
    def of(cls, pairs: Sequence[tuple[Character, Character]]) -> _Chain:
        return cls(
            tuple(_gap(a, b) for a, b in pairs),
            tuple(a.text in "0０" and b.text.isdecimal() for a, b in pairs),
        )


@frozen
class _Groups:
    """Gaps of one kind, in the groups that they make; only those that are known to be inside words."""

    _lows: tuple[float, ...]
    _highs: tuple[float, ...]

    @classmethod
    def of(cls, chains: Sequence[_Chain]) -> _Groups:
        gaps = sorted(gap for chain in chains for gap in chain.gaps if -_WIDEST < gap <= _WIDEST)
        starts = [gap for before, gap in pairwise([-2 * _WIDEST, *gaps]) if gap - before > _SAME]
        ends = [gap for gap, after in pairwise([*gaps, 2 * _WIDEST]) if after - gap > _SAME]
        votes = Counter[int]()
        for chain in chains:
            for number, zero, length in _even_stretches(chain, starts):
                if zero or length >= _FEWEST_GAPS:
                    votes[number] += -1 if zero else 1
        known = [
            (low, high if high - low <= _BROADEST else _TOUCHING)
            for number, (low, high) in enumerate(zip(starts, ends))
            if (low <= _TOUCHING if high - low > _BROADEST else low <= _TOUCHING or votes[number] > 0)
        ]
        return cls(tuple(low for low, _ in known), tuple(high for _, high in known))

    def home(self, gaps: Sequence[float]) -> _Group | None:
        """Return the group in which most of the gaps of a line are; of two, the closer one."""
        groups = [(self._lows[at - 1], self._highs[at - 1]) for gap in gaps if (at := self._at(gap))]
        return max(sorted(set(groups)), key=groups.count, default=None)

    def _at(self, gap: float) -> int:
        """Return which group a gap is in, counted from 1, or 0."""
        at = bisect_right(self._lows, gap)
        return at if at and gap <= self._highs[at - 1] else 0


def _even_stretches(chain: _Chain, starts: Sequence[float]) -> Iterator[tuple[int, bool, int]]:
    """Yield each stretch of gaps of one group: which group, whether a zero begins it, and its length."""
    numbered = [(bisect_right(starts, gap) - 1 if gap <= _WIDEST else -1) for gap in chain.gaps]
    at = 0
    for number, stretch in groupby(numbered):
        length = len(list(stretch))
        if number >= 0:
            yield number, chain.zeros[at], length
        at += length


def in_figure(character: Character) -> bool:
    """Return whether a character can stand in a figure."""
    return character.text.isdecimal() or character.text in _OF_FIGURES


def of_one_figure(before: Character, after: Character) -> bool:
    """Return whether two characters can be of one figure: both can stand in one, and one is a digit."""
    digits = before.text.isdecimal() or after.text.isdecimal()
    return digits and in_figure(before) and in_figure(after)


def _kind(before: Character, after: Character) -> _Kind:
    if not (before.text.isdecimal() or after.text.isdecimal()):
        return _Kind.WORDS
    return _Kind.FIGURES if of_one_figure(before, after) else _Kind.MIXED


def _gap(before: Character, after: Character) -> float:
    return (after.left - before.right) / before.size
