"""From a configuration to the rules that are asked, with their options and severities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from attrs import evolve

from gip_lint.config.selection import Layer, Selection
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import ConfigError, PluginError, UsageError, UserError
from gip_lint.model.finding import Finding
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.severity import Severity
from gip_lint.plugins.options import OptionError, read_options
from gip_lint.plugins.rule import Rule
from gip_lint.plugins.sources import said

SEVERITY = "severity"
"""The key of a ``[rules.CODE]`` table that every rule takes, and every beginning of codes."""


class RuleTable(NamedTuple):
    """What one place says of a rule, or of all rules whose codes begin so: ``[rules.GIP404]``."""

    named: str
    """A code, the beginning of codes or the name of a rule, in upper case."""
    settings: tuple[tuple[str, object], ...]
    origin: str = ""
    """The configuration file that says so; empty for a caller."""

    @property
    def severity(self) -> Severity | None:
        """The severity it gives; None where it says nothing of it. Raises UserError for what is none."""
        for key, value in self.settings:
            if key == SEVERITY:
                try:
                    return Severity(value)
                except ValueError:
                    raise self.wrong(
                        SEVERITY,
                        Bilingual(
                            f'应为 "error"、"warning"、"info" 之一，实为 {value!r}',
                            f'must be one of "error", "warning", "info", not {value!r}',
                        ),
                    ) from None
        return None

    def wrong(self, key: str, message: Bilingual) -> UserError:
        """Return the error that says what is wrong with a key of this table."""
        name = f"rules.{self.named}" + (f".{key}" if key else "")
        if self.origin:
            return ConfigError(f"{self.origin}：{name} {message.zh}", f"{self.origin}: {name}: {message.en}")
        return UsageError(f"{name} {message.zh}", f"{name}: {message.en}")


class RuleSet(NamedTuple):
    """The rules that are on, in the order of their codes, and the severities that were changed."""

    rules: tuple[Rule, ...]
    selection: Selection
    """What is on and off, rules that were named given by their codes."""
    severities: Mapping[str, Severity]
    unfixable: tuple[str, ...]
    """Codes and beginnings of codes of the rules whose fixes are not offered."""

    def as_configured(self, finding: Finding) -> Finding:
        """Return *finding* with the severity that holds for it, and with its fix where that is wanted."""
        return evolve(
            finding,
            severity=self.severities.get(finding.rule, finding.severity),
            fix=None if finding.rule.startswith(self.unfixable) else finding.fix,
        )


def rule_set(
    selection: Selection,
    tables: Iterable[RuleTable],
    classes: Mapping[str, type[Rule]],
    extra: Iterable[str],
    *,
    preview: bool = False,
    in_files: Iterable[Layer] = (),
    unfixable: Iterable[Layer] = (),
) -> RuleSet:
    """Return the rules that are on; *extra* are codes of the engine that need no class.

    *in_files* says what is off in some files, whether this is one of them or not, and *unfixable* what is not
    to be fixed: they have to name rules, too.

    A preview rule is on under *preview*, or where it is selected by itself.

    Raises ConfigError, or UsageError for the command line, where a code, an option or a value means nothing.
    """
    tables = tuple(tables)
    codes = dict.fromkeys((*classes, *extra))
    by_name = {kind.name.upper(): code for code, kind in classes.items()}
    selection = selection.resolved(by_name)
    _require_known(selection, tables, classes, codes)
    kept = Selection(tuple(unfixable)).resolved(by_name)
    _require_begun(Selection(tuple(in_files)).resolved(by_name), codes)
    _require_begun(kept, codes)
    rules = tuple(
        _rule(kind, [table for table in tables if table.named in {code.upper(), kind.name.upper()}])
        for code, kind in classes.items()
        if selection.enables(code) and (preview or not kind.preview or selection.names(code))
    )
    return RuleSet(
        rules,
        selection,
        dict(_severities(tables, classes, codes)),
        tuple(dict.fromkeys(code for layer in kept.layers for code in layer.ignore)),
    )


def _require_known(
    selection: Selection, tables: Iterable[RuleTable], classes: Mapping[str, type[Rule]], codes: Iterable[str]
) -> None:
    _require_begun(selection, codes)
    names = {kind.name.upper(): kind for kind in classes.values()}
    known = {code.upper() for code in codes}
    for table in tables:
        if table.named in known or table.named in names:
            kind = names.get(table.named) or classes.get(table.named)
            if kind is not None:
                _rule(kind, [table])
            continue
        if not any(code.startswith(table.named) for code in known):
            zh, en = did_you_mean(table.named, [*codes, *(kind.name for kind in classes.values())])
            raise table.wrong("", Bilingual(f"没有这条规则{zh}", f"there is no such rule{en}"))
        for key, _ in table.settings:
            if key != SEVERITY:
                raise table.wrong(
                    key,
                    Bilingual(
                        "这里只能写 severity：选项要写在单条规则的表中",
                        "only severity can stand here; options belong to the table of one rule",
                    ),
                )


def _require_begun(selection: Selection, codes: Iterable[str]) -> None:
    """Raise ConfigError or UsageError for what begins no code."""
    for prefix, origin in selection.unknown(codes):
        zh, en = did_you_mean(prefix, codes)
        if prefix.upper() == "ALL":
            zh, en = (
                "；除试用的以外，规则本来就全部启用，全部内置规则写作 GIP",
                "; all rules but those on trial are on by themselves, and GIP names all built-in ones",
            )
        zh, en = f"没有以 {prefix} 开头的规则代码{zh}", f"no rule code begins with {prefix}{en}"
        raise ConfigError(f"{origin}：{zh}", f"{origin}: {en}") if origin else UsageError(zh, en)


def _rule(kind: type[Rule], tables: Iterable[RuleTable]) -> Rule:
    """Make a rule with the options of its tables, a later one over an earlier."""
    given: dict[str, object] = {}
    for table in tables:
        own = {key: value for key, value in table.settings if key != SEVERITY}
        try:
            read_options(type(kind.options), own)
        except OptionError as error:
            raise table.wrong(error.name, error.message) from None
        given.update(own)
    try:
        return kind(read_options(type(kind.options), given)) if given else kind()
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"规则 {kind.code} {kind.name} 无法构造：{said(error)}；"
            "__init__ 应与 Rule 的一致，只有一个可省的参数 options",
            f"rule {kind.code} {kind.name} cannot be made: {said(error)}; "
            "its __init__ must be called like that of Rule, with options or with nothing",
        ) from error


def _severities(
    tables: Iterable[RuleTable], classes: Mapping[str, type[Rule]], codes: Iterable[str]
) -> Iterator[tuple[str, Severity]]:
    """Yield the severities that were changed: the longest beginning decides, and of equals the last."""
    given = [(table.named, severity) for table in tables if (severity := table.severity) is not None]
    if not given:
        return
    for code in codes:
        names = {code.upper(), classes[code].name.upper()} if code in classes else {code.upper()}
        best = -1
        chosen: Severity | None = None
        for named, severity in given:
            length = len(code) if named in names else len(named) if code.upper().startswith(named) else -1
            if length >= max(best, 0):
                best, chosen = length, severity
        if chosen is not None:
            yield code, chosen
