"""Plain text and Markdown: notation already, once it is decoded, but for the tables it draws."""

from __future__ import annotations

import re

from attrs import evolve

from gip_lint.model.notation import Notation
from gip_lint.readers.comments import notation_of
from gip_lint.readers.decoding import decode
from gip_lint.readers.plain.verbatim import verbatim_spans
from gip_lint_grammar.lazy import lazy_pattern

_PAGE = lazy_pattern(r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
"""How the source of a whole HTML page begins."""
_LINE_ENDS = lazy_pattern("[\v\f\x1c-\x1e\u0085\u2028\u2029]|\r(?!\n)")
"""What ends a line beside LF and CR LF."""


class TextReader:
    """Reads UTF-8, UTF-16 and UTF-32 with a byte order mark; without one UTF-8, GB18030 (GBK) and Big5."""

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md", ".markdown")

    def read(self, data: bytes) -> Notation:
        """Decode *data*; characters, lines and columns count from behind a byte order mark.

        Tables that the text draws, in HTML or with strokes, are written out row by row, and the source of a
        whole page is read as a page.
        Raises UnreadableError where no encoding fits or the content is not text. Nothing is ever replaced.
        """
        text = decode(data)
        if _PAGE.match(text):
            from gip_lint.readers.html.reader import HtmlReader  # noqa: PLC0415 - only for a page in a text file

            return HtmlReader().read(data)
        return notation_of_text(text)


def notation_of_text(text: str) -> Notation:
    """Return the notation of *text*: its line ends made one, its tables in rows, no marks of markup in it.

    Every sign that ends a line in Unicode ends one here; lines are counted as editors do, by LF, CR LF and CR
    alone.
    """
    from gip_lint.readers.plain.writing_out import written_out  # noqa: PLC0415 - not to load it with the plugin

    notation = notation_of(text)
    shown = _LINE_ENDS.sub("\n", notation.text)
    return written_out(evolve(notation, text=shown, verbatim=verbatim_spans(shown)), text)
