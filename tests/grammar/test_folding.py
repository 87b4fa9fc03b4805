from __future__ import annotations

import sys

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc_table import TABLE, made

from gip_lint_grammar.folding import (
    fold,
    label_key,
    may_be_traditional,
    simplified,
    traditional,
    without_pinyin,
)

CONVERTER = opencc.OpenCC("t2s")
MARKER = "門"
"""Makes a text one that may be traditional."""
DESCRIBING = "".join(map(chr, range(0x2FF0, 0x3000)))
"""These tell the parts of a character that Unicode lacks, which OpenCC leaves alone; no report has them."""
PHRASES = [
    line.split(" ")[1]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#") and len(line.split(" ")[0]) > 1
]


def test_the_table_is_what_opencc_gives() -> None:
    assert TABLE.read_text(encoding="utf-8") == made()


def test_every_character_is_simplified_as_by_opencc() -> None:
    planes = (*range(0xD800), *range(0xE000, sys.maxunicode + 1))
    text = MARKER + "\n".join(map(chr, planes))
    assert simplified(text) == CONVERTER.convert(text)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(PHRASES),
            st.sampled_from(PHRASES).flatmap(st.sampled_from),
            st.characters(exclude_categories=["Cs"], exclude_characters=DESCRIBING),
            st.characters(min_codepoint=0x3400, max_codepoint=0xFAFF, exclude_categories=["Cs"]),
        )
    ).map("".join)
)
def test_every_text_is_simplified_as_by_opencc(text: str) -> None:
    due = CONVERTER.convert(text) if may_be_traditional(text) else text
    assert simplified(text) == due
    assert len(due) == len(text)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("政府信息公開工作年度報告", "政府信息公开工作年度报告"),
        ("乾隆", "乾隆"),
        ("乾隆年間", "乾隆年间"),
        ("曬乾", "晒干"),
        ("（㈠）　収", "(㈠) 収"),
        ("一半是\ud800開", "一半是\ud800开"),
    ],
)
def test_what_is_folded(text: str, due: str) -> None:
    assert fold(text) == due


def test_a_machine_takes_characters_one_by_one() -> None:
    assert traditional("行政复议、里程、后面\n") == "行政復議、裏程、後面\n"
    assert simplified(traditional("本年度发出公开网站发布")) == "本年度发出公开网站发布"


def test_pinyin_behind_a_character_is_no_part_of_a_label() -> None:
    assert label_key("规(guī)范性文件") == label_key("规范性文件")
    assert label_key("对（duì）外公开总数(shù)量") == label_key("对外公开总数量")
    assert without_pinyin("（一）予以公开(a)") == "（一）予以公开"
    assert without_pinyin("3(abc)") == "3(abc)"
