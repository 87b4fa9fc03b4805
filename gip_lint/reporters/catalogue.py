"""The reporters that gip-lint ships, each imported when it is the one that is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TextIO, cast

from gip_lint.model.result import Result
from gip_lint.plugins.reporter import Reporter, Style
from gip_lint.reporters.html.reporter import HtmlReporter
from gip_lint.reporters.json import JsonReporter
from gip_lint.reporters.text import TextReporter


class LazyReporter:
    """A reporter known by name, whose module is imported when it writes.

    *maker* is the class that writes, in the module of ``gip_lint.reporters`` that has the format's name.
    """

    def __init__(self, name: str, maker: str) -> None:
        self.name = name
        self.maker = maker

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write *result* as the reporter itself does."""
        module = import_module(f"gip_lint.reporters.{self.name}")
        cast("Reporter", getattr(module, self.maker)()).write(result, stream, style)


REPORTERS: tuple[Reporter, ...] = (
    TextReporter(),
    JsonReporter(),
    LazyReporter("sarif", "SarifReporter"),
    LazyReporter("github", "GithubReporter"),
    LazyReporter("gitlab", "GitlabReporter"),
    LazyReporter("junit", "JunitReporter"),
    LazyReporter("csv", "CsvReporter"),
    HtmlReporter(),
)
