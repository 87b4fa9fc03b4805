"""The nodes of the three grammars: what a text is made of, before anyone knows what it means.

Every node carries its :class:`Span`, in characters of the text that was parsed. Nodes are frozen: a tree
is a value, and whoever holds one may keep it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, TypeAlias

from attrs import frozen


class Span(NamedTuple):
    """A half-open stretch of text: characters ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def text(self, source: str) -> str:
        """Return the characters of *source* that the span covers."""
        return source[self.start : self.end]

    def cover(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Cell(NamedTuple):
    """One cell of a table row: its text without the white space around it, perhaps empty."""

    span: Span
    text: str


class Row(NamedTuple):
    """One line of a table as it stands in the text; a row of the form may be spread over many of them."""

    span: Span
    cells: tuple[Cell, ...]
    barred: bool = True
    """Whether bars or tabs part the cells. If not, the form's labels and the figures marked the line."""

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold something."""
        return tuple([cell for cell in self.cells if cell.text])


@frozen(slots=False)
class Table:
    """Rows that follow one another with nothing but blank lines and ruling lines between."""

    span: Span
    rows: tuple[Row, ...]

    @cached_property
    def worded(self) -> tuple[Cell, ...]:
        """The cells that hold more than digits, in order."""
        return tuple(
            [cell for row in self.rows for cell in row.cells if cell.text and not cell.text.isdigit()]
        )


class Heading(NamedTuple):
    """A line that names what follows: an ordinal (一、 （一） 1.) or a Markdown ``#``, and a title."""

    span: Span
    text: str
    """The whole line, without Markdown marks."""
    ordinal: str | None
    """As written, with its punctuation; None where only ``#`` marks the line."""
    title: str
    title_span: Span


class Paragraph(NamedTuple):
    """A line of prose."""

    span: Span
    text: str


Block: TypeAlias = Heading | Paragraph | Table


@frozen
class Document:
    """A whole text, block after block."""

    text: str
    blocks: tuple[Block, ...]

    def rows(self) -> Iterator[Row]:
        """Yield every table row, in order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.rows


class Quantity(NamedTuple):
    """What a cell or a clause gives as an amount (``quantity.lark``).

    ``value`` carries its sign (减少58 → -58, 增0 → 0) and stands in the unit written (353万元 → 353, 万元).
    It is None where the text is a mark for "nothing" (``/``, ``—``, 无) or no number at all.
    """

    span: Span
    raw: str
    value: int | float | None
    unit: str | None = None
    sign: str | None = None
    """The sign or the word of change as written: 增, 减少, +, －; None where there is none."""
    blank: bool = False
    """A mark that stands for nothing: ``/``, ``—``, 无, 空, or an empty cell."""
    note: str | None = None
    """What stands behind the number: 其中修订16件."""


class ArticleReference(NamedTuple):
    """An article with what is named inside it: 第二十条第一款第（五）项 → 20, 1, 5."""

    span: Span
    article: int
    paragraph: int | None = None
    item: int | None = None


@frozen
class Citation:
    """A reference to an instrument: its title, its document number, articles of it, or several of these."""

    span: Span
    title: str | None = None
    title_span: Span | None = None
    number: str | None = None
    """The document number as written, without the brackets around it."""
    number_span: Span | None = None
    abbreviation: str | None = None
    """The short title that the text defines here: 以下简称《条例》 → 条例."""
    articles: tuple[ArticleReference, ...] = ()
