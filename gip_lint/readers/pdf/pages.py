"""What stands on the pages of a PDF file: its characters and its ruling lines, with their places.

pypdfium2 is asked for no more than that; :mod:`gip_lint.readers.pdf.layout` makes tables and paragraphs of
it. Places count in points from the upper left corner of a page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from unicodedata import east_asian_width, normalize

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import Rectangle
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.libraries import require_library
from gip_lint.readers.limits import limits
from gip_lint.readers.pdf.stand_in import stand_in_for_fonts
from gip_lint_grammar.lazy import lazy_pattern

_THIN = 3.0
"""A filled rectangle that is no thicker is a line, in points."""
_SHORTEST_STROKE = 4.0
_LONGEST_DASH = 9.0
_DOT_GAP = 3.0
"""Dots of one line are no farther apart, in points, and dashes no farther than so many of their lengths."""
_DASH_GAP = 1.5
_FEWEST_DOTS = 4
_ASKEW = 0.1
"""Text that is turned by so much more than a right angle, in radians, is not part of the text."""
_ASCENT = 0.88
_DESCENT = 0.12
"""How far a character reaches above and below the line it stands on, in sizes of its font."""
_CLOSEST = 0.4
"""The next character of a text begins no closer, in widths of the one before."""
_BLANKS = (0x20, 0xA0, 0x3000)
_UNSEEN = (0xAD, 0x200B, 0xFEFF)
_CHARACTERS_ASKED = 200
_NEARLY_ALL = 0.9
_DEEPEST_FORM = 8
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTERS = re.compile(rb"/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_FLATE = (b"FlateDecode", b"Fl")
_LARGEST_RATIO = {b"LZWDecode": 1400, b"LZW": 1400, b"RunLengthDecode": 64, b"RL": 64}
_LONGEST_DICTIONARY = 4_000
_CHUNK = 256 * 1024
_ENCRYPTED = (4, 5)
"""pdfium's codes for a password that is needed, and for a security scheme that it does not know."""
_FEWEST_CHARACTERS = 20
_UNKNOWN = lazy_pattern("[\ue000-\uf8ff\ufffd\ufffe\uffff]")
_LOOK_ALIKES = lazy_pattern("[\u2e80-\u2fdf\uf900-\ufaff]")
"""Radicals that fonts give in the place of the characters they look like."""


class Character(NamedTuple):
    """A character, the box it is set in, the size of its font and the height of its line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    baseline: float
    run: int = 0
    """The stretch of text that was drawn in one go, by a number of its own on its page; 0 where unknown."""
    blank: bool = False
    """Whether a blank was drawn before it."""

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box across, and the middle of its line."""
        return (self.left + self.right) / 2, self.baseline - 0.35 * self.size


class Stroke(NamedTuple):
    """A ruling line, across where top and bottom are the same, else down."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """One page of a file."""

    number: int
    """From 1."""
    width: float
    height: float
    characters: tuple[Character, ...]
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    pictures: tuple[Rectangle, ...]
    """Where pictures stand."""


def read_pages(data: bytes) -> list[Page]:
    """Return what stands on every page. Raises UnreadableError and MissingLibraryError."""
    require_library("pypdfium2", "pdf")
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415

    _require_small_streams(data)
    stand_in_for_fonts()
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise _not_opened(error) from error
    try:
        if len(document) > limits().max_pages:
            raise reached("max_pages", f"PDF 有 {len(document):,} 页", f"the PDF has {len(document):,} pages")
        pages: list[Page] = []
        characters = 0
        for number in range(len(document)):
            try:
                page = document[number]
            except PdfiumError as error:
                raise UnreadableError(
                    Bilingual(f"PDF 第 {number + 1} 页已损坏", f"page {number + 1} of the PDF is damaged")
                ) from error
            try:
                pages.append(_Reading(page, number + 1).page())
            finally:
                page.close()
            characters += len(pages[-1].characters)
            if characters > limits().max_nodes:
                raise reached("max_nodes", "PDF 的字符过多", "the PDF has too many characters")
    finally:
        document.close()
    _require_text(pages)
    return pages


def _not_opened(error: Any) -> UnreadableError:
    if error.err_code in _ENCRYPTED:
        return UnreadableError(
            Bilingual(
                "PDF 已加密，需要密码；请另存为无密码的文件",
                "the PDF is encrypted and needs a password; save it without",
            )
        )
    return UnreadableError(
        Bilingual("PDF 已损坏或不是 PDF，无法打开", "the file is damaged, or it is not a PDF")
    )


def _require_text(pages: list[Page]) -> None:
    """Refuse a file without text: scanned pages, or fonts that do not say what their characters are."""
    text = "".join(character.text for page in pages for character in page.characters)
    if len(text) < _FEWEST_CHARACTERS:
        if any(page.pictures for page in pages):
            raise UnreadableError(
                Bilingual(
                    "PDF 只含图片（扫描件），没有文字；请用 Word 或 WPS 导出的 PDF，或先做文字识别（OCR）",
                    "the PDF holds pictures only (a scan) and no text; use one that Word or WPS exported, "
                    "or have its text recognised (OCR) first",
                )
            )
        raise UnreadableError(Bilingual("PDF 没有文字", "the PDF holds no text"))
    if 3 * len(_UNKNOWN.findall(text)) > len(text):
        raise UnreadableError(
            Bilingual(
                "PDF 的字体没有文字编码，无法提取文字；请重新导出，或先做文字识别（OCR）",
                "the fonts of the PDF do not say which characters they draw, so it has no text to take out; "
                "export it anew, or have its text recognised (OCR)",
            )
        )


def _require_small_streams(data: bytes) -> None:
    """Unpack every compressed stream within bounds, before a library does so without."""
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        head = data[max(0, start - _LONGEST_DICTIONARY) : start]
        head = head[head.rfind(b" obj") + 1 :]
        filters = _FILTERS.findall(head)
        if not filters or (b"/Image" in head and b"/Subtype" in head):
            continue
        if all(name in _FLATE for name in filters):
            size = _unpacked_size(data, start, len(filters))
        else:
            end = data.find(b"endstream", start)
            size = (len(data) if end < 0 else end) - start
            for name in filters:
                size *= _LARGEST_RATIO.get(name, 1_032)
        total += size
        if size > limits().max_stream_bytes or total > 4 * limits().max_stream_bytes:
            raise reached(
                "max_stream_bytes",
                "PDF 压缩数据展开后过大",
                "a compressed stream of the PDF unpacks to too much",
            )


def _unpacked_size(data: bytes, start: int, times: int) -> int:
    """Count the bytes that a stream, packed *times* over, unpacks to, up to just above the limit."""
    unpackers = [zlib.decompressobj() for _ in range(times)]
    size = 0

    def feed(chunk: bytes, level: int) -> None:
        nonlocal size
        unpacker = unpackers[level]
        while chunk and not unpacker.eof and size <= limits().max_stream_bytes:
            unpacked = unpacker.decompress(chunk, _CHUNK)
            chunk = unpacker.unconsumed_tail
            if level + 1 < len(unpackers):
                feed(unpacked, level + 1)
            else:
                size += len(unpacked)

    view = memoryview(data)
    try:
        for place in range(start, len(data), _CHUNK):
            feed(bytes(view[place : place + _CHUNK]), 0)
            if unpackers[0].eof or size > limits().max_stream_bytes:
                break
    except zlib.error:
        pass  # encrypted, damaged or no stream: pdfium gives up on it as well
    return size


class _Reading:
    """One page under way."""

    def __init__(self, page: Any, number: int) -> None:
        import pypdfium2.raw as pdfium  # noqa: PLC0415

        self._pdfium = pdfium
        self._page = page
        self._number = number
        self._strokes: list[Stroke] = []
        self._dots: list[Stroke] = []
        """What may be a part of a broken line."""
        self._pictures: list[Rectangle] = []
        self._objects = 0
        self._widths: dict[tuple[int, int], float] = {}
        left, bottom, right, top = page.get_bbox()
        self._textpage = page.get_textpage()
        rotation = self._upright()
        self._shown = _shown(rotation, left, bottom, right, top)
        self._size = (right - left, top - bottom)
        if rotation in (90, 270):
            self._size = (top - bottom, right - left)

    def _upright(self) -> int:
        """Return the turn, in degrees, by which the page is read: its own, or that of nearly all its text."""
        raw = self._textpage.raw
        count = self._pdfium.FPDFText_CountChars(raw)
        step = max(count // _CHARACTERS_ASKED, 1)
        turns = Counter(
            round(math.degrees(self._pdfium.FPDFText_GetCharAngle(raw, index)) / 90) * -90 % 360
            for index in range(0, count, step)
            if self._pdfium.FPDFText_GetUnicode(raw, index) > 32
        )
        turn, times = turns.most_common(1)[0] if turns else (0, 0)
        return turn if times > _NEARLY_ALL * turns.total() else int(self._page.get_rotation())

    def page(self) -> Page:
        characters = tuple(self._characters())
        if sum(0 <= each.middle[0] <= self._size[0] for each in characters) * 2 < len(characters):
            characters = ()
        self._walk(self._page.raw, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
        strokes = [*self._strokes, *_dotted(self._dots)]
        across = tuple(each for each in strokes if each.top == each.bottom)
        down = tuple(each for each in strokes if each.left == each.right)
        return Page(self._number, *self._size, characters, across, down, tuple(self._pictures))

    def _characters(self) -> Iterator[Character]:
        """Yield what is drawn, each character as wide as its font says or as the next one leaves it room."""
        before: Character | None = None
        for character in self._drawn():
            if before is not None:
                yield _up_to(before, character)
            before = character
        if before is not None:
            yield before

    def _drawn(self) -> Iterator[Character]:
        pdfium = self._pdfium
        try:
            raw = self._textpage.raw
            count = pdfium.FPDFText_CountChars(raw)
            if count > limits().max_nodes:
                raise self._too_much("字符", "characters", count)
            x, y = ctypes.c_double(), ctypes.c_double()
            origin = ctypes.byref(x), ctypes.byref(y)
            matrix = pdfium.FS_MATRIX()
            runs: dict[int, int] = {}
            # Characters that one glyph is said to be share its origin, and stand along the line from there.
            before, along = (0, 0.0, 0.0), 0.0
            blank = False
            for index in range(count):
                code = pdfium.FPDFText_GetUnicode(raw, index)
                if pdfium.FPDFText_IsGenerated(raw, index) == 1:
                    continue
                if code in _BLANKS:
                    blank = True
                    continue
                if code < 32 or code in _UNSEEN or 0x7F <= code < 0xA0:
                    continue
                drawn = pdfium.FPDFText_GetTextObject(raw, index)
                if not (
                    drawn
                    and pdfium.FPDFText_GetCharOrigin(raw, index, *origin)
                    and pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix))
                ):
                    continue
                angle = pdfium.FPDFText_GetCharAngle(raw, index) % (math.pi / 2)
                if _ASKEW < angle < math.pi / 2 - _ASKEW:
                    continue  # a watermark
                text = chr(code)
                if _LOOK_ALIKES.match(text):
                    text = normalize("NFKC", text)
                run = runs.setdefault(ctypes.addressof(drawn.contents), len(runs) + 1)
                if before != (run, x.value, y.value):
                    before, along = (run, x.value, y.value), 0.0
                em = float(pdfium.FPDFText_GetFontSize(raw, index))
                start, along = along, along + em * self._width(drawn, code)
                corners = [
                    self._shown(
                        x.value + matrix.a * right + matrix.c * up, y.value + matrix.b * right + matrix.d * up
                    )
                    for right, up in ((start, em * _ASCENT), (along, -em * _DESCENT))
                ]
                (left, right), (top, bottom) = map(sorted, zip(*corners))
                if left == right or top == bottom:
                    continue
                _, baseline = self._shown(x.value, y.value)
                yield Character(text, left, top, right, bottom, bottom - top, baseline, run, blank)
                blank = False
        finally:
            self._textpage.close()

    def _width(self, drawn: Any, code: int) -> float:
        """Return how wide a font sets a character, in sizes of the font.

        So the file itself says, where the font is in the file and where it is not; glyphs have edges of
        their own.
        """
        font = self._pdfium.FPDFTextObj_GetFont(drawn)
        key = ctypes.addressof(font.contents), code
        if key not in self._widths:
            width = ctypes.c_float()
            self._pdfium.FPDFFont_GetGlyphWidth(font, code, 1.0, ctypes.byref(width))
            # Of a font that is written downwards is told how far, below 0; its glyphs are as wide.
            self._widths[key] = abs(width.value) or (1.0 if east_asian_width(chr(code)) in "WF" else 0.5)
        return self._widths[key]

    def _walk(self, parent: Any, matrix: tuple[float, ...], depth: int) -> None:
        """Gather the strokes and the pictures of a page, or of a form within it."""
        pdfium = self._pdfium
        counting = pdfium.FPDFFormObj_CountObjects if depth else pdfium.FPDFPage_CountObjects
        getting = pdfium.FPDFFormObj_GetObject if depth else pdfium.FPDFPage_GetObject
        count = counting(parent)
        self._objects += max(count, 0)
        if self._objects > limits().max_nodes:
            raise self._too_much("对象", "objects", self._objects)
        for index in range(count):
            item = getting(parent, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(_times(self._matrix(item), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                self._walk(item, _times(self._matrix(item), matrix), depth + 1)

    def _picture(self, matrix: tuple[float, ...]) -> None:
        """Keep where a picture stands, which fills the square of side 1 that *matrix* lays on the page."""
        a, b, c, d, e, f = matrix
        corners = [self._shown(e + a * x + c * y, f + b * x + d * y) for x in (0, 1) for y in (0, 1)]
        across, down = zip(*corners)
        self._pictures.append((min(across), min(down), max(across), max(down)))

    def _matrix(self, item: Any) -> tuple[float, ...]:
        raw = self._pdfium.FS_MATRIX()
        if not self._pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(raw)):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return (raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)

    def _path(self, item: Any, matrix: tuple[float, ...]) -> None:
        pdfium = self._pdfium
        fill, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroked)):
            return
        if not fill.value and not stroked.value:
            return
        a, b, c, d, e, f = _times(self._matrix(item), matrix)
        count = pdfium.FPDFPath_CountSegments(item)
        if count > limits().max_strokes:
            return  # a drawing, no ruling line
        x, y = ctypes.c_float(), ctypes.c_float()
        outline: list[tuple[float, float]] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = self._shown(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._outline(outline, bool(stroked.value))
                outline = []
            outline.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        self._outline(outline, bool(stroked.value))

    def _outline(self, points: list[tuple[float, float]], stroked: bool) -> None:
        """Take the ruling lines of one outline: its sides where it is drawn, itself where it is thin."""
        if len(points) < 2:
            return
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        if min(right - left, bottom - top) <= _THIN:
            self._stroke(left, top, right, bottom)
        elif stroked and len(points) <= 12:
            for (x0, y0), (x1, y1) in zip(points, points[1:]):
                if min(abs(x1 - x0), abs(y1 - y0)) < 1.0:
                    self._stroke(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _stroke(self, left: float, top: float, right: float, bottom: float) -> None:
        across = right - left >= bottom - top
        length = max(right - left, bottom - top)
        if length < _LONGEST_DASH:
            self._dots.append(Stroke(left, top, right, bottom))
            if len(self._dots) > limits().max_nodes:
                raise self._too_much("线点", "dots", len(self._dots))
        if length < _SHORTEST_STROKE:
            return
        middle = (top + bottom) / 2 if across else (left + right) / 2
        self._strokes.append(
            Stroke(left, middle, right, middle) if across else Stroke(middle, top, middle, bottom)
        )
        if len(self._strokes) > limits().max_strokes:
            raise reached(
                "max_strokes", f"PDF 第 {self._number} 页线条过多", f"page {self._number} has too many lines"
            )

    def _too_much(self, zh: str, en: str, count: int) -> UnreadableError:
        return reached(
            "max_nodes",
            f"PDF 第 {self._number} 页有 {count:,} 个{zh}",
            f"page {self._number} of the PDF has {count:,} {en}",
        )


def _up_to(before: Character, after: Character) -> Character:
    """End a character where the next of its text begins, as where stops are set closer than they are wide."""
    if before.baseline != after.baseline or after.left >= before.right:
        return before
    closest = before.left + _CLOSEST * (before.right - before.left)
    return before._replace(right=after.left) if after.left > closest else before


def _dotted(dots: Iterable[Stroke]) -> Iterator[Stroke]:
    """Make lines of dots and dashes that lie in a row, across or down."""
    for start, end, place in _runs((each.top + each.bottom, each.left, each.right) for each in dots):
        yield Stroke(start, place, end, place)
    for start, end, place in _runs((each.left + each.right, each.top, each.bottom) for each in dots):
        yield Stroke(place, start, place, end)


def _runs(dots: Iterable[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Join what follows closely at one place; of a dot is given twice its place, and from where to where."""
    run: list[tuple[int, float, float]] = []
    for twice, start, end in sorted((round(twice), start, end) for twice, start, end in dots):
        if run and (twice != run[-1][0] or start - run[-1][2] > max(_DOT_GAP, _DASH_GAP * (end - start))):
            if len(run) >= _FEWEST_DOTS:
                yield run[0][1], run[-1][2], run[0][0] / 2
            run = []
        run.append((twice, start, end))
    if len(run) >= _FEWEST_DOTS:
        yield run[0][1], run[-1][2], run[0][0] / 2


def _times(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _shown(
    rotation: int, left: float, bottom: float, right: float, top: float
) -> Callable[[float, float], tuple[float, float]]:
    """Return what turns a place of the file, counted upwards, into one of the page as it is shown."""
    turns: dict[int, Callable[[float, float], tuple[float, float]]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns.get(rotation, turns[0])
