"""The configuration of every file: the one given, or the nearest above it, under the flags."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from attrs import evolve

from gip_lint.config.configuration import Blank, Config
from gip_lint.config.layers import (
    PYPROJECT,
    Settings,
    composed,
    lowering,
    settings_at,
    settings_from,
    table_at,
    with_profile,
)
from gip_lint.config.rule_set import RuleTable
from gip_lint.model.bilingual import Language
from gip_lint.model.severity import FailOn

FILE_NAME = "gip-lint.toml"


class Flags(NamedTuple):
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
        said = {name: value for name, value in self._asdict().items() if value is not None}
        return Settings({name.replace("_", "-"): value for name, value in said.items()}, Path.cwd())


_EVERYWHERE = Path("/")
"""The folder under which the one configuration for every file is kept."""
_NO_FLAGS: Final = Flags()


class Configurations:
    """The configuration of every file: the one given, or the nearest above it, under the flags."""

    def __init__(
        self,
        flags: Flags = _NO_FLAGS,
        file: Path | None = None,
        isolated: bool = False,
        without_baseline: bool = False,
        allow_local_plugins: bool = False,
    ) -> None:
        self.flags = flags
        self.file = file
        """The one configuration for every file (``--config``)."""
        self.isolated = isolated
        """Whether no configuration is read at all."""
        self.without_baseline = without_baseline
        """Whether baselines are left aside, for one to be written."""
        self.allow_local_plugins = allow_local_plugins
        """Whether the code runs that a configuration names by its path."""
        self._configs: dict[Path, Config] = {}
        self._files: dict[Path, tuple[Settings, ...]] = {}

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
        """Return whether *path*, found in a search or *named* by the user, is not to be looked at."""
        config = self._config(self._folder(path.parent))
        return bool(config.exclude) and config.excludes(path, named=named)

    def _config(self, folder: Path) -> Config:
        if folder not in self._configs:
            config = composed(self._layers(folder))
            self._configs[folder] = evolve(config, baseline=None) if self.without_baseline else config
        return self._configs[folder]

    def _folder(self, path: Path | None) -> Path:
        if self.isolated or self.file is not None:
            return _EVERYWHERE
        start = Path(os.path.abspath(path or "."))  # noqa: PTH100 - symbolic links stay what they are
        return start if start.is_dir() else start.parent

    def _layers(self, folder: Path) -> tuple[Settings, ...]:
        return with_profile((*self._read(folder), self.flags.settings()))

    def _read(self, folder: Path) -> tuple[Settings, ...]:
        """Return what the one configuration file for a folder says; nothing where there is none."""
        if self.isolated:
            return ()
        if self.file is not None:
            if folder not in self._files:
                self._files[folder] = (settings_at(self.file),)
            return self._files[folder]
        asked: list[Path] = []
        said: tuple[Settings, ...] | None = None
        for each in (folder, *folder.parents):
            said = self._files.get(each)
            if said is not None:
                break
            asked.append(each)
            said = _settings_in(each)
            if said:
                break
        self._files.update((each, said or ()) for each in asked)
        return said or ()


def _settings_in(folder: Path) -> tuple[Settings, ...]:
    """Return what the configuration file in a folder itself says; nothing where it has none."""
    for name in (FILE_NAME, PYPROJECT):
        table = table_at(folder / name, wanted=False)
        if table is not None:
            return (lowering(settings_from(table, str(folder / name), folder / name)),)
    return ()
