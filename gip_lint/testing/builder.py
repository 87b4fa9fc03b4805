"""Reports made to measure: ``report().with_cell("applications", "granted", "total", 3).text()``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import tomli
from attrs import evolve, field, frozen

from gip_lint.forms.loader import builtin_forms
from gip_lint.model.finding import CellKey
from gip_lint.model.form import Column, Form, FormTable
from gip_lint.model.nearest import did_you_mean
from gip_lint.testing.draft import Draft, DraftPart, Figures
from gip_lint.testing.grid import DrawnCell, Grid, Groups, Layout, Number, Role
from gip_lint.testing.notations import Headings, Merges, notation_named, write

AGENCY = "云溪市林业局"

T = TypeVar("T")


def report(form: str | Form = "gip-2021", year: int | None = None, agency: str = AGENCY) -> ReportBuilder:
    """Begin a report in *form* whose every figure is 0 and whose prose offends against nothing.

    Without *year* it is a report for the last year that the form serves, or for its third.
    """
    if isinstance(form, str):
        form = form_named(form)
    return ReportBuilder(form, year or form.last_year or form.first_year + 2, agency)


def form_named(key: str) -> Form:
    """Return the official form of that key. Raises KeyError, naming the known ones, where there is none."""
    known = {form.key: form for form in builtin_forms()}
    if key not in known:
        raise KeyError(f"no form {key!r}; known are {', '.join(known)}")
    return known[key]


@frozen
class ReportBuilder:
    """A report in the making; every method returns another one and leaves this as it is."""

    form: Form
    year: int
    agency: str
    _values: Mapping[CellKey, Number | None] = field(factory=dict)
    _texts: Mapping[CellKey, str] = field(factory=dict)
    _labels: Mapping[CellKey, str] = field(factory=dict)
    _absent: frozenset[CellKey] = frozenset()
    _collapsed: frozenset[CellKey] = frozenset()
    _prose: Mapping[str, tuple[str, ...]] = field(factory=dict)
    _headings: Mapping[str, tuple[str | None, str]] = field(factory=dict)
    _without: frozenset[str] = frozenset()
    _order: tuple[str, ...] = ()
    _title: str | None = None
    _lead: tuple[str, ...] | None = None

    def with_cell(self, table: str, row: str, column: str, value: Number | None) -> ReportBuilder:
        """Put a number into a cell; None leaves it blank. Raises KeyError where the form has no such cell."""
        key = self._key(table, row, column)
        texts = {place: text for place, text in self._texts.items() if place != key}
        return evolve(self, values={**self._values, key: value}, texts=texts)

    def with_figures(self, table: str, figures: Mapping[str, Mapping[str, Number | None]]) -> ReportBuilder:
        """Put numbers into many cells, by row and column."""
        built = self
        for row, columns in figures.items():
            for column, value in columns.items():
                built = built.with_cell(table, row, column, value)
        return built

    def raw_cell(
        self, table: str, row: str, column: str, text: str, value: Number | None = None
    ) -> ReportBuilder:
        """Write any *text* into a cell; *value* is what a reader has to find there."""
        built = self.with_cell(table, row, column, value)
        return evolve(built, texts={**built._texts, self._key(table, row, column): text})

    def without_row(self, table: str, row: str) -> ReportBuilder:
        """Leave a row out."""
        return evolve(self, absent=self._absent | {self._key(table, row)})

    def without_column(self, table: str, column: str) -> ReportBuilder:
        """Leave a column out, in every block of the table that has it."""
        return evolve(self, absent=self._absent | {CellKey(table, None, column)})

    def with_collapsed(self, table: str, row: str) -> ReportBuilder:
        """Write the row that stands for several of the form's in their place (2021: （六）其他处理)."""
        return evolve(self, collapsed=self._collapsed | {self._key(table, row)})

    def with_label(
        self, table: str, text: str, *, row: str | None = None, column: str | None = None
    ) -> ReportBuilder:
        """Print another label for a row or a column."""
        return evolve(self, labels={**self._labels, CellKey(table, row, column): text})

    def without_section(self, part: str) -> ReportBuilder:
        """Leave a statutory part out, with its table."""
        return evolve(self, without=self._without | {_known("part", part, self.form.part_of).key})

    def without_table(self, table: str) -> ReportBuilder:
        """Leave a table out and keep its part."""
        return evolve(self, absent=self._absent | {CellKey(_known("table", table, self.form.tables).key)})

    def with_heading(self, part: str, title: str, ordinal: str | None = None) -> ReportBuilder:
        """Give a part another title and, if *ordinal* (``三、``) is given, another ordinal."""
        key = _known("part", part, self.form.part_of).key
        return evolve(self, headings={**self._headings, key: (ordinal, title)})

    def with_order(self, *parts: str) -> ReportBuilder:
        """Put the parts, named all, into another order; each keeps its ordinal."""
        if sorted(parts) != sorted(self.form.part_of):
            raise ValueError(f"name every part once: {', '.join(self.form.part_of)}")
        return evolve(self, order=parts)

    def with_prose(self, part: str, text: str) -> ReportBuilder:
        """Give a part other prose, one paragraph a line; ``lead`` is what stands under the title."""
        paragraphs = tuple(text.splitlines())
        if part == "lead":
            return evolve(self, lead=paragraphs)
        return evolve(self, prose={**self._prose, _known("part", part, self.form.part_of).key: paragraphs})

    def with_title(self, title: str) -> ReportBuilder:
        """Give the report another title; an empty one leaves it out."""
        return evolve(self, title=title)

    def cells(self) -> Figures:
        """Return what the report holds: table, row and column to a value."""
        return self.draft().figures()

    def text(
        self,
        notation: str = "pipes",
        *,
        headings: Headings = Headings.PLAIN,
        groups: Groups = Groups.MERGED,
        merges: Merges | None = None,
    ) -> str:
        """Write the report out in one of the notations of :mod:`gip_lint.testing.notations`."""
        return write(self.draft(groups), notation_named(notation), headings, merges)

    def draft(self, groups: Groups = Groups.MERGED) -> Draft:
        """Lay the report out."""
        words = _words()
        grids: dict[str, list[Grid]] = {}
        for table in self._tables():
            grids.setdefault(table.part, []).append(self._grid(table, groups))
        order = [key for key in self._order or tuple(self.form.part_of) if key not in self._without]
        return Draft(
            self._filled(words["title"]) if self._title is None else self._title,
            tuple(map(self._filled, words["lead"])) if self._lead is None else self._lead,
            tuple(self._part(key, grids.get(key, [])) for key in order),
        )

    def _part(self, key: str, grids: list[Grid]) -> DraftPart:
        part = self.form.part_of[key]
        words = _words()
        ordinal, title = self._headings.get(key, (None, part.title))
        if ordinal is None:
            ordinal = words["numerals"][part.ordinal - 1] + "、"
        prose = self._prose.get(key, words["parts"].get(key, ()))
        first, further = next(iter(grids), None), tuple(grids[1:])
        return DraftPart(key, ordinal, title, tuple(map(self._filled, prose)), first, further=further)

    def _filled(self, words: str) -> str:
        return words.replace("{agency}", self.agency).replace("{year}", str(self.year))

    def _tables(self) -> list[FormTable]:
        return [table for table in self.form.tables.values() if CellKey(table.key) not in self._absent]

    def _grid(self, table: FormTable, groups: Groups) -> Grid:
        absent = set(self._absent)
        for row in table.rows.values():
            if row.collapses:
                collapsed = CellKey(table.key, row.key) in self._collapsed
                absent.update(CellKey(table.key, key) for key in (row.collapses if collapsed else (row.key,)))
        return Layout(self._figure, groups, frozenset(absent), self._labels).grid(table)

    def _figure(self, key: CellKey, column: Column) -> DrawnCell:
        value = self._values.get(key, 0)
        text = self._texts.get(key)
        return DrawnCell(written(value) if text is None else text, Role.FIGURE, key=key, value=value)

    def _key(self, table: str, row: str, column: str | None = None) -> CellKey:
        rows = _known("table", table, self.form.tables).rows
        _known("row", row, rows)
        if column is not None:
            _known("column", column, {each.key: each for each in self.form.tables[table].columns(row)})
        return CellKey(table, row, column)


def _known(what: str, key: str, known: Mapping[str, T]) -> T:
    """Return what the form has of that key. Raises KeyError, naming the known ones, where it has none."""
    if key not in known:
        raise KeyError(f"no {what} {key!r}{did_you_mean(key, known)[1]}; known are {', '.join(known)}")
    return known[key]


def written(value: Number | None) -> str:
    """Write a number as a cell holds it; a blank for None."""
    return (
        ""
        if value is None
        else f"{value:.6f}".rstrip("0").rstrip(".")
        if isinstance(value, float)
        else str(value)
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomli.loads(Path(__file__).with_name("prose.toml").read_text(encoding="utf-8"))
