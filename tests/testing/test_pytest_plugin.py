"""The pytest plugin: what it collects, what a failure shows, and the snapshot of messages."""

import pytest

pytest_plugins = ["pytester"]

RULE = '''
from gip_lint.kit import Example, Rule, Bilingual, hookimpl

TEXT = "某县2023年政府信息公开工作年度报告\\n一、总体情况\\n圆满完成。\\n二、主动公开政府信息情况\\n"


class NoPraise(Rule):
    """Nothing praises itself."""

    code = "XY001"
    name = "no-praise"
    title = Bilingual("自我评价", "self-praise")
    description = Bilingual("应写明事实。", "State facts.")
    good = (Example(TEXT.replace("圆满完成", "完成")),)
    bad = (Example(TEXT, marked="圆满完成", message="删去", count=1),)

    def check(self, report):
        start = report.text.find("圆满完成")
        if start >= 0:
            span = report.title_span.__class__(start, start + 4)
            yield self.finding(Bilingual("请删去", "take it out"), span)


@hookimpl
def gip_lint_rules():
    return [NoPraise]
'''
TEST = "from gip_lint.testing import Examples\nrules = Examples('city.py', messages='messages.toml')\n"


@pytest.fixture
def project(pytester):
    (pytester.path / "city.py").write_text(RULE, encoding="utf-8")
    (pytester.path / "test_xy_rules.py").write_text(TEST, encoding="utf-8")

    def run(*arguments, old="", new=""):
        text = (pytester.path / "city.py").read_text(encoding="utf-8")
        assert old in text
        (pytester.path / "city.py").write_text(text.replace(old, new), encoding="utf-8")
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)

    run.path = pytester.path
    return run


def test_the_examples_of_a_plugin_are_tests_of_their_own(project):
    listed = project("--collect-only", "-q").stdout
    listed.fnmatch_lines(
        ["test_xy_rules.py::rules::XY001::described", "test_xy_rules.py::rules::XY001::good-1"]
    )
    project("--gip-lint-update").assert_outcomes(passed=4)
    project().assert_outcomes(passed=5)
    project(
        "test_xy_rules.py::rules::XY001::bad-1", "test_xy_rules.py::rules::XY001::good-1"
    ).assert_outcomes(passed=2)
    project("-k", "XY001 and good").assert_outcomes(passed=1, deselected=4)


def test_a_failure_shows_the_report_marked_and_no_traceback(project):
    done = project("--gip-lint-update", "-k", "bad", old='marked="圆满完成"', new='marked="圆满"')
    done.assert_outcomes(failed=1, deselected=3)
    done.stdout.fnmatch_lines(
        [
            "*XY001 no-praise: bad-1*",
            "no finding with mark “圆满”, message “删去”:",
            "  一、总体情况",
            "  圆满完成。",
        ]
    )
    done.stdout.fnmatch_lines(["^ “圆满完成” XY001: 请删去 / take it out"])
    done.stdout.no_fnmatch_line("*rule_tester.py*")


def test_a_rule_that_raises_shows_where(project):
    done = project("--gip-lint-update", "-k", "good", old="start = ", new="start = self.nothing + ")
    done.stdout.fnmatch_lines(["XY001 * failed:", "*city.py*", "AttributeError: *nothing*"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"""Nothing praises itself."""', "", "XY001 has no docstring"),
        (
            'Bilingual("应写明事实。", "State facts.")',
            'Bilingual("Facts.", "Facts.")',
            "description.zh of XY001*",
        ),
        ("    good = (", "    better = (", "XY001 shows no good example"),
    ],
)
def test_a_rule_is_described_and_shown(project, old, new, said):
    done = project("--gip-lint-update", "-k", "described", old=old, new=new)
    done.assert_outcomes(failed=1, deselected=done.parseoutcomes()["deselected"])
    done.stdout.fnmatch_lines([said])


def test_messages_are_missed_until_they_are_kept(project):
    done = project()
    done.assert_outcomes(passed=4, failed=1)
    done.stdout.fnmatch_lines(["*messages.toml does not exist*--gip-lint-update*", 'on = "圆满完成"'])
    written = project("--gip-lint-update").stdout
    written.fnmatch_lines(["gip-lint: *messages.toml: XY001 written"])
    kept = (project.path / "messages.toml").read_text(encoding="utf-8")
    assert '[[XY001.bad-1]]\non = "圆满完成"\nzh = "请删去"\nen = "take it out"\n' in kept
    project("--gip-lint-update").stdout.fnmatch_lines(["gip-lint: *messages.toml: nothing to change"])
    assert (project.path / "messages.toml").read_text(encoding="utf-8") == kept


def test_a_changed_message_is_shown_in_both_states(project):
    project("--gip-lint-update")
    done = project(old="take it out", new="strike it")
    done.assert_outcomes(passed=4, failed=1)
    done.stdout.fnmatch_lines(
        ["XY001 says (+)*", ' zh = "请删去"', '-en = "take it out"', '+en = "strike it"']
    )
    project("--gip-lint-update").assert_outcomes(passed=4)
    project().assert_outcomes(passed=5)


def test_messages_of_a_rule_that_is_gone_are_reported_and_dropped(project):
    project("--gip-lint-update")
    done = project(old='"XY001"', new='"XY002"')
    done.assert_outcomes(passed=3, failed=2)
    done.stdout.fnmatch_lines(
        ["*has no messages of XY002*", "*keeps messages of rules that are gone*: XY001; *"]
    )
    project("--gip-lint-update")
    assert "XY001" not in (project.path / "messages.toml").read_text(encoding="utf-8")


def test_an_update_of_some_tests_keeps_the_messages_of_the_others(project):
    project("--gip-lint-update")
    project("--gip-lint-update", "-k", "good")
    project().assert_outcomes(passed=5)


@pytest.mark.parametrize("text", ["= what", "XY001 = 3"])
def test_a_broken_snapshot_is_named(project, text):
    (project.path / "messages.toml").write_text(text, encoding="utf-8")
    done = project()
    assert not done.parseoutcomes().get("passed")
    done.stdout.fnmatch_lines(["*messages.toml*--gip-lint-update*"])
    done.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("'nothing.py'", "*nothing.py*"),
        ("'no_such_module'", "*ModuleNotFoundError*"),
        ("'empty.py'", "*no rule"),
    ],
)
def test_a_source_without_rules_is_named(project, source, said):
    (project.path / "empty.py").write_text("", encoding="utf-8")
    (project.path / "test_xy_rules.py").write_text(TEST.replace("'city.py'", source), encoding="utf-8")
    done = project()
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines([said])


def test_a_rule_class_is_a_source(project):
    text = "from city import NoPraise\nfrom gip_lint.testing import Examples\nrules = Examples(NoPraise)\n"
    (project.path / "test_xy_rules.py").write_text(text, encoding="utf-8")
    project(f"--rootdir={project.path}", "-o", "pythonpath=.").assert_outcomes(passed=3)


def test_an_update_from_several_processes_is_refused(project):
    done = project("-n", "2", "--gip-lint-update")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*-n 0*"])


def test_tests_of_others_import_nothing_of_gip_lint(pytester):
    pytester.makepyfile(
        "import sys\n"
        "def test_nothing():\n"
        "    own = {name for name in sys.modules if name.startswith('gip_lint')}\n"
        "    faces = {'gip_lint', 'gip_lint.model', 'gip_lint.model.version', 'gip_lint.testing'}\n"
        "    assert own == {*faces, 'gip_lint.testing.pytest_plugin'}\n"
        "    assert 'lark' not in sys.modules\n"
    )
    pytester.runpytest_subprocess("-p", "no:hypothesispytest", "--strict-config").assert_outcomes(passed=1)
