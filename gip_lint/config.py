"""Configuration: ``gip-lint.toml``, or ``[tool.gip-lint]`` in ``pyproject.toml``, found upwards from a file.

It is data and nothing else: linting a stranger's folder reads their configuration and runs none of their
code.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from attrs import evolve, field, frozen

from gip_lint.errors import ConfigError, UserError
from gip_lint.language import Language
from gip_lint.nearest import did_you_mean
from gip_lint.ruleset import RuleTable
from gip_lint.selection import Layer, Selection

FailOn = Literal["error", "warning", "info", "never"]
Blank = Literal["zero", "unknown"]

FILE_NAME = "gip-lint.toml"
PYPROJECT = "pyproject.toml"
FIRST_YEAR, LAST_YEAR = 1990, 2100


@frozen
class Config:
    """What was chosen for a file, by default, in its configuration and on the command line."""

    selection: Selection = field(factory=Selection)
    lang: Language = "zh"
    fail_on: FailOn = "error"
    """The least severity of a finding with which a run ends with status 1."""
    year: int | None = None
    """The report year, where it is not to be read from the text."""
    form: str | None = None
    """The key of the form, where it is not to be found by year and tables."""
    blank: Blank = "zero"
    """How identities take a blank cell: as nought, or as a figure that is not known."""
    rules: tuple[RuleTable, ...] = ()
    """What is said of single rules, ``[rules.GIP404]``; of two tables for one rule the later counts."""
    origin: Path | None = None
    """The file it was read from."""


class _WrongValueError(UserError):
    """A value that a key does not take; its message says what is due."""


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _WrongValueError(
            '规则代码的列表，如 ["GIP2", "GIP301"]', 'a list of codes such as ["GIP2", "GIP301"]'
        )
    return tuple(item.strip().upper() for item in value)


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            listed = [f'"{choice}"' for choice in choices]
            raise _WrongValueError("、".join(listed) + " 之一", "one of " + ", ".join(listed))
        return str(value)

    return read


def _year(value: object) -> int:
    if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:
        raise _WrongValueError("四位数的年份，如 2024", "a year such as 2024")
    return value


def rule_tables(value: object) -> tuple[RuleTable, ...]:
    """Return the tables of ``[rules]``. Raises where *value* is no table of tables."""
    if not isinstance(value, Mapping) or not all(isinstance(table, Mapping) for table in value.values()):
        raise _WrongValueError("由表组成的表，如 [rules.GIP404]", "a table of tables such as [rules.GIP404]")
    return tuple(
        RuleTable(str(named).strip().upper(), tuple((key, _frozen(it)) for key, it in table.items()))
        for named, table in value.items()
    )


def _frozen(value: object) -> object:
    """Return a value that can be hashed, for a configuration is the key of what is made by it."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return tuple((key, _frozen(each)) for key, each in value.items())
    return value


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _WrongValueError("一个字符串", "a string")
    return value


_READ: dict[str, Callable[[object], object]] = {
    "select": _codes,
    "ignore": _codes,
    "lang": _one_of("zh", "en"),
    "fail-on": _one_of("error", "warning", "info", "never"),
    "year": _year,
    "form": _word,
    "blank": _one_of("zero", "unknown"),
    "rules": rule_tables,
}
KEYS = tuple(_READ)


def config_from(table: Mapping[str, object], origin: Path) -> Config:
    """Make a configuration of what *origin* says. Raises ConfigError for what means nothing."""
    given: dict[str, Any] = {}
    for key, value in table.items():
        read = _READ.get(key)
        if read is None:
            zh, en = did_you_mean(key, KEYS)
            raise ConfigError(f"{origin}：没有名为 {key} 的配置项{zh}", f"{origin}: unknown key {key}{en}")
        try:
            given[key.replace("-", "_")] = read(value)
        except _WrongValueError as wrong:
            raise ConfigError(
                f"{origin}：{key} 应为{wrong.message.zh}，实为 {value!r}",
                f"{origin}: {key} must be {wrong.message.en}, not {value!r}",
            ) from None
    given["rules"] = tuple(evolve(table, origin=str(origin)) for table in given.get("rules", ()))
    layer = Layer(given.pop("select", None), given.pop("ignore", ()), str(origin))
    return Config(selection=Selection((layer,)), origin=origin, **given)


def load_config(path: Path) -> Config:
    """Read one configuration file. Raises ConfigError where it is missing, no TOML or meaningless."""
    table = _table_of(path, wanted=True)
    assert table is not None
    return config_from(table, path)


def _table_of(path: Path, *, wanted: bool) -> Mapping[str, object] | None:
    try:
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
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}：不是有效的 TOML：{error}", f"{path}: not valid TOML: {error}") from None
    if path.name != PYPROJECT:
        return content
    tool = content.get("tool")
    table = tool.get("gip-lint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}：tool.gip-lint 应为表", f"{path}: tool.gip-lint must be a table")
    return {} if table is None and wanted else table


@frozen
class Flags:
    """What the command line, or a caller of the library, chose; None where they said nothing."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    lang: Language | None = None
    fail_on: FailOn | None = None
    year: int | None = None
    form: str | None = None
    blank: Blank | None = None
    rules: tuple[RuleTable, ...] = ()

    def over(self, config: Config) -> Config:
        """Return *config* with these choices in place of its own."""
        chosen = {
            name: value
            for name in ("lang", "fail_on", "year", "form", "blank")
            if (value := getattr(self, name)) is not None
        }
        if self.select is not None or self.ignore is not None:
            chosen["selection"] = config.selection.over(Layer(self.select, self.ignore or ()))
        if self.rules:
            chosen["rules"] = (*config.rules, *self.rules)
        return evolve(config, **chosen) if chosen else config


@frozen
class Configurations:
    """The configuration of every file: the one given, or the nearest above it, under the flags."""

    flags: Flags = Flags()
    file: Path | None = None
    """The one configuration for every file (``--config``)."""
    isolated: bool = False
    """Whether no configuration is read at all."""
    _of_folder: dict[Path, Config] = field(factory=dict, init=False, eq=False, repr=False)

    def of(self, path: Path | None) -> Config:
        """Return the configuration for a file or folder; None is standard input, in the working folder.

        Raises ConfigError.
        """
        if self.isolated:
            folder = Path("/")
        elif self.file is not None:
            folder = self.file
        else:
            start = Path(os.path.abspath(path or "."))  # noqa: PTH100 - symbolic links stay what they are
            folder = start if start.is_dir() else start.parent
        if folder not in self._of_folder:
            self._of_folder[folder] = self.flags.over(self._read(folder))
        return self._of_folder[folder]

    def _read(self, folder: Path) -> Config:
        if self.isolated:
            return Config()
        if self.file is not None:
            return load_config(self.file)
        for above in (folder, *folder.parents):
            for name in (FILE_NAME, PYPROJECT):
                table = _table_of(above / name, wanted=False)
                if table is not None:
                    return config_from(table, above / name)
        return Config()
