"""Files of configuration, plugins and baselines, read within bounds: a stranger may have sent them."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MOST_BYTES = 8 * 1024 * 1024
"""Of a file of configuration or a plugin; written by hand, they stay far below it."""


def regular_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return what a file holds. Raises OSError, also for more than *most* bytes and for what is no file.

    A pipe or a device is not waited for, and nothing is read that may have no end.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", os.fspath(path))
        if state.st_size > most:
            raise OSError(errno.EFBIG, f"more than {most:,} bytes", os.fspath(path))
        data: bytes | None = file.read(most + 1)
    if data is None:  # a file of the system, in which nothing stands yet
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), os.fspath(path))
    if len(data) > most:
        raise OSError(errno.EFBIG, f"more than {most:,} bytes", os.fspath(path))
    return data


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
