"""What the four identity rules share: one finding for each cause, however many sums it breaks.

A cause is reported by the rule of the first identity of the form that it breaks, so that no two rules accuse
the same cells. The finding stands on the cell that must change, or on the likeliest, and the broken sums
stand under it as notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from gip_lint.kit import (
    Bilingual,
    BoundCell,
    BoundTable,
    Cause,
    CellChange,
    Finding,
    Fix,
    Named,
    Outcome,
    Place,
    Reconciliation,
    Related,
    Repair,
    Report,
    Rule,
    Severity,
)
from gip_lint_rules.arithmetic._shared.blanks import reconciled
from gip_lint_rules.arithmetic._shared.corrections import change_of, edit_of
from gip_lint_rules.arithmetic._shared.wording import holds, label_of_column, name_of, name_of_line, sides_of

_MANY_LINES = 4
"""No more lines than this are named in a message; the notes name all."""
_MANY_CELLS = 4
"""Repairs of more cells in all than this are not written out side by side: the first stands for them."""
_NUMBERS = "①②③④⑤"


class IdentityRule(Rule):
    """A rule that reports the causes which the localisation files under its identity."""

    identity: ClassVar[str]
    """The key of the identity in the forms."""
    severity = Severity.ERROR

    def reports(self, identity: str) -> bool:
        """Return whether the causes filed under *identity* are this rule's."""
        return identity == self.identity

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each cause."""
        for table in report.tables.values():
            reconciliation = reconciled(report, table)
            for cause in reconciliation.causes:
                if self.reports(cause.identity):
                    yield self._finding(reconciliation, cause)

    def _finding(self, reconciliation: Reconciliation, cause: Cause) -> Finding:
        table = reconciliation.table
        values = reconciliation.tally.values
        best = _culprit(reconciliation, cause.repairs[0]) if cause.repairs else None
        cell = _cell(table, best or _seat(cause.broken[0]))
        return self.finding(
            _message(reconciliation, cause, values),
            cell.span,
            cell=cell.key if best else cause.broken[0].sum.line,
            related=[*_broken_sums(table, cause, values), *_other_cells(table, cause, best)],
            repairs=[_changes(table, repair) for repair in cause.repairs],
            fix=_fix(table, cause.repairs[0]) if cause.certain else None,
        )


def _cell(table: BoundTable, place: Place) -> BoundCell:
    cell = table[place]
    assert cell is not None, "a sum with a cell missing is never decided"
    return cell


def _culprit(reconciliation: Reconciliation, repair: Repair) -> Place:
    """The first cell that is wrong, rather than a total that is merely blank."""
    blank = reconciliation.tally.blank_totals
    return next((place for place in repair if place not in blank), next(iter(repair)))


def _seat(outcome: Outcome) -> Place:
    """The cell at which a sum is shown: its total, or its first term."""
    return outcome.sum.total or outcome.sum.left[0]


def _message(reconciliation: Reconciliation, cause: Cause, values: dict[Place, int]) -> Bilingual:
    table, named = reconciliation.table, reconciliation.named
    if cause.certain:
        return _correction(table, cause.repairs[0], named)
    wrong = _what_is_broken(table, cause, values)
    if not cause.repairs:
        return Bilingual(
            f"{wrong.zh}；错处太多，推不出错在哪几格，请对照台账逐格核对",
            f"{wrong.en}; too much is wrong to tell which cells, so check each against the records",
        )
    size = len(cause.repairs[0])
    if cause.complete:
        lead = Bilingual(
            f"{wrong.zh}；只凭表内数字不能断定错在哪里，最少改 {size} 格，有 {cause.count} 种改法",
            f"{wrong.en}; the figures alone do not tell where the error is: {_cells(size)} must change at "
            f"least, in one of {cause.count} ways",
        )
    else:
        lead = Bilingual(
            f"{wrong.zh}；错处较多，最少改 {size} 格，不能排除还有别的改法",
            f"{wrong.en}; much is wrong: {_cells(size)} must change at least, and other ways could not be "
            "ruled out",
        )
    options = [_correction(table, repair, named) for repair in cause.repairs]
    if size * len(options) > _MANY_CELLS or len(options) == 1:
        return Bilingual(f"{lead.zh}，例如：{options[0].zh}", f"{lead.en}, for instance: {options[0].en}")
    zh = "；".join(f"{sign} {option.zh}" for sign, option in zip(_NUMBERS, options, strict=False))
    en = "; ".join(f"{sign} {option.en}" for sign, option in zip(_NUMBERS, options, strict=False))
    more = cause.count - len(options)
    rest = Bilingual(f"；另有 {more} 种", f"; and {more} more") if more else Bilingual("", "")
    return Bilingual(f"{lead.zh}：{zh}{rest.zh}", f"{lead.en}: {en}{rest.en}")


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _what_is_broken(table: BoundTable, cause: Cause, values: dict[Place, int]) -> Bilingual:
    first = cause.broken[0]
    if len(cause.broken) == 1:
        line, sides = name_of_line(table, first.sum.line), sides_of(table, first, values)
        return Bilingual(f"{line.zh}：{sides.zh}", f"{line.en}: {sides.en}")
    lines = list(dict.fromkeys(outcome.sum.line for outcome in cause.broken))
    names = [name_of_line(table, line) for line in lines[:_MANY_LINES]]
    etc = Bilingual("等", " and others") if len(lines) > _MANY_LINES else Bilingual("", "")
    zh = "、".join(name.zh for name in names) + etc.zh
    en = ", ".join(name.en for name in names) + etc.en
    number = len(cause.broken)
    identities = {outcome.sum.identity.key: outcome.sum.identity.title for outcome in cause.broken}
    if len(identities) == 1:
        title = next(iter(identities.values()))
        return Bilingual(f"{zh}：“{title.zh}”不成立", f"{en}: {title.en} does not hold")
    return Bilingual(f"{zh}有 {number} 处勾稽关系不成立", f"{en}: {number} sums do not add up")


def _correction(table: BoundTable, repair: Repair, named: Named | None) -> Bilingual:
    """Return what must become what, and where the prose says so too; cells of one row that change alike are
    named together."""
    alike: dict[tuple[str, str, int], list[Place]] = {}
    for place, due in repair.items():
        alike.setdefault((place[0], holds(_cell(table, place)).zh, due), []).append(place)
    parts = []
    for (_, _, due), places in alike.items():
        found = holds(_cell(table, places[0]))
        name = "、".join(
            [name_of(table, places[0]), *(label_of_column(table, place) for place in places[1:])]
        )
        told = named is not None and any(due in named(place) for place in places)
        also = Bilingual(f"（文字写的也是 {due}）", " (as the text says)") if told else Bilingual("", "")
        parts.append(
            Bilingual(
                f"{name}：{found.zh}，应为 {due}{also.zh}", f"{name} {found.en}, must be {due}{also.en}"
            )
        )
    return Bilingual("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _broken_sums(table: BoundTable, cause: Cause, values: dict[Place, int]) -> Iterator[Related]:
    for outcome in cause.broken:
        seat = _cell(table, _seat(outcome))
        line, sides = name_of_line(table, outcome.sum.line), sides_of(table, outcome, values)
        title = outcome.sum.identity.title
        yield Related(
            Bilingual(f"{line.zh}：“{title.zh}”不成立，{sides.zh}", f"{line.en}: {title.en}, but {sides.en}"),
            seat.span,
            seat.key if outcome.sum.total else outcome.sum.line,
        )


def _other_cells(table: BoundTable, cause: Cause, best: Place | None) -> Iterator[Related]:
    """The cells that change as well, or might be wrong instead."""
    seen = {best}
    for number, repair in enumerate(cause.repairs):
        for place, due in repair.items():
            if place in seen:
                continue
            seen.add(place)
            cell = _cell(table, place)
            if number == 0:
                message = Bilingual(f"须一并改为 {due}", f"must become {due} as well")
            else:
                message = Bilingual(
                    f"也可能是这一格错，应为 {due}", f"this may be wrong instead, and must be {due}"
                )
            yield Related(message, cell.span, cell.key)


def _changes(table: BoundTable, repair: Repair) -> tuple[CellChange, ...]:
    return tuple(change_of(_cell(table, place), due) for place, due in repair.items())


def _fix(table: BoundTable, repair: Repair) -> Fix:
    edits = [edit_of(_cell(table, place), due) for place, due in repair.items()]
    names = "、".join(f"{name_of(table, place)}改为 {due}" for place, due in repair.items())
    named = ", ".join(f"{name_of(table, place)} to {due}" for place, due in repair.items())
    return Fix(Bilingual(names, f"change {named}"), tuple(edits))
