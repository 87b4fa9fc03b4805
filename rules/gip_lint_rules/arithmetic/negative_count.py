"""GIP207 negative-count."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    BoundTable,
    CellKey,
    Example,
    Finding,
    Place,
    Report,
    Rule,
    Severity,
)
from gip_lint_rules.arithmetic._shared.blanks import reconciled
from gip_lint_rules.arithmetic._shared.corrections import change_of, fix_of
from gip_lint_rules.arithmetic._shared.samples import applications, disclosure_2019
from gip_lint_rules.arithmetic._shared.wording import name_of


class NegativeCount(Rule):
    """A count below zero. Only a change (本年增/减) may be negative.

    Sums that such a cell belongs to are not judged; where they leave one value for it, that value is given.
    """

    code = "GIP207"
    name = "negative-count"
    severity = Severity.ERROR
    title = Bilingual(zh="件数为负", en="a count below zero")
    description = Bilingual(
        zh="除“本年增/减”外，表中各数都是件数、项数，不会小于 0。多因误加减号，或把增减数填到了数量栏。",
        en="Except for the change over the year all figures are counts and cannot be below zero. Mostly a "
        "dash was typed before the figure, or a change stands where a number is due.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(disclosure_2019(licensing="31 减少5 165")),)
    bad = (
        Example(
            disclosure_2019(licensing="31 0 -165"),
            marked="-165",
            cell=CellKey("disclosure", "licensing", "decisions"),
            message="行政许可 × 处理决定数量：表中为 -165，件数不能小于 0",
            count=1,
        ),
        Example(
            applications(
                new_received="-5 0 0 0 0 0 5", granted="5 0 0 0 0 0 5", processed_total="5 0 0 0 0 0 5"
            ),
            marked="-5",
            cell=CellKey("applications", "new_received", "natural_person"),
            message="按勾稽关系应为 5",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield every count below zero."""
        for table in report.tables.values():
            for place, cell in table.cells.items():
                if _is_negative(cell) and table.form.column(*place).kind == "count":
                    yield self._finding(table, place, cell, reconciled(report, table).due.get(place))

    def _finding(self, table: BoundTable, place: Place, cell: BoundCell, due: int | None) -> Finding:
        name = name_of(table, place)
        hint = (
            Bilingual("", "")
            if due is None
            else Bilingual(f"；按勾稽关系应为 {due}", f"; the sums require {due}")
        )
        return self.finding(
            Bilingual(
                f"{name}：表中为 {cell.raw}，件数不能小于 0{hint.zh}",
                f"{name} is {cell.raw}; a count cannot be below zero{hint.en}",
            ),
            cell.span,
            cell=cell.key,
            repairs=[] if due is None else [(change_of(cell, due),)],
            fix=None if due is None else fix_of(cell, due),
        )


def _is_negative(cell: BoundCell) -> bool:
    return cell.sure and cell.value is not None and cell.value < 0
