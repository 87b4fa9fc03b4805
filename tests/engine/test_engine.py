import sys

import pytest

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import ConfigError, UsageError
from gip_lint.model.finding import Edit, Finding, Fix, Related
from gip_lint.model.notation import Notation
from gip_lint.model.severity import Severity
from gip_lint.plugins.hookspecs import hookimpl
from gip_lint.plugins.registry import load_plugins
from gip_lint.plugins.rule import Needs, Rule
from gip_lint.testing import report
from gip_lint_grammar.nodes import Span

SAID = Bilingual("某处有误", "something is wrong")


class Plugin:
    """A plugin made of functions from a report to findings."""

    def __init__(self, *checks, needs=Needs.TEXT, reader=None):
        self.rules = [self._rule(number, check, needs) for number, check in enumerate(checks)]
        self.readers = [reader] if reader else []

    @staticmethod
    def _rule(number, check, needs):
        attributes = {
            "code": f"XY{number:03}",
            "name": f"rule-{number}",
            "severity": Severity.WARNING,
            "title": SAID,
            "description": SAID,
            "needs": needs,
            "check": check,
        }
        return type(f"Rule{number}", (Rule,), attributes)

    @hookimpl
    def gip_lint_rules(self):
        return self.rules

    @hookimpl
    def gip_lint_readers(self):
        return self.readers


def engine(*checks, needs=Needs.TEXT, reader=None, **flags):
    if checks and not flags:
        flags = {"select": ("XY",)}
    return Engine(
        Configurations(Flags(**flags), isolated=True),
        load_plugins([Plugin(*checks, needs=needs, reader=reader)]),
    )


def at(word, **more):
    def check(self, report):
        start = report.text.find(word)
        while start >= 0:
            yield self.finding(SAID, Span(start, start + len(word)), **more)
            start = report.text.find(word, start + 1)

    return check


def test_findings_are_located_and_ordered():
    result = engine(at("乙"), at("甲")).check_text("甲乙\n甲\n乙甲\n", "a.txt")
    places = [(f.rule, f.location.line, f.location.column, f.location.end_column) for f in result.findings]
    assert places == [
        ("XY001", 1, 1, 2),
        ("XY000", 1, 2, 3),
        ("XY001", 2, 1, 2),
        ("XY000", 3, 1, 2),
        ("XY001", 3, 2, 3),
    ]
    assert {f.path for f in result.findings} == {"a.txt"}
    assert result.worst is Severity.WARNING
    assert result.failed("warning")
    assert not result.failed("error")
    assert not result.failed("never")
    assert result.count(Severity.WARNING) == 5


def test_related_places_are_located_and_kept_as_excerpts():
    def check(self, report):
        yield self.finding(SAID, Span(0, 1), related=[Related(SAID, Span(3, 4)), Related(SAID)])

    result = engine(check).check_text("甲\n\n乙丙\n", "a.txt")
    (finding,) = result.findings
    assert [note.location.line for note in finding.related] == [3, None]
    assert result.excerpts["a.txt", Span(3, 4)].text == "乙丙"


def test_the_same_finding_twice_is_reported_once():
    def check(self, report):
        yield self.finding(SAID, Span(0, 1))
        yield self.finding(SAID, Span(0, 1))
        yield self.finding(Bilingual("另一处", "another"), Span(0, 1))

    assert len(engine(check).check_text("甲").findings) == 2


def test_a_rule_that_raises_does_not_stop_the_others():
    def failing(self, report):
        yield self.finding(SAID, Span(0, 1))
        raise ZeroDivisionError("by zero")

    def leaving(self, report):
        sys.exit(3)
        yield

    result = engine(failing, at("甲"), leaving).check_text("甲")
    assert [f.rule for f in result.findings] == ["GIP009", "GIP009", "XY000", "XY001"]
    failure = result.findings[0]
    assert failure.severity is Severity.ERROR
    for word in ("XY000", "rule-0", "Plugin", "by zero"):
        assert word in failure.message.zh
        assert word in failure.message.en
    assert "ZeroDivisionError" in result.failures[0].traceback


@pytest.mark.parametrize(
    "wrong",
    [
        "text",
        None,
        Finding("GIP201", "balance-identity", Severity.ERROR, SAID),
        Finding("XY000", "rule-0", Severity.ERROR, SAID, Span(0, 99)),
        Finding("XY000", "rule-0", Severity.ERROR, SAID, Span(2, 1)),
        Finding("XY000", "rule-0", Severity.ERROR, SAID, related=(Related(SAID, Span(-1, 0)),)),
    ],
)
def test_what_is_no_sound_finding_is_the_rules_failure(wrong):
    def check(self, report):
        yield wrong

    assert [f.rule for f in engine(check).check_text("甲乙").findings] == ["GIP009"]


def test_rules_about_reports_are_silent_where_there_is_none():
    assert not engine(at("会议"), needs=Needs.REPORT).check_text("会议通知").findings
    assert engine(at("会议"), needs=Needs.TEXT).check_text("会议通知").findings
    assert engine(at("总体情况"), needs=Needs.REPORT).check_text(report().text()).findings


def test_selection_by_prefix():
    checks = [at("甲"), at("甲")]
    assert {f.rule for f in engine(*checks, select=("XY001",)).check_text("甲").findings} == {"XY001"}
    assert "XY001" not in {f.rule for f in engine(*checks, ignore=("XY001",)).check_text("甲").findings}


@pytest.mark.parametrize("word", ["ALL", "all"])
def test_who_asks_for_all_rules_is_told_that_they_are_on(word):
    with pytest.raises(UsageError, match="are on by themselves") as caught:
        engine(select=(word,)).check_text("甲")
    assert "全部内置规则写作 GIP" in caught.value.message.zh


def test_an_unknown_code_or_form_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="GIP002"):
        engine(select=("GPI002",)).check_text("甲")
    with pytest.raises(UsageError, match=r"gip-2030.*gip-2021"):
        engine(form="gip-2030").check_text("甲")
    path = tmp_path / "gip-lint.toml"
    path.write_text('ignore = ["ABC"]', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gip-lint\.toml.*ABC"):
        Engine(Configurations(file=path), load_plugins()).check_text("甲")


def test_files_that_cannot_be_read_are_findings(tmp_path, monkeypatch):
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    (tmp_path / "sound.txt").write_text(report().text(), encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    result = engine(select=("GIP001",)).check_files([tmp_path])
    assert result.files == 3
    assert [(f.rule, f.path.rsplit("/", 1)[1]) for f in result.findings] == [
        ("GIP001", "binary.txt"),
        ("GIP001", "gone.txt"),
    ]
    assert len(result.reports) == 1


def test_failures_are_reported_whatever_is_selected_unless_ignored_by_name(tmp_path):
    path = tmp_path / "binary.txt"
    path.write_bytes(b"\x00")
    assert engine(select=("GIP002",)).check_files([path]).findings
    assert not engine(ignore=("GIP001",)).check_files([path]).findings


def test_too_large(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("甲" * 100, encoding="utf-8")
    assert "limits.max-text-characters" in _limited(path, "max-text-characters = 99").zh
    assert "limits.max-file-bytes" in _limited(path, "max-file-bytes = 99").en


def _limited(path, line):
    """Return what is said of a file that is larger than a configuration allows."""
    (path.parent / "gip-lint.toml").write_text(f"[limits]\n{line}\n", encoding="utf-8")
    limited = Engine(Configurations(Flags(select=("GIP001",))), load_plugins([]))
    (finding,) = limited.check_files([path]).findings
    return finding.message


class Shifting:
    """A source of which only the first line can be edited."""

    def __init__(self, text):
        self.text = text

    def location(self, span):
        from gip_lint.model.finding import Location

        return Location(page=2, place="表二")

    def edit_span(self, span):
        return Span(span.start + 10, span.end + 10) if span.end <= 2 else None


class OtherReader:
    name = "other"
    suffixes = (".other",)

    def read(self, data):
        if data == b"fail":
            raise KeyError("reader")
        text = data.decode("utf-8")
        return Notation(text, Shifting(text))


def test_a_reader_of_a_plugin_with_pages_and_edits(tmp_path):
    path = tmp_path / "a.OTHER"
    path.write_text("甲乙丙\n", encoding="utf-8")

    def check(self, report):
        for end in (1, 3):
            yield self.finding(SAID, Span(0, end), fix=Fix(SAID, (Edit(0, end, "丁"),)))

    result = engine(check, reader=OtherReader()).check_files([tmp_path])
    assert [f.location.page for f in result.findings] == [2, 2]
    assert [f.fix.edits for f in result.findings] == [(Edit(10, 11, "丁"),), ()]


def test_a_reader_that_raises_is_reported_for_its_file_only(tmp_path):
    (tmp_path / "a.other").write_bytes(b"fail")
    (tmp_path / "b.other").write_bytes("甲".encode())
    result = engine(at("甲"), reader=OtherReader()).check_files([tmp_path])
    assert [f.rule for f in result.findings] == ["GIP001", "XY000"]
    assert "KeyError" in result.failures[0].traceback


def test_the_configuration_of_each_file_is_its_own(tmp_path):
    for folder, ignored in (("a", "XY000"), ("b", "XY001")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("甲", encoding="utf-8")
        (tmp_path / folder / "gip-lint.toml").write_text(f'ignore = ["GIP", "{ignored}"]', encoding="utf-8")
    both = Engine(Configurations(), load_plugins([Plugin(at("甲"), at("甲"))]))
    assert [f.rule for f in both.check_files([tmp_path]).findings] == ["XY001", "XY000"]


@pytest.mark.parametrize("blank", ["zero", "unknown"])
def test_reports_know_how_blank_cells_are_taken(blank):
    taken = []

    def check(self, report):
        taken.append(report.blank_as)
        yield from ()

    engine(check, select=("XY",), blank=blank).check_text("甲")
    assert taken == [blank]
