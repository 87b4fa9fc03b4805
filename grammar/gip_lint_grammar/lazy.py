"""Regular expressions that are compiled when they are first asked; one report asks a few of them.

To compile a class of ideographs takes as long as to search a page of text. So a pattern may name words of
which every match holds one: a text without them is answered without compiling anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from sys import maxsize
from typing import Any, cast

from gip_lint_grammar.words import holds_any


class _LazyPattern:
    """Becomes the compiled pattern, method by method: what was asked once is the pattern's own method."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = self.__dict__[name] = getattr(re.compile(self._source, self._flags), name)
        return found


class _NeedyPattern(_LazyPattern):
    """One that is compiled for the first text that holds a word it needs."""

    def __init__(self, source: str, flags: int, needs: tuple[str, ...]) -> None:
        super().__init__(source, flags)
        self._needs = needs

    def _lacks(self, text: str, start: int, end: int) -> bool:
        return not holds_any(text, self._needs, start, end)

    def search(self, string: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        return None if self._lacks(string, pos, endpos) else self._own("search")(string, pos, endpos)

    def match(self, string: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        return None if self._lacks(string, pos, endpos) else self._own("match")(string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        return None if self._lacks(string, pos, endpos) else self._own("fullmatch")(string, pos, endpos)

    def finditer(self, string: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        return iter(()) if self._lacks(string, pos, endpos) else self._own("finditer")(string, pos, endpos)

    def sub(self, repl: str | Callable[[re.Match[str]], str], string: str, count: int = 0) -> str:
        return string if self._lacks(string, 0, maxsize) else self._own("sub")(repl, string, count)

    def _own(self, name: str) -> Any:
        return self.__getattr__(name)


def lazy_pattern(source: str, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return what answers as ``re.compile(source, flags)`` does and is compiled when it is first asked.

    Every match must hold one of *needs*, as written, in itself and not only around it; then a text that holds
    none of them is not held against the pattern at all. Such a pattern may be asked ``search``, ``match``,
    ``fullmatch``, ``finditer`` and ``sub``.
    """
    made = _NeedyPattern(source, flags, needs) if needs else _LazyPattern(source, flags)
    return cast("re.Pattern[str]", made)
