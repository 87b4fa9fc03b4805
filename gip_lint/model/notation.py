"""What a reader gives: the text in loose table notation, with the way back to the file."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import Location
from gip_lint.model.source_map import SourceMap
from gip_lint_grammar.nodes import Span


class Comment(NamedTuple):
    """A comment of the file that speaks to gip-lint; it is not part of the text."""

    text: str
    """What it says, without the marks that make it a comment."""
    span: Span
    """The stretch of notation that it is for; empty for the heading, paragraph or table behind it."""
    written: Span | None = None
    """The characters of the notation that it takes up, where the notation is the file itself."""
    closed: bool = True
    """Whether the comment ends; one that does not is text, and its author has still to close it."""


@frozen
class HiddenText:
    """Text in a file that those who look at it do not see, as the file itself says."""

    text: str
    how: Bilingual
    """What hides it: ``display:none``."""
    location: Location
    addresses: tuple[str, ...] = ()
    """Where its links lead."""
    linked: float = 0.0
    """The share of it that is links."""
    within: bool = False
    """Whether it stands within the report, and not elsewhere on the page."""


@frozen
class Notation:
    """The text in loose table notation that a reader made, with the way back to the file."""

    text: str
    source: SourceMap
    comments: tuple[Comment, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    """What is not part of the text because it is hidden, in the order of the file."""
    pictures: tuple[int, ...] = ()
    """Where in the text pictures stand that are large enough to show a table (HTML, DOCX, PDF)."""
    doubtful: tuple[Span, ...] = ()
    """Cells that the reader may not have whole, as they are cut off on the page; no rule accuses them."""
    verbatim: tuple[Span, ...] = ()
    """Code, targets of links, tags and the like, in order: no prose, and nothing that a fix may touch."""
