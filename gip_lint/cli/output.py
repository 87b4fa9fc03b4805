"""Where output goes: standard output that may close early, or a file that is replaced whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from gip_lint.fixing.replacement import replaced

_CHUNK = 1 << 20
"""Characters of a document that are handed on at a time."""


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
    """Return whether to write colours: on a terminal, unless NO_COLOR is set; anywhere if FORCE_COLOR is."""
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
    """Yield a stream to write to: standard output, or the file at *path*.

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
        from gip_lint.model.errors import UsageError  # noqa: PLC0415 - attrs is not loaded for --help

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
    """Give standard output for what is not text of gip-lint's own. Raises as :func:`opened` does."""
    with _standard_output(utf8=False) as stream:
        stream.flush()
        yield stream.buffer
        stream.buffer.flush()


def write_bytes(data: bytes) -> None:
    """Write to standard output what is not text of gip-lint's own. Raises as :func:`opened` does."""
    with binary_output() as stream:
        stream.write(data)


def write_json(document: Any, stream: TextIO) -> None:
    """Write a document as every command writes JSON."""
    from gip_lint.model.printable import json_text  # noqa: PLC0415 - not loaded for --help

    stream.write(json_text(document) + "\n")


def write_lines(lines: Iterable[str], stream: TextIO) -> None:
    """Write lines without colour, whoever wrote what is in them."""
    from gip_lint.model.printable import printable  # noqa: PLC0415 - not loaded for --help

    stream.writelines(f"{printable(line)}\n" for line in lines)


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
