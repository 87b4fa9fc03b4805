"""The run itself: what is cached is taken, the rest checked here or side by side, in the order of files."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from typing import NamedTuple

from gip_lint.batch.cache import Cache
from gip_lint.batch.cache_key import Keys
from gip_lint.batch.outcomes import FileOutcome, Outcomes, Rendering, outcome_of
from gip_lint.batch.record import DamagedRecordError
from gip_lint.config.configurations import Configurations
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import UserError
from gip_lint.model.report import Report
from gip_lint.model.result import Result
from gip_lint.plugins.registry import installed_plugins
from gip_lint.plugins.reporter import PageReporter, PieceReporter
from gip_lint.plugins.sources import NamedPlugin
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.discovery import Source
from gip_lint.readers.reading import content

FILES_A_PROCESS = 16
"""A further process is worth its start for so many files …"""
BYTES_A_PROCESS = 1024 * 1024
"""… or for so many bytes of them."""
MOST_PROCESSES = 32

Notice = Callable[[int], None]
Answers = Generator[tuple[int, bytes | UserError], None, None]


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def worthwhile(sources: Sequence[Source]) -> int:
    """Return how many processes are worth their start for these files."""
    size = 0
    for source in sources:
        try:
            size += 0 if source.path is None else source.path.stat().st_size
        except OSError:
            continue
    share = max(len(sources) // FILES_A_PROCESS, size // BYTES_A_PROCESS)
    return max(1, min(share, len(sources), cores(), MOST_PROCESSES))


def run(
    engine: Engine,
    sources: Sequence[Source],
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    rendering: Rendering | None = None,
    done: Notice = lambda _: None,
) -> Outcomes:
    """Check *sources* and return their outcomes, in that order.

    *jobs* is the number of processes, by default as many as there are cores and files are worth; *done* is
    told how many files are done. Neither that nor *cache* changes what is returned. Raises what
    :class:`~gip_lint.engine.engine.Engine` raises for the first file that raises it.
    """
    outcomes = Outcomes()
    try:
        keys = None if cache is None else Keys(rendering)
        errors: dict[int, UserError] = {}
        with closing(_Making(engine, sources, jobs, cache, keys, rendering).answers()) as answers:
            for number, answer in answers:
                if isinstance(answer, UserError):
                    errors[number] = answer
                else:
                    outcomes.add(number, answer)
                if errors and all(before in outcomes for before in range(min(errors))):
                    raise errors[min(errors)]
                done(1)
    except BaseException:
        outcomes.close()
        raise
    return outcomes


class _Task(NamedTuple):
    """A file to check; ``key`` is where its outcome is kept if the file is still the same."""

    source: Source
    key: str | None = None


class _Making(NamedTuple):
    engine: Engine
    sources: Sequence[Source]
    jobs: int | None
    cache: Cache | None
    keys: Keys | None
    rendering: Rendering | None

    def answers(self) -> Answers:
        """Yield the outcome of each file by its number, those in the cache first."""
        left = []
        for number, source in enumerate(self.sources):
            key, known = self._known(source)
            if known is not None:
                yield number, known
            else:
                left.append((number, _Task(source, key)))
        if self.cache is not None and left:
            self.cache.tidy(len(left))
        jobs = worthwhile([task.source for _, task in left]) if self.jobs is None else self.jobs
        jobs = min(jobs, len(left))
        if jobs > 1:
            yield from self._side_by_side(left, jobs)
        else:
            yield from self._one_by_one(left)

    def _known(self, source: Source) -> tuple[str | None, bytes | None]:
        if self.cache is None or self.keys is None or source.path is None:
            return None, None
        key = key_of(self.keys, self.engine, source)
        known = None if key is None else self.cache.get(key)
        if known is not None:
            try:
                FileOutcome.read(known)
            except DamagedRecordError:
                known = None
        return key, known

    def _one_by_one(self, tasks: list[tuple[int, _Task]]) -> Answers:
        work = Work(self.engine, self.rendering, self.keys, self.cache)
        for number, task in tasks:
            try:
                yield number, work(task)
            except UserError as error:
                yield number, error

    def _side_by_side(self, tasks: list[tuple[int, _Task]], jobs: int) -> Answers:
        from gip_lint.batch.workers import Died, side_by_side  # noqa: PLC0415 - few runs need it

        there = [(number, task) for number, task in tasks if _can_be_sent(task.source)]
        yield from self._one_by_one([(n, task) for n, task in tasks if not _can_be_sent(task.source)])
        engine = self.engine
        prepare = partial(work_apart, engine.configurations, self.rendering, self.cache, engine.named)
        for number, answer in side_by_side(prepare, there, jobs):
            if isinstance(answer, Died):
                yield number, self._died(self.sources[number], answer.exit_code)
            else:
                yield number, answer

    def _died(self, source: Source, code: int | None) -> bytes:
        message = Bilingual(
            f"检查这个文件的进程意外终止（退出码 {code}），可能是内存不足；请单独检查该文件，或者减少 --jobs",
            f"the process that checked this file died (exit code {code}), perhaps for want of memory; "
            "check the file by itself, or with fewer --jobs",
        )
        result = self.engine.unreadable(source, message)
        return Work(self.engine, self.rendering, None, None).outcome(result).written()


def _can_be_sent(source: Source) -> bool:
    """Return whether another process can read it: not standard input, nor what could not be listed."""
    problem = source.problem if source.member is None else source.member.problem
    return source.path is not None and problem is None


class Work:
    """What is done with one file, here or in another process."""

    def __init__(
        self, engine: Engine, rendering: Rendering | None, keys: Keys | None, cache: Cache | None
    ) -> None:
        self.engine = engine
        self.rendering = rendering
        self.keys = keys
        self.cache = cache

    def __call__(self, task: _Task) -> bytes:
        """Return the outcome of a file, kept in the cache if the file did not change meanwhile."""
        reading = self.engine.read(task.source)
        outcome = self.outcome(self.engine.check_reading(reading), reading.reports)
        data = outcome.written()
        if (
            self.cache is not None
            and self.keys is not None
            and task.key is not None
            and outcome.lasting
            and key_of(self.keys, self.engine, task.source) == task.key
        ):
            self.cache.put(task.key, data)
        return data

    def outcome(self, result: Result, reports: Sequence[Report] = ()) -> FileOutcome:
        """Return what the result of one file, with the reports in it, gives to the document."""
        if self.rendering is None:
            return outcome_of(result)
        reporter = self.engine.run_plugins.reporter(self.rendering.format)
        assert isinstance(reporter, PieceReporter)
        with self.engine.run_plugins.reporting(self.rendering.format):
            if isinstance(reporter, PageReporter):
                return outcome_of(result, reporter.pages(result, reports, self.rendering.style))
            return outcome_of(result, reporter.pieces(result, self.rendering.style, self.rendering.columns))


def work_apart(
    configurations: Configurations,
    rendering: Rendering | None,
    cache: Cache | None,
    plugins: tuple[NamedPlugin, ...] = (),
) -> Work:
    """Return the work of another process, with plugins of its own."""
    engine = Engine(configurations, installed_plugins(), plugins)
    return Work(engine, rendering, None if cache is None else Keys(rendering), cache)


def key_of(keys: Keys, engine: Engine, source: Source) -> str | None:
    """Return the key for a file as it is now; None where it cannot be read or has none."""
    if source.path is None or not source.path.is_file():  # a pipe can be read only once
        return None
    try:
        data = content(source)
    except UnreadableError:
        return None
    try:
        config = engine.configurations.of(source.path)
        baselined = sorted(entry.fingerprint for entry in engine.known(source))
        known = repr((baselined, engine.plugins_for(config).fingerprint)).encode()
    except UserError:  # who checks the file says so
        return None
    return keys.key(source, config, data, known)
