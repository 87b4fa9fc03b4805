"""XLSX: the sheets of a workbook, for the tables alone or a whole report typed into cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.notation import Notation
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.spreadsheet import write_rows
from gip_lint.readers.notation.writing import GridCell, NotationWriter, Piece
from gip_lint.readers.office.number_formats import NumberFormats
from gip_lint.readers.office.numbering import attribute, child, local
from gip_lint.readers.package import Package
from gip_lint_grammar.lazy import lazy_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ADDRESS = lazy_pattern(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_FIGURES = 15
"""So many figures of a number Excel shows; the file has the binary fraction behind them."""


class XlsxReader:
    """Reads the sheets and columns that are not hidden, with lxml.

    openpyxl reads merged cells only with every cell as an object of its own, beyond any bound of memory.
    """

    name = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")

    def read(self, data: bytes) -> Notation:
        """Read every sheet. Raises UnreadableError and MissingLibraryError."""
        package = Package(data, "xlsx")
        name = package.main("xl/workbook.xml")
        if name not in package:
            raise UnreadableError(Bilingual("不是 Excel 工作簿", "not an Excel workbook"))
        strings = [
            _string(item)
            for part in package.related(name, "sharedStrings").values()
            for item in package.xml(part)
            if local(item) == "si"
        ]
        sheets = package.related(name, "worksheet")
        book = package.xml(name)
        formats = _formats(package, name, book)
        writer = NotationWriter()
        for sheet in book.iter("{*}sheet"):
            part = sheets.get(attribute(sheet, "id") or "")
            if part is not None and (attribute(sheet, "state") or "visible") == "visible":
                title = f"工作表「{attribute(sheet, 'name') or ''}」"
                write_rows(_cells(package.xml(part), strings, formats), writer, title)
        return writer.notation()


def _formats(package: Package, name: str, book: Element) -> NumberFormats:
    styles = next((part for part in package.related(name, "styles").values() if part in package), None)
    since_1904 = any(attribute(each, "date1904") in ("1", "true") for each in book.iter("{*}workbookPr"))
    return NumberFormats(None if styles is None else package.xml(styles), since_1904=since_1904)


def _string(item: Element) -> str:
    return "".join(
        (text.text or "")
        for run in item
        if local(run) in ("t", "r")
        for text in ([run] if local(run) == "t" else [child(run, "t")])
        if text is not None
    )


def _cells(sheet: Element, strings: list[str], formats: NumberFormats) -> Iterator[GridCell]:
    merges = {(top, left): (rows, columns) for top, left, rows, columns in _merges(sheet)}
    hidden = [
        range(_whole(each.get("min"), 0), _whole(each.get("max"), 0) + 1)
        for each in sheet.iter("{*}col")
        if each.get("hidden") in ("1", "true")
    ]
    row = count = 0
    for line in sheet.iter("{*}row"):
        row = _whole(line.get("r"), row + 1)
        column = 0
        for cell in line:
            if local(cell) != "c":
                continue
            address = cell.get("r") or ""
            match = _ADDRESS.fullmatch(address)
            column = _column(match[1]) if match else column + 1
            count += 1
            if count > limits().max_table_cells:
                raise reached("max_table_cells", "工作表的单元格过多", "a sheet has too many cells")
            text = _value(cell, strings, formats)
            if not text and child(cell, "f") is not None and (cell.get("t") or "n") == "n":
                raise UnreadableError(_uncalculated(address))
            rows, columns = merges.get((row, column), (1, 1))
            if columns == 1 and any(column in each for each in hidden):
                continue
            if text or columns > 1 or rows > 1:
                yield GridCell(row - 1, column - 1, (Piece(text),), rows, columns, address)


def _uncalculated(address: str) -> Bilingual:
    return Bilingual(
        f"单元格 {address} 只有公式，没有存下算好的数；请用 Excel 或 WPS 打开文件，保存后再检查",
        f"cell {address} holds a formula without the value it came to; open the file in Excel or WPS, "
        "save it and check again",
    )


def _merges(sheet: Element) -> Iterator[tuple[int, int, int, int]]:
    for merge in sheet.iter("{*}mergeCell"):
        places = _ADDRESS.findall(merge.get("ref") or "")
        if len(places) == 2:
            (left, top), (right, bottom) = places
            rows, columns = int(bottom) - int(top) + 1, _column(right) - _column(left) + 1
            limit = limits().max_cell_span
            yield int(top), _column(left), max(1, min(rows, limit)), max(1, min(columns, limit))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else default


def _value(cell: Element, strings: list[str], formats: NumberFormats) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return "" if inline is None else _string(inline)
    value = child(cell, "v")
    text = (value.text if value is not None else None) or ""
    if kind == "s":
        number = _whole(text, -1)
        return strings[number] if 0 <= number < len(strings) else ""
    if kind == "b":
        return "TRUE" if text == "1" else "FALSE"
    if kind == "n" and text:
        try:
            return formats.shown(f"{float(text):.{_FIGURES}g}", cell.get("s"))
        except ValueError:
            return text
    return text
