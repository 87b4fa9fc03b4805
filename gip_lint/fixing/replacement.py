"""A file replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
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
    """
    target = Path(os.path.realpath(path))
    _require_writable(target)
    beside = target.with_name(f".{target.name[:_LONGEST]}.{os.urandom(4).hex()}.tmp")
    old = target.stat() if target.exists() else None
    try:
        with BufferedWriter(_Named(beside, "x")) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            if hasattr(os, "chown"):
                with suppress(OSError):
                    os.chown(beside, old.st_uid, old.st_gid)
            beside.chmod(old.st_mode & 0o7777)
            _copy_attributes(target, beside)
        beside.replace(target)
    except BaseException as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError) and os.fspath(error.filename or "") == os.fspath(beside):
            error.filename, error.filename2 = os.fspath(path), None
        raise


def is_read_only(path: Path) -> bool:
    """Return whether a file is kept from being written by anybody, also by root, who could."""
    return not path.stat().st_mode & _ANY_WRITES


def _require_writable(target: Path) -> None:
    """Raise PermissionError for a file that its owner keeps from being written, or that another owns."""
    if target.exists() and (is_read_only(target) or not os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(target))


def _copy_attributes(source: Path, target: Path) -> None:
    """Give a file the extended attributes of another, where the system has such and lets them be set."""
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(source):
                with suppress(OSError):
                    os.setxattr(target, name, os.getxattr(source, name))
