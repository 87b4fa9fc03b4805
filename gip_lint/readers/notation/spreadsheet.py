"""Rows of cells that are no more than that (XLSX, CSV): which of them are prose, and which a table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from gip_lint.readers.notation.writing import GridCell, NotationWriter
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.quantity import is_figure

_HEADING = lazy_pattern(r"\s*第?[一二三四五六]{1,2}(?:、|[.．]|部分).{2,30}")
_ENDS_OF_TITLES = ("情况", "事项", "概况", "概述", "问题", "措施", "建议", "说明", "报告")
"""So end titles of parts; rows that are numbered alike (四、结转下年度继续办理) end otherwise."""
_LONGEST_LABEL = 45


def write_rows(cells: Iterable[GridCell], writer: NotationWriter, name: str | None = None) -> None:
    """Write cells row by row; *name* is what the file calls the sheet.

    A row that holds no more than a heading or a sentence in its first column is a paragraph, and so are the
    lone lines above a table. An empty row ends a table. Raises UnreadableError where limits are reached.
    """
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    held = {number: row for number, row in rows.items() if any(cell.text.strip() for cell in row)}
    first = min((cell.column for row in held.values() for cell in row if cell.text.strip()), default=0)
    table: list[list[GridCell]] = []
    for before, number in pairwise([None, *sorted(held)]):
        assert number is not None
        row = held[number]
        if before is not None and number > before + 1 and not _reaches(table, number):
            _write(table, writer, name)
            table = []
        if _is_prose(row, first, above=not table):
            _write(table, writer, name)
            table = []
            (cell,) = [cell for cell in row if cell.text.strip()]
            writer.paragraph(cell.pieces, f"{name} {cell.address}".strip() if name else None)
        else:
            table.append(row)
    _write(table, writer, name)


def _reaches(table: list[list[GridCell]], row: int) -> bool:
    """Return whether a merged cell of the table covers a row that is empty otherwise."""
    return any(cell.row + cell.rows >= row for line in table for cell in line if cell.rows > 1)


def _is_prose(row: list[GridCell], first: int, *, above: bool) -> bool:
    filled = [cell for cell in row if cell.text.strip()]
    if len(filled) != 1 or filled[0].column != first or filled[0].rows > 1 or is_figure(filled[0].text):
        return False
    text = filled[0].text.strip()
    return (
        len(text) > _LONGEST_LABEL
        or (_HEADING.fullmatch(text) is not None and text.rstrip("：:").endswith(_ENDS_OF_TITLES))
        or (above and "条" not in text[:6])
    )


def _write(rows: list[list[GridCell]], writer: NotationWriter, name: str | None) -> None:
    if rows:
        top = rows[0][0].row
        writer.table([cell._replace(row=cell.row - top) for row in rows for cell in row], name)
