"""Lines and columns as an editor counts them."""

from __future__ import annotations

import pytest

from gip_lint.model.source_map import TextSource
from gip_lint_grammar.nodes import Span


@pytest.mark.parametrize(
    ("text", "mark", "line", "column"),
    [
        ("规章", "章", 1, 2),
        ("a\nb", "b", 2, 1),
        ("a\r\nb", "b", 2, 1),
        ("a\rb", "b", 2, 1),
        ("a\n\n\nbc", "c", 4, 2),
        ("a\fb\u2028c\x85d", "d", 1, 7),
    ],
)
def test_lines_end_where_editors_end_them(text: str, mark: str, line: int, column: int) -> None:
    place = text.index(mark)
    location = TextSource(text).location(Span(place, place + 1))
    assert (location.line, location.column) == (line, column)
    assert (location.end_line, location.end_column) == (line, column + 1)


def test_the_end_of_a_text_has_a_place() -> None:
    location = TextSource("a\n").location(Span(2, 2))
    assert (location.line, location.column) == (2, 1)
