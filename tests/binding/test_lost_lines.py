"""Texts whose line ends are lost: a page on one line, a table on one line, headings broken over lines."""

from random import Random

import pytest

from gip_lint import api
from gip_lint.testing.builder import report

FORMS = ["gip-2019", "gip-2021"]


def small(form):
    """A report whose figures have one digit each, so that they can be told apart without a gap."""
    built = report(form)
    for row, figures in {
        "new_received": (3, 1, 0, 0, 0, 2, 6),
        "carried_over": (0, 1, 0, 0, 0, 0, 1),
        "granted": (2, 0, 0, 0, 0, 1, 3),
        "unavailable_not_held": (1, 0, 0, 0, 0, 0, 1),
        "processed_total": (3, 0, 0, 0, 0, 1, 4),
        "carried_forward": (0, 2, 0, 0, 0, 1, 3),
    }.items():
        columns = (
            "natural_person",
            "business",
            "research",
            "public_interest",
            "legal_services",
            "other",
            "total",
        )
        built = built.with_figures("applications", {row: dict(zip(columns, figures, strict=True))})
    group = {"upheld": 2, "corrected": 1, "other": 0, "pending": 4, "total": 7}
    return built.with_figures("review_litigation", {"litigation_direct": group})


def read(text, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (found,) = api.extract(path)
    return found, api.check(path, select=["GIP002", "GIP1", "GIP2"]).findings


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("gap", ["", " "])
def test_a_page_on_one_line_is_read(form, gap, tmp_path):
    built = small(form)
    text = gap.join(built.text("lines").splitlines())
    found, findings = read(text, tmp_path)
    for table in ("applications", "review_litigation"):
        for row, columns in built.cells()[table].items():
            for column, value in columns.items():
                assert found.tables[table].cells[row, column].value == value, (table, row, column)
    assert not [finding for finding in findings if finding.rule in {"GIP002", "GIP101", "GIP106", "GIP107"}]
    assert not [finding for finding in findings if finding.rule.startswith("GIP2")]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_on_one_line_is_read(form, tmp_path):
    lines = small(form).text("lines").splitlines()
    titles = [number for number, line in enumerate(lines) if line[:2] in {"三、", "四、"} and "情况" in line]
    first, last = titles[0], titles[-1]
    text = "\n".join([*lines[: first + 1], "".join(lines[first + 1 : last]), *lines[last:]])
    found, _ = read(text, tmp_path)
    assert found.tables["applications"].cells["new_received", "total"].value == 6
    assert found.tables["applications"].cells["carried_forward", "business"].value == 2


def test_a_figure_of_a_page_on_one_line_is_found_in_its_place(tmp_path):
    text = "".join(small("gip-2021").text("lines").splitlines())
    text = text.replace("总计3000014", "总计4000015")
    _, findings = read(text, tmp_path)
    places = {finding.location.column for finding in findings if finding.rule.startswith("GIP20")}
    start = text.index("总计4000015") + 1
    assert any(start <= place <= start + 9 for place in places)


def test_prose_keeps_its_lines(tmp_path):
    prose = (
        "本机关按照一、总体情况的要求，办理（一）予以公开、（二）部分公开等申请，二、上年结转的申请已经办结。"
        * 9
    )
    text = small("gip-2021").with_prose("overview", prose).text("lines")
    found, _ = read(text, tmp_path)
    assert prose in found.text
    assert found.tables["applications"].cells["new_received", "total"].value == 6


@pytest.mark.parametrize("seed", range(3))
def test_broken_headings_of_part_four_in_columns_of_spaces(seed, tmp_path):
    random = Random(seed)
    groups = []
    for _ in range(3):
        outcomes = [random.randrange(9) for _ in range(4)]
        groups += [*outcomes, sum(outcomes)]
    lines = small("gip-2019").text("lines").splitlines()
    title = next(number for number, line in enumerate(lines) if line.startswith("四、政府"))
    end = next(number for number, line in enumerate(lines) if line.startswith("五、"))
    drawn = [
        "       行政复议                      行政诉讼",
        "                              未经复议直接起诉          复议后起诉",
        "   ".join(["结果维   结果纠   其他结   尚未审"] * 3),
        "   ".join(["持       正       果       结     总计"] * 3),
        "      ".join(map(str, groups)),
    ]
    found, findings = read("\n".join([*lines[: title + 1], *drawn, *lines[end:]]), tmp_path)
    cells = found.tables["review_litigation"].cells
    assert [cell.value for cell in cells.values()] == groups
    assert not [finding for finding in findings if finding.rule == "GIP204"]
