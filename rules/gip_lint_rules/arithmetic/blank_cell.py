"""GIP205 blank-cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    BoundTable,
    CellKey,
    DeviationKind,
    Example,
    Finding,
    Fix,
    Place,
    Reconciliation,
    Related,
    Report,
    Rule,
    Severity,
    Span,
)
from gip_lint_rules.arithmetic._shared.blanks import reconciled
from gip_lint_rules.arithmetic._shared.corrections import change_of, edit_of, fix_of
from gip_lint_rules.arithmetic._shared.samples import applications, review
from gip_lint_rules.arithmetic._shared.wording import holds, label_of_row, name_of

_MOST_ROWS = 5
"""Blanks in more rows than this are one finding about the table."""
_LOST = (DeviationKind.MISSING_CELL, DeviationKind.EXTRA_CELL)


class BlankCell(Rule):
    """A cell of the form is blank, or holds ``/``, ``—`` or 无 where 0 is due.

    In sums a blank part counts as zero, unless the configuration says ``blank = "unknown"``. A blank total
    whose parts are not all zero is reported here with the value that is due, and not by the rules about
    sums. Blanks that lie together are one finding: a row, or a table.

    A row whose figures do not match its columns in number is reported here as well: nobody can tell which
    figure stands in which column, so the sums it belongs to are not judged.
    """

    code = "GIP205"
    name = "blank-cell"
    severity = Severity.WARNING
    title = Bilingual(zh="应填数字的格子空着", en="a cell that requires a number is blank")
    description = Bilingual(
        zh="表中每一格都应填数字，没有发生的填 0，不要留空或画斜线、横线。空着的合计，请补上提示的数。",
        en="Every cell of the tables requires a number, 0 where nothing happened; not a slash, a dash, 无 or "
        "nothing. Fill in a blank total with the value given.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (Example(review("0 0 0 0 0")),)
    bad = (
        Example(
            review("10 1 0 0 /"),
            marked="/",
            cell=CellKey("review_litigation", "reconsideration", "total"),
            message="行政复议 × 总计：表中空白，应为 11",
            count=1,
        ),
        Example(
            applications(rejected_repeat="/ / / / / / /"),
            cell=CellKey("applications", "rejected_repeat"),
            message="7 格空白",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield blank totals one by one, other blanks by row or table, and rows that are torn."""
        for table in report.tables.values():
            torn = _torn_rows(table)
            if torn:
                yield self._torn(table, torn)
            blank = {
                place: cell for place, cell in table.cells.items() if cell.blank and place[0] not in torn
            }
            if not blank:
                continue
            reconciliation = reconciled(report, table)
            due = reconciliation.due
            owed = {place: due[place] for place in blank if due.get(place, 0) > 0}
            yield from self._owed(table, owed)
            by_row: dict[str, list[BoundCell]] = {}
            for place, cell in blank.items():
                if place not in owed:
                    by_row.setdefault(place[0], []).append(cell)
            yield from self._empty(reconciliation, by_row)

    def _owed(self, table: BoundTable, owed: Mapping[Place, int]) -> Iterator[Finding]:
        """Report blanks that the sums give a value for; many of them as one finding."""
        notes = []
        for place, due in owed.items():
            cell, name = table.cells[place], name_of(table, place)
            message = Bilingual(f"{name}：表中空白，应为 {due}", f"{name} is blank, must be {due}")
            notes.append(Related(message, cell.span, cell.key))
            if len(owed) <= _MOST_ROWS:
                repair, fix = (change_of(cell, due),), fix_of(cell, due)
                yield self.finding(message, cell.span, cell=cell.key, repairs=[repair], fix=fix)
        if len(owed) > _MOST_ROWS:
            cells = [(table.cells[place], due) for place, due in owed.items()]
            title = table.form.title
            yield self.finding(
                Bilingual(
                    f"{title.zh}有 {len(owed)} 格空白，按勾稽关系都不为 0，请补填",
                    f"{len(owed)} cells of the table of {title.en} are blank that the sums require",
                ),
                cells[0][0].span,
                cell=cells[0][0].key,
                related=notes,
                repairs=[tuple(change_of(cell, due) for cell, due in cells)],
                fix=Fix(
                    Bilingual("按勾稽关系补填", "fill in what the sums give"),
                    tuple(edit_of(cell, due) for cell, due in cells),
                ),
            )

    def _empty(
        self, reconciliation: Reconciliation, by_row: Mapping[str, list[BoundCell]]
    ) -> Iterator[Finding]:
        table = reconciliation.table
        number = sum(map(len, by_row.values()))
        title = table.form.title
        if number and number == len(table.cells):
            message = Bilingual(
                f"{title.zh}没有填写，没有发生的也应填 0", f"the table of {title.en} is not filled in"
            )
            yield self.finding(message, table.span, cell=CellKey(table.form.key))
        elif len(by_row) > _MOST_ROWS:
            message = Bilingual(
                f"{title.zh}有 {len(by_row)} 行共 {number} 格空白，没有发生的应填 0",
                f"{number} cells in {len(by_row)} rows of the table of {title.en} are blank; "
                "fill in 0 for none",
            )
            first = next(iter(by_row.values()))[0]
            notes = [_note(reconciliation, row, cells) for row, cells in by_row.items()]
            yield self.finding(message, first.span, cell=CellKey(table.form.key), related=notes)
        else:
            for row, cells in by_row.items():
                key, span = _place_of(table, row, cells)
                yield self.finding(_count(reconciliation, row, cells), span, cell=key)

    def _torn(self, table: BoundTable, torn: Mapping[str, Span]) -> Finding:
        """Report rows whose figures cannot be told apart; of lower severity where none is missing."""
        lost = {each.key.row for each in table.deviations if each.kind in _LOST}
        severity = None if lost.intersection(torn) else Severity.INFO
        notes = [
            Related(_misfit(table, row), span, CellKey(table.form.key, row)) for row, span in torn.items()
        ]
        first, title = notes[0], table.form.title
        unchecked = Bilingual("", "")
        if table.form.identities:
            unchecked = Bilingual("，有关的勾稽关系没有核对", "; the sums concerned were not checked")
        if len(notes) == 1:
            message = Bilingual(first.message.zh + unchecked.zh, first.message.en + unchecked.en)
            return self.finding(message, first.span, cell=first.cell, severity=severity)
        if all(table.doubts(span) for span in torn.values()):
            what = Bilingual(
                "的数在页面上没有显示完整，读不准", "figures are cut off on the page and not known for sure"
            )
        else:
            what = Bilingual("分不清哪个数属于哪一列", "figures cannot be told apart by column")
        message = Bilingual(
            f"{title.zh}有 {len(notes)} 行{what.zh}{unchecked.zh}",
            f"in {len(notes)} rows of the table of {title.en} {what.en}{unchecked.en}",
        )
        return self.finding(
            message, first.span, cell=CellKey(table.form.key), related=notes, severity=severity
        )


def _torn_rows(table: BoundTable) -> dict[str, Span]:
    """Find the rows of which the binding could not tell which figure belongs to which column."""
    torn = {each.key.row for each in table.deviations if each.kind is DeviationKind.MISSING_CELL}
    torn |= {cell.key.row for cell in table if not cell.placed}
    return {row: _row_span(table, row) for row in table.form.rows if row in torn}


def _misfit(table: BoundTable, row: str) -> Bilingual:
    extra = [
        each for each in table.deviations if each.kind is DeviationKind.EXTRA_CELL and each.key.row == row
    ]
    found = sum(place[0] == row for place in table.cells) + len(extra)
    wanted, label = len(table.form.columns(row)), label_of_row(table, row)
    cells = [cell for cell in table if cell.key.row == row]
    if any(table.doubts(cell.span) for cell in cells):
        return Bilingual(
            f"“{label}”的数在页面上没有显示完整（超出格子或页面），读不准；请用未被截断的文件再核对",
            f"the figures of {label} are cut off on the page, by a cell or its edge, and not known for sure; "
            "check a file that shows them whole",
        )
    if found == wanted:
        why = next(iter(dict.fromkeys(each.doubt.words for each in cells if each.doubt is not None)))
        return Bilingual(
            f"“{label}”的数读不准：{why.zh}；请对照原件核对",
            f"the figures of {label} are not known for sure: {why.en}; check them against the original",
        )
    return Bilingual(
        f"“{label}”应有 {wanted} 个数，找到 {found} 个，分不清哪个数属于哪一列",
        f"{label} requires {wanted} figures; {found} were found and cannot be told apart by column",
    )


def _row_span(table: BoundTable, row: str) -> Span:
    spans = [cell.span for cell in table if cell.key.row == row]
    span = table.row_spans.get(row) or (spans[0] if spans else table.span)
    for other in spans:
        span = span.cover(other)
    return span


def _place_of(table: BoundTable, row: str, cells: list[BoundCell]) -> tuple[CellKey, Span]:
    """Name one blank cell by itself, several as their row."""
    if len(cells) == 1:
        return cells[0].key, cells[0].span
    return CellKey(table.form.key, row), _row_span(table, row)


def _note(reconciliation: Reconciliation, row: str, cells: list[BoundCell]) -> Related:
    key, span = _place_of(reconciliation.table, row, cells)
    return Related(_count(reconciliation, row, cells), span, key)


def _count(reconciliation: Reconciliation, row: str, cells: list[BoundCell]) -> Bilingual:
    table = reconciliation.table
    if len(cells) > 1 or cells[0].key.column is None:
        label, number = label_of_row(table, row), len(cells)
        return Bilingual(
            f"“{label}”有 {number} 格空白，没有发生的应填 0",
            f"{number} cells of {label} are blank; fill in 0 for none",
        )
    place = row, cells[0].key.column
    name, found = name_of(table, place), holds(cells[0])
    if place in reconciliation.due:
        wanted = Bilingual("应为 0", "must be 0")
    elif place in reconciliation.suspects:
        wanted = Bilingual(
            "应填实际数，有关的勾稽关系不成立", "fill in the number; sums it belongs to do not hold"
        )
    else:
        wanted = Bilingual("没有发生的应填 0", "fill in 0 for none")
    return Bilingual(f"{name}：{found.zh}，{wanted.zh}", f"{name} {found.en}; {wanted.en}")
