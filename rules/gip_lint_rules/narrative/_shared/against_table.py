"""How statements of prose are held against the tables, and how a difference is told.

A statement is compared only where its subject, scope and period are those of the table. What it may mean is
a set of numbers; only a number outside that set is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    BoundTable,
    CellKey,
    Finding,
    Number,
    Place,
    Related,
    Report,
    Rule,
    Scope,
    Severity,
    Statement,
    clause_quote,
    is_government,
    once,
    statements_of,
)
from gip_lint_rules.arithmetic._shared.blanks import reconciled

_SHOWN = 8
_MOST_PARTS = 8
_DIVIDED = frozenset({"result", "finished", "answered", "handled", "document"})
"""What the text divides into more kinds than the form has rows."""
_NO_NOTE = Bilingual("", "")


class Figure(NamedTuple):
    """What the table gives for one thing, in one cell or as the sum of several."""

    value: Number
    """As it stands in the cells."""
    also: frozenset[Number]
    """The sums of the cells beside a total, where the table gives another total than that sum."""
    cells: tuple[BoundCell, ...]
    key: CellKey
    """The cell that the figure is, or the first that it is a sum of."""
    label: Bilingual
    """As the form prints it."""

    @property
    def readings(self) -> frozenset[Number]:
        """The value, and the sum beside it."""
        return self.also | {self.value}


class Due(NamedTuple):
    """What a statement is held against."""

    figure: Figure
    accepted: frozenset[Number]
    """Every number that the statement may give."""
    note: Bilingual = _NO_NOTE
    """How the accepted numbers come about, where there are several."""
    severity: Severity | None = None


class ProseRule(Rule):
    """Base of the rules that hold statements of one kind against cells."""

    table_key: ClassVar[str] = "applications"
    subjects: ClassVar[frozenset[str]]
    advice: ClassVar[Bilingual] = Bilingual(
        "请核对登记台账，改正有误的一处，使文字与表格一致",
        "check the register and correct whichever is wrong, so that text and table agree",
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every statement whose number the table does not bear out."""
        table = report.tables.get(self.table_key)
        if table is None:
            return
        told = [statement for statement in statements_of(report) if statement.subject in self.subjects]
        judged = [
            (statement, self.due(report, table, statement)) for statement in told if statement.comparable
        ]
        borne_out = {
            _theme(statement) for statement, due in judged if due and statement.number in due.accepted
        }
        sentences = sentences_of(report)
        accused: set[tuple[object, ...]] = set()
        for statement, due in judged:
            if due is None or statement.number in due.accepted or _theme(statement) in borne_out:
                continue
            together = (*_theme(statement), statement.sentence)
            if together in accused or _explained(statement, due, sentences[sentence_of(statement)]):
                continue
            accused.add(together)
            if statement.scope is Scope.TERRITORY and not is_government(report.agency):
                continue
            severity = Severity.WARNING if statement.scope is Scope.TERRITORY else due.severity
            yield self._difference(report, table, statement, due, severity)

    def due(self, report: Report, table: BoundTable, statement: Statement) -> Due | None:
        """Return what *statement* is held against; None where that is not certain."""
        raise NotImplementedError

    def _difference(
        self, report: Report, table: BoundTable, statement: Statement, due: Due, severity: Severity | None
    ) -> Finding:
        quote, span = clause_quote(statement.clause, report)
        figure = due.figure
        said = (
            Bilingual("即 0 件", "means 0")
            if statement.stated_none
            else Bilingual(f"写的是 {statement.number}", f"gives {statement.number}")
        )
        shown = (
            Bilingual(f"为 {figure.value}", f"is {figure.value}")
            if any(cell.raw.strip() for cell in figure.cells)
            else Bilingual("空白", "is blank")
        )
        broken = broken_at(report, table, figure.cells)
        table_broken = (
            Bilingual(
                "；该格所在的行列本身也不平，宜先核表",
                "; the sums of the table fail at this cell too: see to them first",
            )
            if broken
            else Bilingual("", "")
        )
        return self.finding(
            Bilingual(
                f"文字“{quote}”{said.zh}，表格“{figure.label.zh}”{shown.zh}{due.note.zh}，"
                f"两者不一致{table_broken.zh}；{self.advice.zh}",
                f"the text “{quote}” {said.en}, the table's {figure.label.en} "
                f"{shown.en}{due.note.en}: they differ{table_broken.en}; {self.advice.en}",
            ),
            span,
            cell=figure.key,
            related=related(table, figure.cells),
            severity=severity,
        )


@once
def sentences_of(report: Report) -> Mapping[tuple[int, int], Sequence[Statement]]:
    """Return what each sentence states, by passage and beginning."""
    told: dict[tuple[int, int], list[Statement]] = {}
    for statement in statements_of(report):
        told.setdefault(sentence_of(statement), []).append(statement)
    return told


def _explained(statement: Statement, due: Due, beside: Sequence[Statement]) -> bool:
    """Return whether other numbers of its sentence make up what *statement* lacks: 按时办结 7 件，延期 2 件.

    Numbers whose words are not understood, or name no row, may count some of the same.
    """
    alike = [other.number for other in beside if _theme(other) == _theme(statement)]
    if len(alike) > 1 and sum(alike) in due.accepted:
        return True
    if statement.subject not in _DIVIDED:
        return False
    nameless = [other.number for other in beside if other.rows == ("",)]
    return any(number - statement.number in _sums((*statement.parts, *nameless)) for number in due.accepted)


def _sums(numbers: Sequence[Number]) -> set[Number]:
    """Return what some of *numbers* make together, none of them being nothing."""
    sums: set[Number] = set()
    for number in numbers[:_MOST_PARTS]:
        sums |= {number, *(each + number for each in sums)}
    return sums - {0}


def sentence_of(statement: Statement) -> tuple[int, int]:
    """Return which sentence a statement stands in."""
    return id(statement.clause.passage), statement.sentence


def _theme(statement: Statement) -> tuple[int, str, tuple[str, ...], tuple[str, ...]]:
    return id(statement.clause.passage), statement.subject, statement.rows, statement.columns


def related(table: BoundTable, cells: Iterable[BoundCell]) -> tuple[Related, ...]:
    """Point at the cells that a figure is made of: all, or those with something in them where they are
    many."""
    listed = list(cells)
    if len(listed) > 2:
        listed = [cell for cell in listed if cell.value] or listed[:1]
    return tuple(
        Related(
            Bilingual(
                f"表格“{table.name(cell.key)}”：{cell.raw or '空白'}",
                f"{table.name(cell.key)}: {cell.raw or 'blank'}",
            ),
            cell.span,
            cell.key,
        )
        for cell in listed[:_SHOWN]
    )


def broken_at(report: Report, table: BoundTable, cells: Sequence[BoundCell]) -> bool:
    """Return whether sums of the table fail that one of *cells* belongs to."""
    outcomes = [outcome for cause in reconciled(report, table).causes for outcome in cause.broken]
    places: set[Place] = {place for outcome in outcomes for place in outcome.sum.places}
    return any((cell.key.row, cell.key.column) in places for cell in cells)


def figure_of(
    report: Report, table: BoundTable, rows: Sequence[str], label: Bilingual | None = None
) -> Figure | None:
    """Return the total of *rows* of table three or four together; None where a cell cannot be relied on."""
    values: list[Number] = []
    sums: list[Number] = []
    cells: list[BoundCell] = []
    for row in rows:
        cell = table[row, "total"]
        parts = [
            part
            for column in table.form.columns(row)
            if column.key != "total" and (part := table[row, column.key]) is not None
        ]
        whole = len(parts) == len(table.form.columns(row)) - 1 and all(part.sure for part in parts)
        sum_of_parts = sum(part.value or 0 for part in parts) if whole else None
        if cell is None or cell.value is None:
            if sum_of_parts is None or report.blank_as == "unknown":
                return None
            if cell is None:
                cells.extend(part for part in parts if part.value)
                cells.extend(parts[:1])
            else:
                cells.append(cell)
            value = sum_of_parts
        elif not cell.sure:
            return None
        else:
            cells.append(cell)
            value = cell.value
        values.append(value)
        sums.append(value if sum_of_parts is None else sum_of_parts)
    if not cells:
        return None
    key = CellKey(table.form.key, rows[0], "total")
    if len(rows) > 1:
        key = next((cell.key for cell in cells if cell.value), key)
    name = label or Bilingual(table.name(key), table.name(key))
    return Figure(sum(values), frozenset({sum(sums)}), tuple(cells), key, name)
