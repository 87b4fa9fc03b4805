"""Fonts that the tests carry, so that a page is printed alike on every machine.

They are made here, with a box for every character of GB 2312. How wide and how high its characters are set is
all that a page owes to a font; the two differ in that, as a Song of Word and a Noto of Debian do, and in the
kind of their outlines, which browsers write to a PDF in two ways.
"""

from __future__ import annotations

import io
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

_EM = 1000


class Font(NamedTuple):
    figure: int
    """How wide figures and letters are set, in thousandths of the size."""
    ascent: int
    descent: int
    outlines: str


FONTS = {"song": Font(500, 859, 141, "glyf"), "noto": Font(555, 1160, 288, "CFF ")}
IN_BOTH_FONTS = pytest.mark.parametrize("font", FONTS, indirect=True)


@cache
def font_file(name: str) -> bytes:
    """Return the font *name* as a file."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    font = FONTS[name]
    characters = {ord(each): f"u{ord(each):04X}" for each in _characters()}
    widths = {glyph: font.figure if code < 0x80 else _EM for code, glyph in characters.items()}
    widths[".notdef"] = _EM

    def outline(width: int):
        true_type = font.outlines == "glyf"
        pen = TTGlyphPen(None) if true_type else T2CharStringPen(width, None)
        edges = 0.1 * width, -80, 0.9 * width, 800
        pen.moveTo((edges[0], edges[1]))
        for x, y in ((0, 3), (2, 3), (2, 1)):
            pen.lineTo((edges[x], edges[y]))
        pen.closePath()
        return pen.glyph() if true_type else pen.getCharString()

    outlines = {width: outline(width) for width in set(widths.values())}
    glyphs = {glyph: outlines[width] for glyph, width in widths.items()}
    builder = FontBuilder(_EM, isTTF=font.outlines == "glyf")
    builder.setupGlyphOrder([".notdef", *characters.values()])
    builder.setupCharacterMap(characters)
    if font.outlines == "glyf":
        builder.setupGlyf(glyphs)
    else:
        builder.setupCFF(name, {}, glyphs, {})
    builder.setupHorizontalMetrics({glyph: (width, width // 10) for glyph, width in widths.items()})
    builder.setupHorizontalHeader(ascent=font.ascent, descent=-font.descent)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(
        sTypoAscender=font.ascent,
        sTypoDescender=-font.descent,
        usWinAscent=font.ascent,
        usWinDescent=font.descent,
    )
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def _characters() -> str:
    """Return the characters of ASCII and GB 2312."""
    double = (bytes(pair) for pair in product(range(0xA1, 0xF8), range(0xA1, 0xFF)))
    return "".join(map(chr, range(0x20, 0x7F))) + "".join(each.decode("gb2312", "ignore") for each in double)


def fonts_of_its_own(name: str, folder: Path) -> str:
    """Return a FONTCONFIG_FILE, made in *folder*, by which programs have the font *name* alone."""
    fonts = folder / f"fonts-{name}"
    configuration = fonts / "fonts.conf"
    if not fonts.exists():
        fonts.mkdir()
        (fonts / "font.otf").write_bytes(font_file(name))
        configuration.write_text(
            f"<fontconfig><dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir></fontconfig>", encoding="utf-8"
        )
    return str(configuration)
