"""From characters to words, and from words to lines.

Characters whose middles are level make a line. A line is parted into words where the gap is so wide that a
column of a table may end; whether one does is for others to find out. Distances are in sizes of the font.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gip_lint.model.finding import Rectangle
from gip_lint.readers.pdf.pages import Character
from gip_lint.readers.pdf.spacing import Seam, Spacing, of_one_figure
from gip_lint_grammar.lazy import lazy_pattern

_LEVEL = 0.4
"""Middles no farther apart are of one line: less than half of the tightest setting of lines."""
_DRAWN_TWICE = 0.15
"""A character drawn again so close to itself is one that shall look bold."""
_ADJOINING = 0.35
"""So close are characters of one word: between two columns is more white than that."""
_WORD_GAP = 0.15
"""So far apart, in sizes of the font, are two words of letters."""
_WIDE_GAP = 1.5
"""So far apart are two columns, and never the words of a line that is stretched to the margin."""
_DESCENT = 0.2
"""How far characters reach below the line they stand on."""
_JOINTS = {Seam.DOUBTFUL: "", Seam.SPACED: " "}
_ASCII = lazy_pattern(r"[!-~]")
_NUMBERED = lazy_pattern(
    r"第?[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、．.](?!\d)|[（(]\d{1,2}[)）]"
)
_HEADING = lazy_pattern(r"第?[一二三四五六七八九十]{1,3}(?:、|部分)")


class Words(NamedTuple):
    """Characters of one line with no wide gap between them."""

    text: str
    left: float
    right: float
    joint: str | None = None
    """Nothing or a blank, whichever stands between, where it may be of one cell with the words before it."""

    def after(self, before: Words) -> Words:
        """Return both as words of one cell."""
        return Words(before.text + (self.joint or "") + self.text, before.left, self.right, before.joint)


class Line(NamedTuple):
    """A line of text outside ruled tables."""

    page: int
    parts: tuple[Words, ...]
    baseline: float
    size: float
    order: float | None = None
    """Where on its page it is read, as a baseline, if that is not where it stands."""
    margins: tuple[float, float] | None = None
    """The left and right edge of its column, where a page is set in two."""

    @property
    def text(self) -> str:
        """What it says, two spaces where a wide gap is."""
        text = self.parts[0].text
        for before, part in pairwise(self.parts):
            gap = part.left - before.right
            wide = gap > _WIDE_GAP * self.size
            space = _space(before.text, part.text, gap, self.size) if part.joint is None else part.joint
            text += "  " if wide else space
            text += part.text
        return text

    @property
    def parted(self) -> bool:
        """Whether wide gaps part the line."""
        return any(b.left - a.right > _WIDE_GAP * self.size for a, b in pairwise(self.parts))

    @property
    def is_heading(self) -> bool:
        """Whether it begins as the heading of a part does: ``二、``."""
        return _HEADING.match(self.text) is not None

    @property
    def box(self) -> Rectangle:
        """The rectangle that the line fills."""
        return rounded(self.left, self.baseline - self.size, self.right, self.baseline + _DESCENT * self.size)

    @property
    def left(self) -> float:
        """The left edge of its first word."""
        return self.parts[0].left

    @property
    def right(self) -> float:
        """The right edge of its last word."""
        return self.parts[-1].right


def rounded(left: float, top: float, right: float, bottom: float) -> Rectangle:
    """Return a rectangle in tenths of a point."""
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def in_lines(characters: Iterable[Character]) -> list[list[Character]]:
    """Split characters into lines, from top to bottom, each from left to right."""
    lines: list[list[tuple[float, int, Character]]] = []
    before, size = 0.0, 0.0
    placed = sorted((*each.middle[::-1], number, each) for number, each in enumerate(characters))
    for height, x, number, character in placed:
        if lines and height - before <= _LEVEL * max(min(character.size, size), 1):
            lines[-1].append((x, number, character))
        else:
            lines.append([(x, number, character)])
        before, size = height, character.size
    return [_once([character for _, _, character in sorted(line)]) for line in lines]


def _once(line: list[Character]) -> list[Character]:
    """Drop characters that are drawn twice to look bold."""
    kept: list[Character] = []
    for character in line:
        if (
            kept
            and kept[-1].text == character.text
            and abs(kept[-1].left - character.left) < _DRAWN_TWICE * character.size
            and abs(kept[-1].baseline - character.baseline) < _DRAWN_TWICE * character.size
        ):
            continue
        kept.append(character)
    return kept


def line_of(page: int, characters: Sequence[Character], spacing: Spacing) -> Line:
    """Make a line of the characters that stand on it, from left to right."""
    size = median(character.size for character in characters)
    words = words_of(characters, spacing)
    return Line(page, words, median(character.baseline for character in characters), size)


def words_of(characters: Sequence[Character], spacing: Spacing) -> tuple[Words, ...]:
    """Split the characters of a line where a column may end."""
    parts = [[characters[0]]]
    joints: list[str | None] = [None]
    for seam, character in zip(spacing.seams(characters), characters[1:]):
        if seam is Seam.JOINED:
            parts[-1].append(character)
        else:
            parts.append([character])
            joints.append(_JOINTS.get(seam))
    return tuple(
        Words(_spaced(part), part[0].left, part[-1].right, joint) for part, joint in zip(parts, joints)
    )


def adjoin(before: Character, after: Character) -> bool:
    """Return whether two characters follow one another as those of a word do."""
    return (
        0 <= after.left - before.right < _ADJOINING * before.size
        and abs(after.middle[1] - before.middle[1]) < _LEVEL * before.size
    )


def text_of(lines: Iterable[Sequence[Character]], spacing: Spacing) -> str:
    """Return what lines of characters say that are those of one cell, one after the other."""
    text = ""
    for line in lines:
        words = _in_one(words_of(line, spacing), line[0].size)
        text += (" " if parted_by_space(text, words) else "") + words
    return text


def _in_one(words: Sequence[Words], size: float) -> str:
    text = words[0].text
    for before, word in pairwise(words):
        space = _space(before.text, word.text, word.left - before.right, size)
        text += (space if word.joint is None else word.joint) + word.text
    return text


def parted_by_space(before: str, after: str) -> bool:
    """Return whether a space parts the texts of two lines: where both are words of letters."""
    return bool(
        before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    )


def _spaced(line: Sequence[Character]) -> str:
    """Return the text of a word or several; only words of letters are parted by spaces."""
    words = []
    for before, character in pairwise([None, *line]):
        assert character is not None
        if before is not None and not of_one_figure(before, character):
            words.append(_space(before.text, character.text, character.left - before.right, character.size))
        words.append(character.text)
    return "".join(words)


def _space(before: str, after: str, gap: float, size: float) -> str:
    """Return the space between two pieces of a line that stand *gap* apart, if any is due."""
    if not (_ASCII.match(before[-1]) and _ASCII.match(after[0])):
        return ""
    return " " if gap > _WORD_GAP * size else ""


def is_numbered(text: str) -> bool:
    """Return whether a text begins with a number of its own, as headings and items do: ``（二）``."""
    return _NUMBERED.match(text) is not None
