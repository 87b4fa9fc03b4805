"""How the binding told which row of the form a row is, and which figure belongs to which column."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from gip_lint.model.bilingual import Bilingual


class Placing(Enum):
    """What tells the column of a figure."""

    COUNT = "count"
    GRID = "grid"
    CELLS = "cells"
    SUMS = "sums"
    GUESS = "guess"
    NOTHING = "nothing"

    @property
    def words(self) -> Bilingual:
        """What it says, as a clause."""
        return _WORDS[self]


_WORDS = {
    Placing.COUNT: Bilingual("个数与列数相等", "as many as columns"),
    Placing.GRID: Bilingual("按所在的列", "by grid column"),
    Placing.CELLS: Bilingual("空格只有一种排法", "the cells leave one way"),
    Placing.SUMS: Bilingual("按行内合计", "by the sums of the row"),
    Placing.GUESS: Bilingual("推测", "a guess"),
    Placing.NOTHING: Bilingual("行内无数", "no figures"),
}


class RowEvidence(NamedTuple):
    """Why a row was taken for that row of the form, and its figures for those of its columns."""

    likeness: float
    """How like its label is to the form's, from 0 to 1; 0 where it has none and its place tells."""
    placing: Placing

    @property
    def words(self) -> Bilingual:
        """Both, as a phrase."""
        if self.likeness >= 1:
            label = Bilingual("行名一致", "label as printed")
        elif self.likeness > 0:
            label = Bilingual(f"行名相近（{self.likeness:.2f}）", f"label alike ({self.likeness:.2f})")
        else:
            label = Bilingual("没有行名，按行序", "no label, by its place")
        placing = self.placing.words
        return Bilingual(f"{label.zh}；{placing.zh}", f"{label.en}; {placing.en}")
