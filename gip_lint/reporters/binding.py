"""The tables as they were bound: what stands in each cell of the form, why, and how sure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.printable import printable
from gip_lint.model.report import BoundCell, BoundTable, DeviationKind, Report
from gip_lint.reporters.extraction import doubt_of
from gip_lint.reporters.json import cell_of
from gip_lint.reporters.json import location as written
from gip_lint.reporters.terminal import columns
from gip_lint.reporters.text import place
from gip_lint_grammar.nodes import Span

_BLANK = Bilingual("（空白）", "(blank)")
_KINDS = {
    DeviationKind.MISSING_ROW: Bilingual("缺行", "missing row"),
    DeviationKind.MISSING_COLUMN: Bilingual("缺列", "missing column"),
    DeviationKind.MISSING_CELL: Bilingual("缺数", "missing figure"),
    DeviationKind.EXTRA_ROW: Bilingual("多行", "extra row"),
    DeviationKind.EXTRA_COLUMN: Bilingual("多列", "extra column"),
    DeviationKind.EXTRA_CELL: Bilingual("多数", "extra figure"),
    DeviationKind.ROW_LABEL: Bilingual("行名不同", "other row label"),
    DeviationKind.COLUMN_LABEL: Bilingual("列名不同", "other column label"),
    DeviationKind.HEADING: Bilingual("表头不同", "other heading"),
}
_LABEL_COLUMNS = 26
_VALUE_COLUMNS = 14


def drawn(report: Report, language: Language) -> Iterator[str]:
    """Yield lines: each table, each row with why it is that row, each cell with its text, place and doubt."""
    for table in report.tables.values():
        yield f"{table.form.title[language]}  {_place(report, table.span, language)}"
        for key, row in table.form.rows.items():
            if key in table.row_spans:
                yield from _row(report, table, key, row.label, language)
        for deviation in table.deviations:
            said = [
                f"! {_KINDS[deviation.kind][language]}",
                table.name(deviation.key),
                printable(deviation.found),
            ]
            yield f"  {'  '.join(filter(None, said))}  {_place(report, deviation.span, language)}"
        yield ""


def _row(report: Report, table: BoundTable, key: str, label: str, language: Language) -> Iterator[str]:
    yield f"  {label}  [{table.evidence[key].words[language]}]"
    for column in table.form.columns(key):
        cell = table[key, column.key]
        if cell is None:
            continue
        read = cell.raw or _BLANK[language]
        doubt = f"? {cell.doubt.words[language]}" if cell.doubt else ""
        named = _padded(column.label, _LABEL_COLUMNS)
        location = report.source.location(cell.span)
        where = _padded(f"{location.line}:{location.column}", _VALUE_COLUMNS) if location.line else ""
        yield f"    {named}{_padded(printable(read), _VALUE_COLUMNS)}{where}{doubt}".rstrip()


def _padded(text: str, room: int) -> str:
    return text + " " * max(2, room - columns(text))


def _place(report: Report, span: Span, language: Language) -> str:
    return place(report.source.location(span), language).lstrip(":")


def values(report: Report) -> dict[str, Any]:
    """Return the same as plain values, tables by key, with ``deviations`` beside their rows."""
    return {
        "path": report.path,
        "form": report.form.key if report.recognised else None,
        "year": report.year,
        "tables": {key: _table(report, table) for key, table in report.tables.items()},
    }


def _table(report: Report, table: BoundTable) -> dict[str, Any]:
    return {
        "location": _location(report, table.span),
        "rows": {
            key: {
                "label": _label(report, table, key),
                "likeness": table.evidence[key].likeness,
                "placing": table.evidence[key].placing.value,
                "cells": {
                    column.key: _cell(report, cell)
                    for column in table.form.columns(key)
                    if (cell := table[key, column.key]) is not None
                },
            }
            for key in table.form.rows
            if key in table.row_spans
        },
        "deviations": [
            {
                "kind": each.kind.value,
                "cell": cell_of(each.key),
                "found": each.found,
                "due": each.due,
                "location": _location(report, each.span),
            }
            for each in table.deviations
        ],
    }


def _label(report: Report, table: BoundTable, key: str) -> dict[str, Any] | None:
    span = table.label_spans.get(key)
    return None if span is None else {"text": span.text(report.text), "location": _location(report, span)}


def _cell(report: Report, cell: BoundCell) -> dict[str, Any]:
    return {
        "raw": cell.raw,
        "value": cell.value,
        "unit": cell.unit,
        "sure": cell.sure,
        "doubt": doubt_of(cell),
        "location": _location(report, cell.span),
    }


def _location(report: Report, span: Span) -> dict[str, Any]:
    return written(report.source.location(span))
