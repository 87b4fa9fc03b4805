"""Patterns of file names in a configuration: ``drafts/**``, ``*.bak.txt``, ``2019``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ANY_DEPTH = "**"


class Glob(NamedTuple):
    """A pattern, and the folder that it is relative to.

    ``*`` and ``?`` stand for characters of one name, ``[…]`` for one of several, ``**`` for any number of
    folders. A pattern without a slash is the name of a file or folder at any depth; one with a slash begins
    at the folder. What matches a folder holds for all in it. Letters match in their own case only, on every
    system.
    """

    pattern: str
    folder: Path

    def matches(self, path: Path) -> bool:
        """Return whether the pattern is for *path* itself."""
        names = self._names(path)
        return len(names) in self._reached(names)

    def covers(self, path: Path) -> bool:
        """Return whether the pattern is for *path* or for a folder that holds it."""
        return any(place > 0 for place in self._reached(self._names(path)))

    def _names(self, path: Path) -> list[str]:
        absolute = os.path.abspath(path)  # noqa: PTH100 - symbolic links stay what they are
        try:
            names = list(Path(os.path.relpath(absolute, self.folder)).parts)
        except ValueError:  # another drive
            return [Path(absolute).name]
        return names[-1:] if names[:1] == [os.pardir] else names

    def _reached(self, names: Sequence[str]) -> set[int]:
        """Return how many of *names*, from the first on, the whole pattern can stand for."""
        from fnmatch import fnmatchcase  # noqa: PLC0415 - most configurations have no pattern

        reached = {0}
        for part in _parts(self.pattern):
            if part == ANY_DEPTH:
                reached = set(range(min(reached), len(names) + 1)) if reached else reached
            else:
                reached = {at + 1 for at in reached if at < len(names) and fnmatchcase(names[at], part)}
        return reached


def _parts(pattern: str) -> list[str]:
    parts = [part for part in pattern.split("/") if part not in {"", "."}]
    return parts if "/" in pattern.rstrip("/") else [ANY_DEPTH, *parts]
