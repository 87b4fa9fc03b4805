"""Who is loaded: every plugin of the entry-point group ``gip_lint`` and those that were named, and what each
of them brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import PluginError, UsageError, UserError
from gip_lint.model.form import Form
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.regular_file import regular_bytes
from gip_lint.plugins.digest import digest_of
from gip_lint.plugins.extensions import Extensions, extended, extensions_of
from gip_lint.plugins.hook_calls import answer_of, brought_by, claimed_once, implementations, registered
from gip_lint.plugins.reporter import Reporter
from gip_lint.plugins.rule import Rule
from gip_lint.plugins.sources import ENGINE, LoadedPlugin, NamedPlugin, installed, named, said
from gip_lint.plugins.validation.hooks import require_own_code, require_said, require_words
from gip_lint.readers.base import Reader

PACK = "builtin"
"""The name of the plugin that holds the built-in rules."""
_FILES = ("gip_lint_custom_rules", "gip_lint_forms", "gip_lint_tables", "gip_lint_register")
"""The hooks that name files of which findings depend."""


class Plugins:
    """Everything that the loaded plugins bring, asked of them when it is first needed.

    Every property raises PluginError where a plugin fails, brings what it must not, or claims what is
    another's.
    """

    def __init__(self, loaded: tuple[LoadedPlugin, ...], named: tuple[NamedPlugin, ...] = ()) -> None:
        self.loaded = loaded
        """In the order of their loading: the engine's own, the installed ones, those that were named."""
        self.named = named
        """Those that were named, by flag or configuration."""
        self._more: dict[tuple[object, ...], Plugins] = {}

    @cached_property
    def manager(self) -> pluggy.PluginManager:
        """The plugins as pluggy knows them."""
        return registered(self.loaded)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the plugins, in the order in which they were loaded."""
        return tuple(each.name for each in self.loaded)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of what third parties bring besides the files of an installed distribution.

        These are the plugins that none of them holds, and what a hook says or names wherever it lies: the
        words, and the content of the TOML files.
        """
        digest = digest_of(size=16)

        def add(*parts: str) -> None:
            digest.update("".join(f"{part}\0" for part in parts).encode("utf-8", "surrogatepass"))

        for each in self.loaded:
            if each.digest:
                add(each.name, each.where, each.digest)
        for hook in _FILES:
            for path, owner in self._brought(hook, but=(ENGINE, PACK)):
                add(hook, owner)
                digest.update(_content(Path(path)))
        add(repr(self._words))
        return digest.hexdigest()

    def also(self, wanted: Sequence[NamedPlugin], *, allowed: bool = False) -> Plugins:
        """Return these plugins and those that are *wanted* besides.

        *allowed* lets code run that a configuration names by its path. Raises ConfigError, UsageError,
        PluginError.
        """
        new = tuple(dict.fromkeys(each for each in wanted if each not in self.named))
        if not new:
            return self
        if (new, allowed) not in self._more:
            loaded = list(self.loaded)
            places = {each.where for each in loaded}
            for each in new:
                found = named(each, allowed=allowed)
                if found is not None and found.where not in places:
                    places.add(found.where)
                    loaded.append(found)
            plugins = Plugins(tuple(loaded), (*self.named, *new))
            assert plugins.manager
            self._more[new, allowed] = plugins
        return self._more[new, allowed]

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
        brought = [*self._brought("gip_lint_rules"), *self._custom_rules()]
        claimed_once("规则名称", "rule name", ((rule.name, rule, owner) for rule, owner in brought))
        keyed = claimed_once("规则代码", "rule code", ((rule.code, rule, owner) for rule, owner in brought))
        for rule, owner in brought:
            if owner not in {PACK, ENGINE}:
                require_own_code(rule, owner)
        return dict(sorted(keyed.items()))

    def _custom_rules(self) -> Iterator[tuple[type[Rule], str]]:
        for path, owner in self._brought("gip_lint_custom_rules"):
            from gip_lint.plugins.custom_rules import require_known, rules_in  # noqa: PLC0415 - few plugins have any

            for rule in rules_in(Path(path)):
                require_known(rule, self.forms)
                yield rule, owner

    def law(self, query: str, year: int | None) -> tuple[Bilingual, ...]:
        """What each register of law says of a title or a document number."""
        with extended(self.extensions):
            return tuple(
                require_said(
                    "gip_lint_law",
                    implementation.plugin_name,
                    answer_of(implementation, query=query, year=year),
                )
                for implementation in self.implementations("gip_lint_law")
            )

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
        forms = [form for form, _ in claimed_once("格式", "form", loaded).values()]
        return tuple(sorted(self._with_additions(forms), key=lambda form: form.first_year))

    def _with_additions(self, forms: list[Form]) -> list[Form]:
        brought = list(self._brought("gip_lint_tables"))
        if not brought:
            return forms
        from gip_lint.forms.additions import load_additions, with_additions  # noqa: PLC0415 - few add any
        from gip_lint.forms.loader import FormError  # noqa: PLC0415

        for path, owner in brought:
            try:
                added = load_additions(Path(path))
                known = [form.key for form in forms]
                for key in (key for each in added for key in each.forms):
                    if key not in known:
                        raise FormError(f"{path}: there is no form {key}; there are: {', '.join(known)}")
                forms = [with_additions(form, added) for form in forms]
            except FormError as error:
                raise PluginError(
                    f"插件 {owner} 的增补表格有误：{error}", f"tables of plugin {owner}: {error}"
                ) from error
        return forms

    @cached_property
    def profiles(self) -> Mapping[str, Path]:
        """The files of the profiles by name."""
        return {name: path for name, (path, _) in self._profiles.items()}

    @cached_property
    def _profiles(self) -> Mapping[str, tuple[Path, str]]:
        brought = ((Path(path), owner) for path, owner in self._brought("gip_lint_profiles"))
        return claimed_once("预设", "profile", ((path.stem, path, owner) for path, owner in brought))

    @cached_property
    def extensions(self) -> Extensions:
        """The words and the entries of law that plugins bring for the rules of others."""
        return extensions_of(self._words, tuple(self._added_law()))

    @cached_property
    def _words(self) -> Mapping[str, tuple[str, ...]]:
        words: dict[str, tuple[str, ...]] = {}
        for implementation in self.implementations("gip_lint_words"):
            brought = require_words(implementation.plugin_name, answer_of(implementation))
            for name, listed in brought.items():
                words[name] = (*words.get(name, ()), *listed)
        return words

    def _added_law(self) -> Iterator[Mapping[str, Any]]:
        titles: list[tuple[str, Mapping[str, Any], str]] = []
        for path, owner in self._brought("gip_lint_register"):
            from gip_lint.plugins.law import entries_in  # noqa: PLC0415 - few plugins have any

            titles += ((entry["title"], entry, f"{owner} {path}") for entry in entries_in(Path(path)))
        yield from (entry for entry, _ in claimed_once("法规文件", "instrument", titles).values())

    def hooks_of(self, owner: str) -> list[str]:
        """Return the names of the hooks that a plugin implements."""
        plugin = self.manager.get_plugin(owner)
        callers = self.manager.get_hookcallers(plugin) or ()
        return sorted(caller.name for caller in callers)

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The readers by the ending of file names that each takes: ``.txt``, ``.md`` …"""
        return {suffix: reader for suffix, (reader, _) in self._readers.items()}

    @cached_property
    def _readers(self) -> Mapping[str, tuple[Reader, str]]:
        readers = (
            (suffix.lower(), reader, owner)
            for reader, owner in self._brought("gip_lint_readers")
            for suffix in reader.suffixes
        )
        return claimed_once("文件后缀", "file suffix", readers)

    @cached_property
    def reporters(self) -> Mapping[str, Reporter]:
        """The reporters by the name that ``--format`` takes."""
        return {name: reporter for name, (reporter, _) in self._reporters.items()}

    @cached_property
    def _reporters(self) -> Mapping[str, tuple[Reporter, str]]:
        brought = self._brought("gip_lint_reporters")
        return claimed_once("输出格式", "report format", ((it.name, it, owner) for it, owner in brought))

    @cached_property
    def owners(self) -> Mapping[str, Mapping[str, str]]:
        """Who brings what: kind of thing, name of the thing, name of the plugin."""
        return {
            "rules": self.rule_owners,
            "forms": self._form_owners,
            "readers": {suffix: owner for suffix, (_, owner) in self._readers.items()},
            "reporters": {name: owner for name, (_, owner) in self._reporters.items()},
            "profiles": {name: owner for name, (_, owner) in self._profiles.items()},
        }

    @property
    def _form_owners(self) -> dict[str, str]:
        from gip_lint.forms.loader import load_form  # noqa: PLC0415

        assert self.forms
        return {load_form(Path(path)).key: owner for path, owner in self._brought("gip_lint_forms")}

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

    def owner_of(self, reader: Reader) -> str:
        """Return the name of the plugin that brought *reader*."""
        return next((owner for each, owner in self._readers.values() if each is reader), ENGINE)

    @contextmanager
    def reporting(self, name: str) -> Iterator[None]:
        """Name the plugin whose reporter *name* fails meanwhile. Raises PluginError."""
        owner = self._reporters[name][1]
        try:
            yield
        except (UserError, OSError):
            raise
        except (Exception, SystemExit) as error:
            if owner == ENGINE:
                raise
            raise PluginError(
                f"插件 {owner} 的输出格式 {name} 出错：{said(error)}",
                f"report format {name} of plugin {owner} failed: {said(error)}",
            ) from error

    def form(self, key: str) -> Form:
        """Return the form of that key. Raises UsageError where there is none."""
        for form in self.forms:
            if form.key == key:
                return form
        known = ", ".join(form.key for form in self.forms)
        raise UsageError(f"没有格式 {key}；可用：{known}", f"no form {key}; there are: {known}")

    def implementations(self, hook: str) -> list[pluggy.HookImpl]:
        """Return who implements *hook*: tryfirst ones first, trylast ones last, else first loaded first."""
        return implementations(self.manager, hook)

    def _brought(self, hook: str, *, but: Sequence[str] = ()) -> Iterator[tuple[Any, str]]:
        return brought_by(self.manager, hook, but=but)


def _content(path: Path) -> bytes:
    try:
        return digest_of(regular_bytes(path), size=16).digest()
    except OSError:  # who reads it for its use says so
        return b""


def load_plugins(extra: Iterable[ModuleType | object] = ()) -> Plugins:
    """Load every installed plugin, gip-lint's own first, and *extra*. Raises PluginError."""
    loaded = installed()
    for plugin in extra:
        name = getattr(plugin, "__name__", type(plugin).__name__)
        loaded.append(LoadedPlugin(name, plugin, name))
    plugins = Plugins(tuple(loaded))
    assert plugins.manager
    return plugins


@lru_cache(maxsize=1)
def installed_plugins() -> Plugins:
    """Return the plugins of this installation, loaded once for the process. Raises PluginError."""
    return load_plugins()
