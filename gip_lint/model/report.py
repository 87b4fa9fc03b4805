"""The report as rules see it: parts, tables and cells bound to the form, every one with its span.

Nothing here knows the file format. Spans are stretches of the notation text (:attr:`Report.text`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from attrs import field, frozen

from gip_lint.model.doubt import Doubt
from gip_lint.model.evidence import RowEvidence
from gip_lint.model.finding import CellKey
from gip_lint.model.form import Column, Form, FormRow, FormTable, Part
from gip_lint.model.once import Remembering, once
from gip_lint_grammar.nodes import Citation, Document, Quantity, Span
from gip_lint_grammar.passage import Passage, passages

if TYPE_CHECKING:
    from gip_lint.model.notation import HiddenText
    from gip_lint.model.source_map import SourceMap

Number = int | float


class BoundCell(NamedTuple):
    """A cell of the form and what the report holds there."""

    key: CellKey
    quantity: Quantity
    span: Span
    doubt: Doubt | None = None
    """Why it is not sure that the report gives this figure here; None where it is."""

    @property
    def sure(self) -> bool:
        """Whether the report gives this figure, or nothing, in this cell beyond doubt."""
        return self.doubt is None

    @property
    def placed(self) -> bool:
        """Whether what stands here belongs to this cell, though it may not be known what it amounts to."""
        return self.doubt is None or self.doubt.placed

    @property
    def value(self) -> Number | None:
        """The number with its sign, in the unit written; None where the cell is blank or holds no number."""
        return self.quantity.value

    @property
    def raw(self) -> str:
        """The text of the cell."""
        return self.quantity.raw

    @property
    def unit(self) -> str | None:
        """The unit written in the cell."""
        return self.quantity.unit

    @property
    def blank(self) -> bool:
        """Whether the cell is empty or holds a mark for nothing (``/``, ``—``, 无)."""
        return self.quantity.blank


class DeviationKind(Enum):
    """How a table in the text departs from the form's."""

    MISSING_ROW = "missing row"
    MISSING_COLUMN = "missing column"
    MISSING_CELL = "missing cell"
    EXTRA_ROW = "extra row"
    EXTRA_COLUMN = "extra column"
    EXTRA_CELL = "extra cell"
    ROW_LABEL = "row label"
    COLUMN_LABEL = "column label"
    HEADING = "heading"


class Deviation(NamedTuple):
    """One departure, recorded by the binding for the rules to report."""

    kind: DeviationKind
    span: Span
    """Where it shows: the label, the row, or the place where something ought to stand."""
    key: CellKey
    """The row, column or cell of the form; its row and column are None for what the form does not have."""
    found: str = ""
    due: str = ""


@frozen(slots=False, eq=False)
class BoundTable(Remembering):
    """A statutory table of the report: ``table["granted", "total"]`` is a cell or None."""

    form: FormTable
    span: Span
    cells: dict[tuple[str, str], BoundCell]
    row_spans: dict[str, Span]
    """The whole of each bound row, label and figures."""
    label_spans: dict[str, Span]
    """The label of each bound row, where the text has one."""
    column_spans: dict[tuple[int, str], Span]
    """The label of each column that was found, by number of block and key of column."""
    deviations: tuple[Deviation, ...] = ()
    doubtful: tuple[Span, ...] = ()
    """Cells that are cut off on the page, or whose words were put together from pieces of lines."""
    evidence: Mapping[str, RowEvidence] = field(factory=dict)
    """Why each row was read as it was."""

    def __getitem__(self, place: tuple[str, str]) -> BoundCell | None:
        return self.cells.get(place)

    def __iter__(self) -> Iterator[BoundCell]:
        return iter(self.cells.values())

    def doubts(self, span: Span) -> bool:
        """Return whether *span* lies in what the reader may not have whole."""
        end = max(span.end, span.start + 1)
        return bool(self.doubtful) and any(
            each.start < end and span.start < each.end for each in self.doubtful
        )

    def value(self, row: str, column: str) -> Number | None:
        """The number of one cell; None where the cell is absent, blank or no number."""
        cell = self.cells.get((row, column))
        return None if cell is None else cell.value

    def row(self, row: str) -> FormRow:
        """The form's row of that key."""
        return self.form.rows[row]

    def column(self, cell: BoundCell) -> Column:
        """The form's column in which *cell* stands."""
        assert cell.key.row is not None and cell.key.column is not None
        return self.form.column(cell.key.row, cell.key.column)

    def name(self, key: CellKey) -> str:
        """Name a place as the form prints it: ``（七）总计 × 自然人``."""
        parts = []
        if key.row is not None:
            parts.append(self.form.rows[key.row].label)
        if key.column is not None:
            if key.row is not None:
                parts.append(self.form.column(key.row, key.column).label)
            else:
                columns = (column for block in self.form.blocks for column in block.columns)
                parts.append(next(column.label for column in columns if column.key == key.column))
        return " × ".join(parts) or self.form.title.zh


@frozen
class Section:
    """A statutory part as it stands in the report."""

    part: Part
    span: Span
    """From the heading to the next part."""
    heading_span: Span
    title_span: Span
    ordinal: str | None
    """The ordinal as written, with its punctuation; None where there is none."""
    title: str
    body_span: Span
    exact: bool
    """Whether the title is the form's, but for width, script, spaces and punctuation."""

    @property
    def key(self) -> str:
        """The key of the part: ``overview``, ``disclosure`` …"""
        return self.part.key


class StrayTable(NamedTuple):
    """A table with figures that fits no table of the form, or one that is already bound."""

    span: Span
    part: str | None
    """The statutory part in which it stands; None where it stands in none."""
    repeats: str | None = None
    """The key of the form's table that the report holds once more here; None where it fits none."""


@frozen(slots=False, eq=False)
class Report(Remembering):
    """One report of one file, bound to the form."""

    path: str
    text: str
    document: Document
    source: SourceMap
    form: Form
    span: Span
    """The stretch of the text that is this report; the whole text but where a file holds several."""
    sections: tuple[Section, ...]
    """In the order in which they stand."""
    tables: Mapping[str, BoundTable]
    unbound: tuple[StrayTable, ...] = ()
    year: int | None = None
    year_span: Span | None = None
    title: str | None = None
    title_span: Span | None = None
    agency: str | None = None
    agency_source: str | None = None
    """How the organ is known: ``title``, ``metadata``, ``announcement``, ``opening``, ``signature``,
    ``file-name``; None where it is not."""
    year_source: str | None = None
    """How the year is known: one of these, or ``option`` where it was given."""
    due_form: Form | None = None
    """The form that serves the report year; None where the year is unknown or no form serves it."""
    form_by_tables: bool = False
    """Whether the tables themselves show which form they are of."""
    recognised: bool = True
    """False where nothing of an annual report was found; such a report has no sections and no tables."""
    precedes_forms: bool = False
    """Whether it is for a year before the first form; such a report is not ``recognised`` either."""
    hidden: tuple[HiddenText, ...] = ()
    """What the file holds beside the text and hides from sight; with the first report of a file."""
    pictures: tuple[int, ...] = ()
    """Where in the text pictures stand."""
    verbatim: tuple[Span, ...] = ()
    """Code, targets of links, tags and the like, in order: no prose, and nothing that a fix may touch."""
    siblings: int = 1
    """How many reports the file holds."""
    blank_as: Literal["zero", "unknown"] = "zero"
    """How identities take a blank cell: as zero, or as a figure that is not known (``blank`` in the
    configuration)."""

    @property
    def disclosure(self) -> BoundTable | None:
        """The table of part two."""
        return self.tables.get("disclosure")

    @property
    def applications(self) -> BoundTable | None:
        """The table of part three."""
        return self.tables.get("applications")

    @property
    def review_litigation(self) -> BoundTable | None:
        """The table of part four."""
        return self.tables.get("review_litigation")

    def section(self, key: str) -> Section | None:
        """The part of that key, or None where the report lacks it."""
        return next((section for section in self.sections if section.key == key), None)

    def is_pictured(self, section: Section) -> bool:
        """Return whether a picture stands in a part."""
        return any(section.heading_span.end < place <= section.span.end for place in self.pictures)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The prose, titles of parts by themselves, lines broken off at a margin joined again, and each table
        cell with words in it."""
        titles = {section.heading_span.start: section.heading_span.end for section in self.sections}
        return tuple(passages(self.document, self.span, titles))

    @once
    def citations(self) -> tuple[Citation, ...]:
        """Every instrument that the prose cites, in order (``citation.lark``)."""
        from gip_lint_grammar.citation import citations_of  # noqa: PLC0415 - the grammar is built on first use

        return citations_of(self.passages)
