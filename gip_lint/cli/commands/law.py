"""``gip-lint law``: what the registers of law know of a title or a document number."""

from __future__ import annotations

from argparse import Namespace

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import language_here, plugins_here
from gip_lint.cli.output import opened, write_lines
from gip_lint.cli.shared_arguments import add_common, add_output, add_plugins, year


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    parser.take(
        "query",
        nargs="+",
        metavar="TITLE|NUMBER",
        zh="名称或文号：《中华人民共和国政府信息公开条例》、国务院令第711号",
        en="a title or a document number: 《中华人民共和国政府信息公开条例》, 国务院令第711号",
    )
    parser.take(
        "--year",
        type=year,
        metavar="YEAR",
        zh="该年度的报告应当引用什么",
        en="say what a report for that year is to cite",
    )


def run(options: Namespace) -> int:
    """Write what every register says of the query."""
    language = language_here(options)
    with opened(options.output) as stream:
        answers = plugins_here(options).law(" ".join(options.query), options.year)
        write_lines((line for answer in answers for line in answer[language].split("\n")), stream)
    return 0
