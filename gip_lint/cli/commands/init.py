"""``gip-lint init``: a configuration to begin with, every key explained."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import language_here
from gip_lint.cli.output import standard_output
from gip_lint.cli.shared_arguments import add_common
from gip_lint.config.configurations import FILE_NAME
from gip_lint.config.layers import PYPROJECT, has_settings
from gip_lint.config.profiles import PROFILES
from gip_lint.config.schema import KEYS, Key
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import UsageError
from gip_lint.reporters.terminal import wrapped

WIDTH = 90
_HEAD = (
    "gip-lint 的配置，对本文件所在文件夹及其下的报告有效。去掉行首的 # 即启用该项。",
    "Configuration of gip-lint, for the reports in this folder and below. Take the # away to use a line.",
    "gip-lint config 显示生效的配置。gip-lint config shows what holds.",
)
_EXAMPLE_RULE = "GIP404"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_common(parser)
    parser.take(
        "folder",
        nargs="?",
        default=".",
        metavar="FOLDER",
        zh="gip-lint.toml 写到哪个文件夹；默认为当前文件夹",
        en="where gip-lint.toml goes; default: .",
    )
    parser.take(
        "--profile",
        metavar="NAME",
        zh="写入哪个方案：publish、audit",
        en="the profile that it names: publish, audit",
    )


def run(options: Namespace) -> int:
    """Write ``gip-lint.toml`` in a folder where there is none."""
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(f"{folder}：没有这个文件夹", f"{folder}: no such folder")
    if options.profile is not None and options.profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise UsageError(
            f"没有预设 {options.profile}；可用：{known}", f"no profile {options.profile}; there are: {known}"
        )
    path = folder / FILE_NAME
    if has_settings(folder / PYPROJECT):
        raise UsageError(
            f"{folder / PYPROJECT} 中已有 [tool.gip-lint]，新的 {FILE_NAME} 会使其失效，未写入",
            f"{folder / PYPROJECT} has [tool.gip-lint], which a new {FILE_NAME} would put out of force; "
            "nothing is written",
        )
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(template(options.profile))
    except FileExistsError:
        raise UsageError(f"{path}：已有配置文件，不予覆盖", f"{path}: exists, and is not replaced") from None
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = os.fspath(path)
        raise
    if not options.quiet:
        said = Bilingual(f"已写入 {path}", f"wrote {path}")
        print(said[language_here(options)], file=standard_output())
    return 0


def template(profile: str | None = None) -> str:
    """Return a configuration in which every key is explained, and none but the profile is set."""
    return "\n".join(_lines(profile))


def _lines(profile: str | None) -> Iterator[str]:
    yield from (f"# {line}" for line in _HEAD)
    plain = [key for key in KEYS.values() if not key.is_table]
    for key in [*plain, *(key for key in KEYS.values() if key.is_table)]:
        yield ""
        for text in (key.meaning.zh, key.meaning.en):
            yield from (f"# {line}" for line in wrapped(text, WIDTH))
        if key.name == "profile" and profile is not None:
            yield f'profile = "{profile}"'
        elif key.is_table:
            yield f"#[{table_of(key)}]"
            yield from (f"#{line}" for line in key.example.splitlines())
        else:
            yield f"#{key.name} = {key.example}"
    yield ""


def table_of(key: Key) -> str:
    """Return the name of the table that shows how a key is written."""
    return f"rules.{_EXAMPLE_RULE}" if key.name == "rules" else key.name
