"""Elements as text: everything that comes from a file or a message is escaped here and nowhere else."""

from __future__ import annotations

from html import escape

from gip_lint.model.printable import printable_lines


def text(content: str) -> str:
    """Return *content* as text of the page; what is not seen, but for line ends and tabs, is escaped."""
    return escape(printable_lines(content), quote=True)


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
