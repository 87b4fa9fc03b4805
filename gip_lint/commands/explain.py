"""``gip-lint explain``: one rule in full."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from gip_lint.excerpt import excerpt_of
from gip_lint.language import Language, Text
from gip_lint.output import opened
from gip_lint.plugins import installed_plugins
from gip_lint.reporters.columns import printable, underlined, wrapped
from gip_lint.reporters.text import severity_name
from gip_lint.rule import Example, Rule
from gip_lint_grammar.nodes import Span

WIDTH = 78


def run(options: Namespace) -> int:
    """Write what the rule of that code or name finds, why, and what it is about by example."""
    rule = installed_plugins().rule(options.code)
    with opened(None if options.output is None else Path(options.output)) as stream:
        stream.writelines(f"{line}\n" for line in _page(rule, options.lang or "zh"))
    return 0


def _page(rule: type[Rule], language: Language) -> Iterator[str]:
    brackets = "（{}）" if language == "zh" else " ({})"
    heading = f"{rule.code} {rule.name}{brackets.format(severity_name(rule.severity, language))}"
    yield heading
    yield rule.title[language]
    yield ""
    yield from wrapped(rule.description[language], WIDTH)
    if rule.sources:
        yield ""
        yield Text("依据", "Sources")[language]
        yield from (f"  {source}" for source in rule.sources)
    yield from _examples(Text("有问题的例子", "Bad"), rule.bad, language)
    yield from _examples(Text("没有问题的例子", "Good"), rule.good, language)


def _examples(title: Text, examples: Sequence[Example], language: Language) -> Iterator[str]:
    for number, example in enumerate(examples, 1):
        yield ""
        yield title[language] + (f" {number}" if len(examples) > 1 else "")
        if example.note is not None:
            yield from (f"  {line}" for line in wrapped(example.note[language], WIDTH - 2))
        yield from (f"  {line}".rstrip() for line in _drawn(example))


def _drawn(example: Example) -> Iterator[str]:
    """Yield the lines of an example, what the finding is about underlined."""
    marked = example.text.find(example.marked) if example.marked else -1
    offset = 0
    for line in example.text.splitlines(keepends=True):
        content = line.rstrip("\r\n")
        if marked >= 0 and offset <= marked < offset + len(line):
            span = Span(marked, marked + len(example.marked or ""))
            shown = underlined(excerpt_of(example.text, span), WIDTH)
            yield f"│ {shown.text}"
            yield f"│ {' ' * shown.before}{'^' * shown.marked}"
        else:
            yield from (f"│ {piece}" for piece in wrapped(printable(content), WIDTH) or [""])
        offset += len(line)
