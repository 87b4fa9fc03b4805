import pytest

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import PluginError, UsageError
from gip_lint.plugins import sources
from gip_lint.plugins.entry_points import EntryPoint
from gip_lint.plugins.hookspecs import hookimpl
from gip_lint.plugins.registry import installed_plugins, load_plugins
from gip_lint.plugins.rule import Rule


def rule(code="XY001", name="some-rule"):
    words = Bilingual("某", "some")
    return type("SomeRule", (Rule,), {"code": code, "name": name, "title": words, "description": words})


class Brings:
    def __init__(self, *, rules=(), forms=(), readers=(), reporters=()):
        self.brought = rules, forms, readers, reporters

    @hookimpl
    def gip_lint_rules(self):
        return self.brought[0]

    @hookimpl
    def gip_lint_forms(self):
        return self.brought[1]

    @hookimpl
    def gip_lint_readers(self):
        return self.brought[2]

    @hookimpl
    def gip_lint_reporters(self):
        return self.brought[3]


def test_the_pack_is_found_like_any_plugin():
    plugins = installed_plugins()
    assert plugins.rule_owners["GIP002"] == "builtin"
    assert list(plugins.rules) == sorted(plugins.rules)
    assert [form.key for form in plugins.forms] == ["gip-2019", "gip-2021"]
    assert {".txt", ".md"} <= set(plugins.readers)
    assert {"text", "json"} <= set(plugins.reporters)


def test_rules_are_found_by_code_and_by_name():
    plugins = installed_plugins()
    assert plugins.rule("gip002") is plugins.rules["GIP002"]
    assert plugins.rule("not-a-report") is plugins.rules["GIP002"]
    with pytest.raises(UsageError, match="GIP002"):
        plugins.rule("GPI002")


def test_a_plugin_adds_what_it_brings():
    plugins = load_plugins([Brings(rules=[rule()])])
    assert plugins.rule_owners["XY001"] == "Brings"
    assert "GIP002" in plugins.rules


@pytest.mark.parametrize(
    ("brought", "words"),
    [
        ({"rules": [rule("GIP002")]}, ["GIP002", "builtin", "Brings", "NotAReport"]),
        ({"rules": [rule(name="not-a-report")]}, ["not-a-report", "builtin", "Brings"]),
        ({"rules": [rule(), rule(name="other")]}, ["XY001", "Brings"]),
        ({"rules": [object()]}, ["Brings", "Rule"]),
        ({"rules": [type("Bare", (Rule,), {"code": "XY1"})]}, ["Brings", "Bare", "name"]),
        ({"rules": 3}, ["Brings", "gip_lint_rules", "3"]),
    ],
)
def test_what_a_plugin_must_not_bring_is_an_error_that_names_it(brought, words):
    with pytest.raises(PluginError) as caught:
        dict(load_plugins([Brings(**brought)]).rules)
    for word in words:
        assert word in caught.value.message.zh
        assert word in caught.value.message.en


def test_two_readers_of_one_suffix_and_two_reporters_of_one_name():
    plugins = installed_plugins()
    with pytest.raises(PluginError, match=r"\.txt.*gip-lint.*Brings"):
        dict(load_plugins([Brings(readers=[plugins.readers[".txt"]])]).readers)
    with pytest.raises(PluginError, match=r"json.*gip-lint.*Brings"):
        dict(load_plugins([Brings(reporters=[plugins.reporters["json"]])]).reporters)


def test_a_form_that_is_none_names_the_plugin_and_the_file(tmp_path):
    path = tmp_path / "hubei.toml"
    path.write_text("key = 'hubei'", encoding="utf-8")
    with pytest.raises(PluginError, match=r"Brings.*hubei\.toml"):
        assert load_plugins([Brings(forms=[path])]).forms


def test_a_plugin_that_cannot_be_imported_is_named(monkeypatch):
    broken = EntryPoint("province", "no_such_module", "hubei-rules")
    monkeypatch.setattr(sources, "entry_points", lambda group: [broken])
    with pytest.raises(PluginError, match=r"province of hubei-rules.*no_such_module.*ModuleNotFoundError"):
        load_plugins()


def test_sources_that_are_not_installed_are_told_so(monkeypatch):
    monkeypatch.setattr(sources, "entry_points", lambda group: [])
    with pytest.raises(PluginError, match="install it with pip"):
        load_plugins()


def test_a_hook_that_raises_names_the_plugin():
    class Failing:
        @hookimpl
        def gip_lint_rules(self):
            raise ZeroDivisionError("by zero")

    with pytest.raises(PluginError, match=r"Failing.*by zero"):
        dict(load_plugins([Failing()]).rules)


def test_an_unknown_hook_argument_names_the_plugin():
    class Wrong:
        @hookimpl
        def gip_lint_rules(self, config):
            return []

    with pytest.raises(PluginError, match="Wrong"):
        load_plugins([Wrong()])
