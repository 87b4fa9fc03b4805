"""Comparisons, the checks a form declares with them, and who can make regulations."""

from __future__ import annotations

import re

import pytest
from bound_tables import FORM_2019, FORM_2021, bound, places
from hypothesis import given
from hypothesis import strategies as st

from gip_lint.arithmetic.plausibility import offences
from gip_lint.model.declared_check import parse_comparison
from gip_lint_rules.arithmetic._shared.regulation_makers import law_of, organ_of


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("a < b", True),
        ("a + a = b", True),
        ("a + a = b - 1", False),
        ("a != 2", False),
        ("b - a >= 2", True),
        ("b > 2 + a", False),
        ("- a < 0", True),
        ("b <= 4", True),
    ],
)
def test_comparisons_are_read_and_judged(written: str, holds: bool) -> None:
    comparison = parse_comparison(written)
    assert comparison.holds({"a": 2, "b": 4}) is holds
    assert set(comparison.columns) <= {"a", "b"}


@pytest.mark.parametrize(
    "written", ["", "a", "a b < c", "a <", "< a", "a < b < c", "A < b", "a < b +", "a == b"]
)
def test_what_is_no_comparison_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a comparison"):
        parse_comparison(written)


@pytest.mark.parametrize(
    "written",
    [
        "a.__class__ < b",
        "a ** 999999999 < b",
        "a * a < b",
        "__import__('os') < b",
        "a[0] < b",
        "a < (lambda: b)",
        "a < b if b else a",
        "{a} < b",
        "a < 1e9",
        "a < 0x1f",
        " " * 1_000_000,
        "a + " * 300_000 + "a < b",
        "9" * 1_000_000 + " < b",
        "a < b" + " " * 100_000,
    ],
)
def test_a_comparison_is_no_expression_of_python(written: str) -> None:
    with pytest.raises(ValueError, match="not a comparison") as raised:
        parse_comparison(written)
    assert len(str(raised.value)) < 2000


@given(st.text(alphabet="ab_09 +-<>=!.()*\u3000", max_size=60) | st.text(max_size=60))
def test_any_text_is_a_comparison_of_columns_or_refused(written: str) -> None:
    try:
        comparison = parse_comparison(written)
    except ValueError:
        return
    assert comparison.holds(dict.fromkeys(comparison.columns, 1)) in {True, False}
    assert all(re.fullmatch("[a-z_][a-z0-9_]*", column) for column in comparison.columns)


def found(form: str, key: str, **cells: object) -> list[tuple[str, str]]:
    """Rows and cells in doubt, for a table of zeros with *cells* named ``row__column``."""
    table = {"gip-2019": FORM_2019, "gip-2021": FORM_2021}[form].tables["disclosure"]
    figures: dict[tuple[str, str], object] = dict.fromkeys(places(table), 0)
    for name, value in cells.items():
        row, _, column = name.partition("__")
        assert (row, column) in figures
        figures[row, column] = value
    return [
        (offence.cell.key.row or "", offence.cell.key.column or "")
        for offence in offences(bound(table, figures), key)  # type: ignore[arg-type]
    ]


def test_tables_of_zeros_raise_no_doubt() -> None:
    for form in ("gip-2019", "gip-2021"):
        assert found(form, "stock-flow") == []
        assert found(form, "computed-decisions") == []


def test_the_stock_holds_the_flow_of_the_year() -> None:
    documents = "normative_documents"
    flow = {f"{documents}__issued": 5, f"{documents}__repealed": 2}
    assert found("gip-2021", "stock-flow", **flow, **{f"{documents}__in_force": 3}) == []
    assert found("gip-2021", "stock-flow", **flow, **{f"{documents}__in_force": 2}) == [
        (documents, "in_force")
    ]
    assert found("gip-2021", "stock-flow", **flow, **{f"{documents}__in_force": "/"}) == []
    assert found("gip-2021", "stock-flow", regulations__repealed=3) == []


def test_no_more_is_published_than_is_open_or_was_made() -> None:
    documents = "normative_documents"

    def doubt(made: int, published: int, total: int) -> list[tuple[str, str]]:
        cells = dict(zip(("made", "published", "total"), (made, published, total), strict=True))
        return found(
            "gip-2019", "stock-flow", **{f"{documents}__{key}": value for key, value in cells.items()}
        )

    assert doubt(2, 2, 4) == []
    assert doubt(14, 14, 14) == []
    assert doubt(1, 3, 9) == []
    assert doubt(3, 3, 2) == [(documents, "total")]
    assert doubt(1, 3, 3) == [(documents, "published")]


@pytest.mark.parametrize(
    ("items", "change", "decisions", "doubtful"),
    [
        (45, "增81", 126, True),
        (237, "减少58", 179, True),
        (45, "+81", 126, True),
        (45, "－5", 40, True),
        (45, "增81", 127, False),
        (31, 0, 31, False),
        (0, 0, 0, False),
        (5, "减少5", 0, False),
        (5, "/", 5, False),
        (5, "2万元", 7, False),
    ],
)
def test_decisions_are_not_items_and_change(
    items: int, change: object, decisions: int, doubtful: bool
) -> None:
    cells = {
        "penalties__previous_items": items,
        "penalties__change": change,
        "penalties__decisions": decisions,
    }
    assert found("gip-2019", "computed-decisions", **cells) == [("penalties", "decisions")] * doubtful


CANNOT = [
    "云溪市林业局",
    "云溪市青石区",
    "青石区",
    "云溪县",
    "云溪县人民政府",
    "云溪县人民政府办公室",
    "云溪自治县",
    "云溪旗",
    "青石镇",
    "青石镇人民政府",
    "青石乡",
    "白沙街道",
    "白沙街道办事处",
    "某省财政厅",
    "某省司法厅",
    "某市科学技术委员会",
    "某市科委",
    "某市发改委",
    "长沙市浏阳市",
    "常德市津市市",
    "某自治州某市",
    "某盟某市",
    "国家税务总局某市税务局",
    "某市公安局某分局",
    "某市市场监督管理局",
    "市场监督管理局",
    "教育局",
    "住房和城乡建设局",
    "某区卫生健康委员会",
    "某市政务服务中心",
    "某区人民医院",
]
CAN = [
    "某省",
    "某省人民政府",
    "某自治区",
    "内蒙古自治区人民政府",
    "某自治州",
    "北京市",
    "上海市人民政府",
    "重庆市",
]
UNKNOWN = [
    "益阳市",
    "某市人民政府",
    "某市人民政府办公室",
    "某省人民政府办公厅",
    "湖南省津市市",
    "国家税务总局",
    "国家市场监督管理总局",
    "国务院办公厅",
    "商务部",
    "公安部",
    "海关总署",
    "审计署",
    "中国人民银行",
    "国家发展和改革委员会",
    "发展和改革委员会",
    "浦东新区",
    "某高新区管理委员会",
    "某经济技术开发区",
    "大兴安岭地区",
    "新疆生产建设兵团",
    "景德镇市",
    "新乡市",
    "萍乡市",
    "香港特别行政区",
]


@pytest.mark.parametrize("name", CANNOT)
def test_bodies_below_cannot_make_regulations(name: str) -> None:
    organ = organ_of(name)
    assert organ is not None
    assert organ.can == "no"


@pytest.mark.parametrize("name", CAN)
def test_provinces_and_prefectures_can(name: str) -> None:
    organ = organ_of(name)
    assert organ is not None
    assert organ.can == "yes"


@pytest.mark.parametrize("name", UNKNOWN)
def test_of_others_nothing_is_known(name: str) -> None:
    organ = organ_of(name)
    assert organ is None or organ.can == "unknown"


@pytest.mark.parametrize(("year", "articles"), [(2019, "第八十条"), (2022, "第八十条"), (2023, "第九十一条")])
def test_the_articles_are_those_of_the_report_year(year: int, articles: str) -> None:
    assert articles in law_of(year).text.zh


def test_without_a_year_the_articles_are_the_newest() -> None:
    assert law_of(None) == law_of(2026)
