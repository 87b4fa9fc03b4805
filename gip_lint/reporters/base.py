"""What a reporter is: from a result to text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TextIO

from attrs import frozen

from gip_lint.language import Language

if TYPE_CHECKING:
    from gip_lint.engine import Result


@frozen
class Style:
    """How a reporter writes: the language of messages, and whether the stream shows colours."""

    language: Language = "zh"
    colour: bool = False


class Reporter(Protocol):
    """Writes a result in one format."""

    name: str

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the whole of *result* to *stream*."""
        ...
