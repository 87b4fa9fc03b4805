"""From the paths that a user names to the files that are looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from gip_lint.errors import UsageError

STANDARD_INPUT = "-"


@frozen
class Source:
    """A file to look at."""

    shown: str
    """The path as reports and findings give it: as the user named it, or ``<stdin>``."""
    path: Path | None
    """None for standard input."""
    problem: OSError | None = None
    """Why a folder could not be listed; the source then stands for the folder."""


def find_sources(paths: Iterable[str | os.PathLike[str]], suffixes: Sequence[str]) -> tuple[Source, ...]:
    """Return the files named by *paths*, each once, folders searched recursively and in order of name.

    In a folder only files with one of *suffixes* count, and what is hidden is passed over; a file that is
    named is always taken. Raises UsageError for a path that does not exist.
    """
    found: dict[str, Source] = {}
    for named in paths:
        for source in _sources_at(os.fspath(named), tuple(suffixes)):
            found.setdefault(_identity(source), source)
    return tuple(found.values())


def _identity(source: Source) -> str:
    if source.path is None:
        return STANDARD_INPUT
    return os.path.abspath(source.path)  # noqa: PTH100 - a link and its target are two files


def _sources_at(named: str, suffixes: tuple[str, ...]) -> Iterator[Source]:
    if named == STANDARD_INPUT:
        yield Source("<stdin>", None)
        return
    path = Path(named)
    if path.is_dir():
        yield from _sources_in(path, suffixes)
    elif os.path.lexists(path):
        yield Source(shown(path), path)
    else:
        raise UsageError(f"{shown(path)}：没有这个文件或文件夹", f"{shown(path)}: no such file or folder")


def _sources_in(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Source]:
    problems: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(suffixes) and not name.startswith("."):
                path = Path(here, name)
                yield Source(shown(path), path)
    for problem in problems:
        path = Path(problem.filename or folder)
        yield Source(shown(path), path, problem)


def shown(path: Path) -> str:
    """Return *path* so that it can be printed: bytes that are no UTF-8 appear as ``\\\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
