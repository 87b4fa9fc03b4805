"""What a reporter is: from a result to text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TextIO, runtime_checkable

from attrs import frozen

from gip_lint.model.bilingual import Language

if TYPE_CHECKING:
    from gip_lint.model.report import Report
    from gip_lint.model.result import Result, Totals


@frozen
class Style:
    """How a reporter writes."""

    language: Language = "zh"
    """The language of messages."""
    colour: bool = False
    """Whether the stream shows colours."""
    unsafe: bool = False
    """Whether fixes that are not safe count as fixes that can be made (``--unsafe-fixes``)."""


class Reporter(Protocol):
    """Writes a result in one format."""

    name: str

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the whole of *result* to *stream*."""
        ...


class Pieces(Protocol):
    """What a reporter drew of every file, in the order of the files; it can be gone through again."""

    @property
    def totals(self) -> Totals:
        """How much was looked at and found."""
        ...

    def pieces(self, index: int) -> Iterator[str]:
        """Yield the piece at *index* of what was drawn of each file."""
        ...


@runtime_checkable
class PieceReporter(Protocol):
    """A reporter whose document is made file by file: in any process, for many runs, in little memory."""

    name: str

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the whole of *result* to *stream*."""
        ...

    def pieces(self, result: Result, style: Style, columns: int) -> tuple[str, ...]:
        """Draw what one file gives to the document; it depends on nothing but the arguments."""
        ...

    def assemble(self, drawn: Pieces, stream: TextIO, style: Style) -> None:
        """Write the document that the pieces of all files make."""
        ...


@runtime_checkable
class PageReporter(PieceReporter, Protocol):
    """A reporter that shows the reports themselves; they are at hand only where a file is checked."""

    def pages(self, result: Result, reports: Sequence[Report], style: Style) -> tuple[str, ...]:
        """Draw what one file with its reports gives to the document, in the place of its pieces."""
        ...
