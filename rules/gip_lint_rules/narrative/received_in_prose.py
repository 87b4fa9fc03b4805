"""GIP501 received-in-prose."""

from __future__ import annotations

from gip_lint.kit import Bilingual, BoundTable, CellKey, Example, Report, Severity, Statement
from gip_lint_rules.narrative._shared.against_table import Due, ProseRule, figure_of
from gip_lint_rules.narrative._shared.samples import told

_NEW, _OVER = "new_received", "carried_over"


class ReceivedInProse(ProseRule):
    """The text gives another number of applications received than table three.

    收到, 受理 and 收办 are used both for new applications and for these with the ones carried over; either
    number is right. 新收 means new ones only. 未收到申请 is zero. Nothing is compared that speaks for one
    office (局机关, 本级, a lower organ), for part of the year or another year, or that is rounded; what is
    said of a whole territory (全市) is held against the table of a government as a warning.

    Source: 国办公开办函〔2021〕30号, tables and text of one report come from the same register.
    """

    code = "GIP501"
    name = "received-in-prose"
    severity = Severity.ERROR
    subjects = frozenset({"new", "received"})
    title = Bilingual(zh="文字与表格的申请数量不一致", en="text and table differ on applications received")
    description = Bilingual(
        zh="文字部分写的收到政府信息公开申请数量，与表三“本年新收”（或本年新收加上年结转）不一致。"
        "读者无从判断哪个数字属实。请核对依申请公开登记台账，统一文字和表格。",
        en="The text gives a number of applications received that is neither the new ones of table three nor "
        "these with the ones carried over. Check the register and make text and table agree.",
    )
    sources = ("国办公开办函〔2021〕30号，表三第一项、第二项", "国办公开办函〔2019〕60号，表三")
    good = (
        Example(told("全年共收到政府信息公开申请5件，均为自然人提出。", new_received=5, granted=5)),
        Example(
            told("2023年，我局共受理政府信息公开申请7件。", new_received=5, carried_over=2, granted=7),
            note=Bilingual(zh="受理数含上年结转2件。", en="The number includes two carried over."),
        ),
        Example(told("局机关收到政府信息公开申请3件。", new_received=5, granted=5)),
        Example(told("比2022年少收到政府信息公开申请3件。", new_received=5, granted=5)),
        Example(told("上半年收到政府信息公开申请3件。", new_received=5, granted=5)),
    )
    bad = (
        Example(
            told("全年共收到政府信息公开申请6件，均已按期答复。", new_received=5, granted=5),
            marked="全年共收到政府信息公开申请6件",
            cell=CellKey("applications", _NEW, "total"),
            message="表格“一、本年新收政府信息公开申请数量 × 总计”为 5",
            count=1,
        ),
        Example(
            told("本年度未收到政府信息公开申请。", new_received=2, granted=2),
            marked="本年度未收到政府信息公开申请",
            message="即 0 件",
            count=1,
        ),
    )

    def due(self, report: Report, table: BoundTable, statement: Statement) -> Due | None:
        """Hold the statement against the new applications, or these and the ones carried over."""
        new = figure_of(report, table, (_NEW,))
        if new is None:
            return None
        if statement.struck and statement.number - statement.struck in new.readings:
            return None
        over = figure_of(report, table, (_OVER,))
        if statement.subject == "new":
            return Due(new, new.readings)
        if over is None:
            return Due(new, new.readings) if statement.number < new.value else None
        both = frozenset(a + b for a in new.readings for b in over.readings)
        note = Bilingual("", "")
        if over.value:
            whole = new.value + over.value
            note = Bilingual(
                f"（加上年结转 {over.value} 件为 {whole}）", f" ({whole} with the {over.value} carried over)"
            )
        return Due(new, new.readings | both, note)
