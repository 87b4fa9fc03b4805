"""Several processes that check files side by side.

Each is started anew (not forked: no lock, thread or open pipe of this process goes along, on any system) and
ends by itself when this process is gone, however it went. A process that dies over a file, killed for want of
memory or crashed in a library, is replaced; the file gets a second try, alone in its process as ever, and
then counts as unreadable. Ctrl-C reaches only this process, which ends the others.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from attrs import define, frozen

from gip_lint.model.errors import UserError

Task = TypeVar("Task")

TRIES = 2
"""How many processes may die over a file."""
READY = "ready"
GRACE_SECONDS = 1.0
"""How long a process that is told to end may take to end what it started itself."""


class WorkersError(UserError):
    """Processes that cannot be started."""


@frozen
class Died:
    """What is given for a task over which its process died time and again."""

    exit_code: int | None


@define(eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection[Any, Any]
    task: int | None = None
    ready: bool = False


Answer = bytes | Died | UserError
Prepare = Callable[[], Callable[[Task], bytes]]


def side_by_side(
    prepare: Prepare[Task], tasks: Iterable[tuple[int, Task]], jobs: int
) -> Iterator[tuple[int, Answer]]:
    """Yield what is made of each numbered task, as it is done, in any order.

    *prepare* is called once in each process and gives what makes bytes of a task; both travel there by name.
    A UserError that it raises is given as it is; raises WorkersError where processes do not start.
    """
    pool = _Pool(prepare, jobs)
    try:
        yield from pool.run(tasks)
    finally:
        pool.end()


class _Pool(Generic[Task]):
    def __init__(self, prepare: Prepare[Task], jobs: int) -> None:
        self.prepare = prepare
        self.jobs = jobs
        self.context = get_context("spawn")
        self.workers: list[_Worker] = []
        self.tries: Counter[int] = Counter()

    def run(self, tasks: Iterable[tuple[int, Task]]) -> Iterator[tuple[int, Answer]]:
        left = iter(tasks)
        given: dict[int, Task] = {}

        def feed(worker: _Worker) -> None:
            worker.task = None
            for number, task in left:
                given[number] = task
                self._give(worker, number, task)
                break

        for _ in range(self.jobs):
            feed(self._start())
        while busy := {worker.connection: worker for worker in self.workers if worker.task is not None}:
            speaking = wait(list(busy))
            for listened in [worker for connection, worker in busy.items() if connection in speaking]:
                worker = listened
                number = worker.task
                assert number is not None
                try:
                    answer = worker.connection.recv()
                except (EOFError, OSError):
                    exit_code = self._bury(worker)
                    worker = self._start()
                    self.tries[number] += 1
                    if self.tries[number] < TRIES:
                        self._give(worker, number, given[number])
                        continue
                    answer = Died(exit_code)
                if answer == READY:
                    worker.ready = True
                    continue
                del given[number]
                yield number, UserError(*answer) if isinstance(answer, tuple) else answer
                feed(worker)

    def _give(self, worker: _Worker, number: int, task: Task) -> None:
        worker.task = number
        with suppress(OSError):  # where it died already, that shows when it is listened to
            worker.connection.send(task)

    def _start(self) -> _Worker:
        here, there = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(self.prepare, there, _here()), daemon=True)
        try:
            with _without_interrupts(), _elsewhere():
                process.start()
        except OSError as error:
            here.close()
            raise WorkersError(
                f"无法启动并行进程：{error.strerror or error}；可用 --jobs 1",
                f"processes cannot be started: {error.strerror or error}; --jobs 1 does without",
            ) from error
        finally:
            there.close()
        worker = _Worker(process, here)
        self.workers.append(worker)
        return worker

    def _bury(self, dead: _Worker) -> int | None:
        """Return how a process ended that died; raise WorkersError where it was never able to work."""
        self.workers.remove(dead)
        dead.connection.close()
        dead.process.join(GRACE_SECONDS)
        code = dead.process.exitcode
        if not dead.ready:
            raise WorkersError(
                f"并行进程无法启动（退出码 {code}）；可用 --jobs 1",
                f"processes do not start (exit code {code}); --jobs 1 does without",
            )
        return code

    def end(self) -> None:
        """End every process, and what each started itself."""
        with _without_interrupts():
            for worker in self.workers:
                worker.connection.close()
                worker.process.terminate()
            for worker in self.workers:
                worker.process.join(GRACE_SECONDS)
                if worker.process.exitcode is None:
                    worker.process.kill()
                    worker.process.join()
            self.workers.clear()


def _here() -> str | None:
    """Return the folder in which this process stands; None where it is gone."""
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:
        return None


@contextmanager
def _elsewhere() -> Iterator[None]:
    """Stand in Python's own folder: a Python that starts takes modules from where it stands first.

    The folder of a stranger may hold a ``multiprocessing.py``.
    """
    here = _here()
    os.chdir(sys.prefix)
    try:
        yield
    finally:
        if here is not None:
            os.chdir(here)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back; a process started meanwhile never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(prepare: Prepare[Task], connection: Connection[Any, Any], folder: str | None) -> None:
    """Answer one task after another until the other side is gone."""
    if folder is not None:
        os.chdir(folder)
    sys.stdout = sys.stderr  # what a plugin prints is not part of the result
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _end_now)
    work = prepare()
    with suppress(EOFError, OSError):
        connection.send(READY)
        while True:
            task = connection.recv()
            answer: bytes | tuple[str, str]
            try:
                answer = work(task)
            except UserError as error:
                answer = (error.message.zh, error.message.en)
            except Exception as error:
                said = f"{type(error).__name__}: {error}"
                answer = (f"并行进程内部错误：{said}", f"internal failure of a process: {said}")
            connection.send(answer)


def _end_now(*_: object) -> None:
    """End at once, whatever is under way, and end what this process started."""
    import atexit  # noqa: PLC0415

    atexit._run_exitfuncs()
    os._exit(128 + signal.SIGTERM)
