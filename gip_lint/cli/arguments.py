"""Arguments described, and said to mean nothing, in the user's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_BOTH = "\x1f"
_ARGUMENT = re.compile(r"argument (?P<argument>[^:]+): (?P<rest>.*)", re.DOTALL)
_CHOICE = re.compile(
    r"argument (?P<argument>[^:]+): invalid choice: (?P<value>.{0,2000}) \(choose from (?P<known>.*)\)", re.S
)
_TRANSLATIONS: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: COMMAND", "请写明要做什么，如 gip-lint check 报告.txt"),
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"one of the arguments (.*) is required", r"须从下列参数中选一个：\1"),
    (r"expected one argument", "后面要写一个值"),
    (r"expected at least one argument", "后面至少要写一个值"),
    (r"expected at most one argument", "后面最多写一个值"),
    (r"not allowed with argument (.*)", r"不能与 \1 同用"),
    (r"ignored explicit argument (.*)", r"后面不能带值 \1"),
    (r"invalid \S+ value: (.*)", r"不能取 \1"),
)


class WrongValueError(argparse.ArgumentTypeError):
    """A value that an argument does not take, said in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}{_BOTH}{en}")


class WrongArgumentsError(Exception):
    """What is wrong with the arguments, and of which command."""

    def __init__(self, command: str, said: str) -> None:
        super().__init__(said)
        self.command = command

    def message(self, *, chinese: bool) -> str:
        """Return it in words, with the command that shows the usage."""
        said = str(self)
        if choice := _CHOICE.fullmatch(said):
            said = _unknown(choice)[not chinese]
        elif not chinese:
            before, both, behind = said.rpartition(_BOTH)
            if both:
                argument = _ARGUMENT.match(before)
                said = f"argument {argument['argument']}: {behind}" if argument else behind
        else:
            said = _in_chinese(said)
        return said + (f"（用法见 {self.command} --help）" if chinese else f" (usage: {self.command} --help)")


def _unknown(choice: re.Match[str]) -> tuple[str, str]:
    from gip_lint.model.nearest import did_you_mean  # noqa: PLC0415 - only needed to word an error

    value = choice["value"].strip("'\"")
    known = [word.strip("'\"") for word in choice["known"].split(", ")]
    zh, en = did_you_mean(value, known)
    zh, en = zh or f"；可用：{'、'.join(known)}", en or f"; there are: {', '.join(known)}"
    if choice["argument"] == "COMMAND":
        return f"没有命令 {value}{zh}", f"no command {value}{en}"
    return f"{choice['argument']}：没有 {value}{zh}", f"{choice['argument']}: no {value}{en}"


def _in_chinese(said: str) -> str:
    argument = _ARGUMENT.match(said)
    place, rest = (f"{argument['argument']}：", argument["rest"]) if argument else ("", said)
    own, both, _ = rest.partition(_BOTH)
    if both:
        return place + own
    for pattern, translation in _TRANSLATIONS:
        if match := re.fullmatch(pattern, rest, re.DOTALL):
            return place + match.expand(translation)
    return place + rest


_USUAL_WIDTH, _LEAST_WIDTH = 78, 40
_USAGE = "usage: "
_HEADINGS = {"positional arguments": "参数", "options": "选项", "commands": "命令"}


class _Formatter(argparse.HelpFormatter):
    """Writes the help of a command, its lines as wide as the terminal.

    One is made for every argument that a parser takes, so the terminal is asked only when help is written.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_USUAL_WIDTH)

    def format_help(self) -> str:
        from shutil import get_terminal_size  # noqa: PLC0415 - only where help is asked for

        self._width = max(get_terminal_size().columns - 2, _LEAST_WIDTH)
        return super().format_help()


class _ChineseFormatter(_Formatter):
    """Writes it in Chinese."""

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        written = super()._format_usage(usage, actions, groups, _USAGE if prefix is None else prefix)
        return written.replace(_USAGE, "用法： ", 1) if prefix is None else written

    def format_help(self) -> str:
        written = super().format_help()
        for heading, chinese in _HEADINGS.items():
            written = written.replace(f"\n{heading}:\n", f"\n{chinese}：\n", 1)
        return written

    def _split_lines(self, text: str, width: int) -> list[str]:
        from gip_lint.reporters.terminal import wrapped  # noqa: PLC0415 - only where help is asked for

        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width))


class ArgumentParser(argparse.ArgumentParser):
    """Speaks the user's language; raises WrongArgumentsError instead of printing the usage and leaving."""

    def __init__(self, *, chinese: bool, zh: str, en: str, **options: Any) -> None:
        """Make a parser that is described as *zh* and *en* say."""
        super().__init__(
            description=zh if chinese else en,
            formatter_class=_ChineseFormatter if chinese else _Formatter,
            add_help=False,
            allow_abbrev=False,
            **options,
        )
        self.chinese = chinese
        self.commands: dict[str, ArgumentParser] = {}
        self.take("-h", "--help", zh="显示这份说明", en="show this help and exit", action="help")

    def take(
        self, *names: str, zh: str, en: str, within: argparse._ActionsContainer | None = None, **options: Any
    ) -> None:
        """Take an argument, described in both languages, or let a group *within* the parser take it."""
        (within or self).add_argument(*names, help=zh if self.chinese else en, **options)

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """Raise WrongArgumentsError for arguments that it does not take."""
        from gip_lint.model.nearest import did_you_mean  # noqa: PLC0415 - only needed to word an error

        given = next((word.partition("=")[0] for word in unknown if word.startswith("--")), "")
        zh, en = did_you_mean(given, self._option_string_actions) if given else ("", "")
        words = " ".join(unknown)
        self.error(f"没有这个参数：{words}{zh}{_BOTH}unrecognized arguments: {words}{en}")

    def error(self, message: str) -> NoReturn:
        """Raise WrongArgumentsError."""
        raise WrongArgumentsError(self.prog, message)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write a help text or the version; argparse itself would pass over a device that is full."""
        stream = file or sys.stderr
        if message and stream is not None:
            stream.write(message)
