"""The values of one record against the columns of its row: which figure stands in which column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gip_lint.binding.frame import Frame, seated
from gip_lint.binding.records import Record, Unit
from gip_lint.model.doubt import Doubt
from gip_lint.model.evidence import Placing
from gip_lint.model.form import FormTable
from gip_lint_grammar.figure import SPACED
from gip_lint_grammar.folding import half_width
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Quantity
from gip_lint_grammar.quantity import parse_quantity

_MOST_PARTINGS = 2000
_THOUSANDS = lazy_pattern(SPACED)
_PARTABLE = lazy_pattern(r"([+-]?)(\d{1,60})(\D{0,4})")


class Placement(NamedTuple):
    """A value for each column; None where the row has none there."""

    values: tuple[Quantity | None, ...]
    doubt: Doubt | None = None
    """Why another placement would do as well; None where none would."""
    placing: Placing = Placing.COUNT
    """What told the columns."""
    surplus: tuple[Unit, ...] = ()
    """Figures for which the row has no column."""


def place(
    record: Record,
    width: int,
    total: Sequence[tuple[int, ...]] = (),
    frames: Sequence[Frame] = (),
    depth: int = 0,
) -> Placement:
    """Place the values of *record* in *width* columns.

    *total* names sums that hold in the row: ``(6, 0, 1, 2, 3, 4, 5)`` says that column 6 is the sum of the
    others; they part digits that run together and find the gap where a figure was lost. *frames* say where
    the columns stand in the other rows of the table; *depth* under how many labels the form has this one.
    """
    filled = record.filled
    if len(filled) == width:
        return Placement(tuple([quantity_of(unit) for unit in filled]))
    if len(filled) > width:
        return _crowded(record, width, total)
    seats = seated(record, depth, frames)
    if seats is not None:
        return Placement(tuple([quantity_of(unit) for unit in seats]), placing=Placing.GRID)
    parted = _parted(record, width, total)
    if parted is not None:
        return parted
    windows = _windows(record.values, width)
    if windows:
        forced = len(windows) == 1 and not (frames and record.one_line)
        fitting = [window for window in windows if holds([quantity_of(unit).value for unit in window], total)]
        return Placement(
            tuple([quantity_of(unit) for unit in (fitting or windows)[0]]),
            None if forced else Doubt.BLANKS_ASTRAY,
            Placing.CELLS if forced else Placing.GUESS,
        )
    return _gapped(filled, width, total)


@lru_cache(maxsize=256)
def sums_within(table: FormTable, columns: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the sums within a row of *columns* as places: that of the total, then those of its parts."""
    return tuple(
        (columns.index(identity.left[0]), *(columns.index(part) for part in identity.right))
        for identity in table.identities
        if identity.scope == "row"
        and len(identity.left) == 1
        and {*identity.left, *identity.right} <= set(columns)
    )


def holding(record: Record, totals: Sequence[tuple[int, ...]]) -> int:
    """Count the sums that hold among the figures of *record* as they stand, those of zero only left out."""
    values = [quantity_of(unit).value for unit in record.filled]
    return sum(
        bool(values[total] or any(values[part] for part in parts)) and holds(values, [(total, *parts)])
        for total, *parts in totals
        if max(total, *parts) < len(values)
    )


def quantity_of(unit: Unit) -> Quantity:
    """Return what a figure amounts to, in its place."""
    quantity = parse_quantity(unit.text, unit.span.start)
    return quantity if quantity.span == unit.span else quantity._replace(span=unit.span)


def _windows(values: Sequence[Unit], width: int) -> list[Sequence[Unit]]:
    """Return every run of *width* neighbouring cells that holds all filled ones, the first first."""
    filled = [place for place, unit in enumerate(values) if unit.kind != "empty"]
    first, last = (filled[0], filled[-1]) if filled else (0, 0)
    starts = range(max(0, last - width + 1), min(first, len(values) - width) + 1)
    return [values[start : start + width] for start in starts]


def holds(values: Sequence[int | float | None], totals: Sequence[tuple[int, ...]]) -> bool:
    """Return whether all sums hold among *values*, what is missing counting as zero."""
    return all((values[total] or 0) == sum(values[part] or 0 for part in parts) for total, *parts in totals)


def _crowded(record: Record, width: int, totals: Sequence[tuple[int, ...]]) -> Placement:
    """Leave out what is too much: a merged cell's repetitions; marks for nothing, as strokes between the
    figures are; else what keeps the sums from holding, one figure anywhere or several at an end.

    Sums of zeros tell nothing, nor do any where figures of the rows around may stand among those of this one.
    """
    filled = record.filled
    if width == 1 and len({unit.text for unit in filled}) == 1:
        return Placement((quantity_of(filled[0]),))
    numbers = [unit for unit in filled if not quantity_of(unit).blank]
    if len(numbers) == width:
        return Placement(tuple(quantity_of(unit) for unit in numbers))
    torn = _torn_thousands(filled, width, totals)
    if torn is not None:
        return torn
    surplus = len(filled) - width
    quantities = [quantity_of(unit) for unit in filled]
    places = range(len(filled))
    if surplus == 1:
        choices = [[place for place in places if place != left_out] for left_out in reversed(places)]
    else:
        choices = [list(places[start : start + width]) for start in range(surplus + 1)]
    fitting = [
        choice
        for choice in choices
        if totals and holds([quantities[place].value for place in choice], totals)
    ]
    chosen = fitting[0] if fitting else list(places[:width])
    values = {tuple(quantities[place].value for place in choice) for choice in fitting}
    is_zero = not any(map(any, values)) and any(quantity.value for quantity in quantities)
    is_told = record.one_line and len(values) == 1 and not is_zero
    return Placement(
        tuple(quantities[place] for place in chosen),
        doubt=None if is_told else Doubt.TOO_MANY,
        placing=Placing.SUMS if fitting else Placing.GUESS,
        surplus=tuple(unit for place, unit in enumerate(filled) if place not in chosen),
    )


def _torn_thousands(
    filled: Sequence[Unit], width: int, totals: Sequence[tuple[int, ...]]
) -> Placement | None:
    """Join figures that a space has torn at their thousands, ``1 290``, where that gives *width* of them."""
    joints = [
        place
        for place, (left, right) in enumerate(zip(filled, filled[1:]))
        if left.line == right.line
        and not left.barred
        and right.span.start == left.span.end + 1
        and _THOUSANDS.fullmatch(half_width(f"{left.text} {right.text}"))
    ]
    surplus = len(filled) - width
    if surplus > len(joints) or (surplus > 1 and surplus < len(joints)):
        return None
    fitting = []
    for chosen in [joints] if surplus == len(joints) else [[joint] for joint in joints]:
        quantities: list[Quantity] = []
        for number, unit in enumerate(filled):
            if number - 1 in chosen:
                before = quantities.pop()
                quantities.append(parse_quantity(f"{before.raw} {unit.text}", before.span.start))
            else:
                quantities.append(quantity_of(unit))
        if holds([quantity.value for quantity in quantities], totals):
            fitting.append(tuple(quantities))
    if not fitting:
        return None
    return Placement(fitting[0], None if len(fitting) == 1 else Doubt.TOO_MANY, Placing.SUMS)


def _gapped(filled: Sequence[Unit], width: int, totals: Sequence[tuple[int, ...]]) -> Placement:
    """Put one gap, where figures are too few, so that the sums hold."""
    gap = width - len(filled)
    quantities: list[Quantity | None] = [quantity_of(unit) for unit in filled]
    nothing: list[Quantity | None] = [None] * gap
    candidates = [(*quantities[:start], *nothing, *quantities[start:]) for start in range(len(filled) + 1)]
    fitting = [
        values
        for values in reversed(candidates)
        if totals and holds([value.value if value else 0 for value in values], totals)
    ]
    return Placement(
        fitting[0] if fitting else candidates[-1], Doubt.TOO_FEW, Placing.SUMS if fitting else Placing.GUESS
    )


def _parted(record: Record, width: int, totals: Sequence[tuple[int, ...]]) -> Placement | None:
    """Split figures that run together, such as ``3-96`` or ``140000014``, into *width* numbers.

    None of them begins with a zero. Without a sum that tells, only figures that touch their label, or one
    another, are known to run together.
    """
    filled = record.filled
    touching = all(a.span.end == b.span.start for a, b in zip(filled, filled[1:]))
    labelled = bool(record.labels) and record.labels[-1].span.end == filled[0].span.start if filled else False
    if not filled or not touching or not (labelled or (totals and len(record.values) == len(filled))):
        return None
    texts = [half_width(unit.text) for unit in filled]
    digits = [len(match.group(2)) if (match := _PARTABLE.fullmatch(text)) else 1 for text in texts]
    if sum(digits) < width:
        return None
    found: list[list[Quantity]] = []
    for number, cuts in enumerate(_partings(texts, digits, width)):
        if number >= _MOST_PARTINGS:
            return None
        parts = [
            parse_quantity(unit.text[a:b], unit.span.start + a)
            for unit, places in zip(filled, cuts)
            for a, b in zip(places, places[1:])
        ]
        if holds([part.value for part in parts], totals):
            found.append(parts)
            if len(found) > 1:
                break
    if not found:
        return None
    return Placement(tuple(found[0]), None if len(found) == 1 else Doubt.RUN_TOGETHER, Placing.SUMS)


def _partings(texts: Sequence[str], digits: Sequence[int], width: int) -> Iterator[list[tuple[int, ...]]]:
    """Yield, for every way to part *texts* into *width* numbers, the cuts within each of them."""
    if not texts:
        if width == 0:
            yield []
        return
    rest = sum(digits[1:])
    for pieces in range(max(1, width - rest), min(digits[0], width - len(texts) + 1) + 1):
        for cuts in _cuts(texts[0], pieces):
            for following in _partings(texts[1:], digits[1:], width - pieces):
                yield [cuts, *following]


def _cuts(text: str, pieces: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to cut *text* into *pieces* numbers, a sign with the first and a unit with the last."""
    match = _PARTABLE.fullmatch(text)
    if pieces == 1 or match is None:
        yield (0, len(text))
        return
    first, end = match.span(2)
    stack: list[tuple[int, ...]] = [(0,)]
    while stack:
        cuts = stack.pop()
        left = pieces - len(cuts) + 1
        position = max(cuts[-1], first)
        if left == 0:
            if cuts[-1] == len(text):
                yield cuts
        elif left == 1:
            if position < end and (text[position] != "0" or position == end - 1):
                stack.append((*cuts, len(text)))
        elif position < end:
            longest = 1 if text[position] == "0" else end - position - (left - 1)
            stack.extend((*cuts, position + length) for length in range(longest, 0, -1))
