"""``gip-lint check --watch``: look again at what changes, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO, TypeAlias

from attrs import define

from gip_lint.batch.cache import Cache
from gip_lint.batch.outcomes import Outcomes, Rendering
from gip_lint.batch.progress import progress
from gip_lint.batch.run import run as run_over
from gip_lint.cli.from_options import cache_of, engine_of, settings
from gip_lint.cli.notices import show_failures
from gip_lint.cli.output import has_colour, standard_output
from gip_lint.config.configurations import FILE_NAME
from gip_lint.config.layers import PYPROJECT
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import UsageError, UserError
from gip_lint.model.printable import printable
from gip_lint.plugins.reporter import Style
from gip_lint.readers.discovery import STANDARD_INPUT, Source
from gip_lint.reporters.text import TextReporter, columns_of, fixable, summary

SETTLE_MILLISECONDS = 100
"""How long a change may take to be complete."""
WAKE_MILLISECONDS = 200
_Written: TypeAlias = "tuple[int, int] | None"
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_PLAIN = {
    "fix": "--fix",
    "diff": "--diff",
    "output": "--output",
    "stats": "--stats",
    "explain": "--explain",
    "write_baseline": "--write-baseline",
    "stdin_filename": "--stdin-filename",
}


def run(options: Namespace) -> int:
    """Check the paths, and after every change what changed. Ends only by an interrupt."""
    paths = options.paths or ["."]
    _require_watchable(paths, options)
    try:
        from watchfiles import watch  # noqa: PLC0415 - an extra
    except ImportError:
        command = 'python -m pip install "gip-lint[watch]"'
        raise UsageError(
            f"--watch 需要 watchfiles，尚未安装；请运行：{command}",
            f"--watch needs watchfiles, which is not installed; run: {command}",
        ) from None
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    beside = [Path(path).parent for path in paths if not Path(path).is_dir()]
    with _cache(options) as cache:
        watching = _Watching(paths, options, cache)
        watching.look(set())  # a path that does not exist is told at once
        changes = watch(
            *dict.fromkeys([*folders, *beside]),
            recursive=bool(folders),
            step=SETTLE_MILLISECONDS,
            rust_timeout=WAKE_MILLISECONDS,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        next(changes)  # from here on nothing that changes is missed
        watching.look(set())
        for found in changes:
            if found or watching.is_told_otherwise():
                watching.look({os.path.realpath(path) for _, path in found})
    return 0


def _require_watchable(paths: Sequence[str], options: Namespace) -> None:
    given = [flag for name, flag in _PLAIN.items() if getattr(options, name)]
    given += ["--format"] * (options.format != "text") + ["-"] * (STANDARD_INPUT in paths)
    if given:
        raise UsageError(
            f"--watch 不能与 {given[0]} 同用：它只在屏幕上显示文件的检查结果",
            f"--watch does not go with {given[0]}: it shows what is found in files, on the screen",
        )


@contextmanager
def _cache(options: Namespace) -> Iterator[Cache]:
    """Yield the cache; with ``--no-cache`` one for what does not change while it is watched."""
    cache = cache_of(options)
    if cache is not None:
        yield cache
        return
    with TemporaryDirectory(prefix="gip-lint-") as folder:
        yield Cache(Path(folder))


@define
class _Watching:
    paths: Sequence[str]
    options: Namespace
    cache: Cache
    _state: dict[str, _Written] | None = None
    """Of each file that was looked at, when it was written and its size."""
    _baseline: Path | None = None
    _settled: dict[Path, _Written] | None = None
    """The same of the configurations above the paths, and of the baseline."""

    def look(self, changed: set[str]) -> None:
        """Check again and show what is found in the files that changed; in all, under a new configuration."""
        anew = self.is_told_otherwise() or any(
            os.path.basename(path) in (FILE_NAME, PYPROJECT)  # noqa: PTH119
            for path in changed
        )
        self._settled = self._settles()
        options = Namespace(**vars(self.options))
        try:
            self._look(changed, options, anew=anew)
        except UserError as error:
            if self._state is None:
                raise
            self._clear()
            print(f"gip-lint: {printable(error.message[options.lang or 'zh'])}", file=_screen())
            _sign(len(self._state), options)

    def is_told_otherwise(self) -> bool:
        """Return whether what says how to check was written since; it may lie outside what is watched."""
        return self._settles() != self._settled

    def _settles(self) -> dict[Path, _Written]:
        files = [] if self._baseline is None else [self._baseline]
        if self.options.config is not None:
            files.append(self.options.config)
        elif not self.options.isolated:
            above = [Path(os.path.abspath(path)).parents for path in self.paths]  # noqa: PTH100 - links stay
            files += [folder / name for each in above for folder in each for name in (FILE_NAME, PYPROJECT)]
        return {file: _written(file) for file in files}

    def _look(self, changed: set[str], options: Namespace, *, anew: bool) -> None:
        engine = engine_of(options)
        config = settings(engine, list(self.paths), options)
        if config.baseline != self._baseline:
            self._baseline = config.baseline
            self._settled = self._settles()
        sources = tuple(sorted(engine.sources(self.paths), key=lambda source: source.shown))
        first, before = self._state is None, self._state or {}
        self._state = now = {_real(source): _written(source.path or "") for source in sources}
        news = {path for path in {*before, *now} if before.get(path) != now.get(path) or path in changed}
        if not first and not anew and not news:
            return
        style = Style(config.lang, has_colour(_screen()), options.unsafe_fixes)
        rendering = Rendering("text", style, columns_of(_screen()))

        def checked(some: Sequence[Source]) -> Outcomes:
            with progress(len(some), config.lang, quiet=options.quiet) as done:
                return run_over(
                    engine, some, jobs=options.jobs, cache=self.cache, rendering=rendering, done=done
                )

        everything = checked(sources)
        shown = checked([source for source in sources if first or anew or _real(source) in news])
        self._clear()
        show_failures(shown.failures, options)
        TextReporter(summary=False).assemble(shown, _screen(), style)
        print(summary(everything.totals, config.lang), file=_screen())
        for line in fixable(everything.totals, style):
            print(line, file=_screen())
        shown.close()
        everything.close()
        _sign(len(sources), options)

    def _clear(self) -> None:
        if _screen().isatty():
            _screen().write(_CLEAR)


def _screen() -> TextIO:
    return standard_output() or sys.stderr


def _sign(files: int, options: Namespace) -> None:
    now = time.strftime("%H:%M:%S")
    said = Bilingual(
        f"[{now}] 正在监视 {files} 个文件，按 Ctrl-C 结束", f"[{now}] watching {files} files; Ctrl-C ends"
    )
    print(said[options.lang or "zh"], file=_screen(), flush=True)


def _real(source: Source) -> str:
    return os.path.realpath(source.path or "")


def _written(path: str | Path) -> _Written:
    try:
        state = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
