"""``gip-lint check --fix`` and ``--diff``: what is fixed, where it goes, and what is said of it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence

from gip_lint.cli.notices import say
from gip_lint.cli.output import opened, write_bytes
from gip_lint.engine.engine import Engine
from gip_lint.fixing.difference import difference
from gip_lint.fixing.files import NotWrittenError, write
from gip_lint.fixing.rounds import Fixed, fix
from gip_lint.model.bilingual import Bilingual
from gip_lint.readers.discovery import Source


def make(engine: Engine, sources: Sequence[Source], options: Namespace) -> tuple[tuple[Source, ...], int]:
    """Fix the files and write them back; standard input goes to standard output, fixed or as it was.

    Return the sources to be checked now, and how many files could not be written.
    """
    left: list[Source] = []
    files = unwritten = count = 0
    for source, fixed in _fixed(engine, sources, options):
        left.append(source)
        if fixed is None:
            continue
        if source.path is None:
            write_bytes(fixed.after)
            left[-1] = source._replace(held=fixed.after)
        elif fixed.changed:
            try:
                write(fixed, engine.configurations.of(source.place).limits)
            except NotWrittenError as error:
                say(error.message, options)
                unwritten += 1
                continue
        files += fixed.changed
        count += fixed.count
    if count and not options.quiet:
        say(Bilingual(f"修复了 {files} 个文件中的 {count} 处", _done("fixed", count, files)), options)
    return tuple(left), unwritten


def show(engine: Engine, sources: Sequence[Source], options: Namespace) -> int:
    """Write what fixes would change as a unified diff; return 1 where they would change anything.

    A file with several names, by symbolic links, is shown by one: no diff can be applied to it twice.
    """
    files = count = 0
    with opened(options.output, utf8=True, whole=True) as stream:
        for _, fixed in _fixed(engine, _by_one_name(sources), options):
            if fixed is not None and fixed.changed:
                stream.writelines(difference(fixed))
                files += 1
                count += fixed.count
    if not options.quiet:
        zh = f"可修复 {files} 个文件中的 {count} 处" if count else "没有可以自动修复之处"
        say(Bilingual(zh, _done("would fix", count, files) if count else "nothing to fix"), options)
    return int(files > 0 and options.fail_on != "never")


def _by_one_name(sources: Sequence[Source]) -> Sequence[Source]:
    """Return the sources, each file once: by its own name where that is among them, or by its first."""
    chosen: dict[tuple[str, str], Source] = {}
    for source in sources:
        real = os.path.realpath(source.path) if source.path is not None else ""
        key = (real, source.member.name if source.member is not None else "")
        own = source.path is not None and os.path.abspath(source.path) == real  # noqa: PTH100 - links stay
        if own or key not in chosen:
            chosen[key] = source
    kept = {id(source) for source in chosen.values()}
    return [source for source in sources if id(source) in kept]


def _fixed(
    engine: Engine, sources: Sequence[Source], options: Namespace
) -> Iterator[tuple[Source, Fixed | None]]:
    for source in sources:
        fixed = fix(engine, source, unsafe=options.unsafe_fixes)
        for notice in fixed.notices if fixed is not None else ():
            say(Bilingual(f"{source.shown}：{notice.zh}", f"{source.shown}: {notice.en}"), options)
        yield source, fixed


def _done(what: str, count: int, files: int) -> str:
    return f"{what} {count} finding{'s' * (count != 1)} in {files} file{'s' * (files != 1)}"
