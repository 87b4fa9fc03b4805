"""Where a plugin comes from: an installed distribution, a module, a Python file, or a TOML file of data.

What is installed is loaded always. What is named on the command line is loaded too, for its user typed it. A
configuration may name what is installed, and data; code in a path that it names runs only where the user
allows it, so that to lint a stranger's folder is not to run a stranger's code.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from gip_lint.model.errors import ConfigError, PluginError, UsageError, UserError
from gip_lint.model.nearest import did_you_mean
from gip_lint.model.regular_file import regular_bytes
from gip_lint.plugins.digest import digest_of
from gip_lint.plugins.entry_points import EntryPoint, entry_points

GROUP = "gip_lint"
ENGINE = "gip-lint"
"""The name of the plugin that holds the forms, readers and reporters of gip-lint itself."""
API_VERSION = 1
"""The version of the hooks and of :mod:`gip_lint.kit`; raised when a plugin made for the old would fail."""
API_ATTRIBUTE = "gip_lint_api_version"
ALLOW = "GIP_LINT_ALLOW_LOCAL_PLUGINS"
LOCAL_MODULE = "gip_lint_local_"
"""How the name begins that the module of a local file is given."""
_LARGEST = 4 << 20
"""Bytes of a plugin's file."""
_LONGEST_SAID = 500
"""Characters of an exception's message that are shown."""


class NamedPlugin(NamedTuple):
    """A plugin as it is named on the command line (``origin`` empty) or in a configuration."""

    name: str
    folder: Path
    """The folder to which a path is relative."""
    origin: str = ""
    is_configuration: bool = False
    """Whether it is the configuration itself, for the rules without code that it holds."""

    @property
    def path(self) -> Path | None:
        """The file it names; None where it names a module or a distribution."""
        if (
            self.is_configuration
            or self.name.endswith((".py", ".toml"))
            or "/" in self.name
            or os.sep in self.name
        ):
            return Path(os.path.abspath(self.folder / self.name))  # noqa: PTH100 - links stay what they are
        return None

    def wrong(self, zh: str, en: str) -> UserError:
        """Return the error that says what is wrong with naming it."""
        if self.origin:
            return ConfigError(f"{self.origin}：plugins：{zh}", f"{self.origin}: plugins: {en}")
        return UsageError(f"--plugin {self.name}：{zh}", f"--plugin {self.name}: {en}")


class LoadedPlugin(NamedTuple):
    """A plugin and where it was found."""

    name: str
    plugin: object
    where: str = ""
    """The module or the file it was loaded from."""
    distribution: str = ""
    """The distribution that brings it; empty for a module, a file or a configuration."""
    digest: str = ""
    """What its files hold, where they are not part of an installed distribution."""


def local_plugins_allowed() -> bool:
    """Return whether the environment lets the code run that a configuration names by its path."""
    return os.environ.get(ALLOW, "").strip() == "1"


def installed() -> list[LoadedPlugin]:
    """Load every installed plugin, gip-lint's own first. Raises PluginError."""
    entries = sorted(entry_points(GROUP), key=lambda entry: entry.name != ENGINE)
    loaded = [_from_entry(entry) for entry in entries]
    if not loaded or loaded[0].name != ENGINE:
        raise PluginError(
            "找不到 gip-lint 的安装信息，无法加载自带的格式和读写程序；请用 pip 安装，不要只复制源代码",
            "gip-lint is not installed, so its forms, readers and reporters are not found; "
            "install it with pip instead of copying its sources",
        )
    return loaded


def named(wanted: NamedPlugin, *, allowed: bool) -> LoadedPlugin | None:
    """Load the plugin of that name; None where it is installed and so loaded already.

    *allowed* lets code run that a configuration names by its path. Raises UsageError, ConfigError, and
    PluginError where it cannot be loaded.
    """
    path = wanted.path
    if path is not None:
        return _from_path(wanted, path, allowed=allowed)
    entries = entry_points(GROUP)
    if _key(wanted.name) in {_key(each) for entry in entries for each in (entry.name, entry.distribution)}:
        return None
    if wanted.origin:
        known = [entry.name for entry in entries]
        zh, en = did_you_mean(wanted.name, known)
        raise wanted.wrong(
            f"没有安装名为 {wanted.name} 的插件{zh}；请先安装，或写出文件的路径（{wanted.name}.py）",
            f"no plugin {wanted.name} is installed{en}; install it, or give the path of its file "
            f"({wanted.name}.py)",
        )
    if any(entry.value.partition(":")[0].strip() == wanted.name for entry in entries):
        return None
    module = _imported(wanted.name)
    return LoadedPlugin(wanted.name, module, wanted.name, digest=_digest(_files(module)))


def alone(wanted: NamedPlugin) -> LoadedPlugin:
    """Load the plugin of that name, installed or not, and no other. Raises UsageError and PluginError."""
    for entry in entry_points(GROUP):
        names = (entry.name, entry.distribution, entry.value.partition(":")[0].strip())
        if wanted.path is None and _key(wanted.name) in map(_key, names):
            return _from_entry(entry)
    loaded = named(wanted, allowed=True)
    assert loaded is not None
    return loaded


def _key(name: str) -> str:
    return name.replace("-", "_").replace(".", "_").lower()


def _from_entry(entry: EntryPoint) -> LoadedPlugin:
    try:
        plugin = entry.load()
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"插件 {entry.name}（{entry.distribution}）无法从 {entry.value} 加载：{said(error)}",
            f"plugin {entry.name} of {entry.distribution} cannot be loaded from {entry.value}: {said(error)}",
        ) from error
    return LoadedPlugin(entry.name, plugin, entry.value, entry.distribution)


def _imported(name: str) -> ModuleType:
    try:
        return import_module(name)
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"插件 {name} 无法加载：{said(error)}", f"plugin {name} cannot be loaded: {said(error)}"
        ) from error


def _from_path(wanted: NamedPlugin, path: Path, *, allowed: bool) -> LoadedPlugin:
    data_alone = wanted.is_configuration or path.suffix == ".toml"
    if not data_alone and path.suffix != ".py":
        raise wanted.wrong(f"{path} 不是 .py 或 .toml 文件", f"{path} is not a .py or .toml file")
    data = _data_of(wanted, path)
    digest = digest_of(data, size=16).hexdigest()
    if data_alone:
        from gip_lint.plugins.data_plugin import DataPlugin  # noqa: PLC0415 - few runs have one

        plugin = DataPlugin(path, data, is_configuration=wanted.is_configuration)
        return LoadedPlugin(path.name, plugin, str(path), digest=digest)
    if wanted.origin and not (allowed or local_plugins_allowed()):
        raise wanted.wrong(
            f"{wanted.name} 是本地代码，未经许可不会运行；信得过它，请加 --allow-local-plugins，"
            f"或设环境变量 {ALLOW}=1",
            f"{wanted.name} is local code, which is not run unasked; if you trust it, give "
            f"--allow-local-plugins or set {ALLOW}=1",
        )
    return LoadedPlugin(path.name, _module_at(path, data, digest), str(path), digest=digest)


def _data_of(wanted: NamedPlugin, path: Path) -> bytes:
    """Read the file of a plugin; a pipe is not waited for, nor what has no end read to it."""
    try:
        if path.exists() and not path.is_file():
            raise wanted.wrong(f"{path} 不是普通文件", f"{path} is not a regular file")
        return regular_bytes(path, _LARGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            most = _LARGEST >> 20
            raise wanted.wrong(f"{path} 超过 {most} MiB", f"{path} is larger than {most} MiB") from None
        reason = error.strerror or str(error)
        raise wanted.wrong(f"无法读取 {path}：{reason}", f"cannot read {path}: {reason}") from None


def _module_at(path: Path, data: bytes, digest: str) -> ModuleType:
    """Run a file as a module, once for its content; what lies beside it can not be imported from it.

    It is compiled from *data*: Python's own bytecode, known by the second and the size, may be of an older
    file, and would be left beside the user's.
    """
    from importlib.util import module_from_spec, spec_from_file_location  # noqa: PLC0415 - few runs need it

    place = digest_of(f"{path}\0{digest}".encode("utf-8", "surrogateescape"), size=8).hexdigest()
    name = f"{LOCAL_MODULE}{place}"
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, path)
    assert spec is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        exec(compile(data, str(path), "exec", dont_inherit=True), module.__dict__)
    except BaseException as error:
        del sys.modules[name]
        if isinstance(error, KeyboardInterrupt):
            raise
        raise PluginError(
            f"插件 {path} 无法加载：{said(error)}", f"plugin {path} cannot be loaded: {said(error)}"
        ) from error
    return module


def _files(module: ModuleType) -> list[Path]:
    """Return what a module may be made of: its package whole, or the modules that it can import beside it."""
    if getattr(module, "__file__", None) is None:
        return []
    top = sys.modules.get(module.__name__.partition(".")[0], module)
    path = Path(str(top.__file__ if getattr(top, "__file__", None) else module.__file__))
    return sorted(path.parent.rglob("*")) if path.name == "__init__.py" else sorted(path.parent.glob("*.py"))


def _digest(files: list[Path]) -> str:
    digest = digest_of(size=16)
    for path in files:
        if path.is_file() and path.parent.name != "__pycache__":
            digest.update(str(path).encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes())
    return digest.hexdigest()


def require_version(loaded: LoadedPlugin) -> None:
    """Raise PluginError for a plugin that was made for another version of the hooks."""
    version = getattr(loaded.plugin, API_ATTRIBUTE, API_VERSION)
    if type(version) is not int:
        raise PluginError(
            f"插件 {loaded.name}（{loaded.where}）的 {API_ATTRIBUTE} 应为整数，如 {API_VERSION}，"
            f"实为 {version!r}",
            f"{API_ATTRIBUTE} of plugin {loaded.name} ({loaded.where}) must be a whole number such as "
            f"{API_VERSION}, not {version!r}",
        )
    if version == API_VERSION:
        return
    newer = version > API_VERSION
    zh, en = ("请升级 gip-lint", "upgrade gip-lint") if newer else ("请升级该插件", "upgrade the plugin")
    raise PluginError(
        f"插件 {loaded.name}（{loaded.where}）按接口版本 {version} 编写，本程序的版本是 {API_VERSION}；{zh}",
        f"plugin {loaded.name} ({loaded.where}) is made for version {version} of the plugin interface, "
        f"and this gip-lint has version {API_VERSION}; {en}",
    )


def said(error: BaseException) -> str:
    """Return what an exception says, with its class; in short, and whatever it holds."""
    try:
        words = str(error)
    except Exception:
        words = "?"
    whole = f"{type(error).__name__}: {words}".rstrip(": ")
    return (
        (whole if len(whole) <= _LONGEST_SAID else whole[:_LONGEST_SAID] + "…")
        .encode("utf-8", "backslashreplace")
        .decode()
    )
