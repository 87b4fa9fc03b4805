"""Fixing whole texts: nothing but what is wrong changes, and nothing is left that could be fixed."""

import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve as replace
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gip_lint.config.configurations import Configurations
from gip_lint.engine.engine import Engine
from gip_lint.fixing import rounds
from gip_lint.fixing.difference import difference
from gip_lint.fixing.files import NotWrittenError, write
from gip_lint.fixing.rounds import fix
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.finding import Edit, Fix
from gip_lint.model.severity import Severity
from gip_lint.plugins.hookspecs import hookimpl
from gip_lint.plugins.registry import installed_plugins, load_plugins
from gip_lint.plugins.rule import Needs, Rule
from gip_lint.readers.discovery import Source
from gip_lint.readers.limits import DEFAULTS, Limits, under
from gip_lint.testing import report
from gip_lint_grammar.nodes import Span

REPORT = report("gip-2021", 2023).text()
HEADING = "一、总体情况\n"
FAULTS = {
    "按照国办公开办函[2021]30号要求公开。": "按照国办公开办函〔2021〕30号要求公开。",
    "关于关于信息公开的要求已经落实。": "关于信息公开的要求已经落实。",
    "我局认真做好的的各项工作。": "我局认真做好的各项工作。",
    "各科室按目录发布信息,专人负责答复。": "各科室按目录发布信息，专人负责答复。",
}


def engine(*rules):
    plugin = SimpleNamespace(__name__="made-up", gip_lint_rules=hookimpl(lambda: list(rules)))
    plugin.gip_lint_rules.__name__ = "gip_lint_rules"
    plugins = load_plugins([plugin]) if rules else installed_plugins()
    return Engine(Configurations(isolated=True), plugins)


def held(text, encoding="utf-8", name="a.txt"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return Source(name, Path(name), held=data)


def replacing(old, new, *, safe=True, severity=Severity.WARNING, code="XYZ001"):
    """Make a rule that finds *old* and would have *new* there."""

    class Made(Rule):
        """Made up."""

        name = code.lower()
        needs = Needs.TEXT
        title = description = Bilingual("", "")

        def check(self, report):
            for match in re.finditer(re.escape(old), report.text):
                edit = Edit(*match.span(), new)
                yield self.finding(
                    Bilingual("改", "change"),
                    Span(*match.span()),
                    fix=Fix(Bilingual("改", "change"), (edit,), safe),
                )

    Made.code, Made.severity = code, severity
    return Made


def with_lines(lines, text=REPORT):
    return text.replace(HEADING, HEADING + "".join(f"{line}\n" for line in lines), 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([*FAULTS, "本局无其他事项。"]), max_size=5, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gbk", "utf-16"]),
    st.booleans(),
)
def test_only_what_is_wrong_changes_and_a_second_time_nothing(lines, line_end, encoding, mixed):
    broken = with_lines(lines).replace("\n", line_end)
    due = with_lines([FAULTS.get(line, line) for line in lines]).replace("\n", line_end)
    if mixed:
        broken, due = broken + "\r附\n", due + "\r附\n"
    made = engine()
    fixed = fix(made, held(broken, encoding))
    assert fixed.after.decode(encoding) == due
    assert fixed.changed == (broken != due)
    again = fix(made, held(fixed.after))
    assert not again.changed
    left = made.check(held(fixed.after)).findings
    assert not [each for each in left if each.fix is not None and each.fix.applicable()]


@pytest.mark.parametrize("name", ["a.html", "a.csv"])
def test_other_formats_that_are_text(name):
    lines = with_lines(FAULTS).splitlines()
    if name == "a.html":
        broken = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in lines) + "</body></html>"
    else:
        broken = "".join(f'"{line}"\n' for line in lines)
    due = broken
    for fault, mended in FAULTS.items():
        due = due.replace(fault, mended)
    fixed = fix(engine(), held(broken, name=name))
    assert fixed.after.decode() in {due, due.replace("信息，专人", "信息,专人")}
    assert fixed.changed


def test_what_a_page_would_misread_is_escaped():
    page = f"<html><body><p>{HEADING}</p><p>甲乙丙</p></body></html>"
    fixed = fix(engine(replacing("乙", "<b>&")), held(page, name="a.html"))
    assert fixed.after.decode() == page.replace("乙", "&lt;b&gt;&amp;")


def test_a_field_is_not_broken_up():
    fixed = fix(engine(replacing("乙", "a,b")), held("甲,乙\n丙,丁\n", name="a.csv"))
    assert not fixed.changed


def test_unsafe_fixes_are_made_only_when_asked_for():
    made = engine(replacing("甲", "乙", safe=False))
    assert not fix(made, held("甲\n")).changed
    assert fix(made, held("甲\n"), unsafe=True).after == "乙\n".encode()


def test_no_figure_is_changed_by_a_fix_that_calls_itself_safe():
    made = engine(replacing("12件", "13件"))
    assert not fix(made, held("受理12件\n")).changed
    assert fix(made, held("受理12件\n"), unsafe=True).after == "受理13件\n".encode()


@pytest.mark.parametrize("text", ["甲。己。\n", "乙。己。\n", "丙。己。\n"])
def test_fixes_that_undo_one_another_are_left_out_and_the_others_made(text):
    made = engine(
        replacing("甲", "乙", code="XYZ001"),
        replacing("乙", "丙", code="XYZ002"),
        replacing("丙", "甲", code="XYZ003"),
        replacing("己", "已", code="XYZ004"),
    )
    fixed = fix(made, held(text))
    assert fixed.new_text == text.replace("己", "已")
    assert fixed.made == (("XYZ004", 1),)
    assert [notice.zh[-len("会带来新的问题，未作") :] for notice in fixed.notices] == ["会带来新的问题，未作"]
    assert not fix(made, held(fixed.after)).changed


def test_a_fix_that_does_not_mend_its_finding_is_taken_back():
    fixed = fix(engine(replacing("甲", "甲甲")), held("甲\n"))
    assert not fixed.changed
    assert {notice.zh for notice in fixed.notices} == {"1: XYZ001 的修复消除不了这个问题，未作"}


def test_a_fix_after_which_other_figures_are_bound_otherwise_is_taken_back():
    text = report("gip-2021", 2023).with_cell("disclosure", "licensing", "decisions", 7).text()
    fixed = fix(
        engine(
            replacing("一、本年新收", "二、上年结转", code="XYZ001"), replacing("网站", "网页", code="XYZ002")
        ),
        held(text),
    )
    assert fixed.new_text == text.replace("网站", "网页")
    assert all(notice.zh.endswith("XYZ001 的修复会改变表中其他数据的读法，未作") for notice in fixed.notices)


def test_a_file_whose_fixes_have_to_be_taken_back_one_by_one_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(rounds, "MOST_TRIES", 20)
    made = engine(replacing("甲", "甲甲", code="XYZ001"), replacing("乙", "丙", code="XYZ002"))
    fixed = fix(made, held("".join(f"{number}甲乙\n" for number in range(20))))
    assert not fixed.changed
    assert "20" in fixed.notices[0].en


def test_a_fix_that_another_has_to_go_before_is_made_in_the_same_run():
    class Error(replacing("乙", "", safe=False, code="XYZ003", severity=Severity.ERROR)):
        def check(self, report):
            if "乙" in report.text and "丁" not in report.text:
                yield self.finding(Bilingual("错", "wrong"), Span(0, 1))

    made = engine(replacing("甲", "乙", code="XYZ001"), replacing("丙", "丁", code="XYZ002"), Error)
    fixed = fix(made, held("甲。丙。\n"))
    assert fixed.new_text == "乙。丁。\n"
    assert fixed.notices == ()


def test_fixes_that_overlap_are_made_one_after_the_other():
    made = engine(replacing("甲乙", "丙乙", code="XYZ001"), replacing("乙丁", "戊丁", code="XYZ002"))
    assert fix(made, held("甲乙丁\n")).after == "丙戊丁\n".encode()


def test_a_fix_that_brings_new_errors_is_taken_back_and_the_others_stay():
    made = engine(
        replacing("甲", "坏", code="XYZ001"),
        replacing("乙", "好", code="XYZ002"),
        replacing("坏", "坏", code="XYZ003", severity=Severity.INFO, safe=False),
    )
    fixed = fix(made, held("甲。乙。甲。乙。\n"))
    assert fixed.after == "甲。好。甲。好。\n".encode()
    assert {notice.zh for notice in fixed.notices} == {"1: XYZ001 的修复会带来新的问题，未作"}
    assert fixed.made == (("XYZ002", 2),)


def test_nothing_is_fixed_where_a_rule_fails():
    class Failing(replacing("甲", "乙", code="XYZ009")):
        def check(self, report):
            raise RuntimeError("broken")

    fixed = fix(engine(replacing("甲", "乙"), Failing), held("甲\n"))
    assert not fixed.changed
    assert "GIP009" in fixed.notices[0].zh


def test_nothing_is_fixed_in_what_cannot_be_read():
    made = engine(replacing("甲", "乙"))
    assert not fix(made, held("甲".encode() + b"\xff\xff\xff")).changed
    assert fix(made, Source("absent.txt", Path("absent.txt"))) is None


def test_a_character_that_the_encoding_lacks_is_left_out():
    made = engine(replacing("甲", "\U00020bb7", code="XYZ001"), replacing("乙", "丙", code="XYZ002"))
    fixed = fix(made, held("甲，乙。\n", "gbk"))
    assert fixed.after == "甲，丙。\n".encode("gbk")
    assert "gbk" in fixed.notices[0].zh


def test_a_difference_is_what_patch_takes(tmp_path):
    broken = with_lines(FAULTS).replace("\n", "\r\n").removesuffix("\r\n")
    path = tmp_path / "a.txt"
    path.write_bytes(broken.encode())
    fixed = fix(engine(), Source("a.txt", path))
    assert fixed.before == path.read_bytes()
    subprocess.run(
        ["patch", "--binary", "-p0"],
        input="".join(difference(fixed)).encode(),
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert path.read_bytes() == fixed.after


@pytest.fixture
def fixed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("甲\n", encoding="utf-8")
    return fix(engine(replacing("甲", "乙")), Source("a.txt", path))


def test_mode_and_links_are_kept(fixed, tmp_path):
    path = tmp_path / "a.txt"
    path.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to("a.txt")
    write(replace(fixed, source=Source("link.txt", link)))
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "乙\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.txt", "link.txt"]


def test_extended_attributes_are_kept(fixed, tmp_path):
    path = tmp_path / "a.txt"
    try:
        os.setxattr(path, "user.origin", b"by hand")
    except (AttributeError, OSError):
        pytest.skip("needs a file system with extended attributes")
    write(fixed)
    assert path.read_text(encoding="utf-8") == "乙\n"
    assert os.getxattr(path, "user.origin") == b"by hand"


def test_a_file_that_changed_meanwhile_stays(fixed, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("甲甲\n", encoding="utf-8")
    with pytest.raises(NotWrittenError):
        write(fixed)
    assert path.read_text(encoding="utf-8") == "甲甲\n"
    path.unlink()
    with pytest.raises(NotWrittenError):
        write(fixed)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_read_only_stays(fixed, tmp_path):
    path = tmp_path / "a.txt"
    path.chmod(0o444)
    with pytest.raises(NotWrittenError):
        write(fixed)
    assert path.read_text(encoding="utf-8") == "甲\n"


def test_a_file_is_fixed_within_the_limits_of_its_configuration(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT.replace(HEADING, HEADING + "我局认真做好的的各项工作。\n", 1), encoding="utf-8")
    with under(Limits(max_file_bytes=10)):
        fixed = fix(engine(), Source("a.txt", path))
        assert fixed is not None
        with pytest.raises(NotWrittenError):
            write(fixed, Limits(max_file_bytes=10))
        write(fixed, DEFAULTS)
    assert "做好的各项" in path.read_text(encoding="utf-8")
