from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint_grammar import figure, grammars
from gip_lint_grammar.nodes import Quantity, Span
from gip_lint_grammar.numerals import LONGEST, chinese, number_of
from gip_lint_grammar.quantity import _reading_of, figures_in, is_figure, parse_quantity

AMOUNTS = [
    # text, value, unit, sign, note
    ("0", 0, None, None, None),
    ("14", 14, None, None, None),
    ("增0", 0, None, "增", None),
    ("增 0", 0, None, "增", None),
    ("+2", 2, None, "+", None),
    ("减少58", -58, None, "减少", None),
    ("減少58", -58, None, "減少", None),
    ("－5", -5, None, "－", None),
    ("-5", -5, None, "-", None),
    ("− 5", -5, None, "−", None),
    ("—5", -5, None, "—", None),
    ("增加3项", 3, "项", "增加", None),
    ("净增2", 2, None, "净增", None),
    ("净减2件", -2, "件", "净减", None),
    ("增/减3", 3, None, "增/减", None),
    ("比上年减少5件", -5, "件", "比上年减少", None),
    ("58（减少）", -58, None, "减少", None),
    ("353万元", 353, "万元", None, None),
    ("353 万元", 353, "万元", None, None),
    ("353萬元", 353, "万元", None, None),
    ("353（万元）", 353, "万元", None, None),
    ("353（单位：万元）", 353, "万元", None, None),
    ("47888元", 47888, "元", None, None),
    ("21552.9万元", 21552.9, "万元", None, None),
    ("减14.94万元", -14.94, "万元", "减", None),
    ("5.5亿元", 5.5, "亿元", None, None),
    ("12千元", 12, "千元", None, None),
    ("约30万元", 30, "万元", None, None),
    ("人民币1,234.50元", 1234.5, "元", None, None),
    ("￥3.5万元", 3.5, "万元", None, None),
    ("1,234", 1234, None, None, None),
    ("1，234", 1234, None, None, None),
    ("1,234,567", 1234567, None, None, None),
    ("１２", 12, None, None, None),
    ("１２．５％", 12.5, "%", None, None),
    ("12.0", 12, None, None, None),
    ("0件", 0, "件", None, None),
    ("3件次", 3, "件次", None, None),
    ("12人次", 12, "人次", None, None),
    ("5个项目", 5, "个", None, "项目"),
    ("22（其中修订16件）", 22, None, None, "其中修订16件"),
    ("22件，其中修订16件", 22, "件", None, "其中修订16件"),
    ("22其中修订16件", 22, None, None, "其中修订16件"),
    ("三十", 30, None, None, None),
    ("十二件", 12, "件", None, None),
    ("二百三十万元", 230, "万元", None, None),
    ("〇", 0, None, None, None),
    ("零", 0, None, None, None),
    ("持平", 0, None, "持平", None),
    ("与上年持平", 0, None, "与上年持平", None),
    ("5。", 5, None, None, None),
    ("12①", 12, None, None, "①"),
    ("１２ ②", 12, None, None, "②"),
    ("12¹", 12, None, None, "¹"),
    ("3件※", 3, "件", None, None),
]
NO_AMOUNTS = [
    "电脑（6台）空调（1台）打印机（3台）",
    "電腦(6臺)空調(1臺)",
    "6台电脑、1台空调",
    "2 3",
    "3、4",
    "1.234.5",
    "12,34",
    "1.属于国家秘密",
    "一般公共预算",
    "自然人",
    "减",
    "增",
    "9" * 5000,
    "9." + "9" * 5000,
    "《条例》第二十条",
]
BLANKS = [
    "",
    " ",
    "\u3000",
    "/",
    "／",
    "—",
    "——",
    "－",
    "-",
    "--",
    "无",
    "無",
    "空",
    "空白",
    "暂无",
    "N/A",
    "不涉及",
    "—万元",
    "无万元",
]
RUNS = [
    ("31增0165", ["31", "增0", "165"]),
    ("３１增０１６５", ["３１", "增０", "１６５"]),
    ("14 0 0 0 0 0 14", ["14", "0", "0", "0", "0", "0", "14"]),
    ("1400000014", ["1400000014"]),
    ("0000000", ["0"] * 7),
    ("0014", ["0", "0", "14"]),
    ("31 增 0 165", ["31", "增 0", "165"]),
    ("1,234 5", ["1,234", "5"]),
    ("31减少58 22（其中修订16件）", ["31", "减少58", "22（其中修订16件）"]),
    ("353万元 2", ["353万元", "2"]),
    ("/ — 0 无", ["/", "—", "0", "无"]),
    ("- 5", ["-", "5"]),
    ("12+3", ["12", "+3"]),
    ("", []),
    ("行政许可31", []),
    ("1月31日", []),
]


@pytest.mark.parametrize(("text", "value", "unit", "sign", "note"), AMOUNTS)
def test_an_amount_is_read(
    text: str, value: float, unit: str | None, sign: str | None, note: str | None
) -> None:
    quantity = parse_quantity(text)
    assert quantity == Quantity(Span(0, len(text)), text, value, unit, sign, False, note)
    assert type(quantity.value) is type(value)


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_has_no_value(text: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.value, quantity.blank) == (None, False)


@pytest.mark.parametrize("text", BLANKS)
def test_a_mark_for_nothing_is_blank(text: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.value, quantity.blank) == (None, True)


def test_the_span_leaves_out_white_space_and_counts_from_start() -> None:
    assert parse_quantity("  增0 ", 10) == Quantity(Span(12, 14), "增0", 0, sign="增")


@pytest.mark.parametrize(("text", "figures"), RUNS)
def test_a_run_of_figures_is_parted(text: str, figures: list[str]) -> None:
    assert [text[start:end] for start, end in figures_in(text)] == figures


FIGURES = [
    "12②",
    "12²",
    "—万元",
    "0",
    "14",
    "增0",
    "+2",
    "减少58",
    "－5",
    "增加3项",
    "353万元",
    "1,234",
    "1，234",
    "１２",
    "22（其中修订16件）",
    "三十",
    "〇",
    "/",
    "—",
    "无",
    "空",
    "持平",
    "0件",
    *(f"5{unit}" for unit in "张场处单期本台套部户幅辆"),
    "3批次",
    "约¥3.5万元",
    "比上年减少5件",
    "↓5",
    "与上年持平",
    "未开展",
    "无此项业务",
]
LABELS = [
    "2019年",
    "1.属于国家秘密",
    "自然人",
    "第二十条",
    "电脑（6台）",
    "2019年1月1日",
    "一、总体情况",
    "2.",
    "12345号",
    "31增0165",
    "百",
    "十十",
    "合计3",
    "总计0",
    "5个项目",
    "***",
    "......",
]


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_looks_like_one(text: str) -> None:
    assert is_figure(text)
    assert is_figure(f" {text}\u3000")


@pytest.mark.parametrize("text", ["", *LABELS])
def test_a_label_is_not_a_figure(text: str) -> None:
    assert not is_figure(text)


@given(st.text())
def test_every_text_is_read(text: str) -> None:
    quantity = parse_quantity(text, 3)
    assert quantity.raw == text.strip()
    assert quantity.span.text("   " + text) == quantity.raw
    assert not (quantity.blank and quantity.value is not None)
    is_figure(text)


@given(st.text(alphabet="0123456789０９增减少加净+-－,，.．/—无空万元件项（）() 其中修订一二十百约\n"))
def test_every_text_of_figures_is_read(text: str) -> None:
    parse_quantity(text)
    is_figure(text)
    position = 0
    for start, end in figures_in(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        position = end


PIECES = """
0 1 23 １２ 1,234 3.5 .5 ① 十 二十 〇 o l 增 增加 净减 新增 增/减 + － — ↓ 比上年 本年 约 共近 ¥ 共 合计
万 元 万元 件 张 场次 页 年 （其中2件） ，其中3 (增加) （ ) 。 、 . 无 空 / 暂无 未开展 无此项 持平 不变
"""
WRITTEN = st.lists(st.sampled_from([*PIECES.split(), " ", "\u3000"]), max_size=7).map("".join)


@given(WRITTEN | st.text(max_size=20))
def test_what_is_a_figure_has_a_value_or_is_blank(text: str) -> None:
    quantity = parse_quantity(text)
    if is_figure(text) and not re.search("[OoIlＯｏＩｌ]", text):
        assert quantity.blank or quantity.value is not None


@given(WRITTEN)
def test_a_figure_is_told_by_the_grammar_alone(text: str) -> None:
    assert is_figure(text) == bool(text.strip() and _reading_of(text.strip()).alone)


@given(WRITTEN)
def test_a_run_is_parted_into_figures(text: str) -> None:
    for start, end in figures_in(text):
        written = text[start:end]
        assert is_figure(written) or sum(map(str.isdecimal, written)) > LONGEST


@given(
    st.from_regex(
        rf"(?:{figure.CHANGE}|{figure.SIGN})?(?:{figure.NUMBER}|{figure.CLOSE_NUMBER})"
        rf"{figure.UNIT}?{figure.IN_BRACKETS}?",
        fullmatch=True,
        alphabet=st.sampled_from("0123456789,. 净增加减少新/+-−–—百千万亿元件条项张场处%()其中修订"),
    ).filter(lambda text: sum(map(str.isdecimal, text.partition("(")[0])) <= LONGEST)
)
def test_an_amount_in_full_is_a_figure(text: str) -> None:
    assert parse_quantity(text).value is not None
    assert is_figure(text)


def test_the_grammar_is_made_of_the_terminals_that_others_use() -> None:
    terminals = {each.name: each.pattern.to_regexp() for each in grammars.load_parser("quantity").terminals}
    assert {name: terminals[name] for name in ("NUMBER", "WORDS", "UNIT")} == {
        "NUMBER": figure.NUMBER,
        "WORDS": figure.WORDS,
        "UNIT": figure.UNIT,
    }
    for name, within in (
        ("CHANGE", "CHANGED"),
        ("SIGN", "CHANGED"),
        ("IN_BRACKETS", "NOTE"),
        ("NOTHING", "BLANK"),
    ):
        assert getattr(figure, name) in terminals[within]


@given(st.integers(0, 10**17))
def test_an_integer_is_itself(number: int) -> None:
    for text in (
        str(number),
        f"{number:,}",
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ):
        assert parse_quantity(text).value == number


@given(st.integers(0, 9999))
def test_chinese_numerals_come_back(number: int) -> None:
    assert number_of(chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("廿三", 23),
        ("卅", 30),
        ("两百", 200),
        ("一百零五", 105),
        ("二〇二一", 2021),
        ("一万二千", 12000),
        ("叁拾", 30),
        ("十十", None),
        ("万", None),
        ("第", None),
        ("", None),
        ("二" * 40, None),
    ],
)
def test_numerals(text: str, number: int | None) -> None:
    assert number_of(text) == number


LONG = ["0", "增", "(", "0 ", "1,234", "一", "-", "减少 ", "，", "（1）", "万"]


@pytest.mark.parametrize("text", [piece * 200_000 + end for piece in LONG for end in ("", "x")])
def test_long_texts_are_read_and_are_no_figure(text: str) -> None:
    assert parse_quantity(text).value is None
    assert not is_figure(text)
    assert all(0 <= start < end <= len(text) for start, end in figures_in(text))
