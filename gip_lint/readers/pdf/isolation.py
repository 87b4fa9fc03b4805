"""PDF files are parsed in a process of their own, which may not take more than so much memory and time.

pdfium is written in C++, and a file can make it take all the memory there is (forms that draw one another,
two by two) or crash. The other process is started with the first PDF file and serves all that follow; what
it sends back is JSON, and where it comes to grief the file is GIP001. Where there are no processes, as in a
browser, the file is parsed in this one.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from threading import Lock, Timer
from typing import IO, Any

from gip_lint.model.bilingual import Bilingual
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.libraries import require_library
from gip_lint.readers.limits import Limits, limits, under
from gip_lint.readers.pdf.pages import Character, Page, Stroke, read_pages

_LENGTH_BYTES = 8


def read_pages_apart(data: bytes) -> list[Page]:
    """Return what stands on the pages of a PDF file. Raises UnreadableError and MissingLibraryError."""
    require_library("pypdfium2", "pdf")
    if sys.platform == "emscripten" or not sys.executable:
        return read_pages(data)
    return _Worker.of_process(os.getpid()).read(data)


class _Worker:
    """The other process, started when it is first needed and again after it came to grief."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        atexit.register(self.close)

    @staticmethod
    @lru_cache(maxsize=1)
    def of_process(process: int) -> _Worker:
        """Return the worker of this process; one that was forked has its own."""
        return _Worker()

    def read(self, data: bytes) -> list[Page]:
        """Have *data* read. Raises UnreadableError."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._process = _start()
            process = self._process
            assert process.stdin is not None
            assert process.stdout is not None
            timer = Timer(limits().pdf_seconds, process.kill)
            timer.start()
            try:
                _send(process.stdin, json.dumps(_bounds()).encode())
                _send(process.stdin, data)
                answer = _receive(process.stdout)
            except OSError:
                answer = None
            finally:
                in_time = timer.is_alive()
                timer.cancel()
            if answer is None:
                self.close()
                if not in_time:
                    raise reached(
                        "pdf_seconds", "解析 PDF 超时（秒）", "parsing the PDF takes too long, in seconds"
                    )
                raise reached(
                    "pdf_memory_bytes",
                    "解析 PDF 时内存不足或解析器崩溃",
                    "parsing the PDF needs too much memory, or crashes the parser",
                )
        return _pages(json.loads(answer))

    def close(self) -> None:
        """End the other process."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()


def _bounds() -> dict[str, int]:
    return {name: getattr(limits(), name) for name in Limits.__annotations__}


def _start() -> subprocess.Popen[bytes]:
    """Start the other process with this one's path of modules, so that the folder it runs in adds none."""
    path = [folder for folder in sys.path if folder]
    program = f"import sys; sys.path[:] = {path!r}; from gip_lint.readers.pdf.isolation import serve; serve()"
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def serve() -> None:
    """Read files from standard input and write what stands on their pages, until the input ends."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while (bounds := _receive(source)) is not None and (data := _receive(source)) is not None:
        answer: dict[str, Any]
        with under(Limits(**json.loads(bounds))):
            _limit_memory()
            try:
                answer = {"pages": read_pages(data)}
            except UnreadableError as error:
                answer = {"problem": [error.message.zh, error.message.en]}
        _send(target, json.dumps(answer).encode())


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limits().pdf_memory_bytes, hard))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pages(answer: dict[str, Any]) -> list[Page]:
    if "problem" in answer:
        raise UnreadableError(Bilingual(*answer["problem"]))
    return [
        Page(
            number,
            width,
            height,
            tuple(Character(*each) for each in characters),
            tuple(Stroke(*each) for each in across),
            tuple(Stroke(*each) for each in down),
            tuple((left, top, right, bottom) for left, top, right, bottom in pictures),
        )
        for number, width, height, characters, across, down, pictures in answer["pages"]
    ]


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """Return the next message; None where the stream ended."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return data if len(data) == length else None
