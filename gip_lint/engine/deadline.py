"""A bound on the time that code which is not ours may take.

On the main thread of a system with signals an alarm ends it wherever it is: in Python, in a regular
expression (which looks for signals as it goes), in a sleep. Elsewhere another thread asks the interpreter to
end it, which it does between two steps of Python: a call into C, a regular expression too, is not ended
before it returns.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
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
_WORDS = (
    "gip-lint: 错误：有规则超过 {0:g} 秒（rule-timeout）仍不中止，"
    "它截获一切异常（except:），只能结束进程，请修改 · "
    "error: a rule goes on after {0:g} seconds (rule-timeout) and catches every exception (except:); "
    "it cannot be stopped but by ending the process, so change the rule\n"
)


class TimedOutError(BaseException):
    """The time is up; no Exception, so that ``except Exception`` in a rule does not swallow it."""


@contextmanager
def bounding(seconds: float) -> Iterator[AbstractContextManager[None]]:
    """Yield a bound for many things that are done one after another, each for *seconds* at most; 0 is none.

    It is entered anew for each of them (``with bound:``) and raises TimedOutError in the one whose time has
    passed. The clock is set once: when it rings, it is seen how long the thing under way has taken, and the
    clock is set for the rest.
    """
    if not seconds:
        yield nullcontext()
        return
    bound = _Alarm(seconds) if _can_alarm() else _Watcher(seconds)
    try:
        yield bound
    finally:
        bound.close()


def _can_alarm() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
        and signal.getsignal(signal.SIGALRM) is not None
    )


class _Alarm:
    """A bound told by a signal."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._start: float | None = None
        """When the thing under way began; None between two."""
        self._told = 0
        self._outside: FrameType | None = None
        self._traced: TraceFunction | None = None
        self._before = signal.signal(signal.SIGALRM, self._ring)

    def close(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)

    def __enter__(self) -> None:
        if not 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= self._seconds:
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
        self._told = 0
        self._outside = sys._getframe(1)
        self._start = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._start = self._outside = None
        if self._told > 1:
            sys.settrace(self._traced)

    def _ring(self, _: int, frame: FrameType | None) -> None:
        if self._start is None:
            return
        rest = self._start + self._seconds - time.monotonic()
        if rest > 0:
            signal.setitimer(signal.ITIMER_REAL, rest)
            return
        signal.setitimer(signal.ITIMER_REAL, _LATER_SECONDS if self._told else AGAIN_SECONDS)
        if frame is not None and frame.f_code.co_filename == __file__:
            return
        self._told += 1
        if self._told > _MOST_TIMES:
            _end(self._seconds)
        if self._told == 2:
            self._traced = sys.gettrace()
        if self._told > 1:
            while frame is not None and frame is not self._outside:
                frame.f_trace = self._stop
                frame = frame.f_back
            sys.settrace(self._stop)
        raise TimedOutError

    def _stop(self, frame: FrameType, event: str, _: object) -> TraceFunction:
        """Raise at the next line: where the last exception was caught, that is beyond what caught it."""
        if event == "line" and self._start is not None and frame.f_code.co_filename != __file__:
            raise TimedOutError
        return self._stop


def _end(seconds: float) -> None:
    """End the process, which a rule keeps for itself."""
    os.write(2, _WORDS.format(seconds).encode())
    os._exit(2)


class _Watcher:
    """A bound told by another thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._start: float | None = None
        """When the thing under way began; None between two."""
        self._told = False
        self._bounded = threading.get_ident()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self._raise(None)

    def __enter__(self) -> None:
        with self._lock:
            self._start = time.monotonic()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._start = None
            if self._told:
                self._raise(None)
                self._told = False

    def _watch(self) -> None:
        wait = self._seconds
        while not self._over.wait(wait):
            with self._lock:
                wait = self._tell()

    def _tell(self) -> float:
        """Tell the thing under way that its time is over; give the seconds until it is to be asked again."""
        if self._start is None:
            return self._seconds
        rest = self._start + self._seconds - time.monotonic()
        if rest > 0:
            return rest
        self._told = True
        self._raise(TimedOutError)
        return min(self._seconds, AGAIN_SECONDS)

    def _raise(self, error: type[BaseException] | None) -> None:
        import ctypes  # noqa: PLC0415 - only where there are no signals

        raised = None if error is None else ctypes.py_object(error)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._bounded), raised)
