"""GIP503 carried-in-prose."""

from __future__ import annotations

from gip_lint.kit import Bilingual, BoundTable, CellKey, Example, Report, Severity, Statement
from gip_lint_rules.narrative._shared.against_table import Due, ProseRule, figure_of
from gip_lint_rules.narrative._shared.samples import told

_OVER, _FORWARD = "carried_over", "carried_forward"


class CarriedInProse(ProseRule):
    """The text gives another number carried over from last year or carried forward to the next.

    结转 without a direction may be either; 2022年结转 in a report for 2023 is carried over, 结转至2024年
    forward. 无结转 is zero.

    Source: 国办公开办函〔2021〕30号, table three, items two and four.
    """

    code = "GIP503"
    name = "carried-in-prose"
    severity = Severity.ERROR
    subjects = frozenset({"carried_over", "carried_forward", "carried"})
    title = Bilingual(zh="文字与表格的结转数量不一致", en="text and table differ on applications carried")
    description = Bilingual(
        zh="文字部分写的上年结转或结转下年度数量，与表三第二项、第四项不一致。"
        "请核对：上年结转应等于上年年报的“结转下年度”，结转下年度应等于年底尚未办结的件数。",
        en="The text gives another number of applications carried over or forward than table three. Carried "
        "over must be what last year's report carried forward; carried forward is what was open at the "
        "year's end.",
    )
    sources = ("国办公开办函〔2021〕30号，表三第二项、第四项", "国办公开办函〔2019〕60号，表三")
    good = (
        Example(
            told(
                "新收政府信息公开申请5件，上年结转1件，办结5件，结转下年度1件。",
                new_received=5,
                carried_over=1,
                granted=5,
                carried_forward=1,
            )
        ),
        Example(
            told("2022年结转的政府信息公开申请2件已办结。", new_received=5, carried_over=2, granted=7),
        ),
    )
    bad = (
        Example(
            told("新收政府信息公开申请5件，结转下年度2件。", new_received=5, granted=4, carried_forward=1),
            marked="结转下年度2件",
            cell=CellKey("applications", _FORWARD, "total"),
            message="表格“四、结转下年度继续办理 × 总计”为 1",
            count=1,
        ),
        Example(
            told("没有上年结转的政府信息公开申请。", new_received=5, carried_over=1, granted=6),
            cell=CellKey("applications", _OVER, "total"),
            count=1,
        ),
    )

    def due(self, report: Report, table: BoundTable, statement: Statement) -> Due | None:
        """Hold the statement against the row of its direction, or either where it names none."""
        figures = [
            figure
            for row in (_OVER, _FORWARD)
            if statement.subject in (row, "carried") and (figure := figure_of(report, table, (row,)))
        ]
        if not figures or (statement.subject == "carried" and len(figures) < 2):
            return None
        accepted = frozenset(reading for figure in figures for reading in figure.readings)
        if len(figures) == 1:
            return Due(figures[0], accepted)
        other = figures[1]
        return Due(
            figures[0],
            accepted,
            Bilingual(f"、“{other.label.zh}”为 {other.value}", f" and {other.label.en} is {other.value}"),
        )
