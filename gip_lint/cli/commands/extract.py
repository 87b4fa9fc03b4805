"""``gip-lint extract``: the figures as data."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TextIO

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import apart_from_output, engine_of, paths_of, settings
from gip_lint.cli.notices import say_if_empty, show_failures
from gip_lint.cli.output import opened, write_json
from gip_lint.cli.shared_arguments import (
    add_common,
    add_fail_on,
    add_output,
    add_paths,
    add_plugins,
    add_reading,
    add_stdin_filename,
)
from gip_lint.config.configuration import Config
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.printable import printable
from gip_lint.model.report import Report
from gip_lint.readers.discovery import Source


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_reading(parser)
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    add_paths(parser)
    add_stdin_filename(parser)
    parser.take(
        "--format",
        default="json",
        choices=("json", "csv"),
        zh="json（默认）或 csv",
        en="json (default) or csv",
    )
    add_fail_on(parser)


def run(options: Namespace) -> int:
    """Write the figures of the paths; return 1 where a file could not be read as a report."""
    paths = options.paths = paths_of(options)
    engine = engine_of(options)
    config = settings(engine, paths, options)
    sources = engine.sources(paths, options.stdin_filename)
    sources = apart_from_output(engine, sources, config, options)
    say_if_empty(sources, options)
    run = _Run(engine, config, options)
    write = _write_csv if options.format == "csv" else _write_json
    with opened(options.output, utf8=True) as stream:
        write(run.reports(sources), stream)
    return int(run.incomplete and config.fail_on != "never")


class _Run:
    """Reads file after file, and says on standard error which of them hold no figures."""

    def __init__(self, engine: Engine, config: Config, options: Namespace) -> None:
        self.engine = engine
        self.config = config
        self.options = options
        self.incomplete = False

    def reports(self, sources: tuple[Source, ...]) -> Iterator[Report]:
        for source in sources:
            reading = self.engine.read(source)
            show_failures(reading.failures, self.options)
            for finding in reading.findings:
                self._complain(source, finding.rule, finding.message)
            for report in reading.reports:
                if not report.recognised:
                    message = Bilingual(
                        "不是年度报告，没有可提取的数据", "not an annual report; no figures to extract"
                    )
                    self._complain(source, "GIP002", message)
                yield report

    def _complain(self, source: Source, code: str, message: Bilingual) -> None:
        self.incomplete = True
        print(printable(f"{source.shown}: {code} {message[self.config.lang]}"), file=sys.stderr)


def _write_json(reports: Iterator[Report], stream: TextIO) -> None:
    from gip_lint.reporters.extraction import document, record  # noqa: PLC0415

    write_json(document(record(report) for report in reports), stream)


def _write_csv(reports: Iterator[Report], stream: TextIO) -> None:
    import csv  # noqa: PLC0415

    from gip_lint.reporters.extraction import CSV_HEADER, lines  # noqa: PLC0415

    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for report in reports:
        writer.writerows(lines(report))
