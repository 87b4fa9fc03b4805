"""Records against the rows of a table, both in order: which record is which row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gip_lint.binding.records import Record, Unit
from gip_lint.forms.lexicon import RowEntry, TableLexicon
from gip_lint.forms.similarity import similarity

SURE = 0.85
"""So much alike are a label and that of the row that it names."""
ALIKE = 0.55
"""So much alike are a label that is damaged and that of the row that it may name."""
_LONGEST_CHAIN = 6
_LAST_LABELS = 12
_NOT_LAST = 0.9
_ON_LINES_ABOVE = 0.6
"""What labels above count where the line of the figures has one of its own."""
_WEIGHT = 2.0
_FITS = 0.3
_MISFIT = -0.5
_UNLABELLED = 0.15
_ROW_MISSING = -0.35
_RECORD_EXTRA = -0.05
_RECORD_LOST = -0.6
_RECORD_KNOWN_LOST = -1.6
_NEVER = -1e9
_WIDE = 4
"""A row of so many columns is none where less than half its figures stand there."""


class Likeness(NamedTuple):
    """How far a record's labels speak for a row, and which of them do."""

    score: float = 0.0
    units: tuple[Unit, ...] = ()
    last: bool = True
    """Whether they stand next to the values."""


_UNLIKE = Likeness()


def likenesses(record: Record, lexicon: TableLexicon) -> list[Likeness]:
    """Find for every row the labels of *record*, alone or joined, that are most like the row's.

    What spans rows speaks for none of them beside the label of a row.
    """
    units = record.labels[-_LAST_LABELS:]
    best = [_UNLIKE] * len(lexicon.rows)
    above = _NOT_LAST
    named = any(unit.key in lexicon.by_key for unit in units)
    for end in range(len(units), 0, -1):
        weight = 1.0 if end == len(units) else above
        joined = ""
        for start in range(end - 1, max(-1, end - 1 - _LONGEST_CHAIN), -1):
            joined = units[start].key + joined
            if named and joined in lexicon.furniture:
                continue
            for row, score in _scores(joined, start < end - 1, lexicon):
                if score * weight > best[row].score + 1e-9:
                    best[row] = Likeness(score * weight, tuple(units[start:end]), end == len(units))
        if end == len(units) and record.beside_label and max(like.score for like in best) >= ALIKE:
            above = _ON_LINES_ABOVE
    return best


@lru_cache(maxsize=8192)
def _scores(joined: str, chained: bool, lexicon: TableLexicon) -> tuple[tuple[int, float], ...]:
    """Return the rows that *joined* is at all like; a chain of labels much longer than the row's is not."""
    scores = (
        (row, max(similarity(joined, key) for key in entry.keys))
        for row, entry in enumerate(lexicon.rows)
        if not (chained and len(joined) > 2 * max(map(len, entry.keys)) + 8)
    )
    return tuple((row, score) for row, score in scores if score > 0)


def align(records: Sequence[Record], lexicon: TableLexicon) -> dict[int, tuple[int, Likeness]]:
    """Match records with rows so that both keep their order; give record number → row number and likeness.

    Labels speak first; a record without a label that the table knows takes a free row where its number of
    values fits, so rows whose labels were lost or moved are found between their neighbours. Records out of
    order are matched afterwards where their labels leave no doubt.
    """
    spread = _spread_out(records, lexicon)
    told = _told_by_labels(records, lexicon, spread)
    if told is not None:
        return told
    rows = lexicon.rows
    table = _likenesses(records, lexicon)
    for likes in table:
        for row in spread:
            likes[row] = _UNLIKE
    gains = []
    for record, likes in zip(records, table):
        known = any(like.score >= 1.0 for like in likes)
        closed = range(len(rows)) if is_foreign(record, lexicon) else spread
        gains.append(
            [
                _NEVER if row in closed else _gain(record, entry, like, known)
                for row, (entry, like) in enumerate(zip(rows, likes))
            ]
        )
    lost = [_cost_of_loss(record, likes, lexicon) for record, likes in zip(records, table)]
    missing = [0.0 if entry.row.collapses else _ROW_MISSING for entry in rows]

    matched = {record: (row, table[record][row]) for record, row in best_path(gains, lost, missing)}
    free = set(range(len(rows))) - {row for row, _ in matched.values()}
    for number, likes in enumerate(table):
        if number not in matched and free:
            row = max(free, key=lambda row: likes[row].score)
            if likes[row].score >= SURE and not records[number].blank and gains[number][row] > _NEVER:
                matched[number] = (row, likes[row])
                free.discard(row)
    return matched


def _spread_out(records: Sequence[Record], lexicon: TableLexicon) -> frozenset[int]:
    """Return the rows that stand for others and cannot here, as one of the others has a record of its own."""
    keys = {record.labels[-1].key for record in records if record.labels and record.values}
    single = {lexicon.rows[rows[0]].row.key for key in keys if len(rows := lexicon.by_key.get(key, ())) == 1}
    return frozenset(
        number for number, entry in enumerate(lexicon.rows) if single.intersection(entry.row.collapses)
    )


def is_foreign(record: Record, lexicon: TableLexicon) -> bool:
    """Return whether a record is a row that offices add to the form."""
    return bool(record.labels) and record.labels[-1].key in lexicon.foreign


def _told_by_labels(
    records: Sequence[Record], lexicon: TableLexicon, spread: frozenset[int]
) -> dict[int, tuple[int, Likeness]] | None:
    """Match records that have the rows' own labels in the order of the form; None where any has not.

    No other matching gains as much: each record gains most in its own row.
    """
    matched: dict[int, tuple[int, Likeness]] = {}
    above = -1
    for number, record in enumerate(records):
        key = record.labels[-1].key if record.labels else ""
        exact = lexicon.by_key.get(key)
        if exact is None:
            if record.blank and key in lexicon.labels:
                continue
            return None
        like = Likeness(1.0, (record.labels[-1],))
        row = exact[0]
        if (
            len(exact) > 1
            or row in spread
            or row <= above
            or _gain(record, lexicon.rows[row], like, known=True) == _NEVER
        ):
            return None
        matched[number] = row, like
        above = row
    return matched


def _likenesses(records: Sequence[Record], lexicon: TableLexicon) -> list[list[Likeness]]:
    table = []
    for record in records:
        key = record.labels[-1].key if record.labels else ""
        if is_foreign(record, lexicon) or (
            record.blank and key in lexicon.labels and key not in lexicon.by_key
        ):
            table.append([_UNLIKE] * len(lexicon.rows))
            continue
        exact = lexicon.by_key.get(key)
        if exact:
            sure = Likeness(1.0, (record.labels[-1],))
            table.append([sure if number in exact else _UNLIKE for number in range(len(lexicon.rows))])
        else:
            table.append(likenesses(record, lexicon))
    return table


def _gain(record: Record, entry: RowEntry, like: Likeness, known: bool) -> float:
    """Weigh a record for a row; *known* says that its label is printed just so in some row of the form."""
    if record.blank:
        return _WEIGHT if like.score >= 1 and like.last and len(record.values) >= entry.width else _NEVER
    filled = len(record.filled)
    if (
        not (known and like.last and like.score >= SURE and filled > 1)
        and entry.width >= _WIDE
        and 2 * filled < entry.width
        and len(record.values) < entry.width
        and not _runs_together(record, entry)
    ):
        return _NEVER
    shape = _FITS if filled == entry.width else 0.0
    if not filled <= entry.width <= len(record.values):
        shape += _MISFIT * abs(filled - entry.width) / entry.width
    if like.score >= ALIKE:
        return _WEIGHT * like.score - 0.8 + max(shape, 2 * _MISFIT)
    if known:
        return 3 * _MISFIT
    if filled == entry.width or (record.one_line and filled < entry.width <= len(record.values)):
        return _UNLABELLED + shape
    return _MISFIT


def _runs_together(record: Record, entry: RowEntry) -> bool:
    return sum(len(unit.text) for unit in record.filled) >= entry.width


def _cost_of_loss(record: Record, likes: Sequence[Likeness], lexicon: TableLexicon) -> float:
    if record.blank:
        return 0.0
    if len(record.filled) not in lexicon.widths:
        return 2 * _RECORD_EXTRA
    if is_foreign(record, lexicon):
        return _RECORD_EXTRA
    best = max((like.score for like in likes), default=0.0)
    if best >= 1.0:
        return _RECORD_KNOWN_LOST
    return _RECORD_EXTRA if record.labels and best < ALIKE else _RECORD_LOST


def best_path(
    gains: Sequence[Sequence[float]], lost: Sequence[float], missing: Sequence[float]
) -> list[tuple[int, int]]:
    """Return the pairs of the order-keeping matching with the greatest gain (Needleman and Wunsch, 1970)."""
    height, width = len(gains), len(missing)
    previous = [0.0]
    for cost in missing:
        previous.append(previous[-1] + cost)
    steps: list[list[int]] = []
    for record in range(height):
        row_gains, loss = gains[record], lost[record]
        current = [previous[0] + loss]
        taken = [1]
        for column in range(width):
            best, step = previous[column] + row_gains[column], 0
            if previous[column + 1] + loss > best:
                best, step = previous[column + 1] + loss, 1
            if current[column] + missing[column] > best:
                best, step = current[column] + missing[column], 2
            current.append(best)
            taken.append(step)
        steps.append(taken)
        previous = current
    pairs = []
    record, column = height - 1, width
    while record >= 0:
        step = steps[record][column] if column else 1
        if step == 0:
            pairs.append((record, column - 1))
            record, column = record - 1, column - 1
        elif step == 1:
            record -= 1
        else:
            column -= 1
    return pairs[::-1]
