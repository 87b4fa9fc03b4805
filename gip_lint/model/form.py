"""A statutory form as data: its parts, tables, labels, keys, units and identities.

Forms are TOML files (:mod:`gip_lint.forms.loader`). Nothing about a form is written in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, Literal, NamedTuple

from attrs import frozen

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.declared_check import Comparison
from gip_lint.model.finding import CellKey

Kind = Literal["count", "amount", "change"]
Layout = Literal["down", "across"]


class Part(NamedTuple):
    """One of the six statutory parts (一、总体情况 …)."""

    key: str
    ordinal: int
    title: str
    signs: tuple[tuple[str, ...], ...] = ()
    """What a title of this part speaks of when it is worded otherwise: one word of each group must occur."""
    contrary: tuple[str, ...] = ()
    """Words that show a title to be another's."""


class Column(NamedTuple):
    """A column of figures."""

    key: str
    label: str
    kind: Kind = "count"
    unit: str | None = None
    unit_in_label: bool = False
    """Whether the printed label names the unit, so that a bare number is clear."""
    above: tuple[str, ...] = ()
    """The headings that span this column, outermost first: 申请人情况, 法人或其他组织."""


class Years(NamedTuple):
    """The report years for which something is asked, both ends included; None leaves an end open."""

    first: int | None = None
    last: int | None = None

    def hold(self, year: int | None) -> bool:
        """Return whether *year* is one of them; a year that is not known is one only where all are."""
        if year is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


_ANY_YEAR: Final = Years()


class FormRow(NamedTuple):
    """A row of figures."""

    key: str
    label: str
    above: tuple[str, ...] = ()
    """The labels that span this row, outermost first: 三、本年度办理结果, （三）不予公开."""
    group: str | None = None
    """A name under which identities speak of several rows: ``results``."""
    variants: tuple[str, ...] = ()
    """Other printings of the label that the issuing office itself uses."""
    collapses: tuple[str, ...] = ()
    """Rows of the form that this row stands for where a report runs them together. Such a row is not part
    of the form itself: it is bound when found and never missed."""
    optional: bool = False
    """Whether a report may lack it."""
    years: Years = _ANY_YEAR
    """The report years that may not lack it otherwise."""


class BlockOfTable(NamedTuple):
    """A heading with its columns and rows; part two has several of them under one another."""

    rows: tuple[FormRow, ...]
    columns: tuple[Column, ...]
    heading: str | None = None
    corner: tuple[str, ...] = ()
    """What stands in the corner cell, in its known printings."""
    foreign: tuple[str, ...] = ()
    """Labels of rows that offices add here although the form has none; never taken for a row of the form."""


class Identity(NamedTuple):
    """A sum that must hold (勾稽关系): the terms on the left equal the terms on the right.

    With ``scope`` ``column`` the terms are rows and the identity is held in every column; with ``row`` they
    are columns and it is held in every row of the table. ``@name`` stands for every row of that group.
    """

    key: str
    scope: Literal["row", "column"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    source: str
    title: Bilingual


class Check(NamedTuple):
    """What is doubtful when it is found in a row, though no sum forbids it.

    ``key`` is the name of the rule that reports it (``stock-flow``). A row is reported where all comparisons
    of ``finds`` hold; ``column`` is the cell in doubt.
    """

    key: str
    rows: tuple[str, ...]
    column: str
    finds: tuple[Comparison, ...]
    source: str
    title: Bilingual


@frozen(slots=False, eq=False)
class FormTable:
    """One of the three statutory tables, or one that a province adds."""

    key: str
    part: str
    title: Bilingual
    layout: Layout
    blocks: tuple[BlockOfTable, ...]
    identities: tuple[Identity, ...] = ()
    checks: tuple[Check, ...] = ()
    optional: bool = False
    """Whether a report may lack it."""
    years: Years = _ANY_YEAR
    """The report years that may not lack it otherwise."""

    def is_due(self, year: int | None) -> bool:
        """Return whether a report for *year* must have the table."""
        return not self.optional and self.years.hold(year)

    @cached_property
    def rows(self) -> dict[str, FormRow]:
        """Every row by its key, in the order of the form, rows that only stand for others included."""
        return {row.key: row for block in self.blocks for row in block.rows}

    @cached_property
    def block_of(self) -> dict[str, BlockOfTable]:
        """The block that holds each row."""
        return {row.key: block for block in self.blocks for row in block.rows}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What the columns of the table hold: counts, changes, amounts."""
        return frozenset(column.kind for block in self.blocks for column in block.columns)

    def columns(self, row: str) -> tuple[Column, ...]:
        """The columns of one row."""
        return self.block_of[row].columns

    def column(self, row: str, column: str) -> Column:
        """One column of one row. Raises KeyError where the form has none."""
        try:
            return self._columns[row, column]
        except KeyError:
            raise KeyError(f"{self.key}: row {row} has no column {column}") from None

    @cached_property
    def _columns(self) -> dict[tuple[str, str], Column]:
        return {
            (row.key, column.key): column
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        }

    def keys(self) -> Iterator[CellKey]:
        """Yield every cell of the form, without the rows that only stand for others."""
        for block in self.blocks:
            for row in block.rows:
                if not row.collapses:
                    for column in block.columns:
                        yield CellKey(self.key, row.key, column.key)


@frozen(slots=False, eq=False)
class Form:
    """A form with the report years it serves; two are equal that say the same, whoever read them."""

    key: str
    name: Bilingual
    instrument: str
    """Document number of the notice that prescribes the form."""
    first_year: int
    last_year: int | None
    parts: tuple[Part, ...]
    tables: Mapping[str, FormTable]
    additions: str = ""
    """A digest of what plugins add to its tables."""

    @cached_property
    def _said(self) -> tuple[tuple[object, ...], int]:
        said = (self.key, self.name, self.instrument, self.first_year, self.last_year, self.parts)
        return (*said, self.additions), hash((*said, self.additions))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Form) and self._said == other._said)

    def __hash__(self) -> int:
        return self._said[1]

    def serves(self, year: int) -> bool:
        """Return whether reports for *year* are written in this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @cached_property
    def part_of(self) -> dict[str, Part]:
        """Every part by its key."""
        return {part.key: part for part in self.parts}
