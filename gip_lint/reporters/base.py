"""What a reporter is: from a result to text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TextIO

from attrs import frozen

from gip_lint.language import Language

if TYPE_CHECKING:
    from gip_lint.engine import Result


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
