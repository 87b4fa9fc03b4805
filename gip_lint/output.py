"""Where output goes: standard output that may close early, or a file that is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, BytesIO, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO

_LONGEST = 40
"""How many characters of a file's name are kept in that of the temporary one: names hold 255 bytes."""

_CHUNK = 1 << 20
"""Characters of a document that are handed on at a time."""

_ANY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH

_own: list[TextIO | None] = []
"""Standard output as it was before it was kept apart."""


def standard_output() -> TextIO | None:
    """Return what gip-lint itself writes to; None where standard output is closed."""
    return _own[-1] if _own else sys.stdout


@contextmanager
def kept_apart() -> Iterator[None]:
    """Keep standard output for gip-lint itself: what a plugin prints meanwhile goes to standard error."""
    own = sys.stdout
    _own.append(own)
    sys.stdout = sys.stderr
    try:
        yield
    finally:
        sys.stdout = own
        _own.pop()


def has_colour(stream: TextIO) -> bool:
    """Say whether to write colours: on a terminal, unless NO_COLOR is set; anywhere if FORCE_COLOR is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def prepare_streams() -> None:
    """Make standard output and error able to take any character; a closed standard error takes and drops it.

    A stream that knows no Chinese (``LANG=C``) is turned to UTF-8; what an encoding lacks appears as
    ``\\\\uXXXX``.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open till the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")


def _encoding(stream: TextIO) -> str:
    try:
        "错误│：".encode(stream.encoding)
    except (UnicodeEncodeError, LookupError):
        return "utf-8"
    return stream.encoding


@contextmanager
def opened(path: Path | None, *, utf8: bool = False, whole: bool = False) -> Iterator[TextIO]:
    """Give a stream to write to: standard output, or the file at *path*.

    A file is written beside itself and put in its place at the end, so that it is never seen half-written;
    its permissions are kept. With *utf8* standard output is UTF-8 whatever the terminal's encoding; with
    *whole* it gets everything at the end, or nothing where writing fails. Standard output whose reader has
    gone takes the rest in silence. Raises UsageError where standard output is closed, OSError where nothing
    can be written.
    """
    if path is None:
        with _standard_output(utf8=utf8) as stream:
            if whole:
                document = TextIOWrapper(BytesIO(), encoding="utf-8", newline="")
                yield document
                document.seek(0)
                while chunk := document.read(_CHUNK):
                    stream.write(chunk)
            else:
                yield stream
    elif path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    else:
        with _replaced(path) as stream:
            yield stream


@contextmanager
def _standard_output(*, utf8: bool) -> Iterator[TextIO]:
    stream = standard_output()
    if stream is None:
        from gip_lint.errors import UsageError  # noqa: PLC0415 - attrs is not loaded for --help

        raise UsageError(
            "标准输出已关闭，结果无处可写；请用 --output FILE 指定文件",
            "standard output is closed, so there is nowhere to write; name a file with --output FILE",
        )
    if utf8 and isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="")
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        abandon_standard_output()


@contextmanager
def binary_output() -> Iterator[BinaryIO]:
    """Give standard output for what is no text of gip-lint's own. Raises as :func:`opened` does."""
    with _standard_output(utf8=False) as stream:
        stream.flush()
        yield stream.buffer
        stream.buffer.flush()


def write_bytes(data: bytes) -> None:
    """Write to standard output what is no text of gip-lint's own. Raises as :func:`opened` does."""
    with binary_output() as stream:
        stream.write(data)


def abandon_standard_output() -> None:
    """Send what is left in standard output nowhere, so that Python does not complain when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        stream = standard_output()
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextmanager
def _replaced(path: Path) -> Iterator[TextIO]:
    with replaced(path) as file:
        stream = TextIOWrapper(file, encoding="utf-8", newline="")
        yield stream
        stream.detach()


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
    """Give a file to write to that takes the place of the one at *path* when all is written, or never.

    It stands in the same folder, reaches the disk before it is renamed, and has the permissions of the old
    one, its extended attributes (access lists among them), and its owner where that is allowed. A symbolic
    link stays; what it points to is replaced. Raises OSError where that cannot be done, also where the old
    file may not be written, and leaves it then.
    """
    target = Path(os.path.realpath(path))
    _demand_writable(target)
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
    """Say whether a file is kept from being written by anybody, also by root, who could."""
    return not path.stat().st_mode & _ANY_WRITES


def _demand_writable(target: Path) -> None:
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
