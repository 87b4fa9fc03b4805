"""``gip-lint check``: find what is wrong."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from gip_lint.commands.start import engine_of, notice_if_empty, settings, show_failures
from gip_lint.discovery import STANDARD_INPUT
from gip_lint.output import has_colour, opened
from gip_lint.reporters.base import Style
from gip_lint.reporters.text import TextReporter
from gip_lint.result import joined


def run(options: Namespace) -> int:
    """Write what is wrong in the paths; return 1 where that is at or above the failing level."""
    paths = options.paths or ["."]
    engine = engine_of(options)
    config = settings(engine, paths, options)
    reporter = engine.plugins.reporter(options.format)
    if options.quiet and isinstance(reporter, TextReporter):
        reporter = TextReporter(summary=False)
    sources = engine.sources(paths)
    notice_if_empty(sources, options)
    unwritten = 0
    if options.fix or options.diff:
        from gip_lint.commands import fixing  # noqa: PLC0415 - few runs fix

        if options.diff:
            return fixing.show(engine, sources, options)
        sources, unwritten = fixing.make(engine, sources, options)
    result = joined(engine.check(source) for source in sources)
    show_failures(result.failures, options)
    document = reporter.name != "text"
    with _stream(options, document=document) as stream:
        colour = options.output is None and has_colour(stream)
        reporter.write(result, stream, Style(config.lang, colour, options.unsafe_fixes))
    return 2 if unwritten else int(result.failed(config.fail_on))


@contextmanager
def _stream(options: Namespace, *, document: bool) -> Iterator[TextIO]:
    """Give the stream for findings: standard error where standard output is for a fixed text."""
    if options.fix and STANDARD_INPUT in options.paths and options.output is None:
        yield sys.stderr
    else:
        with opened(options.output, utf8=document, whole=document) as stream:
            yield stream
