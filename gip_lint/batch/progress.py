"""How far a long run has come, on a terminal and nowhere else."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.reporters.terminal import columns, wrapped

LONG_SECONDS = 1.0
"""After so long a run is worth a bar."""
BETWEEN_SECONDS = 0.1
"""From one drawing to the next, at the least."""
_WIDTH = 30
"""Columns of the bar."""


@contextmanager
def progress(total: int, language: Language, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Yield what is to be told of files that are done; it draws a bar on standard error that goes at the end.

    Nothing is drawn where standard error is not a terminal, or dumb, nor with *quiet*, nor for a short run.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    bar = _Bar(total, Bilingual("检查", "checking")[language])
    try:
        yield bar.advance
    finally:
        bar.close()


class _Bar:
    def __init__(self, total: int, title: str) -> None:
        self.total = total
        self.title = title
        self.done = 0
        self.start = time.monotonic()
        self._drawn = 0.0
        """When, on the same clock; 0 before it was."""

    def advance(self, number: int) -> None:
        self.done += number
        now = time.monotonic()
        if (
            self.done < self.total
            and now - self.start >= LONG_SECONDS
            and now - self._drawn >= BETWEEN_SECONDS
        ):
            self._drawn = now
            self._print(self._line(now - self.start))

    def _line(self, seconds: float) -> str:
        filled = _WIDTH * self.done // self.total
        minutes, left = divmod(round(seconds * (self.total - self.done) / max(1, self.done)), 60)
        bar = "#" * filled + "." * (_WIDTH - filled)
        return f"{self.title} [{bar}] {self.done}/{self.total} {minutes}:{left:02}"

    def close(self) -> None:
        if self._drawn:
            self._print("")

    @staticmethod
    def _print(line: str) -> None:
        """Put *line* where the last one stood, as far as the terminal has room for it."""
        room = shutil.get_terminal_size().columns - 1
        shown = wrapped(line, room)[0]
        sys.stderr.write(f"\r{shown}{' ' * (room - columns(shown))}" + ("" if line else "\r"))
        sys.stderr.flush()
