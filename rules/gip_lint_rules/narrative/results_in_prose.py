"""GIP502 results-in-prose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, product

from gip_lint.kit import (
    Bilingual,
    BoundTable,
    CellKey,
    Example,
    Number,
    Report,
    Severity,
    Statement,
    lazy_pattern,
    once,
    statements_of,
)
from gip_lint_rules.narrative._shared.against_table import (
    Due,
    ProseRule,
    figure_of,
    sentence_of,
    sentences_of,
)
from gip_lint_rules.narrative._shared.samples import told

_IN_TIME = lazy_pattern("[按如限准]时|[按如限]期|期限|时限|及时")
_OWN = lazy_pattern("当年|本年|今年|新收")
_DONE = lazy_pattern(r"(?:均|已|全部|也)[^\d,。;]{0,6}(?:办结|答复|办理完|处理完|完成)(?!了?\d)")
_NEXT_WORDS = 8
_MOST_SISTERS = 12
_KINDS = frozenset(
    {"granted", "partially_granted", "denied", "unavailable", "rejected", "other", "processed_total"}
)
"""The kinds of results. The single reasons under them (重复申请) are also words of daily use: a warning."""
_GROUPS = ("denied", "unavailable", "rejected", "other")
_ABSORBS = {
    "granted": ("partially_granted",),
    "denied": ("unavailable", "rejected"),
    "rejected": ("other",),
    "other": ("rejected",),
}
"""What a loose word may take in that the same passage does not name apart: 公开 the partly disclosed,
不予公开 what cannot be given. A difference that it explains is a warning."""


class ResultsInProse(ProseRule):
    """The text gives other numbers for the results of applications than table three.

    A kind of result with several rows (不予公开 has eight) is held against their sum, and kinds named
    together (予以公开及部分公开) against the sum of both; 予以公开 beside other kinds may be that sum where
    nothing names 部分公开. 办结 is the total of the results; 办理 may be that or the number received. 答复
    may leave out some results or those of the applications carried over, so its difference is a warning.
    What is said after a part of the applications (其中网上申请 3 件) may be of that part and is left alone.

    Source: 国办公开办函〔2021〕30号, table three, item three.
    """

    code = "GIP502"
    name = "results-in-prose"
    severity = Severity.ERROR
    subjects = frozenset({"result", "finished", "handled", "answered"})
    title = Bilingual(zh="文字与表格的办理结果不一致", en="text and table differ on results")
    description = Bilingual(
        zh="文字部分写的予以公开、部分公开、不予公开、无法提供、不予处理、其他处理或办结数量，"
        "与表三“本年度办理结果”对应各行之和不一致。请逐件对照答复书归类，统一文字和表格。",
        en="The text gives other numbers of applications granted, partly granted, denied, unavailable, "
        "rejected, otherwise treated or finished than the rows of table three. Check the replies one by "
        "one.",
    )
    sources = ("国办公开办函〔2021〕30号，表三第三项", "国办公开办函〔2019〕60号，表三")
    good = (
        Example(
            told(
                "收到政府信息公开申请9件，其中予以公开及部分公开6件，不予公开3件。",
                new_received=9,
                granted=4,
                partially_granted=2,
                denied_internal_affairs=2,
                denied_enforcement_files=1,
            )
        ),
        Example(
            told(
                "收到政府信息公开申请5件，其中网上申请3件，予以公开2件；信函申请2件，予以公开1件。",
                new_received=5,
                granted=3,
                unavailable_not_held=2,
            )
        ),
    )
    bad = (
        Example(
            told(
                "收到政府信息公开申请9件，其中予以公开5件，不予公开4件。",
                new_received=9,
                granted=5,
                denied_internal_affairs=2,
                denied_enforcement_files=1,
                unavailable_not_held=1,
            ),
            marked="不予公开4件",
            message="8 行之和 × 总计”为 3",
            count=1,
            note=Bilingual(
                zh="“无法提供”的一件似并入了“不予公开”，按警告提示。",
                en="The one that could not be given seems to be counted as denied: a warning.",
            ),
        ),
        Example(
            told(
                "收到政府信息公开申请9件，其中予以公开8件。",
                new_received=9,
                granted=5,
                unavailable_not_held=4,
            ),
            marked="其中予以公开8件",
            cell=CellKey("applications", "granted", "total"),
            count=1,
        ),
    )

    def due(self, report: Report, table: BoundTable, statement: Statement) -> Due | None:
        """Hold the statement against the sum of the rows that it names."""
        if statement.after_part:
            return None
        if statement.subject == "result":
            return self._of_results(report, table, statement)
        done = figure_of(report, table, ("processed_total",))
        intake = [figure_of(report, table, (row,)) for row in ("new_received", "carried_over")]
        if done is None or None in intake:
            return None
        new, over = (figure.readings for figure in intake if figure is not None)
        both = frozenset(a + b for a, b in product(new, over))
        if statement.subject == "finished":
            some = Severity.WARNING if _IN_TIME.search(statement.clause.text) else None
            own = (
                frozenset(a - b for a, b in product(done.readings, over)) if _apart(report, statement) else ()
            )
            return Due(done, done.readings.union(own), severity=some)
        if statement.subject == "handled":
            return Due(done, done.readings | new | both, severity=Severity.WARNING)
        partial = [
            figure_of(report, table, rows)
            for rows in (rows_of(table, "granted", "partially_granted", "denied", "unavailable"),)
        ]
        less = frozenset(reading for figure in partial if figure is not None for reading in figure.readings)
        own = frozenset(a - b for a, b in product(done.readings, over))
        if statement.subject == "answered" and _with_sisters(report, statement) & (
            done.readings | new | both
        ):
            return None
        return Due(done, done.readings | new | both | less | own, severity=Severity.WARNING)

    def _of_results(self, report: Report, table: BoundTable, statement: Statement) -> Due | None:
        rows = rows_of(table, *statement.rows)
        figure = figure_of(report, table, rows, _label(table, statement.rows, rows)) if rows else None
        if figure is None:
            return None
        named = _rows_named(report)[id(statement.clause.passage)]
        fair = [figure.readings]
        if statement.includes:
            more = figure_of(
                report, table, rows_of(table, *dict.fromkeys((*statement.rows, *statement.includes)))
            )
            fair.append(more.readings if more else frozenset())
        sisters = [row for row in named if row.startswith("other_")]
        if statement.rows == ("other",) and sisters:
            rest = figure_of(report, table, [row for row in rows if row not in sisters])
            fair.append(rest.readings if rest else frozenset())
        if any(statement.number in readings for readings in fair):
            return Due(figure, frozenset({statement.number}))
        if statement.rows == ("granted",) and len(named) > 1 and "partially_granted" not in named:
            disclosed = figure_of(report, table, rows_of(table, "granted", "partially_granted"))
            if disclosed is not None and statement.number in disclosed.readings:
                return None
        loose: frozenset[Number] = figure.readings
        for row in statement.rows:
            for taken in _ABSORBS.get(row, ()):
                more = figure_of(report, table, rows_of(table, taken)) if taken not in named else None
                if more is not None:
                    loose |= frozenset(a + b for a in loose for b in more.readings)
        if statement.number in loose or _KINDS.isdisjoint(statement.rows):
            return Due(figure, figure.readings, severity=Severity.WARNING)
        return Due(figure, figure.readings)


def _with_sisters(report: Report, statement: Statement) -> set[Number]:
    """Return what a number of replies makes together with other results told beside it, one by one and all:
    答复 7 件，不予受理 4 件，不明确 1 件."""
    beside = [
        other.number
        for other in sentences_of(report)[sentence_of(statement)][:_MOST_SISTERS]
        if other.subject == "result"
    ]
    return {statement.number + number for number in accumulate((*beside, *statement.parts[:_MOST_SISTERS]))}


def _apart(report: Report, statement: Statement) -> bool:
    """Return whether what was carried over is told apart from the year's own: 本年新收 9 件，办结 8 件."""
    own = _OWN.search(statement.clause.text) is not None
    return own or id(statement.clause.passage) in _told_apart(report)


@once
def _told_apart(report: Report) -> set[int]:
    """Return the passages that say of what was carried over that it is done."""
    return {
        id(each.clause.passage)
        for each in statements_of(report)
        if each.subject == "carried_over"
        and _DONE.search(each.clause.passage.text, each.clause.start, each.clause.end + _NEXT_WORDS)
    }


@once
def _rows_named(report: Report) -> dict[int, set[str]]:
    """Return the kinds of results that each passage names."""
    named: dict[int, set[str]] = {}
    for statement in statements_of(report):
        if statement.subject == "result":
            named.setdefault(id(statement.clause.passage), set()).update(statement.rows)
    return named


def rows_of(table: BoundTable, *kinds: str) -> tuple[str, ...]:
    """Return the rows that kinds of results stand for; none where the report lacks one of them."""
    found: list[str] = []
    for kind in kinds:
        if kind in _GROUPS:
            rows = [
                row.key
                for row in table.form.rows.values()
                if row.key.startswith(f"{kind}_") and not row.collapses
            ]
            if not rows or (kind == "other" and any((row, "total") not in table.cells for row in rows)):
                rows = [kind]
        else:
            rows = [kind]
        if any(row not in table.form.rows for row in rows):
            return ()
        found.extend(rows)
    return tuple(found)


def _label(table: BoundTable, kinds: Sequence[str], rows: Sequence[str]) -> Bilingual | None:
    """Name a sum of rows as the form prints it: （三）不予公开 8 行之和 × 总计."""
    if len(rows) == 1:
        return None
    names = []
    for kind in kinds:
        own = [row for row in rows if row == kind or row.startswith(f"{kind}_")]
        first = table.row(own[0])
        names.append(
            f"{first.above[-1]} {len(own)} 行" if len(own) > 1 and first.above else table.row(own[0]).label
        )
    joined = "、".join(names)
    return Bilingual(f"{joined}之和 × 总计", f"sum of {joined} × 总计")
