"""Which tables of a form a text holds, and which of its records are whose.

A table begins with the first record that one of its labels names beyond doubt. Where a text holds a table
twice, as in a report with an annex, the first whole one is bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gip_lint.binding.across import bind_across, bind_blank_across
from gip_lint.binding.alignment import ALIKE, SURE, likenesses
from gip_lint.binding.down import bind_blank_down, bind_down
from gip_lint.binding.printed import Printed
from gip_lint.binding.records import Record
from gip_lint.binding.repair import repaired, row_labels, rows_named
from gip_lint.forms.lexicon import TableLexicon, labels_of, table_lexicon
from gip_lint.model.form import Form, FormTable
from gip_lint.model.report import BoundTable
from gip_lint_grammar.nodes import Span

_REACH = 3
"""So many rows without a label of their own may stand before and behind those that have one."""
_FEWEST_ROWS = 3
"""So many rows come again where a table begins anew, if there are as many."""
_NEARLY_WHOLE = 0.8
"""A table with so many of the rows of the longest one, as a share, is whole."""


class Tables(NamedTuple):
    """The tables of a form that a text holds."""

    bound: dict[str, BoundTable]
    further: tuple[tuple[str, Span], ...] = ()
    """Key and place of each table that the text holds once more, which was not bound."""


def bind_tables(records: Sequence[Record], form: Form) -> Tables:
    """Bind every table of *form* that *records* hold, each once; tables that are not there are left out."""
    bound = {}
    taken: set[int] = set()
    further: list[tuple[str, Span]] = []
    printed = Printed(records, form)
    for table in form.tables.values():
        found = None
        if table.layout == "across":
            found = bind_across(records, table)
        if found is None:
            found, again = _bind_first(records, table, form, taken, printed)
            further += [(table.key, span) for span in again]
        if found is None and table.layout == "across":
            found = bind_blank_across(records, table)
        elif found is None:
            found = bind_blank_down(records, table_lexicon(table))
        if found is not None:
            bound[table.key] = found
    return Tables(bound, tuple(further))


def _bind_first(
    records: Sequence[Record], table: FormTable, form: Form, taken: set[int], printed: Printed
) -> tuple[BoundTable | None, list[Span]]:
    """Bind the first whole table; return beside it the places of the further ones."""
    lexicon = table_lexicon(table)
    others = [table_lexicon(other) for other in form.tables.values() if other.key != table.key]
    labels = labels_of(form)
    anchors = [
        number
        for number, record in enumerate(records)
        if number not in taken and _is_anchor(record, lexicon, labels)
    ]
    if all(records[anchor].worded for anchor in anchors):
        return None, []
    if len(anchors) == 1 and not _fits_alone(records[anchors[0]], lexicon):
        return None, []
    taken.update(anchors)
    passes = _passes(records, anchors, lexicon)
    longest = max(map(len, passes))
    whole = [number for number, each in enumerate(passes) if len(each) >= _NEARLY_WHOLE * longest]
    first, *again = whole
    lowest = passes[first - 1][-1] + 1 if first else 0
    highest = passes[first + 1][0] if first + 1 < len(passes) else len(records)
    start, end = passes[first][0], passes[first][-1] + 1
    reach = max(lowest, start - _REACH)
    while start > reach and _may_belong(records[start - 1], lexicon, others):
        start -= 1
    reach = min(highest, end + max(_REACH, len(row_labels(records[end - 1], lexicon))))
    while end < reach and _may_belong(records[end], lexicon, others):
        end += 1
    while end < highest and _is_piece(records[end], lexicon):
        end += 1
    while end < highest and records[end].blank and _resembles(records[end], lexicon, labels):
        end += 1
    if end < highest and not records[end].values:
        end += 1
    bound = bind_down(repaired(records[start:end], lexicon), lexicon, printed)
    return bound, [_place_of(records, passes[number]) for number in again]


def _passes(records: Sequence[Record], anchors: Sequence[int], lexicon: TableLexicon) -> list[list[int]]:
    """Split *anchors* where the table begins anew: where most rows that were there come again.

    A new pass begins where the order of the form starts over, be that before the first row that comes again.
    Rows that come again behind the table, and no others with them, are a pass too.
    """
    rows = [numbers[0] if (numbers := rows_named(records[anchor], lexicon)) else None for anchor in anchors]
    starts = [0]
    descent = 0
    seen: set[int] = set()
    for number, row in enumerate(rows):
        if row is None:
            continue
        if number > starts[-1] and row < (rows[number - 1] or 0):
            descent = number
        if row in seen:
            following = rows[number : number + 2 * len(lexicon.rows)]
            again = {each for each in following if each is not None}
            enough = max(min(_FEWEST_ROWS, len(seen)), len(seen) // 2)
            trailing = descent == number and again <= seen and number + len(following) == len(rows)
            if len(again & seen) >= enough or trailing:
                starts.append(descent if descent > starts[-1] else number)
                seen = {each for each in rows[starts[-1] : number] if each is not None}
        seen.add(row)
    return [list(anchors[start:end]) for start, end in zip(starts, [*starts[1:], len(anchors)])]


def _place_of(records: Sequence[Record], anchors: Sequence[int]) -> Span:
    return records[anchors[0]].labels[-1].span.cover(records[anchors[-1]].span)


def _is_anchor(record: Record, lexicon: TableLexicon, printed: frozenset[str]) -> bool:
    """Return whether a record is a row of the table; *printed* are the labels of all tables of the form."""
    if not record.labels or not record.values:
        return False
    if record.labels[-1].key in lexicon.by_key:
        return True
    if record.blank or record.worded:
        return False
    keys = [unit.key for unit in record.labels]
    if printed.issuperset(keys) and lexicon.by_key.keys().isdisjoint(keys):
        return False
    return any(like.score >= SURE for like in likenesses(record, lexicon))


def _fits_alone(record: Record, lexicon: TableLexicon) -> bool:
    rows = lexicon.by_key.get(record.labels[-1].key, ())
    return any(len(record.filled) == lexicon.rows[row].width for row in rows)


def _may_belong(record: Record, lexicon: TableLexicon, others: Sequence[TableLexicon]) -> bool:
    if record.blank or not lexicon.widths & {len(record.filled), len(record.values)}:
        return False
    return not any(unit.key in other.by_key for other in others for unit in record.labels)


def _resembles(record: Record, lexicon: TableLexicon, printed: frozenset[str]) -> bool:
    keys = {unit.key for unit in record.labels}
    if keys <= printed and keys.isdisjoint(lexicon.by_key):
        return False
    return any(like.score >= ALIKE for like in likenesses(record, lexicon))


def _is_piece(record: Record, lexicon: TableLexicon) -> bool:
    """Return whether a record is the label of a column and the figure below it: a row came apart."""
    return bool(record.labels and record.values) and all(
        unit.key in lexicon.labels and unit.key not in lexicon.by_key for unit in record.labels
    )
