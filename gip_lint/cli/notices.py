"""What is said on standard error beside the result."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.printable import printable, printable_lines
from gip_lint.model.result import Failure
from gip_lint.readers.discovery import Source


def say(text: Bilingual, options: Namespace) -> None:
    """Write one line on standard error, in the language of the run."""
    print(f"gip-lint: {printable(text[options.lang or 'zh'])}", file=sys.stderr)


def say_if_verbose(text: Bilingual, options: Namespace) -> None:
    """Print what goes on, where ``--verbose`` asks for it."""
    if options.verbose:
        say(text, options)


def say_if_empty(sources: Sequence[Source], options: Namespace) -> None:
    """Print that the paths hold no file to look at, unless ``--quiet`` is given."""
    if not sources and not options.quiet:
        say(Bilingual("没有找到可以检查的文件", "no files to check were found"), options)


def show_failures(failures: Sequence[Failure], options: Namespace) -> None:
    """Write the tracebacks of what raised, where ``--verbose`` asks for it."""
    if options.verbose:
        for failure in failures:
            print(f"gip-lint: {printable(f'{failure.path}: {failure.what}')}", file=sys.stderr)
            print(printable_lines(failure.traceback), file=sys.stderr)
