"""Edits of a text: which fixes can be made together, and the text after them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from gip_lint.model.finding import Edit, Finding


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* after *edits*, which do not overlap; two that are the same are made once.

    Of insertions at one place the first comes first.
    """
    parts: list[str] = []
    reached = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end)):
        parts += (text[reached : edit.start], edit.text)
        reached = edit.end
    return "".join([*parts, text[reached:]])


def compatible(findings: Iterable[Finding]) -> list[Finding]:
    """Choose the findings whose fixes can be made at once, each with all its edits or not at all.

    The one that begins first wins; of two that begin together the one whose code comes first. Edits that
    touch are left for the next round, since what is inserted between them has no certain place. Two fixes
    that make the same edit agree.
    """
    wanted = [finding for finding in findings if finding.fix is not None and _sound(finding.fix.edits)]
    wanted.sort(key=lambda finding: (_first(finding), finding.rule))
    taken: dict[Edit, None] = {}
    chosen: list[Finding] = []
    room = _Room()
    for finding in wanted:
        assert finding.fix is not None
        new = [edit for edit in finding.fix.edits if edit not in taken]
        if all(room.is_free(edit) for edit in new):
            for edit in new:
                room.take(edit)
                taken[edit] = None
            chosen.append(finding)
    return chosen


def _first(finding: Finding) -> int:
    assert finding.fix is not None
    return min(edit.start for edit in finding.fix.edits)


def _sound(edits: Sequence[Edit]) -> bool:
    """Return whether the edits of one fix are in bounds of one another."""
    ordered = sorted(set(edits), key=lambda edit: (edit.start, edit.end))
    ends_well = all(0 <= edit.start <= edit.end for edit in ordered)
    return bool(ordered) and ends_well and all(a.end <= b.start for a, b in zip(ordered, ordered[1:]))


class _Room:
    """Which stretches of a text are taken by edits."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def is_free(self, edit: Edit) -> bool:
        place = bisect_left(self._ends, edit.start)
        return place == len(self._starts) or edit.end < self._starts[place]

    def take(self, edit: Edit) -> None:
        insort(self._starts, edit.start)
        insort(self._ends, edit.end)
