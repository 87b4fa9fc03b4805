"""``gip-lint explain``: one rule in full."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import language_here, plugins_here
from gip_lint.cli.output import has_colour, opened
from gip_lint.cli.shared_arguments import add_common, add_output, add_plugins
from gip_lint.config.configurations import Configurations, Flags
from gip_lint.config.schema import rule_tables
from gip_lint.config.toml_values import toml_value
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.printable import printable
from gip_lint.plugins.options import declared
from gip_lint.plugins.registry import Plugins
from gip_lint.plugins.reporter import Style
from gip_lint.plugins.rule import Example, Rule
from gip_lint.reporters.terminal import wrapped
from gip_lint.reporters.text import drawing, severity_name

WIDTH = 78
MOST_LINES = 14
"""How many lines of a good example are shown whole."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    parser.take(
        "code",
        metavar="CODE",
        zh="规则的代码或名称：GIP201、balance-identity",
        en="the code or the name of a rule: GIP201, balance-identity",
    )


def run(options: Namespace) -> int:
    """Write what the rule of that code or name finds, why, and what it is about by example."""
    plugins = plugins_here(options)
    rule = plugins.rule(options.code)
    with opened(options.output) as stream:
        style = Style(language_here(options), options.output is None and has_colour(stream))
        stream.writelines(f"{line}\n" for line in _page(rule, plugins, style))
    return 0


def _page(rule: type[Rule], plugins: Plugins, style: Style) -> Iterator[str]:
    language = style.language
    severity = severity_name(rule.severity, language)
    yield f"{rule.code} {rule.name}" + (f"（{severity}）" if language == "zh" else f" ({severity})")
    yield printable(rule.title[language])
    yield ""
    yield from wrapped(printable(rule.description[language]), WIDTH)
    if rule.sources:
        yield ""
        yield Bilingual("依据", "Sources")[language]
        yield from (f"  {printable(source)}" for source in rule.sources)
    yield from map(printable, _options(rule, language))
    for title, example in _titled(Bilingual("有问题的例子", "Bad"), rule.bad, language):
        yield from title
        yield from (f"  {line}" for line in _reported(rule, example, plugins, style))
    for title, example in _titled(Bilingual("没有问题的例子", "Good"), rule.good, language):
        yield from title
        yield from (f"  {line}" for line in _shown(example, rule.bad))


def _options(rule: type[Rule], language: Language) -> Iterator[str]:
    """Yield what can be set under ``[rules.CODE]``."""
    options = declared(type(rule.options))
    if options:
        yield ""
        yield Bilingual(f"选项（[rules.{rule.code}]）", f"Options ([rules.{rule.code}])")[language]
    for each in options:
        yield f"  {each.name} = {toml_value(each.default)}"
        due = Bilingual(f"{each.meaning.zh}（{each.kind.zh}）", f"{each.meaning.en} ({each.kind.en})")[
            language
        ]
        yield from (f"    {line}" for line in wrapped(due, WIDTH - 4))


def _titled(
    title: Bilingual, examples: Sequence[Example], language: Language
) -> Iterator[tuple[list[str], Example]]:
    for number, example in enumerate(examples, 1):
        note = [] if example.note is None else wrapped(printable(example.note[language]), WIDTH - 2)
        heading = title[language] + (f" {number}" if len(examples) > 1 else "")
        yield ["", heading, *(f"  {line}" for line in note)], example


def _reported(rule: type[Rule], example: Example, plugins: Plugins, style: Style) -> Iterator[str]:
    """Yield what gip-lint reports of an example."""
    flags = Flags(
        select=(rule.code,),
        year=example.year,
        form=example.form,
        rules=rule_tables({rule.code: example.options}),
        plugins=example.plugins,
    )
    engine = Engine(Configurations(flags, isolated=True), plugins)
    result = engine.check_text(example.text, Bilingual("例", "example")[style.language])
    for finding in result.findings:
        yield from drawing(result, finding, style, WIDTH)


def _shown(example: Example, bad: Sequence[Example]) -> Iterator[str]:
    """Yield the lines of a good example: of a long one those that no bad one has, and what is around them."""
    lines = example.text.splitlines()
    known = {line for other in bad for line in other.text.splitlines()}
    own = [number for number, line in enumerate(lines) if line not in known]
    if len(lines) <= MOST_LINES or not own:
        kept = set(range(MOST_LINES))
    else:
        kept = {near for number in own for near in (number - 1, number, number + 1)}
    for number, line in enumerate(lines):
        if number in kept:
            yield from (f"│ {piece}".rstrip() for piece in wrapped(printable(line), WIDTH))
        elif number == 0 or number - 1 in kept:
            yield "⋮"
