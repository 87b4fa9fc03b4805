from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gip_lint_grammar.lazy import lazy_pattern

PATTERNS = [
    (r"[增减]{1,2}|第?\d+号", ("增", "减", "号")),
    (r"(?<=第)号|号(?=第)", ("号",)),
    (r"增\s?(减)", ("增减", "增 减")),
    (r"^减|号$", ("减", "号")),
]
TEXTS = st.text("增减第号 1", max_size=12)


@pytest.mark.parametrize(("source", "needs"), PATTERNS)
@given(text=TEXTS, start=st.integers(0, 14), end=st.integers(0, 14))
def test_needs_change_no_answer(source: str, needs: tuple[str, ...], text: str, start: int, end: int) -> None:
    plain = re.compile(source)
    for method in ("search", "match", "fullmatch"):
        due, found = getattr(plain, method), getattr(lazy_pattern(source, needs=needs), method)
        assert str(found(text)) == str(due(text))
        assert str(found(text, start, end)) == str(due(text, start, end))
    for bounds in ((), (start, end)):
        asked = lazy_pattern(source, needs=needs)
        assert list(map(str, asked.finditer(text, *bounds))) == list(map(str, plain.finditer(text, *bounds)))
    assert lazy_pattern(source, needs=needs).sub("〇", text) == plain.sub("〇", text)
    assert lazy_pattern(source, needs=needs).sub("〇", text, 1) == plain.sub("〇", text, count=1)


def test_a_pattern_answers_alike_before_and_after_it_is_compiled() -> None:
    pattern = lazy_pattern("第(号)", needs=("号",))
    assert pattern.search("第") is None
    assert pattern.search("第号") is not None
    assert pattern.search("第") is None
    assert pattern.groups == 1


def test_what_a_text_lacks_is_never_compiled() -> None:
    wrong = lazy_pattern("(号", needs=("号",))
    assert wrong.search("第") is None
    with pytest.raises(re.error):
        wrong.search("号")
