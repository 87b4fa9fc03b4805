"""What a reader is: from the bytes of a file to notation text and a source map."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from gip_lint.finding import Location
from gip_lint.language import Text
from gip_lint.limits import key_of, limits
from gip_lint.source import SourceMap
from gip_lint_grammar.nodes import Span


class UnreadableError(Exception):
    """A file that exists and cannot be read as text; becomes the finding GIP001."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def reached(name: str, zh: str, en: str) -> UnreadableError:
    """Make the error for a limit: *name* is its field, *zh* and *en* say what is too much."""
    limit = getattr(limits(), name)
    return UnreadableError(
        Text(f"{zh}，上限 {limit:,}（{key_of(name)}）", f"{en}, more than {limit:,} ({key_of(name)})")
    )


class Comment(Struct, frozen=True):
    """A comment of the file that speaks to gip-lint; it is no part of the text."""

    text: str
    """What it says, without the marks that make it a comment."""
    span: Span
    """The stretch of notation that it is for; empty for the heading, paragraph or table behind it."""
    written: Span | None = None
    """The characters of the notation that it takes up, where the notation is the file itself."""
    closed: bool = True
    """Whether the comment ends; one that does not is text, and its author has still to close it."""


class HiddenText(Struct, frozen=True):
    """Text in a file that those who look at it do not see, as the file itself says."""

    text: str
    how: Text
    """What hides it: ``display:none``."""
    location: Location
    addresses: tuple[str, ...] = ()
    """Where its links lead."""
    linked: float = 0.0
    """The share of it that is links."""
    within: bool = False
    """Whether it stands within the report, and not elsewhere on the page."""


class Notation(Struct, frozen=True):
    """The text in loose table notation that a reader made, with the way back to the file."""

    text: str
    source: SourceMap
    comments: tuple[Comment, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    """What is no part of the text because it is hidden, in the order of the file."""
    pictures: tuple[int, ...] = ()
    """Where in the text pictures stand that are large enough to show a table (HTML, DOCX, PDF)."""
    doubtful: tuple[Span, ...] = ()
    """Cells that the reader may not have whole, as they are cut off on the page; no rule accuses them."""


class Reader(Protocol):
    """Turns the bytes of one kind of file into notation."""

    name: str
    suffixes: tuple[str, ...]
    """The endings of file names that it reads, in lower case with the dot: ``(".txt", ".md")``."""

    def read(self, data: bytes) -> Notation:
        """Read the content of a file. Raises UnreadableError, and no other error, where that fails."""
        ...
