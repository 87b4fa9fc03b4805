"""What the options of a command ask for: plugins and engine, the settings of the run, paths and files."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from gip_lint.batch.cache import Cache, cache_folder
from gip_lint.cli.notices import say_if_verbose
from gip_lint.config.configuration import Config
from gip_lint.config.configurations import Configurations, Flags
from gip_lint.config.schema import KEYS
from gip_lint.engine.engine import Engine
from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.errors import UsageError
from gip_lint.plugins.registry import Plugins, installed_plugins
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.discovery import STANDARD_INPUT, Source
from gip_lint.readers.reading import content


def engine_of(options: Namespace) -> Engine:
    """Make the engine for the flags of a command."""
    flags = flags_of(options)
    anew = getattr(options, "write_baseline", None) is not None
    allowed = bool(getattr(options, "allow_local_plugins", False))
    configurations = Configurations(flags, options.config, options.isolated, anew, allowed)
    paths = getattr(options, "paths", None) or [getattr(options, "path", None) or "."]
    config = configurations.of(_first(paths, options))
    return Engine(configurations, installed_plugins(), config.plugins)


def plugins_here(options: Namespace) -> Plugins:
    """Return the plugins for a command that reads no report: those of the flags and of this folder."""
    allowed = bool(getattr(options, "allow_local_plugins", False))
    config = Configurations(Flags(plugins=tuple(options.plugins or ()))).of(None)
    return installed_plugins().also(config.plugins, allowed=allowed)


def paths_of(options: Namespace) -> list[str]:
    """Return the paths that a command is given, by default the working folder, or standard input by a name.

    Raises UsageError where a name is given to standard input and something else is read.
    """
    if options.stdin_filename is None:
        return options.paths or ["."]
    paths: list[str] = options.paths or [STANDARD_INPUT]
    if STANDARD_INPUT not in paths:
        raise UsageError(
            "--stdin-filename 只在检查标准输入（-）时有意义；请去掉这个参数，或把路径改为 -",
            "--stdin-filename is for standard input (-) alone; leave it out, or give - as the path",
        )
    return paths


def _first(paths: list[str], options: Namespace) -> Path | None:
    if paths[0] == STANDARD_INPUT:
        said: Path | None = getattr(options, "stdin_filename", None)
        return said
    return Path(paths[0])


def flags_of(options: Namespace) -> Flags:
    """Return what the command line says of the configuration; lists become tuples, what is absent None."""
    given: dict[str, Any] = {}
    for key in KEYS.values():
        value = getattr(options, key.attribute, None)
        given[key.attribute] = tuple(value) if isinstance(value, list) else value
    return Flags(**given)


def settings(engine: Engine, paths: list[str], options: Namespace) -> Config:
    """Return the first path's configuration; its language and failing level hold for the whole run."""
    config = engine.configurations.of(_first(paths, options))
    options.lang = config.lang
    origin = Bilingual(f"配置：{config.origin or '默认'}", f"configuration: {config.origin or 'default'}")
    say_if_verbose(origin, options)
    names = ", ".join(engine.run_plugins.names)
    say_if_verbose(Bilingual(f"插件：{names}", f"plugins: {names}"), options)
    return config


def apart_from_output(
    engine: Engine, sources: tuple[Source, ...], config: Config, options: Namespace
) -> tuple[Source, ...]:
    """Return the sources but for the file of ``--output``: a search meets what an earlier run wrote there.

    Raises UsageError where that file is named as a path, is the baseline, the configuration or a report, for
    it would be lost.
    """
    if options.output is None or not options.output.is_file():
        return sources
    output = os.path.realpath(options.output)
    kept = (*options.paths, config.baseline, config.origin)
    met = [each for each in sources if each.path is not None and os.path.realpath(each.path) == output]
    named = any(path not in (None, STANDARD_INPUT) and os.path.realpath(path) == output for path in kept)
    if named or any(_is_of_user(engine, source) for source in met):
        raise UsageError(
            f"--output {options.output}：这正是要读取的文件，写入会使其原有内容丢失；请换一个文件名",
            f"--output {options.output}: this file is read, and what it holds would be lost; "
            "give another name",
        )
    return tuple(source for source in sources if source not in met)


def _is_of_user(engine: Engine, source: Source) -> bool:
    """Return whether a file holds a report or cannot be read, and is not what gip-lint wrote about one."""
    reading = engine.read(source)
    if reading.reports and not any(report.recognised for report in reading.reports):
        return False
    try:
        data = content(source)
    except UnreadableError:
        return True
    return source.member is not None or not any(mark in data for mark in (b"GIP", b"gip-lint"))


def cache_of(options: Namespace) -> Cache | None:
    """Return the cache for the run, or None where the flags want none."""
    return None if options.no_cache else Cache(cache_folder(options.cache_dir))


def language_here(options: Namespace) -> Language:
    """Return the language for a command that reads no report: by flag, or by this folder's configuration."""
    return Configurations(Flags(lang=options.lang)).of(None).lang
