"""Column labels against the labels that stand above a block of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gip_lint.binding.alignment import best_path
from gip_lint.binding.records import Unit
from gip_lint.forms.similarity import similarity
from gip_lint.model.form import Column
from gip_lint_grammar.folding import label_key

_ALIKE = 0.5
_MOST_TORN = 4


class Header(NamedTuple):
    """What stands above a block: for each column its label, if one was found."""

    labels: tuple[Unit | None, ...]
    chained: tuple[bool, ...]
    """Whether the label was found inside a run of labels without anything between them."""
    strangers: tuple[tuple[int, Unit], ...] = ()
    """Words among the column labels that are none of the form's, each with the column that follows it."""

    @property
    def whole(self) -> bool:
        """Whether the label of every column was found, or of none: none is torn from the others."""
        found = sum(label is not None for label in self.labels)
        return found in (0, len(self.labels))


def match_header(
    units: Sequence[Unit], keys: Sequence[str], furniture: frozenset[str], depths: Sequence[int] = ()
) -> Header:
    """Find the columns' labels among *units*, which stand in the order of the text.

    *depths* says how many spanning labels stand above each column: shallow ones come first in the text.
    """
    printed = {*keys, *furniture}
    words = _joined([unit for unit in units if unit.kind == "words" and unit.key], printed)
    labels: list[Unit | None] = [None] * len(keys)
    chained = [False] * len(keys)
    chains = [unit for unit in words if _is_chain(unit.key, printed)]
    for chain in chains:
        for column, key in enumerate(keys):
            if labels[column] is None and key in chain.key:
                labels[column], chained[column] = chain, True
    if chains:
        words = [unit for unit in words if unit not in chains]

    taken: set[int] = set()
    free = [number for number, unit in enumerate(words) if unit.key not in furniture]
    open_columns = [column for column in range(len(keys)) if labels[column] is None]
    order = sorted(open_columns, key=lambda column: depths[column] if depths else 0)
    found, due = [words[number].key for number in free], [keys[column] for column in order]
    for number, column in _matched(found, due, frozenset(keys)):
        labels[order[column]] = words[free[number]]
        taken.add(free[number])
    _match_alike(words, keys, furniture, labels, taken)
    return Header(tuple(labels), tuple(chained), _strangers(words, labels, taken, furniture))


def order_of(header: Header, units: Sequence[Unit], columns: Sequence[Column]) -> list[int] | None:
    """Return the numbers of *columns* in the order in which their labels stand in the text.

    A spanning label stands for the columns below it. None where the labels do not tell: one of them is not
    the form's, or labels of one level stand partly on one line and partly on several, as a page's layout
    leaves them.
    """
    labels = [label for label in header.labels if label is not None]
    if len(labels) < len(columns) or any(header.chained):
        return None
    if any(label.key != label_key(column.label) for label, column in zip(labels, columns)):
        return None
    if len({label.line for label in labels}) == 1:
        return sorted(range(len(columns)), key=lambda number: labels[number].span.start)
    return _order_below(list(range(len(columns))), 0, labels, units, columns)


def _order_below(
    numbers: Sequence[int],
    level: int,
    labels: Sequence[Unit],
    units: Sequence[Unit],
    columns: Sequence[Column],
) -> list[int] | None:
    """Order the columns *numbers*, which have the same spanning labels down to *level*."""
    branches: dict[str | int, list[int]] = {}
    for number in numbers:
        above = columns[number].above
        branches.setdefault(above[level] if level < len(above) else number, []).append(number)
    places: list[tuple[Unit, list[int]]] = []
    for branch, below in branches.items():
        if isinstance(branch, int):
            places.append((labels[branch], below))
            continue
        ordered = _order_below(below, level + 1, labels, units, columns)
        if ordered is None or len(branches) == 1:
            return ordered
        spanning = next((unit for unit in units if unit.key == label_key(branch)), None)
        if spanning is None:
            return None
        places.append((spanning, ordered))
    if len({unit.line for unit, _ in places}) not in (1, len(places)):
        return None
    places.sort(key=lambda place: place[0].span.start)
    return [number for _, below in places for number in below]


def _is_chain(key: str, labels: set[str]) -> bool:
    """Return whether *key* is mostly made of several labels that run together."""
    if key in labels:
        return False
    inside = [label for label in labels if label in key]
    longest = [label for label in inside if not any(label != other and label in other for other in inside)]
    count = sum(key.count(label) for label in longest)
    return count > 1 and 2 * sum(key.count(label) * len(label) for label in longest) > len(key)


def _joined(words: Sequence[Unit], labels: set[str]) -> list[Unit]:
    """Join neighbouring words that only together are a label: 商业 and 企业 on two lines."""
    keys = [unit.key for unit in words]
    if labels.issuperset(keys):
        return list(words)
    joined: list[Unit] = []
    start = 0
    while start < len(words):
        for end in range(min(start + _MOST_TORN, len(words)), start + 1, -1):
            if keys[start] not in labels and "".join(keys[start:end]) in labels:
                torn = words[start:end]
                text = "".join(unit.text for unit in torn)
                span, first = torn[0].span.cover(torn[-1].span), torn[0]
                joined.append(first._replace(span=span, text=text, key="".join(keys[start:end])))
                start = end
                break
        else:
            joined.append(words[start])
            start += 1
    return joined


def _matched(found: list[str], due: list[str], own: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Match words with columns, both in their order; *own* are all labels of the columns."""
    if found == due:
        return ((number, number) for number in range(len(due)))
    gains = [[_gain(word, key, own) for key in due] for word in found]
    return best_path(gains, [0.0] * len(found), [0.0] * len(due))


def _gain(found: str, due: str, own: frozenset[str]) -> float:
    """Weigh a word for a column; what is just the label of another is not a misprint of this one."""
    alike = similarity(found, due) if found == due or found not in own else 0.0
    return 2 * alike - 0.8 if alike >= _ALIKE else -1.0


def _match_alike(
    words: Sequence[Unit],
    keys: Sequence[str],
    furniture: frozenset[str],
    labels: list[Unit | None],
    taken: set[int],
) -> None:
    """Give the columns still without a label the words most like them, best pair first, left before right."""
    open_columns = [column for column, label in enumerate(labels) if label is None]
    if not open_columns:
        return
    pairs = sorted(
        (-similarity(unit.key, keys[column]), column, number)
        for column in open_columns
        for number, unit in enumerate(words)
        if number not in taken and unit.key not in furniture
    )
    for score, column, number in pairs:
        if -score >= _ALIKE and labels[column] is None and number not in taken:
            labels[column] = words[number]
            taken.add(number)


def _strangers(
    words: Sequence[Unit], labels: Sequence[Unit | None], taken: set[int], furniture: frozenset[str]
) -> tuple[tuple[int, Unit], ...]:
    places = {unit.span: column for column, unit in enumerate(labels) if unit is not None}
    found = []
    column = None
    for number, unit in enumerate(words):
        if number in taken:
            column = places[unit.span]
        elif column is not None and unit.key not in furniture:
            found.append((column + 1, unit))
    return tuple(found)
