"""``gip-lint rules``: the catalogue."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import language_here, plugins_here
from gip_lint.cli.output import opened, write_json, write_lines
from gip_lint.cli.shared_arguments import add_common, add_output, add_plugins, add_text_or_json
from gip_lint.model.bilingual import Language
from gip_lint.model.version import __version__
from gip_lint.plugins.registry import Plugins
from gip_lint.plugins.rule import Rule
from gip_lint.reporters.json import SCHEMA
from gip_lint.reporters.terminal import columns
from gip_lint.reporters.text import severity_name


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    add_text_or_json(parser)


def run(options: Namespace) -> int:
    """Write the list of rules, in the order of their codes."""
    plugins = plugins_here(options)
    language = language_here(options)
    as_json = options.format == "json"
    with opened(options.output, utf8=as_json) as stream:
        if as_json:
            write_json(_document(plugins, language), stream)
        else:
            write_lines(_lines(plugins, language), stream)
    return 0


def _lines(plugins: Plugins, language: Language) -> Iterator[str]:
    rows = [_row(rule, language) for rule in plugins.rules.values()]
    widths = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _row(rule: type[Rule], language: Language) -> tuple[str, str, str, str]:
    return rule.code, severity_name(rule.severity, language), rule.name, rule.title[language]


def _document(plugins: Plugins, language: Language) -> dict[str, Any]:
    rules = [
        {
            "code": code,
            "name": rule.name,
            "severity": rule.severity.value,
            "title": rule.title[language],
            "description": rule.description[language],
            "sources": list(rule.sources),
            "plugin": plugins.rule_owners[code],
        }
        for code, rule in plugins.rules.items()
    ]
    return {"schema": SCHEMA, "version": __version__, "rules": rules}
