"""The bytes of a text file as text, so that it can be written back with nothing changed but the text."""

from __future__ import annotations

from typing import NamedTuple

from gip_lint.readers.decoding import BYTE_ORDER_MARKS
from gip_lint_grammar.lazy import lazy_pattern

_ENCODINGS = ("utf-8", "gbk", "gb18030", "big5")
"""From the narrowest on: what a file of GBK cannot hold is not put into it as GB18030."""
_LINE_END = lazy_pattern(r"\r\n|\n|\r")


class TextFile(NamedTuple):
    """A text with the encoding and byte order mark of its file."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""

    @classmethod
    def of(cls, data: bytes, text: str) -> TextFile | None:
        """Return the file whose bytes are *data*, which a reader took for *text*.

        None where no encoding turns the one into the other both ways: such a file cannot be written back.
        """
        for mark, encoding in BYTE_ORDER_MARKS:
            if data.startswith(mark):
                file = cls(text, encoding, mark)
                return file if file.encoded(text) == data else None
        files = (cls(text, encoding) for encoding in _ENCODINGS)
        return next((file for file in files if file.encoded(text) == data), None)

    def encoded(self, text: str) -> bytes | None:
        """Return *text* as bytes of this file, or None where its encoding lacks a character."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return None

    def can_write(self, text: str) -> bool:
        """Return whether the encoding has every character of *text*."""
        return self.encoded(text) is not None

    def with_line_ends(self, text: str) -> str:
        """Return a text to be inserted with the line ends that most lines of the file have."""
        if "\n" not in text:
            return text
        ends = _LINE_END.findall(self.text)
        usual = max(("\n", "\r\n", "\r"), key=ends.count) if ends else "\n"
        return usual.join(_LINE_END.split(text))
