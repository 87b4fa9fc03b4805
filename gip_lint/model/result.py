"""What a run gives back: values, without the texts and trees that they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from attrs import astuple, field, frozen

from gip_lint.model.excerpt import Excerpt
from gip_lint.model.finding import NOWHERE, CellKey, Finding, Location
from gip_lint.model.severity import FailOn, Severity
from gip_lint_grammar.nodes import Span


class ReportHead(NamedTuple):
    """What a report says it is; None for what is not known."""

    path: str
    form: str | None
    year: int | None
    agency: str | None
    unsure: int = 0
    """How many figures of its tables are not known for sure and were not checked."""


class CellPlace(NamedTuple):
    """A cell as the form names it, and where it stands."""

    label: str
    location: Location = NOWHERE


class Failure(NamedTuple):
    """A reader, a rule or gip-lint itself that raised: for who has to mend it."""

    path: str
    what: str
    traceback: str


@frozen
class Totals:
    """How much was looked at and found; what is counted of several files is added up."""

    files: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    fixable: int = 0
    """Findings with a fix that can be made."""
    safely_fixable: int = 0
    suppressed: int = 0
    """Findings that the files themselves suppress."""
    baselined: int = 0
    """Findings that the baseline knows."""
    unsure: int = 0
    """Figures that are not known for sure and were not checked."""

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    def count(self, severity: Severity) -> int:
        """Return how many findings are of that severity."""
        return {Severity.ERROR: self.errors, Severity.WARNING: self.warnings, Severity.INFO: self.infos}[
            severity
        ]

    def failed(self, level: FailOn = "error") -> bool:
        """Return whether anything at or above *level* was found."""
        if level == "never":
            return False
        return any(self.count(severity) for severity in Severity if severity >= Severity(level))


@frozen
class Result:
    """The outcome of a run: the reports, what is wrong in them, and what a reporter shows with it."""

    reports: tuple[ReportHead, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Ordered by path, line, column and code."""
    files: int = 0
    """How many files were looked at, those that could not be read included."""
    suppressed: int = 0
    """How many findings the files themselves suppress."""
    baselined: int = 0
    """How many findings the baseline knows."""
    excerpts: Mapping[tuple[str, Span], Excerpt] = field(factory=dict)
    """The line behind every span of a finding or a note, by path and span."""
    cells: Mapping[tuple[str, CellKey], CellPlace] = field(factory=dict)
    """The cells that findings speak of, by path and key."""
    failures: tuple[Failure, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings are of that severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def totals(self) -> Totals:
        """How much was looked at and found."""
        fixes = [finding.fix for finding in self.findings if finding.fix is not None]
        return Totals(
            files=self.files,
            errors=self.count(Severity.ERROR),
            warnings=self.count(Severity.WARNING),
            infos=self.count(Severity.INFO),
            fixable=sum(fix.applicable(unsafe=True) for fix in fixes),
            safely_fixable=sum(fix.applicable(unsafe=False) for fix in fixes),
            suppressed=self.suppressed,
            baselined=self.baselined,
            unsure=sum(report.unsure for report in self.reports),
        )

    @property
    def worst(self) -> Severity | None:
        """The gravest severity found, or None where nothing was."""
        return max((finding.severity for finding in self.findings), default=None)

    def failed(self, level: FailOn = "error") -> bool:
        """Return whether anything at or above *level* was found."""
        if level == "never":
            return False
        return self.worst is not None and self.worst >= Severity(level)


def joined(results: Iterable[Result]) -> Result:
    """Make one result of several, their findings in order."""
    parts = tuple(results)
    excerpts: dict[tuple[str, Span], Excerpt] = {}
    cells: dict[tuple[str, CellKey], CellPlace] = {}
    for part in parts:
        excerpts.update(part.excerpts)
        cells.update(part.cells)
    return Result(
        reports=tuple(report for part in parts for report in part.reports),
        findings=tuple(sorted((finding for part in parts for finding in part.findings), key=_order)),
        files=sum(part.files for part in parts),
        suppressed=sum(part.suppressed for part in parts),
        baselined=sum(part.baselined for part in parts),
        excerpts=excerpts,
        cells=cells,
        failures=tuple(failure for part in parts for failure in part.failures),
    )


def _order(finding: Finding) -> tuple[str, float, float, int, str]:
    place = finding.location
    page = place.page or 0
    line = float("inf") if place.line is None and finding.span is not None else place.line or 0
    return finding.path, page, line, place.column or (finding.span.start if finding.span else 0), finding.rule
