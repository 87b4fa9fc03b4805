"""Labels that are not printed as the form has them: one by one or, in a table full of them, together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from gip_lint.kit import Bilingual, BoundTable, CellKey, Edit, Finding, Fix, Related, Report, Rule, Span
from gip_lint_rules.structure._shared.labels import comparable, difference, is_slip

_MOST = 5
_MOST_NAMED = 3
_MOST_LOST = 2
_LEFT_ALONE = "\n\r|｜\t│"
"""Marks of a label that is torn over cells or lines and cannot be put right in one place."""


class Misprint(NamedTuple):
    """A label of the report and the one that is due."""

    key: CellKey
    span: Span
    """The label, or the whole row where it has none."""
    found: str
    """Empty where the label is lost."""
    due: str
    where: str = ""
    """What names the place if the label alone does not: the group of part four."""
    kind: Bilingual | None = None
    """What it is, if it is not what the rule looks for."""

    def message(self, kind: Bilingual) -> Bilingual:
        """Return what was found and what is due; *kind* is 行名 or 列名."""
        kind = self.kind or kind
        where = Bilingual(f"{self.where}的", f" of {self.where}") if self.where else Bilingual("", "")
        if not self.found:
            return Bilingual(
                f"这一行没有行名，按位置应为“{self.due}”",
                f"this row has no label; by its place it is “{self.due}”",
            )
        told = difference(self.found, self.due)
        zh, en = (f"（{told.zh}）", f" ({told.en})") if told else ("", "")
        return Bilingual(
            f"{where.zh}{kind.zh}“{self.found}”应为“{self.due}”{zh}",
            f"the {kind.en} “{self.found}”{where.en} must be “{self.due}”{en}",
        )

    def fix(self, text: str) -> Fix | None:
        """Put the due label in the place of the other; safe where it is off by a character or so."""
        written = self.span.text(text)
        if not self.found or any(mark in written for mark in _LEFT_ALONE):
            return None
        return Fix(
            Bilingual(f"改为“{self.due}”", f"write “{self.due}”"),
            (Edit(self.span.start, self.span.end, self.due),),
            safe=is_slip(self.found, self.due),
        )


class LabelRule(Rule):
    """A rule that holds the labels of each table against the form's."""

    kind: ClassVar[Bilingual]
    """What the labels are called: 行名 or 列名."""

    def misprints(self, report: Report, table: BoundTable) -> Iterator[Misprint]:
        """Yield the labels of *table* that differ from the form's."""
        raise NotImplementedError

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each label that differs, or one for a table full of them."""
        for table in report.tables.values():
            misprints = list(self.misprints(report, table))
            if _told_one_by_one(misprints, table):
                yield from (self._finding(report, each) for each in misprints)
            elif misprints:
                message, notes = _told_together(misprints, table, self.kind)
                yield self.finding(message, misprints[0].span, cell=CellKey(table.form.key), related=notes)

    def _finding(self, report: Report, misprint: Misprint) -> Finding:
        message = misprint.message(self.kind)
        advice = Bilingual("请照格式改正", "write it so") if misprint.found else Bilingual("请补上", "add it")
        return self.finding(
            Bilingual(f"{message.zh}；{advice.zh}", f"{message.en}: {advice.en}"),
            misprint.span,
            cell=misprint.key,
            fix=misprint.fix(report.text),
        )


def _told_one_by_one(misprints: Sequence[Misprint], table: BoundTable) -> bool:
    """Return whether each misprint is a finding: they are few, and the table is not torn."""
    return len(misprints) <= _MOST and not torn(table)


def _told_together(
    misprints: Sequence[Misprint], table: BoundTable, kind: Bilingual
) -> tuple[Bilingual, list[Related]]:
    """Word one finding for them all, with a note for each."""
    named = [f"“{each.due}”" for each in misprints[:_MOST_NAMED]]
    rest = Bilingual("等", " …") if len(misprints) > _MOST_NAMED else Bilingual("", "")
    title, number = table.form.title, len(misprints)
    cause = Bilingual("", "")
    if 2 * sum(comparable(each.found) in comparable(each.due) for each in misprints) > number:
        cause = Bilingual(
            "，多半是复制或转换时断开、丢失的", ", most of them torn or lost in copying or conversion"
        )
    message = Bilingual(
        f"{title.zh}有 {number} 处{kind.zh}与格式不一致（{'、'.join(named)}{rest.zh}）{cause.zh}；"
        "请对照格式逐一改正",
        f"{number} {kind.en}s of the table of {title.en} differ from the form's "
        f"({', '.join(named)}{rest.en}){cause.en}; write them as the form does",
    )
    return message, [Related(each.message(kind), each.span, each.key) for each in misprints]


def torn(table: BoundTable) -> bool:
    """Return whether so many rows lost their labels that what is not found may stand there unread."""
    return len(without_label(table)) > _MOST_LOST


def without_label(table: BoundTable) -> list[str]:
    """Return the keys of the rows that were bound by their place alone."""
    if table.form.layout == "across":
        return []
    return [row for row in table.row_spans if row not in table.label_spans]


def label_in(report: Report, span: Span) -> str:
    """Return a label as it is written, on one line."""
    return " ".join(span.text(report.text).split())
