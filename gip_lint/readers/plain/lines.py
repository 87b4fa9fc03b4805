"""The lines of a plain text, and the columns in which their characters stand in a fixed pitch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple, TypeAlias
from unicodedata import combining, east_asian_width

from gip_lint.readers.notation.writing import GridCell, Piece, both_words
from gip_lint.readers.plain.marks import pieces_of
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

_COUNT = lazy_pattern(r"[+-]?\d+(?:\.\d+)?")
_MOST_GROUPS = 2
_FEWEST_UNDER_WORDS = 3
_PADDING = 2
"""The spaces on both sides of what fills a cell."""

Pitch: TypeAlias = Mapping[str, int]
"""How many columns each character takes."""


class Line(NamedTuple):
    """A line without its end, and where in the text it begins."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends, its end left out."""
        return self.start + len(self.text)


class DrawnTable(NamedTuple):
    """A table that a text draws: from where to where it stands, and its cells."""

    start: int
    end: int
    cells: list[GridCell]


def lines_of(text: str) -> list[Line]:
    """Part *text* into its lines, of which ``\\n`` ends each."""
    lines: list[Line] = []
    start = 0
    for line in text.split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    return lines


class _Widths(dict[str, int]):
    """How many columns a character takes, two those of some kinds; worked out once for each."""

    def __init__(self, wide: str) -> None:
        super().__init__()
        self._wide = wide

    def __missing__(self, character: str) -> int:
        width = 2 if east_asian_width(character) in self._wide else 1
        self[character] = 0 if combining(character) and self._wide else width
        return self[character]


PITCHES: Final[tuple[Pitch, ...]] = (_Widths("WF"), _Widths(""), _Widths("WFA"))
"""The pitches that programs draw tables in: as most terminals, all characters alike, as Chinese terminals."""


def columns_of(text: str, pitch: Pitch) -> list[int]:
    """Return the column in which each character begins and, behind them, that in which the text ends."""
    if text.isascii():
        return list(range(len(text) + 1))
    return list(accumulate(map(pitch.__getitem__, text), initial=0))


def is_row_a_line(columns: Iterable[Sequence[str]]) -> bool:
    """Return whether each line is a row, though no mark says so: in a column a figure stands under another.

    Both leave room beside them, so neither was cut from the other. Figures under words tell as much where
    there are several: a heading and its row.
    """
    under_words = 0
    for lines in columns:
        for upper, lower in pairwise(lines):
            if not _COUNT.fullmatch(lower.strip()) or not upper.strip():
                continue
            if not _COUNT.fullmatch(upper.strip()):
                under_words += not upper.isascii()
            elif not (_fills(upper) or _fills(lower)):
                return True
    return under_words >= _FEWEST_UNDER_WORDS


def _fills(line: str) -> bool:
    """Return whether what stands in the *line* of a cell takes all its room."""
    return len(line) - len(line.strip()) <= _PADDING


def cell_of_lines(text: str, lines: Sequence[Span]) -> list[Piece]:
    """Return what a cell holds whose *lines* stand apart in *text*; an empty one keeps its place.

    A space parts lines where figures or Latin words would run together, unless one of the two fills the cell:
    there what it holds was cut.
    """
    pieces: list[Piece] = []
    is_full_above = False
    for line in lines:
        start, end = line
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        found = pieces_of(text, start, end, cell=True)
        is_full = _fills(line.text(text))
        is_cut = is_full_above or is_full
        if pieces and found and not is_cut and both_words(pieces[-1].text, found[0].text):
            pieces.append(Piece(" "))
        pieces.extend(found)
        is_full_above = is_full
    return pieces or [Piece("", Span(lines[0].start, lines[0].start))]
