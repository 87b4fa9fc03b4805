"""What a plugin returns and must not: each mistake is named, with the plugin, when it is asked."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve as replace

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import PluginError
from gip_lint.model.finding import CellKey, Edit, Fix, Related
from gip_lint.model.severity import Severity
from gip_lint.plugins.hookspecs import HOOKS, hookimpl
from gip_lint.plugins.registry import load_plugins
from gip_lint.plugins.rule import Needs, Rule
from gip_lint.testing import report
from gip_lint_grammar.nodes import Span

SAID = Bilingual("某处不对", "something is wrong")
ASKING = {
    "gip_lint_rules": lambda plugins: plugins.rules,
    "gip_lint_custom_rules": lambda plugins: plugins.rules,
    "gip_lint_forms": lambda plugins: plugins.forms,
    "gip_lint_tables": lambda plugins: plugins.forms,
    "gip_lint_readers": lambda plugins: plugins.readers,
    "gip_lint_reporters": lambda plugins: plugins.reporters,
    "gip_lint_profiles": lambda plugins: plugins.profiles,
    "gip_lint_register": lambda plugins: plugins.extensions,
    "gip_lint_words": lambda plugins: plugins.extensions,
    "gip_lint_law": lambda plugins: plugins.law("条例", None),
}


class Bare:
    """Neither a reader nor a reporter."""


def returning(hook, value):
    """Make a plugin whose *hook* returns *value*."""

    def implementation():
        return value

    implementation.__name__ = hook
    return SimpleNamespace(**{hook: hookimpl(implementation)})


def refused(hook, value):
    with pytest.raises(PluginError) as caught:
        ASKING[hook](load_plugins([returning(hook, value)]))
    for words in (caught.value.message.zh, caught.value.message.en):
        assert "SimpleNamespace" in words
    return caught.value.message.en


@pytest.mark.parametrize("hook", ASKING)
@pytest.mark.parametrize("value", [None, 5, "abc", [None], [5], [Bare()], [Bare], {"a": 5}])
def test_what_a_hook_is_not_for_is_refused_with_the_plugin_and_the_value(hook, value):
    said = refused(hook, value)
    assert hook in said or "words" in said or "subclass of Rule" in said


def test_a_forgotten_return_is_asked_after():
    assert "return missing" in refused("gip_lint_rules", None)


def test_a_reader_and_a_reporter_lack_nothing():
    reader = SimpleNamespace(name="x", suffixes=".foo", read=bytes)
    assert "suffixes must be" in refused("gip_lint_readers", [reader])
    reader.suffixes = ("foo",)
    assert "suffixes must be" in refused("gip_lint_readers", [reader])
    assert "name must be" in refused("gip_lint_reporters", [SimpleNamespace(name=5, write=print)])


def rule(**attributes):
    given = {"code": "XY001", "name": "some-rule", "title": SAID, "description": SAID, "needs": Needs.TEXT}
    return type("SomeRule", (Rule,), {**given, **attributes})


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("code", 5),
        ("name", None),
        ("title", "某"),
        ("title", Bilingual("某", None)),
        ("description", None),
        ("severity", "warning"),
        ("sources", "条例"),
        ("good", "某县"),
        ("bad", ("某县",)),
        ("needs", "text"),
        ("options", {}),
    ],
)
def test_an_attribute_of_a_rule_that_is_none_such_is_named(attribute, value):
    assert f"{attribute} must be" in refused("gip_lint_rules", [rule(**{attribute: value})])


def checked(*plugins, text="甲乙丙", codes=("XY001", "GIP009")):
    return Engine(Configurations(Flags(select=codes), isolated=True), load_plugins(plugins)).check_text(text)


def test_a_rule_that_cannot_be_made_is_named():
    def taking(self, more):
        self.more = more

    with pytest.raises(PluginError, match="XY001 some-rule cannot be made"):
        checked(returning("gip_lint_rules", [rule(__init__=taking)]))


def test_a_marked_function_that_is_no_hook_is_refused():
    with pytest.raises(PluginError, match=r"no such hook; did you mean gip_lint_rules\?"):
        load_plugins([returning("gip_lint_rulez", [])])


def test_a_hook_that_is_not_marked_is_refused():
    with pytest.raises(PluginError, match=r"gip_lint_rules .* not marked with @hookimpl"):
        load_plugins([SimpleNamespace(gip_lint_rules=lambda: [])])


def test_the_hooks_are_those_that_the_guide_lists():
    guide = Path(__file__).parents[2].joinpath("docs", "plugins.md").read_text(encoding="utf-8")
    assert [name for name in sorted(HOOKS) if f"`{name}`" not in guide] == []


def yielding(**changes):
    def check(self, report):
        yield replace(self.finding(SAID, Span(0, 1)), **changes)

    return returning("gip_lint_rules", [rule(check=check)])


WRONG = [
    {"related": (5,)},
    {"related": (Related("某处", Span(0, 1)),)},
    {"fix": 5},
    {"fix": Fix(SAID, (5,))},
    {"fix": Fix(SAID, (Edit(3, 1, "x"),))},
    {"repairs": 5},
    {"repairs": ((5,),)},
    {"concealed": 5},
]


@pytest.mark.parametrize("changes", [*WRONG, {"cell": "granted"}])
def test_a_finding_with_impossible_parts_is_rejected_with_the_part_named(changes):
    (failed,) = checked(yielding(**changes)).findings
    assert failed.rule == "GIP009"
    assert next(iter(changes)) in failed.message.en
    assert "AttributeError" not in failed.message.en


class Altering:
    def __init__(self, **changes):
        self.changes = changes

    @hookimpl
    def gip_lint_findings(self, findings):
        return [replace(finding, **self.changes) for finding in findings]


@pytest.mark.parametrize("changes", WRONG)
def test_a_finding_altered_to_impossible_parts_stands_as_it_was(changes):
    failed, stands = sorted(
        checked(yielding(), Altering(**changes)).findings, key=lambda finding: finding.rule
    )
    assert (failed.rule, stands.rule, stands.message) == ("GIP009", "XY001", SAID)
    assert next(iter(changes)) in failed.message.en
    for each in (stands.related, stands.repairs, stands.concealed):
        assert each == ()


def test_a_fix_with_other_edits_than_it_had_is_not_safe():
    edits = (Edit(0, 1, "丁"),)
    altered = Altering(fix=Fix(SAID, edits, safe=True))
    (finding,) = checked(yielding(), altered).findings
    assert (finding.fix.edits, finding.fix.safe) == (edits, False)
    (finding,) = checked(yielding(fix=Fix(SAID, edits, safe=True)), altered).findings
    assert finding.fix.safe
    (finding,) = checked(yielding(), Altering(severity=Severity.INFO)).findings
    assert finding.severity is Severity.INFO


def test_a_cell_in_the_place_of_its_key_is_explained():
    text = report().with_cell("applications", "granted", "total", 1).text()

    def check(self, report):
        yield self.finding(SAID, Span(0, 1), cell=report.applications["granted", "total"])

    (failed,) = checked(returning("gip_lint_rules", [rule(check=check)]), text=text).findings
    assert "cell.key" in failed.message.en

    def keyed(self, report):
        yield self.finding(SAID, Span(0, 1), cell=CellKey("applications", "granted", "total"))

    (found,) = checked(returning("gip_lint_rules", [rule(check=keyed)]), text=text).findings
    assert found.rule == "XY001"
