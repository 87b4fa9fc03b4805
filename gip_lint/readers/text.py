"""Plain text and Markdown: the file is notation text already, once it is decoded."""

from __future__ import annotations

import codecs

from msgspec.structs import replace

from gip_lint.language import Text
from gip_lint.readers.base import Notation, UnreadableError
from gip_lint.readers.comments import notation_of
from gip_lint.readers.markup import holds_tables, is_page, without_tags
from gip_lint_grammar.lazy import lazy_pattern

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FORMATS = (
    (b"%PDF-", Text("PDF", "PDF")),
    (b"PK\x03\x04", Text("ZIP（DOCX、XLSX、WPS……）", "ZIP (DOCX, XLSX, WPS, …)")),
    (b"\xd0\xcf\x11\xe0", Text("旧版 Word（.doc）或 WPS", "old Word (.doc) or WPS")),
    (b"{\\rtf", Text("RTF", "RTF")),
    (b"\x89PNG", Text("PNG 图片", "PNG image")),
    (b"\xff\xd8\xff", Text("JPEG 图片", "JPEG image")),
    (b"\x1f\x8b", Text("gzip 压缩", "gzip")),
)
_COMMON = lazy_pattern("[的一年公政府信息申请申請报告報告行总計计情况況开開]")
"""Characters of which every annual report is full, in both scripts; they tell GB18030 from Big5."""
_LINE_ENDS = lazy_pattern("[\v\f\x1c-\x1e\u0085\u2028\u2029]")
"""What ends a line beside CR and LF."""
_CERTAINLY_UTF8 = 10
"""So many Chinese characters in a row never come about by chance when another encoding is read as UTF-8."""


class TextReader:
    """Reads UTF-8, UTF-16 and UTF-32 with a byte order mark; without one UTF-8, GB18030 (GBK) and Big5."""

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md", ".markdown")

    def read(self, data: bytes) -> Notation:
        """Decode *data*; characters, lines and columns count from behind a byte order mark.

        Tables written in HTML are read as tables, and the source of a whole page as a page.
        Raises UnreadableError where no encoding fits or the content is no text. Nothing is ever replaced.
        """
        text = decode(data)
        if is_page(text):
            from gip_lint.readers.html import HtmlReader  # noqa: PLC0415 - only for a page in a text file

            return HtmlReader().read(data)
        return notation_of_text(text)


def notation_of_text(text: str) -> Notation:
    """Return the notation of *text*, character for character: its line ends made one, its table tags bars.

    Every sign that ends a line in Unicode ends one here; lines are counted as editors do, by LF, CR LF and CR
    alone.
    """
    notation = notation_of(text)
    shown = _LINE_ENDS.sub("\n", notation.text)
    return replace(notation, text=without_tags(shown) if holds_tables(shown) else shown)


def decode(data: bytes) -> str:
    """Decode *data* strictly: by its byte order mark, else as UTF-8, else as GB18030 or Big5.

    Nearly all Big5 text is also valid GB18030. Where both fit, the one wins that gives more of the characters
    common in reports, GB18030 when in doubt. Raises UnreadableError.
    """
    _refuse_other_formats(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_nul(_decode_marked(data[len(mark) :], encoding))
    if b"\x00" in data:
        raise _no_text(data.index(b"\x00"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_chinese(data, error)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(encoding.upper().removesuffix("-LE").removesuffix("-BE"), data, error) from None


def _decode_chinese(data: bytes, error: UnicodeDecodeError) -> str:
    sound = data[: error.start].decode("utf-8")
    if sum(character >= "\u0800" for character in sound) >= _CERTAINLY_UTF8:
        raise _damaged("UTF-8", data, error)
    readings = []
    reached: dict[str, int] = {}
    for encoding in ("gb18030", "big5"):
        try:
            readings.append(data.decode(encoding))
        except UnicodeDecodeError as refused:
            reached[encoding.upper()] = refused.start
    if not readings:
        nearest = max(reached, key=lambda encoding: reached[encoding])
        line = data.count(b"\n", 0, reached[nearest]) + 1
        place = reached[nearest] + 1
        raise UnreadableError(
            Text(
                "无法确定文字编码：既不是 UTF-8，也不是 GB18030 或 Big5"
                f"；按 {nearest} 读，第 {line} 行（第 {place} 个字节）无效；请另存为 UTF-8",
                "the encoding is unknown: neither UTF-8 nor GB18030 nor Big5 "
                f"(read as {nearest}, line {line}, byte {place}, is not valid); save the file as UTF-8",
            )
        )
    return max(readings, key=lambda text: len(_COMMON.findall(text)))


def _damaged(encoding: str, data: bytes, error: UnicodeDecodeError) -> UnreadableError:
    line = data.count(b"\n", 0, error.start) + 1
    return UnreadableError(
        Text(
            f"文件已损坏：第 {line} 行（第 {error.start + 1} 个字节）不是有效的 {encoding}",
            f"the file is damaged: line {line} (byte {error.start + 1}) is not valid {encoding}",
        )
    )


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise _no_text(text.index("\x00"))
    return text


def _no_text(place: int) -> UnreadableError:
    return UnreadableError(
        Text(
            f"不是文本文件：第 {place + 1} 个字节为 NUL；若是 UTF-16，请带字节顺序标记（BOM）或另存为 UTF-8",
            f"not a text file: byte {place + 1} is NUL; if it is UTF-16, it lacks its byte order mark; "
            "save it as UTF-8",
        )
    )


def _refuse_other_formats(data: bytes) -> None:
    for signature, name in _OTHER_FORMATS:
        if data.startswith(signature):
            raise UnreadableError(
                Text(f"不是文本文件：内容是 {name.zh} 格式", f"not a text file: its content is {name.en}")
            )
