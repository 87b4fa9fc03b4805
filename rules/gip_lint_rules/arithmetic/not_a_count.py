"""GIP206 not-a-count."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    BoundTable,
    CellKey,
    Doubt,
    Example,
    Finding,
    Place,
    Report,
    Rule,
    Severity,
)
from gip_lint_rules.arithmetic._shared.blanks import reconciled
from gip_lint_rules.arithmetic._shared.corrections import change_of, fix_of
from gip_lint_rules.arithmetic._shared.samples import applications, disclosure
from gip_lint_rules.arithmetic._shared.wording import name_of
from gip_lint_rules.units._shared.lists import lists_things

_LONGEST_SHOWN = 20


class NotACount(Rule):
    """A count must be a whole number, and an amount one exact number.

    ``22（其中修订16件）`` and ``3件`` are counts; ``12.5``, ``若干``, ``约40`` and ``8 7`` are none, and
    ``412. 36`` is not an amount. Money in a count is GIP402, a list of goods GIP405, a blank GIP205.
    """

    code = "GIP206"
    name = "not-a-count"
    severity = Severity.ERROR
    title = Bilingual(zh="件数不是整数", en="a count is not a whole number")
    description = Bilingual(
        zh="件数、项数应填整数。小数、约数和文字说明都无法汇总，请改填整数，说明文字移到正文。",
        en="Counts are whole numbers. Fractions, approximations and words cannot be summed up: give the "
        "number and move the words to the prose.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(disclosure(normative_documents="22（其中修订16件） 0 31")),)
    bad = (
        Example(
            applications(
                new_received="12.5 0 0 0 0 0 12", granted="12 0 0 0 0 0 12", processed_total="12 0 0 0 0 0 12"
            ),
            marked="12.5",
            cell=CellKey("applications", "new_received", "natural_person"),
            message="表中为 12.5，不是整数；按勾稽关系应为 12",
            count=1,
        ),
        Example(
            applications(
                new_received="若干 0 0 0 0 0 9", granted="9 0 0 0 0 0 9", processed_total="9 0 0 0 0 0 9"
            ),
            marked="若干",
            message="表中为 若干，不是数字；按勾稽关系应为 9",
            count=1,
        ),
        Example(
            disclosure(licensing="4 6").replace("4 | 6", "4 6"),
            marked="4 6",
            message="表中为 4 6，数字中间断开，读不准是几；请改填一个数，如是一个数则为 46",
            count=1,
        ),
        Example(
            disclosure(licensing="约40"),
            marked="约40",
            message="表中为 约40，不是准确的数；请改填准确数",
            count=1,
        ),
        Example(
            disclosure(fees="见财政公开"),
            marked="见财政公开",
            message="表中为 见财政公开，不是数字；请改填数字",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield every count, or change of a count, that is not a whole number."""
        for table in report.tables.values():
            for place, cell in table.cells.items():
                if _is_no_number(cell, table.form.column(*place).kind):
                    yield self._finding(table, place, cell, reconciled(report, table).due.get(place))

    def _finding(self, table: BoundTable, place: Place, cell: BoundCell, due: int | None) -> Finding:
        name = name_of(table, place)
        raw = cell.raw if len(cell.raw) <= _LONGEST_SHOWN else f"{cell.raw[:_LONGEST_SHOWN]}…"
        wrong, advice = _wrong(cell, table.form.column(*place).kind)
        if due is not None:
            advice = Bilingual(f"按勾稽关系应为 {due}", f"the sums require {due}")
        return self.finding(
            Bilingual(
                f"{name}：表中为 {raw}，{wrong.zh}；{advice.zh}", f"{name} is {raw}, {wrong.en}; {advice.en}"
            ),
            cell.span,
            cell=cell.key,
            repairs=[] if due is None else [(change_of(cell, due),)],
            fix=None if due is None else fix_of(cell, due),
        )


def _is_no_number(cell: BoundCell, kind: str) -> bool:
    if cell.doubt is not None:
        return cell.placed and not cell.blank
    if cell.blank or isinstance(cell.value, int):
        return False
    if cell.unit is not None:
        return False
    if cell.value is None:
        return not lists_things(cell.raw)
    return kind != "amount" and cell.value != int(cell.value)


def _wrong(cell: BoundCell, kind: str) -> tuple[Bilingual, Bilingual]:
    """Return what is wrong with a cell, and what to write."""
    if cell.doubt is Doubt.TORN:
        joined = "".join(cell.raw.split())
        return (
            Bilingual("数字中间断开，读不准是几", "broken off within and not known for sure"),
            Bilingual(f"请改填一个数，如是一个数则为 {joined}", f"give one number, {joined} if it is one"),
        )
    if cell.doubt is Doubt.INEXACT:
        return Bilingual("不是准确的数", "not exact"), Bilingual("请改填准确数", "give the exact number")
    advice = Bilingual("请改填整数", "give a whole number")
    if cell.value is None:
        if kind == "amount":
            advice = Bilingual("请改填数字", "give a number")
        return Bilingual("不是数字", "not a number"), advice
    return Bilingual("不是整数", "not a whole number"), advice
