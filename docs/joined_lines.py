"""Join lines of Chinese for the site: Markdown makes a space of a line's end, where Chinese has none."""

from __future__ import annotations

import re
from typing import Any

_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]"
_FENCED = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)\s*?$", re.M | re.S)
_LINE_END = re.compile(rf"(?<={_WIDE})\n[ \t]*(?={_WIDE})")


def joined(markdown: str) -> str:
    """Return *markdown* without the line ends that stand between Chinese characters, outside of code."""
    parts, place = [], 0
    for fenced in _FENCED.finditer(markdown):
        parts += [_LINE_END.sub("", markdown[place : fenced.start()]), fenced[0]]
        place = fenced.end()
    return "".join(parts) + _LINE_END.sub("", markdown[place:])


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Do so for every page of the site (an event of mkdocs)."""
    return joined(markdown)
