"""Findings: values that rules make and that engine, reporters and callers pass on unchanged."""

from __future__ import annotations

from typing import NamedTuple

from attrs import field, frozen

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.severity import Severity
from gip_lint_grammar.nodes import Span


class CellKey(NamedTuple):
    """A place in a statutory table, in the form's keys; ``row`` or ``column`` is None for a whole line."""

    table: str
    row: str | None = None
    column: str | None = None


Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner of a page as it is shown."""


class Location(NamedTuple):
    """Where the user sees it, in the file as the user has it.

    Lines and columns count from 1, columns in Unicode characters; ``end_column`` is the column after the
    last character. All are None where the file has no lines (DOCX, PDF): there ``page`` is given, or
    ``place`` names the table and cell in words.
    """

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    place: str | None = None
    box: Rectangle | None = None
    """The rectangle on the page of a PDF file."""


NOWHERE = Location()
"""Of what concerns the file as a whole."""


@frozen
class Related:
    """A note under a finding: another place that bears on it."""

    message: Bilingual
    span: Span | None = None
    cell: CellKey | None = None
    location: Location = NOWHERE


class CellChange(NamedTuple):
    """One cell that would have to change: what it holds and what it must hold."""

    cell: CellKey
    found: int | float | None
    expected: int | float


class Edit(NamedTuple):
    """Put ``text`` in the place of the characters ``start`` to ``end`` of the file as the user has it."""

    start: int
    end: int
    text: str


@frozen
class Fix:
    """A correction that can be made by machine; one that is not safe wants a person's word first.

    A safe one leaves every figure as it is: one that does not is taken for unsafe, whatever its rule says.
    """

    message: Bilingual
    edits: tuple[Edit, ...]
    """Empty where the file is of a kind that gip-lint does not write (DOCX, PDF, what is in an archive)."""
    safe: bool = False

    def applicable(self, *, unsafe: bool = False) -> bool:
        """Return whether it can be made by machine, with *unsafe* ones allowed."""
        return bool(self.edits) and (self.safe or unsafe)


@frozen
class Finding:
    """One thing that is wrong, where, and why.

    A rule gives ``span`` in the notation text; the engine adds ``path`` and ``location``.
    """

    rule: str
    name: str
    severity: Severity
    message: Bilingual
    span: Span | None = None
    cell: CellKey | None = None
    related: tuple[Related, ...] = ()
    repairs: tuple[tuple[CellChange, ...], ...] = ()
    fix: Fix | None = None
    concealed: tuple[Span, ...] = ()
    """What no excerpt of the text may show, of this finding or another: the digits of a person's number."""
    path: str = ""
    location: Location = field(factory=Location)
