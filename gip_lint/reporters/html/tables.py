"""A statutory table drawn as the form prints it, with the report's figures and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, field

from gip_lint.model.bilingual import Language
from gip_lint.model.finding import CellKey
from gip_lint.model.form import BlockOfTable, Column, FormRow
from gip_lint.model.report import BoundTable
from gip_lint.model.severity import Severity
from gip_lint.reporters.html.markup import element, text
from gip_lint.reporters.html.places import Places

Notes = Callable[[Sequence[int]], str]
"""Draws the numbers of findings, as links to them."""
Worst = Callable[[Sequence[int]], Severity]


@define
class TableDrawing:
    """Draws one table of one report; what has no place in it is noted beside its title."""

    table: BoundTable
    places: Places
    prefix: str
    """What the ids of the cells begin with."""
    language: Language
    notes: Notes
    worst: Worst
    _shown: set[CellKey] = field(factory=set, init=False)

    def drawn(self) -> str:
        """Return the table, a ``table`` element for each block of the form."""
        form = self.table.form
        blocks = "".join(self._block(block) for block in form.blocks)
        rest = [key for key in self.places.cells if key.table == form.key and key not in self._shown]
        whole = list(dict.fromkeys(number for key in rest for number in self.places.cells[key]))
        caption = text(form.title[self.language]) + self.notes(whole)
        drawn = element("figcaption", caption, class_=self._flag(whole)) + element(
            "div", blocks, class_="scroll", tabindex=0, role="region", aria_label=form.title[self.language]
        )
        return element("figure", drawn, class_=f"statutory {form.layout}")

    def _block(self, block: BlockOfTable) -> str:
        rows = self._rows(block)
        if self.table.form.layout == "across":
            return self._across(rows, block)
        labels = max((len(row.above) for row in rows), default=0) + 1
        heads = self._header([(*column.above, column.label) for column in block.columns])
        depth = len(heads)
        leaves = [CellKey(self.table.form.key, None, column.key) for column in block.columns]
        lines = []
        if block.heading:
            width = labels + len(block.columns)
            lines.append(
                element("th", text(block.heading), colspan=width, class_="heading", scope="colgroup")
            )
        corner = element("td", text(block.corner[0] if block.corner else ""), rowspan=depth, colspan=labels)
        for level, head in enumerate(heads):
            cells = "".join(self._head(*each, leaves) for each in head)
            lines.append((corner if level == 0 else "") + cells)
        header = element("thead", "".join(element("tr", line) for line in lines))
        body = "".join(
            element("tr", spanning + self._row(row, block.columns))
            for row, spanning in zip(rows, self._row_labels(rows, labels), strict=True)
        )
        return element("table", header + element("tbody", body))

    def _across(self, rows: Sequence[FormRow], block: BlockOfTable) -> str:
        places = [(row, column) for row in rows for column in block.columns]
        heads = self._header([(*row.above, row.label, *column.above, column.label) for row, column in places])
        leaves = [CellKey(self.table.form.key, row.key, column.key) for row, column in places]
        header = "".join(element("tr", "".join(self._head(*each, leaves) for each in head)) for head in heads)
        body = element("tr", "".join(self._cell(row, column) for row, column in places))
        return element("table", element("thead", header) + element("tbody", body))

    def _rows(self, block: BlockOfTable) -> list[FormRow]:
        """Return the rows to draw: where the report runs several together, the one that stands for them."""
        found = {row for row, _ in self.table.cells}
        together = [row for row in block.rows if row.collapses and row.key in found]
        replaced = {key for row in together for key in row.collapses if key not in found}
        return [
            row
            for row in block.rows
            if (row in together if row.collapses else row.key not in replaced or row.key in found)
        ]

    def _header(self, paths: Sequence[tuple[str, ...]]) -> list[list[tuple[str, int, int, int | None]]]:
        """Return the heads level by level: label, columns and rows it spans, and its number if a leaf."""
        depth = max(len(path) for path in paths)
        levels: list[list[tuple[str, int, int, int | None]]] = []
        for level in range(depth):
            heads: list[tuple[str, int, int, int | None]] = []
            number = 0
            while number < len(paths):
                path = paths[number]
                end = number + 1
                if level < len(path) - 1:
                    while end < len(paths) and _same(paths[end], path, level):
                        end += 1
                    heads.append((path[level], end - number, 1, None))
                elif level == len(path) - 1:
                    heads.append((path[level], 1, depth - level, number))
                number = end
            levels.append(heads)
        return levels

    def _head(self, label: str, columns: int, rows: int, leaf: int | None, leaves: Sequence[CellKey]) -> str:
        key = None if leaf is None else leaves[leaf]
        numbers = [] if key is None or key.row is not None else self._numbers(key)
        return element(
            "th",
            text(label) + self.notes(numbers),
            colspan=columns if columns > 1 else None,
            rowspan=rows if rows > 1 else None,
            scope="col" if leaf is not None else "colgroup",
            class_=self._flag(numbers),
        )

    def _row_labels(self, rows: Sequence[FormRow], width: int) -> list[str]:
        """Return the heads that begin in each row: the groups that span it first, then its own label."""
        lines = []
        for number, row in enumerate(rows):
            heads = ""
            for level, label in enumerate(row.above):
                if number and _same((*rows[number - 1].above, ""), (*row.above, ""), level):
                    continue
                end = number + 1
                while end < len(rows) and _same((*rows[end].above, ""), (*row.above, ""), level):
                    end += 1
                heads += element("th", text(label), rowspan=end - number, scope="rowgroup", class_="group")
            numbers = self._numbers(CellKey(self.table.form.key, row.key))
            own = width - len(row.above)
            label = text(row.label) + self.notes(numbers)
            flag = f"label {self._flag(numbers) or ''}".strip()
            heads += element("th", label, colspan=own if own > 1 else None, scope="row", class_=flag)
            lines.append(heads)
        return lines

    def _row(self, row: FormRow, columns: Sequence[Column]) -> str:
        return "".join(self._cell(row, column) for column in columns)

    def _cell(self, row: FormRow, column: Column) -> str:
        key = CellKey(self.table.form.key, row.key, column.key)
        cell = self.table[row.key, column.key]
        numbers = self._numbers(key)
        change = self.places.changes.get(key)
        raw = "" if cell is None else cell.raw
        shown = text(raw) or element("span", "—" if cell is None else "", class_="nothing")
        if change is not None and numbers:
            found = text(raw or ("空白" if self.language == "zh" else "blank"))
            shown = element("del", found) + " " + element("ins", text(str(change.expected)))
        label = None
        if numbers:
            label = f"{row.label} × {column.label}"
        return element(
            "td",
            shown + self.notes(numbers),
            id=self.cell_id(key),
            class_=f"figure {self._flag(numbers) or ''}".strip(),
            tabindex=0 if numbers else None,
            aria_label=f"{label}: {raw}" + (f" → {change.expected}" if change else "") if label else None,
            data_findings=" ".join(map(str, numbers)) or None,
        )

    def _numbers(self, key: CellKey) -> Sequence[int]:
        """Return the findings of a place that is being drawn."""
        self._shown.add(key)
        return self.places.cells.get(key, [])

    def cell_id(self, key: CellKey) -> str:
        """Return the id of a cell of this table."""
        return cell_id(self.prefix, key)

    def _flag(self, numbers: Sequence[int]) -> str | None:
        return f"flag {self.worst(numbers).value}" if numbers else None


def cell_id(prefix: str, key: CellKey) -> str:
    """Return the id of a cell, without white space."""
    return "-".join([prefix, *("".join((part or "").split()) for part in (key.table, key.row, key.column))])


def _same(one: tuple[str, ...], other: tuple[str, ...], level: int) -> bool:
    """Return whether two paths of labels share their heads down to *level*."""
    return len(one) > level + 1 and one[: level + 1] == other[: level + 1]
