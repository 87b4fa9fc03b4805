"""Findings for scripts: one JSON document, of schema 1."""

from __future__ import annotations

from typing import Any, TextIO

from gip_lint.model.bilingual import Language
from gip_lint.model.finding import CellKey, Finding, Fix, Location
from gip_lint.model.printable import json_text
from gip_lint.model.result import Result, Totals
from gip_lint.model.severity import Severity
from gip_lint.model.version import __version__
from gip_lint.plugins.reporter import Pieces, Style

SCHEMA = 1
_ELEMENT = ",\n    "
"""What parts the elements of a list in the document."""


class JsonReporter:
    """Writes reports, findings and their count as one document."""

    name = "json"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the document; messages are in the language of *style*."""
        stream.write(json_text(document(result, style.language)) + "\n")

    def pieces(self, result: Result, style: Style, columns: int) -> tuple[str, ...]:
        """Draw the elements of one file: those of ``reports``, and those of ``findings``."""
        drawn = document(result, style.language)
        return tuple(_ELEMENT.join(map(_nested, drawn[key])) for key in ("reports", "findings"))

    def assemble(self, drawn: Pieces, stream: TextIO, style: Style) -> None:
        """Write the document around the elements of every file."""
        stream.write(f'{{\n  "schema": {SCHEMA},\n  "version": {json_text(__version__)},\n')
        for index, key in enumerate(("reports", "findings")):
            stream.write(f'  "{key}": [')
            separator = _ELEMENT[1:]
            for elements in filter(None, drawn.pieces(index)):
                stream.write(separator + elements)
                separator = _ELEMENT
            stream.write("],\n" if separator != _ELEMENT else "\n  ],\n")
        summary = json_text(summary_of(drawn.totals)).replace("\n", "\n  ")
        stream.write(f'  "summary": {summary}\n}}\n')


def document(result: Result, language: Language) -> dict[str, Any]:
    """Return the document as plain values."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "reports": [
            {
                "path": head.path,
                "form": head.form,
                "year": head.year,
                "agency": head.agency,
                "unsure": head.unsure,
            }
            for head in result.reports
        ],
        "findings": [_finding(finding, language) for finding in result.findings],
        "summary": summary_of(result.totals),
    }


def summary_of(totals: Totals) -> dict[str, int]:
    """Return how much was looked at and found."""
    return {
        "files": totals.files,
        "errors": totals.count(Severity.ERROR),
        "warnings": totals.count(Severity.WARNING),
        "infos": totals.count(Severity.INFO),
        "suppressed": totals.suppressed,
        "baselined": totals.baselined,
        "unsure": totals.unsure,
    }


def _nested(element: dict[str, Any]) -> str:
    """Return an element as it stands in a list of the document."""
    return json_text(element).replace("\n", "\n    ")


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "path": finding.path,
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message[language],
        "location": location(finding.location),
        "cell": cell_of(finding.cell),
        "related": [
            {
                "message": note.message[language],
                "location": location(note.location),
                "cell": cell_of(note.cell),
            }
            for note in finding.related
        ],
        "repairs": [
            [
                {"cell": cell_of(change.cell), "found": change.found, "expected": change.expected}
                for change in repair
            ]
            for repair in finding.repairs
        ],
        "fix": None if finding.fix is None else _fix(finding.fix, language),
    }


def location(place: Location) -> dict[str, Any]:
    """Return a location with every key that schema 1 promises, null where it is not known."""
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "page": place.page,
        "place": place.place,
        "box": place.box and list(place.box),
    }


def cell_of(key: CellKey | None) -> dict[str, Any] | None:
    """Return the key of a cell as schema 1 writes it."""
    return None if key is None else {"table": key.table, "row": key.row, "column": key.column}


def _fix(fix: Fix, language: Language) -> dict[str, Any]:
    return {
        "safe": fix.safe,
        "message": fix.message[language],
        "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits],
    }
