"""The one font that stands in for those that are not in a PDF file, whatever fonts the machine has.

Where a file only names a font (``STSong-Light``, ``SimSun``), pdfium takes one of the machine, and the boxes
of its glyphs decide what pdfium calls a line and which texts it takes to be drawn twice: on a machine without
a Chinese font it leaves out one 业 that stands below another. This font has one box for all characters.
Nobody sees it, since no page is drawn, and how wide a character is set stands in the file.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

_EM = 1000
_BOX = (50, -80, 450, 820)
"""The left, lower, right and upper edge of the glyph; it is no wider than a figure."""


@cache
def stand_in_for_fonts() -> Any:
    """Have pdfium take no other font in this process; return what it calls, which has to live as long."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    font = _font()

    def given(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        """Hand out the whole file, and none of its tables alone."""
        if table == 0 and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return 0 if table else len(font)

    calls = {"MapFont": lambda *_: 1, "GetFont": lambda *_: 1, "GetFontData": given}
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info = pdfium.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](call) for name, call in calls.items()})
    pdfium.FPDF_SetSystemFontInfo(info)
    return info


def _font() -> bytes:
    """Make a TrueType file of two glyphs: nothing, and a box that is every character's."""
    left, bottom, right, top = _BOX
    corners = struct.pack(">8h", left, right - left, 0, left - right, bottom, 0, top - bottom, 0)
    box = struct.pack(">5h2H4B", 1, *_BOX, 3, 0, 1, 1, 1, 1) + corners + bytes(2)
    tables = {
        b"cmap": struct.pack(">4HI2H6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 0x20, 0x2FFFF, 1),
        b"glyf": box,
        b"head": struct.pack(
            ">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *_BOX, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 880, -120, 0, _EM, *[0] * 11, 1),
        b"hmtx": struct.pack(">H2h", _EM, left, left),
        b"loca": struct.pack(">3H", 0, 0, len(box) // 2),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 2, *[0] * 8),
    }
    start = 12 + 16 * len(tables)
    head, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 48), b""
    for name, table in tables.items():
        head += struct.pack(">4s3I", name, 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body
