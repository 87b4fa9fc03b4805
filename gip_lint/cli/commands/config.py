"""``gip-lint config``: what is configured for a file or folder, and where each value comes from."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import engine_of
from gip_lint.cli.output import opened, write_json, write_lines
from gip_lint.cli.shared_arguments import (
    add_common,
    add_fail_on,
    add_output,
    add_plugins,
    add_reading,
    add_selection,
    add_text_or_json,
)
from gip_lint.config.configuration import PER_FILE_IGNORES, Config
from gip_lint.config.layers import PYPROJECT, Settings
from gip_lint.config.rule_set import SEVERITY, RuleSet
from gip_lint.config.schema import KEYS, Key
from gip_lint.config.selection import Layer
from gip_lint.config.toml_values import toml_key, toml_value
from gip_lint.engine.engine import RULE_FAILED, UNREADABLE
from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.errors import UsageError
from gip_lint.model.version import __version__
from gip_lint.plugins.options import declared
from gip_lint.plugins.rule import Rule
from gip_lint.readers.discovery import STANDARD_INPUT, shown
from gip_lint.reporters.json import SCHEMA
from gip_lint.reporters.terminal import columns

DEFAULT = "default"
ADDING = (
    "ignore",
    "extend-select",
    "extend-ignore",
    "rules",
    "per-file-ignores",
    "unfixable",
    "extend-exclude",
    "limits",
    "plugins",
)
"""The keys of which every place that says something counts; of the others the last does."""
_CUSTOM_RULES = "custom-rules"
_WIDEST = 48
"""Columns up to which the places that say something are set below one another."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_reading(parser)
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    parser.take(
        "path",
        nargs="?",
        metavar="PATH",
        zh="显示哪个文件或文件夹的配置；默认为当前文件夹",
        en="the file or folder whose configuration is shown; default: .",
    )
    add_text_or_json(parser)
    add_selection(parser)
    add_fail_on(parser)


def run(options: Namespace) -> int:
    """Write the configuration of one path, as TOML with comments or as JSON."""
    engine = engine_of(options)
    path = None if options.path in {None, STANDARD_INPUT} else Path(options.path)
    if path is not None and not path.exists():
        raise UsageError(f"{shown(path)}：没有这个文件或文件夹", f"{shown(path)}: no such file or folder")
    config = engine.configurations.of(path)
    options.lang = config.lang
    rules = engine.rules_for(config)
    layers = engine.configurations.layers(path)
    picture = _Picture(
        str(options.path or "."),
        config,
        layers,
        tuple(_rules(engine.plugins_for(config).rules, rules, config)),
    )
    as_json = options.format == "json"
    with opened(options.output, utf8=as_json) as stream:
        if as_json:
            write_json(picture.document(), stream)
        else:
            write_lines(picture.lines(config.lang), stream)
    return 0


@frozen
class _State:
    """One rule as it is configured."""

    rule: type[Rule]
    on: bool
    origin: str
    """Who says that it is on or off."""
    severity: str
    options: Mapping[str, Any]
    changed: tuple[tuple[str, Any, str], ...]
    """Severity and options that were set, each with who says so."""


def _rules(classes: Mapping[str, type[Rule]], rules: RuleSet, config: Config) -> Iterator[_State]:
    on = {rule.code: rule for rule in rules.rules}
    for code, kind in classes.items():
        layer = rules.selection.decided_by(code)
        reported = code in {UNREADABLE, RULE_FAILED} and not rules.selection.silences(code)
        if reported and code not in on:
            origin = DEFAULT
        elif code not in on and rules.selection.enables(code):
            origin = "preview = false"
        else:
            origin = DEFAULT if layer is None else _says(layer, code)
        values = on[code].options if code in on else kind.options
        tables = [table for table in config.rules if table.named in {code.upper(), kind.name.upper()}]
        changed = {
            key: (key, value, f"{table.origin or 'caller'}: rules.{table.named}.{key}")
            for table in tables
            for key, value in table.settings
            if key != SEVERITY
        }
        severity = rules.severities.get(code, kind.severity).value
        yield _State(
            kind,
            code in on or reported,
            origin,
            severity,
            {each.name: getattr(values, each.name.replace("-", "_")) for each in declared(type(values))},
            tuple(changed.values()),
        )


def _says(layer: Layer, code: str) -> str:
    """Name where a layer decides about a rule."""
    if layer.origin.endswith(PER_FILE_IGNORES):
        return layer.origin
    if layer.verdict(code) is False and any(code.startswith(each) for each in layer.ignore):
        key = "ignore"
    elif any(code.startswith(each) for each in layer.select or ()) or layer.verdict(code) is False:
        key = "select"
    else:
        key = "extend-select"
    return f"{layer.origin}: {key}" if layer.origin else _flag(key)


def _flag(key: str) -> str:
    return "--plugin" if key == "plugins" else f"--{key}"


def _source(layer: Settings, key: str) -> str:
    """Name where a layer says something: ``/x/gip-lint.toml: fail-on``, ``profile audit``, ``--fail-on``."""
    if not layer.name:
        return _flag(key)
    table = "tool.gip-lint." if layer.file is not None and layer.file.name == PYPROJECT else ""
    return f"{layer.name}: {table}{key}"


@frozen
class _Picture:
    """Everything that holds for one path."""

    path: str
    config: Config
    layers: Sequence[Settings]
    rules: tuple[_State, ...]

    def _given(self, key: str) -> list[tuple[Any, str]]:
        return [
            (_plain(key, layer.values[key]), _source(layer, key))
            for layer in self.layers
            if key in layer.values
        ]

    def _held(self, key: Key) -> tuple[Any, str]:
        """Return what holds of a key, and who says so."""
        given = self._given(key.name)
        if not given:
            return _default(key), DEFAULT
        if key.name not in ADDING or len(given) == 1:
            return given[-1]
        sources = ", ".join(source for _, source in given)
        if isinstance(given[0][0], dict):
            merged: dict[str, Any] = {}
            for value, _ in given:
                for name, each in value.items():
                    merged[name] = _together(merged.get(name), each)
            return merged, sources
        return list(dict.fromkeys(each for value, _ in given for each in value)), sources

    def document(self) -> dict[str, Any]:
        keys = {}
        for key in KEYS.values():
            value, source = self._held(key)
            given = [{"value": each, "from": where} for each, where in self._given(key.name)]
            keys[key.name] = {"value": value, "from": source, "given": given}
        return {
            "schema": SCHEMA,
            "version": __version__,
            "path": self.path,
            "file": None if self.config.origin is None else str(self.config.origin),
            "keys": keys,
            "rules": [
                {
                    "code": state.rule.code,
                    "name": state.rule.name,
                    "on": state.on,
                    "from": state.origin,
                    "severity": state.severity,
                    "options": dict(state.options),
                }
                for state in self.rules
            ],
        }

    def lines(self, language: Language) -> Iterator[str]:
        default = Bilingual("默认", "default")[language]
        none = Bilingual("无", "none")[language]
        file = none if self.config.origin is None else str(self.config.origin)
        yield Bilingual(
            f"# {self.path} 的配置；配置文件：{file}", f"# configuration of {self.path}; file: {file}"
        )[language]
        plain, tables = [], []
        for key in KEYS.values():
            value, source = self._held(key)
            said = default if source == DEFAULT else source
            if key.is_table or (value and key.name == _CUSTOM_RULES):
                if value:
                    tables.append((key, value, said))
            elif value is None:
                plain.append((f"# {key.name} =", said))
            else:
                plain.append((f"{key.name} = {toml_value(value)}", said))
        room = max((wide for line, _ in plain if (wide := columns(line)) <= _WIDEST), default=0)
        yield from (f"{line}{' ' * (room - columns(line))}  # {said}" for line, said in plain)
        for key, value, said in tables:
            yield ""
            if key.name == "rules":
                for code, table in value.items():
                    yield f"[rules.{toml_key(code)}]  # {said}"
                    yield from (f"{toml_key(name)} = {toml_value(each)}" for name, each in table.items())
            elif key.name == _CUSTOM_RULES:
                for table in value:
                    yield f"[[{key.name}]]  # {said}"
                    yield from (f"{toml_key(name)} = {toml_value(each)}" for name, each in table.items())
            else:
                yield f"[{key.name}]  # {said}"
                yield from (f"{toml_key(name)} = {toml_value(each)}" for name, each in value.items())
        yield ""
        off = [state for state in self.rules if not state.on]
        on = len(self.rules) - len(off)
        yield Bilingual(
            f"# 启用 {on} 条规则，关闭 {len(off)} 条", f"# {on} rules are on, {len(off)} are off"
        )[language]
        for state in off:
            yield f"#   {state.rule.code} {state.rule.name}  ({state.origin})"


def _plain(key: str, value: Any) -> Any:
    """Return a value as JSON and TOML write it."""
    if key == "rules":
        return {table.named: {name: _unfrozen(each) for name, each in table.settings} for table in value}
    if key == "per-file-ignores":
        return {pattern: list(codes) for pattern, codes in value}
    if key == _CUSTOM_RULES:
        return [{name: _unfrozen(each) for name, each in table} for table in value]
    if key == "limits":
        return {name.replace("_", "-"): number for name, number in value}
    return _unfrozen(value)


def _together(below: Any, value: Any) -> Any:
    """Return what two layers say of one name in a table that adds up."""
    if isinstance(value, dict):
        return {**(below or {}), **value}
    return list(dict.fromkeys((*(below or ()), *value))) if isinstance(value, list) else value


def _unfrozen(value: Any) -> Any:
    return [_unfrozen(each) for each in value] if isinstance(value, tuple) else value


def _default(key: Key) -> Any:
    if not key.default:
        return None
    import tomli  # noqa: PLC0415

    return tomli.loads(f"value = {key.default}")["value"]
