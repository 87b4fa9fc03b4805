"""The files of a new plugin and of a new rule."""

from __future__ import annotations

_RULE = '''"""{code} {name}."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Example, Finding, Report, Rule, Severity


class {class_name}(Rule):
    """The title of a report has no more than forty characters."""

    code = "{code}"
    name = "{name}"
    severity = Severity.WARNING
    title = Bilingual(zh="标题过长", en="the title is too long")
    description = Bilingual(
        zh="标题过长不便于检索和引用，请缩短到四十字以内。",
        en="A long title is hard to find and to cite; keep it within forty characters.",
    )
    good = (
        Example(
            "某县2023年政府信息公开工作年度报告\\n"
            "一、总体情况\\n无。\\n二、主动公开政府信息情况\\n无。\\n"
        ),
    )
    bad = (
        Example(
            "某县" + "人民政府办公室" * 6 + "2023年政府信息公开工作年度报告\\n"
            "一、总体情况\\n无。\\n二、主动公开政府信息情况\\n无。\\n",
            message="缩短",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding where the title is too long."""
        if report.title is not None and len(report.title) > 40:
            length = len(report.title)
            yield self.finding(
                Bilingual(
                    f"标题有 {{length}} 字，请缩短到四十字以内",
                    f"the title has {{length}} characters; shorten it to forty",
                ),
                report.title_span,
            )
'''
_IMPORTED = {
    "Iterator",
    "Example",
    "Finding",
    "Report",
    "Rule",
    "Severity",
    "Bilingual",
    "None",
    "True",
    "False",
}
"""Names that the module of a rule cannot have for its own."""
_PLUGIN = '''"""What this plugin brings to gip-lint."""

from __future__ import annotations

from gip_lint.kit import Rule, hookimpl

gip_lint_api_version = 1


@hookimpl
def gip_lint_rules() -> list[type[Rule]]:
    """Return the rules; they are imported only when gip-lint asks for them."""
    from {module}.{rule_module} import {class_name}

    return [{class_name}]
'''
_PROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{distribution}"
version = "0.1.0"
description = "Rules for gip-lint"
readme = "README.md"
requires-python = ">=3.10"
dependencies = ["gip-lint"]

[project.entry-points.gip_lint]
{distribution} = "{module}.plugin"

[tool.hatch.build.targets.wheel]
packages = ["{module}"]
"""
_TEST = """from gip_lint.testing import Examples, RuleTester, report
from {module}.{rule_module} import {class_name}

rules = Examples("{module}.plugin", messages="messages.toml")


def test_a_report_without_fault():
    RuleTester({class_name}).run(good=[report()])
"""
_MESSAGES = """# What the rules say of their bad examples; written by pytest --gip-lint-update.

[[{code}.bad-1]]
on = "{title}"
zh = "标题有 {length} 字，请缩短到四十字以内"
en = "the title has {length} characters; shorten it to forty"
"""
_BAD_TITLE = "某县" + "人民政府办公室" * 6 + "2023年政府信息公开工作年度报告"
_README = """# {distribution}

Rules for gip-lint.

    python -m pip install -e .
    gip-lint plugins
    gip-lint explain {code}
    python -m pytest

The tests are the examples in the rules, and `tests/messages.toml` keeps what the rules say of them.
Where a change of a message is meant, `python -m pytest --gip-lint-update` writes it anew.
"""


def rule_file(code: str, name: str) -> str:
    """Return the text of a module with one rule."""
    return _RULE.format(code=code, name=name, class_name=class_name(name))


def class_name(name: str) -> str:
    """Return the name of the class of a rule: ``LongTitle`` for ``long-title``, ``TextRule`` for ``text``."""
    joined = "".join(word.capitalize() for word in name.split("-"))
    return f"{joined}Rule" if joined in _IMPORTED else joined


def plugin_files(distribution: str, prefix: str) -> dict[str, str]:
    """Return the files of a new plugin by their paths."""
    module = distribution.replace("-", "_")
    names = {
        "distribution": distribution,
        "module": module,
        "rule_module": "long_title",
        "class_name": "LongTitle",
        "code": f"{prefix}001",
    }
    return {
        "pyproject.toml": _PROJECT.format(**names),
        "README.md": _README.format(**names),
        f"{module}/__init__.py": '"""Rules for gip-lint."""\n',
        f"{module}/plugin.py": _PLUGIN.format(**names),
        f"{module}/long_title.py": rule_file(f"{prefix}001", f"{prefix.lower()}-long-title").replace(
            f"class {class_name(prefix.lower() + '-long-title')}(", "class LongTitle("
        ),
        "tests/test_rules.py": _TEST.format(**names),
        "tests/messages.toml": _MESSAGES.format(**names, title=_BAD_TITLE, length=len(_BAD_TITLE)),
    }
