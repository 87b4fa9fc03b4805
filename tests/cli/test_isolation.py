"""What a rule of a plugin can do wrong, and what is left of it: one finding that names the plugin."""

import json

import pytest
from command import run

from gip_lint.testing import report

PLUGIN = """
import os, sys, time
from gip_lint.kit import Rule, Bilingual, hookimpl
from gip_lint.plugins.rule import Needs
from gip_lint_grammar.nodes import Span

class Unprintable(Exception):
    def __str__(self):
        raise ValueError

class Mischief(Rule):
    code, name, needs = "XX001", "mischief", Needs.TEXT
    title = description = Bilingual("恶作剧", "mischief")

    def check(self, report):
        {deed}
        yield self.finding(self.title, Span(0, 1))

class Honest(Mischief):
    code, name = "XX002", "honest"

    def check(self, report):
        yield self.finding(self.title, Span(0, 1))

@hookimpl
def gip_lint_rules():
    return [Mischief, Honest]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "report.txt").write_text(report().text(), encoding="utf-8")
    return tmp_path


def lint(folder, deed, *arguments):
    (folder / "deeds.py").write_text(PLUGIN.format(deed=deed), encoding="utf-8")
    (folder / "gip-lint.toml").write_text("rule-timeout = 0.2\n", encoding="utf-8")
    flags = [
        "--no-cache",
        "--plugin",
        "deeds.py",
        "--select",
        "XX,GIP009",
        "--format",
        "json",
        "--lang",
        "en",
    ]
    return run("check", *flags, *arguments, ".", cwd=folder, stdin="")


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("raise ValueError('boom')", "ValueError: boom"),
        ("sys.exit(0)", "SystemExit: 0"),
        ("raise SystemExit('bye')", "SystemExit: bye"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("raise BaseException('base')", "BaseException: base"),
        ("(deep := lambda: deep())()", "RecursionError"),
        ("raise MemoryError", "MemoryError"),
        ("raise StopIteration", "RuntimeError"),
        ("raise Unprintable", "Unprintable: ?"),
        ("raise ValueError('9' * 1_000_000)", "9…"),
        ("raise ValueError('\\ud800')", r"\ud800"),
        ("input()", "EOFError"),
        ("while True: pass", "rule-timeout"),
        ("__import__('re').match('(a+)+$', 'a' * 60 + 'b')", "rule-timeout"),
        ("report.year = 1999", "can't set attribute"),
        ("report.tables.clear()", "AttributeError"),
        ("report.form.tables.clear()", "AttributeError"),
        ("yield None", "not a Finding"),
        ("yield self.finding(self.title, Span(-3, 1))", "lies outside"),
        ("yield self.finding(self.title, Span(0, 10**9))", "lies outside"),
        ("yield self.finding(Bilingual('\\ud800', 'x'), Span(0, 1))", "cannot be written"),
    ],
)
def test_a_failing_rule_is_one_finding_and_the_others_run(folder, deed, said):
    outcome = lint(folder, deed)
    found = {each["rule"]: each["message"] for each in json.loads(outcome.stdout)["findings"]}
    assert sorted(found) == ["GIP009", "XX002"]
    assert "XX001 mischief of plugin deeds.py" in found["GIP009"]
    assert said in found["GIP009"]
    assert len(found["GIP009"]) < 1000
    assert (outcome.returncode, outcome.stderr) == (1, "")


@pytest.mark.parametrize("caught", ["Exception", "BaseException"])
def test_a_rule_that_catches_what_is_to_stop_it_is_stopped(folder, caught):
    loop = f"""while True:
            try:
                time.sleep(0.001)
            except {caught}:
                pass"""
    found = {each["rule"]: each["message"] for each in json.loads(lint(folder, loop).stdout)["findings"]}
    assert sorted(found) == ["GIP009", "XX002"]
    assert "rule-timeout" in found["GIP009"]


def test_the_traceback_is_shown_where_it_is_asked_for(folder):
    assert "Traceback" not in lint(folder, "raise ValueError('boom')").stderr
    told = lint(folder, "raise ValueError('boom')", "--verbose").stderr
    assert "XX001 mischief (deeds.py)" in told
    assert "Traceback" in told
    assert "deeds.py" in told


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_a_rule_prints_is_no_part_of_the_document(folder, jobs):
    (folder / "other.txt").write_text(report().text(), encoding="utf-8")
    outcome = lint(folder, "print('hello'); sys.stdout.write('there'); sys.stdout.flush()", "--jobs", jobs)
    assert [each["rule"] for each in json.loads(outcome.stdout)["findings"]] == ["XX001", "XX002"] * 2
    assert outcome.stderr.count("hello\nthere") == 2


def test_ctrl_c_ends_the_run_also_within_a_rule(folder):
    outcome = lint(folder, "raise KeyboardInterrupt")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (130, "", "")


READER = """
from gip_lint.kit import hookimpl

class FooReader:
    name, suffixes = "foo", (".foo",)

    def read(self, data):
        {deed}

@hookimpl
def gip_lint_readers():
    return [FooReader()]
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("deed", ["raise SystemExit(0)", "raise ValueError", "return None", "return 'text'"])
def test_a_reader_that_fails_lets_no_file_pass(tmp_path, deed, jobs):
    (tmp_path / "reader.py").write_text(READER.format(deed=deed), encoding="utf-8")
    for name in ("a.foo", "b.foo"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    flags = ["--plugin", "reader.py", "--no-cache", "--jobs", jobs, "--lang", "en", "--format", "json"]
    done = run("check", *flags, "a.foo", "b.foo", cwd=tmp_path)
    assert done.returncode == 1
    found = json.loads(done.stdout)["findings"]
    assert [(each["rule"], each["path"]) for each in found] == [("GIP001", "a.foo"), ("GIP001", "b.foo")]
    assert all("reader foo of plugin reader.py failed" in each["message"] for each in found)


def test_the_notation_of_a_plugins_reader_is_shown_and_its_failure_told(tmp_path):
    made = (
        "from gip_lint.readers.plain.text import notation_of_text as of; "
        "return of('made of ' + data.decode())"
    )
    (tmp_path / "a.foo").write_text("foo", encoding="utf-8")
    flags = ["--notation", "--plugin", "reader.py", "--lang", "en"]
    (tmp_path / "reader.py").write_text(READER.format(deed=made), encoding="utf-8")
    assert run("parse", *flags, "a.foo", cwd=tmp_path).stdout == "made of foo"
    (tmp_path / "reader.py").write_text(READER.format(deed="raise ValueError('torn')"), encoding="utf-8")
    done = run("parse", *flags, "a.foo", cwd=tmp_path)
    assert done.returncode != 0
    assert "reader foo of plugin reader.py failed: ValueError: torn" in done.stdout + done.stderr


REPORTER = """
from gip_lint.kit import hookimpl

class Bad:
    name = "bad"

    def write(self, result, stream, style):
        {deed}

@hookimpl
def gip_lint_reporters():
    return [Bad()]
"""


@pytest.mark.parametrize("deed", ["raise SystemExit(0)", "raise ValueError", "stream.wrote()"])
def test_a_reporter_that_fails_is_named(folder, deed):
    (folder / "reporter.py").write_text(REPORTER.format(deed=deed), encoding="utf-8")
    flags = ["--plugin", "reporter.py", "--format", "bad", "--lang", "en"]
    done = run("check", *flags, "report.txt", cwd=folder)
    assert done.returncode == 2
    assert "report format bad of plugin reporter.py failed" in done.stderr
