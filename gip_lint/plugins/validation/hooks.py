"""Whether what a plugin brings is what its hook is for; where not, PluginError names plugin and mistake.

What is wrong is said when the plugin is asked, not when a reporter or a page first trips over it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from inspect import isroutine
from typing import Any, Final

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import PluginError
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.severity import Severity
from gip_lint.plugins.hookspecs import MARK
from gip_lint.plugins.options import Options
from gip_lint.plugins.rule import Example, Needs, Rule
from gip_lint.plugins.sources import LOCAL_MODULE
from gip_lint_grammar.lazy import lazy_pattern

_OWN_CODES = "GIP"
_CODE = lazy_pattern(r"[A-Z]{2,12}[0-9]{3,6}")
_NAME = lazy_pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 80
"""Characters of a wrong value that a message shows."""


def require_hooks(owner: str, plugin: object, known: Collection[str]) -> None:
    """Raise PluginError for a function that is marked and no hook, or named like a hook and not marked."""
    for name in dir(plugin):
        value = getattr(plugin, name, None)
        marked = getattr(value, MARK, None) if isroutine(value) else None
        if isinstance(marked, dict):
            hook = marked.get("specname") or name
            if hook not in known:
                zh, en = did_you_mean(hook, known)
                raise PluginError(
                    f"插件 {owner} 的 {hook} 标有 @hookimpl，但没有这个钩子{zh}",
                    f"{hook} of plugin {owner} is marked with @hookimpl, and there is no such hook{en}",
                )
        elif name in known and callable(value):
            raise PluginError(
                f"插件 {owner} 的 {name} 没有标 @hookimpl，不会被调用；请在它前面加上"
                "（from gip_lint.kit import hookimpl）",
                f"{name} of plugin {owner} is not marked with @hookimpl and would never be called; mark it "
                "(from gip_lint.kit import hookimpl)",
            )


def require_list(hook: str, owner: str, brought: object) -> Iterable[Any]:
    """Return what can be gone through. Raises PluginError for what is not a list or the like."""
    if isinstance(brought, Iterable) and not isinstance(brought, str | bytes | Mapping):
        return brought
    raise _wrong(
        hook,
        owner,
        brought,
        ("不是列表", "which is not a list"),
        ("是否漏写 return？", "is a return missing?"),
    )


def require(hook: str, owner: str, thing: object) -> None:
    """Raise PluginError where *thing* is not what *hook* is for."""
    _REQUIRED[hook](hook, owner, thing)


def require_words(owner: str, brought: object) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of words of a plugin. Raises PluginError where they are no such lists."""
    hook = "gip_lint_words"
    if not isinstance(brought, Mapping):
        raise _wrong(
            hook, owner, brought, ("应为词表名称到词语列表的映射", "which is not a mapping of names to lists")
        )
    words = {}
    for name, listed in brought.items():
        if not _is_said(name):
            raise _wrong(hook, owner, name, ("不能作词表名称", "which is not a name of a list of words"))
        whole = None if isinstance(listed, str | bytes) or not isinstance(listed, Iterable) else tuple(listed)
        if whole is None or not all(map(_is_said, whole)):
            raise PluginError(
                f"插件 {owner} 的词表 {name} 应为非空字符串的列表，实为 {shown(listed)}",
                f"words {name} of plugin {owner} must be a list of words, not {shown(listed)}",
            )
        words[name] = whole
    return words


def require_said(hook: str, owner: str, thing: object) -> Bilingual:
    """Return the words that a hook says. Raises PluginError where they are none in both languages."""
    if _is_text(thing):
        assert isinstance(thing, Bilingual)
        return thing
    raise _wrong(
        hook,
        owner,
        thing,
        ("应为中英文俱全的 Bilingual", "which is not a Bilingual with words in both languages"),
    )


def require_own_code(rule: type[Rule], owner: str) -> None:
    """Raise PluginError for the rule of a third party whose code or name is none of its own."""
    where = origin(rule, owner)
    if rule.code.upper().startswith(_OWN_CODES):
        raise PluginError(
            f"规则代码 {rule.code}（{where}）以 GIP 开头，GIP 只用于内置规则；请换用自己的前缀，如 HB001",
            f"rule code {rule.code} of {where} begins with GIP, which is kept for the built-in rules; use a "
            "prefix of your own, as in HB001",
        )
    if not _CODE.fullmatch(rule.code):
        raise PluginError(
            f"规则代码 {rule.code!r}（{where}）不合规定：应为二至十二个大写字母加三至六位数字，如 HB001",
            f"rule code {rule.code!r} of {where} is not two to twelve capitals and three to six digits, "
            "as in HB001",
        )
    if not _NAME.fullmatch(rule.name):
        raise PluginError(
            f"规则名称 {rule.name!r}（{where}）不合规定：应为小写字母、数字和连字符，如 long-title",
            f"rule name {rule.name!r} of {where} is not lower-case words joined by hyphens, as in long-title",
        )


def origin(thing: object, owner: str) -> str:
    """Name what a plugin brought, for a message: ``province (province_rules.titles.LongTitle)``."""
    kind = thing if isinstance(thing, type) else type(thing)
    declared = getattr(kind, "given", None)
    if declared is not None:
        return f"{owner} ({kind.__module__}: {declared.get('code')} {declared.get('name')})"
    return f"{owner} ({_called(kind)})"


def _called(kind: type) -> str:
    """Return the name of a class with its module, where that is one that its author knows."""
    local = kind.__module__.startswith(LOCAL_MODULE)
    return kind.__qualname__ if local else f"{kind.__module__}.{kind.__qualname__}"


def shown(value: object) -> str:
    """Write a wrong value for a message: in short, and whatever it is."""
    if type(value).__repr__ is object.__repr__:
        return f"{type(value).__qualname__}()"
    try:
        written = repr(value)
    except Exception:
        written = f"<{type(value).__name__}>"
    written = written if len(written) <= _LONGEST else written[:_LONGEST] + "…"
    return written.encode("utf-8", "backslashreplace").decode()


def _wrong(
    hook: str, owner: str, thing: object, what: tuple[str, str], ask: tuple[str, str] = ("", "")
) -> PluginError:
    zh, en = (f"；{ask[0]}", f"; {ask[1]}") if thing is None and ask[0] else ("", "")
    return PluginError(
        f"插件 {owner} 的 {hook} 返回了 {shown(thing)}，{what[0]}{zh}",
        f"{hook} of plugin {owner} returns {shown(thing)}, {what[1]}{en}",
    )


def _require_rule(hook: str, owner: str, rule: object) -> None:
    if isinstance(rule, Rule):
        name = type(rule).__name__
        raise PluginError(
            f"插件 {owner} 提供的是规则 {name} 的实例；请返回类本身（{name}，不加括号）",
            f"plugin {owner} brings an instance of the rule {name}; return the class itself ({name}, "
            "without brackets)",
        )
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise PluginError(
            f"插件 {owner} 提供的 {shown(rule)} 不是 Rule 的子类",
            f"plugin {owner} brings {shown(rule)}, which is not a subclass of Rule",
        )
    where = _called(rule)
    for attribute, (is_due, zh, en) in _ATTRIBUTES.items():
        if not hasattr(rule, attribute):
            raise PluginError(
                f"插件 {owner} 的规则 {where} 没有 {attribute}",
                f"rule {where} of plugin {owner} has no {attribute}",
            )
        value = getattr(rule, attribute)
        if not is_due(value):
            raise PluginError(
                f"插件 {owner} 的规则 {where}：{attribute} 应为{zh}，实为 {shown(value)}",
                f"rule {where} of plugin {owner}: {attribute} must be {en}, not {shown(value)}",
            )


def _is_said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_text(value: object) -> bool:
    return isinstance(value, Bilingual) and _is_said(value.zh) and _is_said(value.en)


def _are(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list | tuple) and all(isinstance(each, kind) for each in value)


_TEXT = (
    lambda value: isinstance(value, Bilingual) and isinstance(value.zh, str) and isinstance(value.en, str),
    " Bilingual(zh=…, en=…)",
    "a Bilingual(zh=…, en=…)",
)
_EXAMPLES = (_are(Example), "由 Example 组成的元组", "a tuple of Example")
_ATTRIBUTES: Final[Mapping[str, tuple[Callable[[Any], bool], str, str]]] = {
    "code": (_is_said, "字符串", "a string"),
    "name": (_is_said, "字符串", "a string"),
    "title": _TEXT,
    "description": _TEXT,
    "severity": (
        lambda value: isinstance(value, Severity),
        " Severity，如 Severity.WARNING",
        "a Severity, such as Severity.WARNING",
    ),
    "sources": (_are(str), "由字符串组成的元组", "a tuple of strings"),
    "good": _EXAMPLES,
    "bad": _EXAMPLES,
    "needs": (lambda value: isinstance(value, Needs), " Needs，如 Needs.TEXT", "a Needs, such as Needs.TEXT"),
    "options": (
        lambda value: isinstance(value, Options),
        "Options 子类的实例",
        "an instance of a subclass of Options",
    ),
}


def _require_path(hook: str, owner: str, thing: object) -> None:
    if not isinstance(thing, str | os.PathLike) or not str(thing):
        raise _wrong(
            hook,
            owner,
            thing,
            ("不是文件的路径（pathlib.Path）", "which is not a path of a file (pathlib.Path)"),
        )


def _require_reader(hook: str, owner: str, thing: Any) -> None:
    _require_instance(hook, owner, thing, "read")
    suffixes = getattr(thing, "suffixes", None)
    if not (
        isinstance(suffixes, tuple | list)
        and suffixes
        and all(isinstance(each, str) and each.startswith(".") and len(each) > 1 for each in suffixes)
    ):
        raise _lacking(
            hook,
            owner,
            thing,
            "suffixes",
            ('以点开头的后缀，如 (".txt",)', 'endings with their dot, such as (".txt",)'),
        )


def _require_reporter(hook: str, owner: str, thing: Any) -> None:
    _require_instance(hook, owner, thing, "write")


def _require_instance(hook: str, owner: str, thing: Any, method: str) -> None:
    if isinstance(thing, type):
        name = thing.__name__
        raise _wrong(
            hook,
            owner,
            thing,
            (f"它是类；请返回实例（{name}()）", f"which is a class; return an instance ({name}())"),
        )
    if not callable(getattr(thing, method, None)):
        raise _wrong(hook, owner, thing, (f"它没有 {method}() 方法", f"which has no method {method}()"))
    if not _is_said(getattr(thing, "name", None)):
        raise _lacking(hook, owner, thing, "name", ("非空字符串", "a string"))


def _lacking(hook: str, owner: str, thing: object, attribute: str, due: tuple[str, str]) -> PluginError:
    value = shown(getattr(thing, attribute, None))
    return _wrong(
        hook,
        owner,
        thing,
        (f"其 {attribute} 应为{due[0]}，实为 {value}", f"whose {attribute} must be {due[1]}, not {value}"),
    )


_REQUIRED: Final[Mapping[str, Callable[[str, str, Any], None]]] = {
    "gip_lint_rules": _require_rule,
    "gip_lint_custom_rules": _require_path,
    "gip_lint_forms": _require_path,
    "gip_lint_tables": _require_path,
    "gip_lint_profiles": _require_path,
    "gip_lint_register": _require_path,
    "gip_lint_readers": _require_reader,
    "gip_lint_reporters": _require_reporter,
}
