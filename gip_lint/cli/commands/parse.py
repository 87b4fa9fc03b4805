"""``gip-lint parse``: what the grammar made of a file, what the reader did, what its sentences say."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import engine_of, paths_of, settings
from gip_lint.cli.notices import show_failures
from gip_lint.cli.output import opened, write_json, write_lines
from gip_lint.cli.shared_arguments import add_common, add_output, add_plugins, add_reading, add_stdin_filename
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import UsageError
from gip_lint.model.printable import printable, printable_lines
from gip_lint.model.report import Report
from gip_lint.plugins.sources import said
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.reading import ReaderFailedError, read_notation
from gip_lint.reporters import binding
from gip_lint.reporters.json import SCHEMA
from gip_lint.reporters.outline import drawn, values
from gip_lint.reporters.statements import drawn_statements, statement_values


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_reading(parser)
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    parser.take("path", metavar="PATH", zh="一个文件；- 表示标准输入", en="a file, or - for standard input")
    add_stdin_filename(parser)
    parser.take(
        "--format",
        default="tree",
        choices=("tree", "json"),
        zh="tree（默认）或 json",
        en="tree (default) or json",
    )
    parser.take(
        "--notation",
        action="store_true",
        zh="改为显示读取程序写出的文本",
        en="show the notation text that a reader made instead",
    )
    parser.take(
        "--binding",
        action="store_true",
        zh="改为显示表格怎样对应到格式：每格的原文、依据和把握",
        en="show the tables as bound instead: each cell's text, why it is that cell, and how sure",
    )
    parser.take(
        "--statements",
        action="store_true",
        zh="改为显示文字部分每句读懂了什么、与哪些单元格相比、哪些没有读懂",
        en="show what was understood of each sentence, the cells it is held against, and what was not",
    )


def run(options: Namespace) -> int:
    """Write tree, notation or statements of one file; return 1 where it cannot be read."""
    options.paths = [options.path]
    paths_of(options)
    engine = engine_of(options)
    settings(engine, [options.path], options)
    if Path(options.path).is_dir():
        raise UsageError(
            f"{options.path}：parse 只看一个文件", f"{options.path}: parse takes one file, not a folder"
        )
    sources = engine.sources([options.path], options.stdin_filename)
    if len(sources) != 1:
        raise UsageError(
            f"{options.path}：压缩包中有 {len(sources)} 个文件，parse 只看一个",
            f"{options.path}: parse takes one file; the archive holds {len(sources)}",
        )
    source = sources[0]
    if options.notation:
        try:
            config = engine.configurations.of(source.place)
            notation = read_notation(source, engine.plugins_for(config).readers, config.limits)
        except UnreadableError as error:
            return _unread(source.shown, error.message, options)
        except ReaderFailedError as error:
            blamed, why = engine.blamed(error.reader, config), said(error.__cause__ or error)
            return _unread(source.shown, Bilingual(f"{blamed.zh}：{why}", f"{blamed.en}: {why}"), options)
        with opened(options.output, utf8=True) as stream:
            stream.write(printable_lines(notation.text))
        return 0
    reading = engine.read(source)
    show_failures(reading.failures, options)
    for finding in reading.findings:
        return _unread(source.shown, finding.message, options)
    report = reading.reports[0]
    if options.statements:
        with opened(options.output, utf8=options.format == "json") as stream:
            if options.format == "json":
                write_json({"statements": statement_values(report)}, stream)
            else:
                stream.writelines(f"{line}\n" for line in drawn_statements(report, options.lang))
        return 0
    with opened(options.output, utf8=options.format == "json") as stream:
        if options.binding:
            _write_binding(reading.reports, options, stream)
        elif options.format == "json":
            write_json(values(report.document), stream)
        else:
            write_lines(drawn(report.document, report.source), stream)
    return 0


def _write_binding(reports: Sequence[Report], options: Namespace, stream: TextIO) -> None:
    if options.format == "json":
        write_json({"schema": SCHEMA, "reports": [binding.values(report) for report in reports]}, stream)
        return
    for report in reports:
        write_lines(binding.drawn(report, options.lang), stream)


def _unread(path: str, message: Bilingual, options: Namespace) -> int:
    print(printable(f"{path}: GIP001 {message[options.lang]}"), file=sys.stderr)
    return 1
