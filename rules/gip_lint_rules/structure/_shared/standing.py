"""What stands in the text though nothing was read there: labels and titles that reached us damaged."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import FormTable, Part, Report, Span, fold, label_key, lazy_pattern

_BARS = lazy_pattern(r"[|｜│\t\r\n]+")
_PROSE = lazy_pattern(r"[。，；;]|,(?!\d)")
_FIGURE = lazy_pattern(r"\d|^\s*(?:[/／\\—–-]+|无|空)\s*$")
_NUMBERS = lazy_pattern(r"\d+")
_WHOLE = 4
_FEWEST_LABELS = 3
_LONGEST_ORDINAL = 4


def fragments(report: Report, span: Span) -> list[str]:
    """Return the cells and short lines within *span*, prose left out."""
    lines = [line for line in span.text(report.text).splitlines() if not _PROSE.search(fold(line))]
    return [piece.strip() for line in lines for piece in _BARS.split(line) if piece.strip()]


def _labels(table: FormTable) -> Iterator[str]:
    for block in table.blocks:
        if block.heading:
            yield block.heading
        yield from (*block.corner, *(column.label for column in block.columns))
        for row in block.rows:
            yield from (row.label, *row.above)


def table_stands(report: Report, table: FormTable, span: Span) -> str | None:
    """Return whether a table that was not read stands in *span*.

    It is ``whole``, ``run together`` into one line, or its ``labels`` stand without figures.
    """
    if _runs_together(report, table, span):
        return "run together"
    pieces = fragments(report, span)
    keys = {label_key(label) for label in _labels(table)}
    written = "\n".join(map(label_key, pieces))
    if sum(len(key) >= _WHOLE and key in written for key in keys) < _FEWEST_LABELS:
        return None
    return "whole" if any(_FIGURE.search(_without(fold(piece), keys)) for piece in pieces) else "labels"


def _runs_together(report: Report, table: FormTable, span: Span) -> bool:
    """Return whether one line holds half the row labels of the table, and figures."""
    rows = {label_key(row.label) for block in table.blocks for row in block.rows}
    written = ((line, label_key(line)) for line in span.text(report.text).splitlines())
    return any(
        len(_NUMBERS.findall(line)) >= len(rows) and 2 * sum(row in key for row in rows) >= len(rows)
        for line, key in written
    )


def _without(piece: str, keys: set[str]) -> str:
    return "" if label_key(piece) in keys else piece


def title_stands(report: Report, part: Part) -> bool:
    """Return whether the title of a part stands in a cell or at the end of a line of other things."""
    due = label_key(part.title)
    keys = map(label_key, _BARS.split(report.span.text(report.text)))
    return any(key.endswith(due) and len(key) <= len(due) + _LONGEST_ORDINAL for key in keys)
