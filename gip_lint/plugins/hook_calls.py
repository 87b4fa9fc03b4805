"""Plugins as pluggy knows them, and their hooks called one by one, so that whoever fails is named.

PluginError tells of a plugin that fails, returns what it must not, or claims what is another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import pluggy

from gip_lint.model.errors import PluginError
from gip_lint.plugins import hookspecs
from gip_lint.plugins.sources import LoadedPlugin, require_version, said
from gip_lint.plugins.validation.hooks import origin, require, require_hooks, require_list

T = TypeVar("T")


def registered(loaded: Iterable[LoadedPlugin]) -> pluggy.PluginManager:
    """Return what pluggy makes of the plugins."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for each in loaded:
        require_version(each)
        require_hooks(each.name, each.plugin, hookspecs.HOOKS)
        _register(manager, each)
    return manager


def _register(manager: pluggy.PluginManager, loaded: LoadedPlugin) -> None:
    other = manager.get_plugin(loaded.name)
    try:
        manager.register(loaded.plugin, loaded.name)
    except pluggy.PluginValidationError as error:
        raise PluginError(
            f"插件 {loaded.name} 无效：{' '.join(str(error).split())}",
            f"plugin {loaded.name} is not valid: {' '.join(str(error).split())}",
        ) from error
    except ValueError as error:
        if other is None:
            raise PluginError(
                f"插件 {loaded.name}（{loaded.where}）已经以另一个名称加载",
                f"plugin {loaded.name} ({loaded.where}) is loaded under another name already",
            ) from error
        first = getattr(other, "__file__", None) or repr(other)
        raise PluginError(
            f"插件名称 {loaded.name} 重复：{first} 与 {loaded.where} 都用它",
            f"plugin name {loaded.name} is taken twice: by {first} and by {loaded.where}",
        ) from error


def implementations(manager: pluggy.PluginManager, hook: str) -> list[pluggy.HookImpl]:
    """Return who implements *hook*: tryfirst ones first, trylast ones last, else first loaded first."""
    found: list[pluggy.HookImpl] = getattr(manager.hook, hook).get_hookimpls()
    return sorted(found, key=lambda each: each.trylast - each.tryfirst)


def brought_by(
    manager: pluggy.PluginManager, hook: str, *, but: Sequence[str] = ()
) -> Iterator[tuple[Any, str]]:
    """Yield what every plugin returns from *hook*, with the plugin's name; *but* are those left out."""
    for implementation in implementations(manager, hook):
        owner = implementation.plugin_name
        if owner in but:
            continue
        brought = require_list(hook, owner, answer_of(implementation))
        try:
            things = list(brought)
        except (Exception, SystemExit) as error:
            raise _failed(implementation, error) from error
        for thing in things:
            require(hook, owner, thing)
            yield thing, owner


def answer_of(implementation: pluggy.HookImpl, **arguments: object) -> Any:
    """Return what one plugin answers to a hook."""
    try:
        return implementation.function(*(arguments[name] for name in implementation.argnames))
    except (Exception, SystemExit) as error:
        raise _failed(implementation, error) from error


def _failed(implementation: pluggy.HookImpl, error: BaseException) -> PluginError:
    owner, hook = implementation.plugin_name, implementation.function.__name__
    return PluginError(
        f"插件 {owner} 的 {hook} 出错：{said(error)}", f"plugin {owner} failed in {hook}: {said(error)}"
    )


def claimed_once(zh: str, en: str, things: Iterable[tuple[str, T, str]]) -> dict[str, tuple[T, str]]:
    """Key what plugins bring, each with its owner; the error names both where two claim the same."""
    keyed: dict[str, tuple[T, str]] = {}
    for key, thing, owner in things:
        if key in keyed:
            first, second = origin(*keyed[key]), origin(thing, owner)
            raise PluginError(
                f"{zh} {key} 重复：{first} 与 {second} 都提供它",
                f"{en} {key} is claimed twice: by {first} and by {second}",
            )
        keyed[key] = (thing, owner)
    return keyed
