"""``gip-lint completion``: the script by which a shell completes commands, flags, codes and formats."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.output import opened
from gip_lint.cli.parser import parser
from gip_lint.cli.shared_arguments import add_common, add_output
from gip_lint.config.profiles import PROFILES
from gip_lint.plugins.registry import Plugins, installed_plugins

_CODES = ("select", "extend_select", "ignore", "extend_ignore", "unfixable")
_FILES = ("config", "output", "baseline", "write_baseline")
_FOLDERS = ("cache_dir",)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_output(parser)
    add_common(parser)
    parser.take("shell", choices=("bash", "zsh", "fish"), zh="bash、zsh 或 fish", en="bash, zsh or fish")


def run(options: Namespace) -> int:
    """Write the script for one shell."""
    import shtab  # noqa: PLC0415 - only this command needs it

    whole = parser(chinese=options.lang != "en")
    _prepare(whole, installed_plugins(), shtab)
    script = shtab.complete(whole, shell=options.shell)
    with opened(options.output) as stream:
        stream.write(script.rstrip("\n") + "\n")
    return 0


def _prepare(whole: argparse.ArgumentParser, plugins: Plugins, shtab: Any) -> None:
    """Tell the completion of every argument what it takes."""
    choices = {
        "form": [form.key for form in plugins.forms],
        "profile": list(PROFILES),
        "code": [*plugins.rules, *(rule.name for rule in plugins.rules.values())],
    }
    families = sorted({code[:4] for code in plugins.rules})
    choices |= {name: [*plugins.rules, *families] for name in _CODES}
    for command, action in _actions(whole):
        if action.dest in choices:
            action.choices = choices[action.dest]
        elif action.dest == "format" and command == "check":
            action.choices = list(plugins.reporters)
        elif action.dest in _FILES or action.dest in ("path", "paths"):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.dest in _FOLDERS or action.dest == "folder":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]


def _actions(whole: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    """Yield every argument of every command; one that several commands share comes several times."""
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, below in action.choices.items():
                yield from ((command, each) for each in below._actions)
