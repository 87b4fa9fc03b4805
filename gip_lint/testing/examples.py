"""The examples of rules as tests: ``rules = Examples("hubei_rules.plugin", messages="messages.toml")``.

Such a line in a test module is all that the pytest plugin of gip-lint asks for
(:mod:`gip_lint.testing.pytest_plugin`).
"""

from __future__ import annotations

from pathlib import Path

from gip_lint.plugins.custom_rules import CustomRule
from gip_lint.plugins.rule import Rule
from gip_lint.plugins.sources import NamedPlugin, alone
from gip_lint.testing.rule_tester import RuleTester, beside_the_engine


class Examples:
    """What is to be tested, and where the messages of the bad examples are kept.

    *source* is a plugin, or one rule: the name of an installed plugin or of a module, the path of a ``.py``
    or ``.toml`` file, or a rule class. *messages* names the file with the snapshot. Paths are relative to the
    folder of the test module. Without *messages* no snapshot is kept.
    """

    def __init__(self, source: str | type[Rule], *, messages: str | None = None) -> None:
        self.source = source
        self.messages = messages

    def testers(self, folder: Path) -> list[RuleTester]:
        """Return a tester for each rule, in the order of the codes, with the plugin whole.

        Raises UsageError and PluginError.
        """
        if not isinstance(self.source, str):
            return [RuleTester(self.source)]
        plugins = beside_the_engine(alone(NamedPlugin(self.source, folder)))
        return [RuleTester(rule, plugins) for rule in plugins.rules.values()]


def requirements(tester: RuleTester) -> list[str]:
    """Return the names of the tests of a rule: ``described``, ``good-1``, ``bad-1`` …

    Rules without code may go without examples and speak one language.
    """
    rule = tester.rule
    described = [] if issubclass(rule, CustomRule) else ["described"]
    good = [f"good-{number}" for number in range(1, len(rule.good) + 1)]
    return [*described, *good, *bad_examples(rule)]


def bad_examples(rule: type[Rule]) -> list[str]:
    """Return the names of the tests of the bad examples."""
    return [f"bad-{number}" for number in range(1, len(rule.bad) + 1)]


def require(tester: RuleTester, name: str) -> None:
    """Run one of :func:`requirements`. Raises AssertionError that shows the report marked."""
    kind, _, number = name.partition("-")
    if kind == "described":
        tester.is_described()
        tester.has_examples()
    elif kind == "good":
        tester.is_good(tester.rule.good[int(number) - 1])
    else:
        tester.is_bad(tester.rule.bad[int(number) - 1])
