"""Check the paths once, and write what is found."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from gip_lint.batch.outcomes import Outcomes, Rendering
from gip_lint.batch.progress import progress
from gip_lint.batch.run import run as run_over
from gip_lint.cli.from_options import apart_from_output, cache_of, engine_of, paths_of, settings
from gip_lint.cli.notices import say_if_empty, show_failures
from gip_lint.cli.output import binary_output, has_colour, opened
from gip_lint.engine.engine import Engine
from gip_lint.model.errors import UsageError
from gip_lint.plugins.reporter import PieceReporter, Style
from gip_lint.readers.discovery import STANDARD_INPUT, Source
from gip_lint.reporters.text import TextReporter, columns_of


def run(options: Namespace) -> int:
    """Write what is wrong in the paths; return 1 where that is at or above the failing level."""
    paths = options.paths = paths_of(options)
    _require_compatible_flags(options)
    engine = engine_of(options)
    config = settings(engine, paths, options)
    reporter = engine.run_plugins.reporter(options.format)
    if options.quiet and isinstance(reporter, TextReporter):
        reporter = TextReporter(summary=False)
    sources = tuple(sorted(engine.sources(paths, options.stdin_filename), key=lambda source: source.shown))
    sources = apart_from_output(engine, sources, config, options)
    say_if_empty(sources, options)
    _hand_on_excluded(sources, options)
    if options.write_baseline is not None:
        from gip_lint.cli.commands.check import baseline  # noqa: PLC0415 - few runs write one

        return baseline.write(engine, sources, options)
    unwritten = 0
    if options.fix or options.diff:
        from gip_lint.cli.commands.check import fixing  # noqa: PLC0415 - few runs fix

        if options.diff:
            return fixing.show(engine, sources, options)
        sources, unwritten = fixing.make(engine, sources, options)
    with _stream(options, document=reporter.name != "text") as stream:
        style = Style(config.lang, options.output is None and has_colour(stream), options.unsafe_fixes)
        drawn = isinstance(reporter, PieceReporter)
        apart = options.stats or options.explain
        rendering = Rendering(options.format, style, columns_of(stream)) if drawn and not apart else None
        reporting = engine.run_plugins.reporting
        with progress(len(sources), config.lang, quiet=options.quiet) as done:
            parts = run_over(
                engine, sources, jobs=options.jobs, cache=cache_of(options), rendering=rendering, done=done
            )
        show_failures(parts.failures, options)
        if apart:
            _write_apart(parts, engine, stream, style, options)
        elif isinstance(reporter, PieceReporter):
            with reporting(options.format):
                reporter.assemble(parts, stream, style)
        else:
            with reporting(options.format):
                reporter.write(parts.result(), stream, style)
    if config.baseline is not None:
        from gip_lint.cli.commands.check import baseline  # noqa: PLC0415 - few runs have one

        baseline.mention_gone(engine, sources, parts.totals.baselined, options)
    return 2 if unwritten else int(parts.totals.failed(config.fail_on))


def _hand_on_excluded(sources: Sequence[Source], options: Namespace) -> None:
    """Give standard input back as it is where it is excluded from the fixes: an editor takes it."""
    fixed = options.fix and not options.diff and options.write_baseline is None
    if fixed and STANDARD_INPUT in options.paths and all(source.path is not None for source in sources):
        from shutil import copyfileobj  # noqa: PLC0415 - seldom needed

        with binary_output() as stream:
            copyfileobj(sys.stdin.buffer, stream)


def _require_compatible_flags(options: Namespace) -> None:
    """Raise UsageError for flags that do not go with one another."""
    alone = "--write-baseline" if options.write_baseline is not None else "--diff" if options.diff else None
    given = [f"--{name}" for name in ("stats", "explain") if getattr(options, name)]
    given += ["--format"] * (options.format != "text")
    if options.write_baseline is not None:
        given += [f"--{name}" for name in ("fix", "diff", "output") if getattr(options, name)]
        if STANDARD_INPUT in options.paths and options.stdin_filename is None:
            raise UsageError(
                "基线按文件路径记录问题，标准输入（-）没有路径；请加 --stdin-filename 指明文件名",
                "a baseline knows findings by the path of a file, and standard input (-) has none; "
                "give it one with --stdin-filename",
            )
    if alone is not None and given:
        does = {
            "--write-baseline": (
                "它只写基线，不输出、也不修复问题",
                "it writes the baseline and nothing else",
            ),
            "--diff": ("它只显示修复会改动什么", "it shows what fixes would change and nothing else"),
        }[alone]
        raise UsageError(
            f"{alone} 不能与 {given[0]} 同用：{does[0]}；请分两次运行",
            f"{alone} does not go with {given[0]}: {does[1]}; run them one after the other",
        )
    if options.stats and options.format not in ("text", "json"):
        raise UsageError(
            f"--stats 的输出格式只有 text 和 json，没有 {options.format}",
            f"--stats is written as text or json, not as {options.format}",
        )
    if options.explain and (options.stats or options.format != "text"):
        raise UsageError(
            "--explain 只用于文本输出，不能与 --stats 或其他 --format 同用",
            "--explain goes with text alone, not with --stats or another --format",
        )


def _write_apart(parts: Outcomes, engine: Engine, stream: TextIO, style: Style, options: Namespace) -> None:
    """Write what no reporter does: counts by rule, or findings with the why of each rule."""
    if options.stats:
        from gip_lint.reporters.statistics import Statistics  # noqa: PLC0415 - few runs count

        statistics = Statistics(parts.results())
        statistics.write(stream, style, options.format, parts.totals, engine.plugins.rules)
        return
    from gip_lint.reporters.explained import write_explained  # noqa: PLC0415 - few runs explain

    totals = None if options.quiet else parts.totals
    write_explained(parts.results(), engine.plugins.rules, stream, style, totals)


@contextmanager
def _stream(options: Namespace, *, document: bool) -> Iterator[TextIO]:
    """Yield the stream for findings: standard error where standard output is for a fixed text."""
    if options.fix and STANDARD_INPUT in options.paths and options.output is None:
        yield sys.stderr
    else:
        with opened(options.output, utf8=document, whole=document) as stream:
            yield stream
