"""What the pack registers: every rule in the modules of its rooms."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import gip_lint_rules as pack
from gip_lint.kit import Bilingual, Rule, hookimpl


@hookimpl
def gip_lint_rules() -> list[type[Rule]]:
    """Return the rule classes, in the order of their codes."""
    return sorted(_rules(), key=lambda rule: rule.code)


@hookimpl
def gip_lint_law(query: str, year: int | None) -> Bilingual:
    """Return what the pack's register of law knows of a title or a number."""
    from gip_lint_rules.citations._shared.lookup import lookup  # noqa: PLC0415 - only ``gip-lint law`` needs it

    return lookup(query, year)


def _rules() -> Iterator[type[Rule]]:
    for room in iter_modules(pack.__path__, "gip_lint_rules."):
        if room.ispkg:
            for found in iter_modules(import_module(room.name).__path__, f"{room.name}."):
                yield from _rules_in(found.name)


def _rules_in(name: str) -> Iterator[type[Rule]]:
    """Yield the rules that a module defines itself; a base class for several rules has no code."""
    for thing in vars(import_module(name)).values():
        own = isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == name
        if own and hasattr(thing, "code"):
            yield thing
