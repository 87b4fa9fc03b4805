"""Regular expressions that are compiled when they are first asked; one report asks half of them."""

from __future__ import annotations

import re
from typing import Any, cast


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


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what answers as ``re.compile(source, flags)`` does and is compiled when it is first asked."""
    return cast("re.Pattern[str]", _LazyPattern(source, flags))
