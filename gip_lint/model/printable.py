"""What strangers wrote, made fit for a terminal, a log or a document: every sink asks here.

Text, labels, names of files, sheets and parts, keys of a configuration and names of plugins may hold what
steers a terminal, turns the direction of writing, feigns a line of its own or a command of a CI system. It is
shown as escapes. A text that holds none comes out as it is.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from gip_lint_grammar.lazy import lazy_pattern

TAB = 4
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
)
"""Control and formatting characters, what parts lines, surrogates, and what is no character at all."""
_FOREIGN = lazy_pattern(f"[{_UNSEEN}]")
_FOREIGN_IN_JSON = lazy_pattern(f"(?!\n)[{_UNSEEN}]")
"""JSON itself holds line ends, and within its strings none as it stands."""
_LAID_OUT = lazy_pattern(r"[^\t\n]+")
_COMMAND = lazy_pattern(r"##(?=[a-zA-Z]{0,40}\[)|^\s{0,400}::")
"""What CI systems take for a command: ``##[`` and ``##vso[`` anywhere, ``::`` where it opens a line."""
_SHORT = {"\n": "\\n", "\r": "\\r"}


@lru_cache(maxsize=8192)
def shown(character: str) -> str:
    """Return what is shown for one character: itself, spaces for a tab, or an escape (``\\\\x1b``)."""
    if character == "\t":
        return " " * TAB
    if _FOREIGN.match(character) is None:
        return character
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def pieces(text: str) -> list[str]:
    """Return for each character of *text* what is printed for it, so that no command is among it."""
    found = [shown(character) for character in text]
    for command in _COMMAND.finditer(text):
        sign = command.end() - 1 if command[0] == "##" else command.end() - 2
        found[sign] = f"\\x{ord(text[sign]):02x}"
    return found


def printable(text: str) -> str:
    """Return *text* on one line, with nothing in it but characters that are seen, and no command."""
    is_plain = _FOREIGN.search(text) is None and "##" not in text and "::" not in text
    return text if is_plain else "".join(pieces(text))


def printable_lines(text: str) -> str:
    """Return a text of many lines with each of them printable, tabs kept; each line ends with a line feed."""
    return _LAID_OUT.sub(lambda run: printable(run[0]), text.replace("\r\n", "\n").replace("\r", "\n"))


def json_text(document: Any, *, indent: int | None = 2) -> str:
    """Return *document* as JSON: what is not seen is written as JSON escapes it, so that nothing is lost."""
    written = json.dumps(document, ensure_ascii=False, indent=indent)
    if _FOREIGN_IN_JSON.search(written) is not None:
        written = _FOREIGN_IN_JSON.sub(lambda match: json.dumps(match[0])[1:-1], written)
    return _COMMAND.sub(lambda match: "#\\u0023" if match[0] == "##" else match[0], written)
