"""A bound on the time that code which is not ours may take.

On the main thread of a system with signals an alarm ends it wherever it is: in Python, in a regular
expression (which looks for signals as it goes), in a sleep. Elsewhere another thread asks the interpreter to
end it, which it does between two steps of Python: a call into C, a regular expression too, is not ended
before it returns.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN_SECONDS = 1.0
"""After how long code that goes on all the same is told once more."""


class TimedOutError(BaseException):
    """The time is up; no Exception, so that ``except Exception`` in a rule does not swallow it."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TimedOutError in what is done meanwhile when *seconds* have passed; 0 is no bound."""
    if not seconds:
        yield
    elif _can_alarm():
        with _by_alarm(seconds):
            yield
    else:
        with _by_thread(seconds):
            yield


def _can_alarm() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
        and signal.getsignal(signal.SIGALRM) is not None
    )


@contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    running = True

    def ring(*_: object) -> None:
        if running:
            raise TimedOutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    import ctypes  # noqa: PLC0415 - only where there are no signals

    thread = threading.get_ident()
    over = threading.Event()
    lock = threading.Lock()

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            wait = AGAIN_SECONDS
            with lock:
                if not over.is_set():
                    error = ctypes.py_object(TimedOutError)
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            over.set()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)
        watcher.join()
