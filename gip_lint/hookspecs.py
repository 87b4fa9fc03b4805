"""The hooks through which everything enters: rules, forms, readers and reporters, built in or of a plugin."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from gip_lint.language import Text
    from gip_lint.readers.base import Reader
    from gip_lint.reporters.base import Reporter
    from gip_lint.rule import Rule

PROJECT = "gip_lint"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gip_lint_rules() -> Iterable[type[Rule]]:  # type: ignore[empty-body]
    """Return the rule classes of this plugin."""


@hookspec
def gip_lint_forms() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return the TOML files of the forms of this plugin."""


@hookspec
def gip_lint_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """Return the readers of this plugin; one of them is chosen by the ending of the file's name."""


@hookspec
def gip_lint_reporters() -> Iterable[Reporter]:  # type: ignore[empty-body]
    """Return the reporters of this plugin, each with the name that ``--format`` takes."""


@hookspec
def gip_lint_law(query: str, year: int | None) -> Text:  # type: ignore[empty-body]
    """Say what a register of law knows of *query*, a title or a document number.

    With *year* also what a report for that year is to cite. A register that knows nothing says so.
    """
