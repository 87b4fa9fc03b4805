"""The text that bytes stand for, in UTF-8, UTF-16, UTF-32, GB18030 or Big5; nothing is replaced."""

from __future__ import annotations

import codecs

from gip_lint.model.bilingual import Bilingual
from gip_lint.readers.base import UnreadableError
from gip_lint_grammar.lazy import lazy_pattern

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Each mark with its encoding; UTF-32 comes first, for its mark begins with that of UTF-16."""
_OTHER_FORMATS = (
    (b"%PDF-", Bilingual("PDF", "PDF")),
    (b"PK\x03\x04", Bilingual("ZIP（DOCX、XLSX、WPS……）", "ZIP (DOCX, XLSX, WPS, …)")),
    (b"\xd0\xcf\x11\xe0", Bilingual("旧版 Word（.doc）或 WPS", "old Word (.doc) or WPS")),
    (b"{\\rtf", Bilingual("RTF", "RTF")),
    (b"\x89PNG", Bilingual("PNG 图片", "PNG image")),
    (b"\xff\xd8\xff", Bilingual("JPEG 图片", "JPEG image")),
    (b"\x1f\x8b", Bilingual("gzip 压缩", "gzip")),
)


_COMMON = lazy_pattern("[的一年公政府信息申请申請报告報告行总計计情况況开開]")
"""Characters of which every annual report is full, in both scripts; they tell GB18030 from Big5."""


_CERTAINLY_UTF8 = 10
"""So many Chinese characters in a row never come about by chance when another encoding is read as UTF-8."""


def decode(data: bytes) -> str:
    """Decode *data* strictly: by its byte order mark, else as UTF-8, else as GB18030 or Big5.

    Nearly all Big5 text is also valid GB18030. Where both fit, the one wins that gives more of the characters
    common in reports, GB18030 when in doubt. Raises UnreadableError.
    """
    _refuse_other_formats(data)
    for mark, encoding in BYTE_ORDER_MARKS:
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
            Bilingual(
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
        Bilingual(
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
        Bilingual(
            f"不是文本文件：第 {place + 1} 个字节为 NUL；若是 UTF-16，请带字节顺序标记（BOM）或另存为 UTF-8",
            f"not a text file: byte {place + 1} is NUL; if it is UTF-16, it lacks its byte order mark; "
            "save it as UTF-8",
        )
    )


def _refuse_other_formats(data: bytes) -> None:
    for signature, name in _OTHER_FORMATS:
        if data.startswith(signature):
            raise UnreadableError(
                Bilingual(
                    f"不是文本文件：内容是 {name.zh} 格式", f"not a text file: its content is {name.en}"
                )
            )
