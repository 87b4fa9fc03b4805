"""The ways in for plugins, what is refused, what runs, and what an author's mistake comes to."""

import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve as replace

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import ConfigError, PluginError, UsageError
from gip_lint.model.finding import CellKey
from gip_lint.model.severity import Severity
from gip_lint.plugins.hookspecs import hookimpl
from gip_lint.plugins.registry import installed_plugins, load_plugins
from gip_lint.plugins.rule import Needs, Rule
from gip_lint.plugins.sources import ALLOW, NamedPlugin
from gip_lint.testing import report
from gip_lint_grammar.nodes import Span

SAID = Bilingual("某处不对", "something is wrong")
CODE = """
from gip_lint.plugins.hookspecs import hookimpl
from gip_lint.model.bilingual import Bilingual
from gip_lint.plugins.rule import Rule

class Always(Rule):
    code = "HB001"
    name = "always"
    title = description = Bilingual("总是", "always")

    def check(self, report):
        yield self.finding(self.title, report.title_span)

@hookimpl
def gip_lint_rules():
    return [Always]
"""


def plugin(check, *, code="XY001", altering=None):
    words = {"code": code, "name": "some-rule", "title": SAID, "description": SAID, "needs": Needs.TEXT}
    rule = type("SomeRule", (Rule,), {**words, "check": check})

    class Plugin:
        @hookimpl
        def gip_lint_rules(self):
            return [rule]

        if altering:

            @hookimpl
            def gip_lint_findings(self, report, findings):
                return altering(findings)

    return Plugin()


def checked(*plugins, text="甲乙丙", codes=("XY001", "GIP009"), **flags):
    flags = Flags(select=codes, **flags)
    return Engine(Configurations(flags, isolated=True), load_plugins(plugins)).check_text(text)


def linted(folder: Path, **options):
    (folder / "report.txt").write_text(report().text(), encoding="utf-8")
    engine = Engine(Configurations(**options), installed_plugins())
    return [finding.rule for finding in engine.check_files([folder / "report.txt"]).findings]


def test_code_that_a_configuration_names_by_its_path_runs_only_where_that_is_allowed(tmp_path, monkeypatch):
    monkeypatch.delenv(ALLOW, raising=False)
    (tmp_path / "city.py").write_text(CODE + "open(__file__ + '.ran', 'w')\n", encoding="utf-8")
    (tmp_path / "gip-lint.toml").write_text("plugins = ['city.py']", encoding="utf-8")
    with pytest.raises(ConfigError, match="allow-local-plugins"):
        linted(tmp_path)
    assert not (tmp_path / "city.py.ran").exists()
    assert "HB001" in linted(tmp_path, allow_local_plugins=True)
    monkeypatch.setenv(ALLOW, "1")
    assert "HB001" in linted(tmp_path)


def test_a_module_in_the_linted_folder_is_no_installed_plugin(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "city.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    (tmp_path / "gip-lint.toml").write_text("plugins = ['city']", encoding="utf-8")
    with pytest.raises(ConfigError, match="no plugin city is installed"):
        linted(tmp_path, allow_local_plugins=True)


def test_what_the_command_line_names_is_loaded(tmp_path):
    (tmp_path / "city.py").write_text(CODE, encoding="utf-8")
    assert "HB001" in linted(tmp_path, flags=Flags(plugins=(str(tmp_path / "city.py"),)))
    with pytest.raises(UsageError, match=r"nothing\.py"):
        linted(tmp_path, flags=Flags(plugins=("nothing.py",)))
    with pytest.raises(PluginError, match="ModuleNotFoundError"):
        linted(tmp_path, flags=Flags(plugins=("no_such_module_here",)))


def test_an_installed_plugin_may_be_named(tmp_path):
    (tmp_path / "gip-lint.toml").write_text("plugins = ['builtin']", encoding="utf-8")
    assert linted(tmp_path) == []


def test_each_file_has_the_plugins_of_its_own_configuration(tmp_path):
    for name, text in (("one", "[[custom-rules]]\n" + FORBIDS), ("two", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gip-lint.toml").write_text(text, encoding="utf-8")
    assert "XY007" in linted(tmp_path / "one")
    assert linted(tmp_path / "two") == []


def test_a_changed_file_is_another_plugin(tmp_path):
    path = tmp_path / "city.py"
    prints = set()
    for extra in ("", "\n# changed\n"):
        path.write_text(CODE + extra, encoding="utf-8")
        prints.add(load_plugins().also([NamedPlugin("city.py", tmp_path)]).fingerprint)
    assert len(prints) == 2


@pytest.mark.parametrize(("version", "word"), [(2, "upgrade gip-lint"), (0, "upgrade the plugin")])
def test_a_plugin_for_another_version_is_refused(version, word):
    made = plugin(lambda self, report: ())
    made.gip_lint_api_version = version
    with pytest.raises(PluginError, match=rf"version {version}.*{word}"):
        load_plugins([made])


@pytest.mark.parametrize("version", ["1", None, True, 1.0])
def test_a_version_that_is_no_whole_number_is_told(version):
    made = plugin(lambda self, report: ())
    made.gip_lint_api_version = version
    with pytest.raises(PluginError, match="must be a whole number") as caught:
        load_plugins([made])
    assert repr(version) in caught.value.message.zh


@pytest.mark.parametrize("code", ["GIP999", "gip001", "GIPX01", "Hb001", "HB", "H1"])
def test_codes_of_third_parties_have_a_prefix_of_their_own(code):
    with pytest.raises(PluginError, match=code):
        dict(load_plugins([plugin(lambda self, report: (), code=code)]).rules)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda self, report: self.finding(SAID, Span(0, 99)), "lies outside"),
        (lambda self, report: self.finding(SAID, Span(2, 1)), "ends before it starts"),
        (lambda self, report: self.finding(SAID, (0, 1)), "is not a Span"),
        (lambda self, report: self.finding(SAID, cell=CellKey("aplications")), "applications"),
        (lambda self, report: self.finding(SAID, cell=CellKey("applications", "grant")), "granted"),
        (lambda self, report: self.finding("wrong"), "both languages"),
        (lambda self, report: replace(self.finding(SAID), rule="XY002"), "XY002"),
        (lambda self, report: "wrong", "not a Finding"),
    ],
)
def test_the_mistake_in_a_finding_is_named(made, said):
    (finding,) = checked(plugin(lambda self, report: iter([made(self, report)]))).findings
    assert finding.rule == "GIP009"
    assert "Plugin" in finding.message.en
    assert said in finding.message.en


def _loops(self, report):
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            continue
    yield


def _backtracks(self, report):
    re.match("(a+)+$", "a" * 60 + "b")
    yield from ()


@pytest.mark.parametrize("check", [_loops, _backtracks])
def test_a_rule_that_takes_too_long_is_stopped_and_reported(check):
    result = checked(plugin(check), rule_timeout=0.05)
    assert [finding.rule for finding in result.findings] == ["GIP009"]
    assert "rule-timeout" in result.findings[0].message.zh


def _clears_the_alarm(self, report):
    signal.setitimer(signal.ITIMER_REAL, 0)
    yield self.finding(SAID)


def _checks_another_text(self, report):
    assert checked(plugin(_loops), rule_timeout=0.05).findings[0].rule == "GIP009"
    yield self.finding(SAID)


@pytest.mark.parametrize("on_main_thread", [True, False])
def test_every_rule_has_a_time_of_its_own(on_main_thread):
    checks = [_loops, _clears_the_alarm, _loops, _checks_another_text, _loops]
    words = {"title": SAID, "description": SAID, "needs": Needs.TEXT}
    rules = [
        type(
            "SomeRule", (Rule,), {**words, "code": f"XY00{number}", "name": f"rule-{number}", "check": check}
        )
        for number, check in enumerate(checks)
    ]

    class Several:
        @hookimpl
        def gip_lint_rules(self):
            return rules

    def stopped():
        findings = checked(Several(), codes=("XY", "GIP009"), rule_timeout=0.5).findings
        return {finding.message.en[5:10] for finding in findings if finding.rule == "GIP009"}, len(findings)

    with ThreadPoolExecutor(1) as threads:
        found = stopped() if on_main_thread else threads.submit(stopped).result(timeout=60)
    assert found == ({"XY000", "XY002", "XY004"}, len(checks))


def test_off_the_main_thread_a_rule_that_takes_too_long_is_stopped_too():
    with ThreadPoolExecutor(1) as threads:
        result = threads.submit(lambda: checked(plugin(_loops), rule_timeout=0.05)).result(timeout=60)
        after = threads.submit(lambda: checked(plugin(lambda self, report: ()), rule_timeout=60)).result()
    assert [finding.rule for finding in result.findings] == ["GIP009"]
    assert "rule-timeout" in result.findings[0].message.zh
    assert after.findings == ()


def test_findings_are_dropped_and_altered_and_never_moved():
    def finds(self, report):
        yield self.finding(SAID, Span(0, 1))
        yield self.finding(SAID, Span(1, 2))

    def graver(findings):
        return [replace(each, severity=Severity.ERROR) for each in findings[1:]]

    (left,) = checked(plugin(finds, altering=graver)).findings
    assert (left.span, left.severity) == (Span(1, 2), Severity.ERROR)
    kept = checked(plugin(finds, altering=lambda findings: [replace(findings[0], span=Span(2, 3))])).findings
    assert [finding.rule for finding in kept] == ["GIP009", "XY001", "XY001"]
    assert "its place" in kept[0].message.en or "their place" in kept[0].message.en


FORBIDS = 'code="XY007"\nname="no"\nkind="forbidden-phrase"\ntitle="不得写"\nphrases=["政府信息公开"]\n'


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (
            "kind='required-phrase'\npart='overview'\nphrases=['热线']",
            report(),
            report().with_prose("overview", "设有热 线。"),
        ),
        (
            "kind='forbidden-phrase'\npart='overview'\nphrases=['热线']",
            report().with_prose("overview", "设有热线。"),
            report(),
        ),
        (
            "kind='required-heading'\npart='overview'\nheadings=['平台建设']",
            report(),
            report().with_prose("overview", "（一）平台建设\n建了。"),
        ),
        (
            "kind='identity'\ntable='applications'\nleft=['granted']\nright=['new_received']",
            report().with_cell("applications", "granted", "other", 3),
            report(),
        ),
        (
            "kind='bound'\ntable='applications'\nrow='granted'\ncolumn='total'\nat-most=2",
            report().with_cell("applications", "granted", "total", 3),
            report().with_cell("applications", "granted", "total", 2),
        ),
    ],
)
def test_rules_without_code(tmp_path, rule, bad, good):
    text = f"[[custom-rules]]\ncode='XY001'\nname='own'\ntitle='某'\n{rule}"
    (tmp_path / "city.toml").write_text(text, encoding="utf-8")
    flags = Flags(select=("XY001", "GIP009"), plugins=(str(tmp_path / "city.toml"),))
    engine = Engine(Configurations(flags, isolated=True), installed_plugins())
    assert [finding.rule for finding in engine.check_text(bad.text()).findings] == ["XY001"]
    assert engine.check_text(good.text()).findings == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name='a'\nkind='bound'\ntitle='a'", "code"),
        ("code='XY001'\nname='a'\nkind='bond'\ntitle='a'", "kind"),
        (FORBIDS + "phrase=['a']", "phrases"),
        (FORBIDS.replace('["政府信息公开"]', "3"), "phrases"),
        (FORBIDS + "severity='fatal'", "severity"),
    ],
)
def test_a_wrong_declaration_is_named(tmp_path, text, said):
    (tmp_path / "city.toml").write_text("[[custom-rules]]\n" + text, encoding="utf-8")
    with pytest.raises(PluginError, match=rf"city\.toml.*{said}"):
        dict(load_plugins().also([NamedPlugin("city.toml", tmp_path)]).rules)


def test_words_of_a_file_reach_the_rule_whose_list_they_are(tmp_path):
    path = tmp_path / "city.toml"
    path.write_text("[words]\ninjected-text = ['某某大药房']\nother = ['服务']", encoding="utf-8")
    text = "持续优化某某大药房服务流程。\n"
    given = Configurations(Flags(select=("GIP604",), plugins=(str(path),)), isolated=True)
    (finding,) = Engine(given, installed_plugins()).check_text(text).findings
    assert finding.span.text(text) == "某某大药房"
    assert "插件" in finding.message.zh
    plain = Configurations(Flags(select=("GIP604",)), isolated=True)
    assert Engine(plain, installed_plugins()).check_text(text).findings == ()


def test_a_number_that_a_plugin_lists_as_published_is_no_personal_data():
    class Published:
        @hookimpl
        def gip_lint_words(self):
            return {"published-numbers": ["13912345678"]}

    text = "已向申请人王芳（手机13912345678）寄送答复书。\n"
    given = Configurations(Flags(select=("GIP608",)), isolated=True)
    assert Engine(given, load_plugins()).check_text(text).findings != ()
    assert Engine(given, load_plugins([Published()])).check_text(text).findings == ()


def test_a_string_is_no_list_of_words():
    class Wrong:
        @hookimpl
        def gip_lint_words(self):
            return {"injected-text": "某某大药房"}

    with pytest.raises(PluginError, match="injected-text of plugin Wrong"):
        assert load_plugins([Wrong()]).extensions


@pytest.mark.parametrize("wrong", ["words = 3", "words.injected-text = '某'", "words.injected-text = ['']"])
def test_words_that_are_no_list_are_named(tmp_path, wrong):
    (tmp_path / "city.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(PluginError, match=r"city\.toml: words"):
        load_plugins().also([NamedPlugin("city.toml", tmp_path)])


ADDED = """
[[addition]]
forms = ["gip-2021"]
table = "disclosure"
after = "normative_documents"
rows = [{ key = "other_documents", label = "其他主动公开文件" }]
required = %s
"""


def test_a_row_of_a_province_is_bound_and_missed_where_it_is_required(tmp_path):
    row = "其他主动公开文件"
    for required in ("false", "true"):
        path = tmp_path / f"{required}.toml"
        path.write_text(ADDED % required, encoding="utf-8")
        flags = Flags(plugins=(str(path),), select=("GIP107", "GIP112", "GIP009"))
        engine = Engine(Configurations(flags, isolated=True), installed_plugins())
        form = engine.plugins_for(engine.configurations.of(None)).form("gip-2021")
        built = report(form).with_cell("disclosure", "other_documents", "issued", 7)
        (read,) = engine.read_text(built.text()).reports
        assert read.disclosure["other_documents", "issued"].value == 7
        assert engine.check_text(built.text()).findings == ()
        plain = engine.check_text(report().text()).findings
        assert [row in finding.message.zh for finding in plain] == ([True] if required == "true" else [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"disclosure"', '"nothing"', "no table nothing"),
        ('"normative_documents"', '"nothing"', "no row nothing"),
        ('"gip-2021"', '"gip-1999"', "no form gip-1999"),
        ('"other_documents"', '"regulations"', "regulations already"),
    ],
)
def test_what_does_not_fit_the_form_is_named(tmp_path, old, new, said):
    (tmp_path / "city.toml").write_text((ADDED % "false").replace(old, new), encoding="utf-8")
    with pytest.raises(PluginError, match=said):
        assert load_plugins().also([NamedPlugin("city.toml", tmp_path)]).forms
