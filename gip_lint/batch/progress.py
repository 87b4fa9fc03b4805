"""How far a long run has come, on a terminal and nowhere else."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from gip_lint.model.bilingual import Language, Text

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LONG_SECONDS = 1.0
"""After so long a run is worth a bar."""


@contextmanager
def progress(total: int, language: Language, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Give what is to be told of files that are done; it draws a bar on standard error that goes at the end.

    Nothing is drawn where standard error is no terminal, or dumb, nor with *quiet*, nor for a short run.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    bar = _Bar(total, Text("检查", "checking")[language])
    try:
        yield bar.advance
    finally:
        bar.close()


class _Bar(Struct):
    total: int
    title: str
    done: int = 0
    start: float = field(default_factory=time.monotonic)
    _drawn: tuple[Progress, TaskID] | None = None

    def advance(self, number: int) -> None:
        self.done += number
        if self._drawn is None and self.done < self.total and time.monotonic() - self.start >= LONG_SECONDS:
            self._drawn = self._draw()
        if self._drawn is not None:
            bar, task = self._drawn
            bar.update(task, completed=self.done)

    def _draw(self) -> tuple[Progress, TaskID]:
        from rich.console import Console  # noqa: PLC0415 - slow, and seldom needed
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        task = bar.add_task(self.title, total=self.total)
        bar.start()
        return bar, task

    def close(self) -> None:
        if self._drawn is not None:
            self._drawn[0].stop()
