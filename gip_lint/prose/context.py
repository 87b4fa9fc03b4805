"""What a passage has said so far, on which the meaning of its next clause depends.

What a sentence says for itself alone is a :class:`Sentence`, made anew for each; what reaches farther is in
the :class:`Context` of the passage.
"""

from __future__ import annotations

from gip_lint.prose.statement import CountedTime, Scope, Statement

Cases = tuple[tuple[str, ...], "int | float", bool]
"""Rows of part four, how many cases, and whether they are outright said to be about disclosure."""


class Sentence:
    """What the sentence at hand has said, and what all of it says of its clauses."""

    period: CountedTime | None = None
    """The time that it named last."""
    about_outright: bool = False
    """Whether it, or the statutory part it stands in, says that its cases are about disclosure."""
    some_about: bool = False
    """Whether it says which of its cases are about disclosure."""
    retracted: bool = False
    """Whether it ends by saying that its cases are about something else."""
    hears: bool = False
    """Whether it tells of cases that the organ hears, not of those against it."""
    reduced: bool = False
    """Whether it takes something off what it counts."""
    documents: bool = False
    """Whether it tells how documents are classed."""
    among: bool = False
    """Whether what follows is told of those dealt with: 办结的申请中，有 3 件为上年结转."""
    counted: bool = False
    """Whether it counted the applications."""
    elsewhere: bool = False
    """Whether it named other business since applications were named."""
    group: tuple[str, ...] = ()
    """The group of part four named last."""
    wider: tuple[str, ...] = ()
    """All groups counted since an outcome was told: 行政复议 3 件、行政诉讼 2 件，其中维持 4 件."""
    outcome_told: bool = False
    """Whether an outcome was told since cases were counted last."""
    named_documents: tuple[str, ...] = ()
    """The kind of documents named last (规范性文件), to which 废止 1 件 belongs."""

    def __init__(self) -> None:
        self.years: list[int] = []
        """The years named, a range (2021年至2023年) year by year."""
        self.others: list[int | float] = []
        """Numbers that are not understood."""
        self.cases: list[Cases] = []
        """The cases counted."""
        self.open_cases: list[Cases] = []
        """Those of which no outcome was told yet."""


class Context:
    """Whose figures a passage tells, of which time and of what, as far as it is read."""

    scope: Scope = Scope.WHOLE
    scope_told: bool = True
    """Whether the sentence before counted anything for whoever it names; else its scope ends with it."""
    period: CountedTime = CountedTime.REPORT_YEAR
    """The time with which the passage opens: 2022年，…."""
    told_period: CountedTime = CountedTime.REPORT_YEAR
    """The time of the last statement."""
    clause_period: CountedTime | None = None
    """The time of the clause alone (历年共收到 88 件)."""
    applications: bool = False
    """Whether applications were named."""
    anchored: bool = False
    """Whether applications of the whole organ were counted before."""
    in_part: bool = False
    """Whether the passage stands in part three."""
    about: bool = False
    """Whether cases that are named without more are about disclosure."""
    elsewhere: bool = False
    """Whether other business than applications was counted last (热线工单, 复议案件), so that a bare verb
    after it (受理 88 件) is said of that."""
    counted: int | float = 0
    """How many applications were counted last, all of them."""
    unit: str | None = None
    """The measure word with which they were counted."""
    divided: int | float = 0
    """How many of these the parts named since make up; a division that is complete is closed."""
    part: bool = False
    """Whether a part of the applications was named last."""
    part_depth: int = 0
    """How many brackets that stood in: behind its bracket the whole is spoken of again."""
    results_of_part: bool = False
    """Whether results were told of a part, so that what follows may be told of the next one."""
    spoken: Statement | None = None
    """The applications counted last, as long as nothing else is spoken of."""
    why: str = ""
    """Why a number of the clause at hand says nothing."""

    def __init__(self) -> None:
        self.here = Sentence()

    @property
    def time(self) -> CountedTime:
        """The time of which the passage speaks where a clause names none of its own."""
        return (
            self.clause_period
            or self.here.period
            or (self.told_period if self.told_period is not CountedTime.REPORT_YEAR else self.period)
        )

    @property
    def of_others(self) -> bool:
        """Whether a bare verb or result is said of other business."""
        return self.elsewhere or self.here.elsewhere

    @property
    def whole(self) -> Statement | None:
        """All the applications, where these are spoken of and not a part of them."""
        if self.part or self.of_others or self.divided not in (0, self.counted):
            return None
        return self.spoken

    def begin(self, sentence: Sentence) -> None:
        """Go on with the next sentence; a part, and a scope for which nothing was counted, end here."""
        self.here = sentence
        self.part, self.part_depth = False, 0
        if not self.scope_told:
            self.scope = Scope.WHOLE
        self.scope_told = False

    def follow(self, before: Context) -> None:
        """Begin a paragraph that may tell the results of what the one *before* counted."""
        self.anchored = before.anchored and not before.elsewhere
        self.scope = before.scope

    def name_applications(self) -> None:
        """Speak of applications, and no longer of other business."""
        self.applications = True
        self.elsewhere = self.here.elsewhere = False

    def name_others(self, *, counted: bool) -> None:
        """Speak of other business to the sentence's end, or if it is *counted* until applications are named.

        Behind a number of applications in the same sentence it is what these are about.
        """
        if not self.here.counted:
            self.here.elsewhere = True
            self.elsewhere = self.elsewhere or counted

    def count(self, number: int | float, unit: str | None) -> None:
        """Take *number* for all the applications that are spoken of from here."""
        self.counted, self.unit, self.divided, self.results_of_part = number, unit, 0, False
        self.part, self.part_depth = False, 0
        self.here.counted = True

    def open_part(self, number: int | float, depth: int) -> None:
        """Take *number* for a part of them; where parts make up the whole, the whole is spoken of again."""
        self.divided += number
        complete = bool(self.counted) and self.divided == self.counted and not self.results_of_part
        self.part, self.part_depth = not complete, depth
