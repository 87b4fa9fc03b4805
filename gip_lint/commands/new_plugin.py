"""``gip-lint new-plugin``: the files of a plugin that can be installed and passes its own tests."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path

from gip_lint.errors import UsageError
from gip_lint.output import standard_output
from gip_lint.scaffold import plugin_files


def run(options: Namespace) -> int:
    """Write the plugin into a folder of its own. Raises UsageError for a bad name or what exists."""
    name = options.name
    if not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise UsageError(
            f"{name} 不能作插件名称：应为小写字母、数字和连字符，如 hubei-rules",
            f"{name} is no name for a plugin: use lower-case words joined by hyphens, as in hubei-rules",
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
