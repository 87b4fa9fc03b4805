"""The hooks through which everything enters, built in or of a plugin.

A plugin is a module (or an object) with functions of these names, each marked with :data:`hookimpl`. It may
implement any number of them, and each may take fewer arguments than it is given here. What several plugins
bring stands in the order in which they were loaded; ``@hookimpl(tryfirst=True)`` puts one first and
``@hookimpl(trylast=True)`` last. A module says with ``gip_lint_api_version = 1`` for which version of the
hooks it is written; one that says nothing is taken to be for version 1, and one for another is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from gip_lint.model.bilingual import Bilingual
    from gip_lint.model.finding import Finding
    from gip_lint.model.report import Report
    from gip_lint.plugins.reporter import Reporter
    from gip_lint.plugins.rule import Rule
    from gip_lint.readers.base import Reader

PROJECT = "gip_lint"

MARK = f"{PROJECT}_impl"
"""The attribute by which pluggy knows a function that is marked with :data:`hookimpl`."""
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gip_lint_rules() -> Iterable[type[Rule]]:  # type: ignore[empty-body]
    """Return the rule classes of this plugin.

    Their codes are capitals and digits with a prefix of the plugin's own: GIP is kept for the built-in rules.
    """


@hookspec
def gip_lint_custom_rules() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return the TOML files with ``[[custom-rules]]``: rules without code."""


@hookspec
def gip_lint_forms() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return the TOML files of the forms of this plugin."""


@hookspec
def gip_lint_tables() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return the TOML files with what this plugin adds to forms: whole tables, blocks and rows."""


@hookspec
def gip_lint_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """Return the readers of this plugin; one of them is chosen by the ending of the file's name."""


@hookspec
def gip_lint_reporters() -> Iterable[Reporter]:  # type: ignore[empty-body]
    """Return the reporters of this plugin, each with the name that ``--format`` takes."""


@hookspec
def gip_lint_profiles() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return the TOML files of the profiles of this plugin; each is named as its file, ``hubei.toml``."""


@hookspec
def gip_lint_words() -> Mapping[str, Iterable[str]]:  # type: ignore[empty-body]
    """Return words for the lists of rules, by the name of the list.

    A rule reads a list with ``words(name)`` of :mod:`gip_lint.kit`. Of the built-in rules, GIP604 reads
    ``injected-text``, advertising to be found in every sentence, in any case; and GIP608
    ``published-numbers``, which offices give to the public. A TOML file that is named as a plugin gives words
    too: ``[words]``, with a list of strings for each name.
    """


@hookspec
def gip_lint_register() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return the TOML files with ``[[instrument]]``: entries of the register (:mod:`gip_lint.plugins.law`).

    The citation rules and ``gip-lint law`` know them as they know the shipped ones. An entry takes the place
    of a shipped one with the same title.
    """


@hookspec
def gip_lint_law(query: str, year: int | None) -> Bilingual:  # type: ignore[empty-body]
    """Return what a register of law knows of *query*, a title or a document number.

    With *year* also what a report for that year is to cite. A register that knows nothing says so.
    """


@hookspec
def gip_lint_findings(  # type: ignore[empty-body]
    report: Report, findings: Sequence[Finding]
) -> Iterable[Finding]:
    """Return the findings of *report* that are to stand: all, fewer, or altered ones.

    Every plugin is given what the one before it left. A finding keeps its rule and its place; its severity,
    message, notes and fix may be changed (``replace(finding, severity=…)``, of :mod:`gip_lint.kit`). New ones
    are not taken. A fix with other edits than it had is never safe.
    GIP009 is not among them. Where the hook raises, what it was given stands.
    """


HOOKS = frozenset(name for name in globals() if name.startswith(f"{PROJECT}_"))
"""The names of the hooks."""
