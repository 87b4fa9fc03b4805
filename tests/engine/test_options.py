import pytest

from gip_lint import api
from gip_lint.config.layers import load_config
from gip_lint.config.rule_set import rule_set
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import ConfigError, UsageError, UserError
from gip_lint.model.severity import Severity
from gip_lint.plugins.options import OptionError, Options, declared, option, read_options
from gip_lint.plugins.registry import installed_plugins
from gip_lint.plugins.rule import Rule

AD = "一、总体情况\n持续优化某某大药房服务流程。\n"


class Everything(Options):
    flag: bool = option(False, Bilingual("开关", "a flag"))
    most_lines: int = option(3, Bilingual("行数", "lines"), at_least=1, at_most=9)
    factor: float = option(1.0, Bilingual("倍数", "a factor"), at_least=0)
    way: str = option("long", Bilingual("方式", "the way"), choices=("long", "short"))
    words: tuple[str, ...] = option((), Bilingual("词语", "words"))
    sides: tuple[str, ...] = option(("left",), Bilingual("方向", "sides"), choices=("left", "right"))


class Plain(Rule):
    code, name = "XY101", "plain"
    title = description = Bilingual("无", "none")


class Told(Plain):
    code, name = "XY102", "told"
    options: Everything = Everything()


CLASSES = {"XY101": Plain, "XY102": Told}


def test_options_are_read_by_the_kind_of_their_default():
    given = {"flag": True, "most-lines": 9, "factor": 2, "way": "short", "words": ["a"], "sides": []}
    assert read_options(Everything, given) == Everything(
        flag=True, most_lines=9, factor=2.0, way="short", words=("a",), sides=()
    )
    assert read_options(Everything, {}) == Everything()
    assert [each.name for each in declared(Everything)][:2] == ["flag", "most-lines"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"flag": 1}, ["true 或 false"]),
        ({"most-lines": True}, ["1 至 9", "True"]),
        ({"most-lines": 2.5}, ["整数"]),
        ({"most-lines": 10}, ["10"]),
        ({"factor": -1}, ["不小于 0"]),
        ({"factor": float("nan")}, ["nan"]),
        ({"factor": float("inf")}, ["inf"]),
        ({"factor": True}, ["数字"]),
        ({"way": "wide"}, ["long", "short", "wide"]),
        ({"words": "one"}, ["列表", "one"]),
        ({"words": ["", "b"]}, ["列表"]),
        ({"words": [1]}, ["列表"]),
        ({"sides": ["up"]}, ["left", "right", "up"]),
        ({"most_lines": 2}, ["most-lines"]),
        ({"zzzz": 2}, ["flag", "factor"]),
    ],
)
def test_what_no_option_takes_is_an_error_that_says_what_is_due(given, words):
    with pytest.raises(OptionError) as caught:
        read_options(Everything, given)
    assert caught.value.name == next(iter(given))
    for word in words:
        assert word in caught.value.message.zh


def configured(tmp_path, text):
    path = tmp_path / "gip-lint.toml"
    path.write_text(text, encoding="utf-8")
    config = load_config(path)
    return rule_set(config.selection, config.rules, CLASSES, ["GIP001"])


@pytest.mark.parametrize("key", ["XY102", "xy102", "told", "Told"])
def test_a_rule_is_named_by_code_or_name(tmp_path, key):
    plain, told = configured(tmp_path, f'[rules.{key}]\nfactor = 2\nwords = ["a"]\n').rules
    assert told.options == Everything(factor=2.0, words=("a",))
    assert plain.options == Options()


def test_severities_are_given_to_rules_and_beginnings_of_codes(tmp_path):
    rules = configured(
        tmp_path,
        '[rules.XY1]\nseverity = "info"\n[rules.told]\nseverity = "error"\n[rules.GIP0]\nseverity = "info"',
    )
    assert rules.severities == {
        "XY101": Severity.INFO,
        "XY102": Severity.ERROR,
        "GIP001": Severity.INFO,
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[rules.XY10]\nfactor = 1", ["rules.XY10.factor", "severity"]),
        ("[rules.XY999]\nfactor = 1", ["rules.XY999"]),
        ("[rules.tolled]\nfactor = 1", ["told"]),
        ("[rules.XY102]\nfaktor = 1", ["rules.XY102.faktor", "factor"]),
        ("[rules.XY101]\nfactor = 1", ["rules.XY101.factor"]),
        ('[rules.XY102]\nseverity = "bad"', ["rules.XY102.severity", "warning"]),
        ("[rules.XY102]\nseverity = [1]", ["rules.XY102.severity"]),
        ("[rules]\nXY102 = 1", ["[rules.GIP404]"]),
        ("rules = 3", ["[rules.GIP404]"]),
        ("[rules.XY102]\nwords = [[1], {a = [2]}]", ["rules.XY102.words"]),
    ],
)
def test_what_is_wrong_in_a_table_is_named_with_its_file(tmp_path, text, words):
    with pytest.raises(ConfigError) as caught:
        configured(tmp_path, text)
    for word in [*words, str(tmp_path / "gip-lint.toml")]:
        assert word in caught.value.message.zh
        assert word in caught.value.message.en


def test_callers_of_the_library_give_options_and_severities():
    assert not api.check(AD, select=["GIP604"]).findings
    (found,) = api.check(
        AD, select=["GIP604"], rules={"GIP604": {"words": ["大药房"], "severity": "info"}}
    ).findings
    assert found.severity is Severity.INFO
    with pytest.raises(UsageError):
        api.check(AD, rules={"GIP604": {"word": ["大药房"]}})
    with pytest.raises(UserError):
        api.check(AD, rules={"GIP604": 3})


def test_a_changed_severity_holds_for_what_the_engine_reports_itself(tmp_path):
    (tmp_path / "gip-lint.toml").write_text('[rules.GIP001]\nseverity = "warning"', encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe\xff\x00\xd8")
    (found,) = api.check(path).findings
    assert (found.rule, found.severity) == ("GIP001", Severity.WARNING)


@pytest.mark.parametrize("rule", installed_plugins().rules.values(), ids=lambda rule: rule.code)
def test_the_options_of_every_rule_take_their_own_defaults(rule):
    for each in declared(type(rule.options)):
        assert read_options(type(rule.options), {each.name: each.default}) == rule.options
        assert each.meaning.zh.strip() and each.meaning.en.strip()
        assert each.name != "severity"


class OnTrial(Plain):
    code, name = "XY103", "on-trial"
    preview = True


@pytest.mark.parametrize(
    ("text", "preview", "on"),
    [
        ("", False, False),
        ("", True, True),
        ('select = ["XY1"]', False, False),
        ('select = ["XY103"]', False, True),
        ('extend-select = ["on-trial"]', False, True),
        ('select = ["XY103"]\nignore = ["XY103"]', True, False),
    ],
)
def test_a_rule_on_trial_is_on_where_preview_is_or_where_it_is_named(tmp_path, text, preview, on):
    path = tmp_path / "gip-lint.toml"
    path.write_text(text, encoding="utf-8")
    config = load_config(path)
    rules = rule_set(config.selection, (), {**CLASSES, "XY103": OnTrial}, [], preview=preview).rules
    assert ("XY103" in [rule.code for rule in rules]) is on
