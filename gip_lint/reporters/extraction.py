"""The figures of a report as plain values, for JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gip_lint.model.report import BoundCell, Report
from gip_lint.model.version import __version__
from gip_lint.reporters.inert import inert
from gip_lint.reporters.json import SCHEMA, location

CSV_HEADER = (
    "path",
    "form",
    "year",
    "agency",
    "table",
    "row",
    "column",
    "value",
    "unit",
    "raw",
    "line",
    "line_column",
    "sure",
    "doubt",
)


def document(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the whole document of ``extract --format json``."""
    return {"schema": SCHEMA, "version": __version__, "reports": list(records)}


def record(report: Report) -> dict[str, Any]:
    """Return one report: its form, year and agency, and the cells that it has, by table, row and column.

    A figure that is not sure is given as it stands (``raw``) and not as a value.
    """
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in cells(report):
        row = tables.setdefault(cell.key.table, {}).setdefault(str(cell.key.row), {})
        row[str(cell.key.column)] = {
            "value": cell.value if cell.sure else None,
            "raw": cell.raw,
            "unit": cell.unit if cell.sure else None,
            "sure": cell.sure,
            "doubt": doubt_of(cell),
            "location": location(report.source.location(cell.span)),
        }
    return {
        "path": report.path,
        "form": report.form.key if report.recognised else None,
        "year": report.year,
        "year_source": report.year_source,
        "agency": report.agency,
        "agency_source": report.agency_source,
        "tables": tables,
    }


def cells(report: Report) -> Iterator[BoundCell]:
    """Yield the cells of a report, in the order of the form."""
    for key in report.form.tables:
        table = report.tables.get(key)
        if table is not None:
            for row in table.form.rows:
                for column in table.form.columns(row):
                    cell = table[row, column.key]
                    if cell is not None:
                        yield cell


def lines(report: Report) -> Iterator[tuple[object, ...]]:
    """Yield one line of CSV for each cell.

    Text that a spreadsheet would run as a formula (``=…``, ``@…``, ``+cmd``) is led by an apostrophe.
    """
    form = report.form.key if report.recognised else None
    for cell in cells(report):
        place = report.source.location(cell.span)
        key = cell.key
        yield (
            _inert(report.path),
            form,
            report.year,
            _inert(report.agency),
            key.table,
            key.row,
            key.column,
            cell.value if cell.sure else None,
            _inert(cell.unit) if cell.sure else None,
            _inert(cell.raw),
            place.line,
            place.column,
            cell.sure,
            cell.doubt and cell.doubt.value,
        )


def doubt_of(cell: BoundCell) -> dict[str, str] | None:
    """Return the code and the words of what is doubtful about a cell."""
    doubt = cell.doubt
    return None if doubt is None else {"code": doubt.value, "zh": doubt.words.zh, "en": doubt.words.en}


def _inert(text: str | None) -> str | None:
    return text and inert(text)
