"""From the paths that a user names to the files that are looked at."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gip_lint.model.errors import UsageError
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.limits import DEFAULTS, Limits, under

if TYPE_CHECKING:
    from gip_lint.readers.archive import Member

STANDARD_INPUT = "-"
ARCHIVE = ".zip"


class Source(NamedTuple):
    """A file to look at."""

    shown: str
    """The path as reports and findings give it: as the user named it, or ``<stdin>``."""
    path: Path | None
    """None for standard input."""
    problem: OSError | UnreadableError | None = None
    """Why a folder or an archive could not be listed; the source then stands for the folder or archive."""
    member: Member | None = None
    """The file in the archive that ``path`` is."""
    held: bytes | None = None
    """What it holds, where that is not to be read again: standard input, or a file as fixes leave it."""
    said: Path | None = None
    """The file that standard input is said to be, ``--stdin-filename``; it need not exist."""
    within: Path | None = None
    """The folder in which it was found; None where the user named the file itself."""

    @property
    def place(self) -> Path | None:
        """The path by which its configuration and what a baseline knows of it are found."""
        return self.said if self.path is None else self.path

    @property
    def name(self) -> str:
        """The name of the file, by which its reader is chosen; empty for standard input."""
        if self.member is not None:
            return self.member.name
        return "" if self.place is None else self.place.name


class Excludes(Protocol):
    """Says what is not looked at."""

    def __call__(self, path: Path, *, named: bool = False) -> bool:
        """Return whether *path*, found in a folder or *named* by the user, is left out."""
        ...


def nothing_excluded(path: Path, *, named: bool = False) -> bool:
    """Leave nothing out."""
    return False


def find_sources(
    paths: Iterable[str | os.PathLike[str]],
    suffixes: Sequence[str],
    excludes: Excludes = nothing_excluded,
    limits_of: Callable[[Path], Limits] = lambda _: DEFAULTS,
    said: Path | None = None,
) -> tuple[Source, ...]:
    """Return the files named by *paths*, each once, folders searched recursively and in order of name.

    In a folder only files with one of *suffixes* count, and what is hidden or excluded is passed over; a file
    that is named is taken all the same, unless *excludes* says otherwise. Pipes, sockets and devices in a
    folder are passed over. A ZIP archive is searched like a folder, within the limits that *limits_of* gives
    for its path. Standard input is taken for the file *said*, excluded with it where named files can be.
    Raises UsageError for a path that does not exist, an empty one, and ``-`` where standard input is closed.
    """
    found: dict[str, Source] = {}
    for named in paths:
        if os.fspath(named) == STANDARD_INPUT:
            sources = _standard_input(said, excludes)
        else:
            sources = _sources_at(os.fspath(named), tuple(suffixes), excludes, limits_of)
        for source in sources:
            first = found.setdefault(_identity(source), source)
            if source.within is None and first.within is not None:
                found[_identity(source)] = first._replace(within=None)
    return tuple(found.values())


def _identity(source: Source) -> str:
    if source.path is None:
        return STANDARD_INPUT
    member = "" if source.member is None else f"\0{source.member.number}"
    return os.path.abspath(source.path) + member  # noqa: PTH100 - a link and its target are two files


def _standard_input(said: Path | None, excludes: Excludes) -> Iterator[Source]:
    if sys.stdin is None:
        raise UsageError(
            "标准输入已关闭，“-” 无内容可读；请改为给出文件名",
            "standard input is closed, so “-” names nothing; name a file instead",
        )
    if said is None:
        yield Source("<stdin>", None)
    elif not excludes(said, named=True):
        yield Source(shown(said), None, said=said)


def _sources_at(
    named: str, suffixes: tuple[str, ...], excludes: Excludes, limits_of: Callable[[Path], Limits]
) -> Iterator[Source]:
    if not named:
        raise UsageError(
            "路径为空；检查当前文件夹请写“.”", "a path is empty; write “.” for the current folder"
        )
    path = Path(named)
    if os.path.lexists(path) and excludes(path, named=True):
        return
    if path.is_dir():
        yield from _sources_in(path, suffixes, excludes, limits_of)
    elif path.name.lower().endswith(ARCHIVE) and path.is_file():
        yield from _sources_in_archive(path, suffixes, limits_of(path))
    elif os.path.lexists(path):
        yield Source(shown(path), path)
    else:
        raise UsageError(f"{shown(path)}：没有这个文件或文件夹", f"{shown(path)}: no such file or folder")


def _sources_in(
    folder: Path, suffixes: tuple[str, ...], excludes: Excludes, limits_of: Callable[[Path], Limits]
) -> Iterator[Source]:
    problems: list[OSError] = []
    for path in _files_in(folder, excludes, problems):
        name = path.name.lower()
        if not name.endswith((ARCHIVE, *suffixes)) or excludes(path) or _is_special(path):
            continue
        if name.endswith(ARCHIVE):
            yield from _sources_in_archive(path, suffixes, limits_of(path))
        else:
            yield Source(shown(path), path, within=folder)
    for problem in problems:
        path = Path(problem.filename or folder)
        yield Source(shown(path), path, problem, within=folder)


def _files_in(folder: Path, excludes: Excludes, problems: list[OSError]) -> Iterator[Path]:
    """Yield the files in a folder and all below it, without recursion: a stranger's may lie very deep.

    A folder's own files come before those below it, in order of name; links to folders are not followed. What
    cannot be listed is among the *problems*.
    """
    left = [folder]
    while left:
        here = left.pop()
        folders: list[os.DirEntry[str]] = []
        files: list[os.DirEntry[str]] = []
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        (folders if entry.is_dir() else files).append(entry)
        except OSError as problem:
            problems.append(problem)
            continue
        yield from (here / entry.name for entry in sorted(files, key=lambda entry: entry.name))
        for entry in sorted(folders, key=lambda entry: entry.name, reverse=True):
            if not entry.is_symlink() and not excludes(here / entry.name):
                left.append(here / entry.name)


def _is_special(path: Path) -> bool:
    """Return whether *path* leads to a pipe, a socket or a device."""
    try:
        kind = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def _sources_in_archive(path: Path, suffixes: tuple[str, ...], bounds: Limits) -> Iterator[Source]:
    from gip_lint.readers.archive import members  # noqa: PLC0415 - few runs meet an archive

    try:
        with under(bounds):
            found = members(path, suffixes)
        for member in found:
            yield Source(f"{shown(path)}/{member.name}", path, member=member)
    except (OSError, UnreadableError) as problem:
        yield Source(shown(path), path, problem)


def shown(path: Path) -> str:
    """Return *path* so that it can be printed: bytes that are not UTF-8 appear as ``\\\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
