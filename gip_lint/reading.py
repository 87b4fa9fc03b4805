"""From a file that was found to notation text, within bounds of size."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from gip_lint.discovery import Source
from gip_lint.language import Text
from gip_lint.readers.base import Notation, Reader, UnreadableError

MAX_FILE_BYTES = 64 * 1024 * 1024
"""The largest file that is read."""
MAX_TEXT_CHARACTERS = 2 * 1024 * 1024
"""The longest text that is parsed; the longest annual reports have a few hundred thousand characters."""
FALLBACK_SUFFIX = ".txt"
"""The kind of file that is tried for standard input, and for a file named outright that no reader knows."""
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""What is named so is not taken for anything else, whatever it holds."""
_HEAD_BYTES = 1024
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I)


def read_notation(source: Source, readers: Mapping[str, Reader]) -> Notation:
    """Return the notation text that a reader makes of *source*.

    Raises UnreadableError, and MissingLibraryError where the reader's library is not installed.
    """
    data = _content(source)
    notation = reader_for(source, readers, data).read(data)
    demand_bounded(notation.text)
    return notation


def reader_for(source: Source, readers: Mapping[str, Reader], data: bytes) -> Reader:
    """Return the reader for what a file holds, or else for the ending of its name."""
    name = source.name.lower()
    suffix = max((suffix for suffix in readers if name.endswith(suffix)), key=len, default=None)
    if suffix not in _TEXT_SUFFIXES:
        shown = suffix_shown(data)
        if (
            shown is not None
            and shown in readers
            and (suffix is None or shown not in readers[suffix].suffixes)
        ):
            return readers[shown]
    return readers[suffix or FALLBACK_SUFFIX]


def suffix_shown(data: bytes) -> str | None:
    """Return the ending that a file should have by its first bytes; None where they do not tell.

    Many a .doc is a web page, and many a .docx an old Word file under another name.
    """
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        parts = ((b"word/document.xml", ".docx"), (b"xl/workbook.xml", ".xlsx"))
        return next((suffix for part, suffix in parts if part in data), None)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return ".doc"
    return ".html" if _HTML.match(data[:_HEAD_BYTES]) else None


def demand_bounded(text: str) -> None:
    """Raise UnreadableError where *text* is too long to be a report."""
    if len(text) > MAX_TEXT_CHARACTERS:
        raise UnreadableError(
            Text(
                f"文本过长：{len(text):,} 个字符，上限 {MAX_TEXT_CHARACTERS:,}（MAX_TEXT_CHARACTERS）",
                f"the text is too long: {len(text):,} characters, more than {MAX_TEXT_CHARACTERS:,} "
                "(MAX_TEXT_CHARACTERS)",
            )
        )


def _content(source: Source) -> bytes:
    try:
        if source.problem is not None:
            raise source.problem
        if source.path is not None and source.member is not None:
            from gip_lint.readers.archive import content  # noqa: PLC0415 - few runs meet an archive

            return content(source.path, source.member, MAX_FILE_BYTES, "MAX_FILE_BYTES")
        if source.path is None:
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        else:
            with source.path.open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError(Text(f"无法打开：{reason}", f"cannot be opened: {reason}")) from error
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise UnreadableError(
            Text(
                f"文件过大：超过 {limit} MiB（MAX_FILE_BYTES）",
                f"the file is too large: over {limit} MiB (MAX_FILE_BYTES)",
            )
        )
    return data
