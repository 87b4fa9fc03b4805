"""Where each finding of a report shows: on a cell, on a label, on words of the prose, or nowhere in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import define, field

from gip_lint.model.finding import CellChange, CellKey, Finding
from gip_lint.model.report import BoundTable, Report
from gip_lint_grammar.nodes import Span


@define
class Places:
    """The findings of one report by the place where they show; numbers count the findings of the file."""

    cells: dict[CellKey, list[int]] = field(factory=lambda: defaultdict(list))
    """By cell; a row or a column is None where a whole line is meant."""
    changes: dict[CellKey, CellChange] = field(factory=dict)
    """What a cell must hold, where the repair is certain."""
    prose: list[tuple[Span, int]] = field(factory=list)
    shown: set[int] = field(factory=set)
    """The findings that show anywhere."""

    def gather(self, blocks: Sequence[Span]) -> None:
        """Move what stands between *blocks* of prose, as a missing part does, behind the one before."""
        starts = [block.start for block in blocks]
        for number, (span, finding) in enumerate(self.prose):
            before = max(bisect_right(starts, span.start) - 1, 0)
            near = blocks[before : before + 2]
            if blocks and not any(_touches(block, span) for block in near):
                end = blocks[before].end
                self.prose[number] = (Span(end, end), finding)


def places_of(report: Report, findings: Sequence[tuple[int, Finding]]) -> Places:
    """Find the place of each numbered finding in *report*; those of its siblings have none."""
    places = Places()
    for number, finding in findings:
        if finding.span is not None and not _touches(report.span, finding.span) and report.siblings > 1:
            continue
        for key in _keys(report, finding):
            places.cells[key].append(number)
            places.shown.add(number)
        if number not in places.shown and finding.span is not None:
            places.prose.append((finding.span, number))
            places.shown.add(number)
        if len(finding.repairs) == 1:
            for change in finding.repairs[0]:
                places.changes.setdefault(change.cell, change)
    return places


def _keys(report: Report, finding: Finding) -> Iterator[CellKey]:
    if finding.cell is not None:
        if finding.cell.table in report.tables:
            yield finding.cell
            if len(finding.repairs) == 1:
                others = (change.cell for change in finding.repairs[0] if change.cell != finding.cell)
                yield from dict.fromkeys(others)
        return
    if finding.span is None:
        return
    for table in report.tables.values():
        if _touches(table.span, finding.span):
            yield _nearest(table, finding.span)
            return


def _nearest(table: BoundTable, span: Span) -> CellKey:
    """Return the cell, the row or the column of *table* on which a span lies, or the table itself."""
    key = table.form.key
    for cell in table:
        if _touches(cell.span, span):
            return cell.key
    for row, label in table.label_spans.items():
        if _touches(label, span):
            return CellKey(key, row)
    for (_, column), label in table.column_spans.items():
        if _touches(label, span):
            return CellKey(key, None, column)
    for row, whole in table.row_spans.items():
        if _touches(whole, span):
            return CellKey(key, row)
    return CellKey(key)


def _touches(one: Span, other: Span) -> bool:
    if other.start == other.end:
        return one.start <= other.start <= one.end
    return max(one.start, other.start) < min(one.end, other.end)
