"""``gip-lint check``: find what is wrong."""

from __future__ import annotations

from argparse import Namespace

from gip_lint.commands.start import engine_of, notice_if_empty, settings, show_failures
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
    result = joined(engine.check(source) for source in sources)
    show_failures(result.failures, options)
    document = reporter.name != "text"
    with opened(options.output, utf8=document, whole=document) as stream:
        colour = options.output is None and has_colour(stream)
        reporter.write(result, stream, Style(config.lang, colour))
    return int(result.failed(config.fail_on))
