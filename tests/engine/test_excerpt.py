from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from gip_lint.model.excerpt import AFTER, BEFORE, concealing, excerpt_of
from gip_lint.model.printable import printable
from gip_lint.reporters.fitting import fit
from gip_lint.reporters.terminal import columns, wrapped
from gip_lint_grammar.nodes import Span


def underlined(excerpt, room):
    """Return the printed line, and where its one mark stands."""
    shown = fit(excerpt, [(excerpt.start, excerpt.end)], room)
    return SimpleNamespace(text=shown.text, before=shown.marks[0][0], marked=shown.marks[0][1])


TEXTS = st.text(alphabet="ab 中（，|\t\n\r\x1b\u0301\u200b😀", max_size=600)


def test_the_line_of_a_span():
    text = "第一行\r\n二、标题\n末行"
    excerpt = excerpt_of(text, Span(7, 9))
    assert (excerpt.text, excerpt.start, excerpt.end) == ("二、标题", 2, 4)
    assert not excerpt.cut_left
    assert not excerpt.cut_right


def test_a_span_over_several_lines_shows_its_first():
    excerpt = excerpt_of("甲乙\n丙丁\n", Span(1, 5))
    assert (excerpt.text, excerpt.start, excerpt.end) == ("甲乙", 1, 2)


def test_a_long_line_is_cut():
    excerpt = excerpt_of("字" * 5000, Span(2500, 2510))
    assert len(excerpt.text) == BEFORE + AFTER
    assert excerpt.cut_left
    assert excerpt.cut_right


@given(TEXTS, st.integers(0, 600), st.integers(0, 600), st.integers(10, 120))
def test_any_span_of_any_text_can_be_drawn(text, first, second, room):
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    excerpt = excerpt_of(text, Span(start, end))
    assert excerpt.text in text
    assert "\n" not in excerpt.text
    assert 0 <= excerpt.start <= excerpt.end <= len(excerpt.text)
    shown = underlined(excerpt, room)
    assert columns(shown.text) <= room
    assert "\x1b" not in shown.text
    assert shown.marked >= 1
    assert shown.before + shown.marked <= room + 1


def test_chinese_characters_take_two_columns():
    shown = underlined(excerpt_of("（七）总计 | 0 | 0 |", Span(8, 9)), 80)
    assert shown.before == 13
    assert shown.marked == 1
    assert underlined(excerpt_of("（七）总计", Span(0, 5)), 80).marked == 10


def test_the_words_in_question_stay_in_view():
    text = "前" * 300 + "《条例》" + "后" * 300
    shown = underlined(excerpt_of(text, Span(300, 304)), 60)
    assert "《条例》" in shown.text
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    before = 0
    for character in shown.text:
        if character == "《":
            break
        before += columns(character)
    assert before == shown.before
    assert shown.marked == 8


def test_nothing_steers_the_terminal():
    assert printable("a\x1b[31mb\r\nc\u202ed") == "a\\x1b[31mb\\r\\nc\\u202ed"


def test_lines_are_broken_between_characters_but_not_before_a_comma():
    assert wrapped("一二三四五，六七", 10) == ["一二三四五，", "六七"]
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("", 10) == [""]


def test_what_is_concealed_is_masked_and_all_else_stays_in_place() -> None:
    text = "第一行\n手机13912345678，电话13800138000\n"
    line = excerpt_of(text, Span(6, 17))
    shown = concealing(line, Span(6, 17), [Span(0, 2), Span(9, 13), Span(23, 27), Span(40, 44)])
    assert shown.text == "手机139****5678，电话138****8000"
    assert (shown.start, shown.end) == (line.start, line.end)


def test_nothing_concealed_elsewhere_changes_an_excerpt() -> None:
    line = excerpt_of("第一行\n第二行\n", Span(0, 2))
    assert concealing(line, Span(0, 2), [Span(4, 7)]) is line
