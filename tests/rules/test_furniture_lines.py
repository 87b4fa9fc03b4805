"""The kinds of lines that web pages leave: each line of a kind holds one of the words that it is known by."""

import re
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

import gip_lint_rules

DATA = Path(gip_lint_rules.__path__[0], "text", "_shared", "furniture.toml")
KINDS = tomli.loads(DATA.read_text(encoding="utf-8"))["lines"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["holds"][0])
def test_a_line_of_a_kind_holds_one_of_its_words(kind):
    written = st.from_regex(re.compile(kind["pattern"], re.IGNORECASE), fullmatch=True)

    @given(written)
    def holds(line):
        assert any(word in line.casefold() for word in kind["holds"])

    holds()
