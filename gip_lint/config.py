"""Configuration: ``gip-lint.toml``, or ``[tool.gip-lint]`` in ``pyproject.toml``, found upwards from a file.

It is data and nothing else: linting a stranger's folder reads their configuration and runs none of their
code. A profile, a file and the command line are layers, one over another; what holds is made of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from gip_lint.errors import ConfigError, UsageError
from gip_lint.globs import Glob
from gip_lint.keys import KEYS, WrongValueError, rule_tables
from gip_lint.language import Language
from gip_lint.limits import DEFAULTS, Limits
from gip_lint.nearest import did_you_mean
from gip_lint.plugin_sources import NamedPlugin
from gip_lint.ruleset import RuleTable
from gip_lint.selection import Layer, Selection

__all__ = ["Config", "Configurations", "Flags", "Settings", "composed", "load_config", "rule_tables"]

FailOn = Literal["error", "warning", "info", "never"]
Blank = Literal["zero", "unknown"]

FILE_NAME = "gip-lint.toml"
PYPROJECT = "pyproject.toml"
PER_FILE_IGNORES, UNFIXABLE = "per-file-ignores", "unfixable"


class FileIgnores(Struct, frozen=True):
    """The rules that one place turns off in the files of a pattern."""

    files: Glob
    codes: tuple[str, ...]
    origin: str = ""
    """The configuration file or profile that says so; empty for the command line."""

    @property
    def layer(self) -> Layer:
        """What it says of rules, with its place by name."""
        place = f"{self.origin}: {PER_FILE_IGNORES}" if self.origin else f"--{PER_FILE_IGNORES}"
        return Layer(ignore=self.codes, origin=place)


class Config(Struct, frozen=True):
    """What was chosen for a file: by default, in a profile, in its configuration and on the command line."""

    selection: Selection = field(default_factory=Selection)
    per_file_ignores: tuple[FileIgnores, ...] = ()
    unfixable: tuple[Layer, ...] = ()
    """What each place names as rules whose fixes are not offered, as ``ignore``."""
    preview: bool = False
    """Whether rules on trial are on without being named."""
    rules: tuple[RuleTable, ...] = ()
    """What is said of single rules, ``[rules.GIP404]``; of two tables for one rule the later counts."""
    exclude: tuple[Glob, ...] = ()
    """Files and folders that a search passes over."""
    force_exclude: bool = False
    """Whether ``exclude`` holds for files that are named, too."""
    fail_on: FailOn = "error"
    """The least severity of a finding with which a run ends with status 1."""
    lang: Language = "zh"
    year: int | None = None
    """The report year, where it is not to be read from the text."""
    form: str | None = None
    """The key of the form, where it is not to be found by year and tables."""
    blank: Blank = "zero"
    """How identities take a blank cell: as nought, or as a figure that is not known."""
    plugins: tuple[NamedPlugin, ...] = ()
    """The plugins that are named, besides the installed ones."""
    rule_timeout: float = 60.0
    """Seconds that a rule may take over a file; 0 for no bound."""
    limits: Limits = DEFAULTS
    """The bounds within which files are read."""
    suppressions: bool = True
    """Whether what a text says it is not to be told counts."""
    require_reason: bool = False
    """Whether a suppression in a text has to say why."""
    baseline: Path | None = None
    """The file that lists the findings that are not reported any more."""
    profile: str | None = None
    """The profile on which it stands."""
    origin: Path | None = None
    """The configuration file."""

    def of_file(self, path: Path) -> Config:
        """Return the configuration of one file: with the rules off that its patterns leave out."""
        selection = self.selection
        for each in self.per_file_ignores:
            if each.files.covers(path):
                selection = selection.over(each.layer)
        return replace(self, selection=selection)

    def excludes(self, path: Path, *, named: bool) -> bool:
        """Say whether a search passes *path* over, or, where the user *named* it, whether it is left out."""
        if named:
            return self.force_exclude and any(glob.covers(path) for glob in self.exclude)
        return any(glob.matches(path) for glob in self.exclude)


class Settings(Struct, frozen=True):
    """What one place says: a profile, a configuration file, or the command line."""

    values: Mapping[str, Any]
    """The values by key, as :class:`Config` holds them; patterns and paths as they are written."""
    folder: Path
    """The folder to which its patterns and paths are relative."""
    name: str = ""
    """What it is called in messages: a file, ``profile audit``; empty for the command line."""
    file: Path | None = None
    """The configuration file, where it is one."""


def settings_from(table: Mapping[str, object], name: str, file: Path) -> Settings:
    """Read what the table of *file* says. Raises ConfigError for what means nothing."""
    values: dict[str, object] = {}
    for key, value in table.items():
        declared = KEYS.get(key)
        if declared is None:
            zh, en = did_you_mean(key, KEYS)
            raise ConfigError(f"{name}：没有名为 {key} 的配置项{zh}", f"{name}: unknown key {key}{en}")
        try:
            values[key] = declared.read(value)
        except WrongValueError as wrong:
            raise ConfigError(
                f"{name}：{key} 应为{wrong.message.zh}，实为 {value!r}",
                f"{name}: {key} must be {wrong.message.en}, not {value!r}",
            ) from None
    return Settings(values, Path(os.path.abspath(file.parent)), name, file)  # noqa: PTH100 - links stay


def composed(layers: Iterable[Settings]) -> Config:
    """Make a configuration of layers, each over those before it.

    What selects and ignores rules, in all files or in some, and keeps them from being fixed, the tables of
    rules and of limits, the plugins and what is excluded besides add up; of all else the last counts.
    """
    chosen: dict[str, Any] = {}
    selection, tables, bounds = Selection(), (), DEFAULTS
    plugins: tuple[NamedPlugin, ...] = ()
    besides: tuple[Glob, ...] = ()
    in_files: tuple[FileIgnores, ...] = ()
    unfixable: tuple[Layer, ...] = ()
    for layer in layers:
        said = dict(layer.values)
        choice = Layer(
            said.pop("select", None),
            (*said.pop("ignore", ()), *said.pop("extend-ignore", ())),
            layer.name,
            said.pop("extend-select", ()),
        )
        if choice != Layer(origin=layer.name):
            selection = selection.over(choice)
        tables += tuple(replace(table, origin=layer.name) for table in said.pop("rules", ()))
        bounds = replace(bounds, **dict(said.pop("limits", ())))
        plugins += tuple(NamedPlugin(name, layer.folder, layer.name) for name in said.pop("plugins", ()))
        besides += tuple(Glob(pattern, layer.folder) for pattern in said.pop("extend-exclude", ()))
        if codes := said.pop(UNFIXABLE, ()):
            place = f"{layer.name}: {UNFIXABLE}" if layer.name else f"--{UNFIXABLE}"
            unfixable += (Layer(ignore=codes, origin=place),)
        in_files += tuple(
            FileIgnores(Glob(pattern, layer.folder), codes, layer.name)
            for pattern, codes in said.pop(PER_FILE_IGNORES, ())
        )
        if said.pop("custom-rules", ()) and layer.file is not None:
            plugins += (NamedPlugin(layer.file.name, layer.folder, layer.name, is_configuration=True),)
        if layer.file is not None:
            chosen["origin"] = layer.file
        for key, value in said.items():
            chosen[key.replace("-", "_")] = _placed(key, value, layer.folder)
    chosen["exclude"] = (*chosen.get("exclude", ()), *besides)
    return Config(
        selection=selection,
        rules=tables,
        limits=bounds,
        plugins=plugins,
        per_file_ignores=in_files,
        unfixable=unfixable,
        **chosen,
    )


def _placed(key: str, value: Any, folder: Path) -> Any:
    """Return a value with its patterns and paths relative to the folder of the place that says it."""
    if key == "exclude":
        return tuple(Glob(pattern, folder) for pattern in value)
    return folder / value if key == "baseline" else value


def load_config(path: Path) -> Config:
    """Read one configuration file. Raises ConfigError where it is missing, no TOML or meaningless."""
    return composed(_with_profile((_settings_at(path),)))


def has_settings(path: Path) -> bool:
    """Say whether a file that may not exist configures gip-lint. Raises ConfigError where it is damaged."""
    return _table_of(path, wanted=False) is not None


def _settings_at(path: Path) -> Settings:
    table = _table_of(path, wanted=True)
    assert table is not None
    return settings_from(table, str(path), path)


def _with_profile(layers: tuple[Settings, ...]) -> tuple[Settings, ...]:
    """Return the layers with the profile that the last of them names below all of them."""
    named = next((layer for layer in reversed(layers) if "profile" in layer.values), None)
    if named is None:
        return layers
    from gip_lint.plugins import installed_plugins  # noqa: PLC0415 - most runs have none

    profiles = installed_plugins().profiles

    name = named.values["profile"]
    if name not in profiles:
        known = ", ".join(profiles)
        zh, en = f"没有预设 {name}；可用：{known}", f"no profile {name}; there are: {known}"
        raise ConfigError(f"{named.name}：{zh}", f"{named.name}: {en}") if named.name else UsageError(zh, en)
    table = _table_of(profiles[name], wanted=True)
    assert table is not None
    return (replace(settings_from(table, f"profile {name}", profiles[name]), file=None), *layers)


def _table_of(path: Path, *, wanted: bool) -> Mapping[str, object] | None:
    try:
        if not wanted and not path.is_file():  # a pipe that lies in the way is not waited for
            return None
        data = path.read_bytes()
    except OSError as error:
        if not wanted and isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError):
            return None
        reason = error.strerror or str(error)
        raise ConfigError(
            f"{path}：无法读取配置文件：{reason}", f"{path}: cannot read the configuration: {reason}"
        ) from None
    if path.name == PYPROJECT and b"gip-lint" not in data and not wanted:
        return None
    import tomli  # noqa: PLC0415 - many runs have no configuration

    try:
        content = tomli.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}：不是有效的 TOML：{error}", f"{path}: not valid TOML: {error}") from None
    if path.name != PYPROJECT:
        return content
    tool = content.get("tool")
    table = tool.get("gip-lint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}：tool.gip-lint 应为表", f"{path}: tool.gip-lint must be a table")
    return {} if table is None and wanted else table


class Flags(Struct, frozen=True):
    """What the command line, or a caller of the library, chose; None where they said nothing.

    Every field is the key of a configuration of the same name.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    lang: Language | None = None
    fail_on: FailOn | None = None
    year: int | None = None
    form: str | None = None
    blank: Blank | None = None
    rules: tuple[RuleTable, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    extend_ignore: tuple[str, ...] | None = None
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    unfixable: tuple[str, ...] | None = None
    preview: bool | None = None
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] | None = None
    force_exclude: bool | None = None
    limits: tuple[tuple[str, int], ...] | None = None
    plugins: tuple[str, ...] | None = None
    rule_timeout: float | None = None
    custom_rules: tuple[object, ...] | None = None
    suppressions: bool | None = None
    require_reason: bool | None = None
    baseline: str | None = None
    profile: str | None = None

    def settings(self) -> Settings:
        """Return them as the uppermost layer."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return Settings({name.replace("_", "-"): value for name, value in said.items()}, Path.cwd())


_EVERYWHERE = Path("/")
"""The folder under which the one configuration for every file is kept."""


class Configurations(Struct, frozen=True, dict=True):
    """The configuration of every file: the one given, or the nearest above it, under the flags."""

    flags: Flags = Flags()
    file: Path | None = None
    """The one configuration for every file (``--config``)."""
    isolated: bool = False
    """Whether no configuration is read at all."""
    without_baseline: bool = False
    """Whether baselines are left aside, for one to be written."""
    allow_local_plugins: bool = False
    """Whether the code runs that a configuration names by its path."""

    @cached_property
    def _configs(self) -> dict[Path, Config]:
        return {}

    @cached_property
    def _files(self) -> dict[Path, tuple[Settings, ...]]:
        return {}

    def of(self, path: Path | None) -> Config:
        """Return the configuration for a file or folder; None is standard input, in the working folder.

        Raises ConfigError, and UsageError for a profile that does not exist.
        """
        config = self._config(self._folder(path))
        return config.of_file(path) if path is not None and config.per_file_ignores else config

    def layers(self, path: Path | None) -> tuple[Settings, ...]:
        """Return what the configuration for *path* is made of, the lowest first."""
        return self._layers(self._folder(path))

    def excludes(self, path: Path, *, named: bool = False) -> bool:
        """Say whether *path*, found in a search or *named* by the user, is not to be looked at."""
        config = self._config(self._folder(path.parent))
        return bool(config.exclude) and config.excludes(path, named=named)

    def _config(self, folder: Path) -> Config:
        if folder not in self._configs:
            config = composed(self._layers(folder))
            self._configs[folder] = replace(config, baseline=None) if self.without_baseline else config
        return self._configs[folder]

    def _folder(self, path: Path | None) -> Path:
        if self.isolated or self.file is not None:
            return _EVERYWHERE
        start = Path(os.path.abspath(path or "."))  # noqa: PTH100 - symbolic links stay what they are
        return start if start.is_dir() else start.parent

    def _layers(self, folder: Path) -> tuple[Settings, ...]:
        return _with_profile((*self._read(folder), self.flags.settings()))

    def _read(self, folder: Path) -> tuple[Settings, ...]:
        """Return what the one configuration file for a folder says; nothing where there is none."""
        if self.isolated:
            return ()
        if folder not in self._files:
            if self.file is not None:
                self._files[folder] = (_settings_at(self.file),)
            else:
                self._files[folder] = self._nearest(folder)
        return self._files[folder]

    def _nearest(self, folder: Path) -> tuple[Settings, ...]:
        for name in (FILE_NAME, PYPROJECT):
            table = _table_of(folder / name, wanted=False)
            if table is not None:
                return (settings_from(table, str(folder / name), folder / name),)
        return () if folder.parent == folder else self._read(folder.parent)
