"""Paths as other programs want them: as addresses, and as seen from the root of a repository."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def address(path: str) -> str:
    """Return *path* as a URI reference: relative where the path is, ``file:`` where it is absolute."""
    if os.path.isabs(path):  # noqa: PTH117 - the path of a finding is text
        return Path(path).as_uri()
    return quote(path.replace(os.sep, "/"), errors="surrogateescape")


def in_repository(path: str, variable: str) -> str:
    """Return *path* as seen from the folder that an environment variable of the CI names.

    What lies outside it, or where the variable is not set, stays as the user named it.
    """
    root = os.environ.get(variable)
    if root and path != "<stdin>":
        absolute, root = os.path.realpath(path), os.path.realpath(root)
        if absolute.startswith(root.rstrip(os.sep) + os.sep):
            path = os.path.relpath(absolute, root)
    return path.replace(os.sep, "/")
