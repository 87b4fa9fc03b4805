"""Pages that browsers and Word save whole in one file (MHTML): the page among the files that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from attrs import evolve

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import NOWHERE
from gip_lint.model.notation import Notation
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.html.article import parts_named
from gip_lint.readers.html.reader import HtmlReader
from gip_lint.readers.notation.mapping import MappedSource

_FEWEST_PARTS = 2
_MOST_PAGES = 20
_UTF16 = ("utf-16", "utf-16le", "utf-16be", "unicode")
_MARKS = (b"\xff\xfe", b"\xfe\xff")


class MhtReader:
    """Reads the page that holds the report, be it within a frame; findings name part, table, row and column.

    Lines and columns are left out: in the file the page is written in an encoding of its own, cut into lines
    of other lengths.
    """

    name = "mht"
    suffixes: tuple[str, ...] = (".mht", ".mhtml")

    def read(self, data: bytes) -> Notation:
        """Read the page. Raises UnreadableError and MissingLibraryError."""
        first: Notation | None = None
        for page in _pages(data):
            notation = _without_lines(HtmlReader().read(page))
            if parts_named(notation.text) >= _FEWEST_PARTS:
                return notation
            first = first or notation
        if first is None:
            raise UnreadableError(Bilingual("MHT 文件中没有网页", "the MHT file holds no page"))
        return first


def _pages(data: bytes) -> Iterator[bytes]:
    try:
        message = message_from_bytes(data)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except RecursionError as error:
        raise UnreadableError(
            Bilingual("MHT 文件嵌套过深", "the parts of the MHT file are nested too deeply")
        ) from error
    for part in pages[:_MOST_PAGES]:
        yield _content(part)


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = (part.get_content_charset() or "").lower()
    if charset in _UTF16 and not data.startswith(_MARKS):
        return (b"\xfe\xff" if charset == "utf-16be" else b"\xff\xfe") + data
    return data


def _without_lines(notation: Notation) -> Notation:
    source = notation.source
    assert isinstance(source, MappedSource)
    hidden = tuple(evolve(text, location=NOWHERE) for text in notation.hidden)
    return evolve(notation, source=evolve(source, text=None), hidden=hidden)
