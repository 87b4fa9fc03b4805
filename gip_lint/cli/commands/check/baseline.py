"""``gip-lint check --write-baseline`` and what is said of a baseline that holds more than is found."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from gip_lint.batch.run import run as run_over
from gip_lint.cli.from_options import cache_of
from gip_lint.cli.notices import say
from gip_lint.cli.output import opened
from gip_lint.engine.baseline import (
    Baseline,
    Entry,
    entries_of,
    named,
    read_baseline,
    require_replaceable,
    write_baseline,
)
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual
from gip_lint.readers.discovery import Source


def write(engine: Engine, sources: Sequence[Source], options: Namespace) -> int:
    """Write what is found in the files as a baseline.

    What it held before of other files that still exist, and of rules that are off now, it keeps.
    """
    path = options.write_baseline
    before = require_replaceable(path)
    files: dict[str, list[Entry]] = {}
    if before is not None:
        files = {name: list(entries) for name, entries in before.files.items() if _exists(path.parent / name)}
    known = [source for source in sources if source.place is not None]
    for source in known:
        rules = {rule.code for rule in engine.rules_for(engine.configurations.of(source.place)).rules}
        name = named(source, path)
        files[name] = [entry for entry in files.get(name, []) if entry.rule not in rules]
    parts = run_over(engine, known, jobs=options.jobs, cache=cache_of(options), rendering=None)
    number = 0
    for source, result in zip(known, parts.results(), strict=True):
        entries = entries_of(result)
        kept = set(entries)
        files[named(source, path)] = [*(e for e in files[named(source, path)] if e not in kept), *entries]
        number += len(entries)
    with opened(path, utf8=True) as stream:
        write_baseline(files, stream)
    if not options.quiet:
        say(
            Bilingual(
                f"已将 {len(known)} 个文件中的 {number} 个问题写入基线 {path}",
                f"wrote {number} findings in {len(known)} files to the baseline {path}",
            ),
            options,
        )
    return 0


def _exists(path: Path) -> bool:
    """Return whether a file of a baseline is still there, or the archive that holds it."""
    return path.exists() or any(above.is_file() for above in path.parents)


def mention_gone(engine: Engine, sources: Sequence[Source], baselined: int, options: Namespace) -> None:
    """Print on standard error how many findings of the baseline are no longer found, and which files."""
    if options.quiet:
        return
    gone = engine.known_of(sources) - baselined
    if gone > 0:
        are = "finding of the baseline is" if gone == 1 else "findings of the baseline are"
        say(
            Bilingual(
                f"基线中有 {gone} 个问题已不再出现，可用 --write-baseline 更新",
                f"{gone} {are} no longer found; update it with --write-baseline",
            ),
            options,
        )
    path = engine.configurations.of(Path(options.paths[0])).baseline
    moved = [] if path is None else _moved(read_baseline(path), options.paths)
    if path is not None and moved:
        more = len(moved) - 1
        say(
            Bilingual(
                f"基线中的 {moved[0]} {f'等 {more + 1} 个文件' if more else ''}已不在原处；如已改名或移走，"
                f"请在 {path} 中改用新名称，或用 --write-baseline 更新",
                f"{moved[0]}{f' and {more} more' if more else ''} of the baseline no longer "
                f"{'exist' if more else 'exists'}; after a renaming put the new name into {path}, "
                "or update it with --write-baseline",
            ),
            options,
        )


def _moved(baseline: Baseline, paths: Sequence[str]) -> list[str]:
    """Return the files of a baseline that no longer exist, of those in the folders that were searched."""
    folders = [_absolute(Path(path)) for path in paths if Path(path).is_dir()]
    places = {name: _absolute(baseline.path.parent / name) for name in baseline.files}
    return [
        name
        for name, place in places.items()
        if any(place.is_relative_to(folder) for folder in folders) and not _exists(place)
    ]


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay
