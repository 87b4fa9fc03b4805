"""What a rule is: a code, a meaning, examples, and a check from a report to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import NOWHERE, CellChange, CellKey, Finding, Fix, Location, Related
from gip_lint.model.report import Report
from gip_lint.model.severity import Severity
from gip_lint.plugins.options import Options
from gip_lint_grammar.nodes import Span


class Needs(Enum):
    """What must have been found in a text before a rule is asked."""

    TEXT = "text"
    """Nothing: the rule reads prose, and runs also on a text that is not an annual report."""
    REPORT = "report"
    """An annual report with at least one statutory part or table."""
    FILE = "file"
    """The file itself; the engine reports what its readers could not do under such a rule's code."""


@frozen
class Example:
    """A short report that shows a rule at work; it is the rule's test and its documentation.

    ``text`` is notation. In a bad example ``marked`` is the text that the finding underlines, ``cell`` its
    place in the tables; either may be left out. ``options`` are the rule's options for this example, as the
    configuration would give them.
    """

    text: str
    marked: str | None = None
    cell: CellKey | None = None
    message: str | None = None
    """A part of the Chinese message that has to appear."""
    count: int | None = None
    """How many findings of the rule are due; None for one or more."""
    year: int | None = None
    form: str | None = None
    note: Bilingual | None = None
    options: Mapping[str, object] = field(factory=dict)
    plugins: tuple[str, ...] = ()
    """What ``--plugin`` would name besides: a TOML file with a table that the rule is about."""


class Rule:
    """Base class of every rule, built in or of a plugin. The docstring of the class is its manual.

    Subclasses set the class attributes and write :meth:`check`. Rules hold no state between reports. A rule
    with options declares them in a class of its own (:mod:`gip_lint.plugins.options`) and sets ``options`` to
    the defaults, ``options: LongTitleOptions = LongTitleOptions()``; in :meth:`check`, ``self.options`` are
    those of the configuration.
    """

    code: ClassVar[str]
    """GIP and three digits for the built-in pack; plugins use a prefix of their own."""
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[Bilingual]
    """What is wrong, in a few words."""
    description: ClassVar[Bilingual]
    """What the rule finds, why it matters and what to do; two or three sentences."""
    sources: ClassVar[Sequence[str]] = ()
    """The laws, notices or papers on which the rule stands."""
    needs: ClassVar[Needs] = Needs.REPORT
    good: ClassVar[Sequence[Example]] = ()
    bad: ClassVar[Sequence[Example]] = ()
    options: Options = Options()
    preview: ClassVar[bool] = False
    """Whether the rule is on trial: on only under ``preview = true``, or where it is selected by itself."""

    def __init__(self, options: Options | None = None) -> None:
        if options is not None:
            self.options = options

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every place of *report* that offends against the rule."""
        raise NotImplementedError

    def finding(
        self,
        message: Bilingual,
        span: Span | None = None,
        *,
        cell: CellKey | None = None,
        related: Iterable[Related] = (),
        repairs: Iterable[tuple[CellChange, ...]] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
        concealed: Iterable[Span] = (),
        location: Location = NOWHERE,
    ) -> Finding:
        """Make a finding of this rule at *span* of the notation text; excerpts mask what is *concealed*.

        *location* is for what stands in the file and not in the text (:attr:`Report.hidden`).
        """
        return Finding(
            rule=self.code,
            name=self.name,
            severity=severity or self.severity,
            location=location,
            message=message,
            span=span,
            cell=cell,
            related=tuple(related),
            repairs=tuple(repairs),
            fix=fix,
            concealed=tuple(concealed),
        )
