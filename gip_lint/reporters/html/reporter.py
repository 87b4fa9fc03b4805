"""One self-contained page: the reports, what is wrong marked in place, and a summary over all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from gip_lint.model.result import Result
from gip_lint.plugins.reporter import Pieces, Style

if TYPE_CHECKING:
    from gip_lint.model.report import Report


class HtmlReporter:
    """Draws each file where it is checked, and writes the page around what was drawn.

    The page loads nothing: styles and script stand in it, under a content security policy that allows
    these two and nothing else.
    """

    name = "html"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the page of a result without its reports: findings and summary."""
        from gip_lint.reporters.html.document import write_page  # noqa: PLC0415 - few runs draw a page

        paths = dict.fromkeys([*(head.path for head in result.reports), *(f.path for f in result.findings)])
        found = {path: tuple(group) for path, group in groupby(result.findings, key=lambda f: f.path)}
        drawn = [
            self.pages(
                Result(
                    reports=tuple(head for head in result.reports if head.path == path),
                    findings=found.get(path, ()),
                    files=1,
                    excerpts=result.excerpts,
                    cells=result.cells,
                ),
                (),
                style,
            )
            for path in paths
        ]
        write_page([each[0] for each in drawn], [each[1] for each in drawn], result.files, stream, style)

    def pieces(self, result: Result, style: Style, columns: int) -> tuple[str, ...]:
        """Draw a file of which no report is at hand."""
        return self.pages(result, (), style)

    def pages(self, result: Result, reports: Sequence[Report], style: Style) -> tuple[str, ...]:
        """Draw one file with its reports, and beside it what the summary says of it."""
        from gip_lint.reporters.html.file import drawn  # noqa: PLC0415

        return drawn(result, reports, style)

    def assemble(self, drawn: Pieces, stream: TextIO, style: Style) -> None:
        """Write the page around what was drawn of every file."""
        from gip_lint.reporters.html.document import write_page  # noqa: PLC0415

        write_page(drawn.pieces(0), drawn.pieces(1), drawn.totals.files, stream, style)
