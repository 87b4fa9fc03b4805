"""What a user has to put right before gip-lint can do its work; the command line ends with status 2."""

from __future__ import annotations

from gip_lint.model.bilingual import Bilingual


class UserError(Exception):
    """A fault of use, configuration or installation, said in both languages; ``str()`` gives the English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Bilingual(zh, en)


class UsageError(UserError):
    """A path that does not exist, an unknown rule code, form or format."""


class ConfigError(UserError):
    """A configuration file that cannot be read, or a key or value in it that means nothing."""


class PluginError(UserError):
    """A plugin that cannot be loaded, or two that claim the same code or name."""


class MissingLibraryError(UserError):
    """A library that is an extra of gip-lint and is needed for a file of this kind."""

    def __init__(self, library: str, extra: str) -> None:
        command = f'python -m pip install "gip-lint[{extra}]"'
        super().__init__(
            f"读取 {extra.upper()} 文件需要 {library}，尚未安装；请运行：{command}",
            f"reading {extra.upper()} files needs {library}, which is not installed; run: {command}",
        )
