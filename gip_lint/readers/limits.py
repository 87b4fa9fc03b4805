"""How much of a file is taken in: what is larger is not an annual report, and may be made to do harm.

The fields of :class:`Limits` are the keys of ``[limits]`` in a configuration; ``docs/formats.md`` lists them.
Those of the file that is being read are in force for all that its reader calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """The bounds within which files are read; the longest annual reports stay far below all of them."""

    max_file_bytes: int = 64 * MIB
    """Of a file, or a file in an archive."""
    max_text_characters: int = 2 * MIB
    """Of the notation text; the longest annual reports have a few hundred thousand characters."""
    max_part_bytes: int = 32 * MIB
    """Of one part of a DOCX or XLSX file, unpacked."""
    max_package_parts: int = 5_000
    """Parts of a DOCX or XLSX file."""
    max_xml_depth: int = 250
    """Elements within one another, in XML."""
    max_nodes: int = 600_000
    """Elements of a document: XML elements, HTML tags, characters of a PDF file, objects on its page."""
    max_tag_depth: int = 5_000
    """HTML tags that are open at once."""
    max_attributes: int = 1_000
    """Attributes of one HTML tag."""
    max_table_nesting: int = 12
    """Tables within tables."""
    max_cell_span: int = 1_000
    """Columns or rows over which a cell is merged; wider ones count as that wide, as in browsers."""
    max_table_cells: int = 100_000
    """Places in a table, those under merged cells included."""
    max_columns: int = 500
    """Columns of a table."""
    max_pages: int = 500
    """Pages of a PDF file."""
    max_strokes: int = 30_000
    """Ruling lines on a page of PDF."""
    max_stream_bytes: int = 64 * MIB
    """Of a compressed stream of a PDF file, unpacked, pictures left aside."""
    pdf_memory_bytes: int = 1_536 * MIB
    """Of the process that parses PDF files."""
    pdf_seconds: int = 60
    """How long a PDF file may take to be parsed."""
    max_archive_members: int = 20_000
    """Files in a ZIP archive."""
    max_archive_bytes: int = 2_048 * MIB
    """Of all reports in a ZIP archive, unpacked, as its directory states them."""
    max_compression: int = 200
    """How many times larger a file becomes when it is unpacked, counted from the first MiB on."""
    conversion_seconds: int = 120
    """How long LibreOffice may work on an old Word file."""


DEFAULTS = Limits()
_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=DEFAULTS)


def limits() -> Limits:
    """Return the limits that are in force."""
    return _IN_FORCE.get()


@contextmanager
def under(chosen: Limits) -> Iterator[None]:
    """Have *chosen* in force for what is read within the block."""
    token = _IN_FORCE.set(chosen)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def key_of(name: str) -> str:
    """Return how a configuration calls a limit: ``limits.max-pages``."""
    return f"limits.{name.replace('_', '-')}"
