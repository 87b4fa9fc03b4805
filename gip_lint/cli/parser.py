"""The arguments of the whole command line: its commands, each with the arguments that its module declares."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Container, Iterable, Sequence
from importlib import import_module

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.catalogue import COMMANDS
from gip_lint.model.version import __version__


def language(arguments: Sequence[str]) -> str | None:
    """Return the language that the arguments ask for, which they do also where they mean nothing."""
    asked = [word for flag, word in zip(arguments, arguments[1:]) if flag == "--lang"]
    asked += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    return asked[-1] if asked else None


def parse(arguments: Sequence[str], options: Namespace) -> None:
    """Read the arguments into *options*, with the function ``run`` of the command that they name.

    Paths may stand before and after flags. Raises WrongArgumentsError for arguments that mean nothing, and
    SystemExit where they ask for help or the version, which is then written.
    """
    asked = [word for word in arguments if word in COMMANDS][:1]
    known = asked if asked == [*arguments[:1]] else COMMANDS
    whole = parser(known, asked, chinese=options.lang != "en")
    _, left = whole.parse_known_args(arguments, options)
    if left and (not hasattr(options, "paths") or any(word.startswith("-") and word != "-" for word in left)):
        whole.commands.get(arguments[0], whole).refuse(left)
    if left:
        options.paths = [*options.paths, *left]


def parser(
    known: Iterable[str] = COMMANDS, asked: Container[str] = COMMANDS, *, chinese: bool = True
) -> ArgumentParser:
    """Return what reads the arguments: commands that are *known* by name, those *asked* for in full."""
    whole = ArgumentParser(
        prog="gip-lint",
        chinese=chinese,
        zh="检查政府信息公开工作年度报告。",
        en="Lint Chinese open-government annual reports.",
        epilog=(
            "退出状态：0 没有达到失败级别的问题，1 有，2 用法有误或运行失败。"
            "“gip-lint 命令 --help”说明一个命令；--lang en 改用英文。"
        )
        if chinese
        else "Exit status: 0 nothing found that fails, 1 findings, 2 wrong usage or a failure. "
        "“gip-lint COMMAND --help” describes a command; --lang zh speaks Chinese.",
    )
    whole.take(
        "--version",
        action="version",
        version=f"gip-lint {__version__}",
        zh="显示版本",
        en="show the version and exit",
    )
    commands = whole.add_subparsers(
        title="commands", prog=whole.prog, dest="command", metavar="COMMAND", required=True
    )
    for name in known:
        zh, en = COMMANDS[name]
        command = commands.add_parser(name, help=zh if chinese else en, chinese=chinese, zh=zh, en=en)
        whole.commands[name] = command
        if name in asked:
            module = import_module(f"gip_lint.cli.commands.{name.replace('-', '_')}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return whole
