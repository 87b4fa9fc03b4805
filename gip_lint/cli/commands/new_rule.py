"""``gip-lint new-rule``: one file with one rule."""

from __future__ import annotations

import re
from argparse import Namespace
from keyword import iskeyword
from pathlib import Path

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.output import standard_output
from gip_lint.cli.scaffold import rule_file
from gip_lint.cli.shared_arguments import add_common
from gip_lint.model.errors import UsageError


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_common(parser)
    parser.take(
        "code",
        metavar="CODE",
        zh="规则的代码，用自己的前缀：HB002",
        en="its code, with a prefix of your own: HB002",
    )
    parser.take("name", metavar="NAME", zh="规则的名称：short-title", en="its name: short-title")
    parser.take(
        "--into",
        type=Path,
        metavar="FILE",
        zh="新建的文件；默认如 short_title.py",
        en="the file to make; default: short_title.py",
    )


def run(options: Namespace) -> int:
    """Write the module of the rule. Raises UsageError for a bad code or name and for what exists."""
    if not re.fullmatch("[A-Z]{2,12}[0-9]{3,6}", options.code) or options.code.startswith("GIP"):
        raise UsageError(
            f"{options.code} 不能作规则代码：应为自己的大写前缀加三至六位数字，如 HB002",
            f"{options.code} is not a code for a rule: use your own capitals and three to six digits (HB002)",
        )
    if not re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", options.name):
        raise UsageError(
            f"{options.name} 不能作规则名称：应为小写字母、数字和连字符，如 short-title",
            f"{options.name} is not a name for a rule: use lower-case words joined by hyphens (short-title)",
        )
    path = options.into or Path(options.name.replace("-", "_") + ".py")
    if not path.stem.isidentifier() or iskeyword(path.stem) or path.suffix != ".py":
        raise UsageError(
            f"{path} 不能作 Python 模块；请用 --into 另写一个文件名，如 {path.stem}_rule.py",
            f"{path} is not a module of Python; name another file with --into, such as {path.stem}_rule.py",
        )
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(rule_file(options.code, options.name))
    except FileExistsError:
        raise UsageError(f"{path} 已存在，不予覆盖", f"{path} exists and is not overwritten") from None
    print(path, file=standard_output())
    return 0
