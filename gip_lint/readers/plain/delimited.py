"""CSV and TSV: rows of fields, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gip_lint.model.notation import Notation
from gip_lint.readers.base import reached
from gip_lint.readers.decoding import decode
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.spreadsheet import write_rows
from gip_lint.readers.notation.writing import GridCell, NotationWriter, Piece
from gip_lint_grammar.nodes import Span

_DELIMITERS = ",\t;，"
_SAMPLE = 20_000


class DelimitedReader:
    """Reads fields parted by commas, tabs or semicolons, quoted as RFC 4180 says."""

    name = "delimited"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab")

    def read(self, data: bytes) -> Notation:
        """Read the fields. Raises UnreadableError."""
        text = decode(data)
        writer = NotationWriter(text, _field)
        write_rows(_cells(text), writer)
        return writer.notation()


def _field(text: str) -> str | None:
    """Return *text* as it may stand in any field, quoted or not."""
    return None if any(mark in text for mark in _DELIMITERS + '"\r\n') else text


def _cells(text: str) -> Iterator[GridCell]:
    delimiter = max(_DELIMITERS, key=text[:_SAMPLE].count)
    field = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    place = row = column = count = 0
    while place < len(text):
        match = field.match(text, place)
        assert match is not None
        count += 1
        if count > limits().max_table_cells:
            raise reached("max_table_cells", "字段过多", "there are too many fields")
        yield GridCell(row, column, (_piece(match),))
        place = match.end()
        while place < len(text) and text[place] not in delimiter + "\r\n":
            place += 1  # what follows a closing quotation mark
        if place < len(text) and text[place] == delimiter:
            column += 1
            place += 1
        else:
            place += 2 if text.startswith("\r\n", place) else 1
            row, column = row + 1, 0


def _piece(match: re.Match[str]) -> Piece:
    start, end = match.span()
    if match[0].startswith('"') and match[0].endswith('"') and end - start > 1:
        inner = match[0][1:-1].replace('""', '"')
        origin = Span(start + 1, end - 1) if '""' not in match[0][1:-1] else Span(start, end)
        return Piece(inner, origin)
    return Piece(match[0], Span(start, end))
