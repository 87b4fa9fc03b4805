"""A hook of the documentation site: marks of reStructuredText in docstrings, which Markdown does not know."""

from __future__ import annotations

import re
from typing import Any

_ROLE = re.compile(r":(?:attr|class|data|func|meth|mod):(?=<code>)")
_LITERAL = re.compile(r"<p>::</p>\n?|::(?=</p>)")


def without_marks(page: str) -> str:
    """Return the HTML of a page without roles before code, and without the colons before a literal block."""
    return _LITERAL.sub(lambda found: "" if "<p>" in found[0] else ":", _ROLE.sub("", page))


def on_page_content(html: str, **_: Any) -> str:
    """Take the marks out of every page that mkdocs has rendered."""
    return without_marks(html)
