"""The tree that the grammar built, drawn for people and as plain values for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gip_lint.model.printable import printable
from gip_lint.model.source_map import SourceMap
from gip_lint.reporters.terminal import columns, width
from gip_lint_grammar.nodes import Document, Heading, Paragraph, Row, Span, Table

PROSE_COLUMNS = 60
"""How much of a paragraph is drawn."""


def drawn(document: Document, source: SourceMap) -> Iterator[str]:
    """Yield the lines of the tree: every block with the place of its first character."""
    yield f"document  {len(document.text)} characters, {len(document.blocks)} blocks"
    last = len(document.blocks) - 1
    for number, block in enumerate(document.blocks):
        branch, stem = ("└─ ", "   ") if number == last else ("├─ ", "│  ")
        place = _place(block.span, source)
        if isinstance(block, Heading):
            yield f"{branch}heading    {place}  [{printable(block.ordinal or '')}] {_short(block.title)}"
        elif isinstance(block, Paragraph):
            yield f"{branch}paragraph  {place}  {_short(block.text)}"
        else:
            yield f"{branch}table      {place}  {len(block.rows)} rows"
            for row_number, row in enumerate(block.rows):
                twig = "└─ " if row_number == len(block.rows) - 1 else "├─ "
                yield f"{stem}{twig}row  {_place(row.span, source)}  {_cells(row)}"


def values(document: Document) -> dict[str, Any]:
    """Return the tree as plain values; spans are ``[start, end]`` in characters of the notation."""
    return {"characters": len(document.text), "blocks": [_block(block) for block in document.blocks]}


def _block(block: Heading | Paragraph | Table) -> dict[str, Any]:
    span = _span(block.span)
    if isinstance(block, Heading):
        return {"type": "heading", "span": span, "ordinal": block.ordinal, "title": block.title}
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "span": span, "text": block.text}
    return {"type": "table", "span": span, "rows": [_row(row) for row in block.rows]}


def _row(row: Row) -> dict[str, Any]:
    return {
        "span": _span(row.span),
        "barred": row.barred,
        "cells": [{"span": _span(cell.span), "text": cell.text} for cell in row.cells],
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _place(span: Span, source: SourceMap) -> str:
    place = source.location(span)
    if place.line is not None:
        return f"{f'{place.line}:{place.column}':<8}"
    return f"{printable(place.place or '') or (f'page {place.page}' if place.page else ''):<8}"


def _cells(row: Row) -> str:
    return " │ ".join(printable(cell.text) for cell in row.cells)


def _short(text: str) -> str:
    shown = printable(text)
    if columns(shown) <= PROSE_COLUMNS:
        return shown
    used = length = 0
    while used + width(shown[length]) < PROSE_COLUMNS:
        used += width(shown[length])
        length += 1
    return shown[:length] + "…"
