"""What a passage has said so far, on which the meaning of its next clause depends."""

from __future__ import annotations

from gip_lint.prose.statement import CountedTime, Scope, Statement


class Context:
    """Whose figures a passage tells, of which time and of what, as far as it is read."""

    scope: Scope = Scope.WHOLE
    period: CountedTime = CountedTime.REPORT_YEAR
    """The time with which the passage opens: 2022年，…."""
    sentence_period: CountedTime | None = None
    """The time that the sentence named last."""
    told_period: CountedTime = CountedTime.REPORT_YEAR
    """The time of the last statement."""
    applications: bool = False
    """Whether applications were named."""
    about: bool = False
    """Whether cases that are named without more are about disclosure."""
    about_outright: bool = False
    """Whether the sentence, or the statutory part it stands in, says that its cases are about disclosure."""
    part: bool = False
    """Whether a part of the applications was named last."""
    part_depth: int = 0
    """How many brackets that stood in: behind its bracket the whole is spoken of again."""
    counted: int | float = 0
    """How many applications were counted last, all of them."""
    counted_here: bool = False
    """Whether the sentence at hand counted them."""
    unit: str | None = None
    """The measure word with which they were counted."""
    divided: int | float = 0
    """How many of these the parts named since make up; a division that is complete is closed."""
    results_of_part: bool = False
    """Whether results were told of a part, so that what follows may be told of the next one."""
    group: tuple[str, ...] = ()
    """The group of part four named last."""
    clause_period: CountedTime | None = None
    """The time of the clause alone (历年共收到 88 件)."""
    wider: tuple[str, ...] = ()
    """All groups counted since an outcome was told: 行政复议 3 件、行政诉讼 2 件，其中维持 4 件."""
    scope_told: bool = True
    """Whether the sentence before counted anything for whoever it names; else its scope ends with it."""
    hears: bool = False
    """Whether the passage tells of cases that the organ hears, not of those against it."""
    outcome_told: bool = False
    """Whether an outcome was told since cases were counted last."""
    elsewhere: bool = False
    """Whether other business than applications was counted last (热线工单, 复议案件), so that a bare verb
    after it (受理 88 件) is said of that."""
    reduced: bool = False
    """Whether the sentence takes something off what it counts."""
    named_documents: tuple[str, ...] = ()
    """The kind of documents that the sentence named last (规范性文件), to which 废止 1 件 belongs."""
    documents: bool = False
    """Whether the sentence tells how documents are classed."""
    in_part: bool = False
    """Whether the passage stands in part three."""
    among: bool = False
    """Whether what follows in the sentence are told of those dealt with: 办结的申请中，有 3 件为上年结转."""
    anchored: bool = False
    """Whether applications of the whole organ were counted before in the passage."""

    elsewhere_said: bool = False
    """Whether the sentence named other business since applications were named."""
    retracted: bool = False
    """Whether the sentence ends by saying that its cases are about something else."""
    some_about: bool = False
    """Whether the sentence says which of its cases are about disclosure."""

    spoken: Statement | None = None
    """The applications counted last, as long as nothing else is spoken of."""
    why: str = ""
    """Why a number of the clause at hand says nothing."""

    def __init__(self) -> None:
        self.others: list[int | float] = []
        """Numbers of the sentence that are not understood."""
        self.cases: list[tuple[tuple[str, ...], int | float, bool]] = []
        """The cases that the sentence counted: their rows, how many, whether about disclosure outright."""
        self.open_cases: list[tuple[tuple[str, ...], int | float, bool]] = []
        """Those of which no outcome was told yet."""

    @property
    def time(self) -> CountedTime:
        """The time of which the passage speaks where a clause names none of its own."""
        return (
            self.clause_period
            or self.sentence_period
            or (self.told_period if self.told_period is not CountedTime.REPORT_YEAR else self.period)
        )

    @property
    def whole(self) -> Statement | None:
        """All the applications, where these are spoken of and not a part of them."""
        if self.part or self.elsewhere or self.elsewhere_said or self.divided not in (0, self.counted):
            return None
        return self.spoken

    def follow(self, before: Context) -> None:
        """Begin a paragraph that may tell the results of what the one *before* counted."""
        self.anchored = before.anchored and not before.elsewhere
        self.scope = before.scope

    def count(self, number: int | float, unit: str | None) -> None:
        """Take *number* for all the applications that are spoken of from here."""
        self.counted, self.unit, self.divided, self.results_of_part = number, unit, 0, False
        self.part, self.part_depth = False, 0

    def open_part(self, number: int | float, depth: int) -> None:
        """Take *number* for a part of them; where parts make up the whole, the whole is spoken of again."""
        self.divided += number
        complete = bool(self.counted) and self.divided == self.counted and not self.results_of_part
        self.part, self.part_depth = not complete, depth
