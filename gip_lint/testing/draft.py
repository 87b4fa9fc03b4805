"""A report before any system writes it out: title, lead, parts and the grids of its tables."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from gip_lint.testing.grid import DrawnCell, Grid, Number

Figures = dict[str, dict[str, dict[str, Number | None]]]
"""Table, row and column to a value; None where the cell is blank."""


@frozen
class DraftPart:
    """A statutory part: its heading, its prose and its table."""

    key: str
    ordinal: str
    title: str
    paragraphs: tuple[str, ...] = ()
    grid: Grid | None = None
    after: tuple[str, ...] = ()
    """Prose that stands behind the table."""
    further: tuple[Grid, ...] = ()
    """The tables that a province adds, behind all that."""

    @property
    def heading(self) -> str:
        """The heading as a line: ``一、总体情况``."""
        return self.ordinal + self.title


@frozen
class Draft:
    """The whole report."""

    title: str
    lead: tuple[str, ...]
    parts: tuple[DraftPart, ...]

    def map_cells(self, change: Callable[[DrawnCell], DrawnCell]) -> Draft:
        """Return the draft with *change* made to every cell of every table."""
        return self.map_grids(lambda grid: grid.map(change))

    def map_grids(self, change: Callable[[Grid], Grid]) -> Draft:
        """Return the draft with *change* made to every table."""
        return evolve(
            self,
            parts=tuple(
                evolve(part, grid=change(part.grid), further=tuple(map(change, part.further)))
                if part.grid
                else part
                for part in self.parts
            ),
        )

    def figures(self) -> Figures:
        """Return what a reader has to find in the tables."""
        found: Figures = {}
        for part in self.parts:
            for grid in (*filter(None, [part.grid]), *part.further):
                rows = found.setdefault(grid.table, {})
                for (row, column), value in grid.figures().items():
                    rows.setdefault(row, {})[column] = value
        return found
