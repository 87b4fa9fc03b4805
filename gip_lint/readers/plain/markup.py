"""HTML that stands in a plain text: its tags become marks of the notation, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gip_lint_grammar.lazy import lazy_pattern

_PAGE = lazy_pattern(r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
_TABLE = lazy_pattern(r"<table\b", re.I)
_CELL = lazy_pattern(r"<t[dh]\b", re.I)
_TAG = lazy_pattern(r"<!--|-->|<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_SPACE = lazy_pattern(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288|#x3000);", re.I)
_LINE_END = lazy_pattern(r"[\r\n]")
_HIDDEN = {"style", "script"}
_CELLS = {"td", "th"}
_BLOCK_NAMES = "p div br hr h1 h2 h3 h4 h5 h6 li ul ol dl dt dd caption section article pre"
_BLOCKS = frozenset(_BLOCK_NAMES.split())


def is_page(text: str) -> bool:
    """Return whether *text* is the source of a whole HTML page."""
    return _PAGE.match(text) is not None


def holds_tables(text: str) -> bool:
    """Return whether *text* holds a table written in HTML."""
    return _TABLE.search(text) is not None and _CELL.search(text) is not None


def without_tags(text: str) -> str:
    """Put bars and line ends in the place of the tags of tables and blocks, and spaces in that of others.

    The text keeps its length, so that a place in it is the same place in the file. A table row is one line,
    however the source breaks it; what covers several columns or rows is one cell.
    """
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    end, in_row, until = 0, False, None
    for match in _TAG.finditer(text):
        tag = match.group()
        name = (match["name"] or "").lower()
        between = text[end : match.start()]
        end = match.end()
        if until is not None:
            yield _blank(between + tag, in_row)
            if until in (tag, name) and (tag == "-->" or match["slash"]):
                until = None
            continue
        between = _SPACE.sub(lambda space: " " * len(space.group()), between)
        yield _on_one_line(between) if in_row else between
        if tag == "<!--":
            until = "-->"
        elif name in _HIDDEN and not match["slash"]:
            until = name
        if name == "tr":
            yield _padded("|\n" if match["slash"] and in_row else "\n", len(tag))
            in_row = not match["slash"]
        elif name in _CELLS:
            yield _padded("" if match["slash"] else "|", len(tag))
        elif name == "table":
            yield _padded("\n", len(tag))
            in_row = False
        elif name in _BLOCKS and not in_row:
            yield _padded("\n", len(tag))
        else:
            yield _blank(tag, in_row)
    yield text[end:]


def _padded(mark: str, length: int) -> str:
    return " " * (length - len(mark)) + mark if mark.endswith("\n") else mark + " " * (length - len(mark))


def _on_one_line(text: str) -> str:
    return _LINE_END.sub(" ", text)


def _blank(text: str, in_row: bool) -> str:
    """Return *text* as spaces; its line ends stay outside of a row."""
    return re.sub(r"." if not in_row else r"(?s:.)", " ", text)
