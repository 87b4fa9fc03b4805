"""JUnit XML: a suite for each file, for Jenkins, GitLab and whatever else shows tests."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, TextIO, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from gip_lint.model.finding import Finding
from gip_lint.model.printable import printable
from gip_lint.model.result import Result
from gip_lint.model.severity import Severity
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.phrases import sentence
from gip_lint.reporters.text import place

if TYPE_CHECKING:
    from io import TextIOBase

_OWN = frozenset({"GIP001", "GIP009"})
"""What could not be tested at all: an error in the words of JUnit, not a failure."""


class JunitReporter:
    """Writes a test case for each finding, and one that passes for each file in which nothing was found.

    What is no more than information passes, with its message as output.
    """

    name = "junit"

    def write(self, result: Result, stream: TextIO, style: Style) -> None:
        """Write the document; messages are in the language of *style*."""
        _Document(result, stream, style).write()


class _Document:
    def __init__(self, result: Result, stream: TextIO, style: Style) -> None:
        self.result = result
        self.language = style.language
        self.xml = XMLGenerator(cast("TextIOBase", stream), "utf-8", short_empty_elements=True)

    def write(self) -> None:
        found = {path: list(group) for path, group in groupby(self.result.findings, key=lambda f: f.path)}
        paths = dict.fromkeys([*(head.path for head in self.result.reports), *found])
        self.xml.startDocument()
        counts = _counts(self.result.findings, len([path for path in paths if path not in found]))
        self._start("testsuites", name="gip-lint", **counts)
        for path in paths:
            self._suite(path, found.get(path, []))
        self._end("testsuites")
        self.xml.endDocument()

    def _suite(self, path: str, findings: list[Finding]) -> None:
        self._start("testsuite", name=path, **_counts(findings, int(not findings)))
        for finding in findings:
            name = f"{finding.rule} {finding.name}{place(finding.location, self.language)}"
            self._start("testcase", classname=path, name=name)
            self._outcome(finding)
            self._end("testcase")
        if not findings:
            self._start("testcase", classname=path, name="gip-lint")
            self._end("testcase")
        self._end("testsuite")

    def _outcome(self, finding: Finding) -> None:
        said = sentence(self.result, finding, self.language)
        if finding.severity is Severity.INFO:
            self._start("system-out")
            self.xml.characters(said)
            self._end("system-out")
            return
        tag = "error" if finding.rule in _OWN else "failure"
        self._start(tag, type=finding.severity.value, message=said)
        notes = [note.message[self.language] for note in finding.related]
        self.xml.characters("\n".join(map(printable, [said, *notes])))
        self._end(tag)

    def _start(self, tag: str, **attributes: str) -> None:
        safe = {key: printable(value) for key, value in attributes.items()}
        self.xml.startElement(tag, AttributesImpl(safe))

    def _end(self, tag: str) -> None:
        self.xml.endElement(tag)


def _counts(findings: Iterable[Finding], passed: int) -> dict[str, str]:
    listed = list(findings)
    failed = [finding for finding in listed if finding.severity is not Severity.INFO]
    errors = sum(finding.rule in _OWN for finding in failed)
    return {
        "tests": str(len(listed) + passed),
        "failures": str(len(failed) - errors),
        "errors": str(errors),
    }
