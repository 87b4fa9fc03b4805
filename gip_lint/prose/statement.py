"""What a clause says of a number: what is counted, how many, whose, and when."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from gip_lint.prose.passages import Clause
from gip_lint_grammar.nodes import Span


class Scope(Enum):
    """Whose figures a statement gives."""

    WHOLE = "whole"
    """The organ's own, as the table's."""
    TERRITORY = "territory"
    """Those of a whole territory or system (全市): the table's for a government, not for a department."""
    UNCLEAR = "unclear"
    """Those of one office, of another organ, or of nobody knows whom."""


class CountedTime(Enum):
    """When what is counted happened."""

    REPORT_YEAR = "report year"
    PART_OF_YEAR = "part of the year"
    OTHER = "other"
    """Another year, or several."""


@frozen(eq=False)
class Statement:
    """One number that prose gives."""

    subject: str
    """What is counted, by a key of ``word_list.toml``: ``received``, ``finished``, ``carried_over``,
    ``result``, ``cases``, ``outcome``, ``document``."""
    rows: tuple[str, ...]
    """The rows of the form that are named, in the form's keys; several are meant as a sum."""
    number: int | float
    unit: str | None
    scope: Scope
    period: CountedTime
    span: Span
    """The number; for 未收到 and the like the clause."""
    clause: Clause
    about_disclosure: bool = False
    """Whether it is said, or clear from its place, that it is about information disclosure."""
    by_name: bool = False
    """Whether what is counted is named outright, not only understood from what goes before; of cases,
    whether they are said to be about information disclosure."""
    stated_none: bool = False
    """Whether it says that there were none (未收到), rather than giving a number."""
    after_part: bool = False
    """Whether a part of the whole (其中网上 15 件) was spoken of just before, of which this may be said."""
    columns: tuple[str, ...] = ()
    """For documents, the columns that the verb may mean, by a key of ``word_list.toml``."""
    includes: tuple[str, ...] = ()
    """Rows that the number takes in, as the words behind it say: 予以公开 6 件（含部分公开 2 件）."""
    wider: tuple[str, ...] = ()
    """Of an outcome, the rows of which together it may be told as well."""
    struck: int | float = 0
    """How many of the applications received the sentence calls void (无效申请 3 件)."""
    some_about: bool = False
    """Of cases, whether this very number is said to be of those about disclosure."""
    sentence: int = 0
    """Where the sentence begins in its passage."""
    parts: tuple[int | float, ...] = ()
    """Numbers of the same sentence whose words are not understood and that may count some of the same."""

    @property
    def comparable(self) -> bool:
        """Whether it speaks of what the tables hold: the whole organ, the whole year."""
        return self.scope is not Scope.UNCLEAR and self.period is CountedTime.REPORT_YEAR
