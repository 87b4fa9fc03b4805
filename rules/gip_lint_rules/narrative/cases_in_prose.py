"""GIP504 cases-in-prose."""

from __future__ import annotations

from gip_lint.kit import Bilingual, BoundTable, CellKey, Example, Report, Severity, Statement
from gip_lint_rules.narrative._shared.against_table import Due, Figure, ProseRule, figure_of
from gip_lint_rules.narrative._shared.samples import told_of_cases

_LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
_OUTCOMES = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}


class CasesInProse(ProseRule):
    """The text gives other numbers of reconsiderations or lawsuits than part four.

    Only cases about information disclosure are compared: those that the sentence or its place says to be.
    What an office of justice hears as the judge of others is not meant. 行政诉讼 is the sum of both groups
    of the form.

    Source: 国办公开办函〔2021〕30号, table four.
    """

    code = "GIP504"
    name = "cases-in-prose"
    severity = Severity.ERROR
    table_key = "review_litigation"
    subjects = frozenset({"cases", "outcome"})
    advice = Bilingual(
        "请核对案件台账，改正有误的一处，使文字与表格一致",
        "check the register of cases and correct whichever is wrong",
    )
    title = Bilingual(zh="文字与表格的复议、诉讼数量不一致", en="text and table differ on cases")
    description = Bilingual(
        zh="文字部分写的政府信息公开行政复议、行政诉讼数量，与表四不一致。"
        "行政诉讼是“未经复议直接起诉”与“复议后起诉”之和。请核对案件台账，统一文字和表格。",
        en="The text gives other numbers of reconsiderations or lawsuits about information disclosure than "
        "part four. Lawsuits are the sum of both groups. Check the register of cases.",
    )
    sources = ("国办公开办函〔2021〕30号，表四", "国办公开办函〔2019〕60号，表四")
    good = (
        Example(
            told_of_cases(
                "因政府信息公开被申请行政复议2件，被提起行政诉讼3件。", "1 0 0 1 2", "1 0 0 0 1", "2 0 0 0 2"
            )
        ),
        Example(told_of_cases("全年办理行政复议案件35件，出庭应诉12件。", "1 0 0 0 1")),
        Example(told_of_cases("未发生因政府信息公开引起的行政诉讼。", "1 0 0 0 1")),
    )
    bad = (
        Example(
            told_of_cases("因政府信息公开被申请行政复议3件。", "1 0 0 1 2"),
            marked="因政府信息公开被申请行政复议3件",
            cell=CellKey("review_litigation", "reconsideration", "total"),
            message="表格“行政复议 × 总计”为 2",
            count=1,
        ),
        Example(
            told_of_cases("未发生因政府信息公开引起的行政复议和行政诉讼。", "1 0 0 0 1"),
            message="即 0 件",
            count=1,
        ),
    )

    def due(self, report: Report, table: BoundTable, statement: Statement) -> Due | None:
        """Hold the statement against the totals of the groups that it names, or one outcome of them."""
        if not statement.about_disclosure:
            return None
        severity = None if statement.by_name or not statement.number else Severity.WARNING
        rows = _groups(statement.rows)
        if statement.subject == "cases":
            figure = figure_of(report, table, rows, _label(table, rows, "总计"))
            return None if figure is None else Due(figure, figure.readings, severity=severity)
        if len(statement.columns) != 1:
            return None
        column = statement.columns[0]
        cells = [table[row, column] for row in rows]
        sure = [cell for cell in cells if cell is not None and cell.sure and cell.value is not None]
        if not sure or len(sure) != len(cells):
            return None
        value = sum(cell.value or 0 for cell in sure)
        wider = [table[row, column] for row in _groups(statement.wider)]
        if wider and statement.number == sum(cell.value or 0 for cell in wider if cell is not None):
            return None
        key = next((cell.key for cell in sure if cell.value), sure[0].key)
        name = _label(table, rows, _OUTCOMES[column]) or Bilingual(table.name(key), table.name(key))
        return Due(Figure(value, frozenset(), tuple(sure), key, name), frozenset({value}), severity=severity)


def _groups(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups of part four that *rows* are, each once."""
    named = (row for name in rows for row in (_LITIGATION if name == "litigation" else (name,)))
    return tuple(dict.fromkeys(named))


def _label(table: BoundTable, rows: tuple[str, ...], column: str) -> Bilingual | None:
    if len(rows) == 1:
        return None
    names = "、".join(" ".join((*table.row(row).above, table.row(row).label)) for row in rows)
    return Bilingual(f"{names} × {column}之和", f"sum of {names} × {column}")
