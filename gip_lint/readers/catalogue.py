"""The readers that gip-lint ships, each imported when there is a file for it."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from gip_lint.model.notation import Notation
from gip_lint.readers.base import Reader
from gip_lint.readers.plain.text import TextReader


class LaterReader:
    """Stands for a reader until there is a file to read."""

    def __init__(self, name: str, suffixes: tuple[str, ...], module: str, reader: str) -> None:
        self.name = name
        self.suffixes = suffixes
        self.module = module
        self.reader = reader
        """The class in the module; its own name and suffixes are the same."""

    def load(self) -> Reader:
        """Import the reader."""
        return cast("Reader", getattr(import_module(self.module), self.reader)())

    def read(self, data: bytes) -> Notation:
        """Read the content of a file. Raises UnreadableError and MissingLibraryError."""
        return self.load().read(data)


LATER: tuple[LaterReader, ...] = (
    LaterReader("docx", (".docx", ".docm", ".dotx"), "gip_lint.readers.office.docx", "DocxReader"),
    LaterReader("html", (".html", ".htm", ".shtml", ".xhtml"), "gip_lint.readers.html.reader", "HtmlReader"),
    LaterReader("pdf", (".pdf",), "gip_lint.readers.pdf.reader", "PdfReader"),
    LaterReader("xlsx", (".xlsx", ".xlsm"), "gip_lint.readers.office.xlsx", "XlsxReader"),
    LaterReader("delimited", (".csv", ".tsv", ".tab"), "gip_lint.readers.plain.delimited", "DelimitedReader"),
    LaterReader("legacy", (".doc", ".wps", ".rtf", ".odt"), "gip_lint.readers.office.legacy", "LegacyReader"),
    LaterReader(
        "legacy-sheet", (".xls", ".et", ".ods"), "gip_lint.readers.office.legacy", "LegacySheetReader"
    ),
    LaterReader("mht", (".mht", ".mhtml"), "gip_lint.readers.html.mht", "MhtReader"),
)
READERS: tuple[Reader, ...] = (TextReader(), *LATER)
