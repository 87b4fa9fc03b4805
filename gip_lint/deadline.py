"""A bound on the time that code which is not ours may take.

On the main thread of a system with signals an alarm ends it wherever it is: in Python, in a regular
expression (which looks for signals as it goes), in a sleep. Elsewhere another thread asks the interpreter to
end it, which it does between two steps of Python: a call into C, a regular expression too, is not ended
before it returns.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import TraceFunction

AGAIN_SECONDS = 1.0
"""After how long code that goes on all the same is told once more."""
_LATER_SECONDS = 0.02
"""After how long it is told from then on."""
_MOST_TIMES = 250
"""How often it is told before the process ends: it cannot be freed in any other way."""
_OWN_FILES = (__file__, contextlib.__file__)
_WORDS = (
    "gip-lint: 错误：有规则超过 {0:g} 秒（rule-timeout）仍不中止，"
    "它截获一切异常（except:），只能结束进程，请修改 · "
    "error: a rule goes on after {0:g} seconds (rule-timeout) and catches every exception (except:); "
    "it cannot be stopped but by ending the process, so change the rule\n"
)


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
    told = 0
    outside: FrameType | None = sys._getframe()
    while outside is not None and outside.f_code.co_filename in _OWN_FILES:
        outside = outside.f_back
    traced = sys.gettrace()

    def ring(_: int, frame: FrameType | None) -> None:
        nonlocal told
        if not running:
            return
        signal.setitimer(signal.ITIMER_REAL, _LATER_SECONDS if told else AGAIN_SECONDS)
        if frame is not None and frame.f_code.co_filename in _OWN_FILES:
            return
        told += 1
        if told > _MOST_TIMES:
            _end(seconds)
        if told > 1:
            while frame is not None and frame is not outside:
                frame.f_trace = stop
                frame = frame.f_back
            sys.settrace(stop)
        raise TimedOutError

    def stop(frame: FrameType, event: str, _: object) -> TraceFunction:
        """Raise at the next line: where the last exception was caught, that is beyond what caught it."""
        if event == "line" and running and frame.f_code.co_filename not in _OWN_FILES:
            raise TimedOutError
        return stop

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if told > 1:
            sys.settrace(traced)


def _end(seconds: float) -> None:
    """End the process, which a rule keeps for itself."""
    os.write(2, _WORDS.format(seconds).encode())
    os._exit(2)


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
