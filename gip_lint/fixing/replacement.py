"""A file replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Any, BinaryIO

_LONGEST = 40
"""How many characters of a file's name are kept in that of the temporary one: names hold 255 bytes."""


_ANY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class _Named(FileIO):
    """A file whose errors say which it is: that of a disk that is full does not of itself."""

    def write(self, data: Any) -> int:
        """Write *data*. Raises OSError with the name of the file."""
        try:
            return super().write(data)
        except OSError as error:
            error.filename = self.name
            raise


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to that takes the place of the one at *path* when all is written, or never.

    It stands in the same folder, reaches the disk before it is renamed, and has the permissions of the old
    one, its extended attributes (access lists among them), and its owner where that is allowed. A symbolic
    link stays; what it points to is replaced. Raises OSError where that cannot be done, also where the old
    file may not be written, and leaves it then.

    Others may be able to write in the folder. So what the file is given it is given through its descriptor,
    names are looked up in the folder that was opened first, and nothing is renamed where another file has
    come under either name.
    """
    target = Path(os.path.realpath(path))
    _require_writable(target)
    with _folder_of(target) as folder:
        old = folder.state(target.name)
        beside = f".{target.name[:_LONGEST]}.{os.urandom(4).hex()}.tmp"
        made: os.stat_result | None = None
        try:
            opener = folder.opener(0o666 if old is None else 0o600)
            with BufferedWriter(_Named(folder.path / beside, "x", opener=opener)) as file:
                made = os.fstat(file.fileno())
                yield file
                file.flush()
                if old is not None:
                    _give(file.fileno(), folder, target.name, old)
                os.fsync(file.fileno())
                folder.require_same(beside, os.fstat(file.fileno()))
            folder.require_same(target.name, old)
            folder.rename(beside, target.name)
        except BaseException as error:
            if made is not None:
                with suppress(OSError):
                    folder.remove(beside)
            if isinstance(error, OSError) and os.path.basename(os.fspath(error.filename or "")) == beside:  # noqa: PTH119
                error.filename, error.filename2 = os.fspath(path), None
            raise


class _Folder:
    """A folder whose files are named within it, by its descriptor where the system can."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self.path = path
        self._descriptor = descriptor

    def _at(self, name: str) -> str:
        return name if self._descriptor is not None else os.fspath(self.path / name)

    def opener(self, mode: int) -> Callable[[str, int], int]:
        """Return what opens a file that is made with *mode*, for :class:`io.FileIO`."""

        def opened(path: str, flags: int) -> int:
            name = self._at(os.path.basename(path))  # noqa: PTH119
            return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0), mode, dir_fd=self._descriptor)

        return opened

    def state(self, name: str) -> os.stat_result | None:
        """Return what stands under *name*, links not followed; None where nothing does."""
        try:
            return os.stat(self._at(name), dir_fd=self._descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def require_same(self, name: str, known: os.stat_result | None) -> None:
        """Raise OSError where another file than the *known* one stands under *name*, or none, or one anew."""
        now = self.state(name)
        if (now and _identity(now)) != (known and _identity(known)):
            raise OSError(errno.ESTALE, "replaced by another file meanwhile", os.fspath(self.path / name))

    def open_for_reading(self, name: str) -> int:
        """Return a descriptor of a file, links not followed."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        return os.open(self._at(name), flags, dir_fd=self._descriptor)

    def rename(self, name: str, new: str) -> None:
        """Give a file another name, in place of what has it."""
        os.replace(self._at(name), self._at(new), src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def remove(self, name: str) -> None:
        """Take a file away. Raises OSError where there is none."""
        os.unlink(self._at(name), dir_fd=self._descriptor)


def _identity(state: os.stat_result) -> tuple[int, ...]:
    """Return by what a file is known: its number alone is given to another when it is gone."""
    return state.st_dev, state.st_ino, state.st_mode, state.st_mtime_ns, state.st_ctime_ns


@contextmanager
def _folder_of(target: Path) -> Iterator[_Folder]:
    if os.open not in os.supports_dir_fd:
        yield _Folder(target.parent, None)
        return
    try:
        descriptor = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        error.filename = os.fspath(target)
        raise
    try:
        yield _Folder(target.parent, descriptor)
    finally:
        os.close(descriptor)


def _give(descriptor: int, folder: _Folder, name: str, old: os.stat_result) -> None:
    """Give an open file owner, permissions and extended attributes of the *old* one under *name*."""
    if sys.platform == "linux":
        with suppress(OSError):
            _copy_attributes(folder.open_for_reading(name), descriptor)
    if hasattr(os, "fchown"):
        with suppress(OSError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, old.st_mode & 0o7777)


def is_read_only(path: Path) -> bool:
    """Return whether a file is kept from being written by anybody, also by root, who could."""
    return not path.stat().st_mode & _ANY_WRITES


def _require_writable(target: Path) -> None:
    """Raise PermissionError for a file that its owner keeps from being written, or that another owns."""
    if target.exists() and (is_read_only(target) or not os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(target))


def _copy_attributes(source: int, target: int) -> None:
    """Give an open file the extended attributes of another, which is closed then, where they can be set."""
    assert sys.platform == "linux"
    try:
        for name in os.listxattr(source):
            with suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name))
    finally:
        os.close(source)
