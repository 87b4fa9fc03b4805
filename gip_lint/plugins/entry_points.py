"""The installed plugins: what distributions declare under an entry-point group.

``importlib.metadata.entry_points`` answers the same question and takes a tenth of a whole run to import. Here
the ``entry_points.txt`` of every distribution on ``sys.path`` is read; where the path holds an archive, which
only the standard library can look into, it is asked after all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

FILE = "entry_points.txt"


class EntryPoint(NamedTuple):
    """A line of an entry-point group, ``name = module:attribute``, and the distribution that declares it."""

    name: str
    value: str
    distribution: str = ""

    def load(self) -> object:
        """Import the module and return the object in it. Raises whatever the import raises."""
        module, _, attributes = self.value.partition("[")[0].strip().partition(":")
        found: object = import_module(module.strip())
        for attribute in filter(None, attributes.strip().split(".")):
            found = getattr(found, attribute)
        return found


def entry_points(group: str) -> tuple[EntryPoint, ...]:
    """Return the entry points of *group*, by name; of a distribution that is there twice the first counts."""
    folders = list(dict.fromkeys(path or "." for path in sys.path))
    found = _by_standard_library(group) if any(map(os.path.isfile, folders)) else _in_folders(folders, group)
    return tuple(sorted(found))


def _by_standard_library(group: str) -> Iterator[EntryPoint]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow

    for entry in set(entry_points(group=group)):
        yield EntryPoint(entry.name, entry.value, entry.dist.name if entry.dist else "")


def _in_folders(folders: list[str], group: str) -> Iterator[EntryPoint]:
    for distribution, folder in distributions(folders):
        yield from _declared(folder / FILE, group, distribution)


def distributions(path: Iterable[str] | None = None) -> Iterator[tuple[str, Path]]:
    """Yield every installed distribution by name, with the folder that describes it."""
    seen: set[str] = set()
    for folder in dict.fromkeys(part or "." for part in (sys.path if path is None else path)):
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
        except OSError:
            continue
        for name in names:
            distribution = name.partition("-")[0].removesuffix(".egg-info")
            if not name.endswith((".dist-info", ".egg-info")) or distribution.lower() in seen:
                continue
            seen.add(distribution.lower())
            yield distribution, Path(folder, name)


def _declared(path: Path, group: str, distribution: str) -> Iterator[EntryPoint]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    section = ""
    for line in map(str.strip, lines):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif section == group and line and line[0] not in "#;":
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip(), distribution)
