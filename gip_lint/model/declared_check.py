"""Comparisons between columns of a row, as a form's TOML writes them: ``in_force < issued - repealed``."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Final, NamedTuple

from gip_lint_grammar.lazy import lazy_pattern

Number = int | float

_RELATIONS: Final = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_COMPARISON: Final = lazy_pattern(r"(?P<left>[^<>=!]+)(?P<relation><=|>=|!=|<|>|=)(?P<right>[^<>=!]+)")
_TERM: Final = lazy_pattern(r"\s*(?:(?P<sign>[+-])\s*)?(?P<term>[a-z_][a-z0-9_]*|\d+)\s*")
_LONGEST: Final = 1000
"""Characters of a comparison."""


class Term(NamedTuple):
    """A column, or a number, that is added (sign 1) or taken away (sign -1)."""

    sign: int
    term: str | int

    def value(self, row: Mapping[str, Number]) -> Number:
        """Return what the term adds, given the values of a row by column."""
        return self.sign * (self.term if isinstance(self.term, int) else row[self.term])


class Comparison(NamedTuple):
    """A relation between two sums of columns."""

    left: tuple[Term, ...]
    relation: str
    right: tuple[Term, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it speaks of, each once."""
        terms = (term.term for term in self.left + self.right)
        return tuple(dict.fromkeys(term for term in terms if isinstance(term, str)))

    def holds(self, row: Mapping[str, Number]) -> bool:
        """Return whether it is true of a row, given the values of its columns."""
        left = sum(term.value(row) for term in self.left)
        right = sum(term.value(row) for term in self.right)
        return bool(_RELATIONS[self.relation](left, right))


def parse_comparison(text: str) -> Comparison:
    """Read a comparison. Raises ValueError where *text* is none, or longer than any that is meant."""
    if len(text) > _LONGEST:
        raise ValueError(f"not a comparison of columns: {text[:_LONGEST]!r}…")
    match = _COMPARISON.fullmatch(text)
    if match is None:
        raise ValueError(f"not a comparison of columns: {text!r}")
    return Comparison(_sum(match["left"], text), match["relation"], _sum(match["right"], text))


def _sum(written: str, text: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    position = 0
    while position < len(written):
        match = _TERM.match(written, position)
        if match is None or (terms and not match["sign"]):
            raise ValueError(f"not a comparison of columns: {text!r}")
        term = match["term"]
        terms.append(Term(-1 if match["sign"] == "-" else 1, int(term) if term.isdigit() else term))
        position = match.end()
    return tuple(terms)
