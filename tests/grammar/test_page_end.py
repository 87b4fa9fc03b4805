from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint_grammar.page_end import is_page_end, is_page_number

_END = r"[-—–－─·~\s]+[1-9]\d{0,3}[-—–－─·~\s]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|\f"
_NUMBER = rf"{_END}|第?\s*\d{{1,4}}\s*页.{{0,12}}|[-—–－─·~\s]*[1-9]\d{{0,2}}[-—–－─·~\s]*"


@pytest.mark.parametrize("line", ["- 4 -", "—12—", "第 3 页", "第3页 共10页", "3 / 10", "\f", "·1024·"])
def test_lines_that_end_a_page(line: str) -> None:
    assert is_page_end(line)
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["4", "- 4", "17 页"])
def test_numbers_of_pages_where_no_table_stands(line: str) -> None:
    assert not is_page_end(line)
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["", "-", "- 0 -", "2023", "第三页", "12345/1", "- 4 件 -"])
def test_other_lines(line: str) -> None:
    assert not is_page_end(line)
    assert not is_page_number(line)


@given(st.text("-—~ \u3000\t\f\x1c第页/0149１件", max_size=9) | st.text(max_size=4))
def test_every_line_is_read_as_it_is_defined(line: str) -> None:
    assert is_page_end(line) == (re.fullmatch(_END, line) is not None)
    assert is_page_number(line) == (re.fullmatch(_NUMBER, line) is not None)
