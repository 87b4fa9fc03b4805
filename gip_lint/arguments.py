"""Arguments that mean nothing, said as every other fault of use is: short, and in the user's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_BOTH = "\x1f"
_ARGUMENT = re.compile(r"argument (?P<argument>[^:]+): (?P<rest>.*)", re.DOTALL)
_CHOICE = re.compile(
    r"argument (?P<argument>[^:]+): invalid choice: (?P<value>.*) \(choose from (?P<known>.*)\)", re.S
)
_TRANSLATIONS: Sequence[tuple[str, str]] = (
    (r"unrecognized arguments: (.*)", r"没有这个参数：\1"),
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
        """Say it, with the command that shows the usage."""
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
    from gip_lint.nearest import did_you_mean  # noqa: PLC0415 - only needed to word an error

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


class ArgumentParser(argparse.ArgumentParser):
    """Raises WrongArgumentsError instead of printing the usage and leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise WrongArgumentsError."""
        raise WrongArgumentsError(self.prog, message)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write a help text or the version; argparse itself would pass over a device that is full."""
        stream = file or sys.stderr
        if message and stream is not None:
            stream.write(message)
