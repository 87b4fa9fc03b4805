"""Elements as text: everything that comes from a file or a message is escaped here and nowhere else."""

from __future__ import annotations

import unicodedata
from html import escape

_REPLACED = "\N{REPLACEMENT CHARACTER}"


def text(content: str) -> str:
    """Return *content* as text of the page; no character that steers the direction of writing gets there."""
    return escape("".join(map(_shown, content)), quote=True)


def element(tag: str, content: str = "", /, **attributes: str | int | bool | None) -> str:
    """Return an element around *content*, which is markup; attributes that are None or False are left out.

    An underscore at the end of a name is dropped (``class_``), one within it stands for a hyphen.
    """
    given = "".join(_attribute(name, value) for name, value in attributes.items())
    return f"<{tag}{given}>{content}</{tag}>"


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'


def _shown(character: str) -> str:
    if character in "\t\n":
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return "" if character == "\r" else _REPLACED
    return character
