"""How the arithmetic rules name places and write out sums, in both languages."""

from __future__ import annotations

from gip_lint.kit import Bilingual, BoundCell, BoundTable, CellKey, Outcome, Place, lazy_pattern

_NOTE_AT_END = lazy_pattern(r"(?<=.)（[^（）]*）$")
_MOST_TERMS = 4
"""A side with no more terms than this is written out whole; of a longer one, zeros are left out."""


def label_of_row(table: BoundTable, row: str) -> str:
    """Name a row in short, with the group it stands in where its own label is not enough: 3.其他."""
    form_row = table.row(row)
    label = _NOTE_AT_END.sub("", form_row.label)
    return f"{form_row.above[-1]} {label}" if label[0].isdigit() and form_row.above else label


def label_of_column(table: BoundTable, place: Place) -> str:
    """Name a column in short, as it is called in the row of *place*."""
    return _NOTE_AT_END.sub("", table.form.column(*place).label)


def name_of(table: BoundTable, place: Place) -> str:
    """Name a cell: ``（七）总计 × 自然人``."""
    return f"{label_of_row(table, place[0])} × {label_of_column(table, place)}"


def name_of_line(table: BoundTable, line: CellKey) -> Bilingual:
    """Name a row or a column of a sum."""
    if line.row is not None:
        label = label_of_row(table, line.row)
        return (
            Bilingual(f"{label}行", f"row {label}")
            if table.form.layout == "down"
            else Bilingual(label, label)
        )
    label = _NOTE_AT_END.sub("", table.name(line))
    return Bilingual(f"{label}列", f"column {label}")


def holds(cell: BoundCell) -> Bilingual:
    """Return what a cell holds: ``表中为 15``."""
    if cell.blank:
        return Bilingual("表中空白", "is blank")
    return Bilingual(f"表中为 {cell.raw}", f"is {cell.raw}")


def sides_of(table: BoundTable, outcome: Outcome, values: dict[Place, int]) -> Bilingual:
    """Write both sides of a broken sum out: ``总计 0 ≠ 结果维持 10 + 结果纠正 1 = 11``."""
    sum_ = outcome.sum
    across = sum_.line.row is not None
    left = _side(table, sum_.left, values, across)
    right = _side(table, sum_.right, values, across)
    return Bilingual(f"{left.zh} ≠ {right.zh}", f"{left.en} ≠ {right.en}")


def _side(table: BoundTable, places: tuple[Place, ...], values: dict[Place, int], across: bool) -> Bilingual:
    shown = [place for place in places if len(places) <= _MOST_TERMS or values[place]]
    terms = [_term(table, place, values[place], across) for place in shown]
    total = sum(values[place] for place in places)
    left_out = len(places) - len(shown)
    if not shown:
        return Bilingual(f"{left_out} 项均为 0", f"{left_out} terms, all 0")
    zh, en = " + ".join(term.zh for term in terms), " + ".join(term.en for term in terms)
    rest = (
        Bilingual(f"（其余 {left_out} 项为 0）", f" (the other {left_out} are 0)")
        if left_out
        else Bilingual("", "")
    )
    equals = f" = {total}" if len(shown) > 1 else ""
    return Bilingual(f"{zh}{equals}{rest.zh}", f"{en}{equals}{rest.en}")


def _term(table: BoundTable, place: Place, value: int, across: bool) -> Bilingual:
    label = label_of_column(table, place) if across else label_of_row(table, place[0])
    cell = table[place]
    if cell is not None and cell.blank:
        return Bilingual(f"{label} {value}（空白）", f"{label} {value} (blank)")
    return Bilingual(f"{label} {value}", f"{label} {value}")
