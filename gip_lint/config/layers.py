"""Configuration: ``gip-lint.toml``, or ``[tool.gip-lint]`` in ``pyproject.toml``, found upwards from a file.

It is data and nothing else: linting a stranger's folder reads their configuration and runs none of their
code. A profile, a file and the command line are layers, one over another; what holds is made of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gip_lint.config.configuration import PER_FILE_IGNORES, UNFIXABLE, Config, FileIgnores
from gip_lint.config.globs import Glob
from gip_lint.config.schema import KEYS, WrongSettingError
from gip_lint.config.selection import Layer, Selection
from gip_lint.model.errors import ConfigError, UsageError
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.regular_file import regular_bytes
from gip_lint.plugins.sources import NamedPlugin
from gip_lint.readers.limits import DEFAULTS

PYPROJECT = "pyproject.toml"
RULE_TIMEOUT = "rule-timeout"


class Settings(NamedTuple):
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
        except WrongSettingError as wrong:
            raise ConfigError(
                f"{name}：{key} 应为{wrong.message.zh}，实为 {value!r}",
                f"{name}: {key} must be {wrong.message.en}, not {value!r}",
            ) from None
    return Settings(values, Path(os.path.abspath(file.parent)), name, file)  # noqa: PTH100 - links stay


def lowering(settings: Settings) -> Settings:
    """Return what a file says that was found beside the reports, with its bounds no wider than the usual.

    It may have come with them from a stranger. To lift bounds is for the command line, and for a file that is
    named there.
    """
    said = dict(settings.values)
    if "limits" in said:
        said["limits"] = tuple(
            (name, min(number, getattr(DEFAULTS, name))) for name, number in said["limits"]
        )
    longest = Config().rule_timeout
    if not 0 < said.get(RULE_TIMEOUT, longest) <= longest:
        said[RULE_TIMEOUT] = longest
    return settings._replace(values=said)


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
        tables += tuple(table._replace(origin=layer.name) for table in said.pop("rules", ()))
        bounds = bounds._replace(**dict(said.pop("limits", ())))
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
    return composed(with_profile((settings_at(path),)))


def has_settings(path: Path) -> bool:
    """Return whether a file, if it exists, configures gip-lint. Raises ConfigError for a damaged one."""
    return table_at(path, wanted=False) is not None


def settings_at(path: Path) -> Settings:
    """Return what the configuration file at *path* says. Raises ConfigError."""
    table = table_at(path, wanted=True)
    assert table is not None
    return settings_from(table, str(path), path)


def with_profile(layers: tuple[Settings, ...]) -> tuple[Settings, ...]:
    """Return the layers with the profile that the last of them names below all of them."""
    named = next((layer for layer in reversed(layers) if "profile" in layer.values), None)
    if named is None:
        return layers
    from gip_lint.plugins.registry import installed_plugins  # noqa: PLC0415 - most runs have none

    profiles = installed_plugins().profiles

    name = named.values["profile"]
    if name not in profiles:
        known = ", ".join(profiles)
        zh, en = f"没有预设 {name}；可用：{known}", f"no profile {name}; there are: {known}"
        raise ConfigError(f"{named.name}：{zh}", f"{named.name}: {en}") if named.name else UsageError(zh, en)
    table = table_at(profiles[name], wanted=True)
    assert table is not None
    return (settings_from(table, f"profile {name}", profiles[name])._replace(file=None), *layers)


def table_at(path: Path, *, wanted: bool) -> Mapping[str, object] | None:
    """Return the table of gip-lint in a TOML file; None where it has none and none is *wanted*.

    Raises ConfigError.
    """
    try:
        if not wanted and not path.is_file():  # a pipe that lies in the way is not waited for
            return None
        data = regular_bytes(path)
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
