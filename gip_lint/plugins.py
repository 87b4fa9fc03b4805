"""Who is loaded: every plugin of the entry-point group ``gip_lint``, and what each of them brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pluggy
from attrs import define, field

from gip_lint import builtin, hookspecs
from gip_lint.entrypoints import entry_points
from gip_lint.errors import PluginError, UsageError
from gip_lint.forms.model import Form
from gip_lint.language import Text
from gip_lint.nearest import did_you_mean
from gip_lint.readers.base import Reader
from gip_lint.reporters.base import Reporter
from gip_lint.rule import Rule

GROUP = "gip_lint"
ENGINE = "gip-lint"
"""The name of the plugin that holds what the engine ships itself."""

T = TypeVar("T")


@define(frozen=True, slots=False)
class Plugins:
    """Everything that the loaded plugins bring, asked of them when it is first needed.

    Every property raises PluginError where a plugin fails, brings what it must not, or claims what is
    another's.
    """

    manager: pluggy.PluginManager = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the plugins, in the order in which they were registered."""
        return tuple(name for name, _ in self.manager.list_name_plugin())

    @cached_property
    def rules(self) -> Mapping[str, type[Rule]]:
        """The rule classes by code, in the order of the codes."""
        return {code: rule for code, (rule, _) in self._rules.items()}

    @cached_property
    def rule_owners(self) -> Mapping[str, str]:
        """The name of the plugin that brought each code."""
        return {code: owner for code, (_, owner) in self._rules.items()}

    @cached_property
    def _rules(self) -> Mapping[str, tuple[type[Rule], str]]:
        brought = list(self._brought("gip_lint_rules"))
        for rule, owner in brought:
            _demand_rule(rule, owner)
        _keyed("规则名称", "rule name", ((rule.name, rule, owner) for rule, owner in brought))
        keyed = _keyed("规则代码", "rule code", ((rule.code, rule, owner) for rule, owner in brought))
        return dict(sorted(keyed.items()))

    def law(self, query: str, year: int | None) -> tuple[Text, ...]:
        """What each register of law says of a title or a document number."""
        return tuple(self.manager.hook.gip_lint_law(query=query, year=year))

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms, ordered by the first report year they serve."""
        from gip_lint.forms.loader import FormError, load_form  # noqa: PLC0415 - not every command needs forms

        loaded: list[tuple[str, Form, str]] = []
        for path, owner in self._brought("gip_lint_forms"):
            try:
                form = load_form(Path(path))
            except FormError as error:
                raise PluginError(
                    f"插件 {owner} 的格式文件有误：{error}", f"form of plugin {owner}: {error}"
                ) from error
            loaded.append((form.key, form, owner))
        forms = [form for form, _ in _keyed("格式", "form", loaded).values()]
        return tuple(sorted(forms, key=lambda form: form.first_year))

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The readers by the ending of file names that each takes: ``.txt``, ``.md`` …"""
        readers = (
            (suffix.lower(), reader, owner)
            for reader, owner in self._brought("gip_lint_readers")
            for suffix in reader.suffixes
        )
        return {suffix: reader for suffix, (reader, _) in _keyed("文件后缀", "file suffix", readers).items()}

    @cached_property
    def reporters(self) -> Mapping[str, Reporter]:
        """The reporters by the name that ``--format`` takes."""
        brought = self._brought("gip_lint_reporters")
        reporters = _keyed("输出格式", "report format", ((it.name, it, owner) for it, owner in brought))
        return {name: reporter for name, (reporter, _) in reporters.items()}

    def rule(self, code_or_name: str) -> type[Rule]:
        """Return the rule of that code or name, in any case. Raises UsageError where there is none."""
        asked = code_or_name.strip()
        for code, rule in self.rules.items():
            if asked.upper() == code.upper() or asked.lower() == rule.name:
                return rule
        zh, en = did_you_mean(asked, [*self.rules, *(rule.name for rule in self.rules.values())])
        raise UsageError(f"没有规则 {asked}{zh}", f"no rule {asked}{en}")

    def reporter(self, name: str) -> Reporter:
        """Return the reporter of that name. Raises UsageError where there is none."""
        if name in self.reporters:
            return self.reporters[name]
        known = ", ".join(self.reporters)
        raise UsageError(f"没有输出格式 {name}；可用：{known}", f"no format {name}; there are: {known}")

    def form(self, key: str) -> Form:
        """Return the form of that key. Raises UsageError where there is none."""
        for form in self.forms:
            if form.key == key:
                return form
        known = ", ".join(form.key for form in self.forms)
        raise UsageError(f"没有格式 {key}；可用：{known}", f"no form {key}; there are: {known}")

    def _brought(self, hook: str) -> Iterable[tuple[Any, str]]:
        """Yield what every plugin returns from *hook*, with the plugin's name, first registered first."""
        for implementation in getattr(self.manager.hook, hook).get_hookimpls():
            owner = implementation.plugin_name
            try:
                brought = list(implementation.function())
            except Exception as error:
                raise PluginError(
                    f"插件 {owner} 的 {hook} 出错：{_said(error)}",
                    f"plugin {owner} failed in {hook}: {_said(error)}",
                ) from error
            for thing in brought:
                yield thing, owner


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _demand_rule(rule: object, owner: str) -> None:
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise PluginError(
            f"插件 {owner} 提供的 {rule!r} 不是 Rule 的子类",
            f"plugin {owner} brings {rule!r}, which is no subclass of Rule",
        )
    for attribute in ("code", "name", "title", "description"):
        if not hasattr(rule, attribute):
            where = f"{rule.__module__}.{rule.__qualname__}"
            raise PluginError(
                f"插件 {owner} 的规则 {where} 没有 {attribute}",
                f"rule {where} of plugin {owner} has no {attribute}",
            )


def _keyed(zh: str, en: str, things: Iterable[tuple[str, T, str]]) -> dict[str, tuple[T, str]]:
    """Key what plugins bring, each with its owner; PluginError names both where two claim the same."""
    keyed: dict[str, tuple[T, str]] = {}
    for key, thing, owner in things:
        if key in keyed:
            first, second = _origin(*keyed[key]), _origin(thing, owner)
            raise PluginError(
                f"{zh} {key} 重复：{first} 与 {second} 都提供它",
                f"{en} {key} is claimed twice: by {first} and by {second}",
            )
        keyed[key] = (thing, owner)
    return keyed


def _origin(thing: object, owner: str) -> str:
    """Name what a plugin brought, for a message: ``province (province_rules.titles.LongTitle)``."""
    kind = thing if isinstance(thing, type) else type(thing)
    return f"{owner} ({kind.__module__}.{kind.__qualname__})"


def load_plugins(extra: Iterable[ModuleType | object] = ()) -> Plugins:
    """Load the engine's own plugin, every installed one and *extra*. Raises PluginError."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(builtin, ENGINE)
    for entry in entry_points(GROUP):
        try:
            plugin = entry.load()
        except Exception as error:
            raise PluginError(
                f"插件 {entry.name}（{entry.distribution}）无法从 {entry.value} 加载：{_said(error)}",
                f"plugin {entry.name} of {entry.distribution} cannot be loaded "
                f"from {entry.value}: {_said(error)}",
            ) from error
        _register(manager, plugin, entry.name)
    for plugin in extra:
        _register(manager, plugin, getattr(plugin, "__name__", type(plugin).__name__))
    return Plugins(manager)


@lru_cache(maxsize=1)
def installed_plugins() -> Plugins:
    """Return the plugins of this installation, loaded once for the process. Raises PluginError."""
    return load_plugins()


def _register(manager: pluggy.PluginManager, plugin: object, name: str) -> None:
    try:
        manager.register(plugin, name)
    except ValueError as error:
        raise PluginError(f"插件名称 {name} 重复", f"plugin name {name} is taken twice") from error
    except pluggy.PluginValidationError as error:
        raise PluginError(f"插件 {name} 无效：{error}", f"plugin {name} is not valid: {error}") from error
