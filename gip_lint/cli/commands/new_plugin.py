"""``gip-lint new-plugin``: the files of a plugin that can be installed and passes its own tests."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from importlib.util import find_spec
from keyword import iskeyword
from pathlib import Path

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.output import standard_output
from gip_lint.cli.scaffold import plugin_files
from gip_lint.cli.shared_arguments import add_common
from gip_lint.model.errors import UsageError
from gip_lint.plugins.entry_points import entry_points
from gip_lint.plugins.sources import GROUP

LONGEST = 60
"""Characters of a name: it stands in the names of files."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_common(parser)
    parser.take(
        "name",
        metavar="NAME",
        zh="发行包的名称：hubei-rules",
        en="the name of its distribution: hubei-rules",
    )
    parser.take(
        "--prefix",
        metavar="LETTERS",
        zh="规则代码的字母前缀：HB",
        en="the capitals before the codes of its rules: HB",
    )
    parser.take(
        "--into",
        type=Path,
        metavar="FOLDER",
        zh="新建的文件夹；默认在当前文件夹下，与 NAME 同名",
        en="the folder to make; default: NAME here",
    )


def run(options: Namespace) -> int:
    """Write the plugin into a folder of its own. Raises UsageError for a bad name or what exists."""
    name = options.name
    if not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", name) or len(name) > LONGEST:
        likely = re.sub("[^a-z0-9]+", "-", name.lower()[:LONGEST]).strip("-0123456789") or "hubei-rules"
        raise UsageError(
            f"{name[:LONGEST]} 不能作插件名称：应为小写字母、数字和连字符，以字母开头，"
            f"不超过 {LONGEST} 个字符，如 {likely}",
            f"{name[:LONGEST]} is not a name for a plugin: use lower-case words joined by hyphens, {LONGEST} "
            f"characters at most, as in {likely}",
        )
    module = name.replace("-", "_")
    if iskeyword(module) or module == "tests" or _is_taken(name, module):
        raise UsageError(
            f"{name} 不能作插件名称：{module} 是 Python 的关键字，或者已是别的模块、插件的名称；请换一个，"
            f"如 {name}-rules",
            f"{name} is not a name for a plugin: {module} is a word of Python, or the name of another module "
            f"or plugin already; take another, as in {name}-rules",
        )
    prefix = (options.prefix or re.sub("[^a-z]", "", name)[:2]).upper()
    if not re.fullmatch("[A-Z]{2,12}", prefix) or prefix.startswith("GIP"):
        raise UsageError(
            f"--prefix {prefix}：应为二至十二个大写字母，且不以 GIP 开头，如 HB",
            f"--prefix {prefix}: give two to twelve capitals that do not begin with GIP, such as HB",
        )
    folder = options.into or Path(name)
    if folder.exists():
        raise UsageError(f"{folder} 已存在，不予覆盖", f"{folder} exists and is not overwritten")
    for place, text in plugin_files(name, prefix).items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path, file=standard_output())
    return 0


def _is_taken(name: str, module: str) -> bool:
    """Return whether Python or gip-lint knows the name: of two modules or plugins only one would be found."""
    known = module in sys.stdlib_module_names or find_spec(module) is not None
    return known or any(entry.name == name for entry in entry_points(GROUP))
