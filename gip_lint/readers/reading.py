"""From a file that was found to notation text, within bounds of size."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import UserError
from gip_lint.model.notation import Notation
from gip_lint.readers.base import Reader, UnreadableError, reached
from gip_lint.readers.discovery import Source
from gip_lint.readers.limits import DEFAULTS, Limits, limits, under
from gip_lint_grammar.lazy import lazy_pattern

FALLBACK_SUFFIX = ".txt"
"""The kind of file that is tried for standard input, and for a file named outright that no reader knows."""
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""What is named so is not taken for anything else, whatever it holds."""
_HEAD_BYTES = 1024
_KINDS = (
    (stat.S_ISFIFO, Bilingual("命名管道", "a named pipe")),
    (stat.S_ISSOCK, Bilingual("套接字", "a socket")),
    (stat.S_ISCHR, Bilingual("字符设备", "a character device")),
    (stat.S_ISBLK, Bilingual("块设备", "a block device")),
)
_HANDED_OVER = lazy_pattern(r"/dev/(?:stdin|fd/\d+)|/proc/(?:self|\d+)/fd/\d+")
"""What a shell hands over open, as ``<(...)`` does: it is read to its end, as standard input is."""
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf\s*)?<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I)

_DOCUMENT, _WORKBOOK = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
"""The names that old Word and Excel files give to what they hold."""
_MAIL = re.compile(rb"\s{0,9}[A-Za-z][A-Za-z-]{1,40}:")
_SAVED_PAGE = re.compile(rb"^Content-Type:\s*multipart/related", re.I | re.M)


class ReaderFailedError(Exception):
    """A reader that raised what it must not, or made no notation; ``reader`` is at fault, not the file."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader.name)
        self.reader = reader


def read_notation(source: Source, readers: Mapping[str, Reader], bounds: Limits = DEFAULTS) -> Notation:
    """Return the notation text that a reader makes of *source* within *bounds*.

    Raises UnreadableError, MissingLibraryError where the reader's library is not installed, and
    ReaderFailedError, with what was wrong as its cause.
    """
    with under(bounds):
        data = content(source)
        reader = reader_for(source, readers, data)
        try:
            notation: object = reader.read(data)
            if not isinstance(notation, Notation):
                raise TypeError(f"read() returns a {type(notation).__name__}, not a Notation")
        except (UnreadableError, UserError):
            raise
        except (Exception, SystemExit) as error:
            raise ReaderFailedError(reader) from error
        _require_short(notation.text)
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
    if data.startswith(b"{\\rtf"):
        return ".doc"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls" if _WORKBOOK in data and _DOCUMENT not in data else ".doc"
    if _MAIL.match(data) and _SAVED_PAGE.search(data[:_HEAD_BYTES]):
        return ".mht"
    return ".html" if _HTML.match(data[:_HEAD_BYTES]) else None


def require_bounded(text: str, bounds: Limits = DEFAULTS) -> None:
    """Raise UnreadableError where *text* is too long to be a report."""
    with under(bounds):
        _require_short(text)


def _require_short(text: str) -> None:
    if len(text) > limits().max_text_characters:
        raise reached(
            "max_text_characters",
            f"文本过长：{len(text):,} 个字符",
            f"the text is too long: {len(text):,} characters",
        )


def content(source: Source) -> bytes:
    """Return the bytes of a file, of a file in an archive or of standard input. Raises UnreadableError."""
    if source.held is not None:
        return source.held
    try:
        if source.problem is not None:
            raise source.problem
        if source.path is not None and source.member is not None:
            from gip_lint.readers import archive  # noqa: PLC0415 - few runs meet an archive

            return archive.content(source.path, source.member)
        if source.path is None:
            data = sys.stdin.buffer.read(limits().max_file_bytes + 1)
        else:
            data = _file_content(source.path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError(Bilingual(f"无法打开：{reason}", f"cannot be opened: {reason}")) from error
    if len(data) > limits().max_file_bytes:
        raise reached("max_file_bytes", "文件过大（字节）", "the file is too large, in bytes")
    return data


def _file_content(path: Path) -> bytes:
    if _HANDED_OVER.fullmatch(os.fspath(path)):
        with path.open("rb") as file:
            return file.read(limits().max_file_bytes + 1)
    _require_regular(path.stat().st_mode)
    with open(path, "rb", opener=_without_waiting) as file:
        _require_regular(os.fstat(file.fileno()).st_mode)
        data: bytes | None = file.read(limits().max_file_bytes + 1)
    if data is None:  # a file of the system, in which nothing stands yet
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open what was a file a moment ago and may be a pipe by now, for which open() would wait for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _require_regular(mode: int) -> None:
    """Raise UnreadableError for a pipe, a socket or a device: it may never end, or never begin."""
    for of_kind, kind in _KINDS:
        if of_kind(mode):
            raise UnreadableError(
                Bilingual(
                    f"不是文件，而是{kind.zh}；要检查其内容，请经标准输入传入（gip-lint check -）",
                    f"this is {kind.en}, not a file; to lint what it gives, pass it to standard input "
                    "(gip-lint check -)",
                )
            )
