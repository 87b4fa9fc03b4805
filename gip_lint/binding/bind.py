"""From a document to reports: which form, which tables, which parts, whose and for which year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from attrs import evolve

from gip_lint.binding.doubts import strays_of, with_doubts
from gip_lint.binding.head import Head, read_head
from gip_lint.binding.records import records_of
from gip_lint.binding.sections import find_sections
from gip_lint.binding.tables import Tables, bind_tables
from gip_lint.forms.lexicon import forms_that_print, row_keys, telling_labels, vocabulary
from gip_lint.model.form import Form
from gip_lint.model.notation import Notation
from gip_lint.model.report import (
    Report,
    Section,
    StrayTable,
)
from gip_lint_grammar.folding import label_key
from gip_lint_grammar.nodes import Block, Document, Span, Table
from gip_lint_grammar.notation import parse
from gip_lint_grammar.quantity import is_figure

__all__ = ["bind"]

_LINES_OF_LEAD = 40
_FEWEST_PARTS = 2
_FEWEST_FIGURES = 3


def bind(
    path: str, notation: Notation, forms: Sequence[Form], *, year: int | None = None, form: str | None = None
) -> tuple[Report, ...]:
    """Bind what *notation* holds to one of *forms*; several reports where a text holds several.

    The form is the one named by its key in *form*, else the one whose own labels the tables show, else the
    one that serves the report year, else the latest. *year* overrides the year that the text names. A text
    with nothing of an annual report, or for a year before the first form and without a table of any, gives
    one report that is not ``recognised``.
    """
    document = parse(notation.text, vocabulary(tuple(forms)))
    pieces = _pieces(document, forms)
    reports = [
        _bind_piece(path, notation, document, blocks, span, forms, year=year, form=form)
        for blocks, span in pieces
    ]
    if len(reports) > 1:
        if not all(report.tables for report in reports):
            span = Span(0, len(notation.text))
            reports = [
                _bind_piece(path, notation, document, document.blocks, span, forms, year=year, form=form)
            ]
        reports = [evolve(report, siblings=len(reports)) for report in reports]
    return tuple(reports)


def _pieces(document: Document, forms: Sequence[Form]) -> list[tuple[Sequence[Block], Span]]:
    """Split a document before each title of a first part, its lead included, where each piece has a table."""
    blocks, text = document.blocks, document.text
    first_titles = {label_key(form.parts[0].title) for form in forms if form.parts}
    starts = [
        number
        for number, block in enumerate(blocks)
        if not isinstance(block, Table) and len(block.text) <= 20 and _title_key(block) in first_titles
    ]
    if len(starts) < 2:
        return [(blocks, Span(0, len(text)))]
    cuts = [0]
    for previous, start in zip(starts, starts[1:]):
        cut = start
        for number in range(start - 1, max(previous, start - _LINES_OF_LEAD), -1):
            block = blocks[number]
            if isinstance(block, Table):
                break
            if len(block.text) <= 80 and read_head(text, [block], 0, len(text) + 1, len(text)).title:
                cut = number
                break
        cuts.append(cut)
    cuts.append(len(blocks))
    if not all(any(isinstance(block, Table) for block in blocks[a:b]) for a, b in zip(cuts, cuts[1:])):
        return [(blocks, Span(0, len(text)))]
    pieces: list[tuple[Sequence[Block], Span]] = []
    for first, last in zip(cuts, cuts[1:]):
        if first < last:
            end = blocks[last].span.start if last < len(blocks) else len(text)
            pieces.append((blocks[first:last], Span(blocks[first].span.start if first else 0, end)))
    return pieces


def _title_key(block: Block) -> str:
    return label_key(getattr(block, "title", None) or getattr(block, "text", ""))


def _bind_piece(
    path: str,
    notation: Notation,
    document: Document,
    blocks: Sequence[Block],
    span: Span,
    forms: Sequence[Form],
    *,
    year: int | None,
    form: str | None,
) -> Report:
    records = records_of(blocks, vocabulary(tuple(forms)), row_keys(tuple(forms)))
    shown = _form_shown(blocks, forms)
    chosen = next((each for each in forms if each.key == form), None) or shown
    head: Head | None = None
    if chosen is None:
        head = read_head(notation.text, blocks, span.start, span.end + 1, span.end)
        named = year if year is not None else head.year
        chosen = next((each for each in forms if named is not None and each.serves(named)), forms[-1])
    found = bind_tables(records, chosen)
    strays = strays_of(notation.text, notation.doubtful, found.bound.values())
    starts = [table.span.start for table in found.bound.values()]
    tables = {}
    for key, table in found.bound.items():
        end = min((start for start in starts if start > table.span.start), default=span.end)
        above = (other.span.end for other in found.bound.values() if other.span.start < table.span.start)
        start = max(above, default=span.start)
        own = [each for each in strays if start <= each.start < end]
        tables[key] = with_doubts(table, notation.doubtful, own)
    sections = find_sections(notation.text, blocks, chosen, tables, span.end)
    recognised = bool(tables) or len(sections) >= _FEWEST_PARTS
    if not recognised:
        tables, sections = {}, ()
    body = min(
        [section.span.start for section in sections] + [table.span.start for table in tables.values()],
        default=span.end,
    )
    head = read_head(notation.text, blocks, span.start, body, span.end, name=path)
    report_year = year if year is not None else head.year
    is_report = recognised or head.title is not None
    precedes = form is None and not tables and is_report and _precedes(report_year, head, year, forms)
    if precedes:
        chosen, sections, recognised = forms[0], (), False
    return Report(
        path=path,
        text=notation.text,
        document=document,
        source=notation.source,
        hidden=() if span.start else notation.hidden,
        pictures=notation.pictures,
        form=chosen,
        span=span,
        sections=sections,
        tables=MappingProxyType(tables),
        unbound=_unbound(blocks, sections, found) if recognised else (),
        year=report_year,
        year_span=head.year_span,
        title=head.title,
        title_span=head.title_span,
        agency=head.agency,
        agency_source=head.agency_source,
        year_source=head.year_source if year is None else "option",
        due_form=next((each for each in forms if report_year is not None and each.serves(report_year)), None),
        form_by_tables=shown is not None and chosen is shown,
        recognised=recognised,
        precedes_forms=precedes,
    )


def _precedes(year: int | None, head: Head, given: int | None, forms: Sequence[Form]) -> bool:
    """Return whether a year, *given* or named by the title, is before the first that a form serves."""
    if year is None or (given is None and head.title is None):
        return False
    return year < min(form.first_year for form in forms)


def _form_shown(blocks: Sequence[Block], forms: Sequence[Form]) -> Form | None:
    """Return the form whose own labels stand in the text most often; None where no label tells."""
    telling = telling_labels(tuple(forms))
    counts = {form.key: 0 for form in forms}
    for text in _label_texts(blocks):
        if len(text) <= 80:
            found = forms_that_print(label_key(text), telling)
            if found and not is_figure(text):
                for key in found:
                    counts[key] += 1
    best = max(forms, key=lambda form: counts[form.key])
    others = [count for key, count in counts.items() if key != best.key]
    return best if counts[best.key] > max(others, default=0) else None


def _label_texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the texts of cells and lines, any of which may be a label."""
    for block in blocks:
        if isinstance(block, Table):
            for cell in block.worded:
                yield cell.text
        else:
            yield block.text


def _unbound(blocks: Sequence[Block], sections: Sequence[Section], tables: Tables) -> tuple[StrayTable, ...]:
    """Find the tables of figures in statutory parts of which no cell was bound."""
    bound = [table.span for table in tables.bound.values()] + [span for _, span in tables.further]
    found = [StrayTable(span, _part_at(span, sections), key) for key, span in tables.further]
    for block in blocks:
        if not isinstance(block, Table):
            continue
        if any(span.start < block.span.end and span.end > block.span.start for span in bound):
            continue
        figures = sum(is_figure(cell.text) for row in block.rows for cell in row.filled)
        part = _part_at(block.span, sections)
        if figures >= _FEWEST_FIGURES and part is not None:
            found.append(StrayTable(block.span, part))
    return tuple(sorted(found, key=lambda table: table.span.start))


def _part_at(span: Span, sections: Sequence[Section]) -> str | None:
    return next((each.key for each in sections if each.span.start <= span.start < each.span.end), None)
