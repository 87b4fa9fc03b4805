from __future__ import annotations

from attrs import evolve

from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.doubt import Doubt
from gip_lint.model.report import Report
from gip_lint.readers.plain.text import notation_of_text
from gip_lint.testing import ReportBuilder, report
from gip_lint.testing.scoring import compare


def read(built: ReportBuilder) -> tuple[Report, ...]:
    return bind("scored.txt", notation_of_text(built.text("rows")), builtin_forms())


def not_sure(reports: tuple[Report, ...]) -> list[Report]:
    return [
        evolve(
            each,
            tables={
                key: evolve(
                    table,
                    cells={place: cell._replace(doubt=Doubt.TOO_FEW) for place, cell in table.cells.items()},
                )
                for key, table in each.tables.items()
            },
        )
        for each in reports
    ]


def test_what_was_read_right_is_counted_and_sure() -> None:
    built = report().with_cell("disclosure", "fees", "amount", 3.5)
    score = compare(read(built), built.cells())
    assert (
        score.cells
        == score.sure
        == sum(len(columns) for t in built.cells().values() for columns in t.values())
    )
    assert score.misread == ()
    assert score.rate == 1


def test_another_figure_is_misread_and_wrong_while_sure() -> None:
    built = report().with_cell("applications", "granted", "total", 4)
    score = compare(read(built), built.with_cell("applications", "granted", "total", 5).cells())
    assert [str(each) for each in score.misread] == ["applications/granted/total: 4, not 5"]
    assert score.wrong_while_sure == score.misread


def test_another_figure_that_is_not_sure_is_misread_and_no_more() -> None:
    built = report().with_cell("applications", "granted", "total", 4)
    due = built.with_cell("applications", "granted", "total", 5).cells()
    score = compare(not_sure(read(built)), due)
    assert [str(each) for each in score.misread] == ["applications/granted/total: 4, not 5 (not sure)"]
    assert score.wrong_while_sure == ()
    assert score.sure == 0


def test_a_number_where_nothing_stands_is_misread() -> None:
    built = report().with_cell("applications", "granted", "total", 4)
    blank = built.with_cell("applications", "granted", "total", None)
    assert [each.read for each in compare(read(built), blank.cells()).wrong_while_sure] == [4]
    assert [
        each.read
        for each in compare(read(built), built.without_row("applications", "granted").cells()).misread
    ] == [
        *[0] * 6,
        4,
    ]


def test_a_blank_is_right_where_nothing_is_bound() -> None:
    built = report().without_row("applications", "granted")
    due = {table: dict(rows) for table, rows in built.cells().items()}
    due["applications"]["granted"] = {"total": None}
    assert compare(read(built), due).misread == ()
    due["applications"]["granted"] = {"total": 0}
    (missed,) = compare(read(built), due).misread
    assert (missed.read, missed.sure) == (None, False)
