"""The forms, readers and reporters that gip-lint ships, registered through the hooks like any plugin's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gip_lint.plugins.hookspecs import hookimpl
from gip_lint.plugins.reporter import Reporter
from gip_lint.readers.base import Reader


@hookimpl
def gip_lint_forms() -> Iterable[Path]:
    """Return the two official forms."""
    from gip_lint.forms.loader import BUILTIN  # noqa: PLC0415 - not every command needs the forms

    return BUILTIN


@hookimpl
def gip_lint_profiles() -> Iterable[Path]:
    """Return the profiles for publishing and for audit."""
    from gip_lint.config.profiles import PROFILES  # noqa: PLC0415 - most runs have none

    return PROFILES.values()


@hookimpl
def gip_lint_readers() -> Iterable[Reader]:
    """Return the readers of every format; what they need to read one is imported when there is one."""
    from gip_lint.readers.catalogue import READERS  # noqa: PLC0415 - not every command reads files

    return READERS


@hookimpl
def gip_lint_reporters() -> Iterable[Reporter]:
    """Return the reporters for people, for scripts and for the pages of a CI."""
    from gip_lint.reporters.catalogue import REPORTERS  # noqa: PLC0415 - not every command reports

    return REPORTERS
