"""GitHub Actions: a workflow command for each finding, which becomes an annotation of the line."""

from __future__ import annotations

from typing import TextIO

from gip_lint.model.finding import Finding
from gip_lint.model.printable import printable
from gip_lint.model.result import Result
from gip_lint.model.severity import Severity
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.paths import in_repository
from gip_lint.reporters.phrases import sentence

WORKSPACE = "GITHUB_WORKSPACE"
LONGEST_MESSAGE = 4096
"""GitHub refuses annotations of more than 64 KB; nobody reads as much."""
_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GithubReporter:
    """Writes one command a line, the gravest first: GitHub shows ten of a kind for each step."""

    name = "github"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the commands; messages are in the language of *style*."""
        for finding in sorted(result.findings, key=lambda finding: -finding.severity.rank):
            said = sentence(result, finding, style.language)[:LONGEST_MESSAGE]
            properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(finding).items())
            stream.write(f"::{_COMMAND[finding.severity]} {properties}::{_data(said)}\n")


def _properties(finding: Finding) -> dict[str, str]:
    location = finding.location
    path = printable(in_repository(finding.path, WORKSPACE))
    properties = {"title": f"{finding.rule} {finding.name}", "file": path}
    if location.line is not None:
        properties["line"] = str(location.line)
        properties["endLine"] = str(location.end_line or location.line)
        one_line = location.end_line in {None, location.line}
        if one_line and location.column is not None:
            properties["col"] = str(location.column)
            properties["endColumn"] = str(location.end_column or location.column)
    return properties


def _data(text: str) -> str:
    """Escape as the toolkit of GitHub Actions does (``escapeData``)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
