"""The libraries that heavy formats need: each an extra, asked for only when such a file is read."""

from __future__ import annotations

from importlib.util import find_spec

from gip_lint.model.errors import MissingLibraryError


def require_library(module: str, extra: str) -> None:
    """Raise MissingLibraryError, with the command that installs it, where *module* is not there."""
    try:
        there = find_spec(module) is not None
    except (ImportError, ValueError):
        there = False
    if not there:
        raise MissingLibraryError(module, extra)
