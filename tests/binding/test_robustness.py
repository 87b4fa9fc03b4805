"""No text, however odd, stops the binding."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.notation import Notation as NotationText
from gip_lint.model.report import Report
from gip_lint.model.source_map import TextSource
from gip_lint.testing.builder import report
from gip_lint.testing.notations import NOTATIONS

FORMS = builtin_forms()
LABELS = sorted(
    {
        text
        for form in FORMS
        for table in form.tables.values()
        for block in table.blocks
        for item in (*block.rows, *block.columns)
        for text in (item.label, *item.above)
    }
)
MARKS = [
    "|",
    "||||",
    " | ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "　",
    "｜",
    "│",
    "├──┼──┤",
    "|---|---|",
    "+---+",
    "#",
    "一、",
]
FIGURES = [
    "0",
    "12",
    "增0",
    "-3",
    "353万元",
    "/",
    "—",
    "1,234",
    "１２",
    "22（其中修订16件）",
    "9" * 40,
    "1.",
    ".5",
    "１．５",
]
TITLES = [part.title for part in FORMS[0].parts]
PIECES = st.sampled_from(
    [*LABELS, *MARKS, *MARKS, *FIGURES, *FIGURES, *TITLES, "2023年", "第二十条第（一）项", "\x00", "\ufeff"]
)

quick = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def read(text: str) -> tuple[Report, ...]:
    return bind("odd.txt", NotationText(text, TextSource(text)), FORMS)


def check_spans(text: str, reports: tuple[Report, ...]) -> None:
    assert reports
    for bound in reports:
        for table in bound.tables.values():
            for cell in table:
                assert 0 <= cell.span.start <= cell.span.end <= len(text)
                if cell.raw:
                    assert cell.raw in text


@quick
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    check_spans(text, read(text))


@quick
@given(st.binary(max_size=400))
def test_any_bytes_are_read_once_decoded(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    check_spans(text, read(text))


@quick
@given(st.lists(PIECES, max_size=120))
def test_any_heap_of_labels_bars_and_figures_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    check_spans(text, read(text))


@quick
@given(st.data())
def test_a_report_with_any_stretch_cut_out_is_read(data: st.DataObject) -> None:
    notation = data.draw(st.sampled_from(NOTATIONS))
    text = report(data.draw(st.sampled_from(FORMS))).text(notation.name)
    start = data.draw(st.integers(0, len(text)))
    text = text[:start] + text[start + data.draw(st.integers(0, len(text))) :]
    check_spans(text, read(text))


@pytest.mark.parametrize("unit", ["|", "\n", "0", "一、", " ", "|\n", "-", "#"], ids=ascii)
def test_a_megabyte_of_one_thing_is_read(unit: str) -> None:
    assert read(unit * (1_000_000 // len(unit.encode())))


@pytest.mark.parametrize(
    "unit",
    [
        "0\n",
        "0|",
        "0 |\n",
        "规章\n",
        "规章 | 0 |\n",
        "行政许可 0 0 0\n",
        "一、\n",
        "《",
        "（",
        "第二十条",
        "年",
        "|-",
        "1.",
        "增0",
    ],
    ids=ascii,
)
def test_a_long_run_of_labels_or_figures_is_read(unit: str) -> None:
    assert read(unit * (100_000 // len(unit)))


def test_an_empty_text_is_no_report() -> None:
    (found,) = read("")
    assert not found.recognised
    assert not found.tables
