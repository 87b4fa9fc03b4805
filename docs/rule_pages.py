"""Write a page for every rule, and the list of them, out of the rules themselves.

python docs/rule_pages.py            # rewrite docs/rules/
python docs/rule_pages.py --check    # say which differ, and end with status 1
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from gip_lint.config.configurations import Configurations, Flags
from gip_lint.config.schema import rule_tables
from gip_lint.config.toml_values import toml_value
from gip_lint.engine.engine import Engine
from gip_lint.plugins.options import declared
from gip_lint.plugins.registry import installed_plugins
from gip_lint.plugins.rule import Example, Rule
from gip_lint.reporters.text import severity_name

FOLDER = Path(__file__).parent / "rules"
LONGEST = 30
"""Lines of a good example that are shown."""


def page(rule: type[Rule]) -> str:
    """Return the page of one rule."""
    zh, en = (severity_name(rule.severity, language) for language in ("zh", "en"))
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        f"**{rule.title.zh}** · {rule.title.en} · {zh} / {en}",
        "",
        _inline(rule.description.zh),
        "",
        _inline(rule.description.en),
        "",
        inspect.cleandoc(rule.__doc__ or ""),
        "",
    ]
    if rule.sources:
        lines += ["## 依据 · Sources", "", *(f"- {source}" for source in rule.sources), ""]
    lines += _options(rule)
    for title, examples, found in (
        ("## 有问题的例子 · Bad", rule.bad, True),
        ("## 没有问题的例子 · Good", rule.good, False),
    ):
        for number, example in enumerate(examples):
            lines += [title, ""] if number == 0 else []
            lines += _example(rule, example, found=found)
    return "\n".join(lines).rstrip() + "\n"


def _options(rule: type[Rule]) -> Iterator[str]:
    options = declared(type(rule.options))
    if options:
        yield from ("## 选项 · Options", "", "````toml", f"[rules.{rule.code}]")
        yield from (f"{each.name} = {toml_value(each.default)}" for each in options)
        yield from ("````", "")
    for each in options:
        yield f"- `{each.name}`：{each.meaning.zh}（{each.kind.zh}）"
        yield f"  <br>{each.meaning.en} ({each.kind.en})"
    if options:
        yield ""


def _example(rule: type[Rule], example: Example, *, found: bool) -> Iterator[str]:
    if example.note:
        yield from (example.note.zh, "", example.note.en, "")
    if example.options:
        settings = (f"{key} = {toml_value(value)}" for key, value in example.options.items())
        yield from ("````toml", f"[rules.{rule.code}]", *settings, "````", "")
    for name in example.plugins if found else ():
        yield from ("````toml", Path(name).read_text(encoding="utf-8").rstrip("\n"), "````", "")
    text = example.text.rstrip("\n").split("\n")
    cut = [*text[:LONGEST], "⋮"] if len(text) > LONGEST and not found else text
    yield from ("````text", *cut, "````", "")
    if found:
        flags = Flags(
            select=(rule.code,),
            year=example.year,
            form=example.form,
            rules=rule_tables({rule.code: example.options}),
            plugins=example.plugins,
        )
        result = Engine(Configurations(flags, isolated=True), installed_plugins()).check_text(
            example.text, ""
        )
        for finding in result.findings:
            line = finding.location.line
            place = "" if line is None else f"{line}:{finding.location.column} "
            yield from (f"- {place}{_inline(finding.message.zh)}", f"  <br>{_inline(finding.message.en)}")
        yield ""


def _inline(message: str) -> str:
    return message.replace("<", "&lt;").replace("\n", " ")


def index(rules: list[type[Rule]]) -> str:
    """Return the list of all rules."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {severity_name(rule.severity, 'zh')} "
        f"| {rule.title.zh} | {rule.title.en} |"
        for rule in rules
    ]
    return "\n".join(["# 规则 · Rules", "", "| | | | | |", "|---|---|---|---|---|", *rows]) + "\n"


def main() -> int:
    """Rewrite or check the pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    rules = list(installed_plugins().rules.values())
    pages = {f"{rule.code}.md": page(rule) for rule in rules} | {"README.md": index(rules)}
    FOLDER.mkdir(exist_ok=True)
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in {*there, *pages} if there.get(name) != pages.get(name))
    for name in stale:
        print(f"docs/rules/{name}: {'differs; run `make pages`' if check else 'rewritten'}")
        if not check:
            if name in pages:
                (FOLDER / name).write_text(pages[name], encoding="utf-8")
            else:
                (FOLDER / name).unlink()
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
