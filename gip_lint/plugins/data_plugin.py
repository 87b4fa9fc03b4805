"""A plugin that is data alone: a TOML file with rules without code, tables added to forms, words, and law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from gip_lint.model.errors import PluginError
from gip_lint.plugins.hookspecs import hookimpl

_KEYS = {"custom-rules", "table", "addition", "words", "instrument", "gip_lint_api_version"}
_CONFIGURATIONS = {"gip-lint.toml", "pyproject.toml"}


class DataPlugin:
    """What ``--plugin city.toml`` loads, and a configuration with ``[[custom-rules]]`` of its own."""

    def __init__(self, path: Path, data: bytes, *, is_configuration: bool = False) -> None:
        """Take the file at *path*, which holds *data*. Raises PluginError where it is no such TOML.

        Of a configuration, which other keys are for, the rules alone are taken.
        """
        import tomli  # noqa: PLC0415 - few runs have one

        self.path = path
        try:
            self.content = tomli.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise PluginError(
                f"{path}：不是有效的 TOML：{error}", f"{path}: not valid TOML: {error}"
            ) from None
        self.words: dict[str, list[str]] = {}
        self.gip_lint_api_version = self.content.get("gip_lint_api_version", 1)
        self.is_configuration = is_configuration or path.name in _CONFIGURATIONS
        if self.is_configuration:
            return
        for key in self.content:
            if key not in _KEYS:
                known = ", ".join(sorted(_KEYS))
                raise PluginError(
                    f"{path}：没有名为 {key} 的项；可用：{known}",
                    f"{path}: unknown key {key}; there are: {known}",
                )
        self.words = self.content.get("words", {})
        if not isinstance(self.words, dict):
            raise self._wrong_words("words", "应为表", "must be a table")
        for name, listed in self.words.items():
            if not (isinstance(listed, list) and all(isinstance(word, str) and word for word in listed)):
                raise self._wrong_words(f"words.{name}", "应为非空字符串的列表", "must be a list of words")

    def _wrong_words(self, key: str, zh: str, en: str) -> PluginError:
        return PluginError(f"{self.path}：{key} {zh}", f"{self.path}: {key} {en}")

    @hookimpl
    def gip_lint_words(self) -> Mapping[str, Iterable[str]]:
        """Return the words of the file by list."""
        return self.words

    @hookimpl
    def gip_lint_register(self) -> Iterable[Path]:
        """Return the file, where it adds to the register of law."""
        return () if self.is_configuration or "instrument" not in self.content else (self.path,)

    @hookimpl
    def gip_lint_custom_rules(self) -> Iterable[Path]:
        """Return the file, where it has rules."""
        return (self.path,)

    @hookimpl
    def gip_lint_tables(self) -> Iterable[Path]:
        """Return the file, where it adds to forms."""
        if self.is_configuration or not self.content.keys() & {"table", "addition"}:
            return ()
        return (self.path,)
