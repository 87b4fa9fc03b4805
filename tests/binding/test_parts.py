"""Parts whose titles are reworded are found, and no sub-heading is taken for a part."""

from __future__ import annotations

import pytest

from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.report import Report
from gip_lint.readers.plain.text import notation_of_text
from gip_lint.testing.builder import report

FORMS = builtin_forms()
TEXT = report("gip-2021").text("rows")


def read(text: str) -> Report:
    (found,) = bind("parts.txt", notation_of_text(text), FORMS)
    return found


@pytest.mark.parametrize(
    ("part", "printed", "reworded"),
    [
        ("disclosure", "二、主动公开政府信息情况", "二、主动公开工作"),
        ("applications", "三、收到和处理政府信息公开申请情况", "三、依申请公开工作情况"),
        ("problems", "五、存在的主要问题及改进情况", "五、工作中的问题和下步打算"),
    ],
)
def test_a_sub_heading_with_the_title_of_a_part_is_not_the_part(
    part: str, printed: str, reworded: str
) -> None:
    found = read(TEXT.replace(printed, f"{reworded}\n（一）{printed[2:]}")).section(part)
    assert found is not None
    assert (found.ordinal, found.title) == (reworded[:2], reworded[2:])


@pytest.mark.parametrize(
    ("part", "printed", "reworded"),
    [
        ("problems", "五、存在的主要问题及改进情况", "五、存在的问题"),
        ("problems", "五、存在的主要问题及改进情况", "五、主要问题"),
        ("other_matters", "六、其他需要报告的事项", "六、其他事项"),
        ("other_matters", "六、其他需要报告的事项", "六、其他"),
    ],
)
def test_a_part_is_known_by_its_ordinal_and_what_it_speaks_of(part: str, printed: str, reworded: str) -> None:
    text = TEXT.replace(printed, reworded)
    found = read(text).section(part)
    assert found is not None
    assert (found.title, found.exact) == (reworded[2:], False)
    assert found.heading_span.start == text.index(reworded)


def test_a_heading_out_of_its_place_is_not_a_part_by_its_ordinal_alone() -> None:
    text = TEXT.replace("六、其他需要报告的事项", "").replace("一、总体情况", "一、总体情况\n六、其他", 1)
    assert read(text).section("other_matters") is None


def test_parts_that_are_all_numbered_as_sub_headings_are_found() -> None:
    text = TEXT
    for part in FORMS[-1].parts:
        numeral = "一二三四五六"[part.ordinal - 1]
        text = text.replace(f"{numeral}、{part.title}", f"（{numeral}）{part.title}")
    assert [section.key for section in read(text).sections] == [part.key for part in FORMS[-1].parts]
