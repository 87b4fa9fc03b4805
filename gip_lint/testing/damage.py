"""What clerks, web systems and scrapers do to a report, at random and repeatably.

A damage changes the report at one of four stages: the builder, the draft, the way it is written out, or
the text. :func:`damaged` applies any number of them and says which figures a reader still has to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from attrs import evolve, frozen

from gip_lint.model.finding import CellKey
from gip_lint.testing.blanks import PATTERNS, Pattern, harmless, leave_blank
from gip_lint.testing.builder import ReportBuilder
from gip_lint.testing.draft import Draft, DraftPart, Figures
from gip_lint.testing.grid import DrawnCell, Grid, Groups, Role
from gip_lint.testing.notations import Blank, Headings, Merges, TableNotation, write
from gip_lint.testing.wear import (
    bracket_lost,
    broken,
    cut,
    hard_spaces,
    marked_up,
    misspelt,
    mixed_width,
    spaced_out,
    thousands,
    wide_digits,
)
from gip_lint_grammar.folding import traditional

SHARE = 0.15
"""How many of the labels or cells a damage strikes."""

CellChange = Callable[[DrawnCell, Random], DrawnCell]


@frozen
class Setting:
    """How a report is written out."""

    notation: TableNotation
    headings: Headings = Headings.PLAIN
    groups: Groups = Groups.MERGED
    merges: Merges | None = None


@frozen
class Damage:
    """One kind of damage."""

    name: str
    builder: Callable[[ReportBuilder, Random], ReportBuilder] | None = None
    draft: Callable[[Draft, Random], Draft] | None = None
    text: Callable[[str, Random], str] | None = None
    fits: Callable[[TableNotation], bool] = lambda notation: True
    """Whether a report in that notation can still be read whole after this damage."""


@frozen
class Damaged:
    """A damaged report and what is still to be read in it."""

    text: str
    figures: Figures
    harmless: bool = True
    """Whether the sums that held still hold: no more than zeros and totals went."""


def damaged(builder: ReportBuilder, setting: Setting, damages: Sequence[Damage], random: Random) -> Damaged:
    """Write a report out with all of *damages* done to it."""
    whole = builder.cells()
    for damage in damages:
        if damage.builder:
            builder = damage.builder(builder, random)
    draft = builder.draft(setting.groups)
    for damage in damages:
        if damage.draft:
            draft = damage.draft(draft, random)
    text = write(draft, setting.notation, setting.headings, setting.merges)
    for damage in damages:
        if damage.text:
            text = damage.text(text, random)
    figures = draft.figures()
    return Damaged(text, figures, harmless(builder.form, whole, figures))


def _cells(change: CellChange, *roles: Role, share: float = SHARE) -> Callable[[Draft, Random], Draft]:
    """Make *change* to a share of the cells that have one of *roles*."""

    def change_draft(draft: Draft, random: Random) -> Draft:
        def change_cell(cell: DrawnCell) -> DrawnCell:
            return change(cell, random) if cell.role in roles and random.random() < share else cell

        return draft.map_cells(change_cell)

    return change_draft


def _text_of(change: Callable[[str, Random], str]) -> CellChange:
    return lambda cell, random: evolve(cell, text=change(cell.text, random))


def _annotated(cell: DrawnCell, random: Random) -> DrawnCell:
    """Add a note to a count: ``22（其中修订16件）``."""
    if not cell.value or cell.value < 1 or not cell.text[-1:].isdigit():
        return cell
    return evolve(cell, text=f"{cell.text}（其中网上{random.randint(1, int(cell.value))}件）")


def _counted(cell: DrawnCell, random: Random) -> DrawnCell:
    """Add a measure word to a count: ``22件``."""
    return evolve(cell, text=cell.text + random.choice("件宗项个")) if cell.text[-1:].isdigit() else cell


def _blank(*marks: str) -> CellChange:
    """Put a mark for nothing, or nothing, in the place of a zero."""

    def blank(cell: DrawnCell, random: Random) -> DrawnCell:
        return cell if cell.value != 0 else evolve(cell, text=random.choice(marks), value=None)

    return blank


def _blank_cells(pattern: Pattern) -> Callable[[Draft, Random], Draft]:
    return lambda draft, random: leave_blank(draft, pattern, random)


def _units(builder: ReportBuilder, random: Random) -> ReportBuilder:
    """Write the unit behind every amount: ``353万元``."""
    return _rewritten(builder, "amount", lambda text, unit: text + (unit or "元"))


def _change_words(builder: ReportBuilder, random: Random) -> ReportBuilder:
    """Write changes as clerks do: ``增0``, ``+2``, ``减少58``."""

    def reworded(text: str, unit: str | None) -> str:
        size = text.lstrip("-")
        words = ["减", "减少", "－", "-"] if text.startswith("-") else ["增", "增加", "+", "＋"]
        return random.choice(words) + size

    return _rewritten(builder, "change", reworded)


def _rewritten(builder: ReportBuilder, kind: str, rewrite: Callable[[str, str | None], str]) -> ReportBuilder:
    """Rewrite every cell whose column is of *kind*, by its text and the column's unit."""
    figures = {key: (cell.text, cell.value) for key, cell in _figure_cells(builder)}
    for key, (text, value) in figures.items():
        assert key.row and key.column
        column = builder.form.tables[key.table].column(key.row, key.column)
        if column.kind == kind and value is not None:
            builder = builder.raw_cell(key.table, key.row, key.column, rewrite(text, column.unit), value)
    return builder


def _figure_cells(builder: ReportBuilder) -> list[tuple[CellKey, DrawnCell]]:
    grids = [part.grid for part in builder.draft().parts if part.grid]
    return [(cell.key, cell) for grid in grids for cell in grid if cell.role is Role.FIGURE and cell.key]


def _row_lost(builder: ReportBuilder, random: Random) -> ReportBuilder:
    """Lose one row of the applications or the disclosure, label and figures."""
    table = random.choice([t for t in builder.form.tables.values() if t.layout == "down"])
    rows = [row.key for row in table.rows.values() if not row.collapses]
    return builder.without_row(table.key, random.choice(rows))


def _title_lost(draft: Draft, random: Random) -> Draft:
    """Lose the title and what stands under it."""
    return evolve(draft, title="", lead=())


def _tables_alone(draft: Draft, random: Random) -> Draft:
    """Lose the headings of the parts that hold tables; the tables have to speak for themselves."""
    return evolve(
        draft,
        parts=tuple(evolve(part, ordinal="", title="") if part.grid else part for part in draft.parts),
    )


def _renumbered(draft: Draft, random: Random) -> Draft:
    """Number the headings wrongly."""
    ordinals = [part.ordinal for part in draft.parts]
    random.shuffle(ordinals)
    return evolve(
        draft,
        parts=tuple(evolve(part, ordinal=o) for part, o in zip(draft.parts, ordinals, strict=True)),
    )


def _row_label_lost(draft: Draft, random: Random) -> Draft:
    """Lose the label of one row; its figures stay."""
    labels = [cell.key for part in draft.parts if part.grid for cell in part.grid if cell.role is Role.LABEL]
    lost = random.choice(labels)
    return draft.map_cells(lambda c: evolve(c, text="") if c.role is Role.LABEL and c.key == lost else c)


def _stray_empties(draft: Draft, random: Random) -> Draft:
    """Put an empty cell here and there into rows of figures."""

    def strewn(grid: Grid) -> Grid:
        rows = []
        for row in grid.rows:
            cells = list(row)
            if any(cell.role is Role.FIGURE for cell in row) and random.random() < SHARE:
                cells.insert(random.randint(1, len(cells)), DrawnCell("", Role.FIGURE))
            rows.append(tuple(cells))
        return evolve(grid, rows=tuple(rows))

    return draft.map_grids(strewn)


def _extra_row(draft: Draft, random: Random) -> Draft:
    """Add a row of the province's own at the end of the first table."""
    done: list[str] = []

    def extended(grid: Grid) -> Grid:
        if done:
            return grid
        done.append(grid.table)
        label, *figures = grid.rows[-1]
        extra = [evolve(cell, key=None, value=None, text=str(random.randint(0, 9))) for cell in figures]
        return evolve(grid, rows=(*grid.rows, (evolve(label, text="其他主动公开文件", key=None), *extra)))

    return draft.map_grids(extended)


def _traditional(text: str, random: Random) -> str:
    """Turn the whole text into traditional characters, by machine."""
    return traditional(text)


_ROW_END = re.compile(r"\n\|+(?=\n)")


def _row_ends_lost(text: str, random: Random) -> str:
    """Lose row ends, where they are lines of bars alone."""
    return _ROW_END.sub(lambda end: "" if random.random() < 2 * SHARE else end.group(), text)


def _rows_joined(text: str, random: Random) -> str:
    """Lose row ends, where they are the breaks between lines."""
    lines = text.split("\n")
    joined = lines[0]
    for before, line in pairwise(lines):
        both_rows = before.rstrip().endswith(("|", "｜")) and line.rstrip().endswith(("|", "｜"))
        joined += (" " if both_rows and random.random() < SHARE else "\n") + line
    return joined


def _wrapped_lines(text: str, random: Random) -> str:
    """End lines with CR LF and leave spaces behind them, as Windows and word processors do."""
    return "".join(f"{line}{random.choice(['', '', ' ', '　'])}\r\n" for line in text.splitlines())


_EXPLANATION = "（指当年已作出书面答复的情形，以送达日期为准，不含当事人主动撤回的）"


def _explained(cell: DrawnCell, random: Random) -> DrawnCell:
    """Print an explanation inside a label, as some provinces do."""
    return evolve(cell, text=cell.text + _EXPLANATION)


def _prose_around(draft: Draft, random: Random) -> Draft:
    """Put sentences and captions full of numbers around every table."""

    def surrounded(part: DraftPart) -> DraftPart:
        if not part.grid:
            return part
        count, more, share = (random.randint(2, 99) for _ in range(3))
        sentence = f"全年共{count}件，较上年增加{more}件，占{share}%。"
        caption = f"表{random.randint(1, 3)}：{part.title}统计表（单位：件）"
        return evolve(part, paragraphs=(sentence, caption), after=(sentence, "注：数据截至12月31日。"))

    return evolve(draft, parts=tuple(map(surrounded, draft.parts)))


def _page_ends(text: str, random: Random) -> str:
    """Put page numbers between the lines, as a PDF gives them."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        lines.append(line)
        if number % 45 == 44:
            page = number // 45 + 1
            lines.append(random.choice([f"- {page} -\n\f", f"— {page} —\n\n", f"\n第 {page} 页 共 9 页\f"]))
    return "\n".join(lines)


def _barred(notation: TableNotation) -> bool:
    return notation.barred


def _ends_rows(notation: TableNotation) -> bool:
    return notation.barred and not notation.by_row


def _ends_with_bar(notation: TableNotation) -> bool:
    """Return whether losing the break between two rows leaves their cells parted."""
    return (
        notation.barred and notation.by_row and notation.name not in {"rows-bare", "markdown", "box", "ascii"}
    )


def _parts_figures(notation: TableNotation) -> bool:
    return notation.parted


def _shows_blanks(notation: TableNotation) -> bool:
    return notation.blank is Blank.SEEN


_ENDS_BARE_OR_DRAWN = {"rows-bare", "markdown", "box", "ascii"}
_FLOWING = {"pipes", "pipes-exact", "pipes-wide", "pipes-without-ends", "rows", "lines", "lines-blank"}
_LABELS = (Role.HEADING, Role.CORNER, Role.COLUMN, Role.GROUP, Role.LABEL)

DAMAGES: tuple[Damage, ...] = (
    Damage("labels cut", draft=_cells(_text_of(cut), *_LABELS)),
    Damage("labels misspelt", draft=_cells(_text_of(misspelt), *_LABELS)),
    Damage("labels spaced out", draft=_cells(_text_of(spaced_out), *_LABELS)),
    Damage("brackets lost", draft=_cells(_text_of(bracket_lost), *_LABELS, share=0.5)),
    Damage("group labels lost", draft=_cells(_text_of(lambda text, random: ""), Role.GROUP, share=0.5)),
    Damage("column labels lost", draft=_cells(_text_of(lambda text, random: ""), Role.COLUMN)),
    Damage("row label lost", draft=_row_label_lost),
    Damage("row lost", builder=_row_lost),
    Damage("extra row", draft=_extra_row),
    Damage("traditional", text=_traditional),
    Damage("mixed width", draft=_cells(_text_of(mixed_width), *_LABELS, Role.FIGURE, share=1)),
    Damage("wide digits", draft=_cells(_text_of(wide_digits), Role.FIGURE, share=0.5)),
    Damage("thousands", draft=_cells(_text_of(thousands), Role.FIGURE, share=1)),
    Damage("units", builder=_units),
    Damage("change words", builder=_change_words),
    Damage("measure words", draft=_cells(_counted, Role.FIGURE)),
    Damage("notes in cells", draft=_cells(_annotated, Role.FIGURE, share=1)),
    Damage(
        "marks for zero",
        draft=_cells(_blank("/", "—", "－", "无"), Role.FIGURE, share=0.5),
        fits=_parts_figures,
    ),
    Damage("blanks for zero", draft=_cells(_blank(""), Role.FIGURE), fits=_shows_blanks),
    Damage("stray empty cells", draft=_stray_empties, fits=_barred),
    Damage("row ends lost", text=_row_ends_lost, fits=_ends_rows),
    Damage("rows joined", text=_rows_joined, fits=_ends_with_bar),
    Damage("line ends", text=_wrapped_lines),
    Damage("title lost", draft=_title_lost),
    Damage("headings renumbered", draft=_renumbered),
    Damage("headings lost", draft=_tables_alone),
)
"""Every kind, by itself."""

HARDER: tuple[Damage, ...] = (
    Damage("labels broken", draft=_cells(_text_of(broken), *_LABELS), fits=lambda n: n.name in _FLOWING),
    Damage("marked up", draft=_cells(_text_of(marked_up), *_LABELS, Role.FIGURE), fits=_barred),
    Damage("hard spaces", draft=_cells(_text_of(hard_spaces), *_LABELS, Role.FIGURE), fits=_barred),
    Damage("labels explained", draft=_cells(_explained, Role.LABEL)),
    Damage("prose around", draft=_prose_around),
    Damage("page ends", text=_page_ends, fits=lambda n: not n.barred),
)
"""Kinds that were seen less often, or not yet, and that no bound is held for."""

BLANKS: tuple[Damage, ...] = tuple(
    Damage(f"blank: {pattern.name}", draft=_blank_cells(pattern), fits=_shows_blanks) for pattern in PATTERNS
)
"""Figures left blank. Where a notation loses empty cells, a figure is to be read right or not surely."""
