"""What a passage has said so far, on which the meaning of its next clause depends."""

from __future__ import annotations

from gip_lint.prose.statement import CountedTime, Scope


class Context:
    """Whose figures a passage tells, of which time and of what, as far as it is read."""

    scope: Scope = Scope.WHOLE
    period: CountedTime = CountedTime.REPORT_YEAR
    """The time that was named first."""
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
    group: tuple[str, ...] = ()
    """The group of part four named last."""
    opened: bool = False
    """Whether a time was named."""
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

    @property
    def time(self) -> CountedTime:
        """The time of which the passage speaks where a clause names none of its own."""
        return self.sentence_period or (
            self.told_period if self.told_period is not CountedTime.REPORT_YEAR else self.period
        )
