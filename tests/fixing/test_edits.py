from hypothesis import given
from hypothesis import strategies as st

from gip_lint.engine.edits import applied, compatible
from gip_lint.engine.fixed_figures import keeps_figures
from gip_lint.fixing.encoding import TextFile
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import Edit, Finding, Fix
from gip_lint.model.severity import Severity

TEXT = "".join(chr(0x4E00 + number) for number in range(40))


def finding(*edits, rule="GIP603"):
    fix = Fix(Bilingual("", ""), tuple(Edit(*edit) for edit in edits), safe=True)
    return Finding(rule, "name", Severity.ERROR, Bilingual("", ""), fix=fix)


edits = st.tuples(st.integers(0, 40), st.integers(0, 3), st.text("xyz", max_size=3)).map(
    lambda drawn: (drawn[0], min(40, drawn[0] + drawn[1]), drawn[2])
)
findings = st.lists(st.lists(edits, min_size=1, max_size=3), max_size=12).map(
    lambda drawn: [finding(*each) for each in drawn]
)


@given(findings)
def test_chosen_edits_never_overlap_or_touch_and_come_whole(drawn):
    chosen = compatible(drawn)
    made = sorted(
        {edit for each in chosen for edit in each.fix.edits}, key=lambda edit: (edit.start, edit.end)
    )
    for first in chosen:
        for second in chosen:
            if first is second:
                continue
            for one in set(first.fix.edits) - set(second.fix.edits):
                for other in set(second.fix.edits) - set(first.fix.edits):
                    if any({one, other} <= set(each.fix.edits) for each in chosen):
                        continue  # a third has both, and the two agree with it
                    assert one.end < other.start or other.end < one.start
    rest, reached = [], 0
    for edit in made:
        rest.append(TEXT[reached : edit.start])
        reached = edit.end
    rest.append(TEXT[reached:])
    changed = applied(TEXT, made)
    assert len(changed) == len(TEXT) + sum(len(edit.text) - (edit.end - edit.start) for edit in made)
    assert [character for character in changed if character in TEXT] == list("".join(rest))


@given(findings)
def test_something_is_chosen_where_anything_can_be_made(drawn):
    alone = [each for each in drawn if compatible([each])]
    assert bool(compatible(drawn)) == bool(alone)


def test_the_first_wins_and_the_same_edit_is_made_once():
    first, second = finding((1, 3, "a")), finding((2, 4, "b"))
    twin = finding((1, 3, "a"), rule="GIP607")
    assert compatible([second, twin, first]) == [first, twin]
    assert applied("01234", [*first.fix.edits, *twin.fix.edits]) == "0a34"


def test_a_fix_that_contradicts_itself_is_never_made():
    assert compatible([finding((1, 4, "a"), (2, 3, "b"))]) == []
    assert compatible([finding((3, 1, "a"))]) == []


@given(
    st.sampled_from(["受理12件", "共１，234.5万元", "减少-3件", "2024年关于关于12", "增 0"]),
    st.integers(0, 8),
    st.integers(0, 3),
    st.text("0１-,. 件", max_size=3),
)
def test_what_keeps_figures_keeps_every_digit(text, start, length, new):
    start = min(start, len(text))
    edit = Edit(start, min(len(text), start + length), new)
    if keeps_figures(text, [edit]):
        digits = [[int(c) for c in each if c.isdigit()] for each in (text, applied(text, [edit]))]
        assert digits[0] == digits[1]


def test_figures():
    assert keeps_figures("国办公开办函(2021)30号", [Edit(6, 7, "〔"), Edit(11, 12, "〕")])
    assert keeps_figures("受理１２件", [Edit(2, 4, "12")])
    assert keeps_figures("增0", [Edit(0, 2, "0")])
    assert not keeps_figures("受理12件", [Edit(3, 3, "，")])
    assert not keeps_figures("受理12件", [Edit(2, 4, "13")])
    assert not keeps_figures("减少-3件", [Edit(2, 3, "")])
    assert not keeps_figures("2023年2023年", [Edit(5, 10, "")])
    assert keeps_figures("12\n关于关于\n34", [Edit(3, 5, "")])


@given(
    st.text(st.sampled_from("某县报告①，。\r\nabc 12〔〕"), min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030", "utf-16-be"]),
)
def test_a_file_is_written_back_byte_for_byte(text, encoding):
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    file = TextFile.of(data, text)
    assert file is not None
    assert file.encoded(text) == data
    mark = file.encoded(text + "件")
    assert mark is not None
    assert mark.startswith(data)


def test_an_encoding_lacks_characters():
    gbk = TextFile.of("某县，报告".encode("gbk"), "某县，报告")
    assert gbk is not None and gbk.encoding == "gbk"
    assert not gbk.can_write("\N{PILE OF POO}")
    assert gbk.can_write("〔〕")
    assert TextFile.of("报告\N{PILE OF POO}".encode("gb18030"), "报告\N{PILE OF POO}").can_write("\U00020bb7")
    assert TextFile.of(b"\xff\xff", "某") is None


def test_inserted_lines_end_as_the_others_do():
    assert TextFile("a\r\nb\r\nc\nd").with_line_ends("x\ny") == "x\r\ny"
    assert TextFile("a").with_line_ends("x\ny") == "x\ny"
