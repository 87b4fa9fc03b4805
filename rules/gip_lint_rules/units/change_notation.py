"""GIP406 change-notation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    Edit,
    Example,
    Finding,
    Fix,
    Related,
    Report,
    Rule,
    Severity,
    fold,
)
from gip_lint_rules.units._shared.samples import changes_2019

_ALTOGETHER = (
    {"+", "-"},
    {"-", ""},
    {"增", "减"},
    {"增加", "减少"},
    {"净增", "净减"},
    {"净增加", "净减少"},
    {"新增", "减少"},
    {"上升", "下降"},
    {"↑", "↓"},
)
"""The ways that go together in one table: a sign or word for more and its fellow for less."""
_MINUS = "−–—"


class ChangeNotation(Rule):
    """本年增/减 is written in one way throughout a report.

    +2 and -5 go together, 增2 and 减5, 2 and -5; 增81 and 减少58, or +2 and a bare 5, do not. Where nothing
    changed, a 0 stands without sign: 增0 beside 0 is two ways for one thing.

    Source: 国办公开办函〔2019〕60号, 附件, table of part two.
    """

    code = "GIP406"
    name = "change-notation"
    severity = Severity.INFO
    title = Bilingual(zh="增减的写法不统一", en="several ways to write a change")
    description = Bilingual(
        zh="“本年增/减”一列有几种写法，汇总时容易读错正负。请统一写法：增加写“+”，减少写“-”，没有变化写 0。",
        en="The column 本年增/减 is written in several ways, which invites misreading. Use one: + for more, "
        "- for less, 0 for no change.",
    )
    sources = ("国办公开办函〔2019〕60号，附件表二",)
    good = (
        Example(changes_2019("+2", "-5", "0")),
        Example(changes_2019("增2", "减5", "0")),
        Example(changes_2019("2", "-5", "0")),
        Example(changes_2019("增加2", "减少5", "减少1")),
    )
    bad = (
        Example(changes_2019("增81", "减少58", "0"), marked="增81", message="增81、减少58", count=1),
        Example(changes_2019("增0", "增13", "0"), marked="增0", message="增0、0", count=1),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for a report that writes changes in ways that do not go together."""
        for table in report.tables.values():
            if "change" not in table.form.kinds:
                continue
            changes = [
                cell
                for cell in table
                if table.column(cell).kind == "change"
                and cell.sure
                and cell.value is not None
                and cell.unit is None
                and cell.quantity.note is None
            ]
            zeros = [cell for cell in changes if not cell.value and _sign(cell) != "="]
            moved = [cell for cell in changes if cell.value]
            odd: list[BoundCell] = []
            if len({bool(_sign(cell)) for cell in zeros}) > 1:
                odd = _one_of_each(zeros)
            if not any({_sign(cell) for cell in moved} <= ways for ways in _ALTOGETHER):
                odd = [*_one_of_each(moved), *odd]
            if odd:
                yield self._finding(odd, zeros)

    def _finding(self, odd: Sequence[BoundCell], zeros: Sequence[BoundCell]) -> Finding:
        shown = "、".join(dict.fromkeys(cell.raw for cell in odd))
        signed = [cell for cell in zeros if _sign(cell)]
        fix = Fix(
            Bilingual("没有变化的改为 0", "write 0 where nothing changed"),
            tuple(Edit(cell.span.start, cell.span.end, "0") for cell in signed),
            safe=True,
        )
        return self.finding(
            Bilingual(
                f"本年增/减的写法不统一（{shown}）；请统一，如增加写“+”、减少写“-”、没有变化写 0",
                f"本年增/减 is written in several ways ({shown}); use one, such as + for more, - for less "
                "and 0 for no change",
            ),
            odd[0].span,
            cell=odd[0].key,
            related=[
                Related(Bilingual("另一种写法", "another way of writing it"), cell.span, cell.key)
                for cell in odd[1:]
            ],
            fix=fix if signed else None,
        )


def _sign(cell: BoundCell) -> str:
    """Return the sign or word of change, one for all ways to print a sign; ``=`` for 持平 and the like."""
    sign = "".join(fold(cell.quantity.sign or "").split())
    if sign and not cell.value and sign == fold(cell.raw):
        return "="
    return "-" if sign and sign in _MINUS else sign


def _one_of_each(cells: Sequence[BoundCell]) -> list[BoundCell]:
    first: dict[str, BoundCell] = {}
    for cell in cells:
        first.setdefault(_sign(cell), cell)
    return list(first.values())
