"""From a file that was found to notation text, within bounds of size."""

from __future__ import annotations

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


def read_notation(source: Source, readers: Mapping[str, Reader]) -> Notation:
    """Return the notation text that a reader makes of *source*. Raises UnreadableError."""
    notation = reader_for(source, readers).read(_content(source))
    demand_bounded(notation.text)
    return notation


def reader_for(source: Source, readers: Mapping[str, Reader]) -> Reader:
    """Return the reader for the ending of the file's name."""
    name = "" if source.path is None else source.path.name.lower()
    endings = [suffix for suffix in readers if name.endswith(suffix)]
    return readers[max(endings, key=len, default=FALLBACK_SUFFIX)]


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
