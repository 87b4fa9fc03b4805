"""What fixes change, as a unified diff that ``patch`` and ``git apply`` take."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from difflib import unified_diff

from gip_lint.fixing.rounds import Fixed

_QUOTED = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_NO_LINE_END = "\n\\ No newline at end of file\n"


def difference(fixed: Fixed) -> Iterator[str]:
    """Yield the lines of the diff, with their line ends; none where nothing changed."""
    name = _name(fixed.source.shown)
    mark = "\ufeff" if fixed.before.startswith(codecs.BOM_UTF8) else ""
    before, after = _lines(mark + fixed.old_text), _lines(mark + fixed.new_text)
    for line in unified_diff(before, after, name, name):
        yield line if line.endswith("\n") else line + _NO_LINE_END


def _name(path: str) -> str:
    """Return the name of a file as git writes it: quoted with a control character, ended with a space in it.

    So no name can feign a line of the diff.
    """
    quoted = _QUOTED.sub(lambda found: _ESCAPES.get(found[0], f"\\{ord(found[0]):03o}"), path)
    if quoted != path:
        return f'"{quoted}"'
    return f"{path}\t" if " " in path else path


def _lines(text: str) -> list[str]:
    """Split a text at line feeds alone, as ``patch`` does."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
