"""What the rules share that report the checks a form declares (``[[table.check]]``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from gip_lint.kit import (
    Bilingual,
    BoundTable,
    Comparison,
    Finding,
    Offence,
    Related,
    Report,
    Rule,
    Severity,
    Term,
    offences,
)
from gip_lint_rules.arithmetic._shared.wording import label_of_column, name_of


class CheckRule(Rule):
    """A rule that reports the rows found by the form's checks of the rule's own name."""

    severity = Severity.WARNING
    advice: ClassVar[Bilingual]
    """What to do about it."""

    def reports(self, check: str) -> bool:
        """Return whether the checks of the key *check* are this rule's."""
        return check == self.name

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each row."""
        for table in report.tables.values():
            for key in filter(self.reports, dict.fromkeys(check.key for check in table.form.checks)):
                for offence in offences(table, key):
                    yield self._finding(table, offence)

    def _finding(self, table: BoundTable, offence: Offence) -> Finding:
        cell, title = offence.cell, offence.check.title
        row = cell.key.row
        assert row is not None
        name = name_of(table, (row, offence.check.column))
        shown = "，".join(_written(table, row, each, offence) for each in offence.check.finds[:1])
        others = [other for other in offence.cells.values() if other is not cell]
        return self.finding(
            Bilingual(
                f"{name}：{title.zh}（{shown}）；{self.advice.zh}",
                f"{name}: {title.en} ({shown}); {self.advice.en}",
            ),
            cell.span,
            cell=cell.key,
            related=[
                Related(_value(table, (row, column), other.raw), other.span, other.key)
                for column, other in offence.cells.items()
                if other in others
            ],
        )


def _value(table: BoundTable, place: tuple[str, str], raw: str) -> Bilingual:
    label = label_of_column(table, place)
    return Bilingual(f"{label}：{raw}", f"{label}: {raw}")


def _written(table: BoundTable, row: str, comparison: Comparison, offence: Offence) -> str:
    left = _sum(comparison.left, offence)
    right = _sum(comparison.right, offence)
    return f"{left} {comparison.relation} {right}"


def _sum(terms: tuple[Term, ...], offence: Offence) -> str:
    written = ""
    for term in terms:
        value = term.term if isinstance(term.term, int) else offence.cells[term.term].value
        assert value is not None
        sign = "-" if term.sign * value < 0 else "+"
        written += f" {sign} {abs(value)}" if written else ("-" if sign == "-" else "") + f"{abs(value)}"
    return written
