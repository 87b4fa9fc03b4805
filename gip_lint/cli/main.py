"""The command line: arguments in, exit status out.

Status 0: nothing at or above the failing level; 1: findings at or above it; 2: wrong usage, bad
configuration, a path that does not exist, or a failure of gip-lint itself; 130: interrupted, 128 and the
number of the signal where another ended it.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

from gip_lint.cli.arguments import WrongArgumentsError
from gip_lint.cli.output import abandon_standard_output, kept_apart, prepare_streams
from gip_lint.cli.parser import language, parse

FAILURE, SIGNALLED = 2, 128
_NEW_OBJECTS = 10_000
"""After how many objects garbage is looked for: a short run makes little of it, and in a long one the
trees of reports that are done with may not gather."""


def command() -> None:
    """Run the command and end the process with its status.

    The process ends without taking its modules and objects apart one by one, which would take a sixth of the
    time of a short run; what was registered with ``atexit`` is done all the same, and threads are waited for.
    """
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
    _heed_signals()
    status = main()
    if threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.flush()
    os._exit(status)


class _Signalled(KeyboardInterrupt):
    """Another signal than that of Ctrl-C, which ends the command in the same order."""

    def __init__(self, number: int) -> None:
        """Keep the number of the signal."""
        super().__init__()
        self.number = number


def _heed_signals() -> None:
    """Let a job that is cancelled, or whose terminal is closed, leave nothing half-written behind.

    A signal that is ignored, as under ``nohup``, stays so.
    """

    def end(number: int, frame: object) -> None:
        raise _Signalled(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    options = argparse.Namespace(lang=language(given), verbose="--verbose" in given)
    status = 0
    try:
        prepare_streams()
        parse(given, options)
        with kept_apart():
            try:
                status = options.run(options)
            except (
                SystemExit
            ) as ended:  # no command ends so: a plugin's code does, and nothing was found by it
                raise RuntimeError(f"SystemExit: {ended}") from ended
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else FAILURE
    except KeyboardInterrupt as interrupt:
        status = SIGNALLED + (interrupt.number if isinstance(interrupt, _Signalled) else signal.SIGINT)
    except BrokenPipeError:
        abandon_standard_output()
    except Exception as error:
        status = FAILURE
        with suppress(BrokenPipeError):
            _complain(error, options)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        abandon_standard_output()
    except OSError as error:
        abandon_standard_output()
        _complain(error, options)
        status = FAILURE
    return status


def _complain(error: Exception, options: argparse.Namespace) -> None:
    """Print on standard error why nothing came of it; a traceback only where it was asked for."""
    from gip_lint.model.errors import UserError  # noqa: PLC0415
    from gip_lint.model.printable import printable, printable_lines  # noqa: PLC0415

    chinese = options.lang != "en"
    if isinstance(error, WrongArgumentsError):
        said = error.message(chinese=chinese)
    elif isinstance(error, UserError):
        said = error.message["zh" if chinese else "en"]
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        said = f"{where}{error.strerror or error}"
    else:
        said = f"{type(error).__name__}: {error}"
        if chinese:
            said = f"gip-lint 内部错误：{said}" + ("" if options.verbose else "（加 --verbose 可见详情）")
        else:
            said = f"internal failure: {said}" + ("" if options.verbose else " (--verbose shows where)")
    print(f"gip-lint: {'错误：' if chinese else 'error: '}{printable(said)}", file=sys.stderr)
    if options.verbose:
        import traceback  # noqa: PLC0415

        print(printable_lines("".join(traceback.format_exception(error))), end="", file=sys.stderr)
