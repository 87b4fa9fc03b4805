"""The library's face: ``check``, ``extract`` and ``parse``.

What is looked at is given as a :class:`~pathlib.Path`, as a list of paths, or as a string. A string is
taken for a path if a file or folder of that name exists, and for the text of a report otherwise. So that a
mistyped name is not linted as if it were a report, a string of one line that ends like a file
(``report.txt``) and does not exist raises :class:`~gip_lint.model.errors.UsageError`. To be sure, give a
Path for a file and a text with its line breaks.

Configuration is found as on the command line (``gip-lint.toml`` or ``pyproject.toml`` upwards from each
file) unless ``isolated`` is true; a text has none. What is given to a function wins over configuration.

Every function raises ConfigError, UsageError or PluginError (:mod:`gip_lint.model.errors`) for what the
caller has to put right. What is wrong with a file or a report is never raised: it is a finding.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from gip_lint.config.configuration import Blank
from gip_lint.config.configurations import Configurations, Flags
from gip_lint.config.schema import rule_tables
from gip_lint.engine.engine import Engine, Reading
from gip_lint.model.errors import UsageError
from gip_lint.model.report import Report
from gip_lint.model.result import Result
from gip_lint.plugins.registry import installed_plugins
from gip_lint.readers.discovery import STANDARD_INPUT
from gip_lint_grammar.nodes import Document

PathOrText: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"


def check(
    path_or_text: PathOrText,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    year: int | None = None,
    form: str | None = None,
    blank: Blank | None = None,
    rules: Mapping[str, Mapping[str, object]] | None = None,
    config: Path | None = None,
    isolated: bool = False,
    name: str = "<text>",
) -> Result:
    """Check files, folders (recursively) or the text of a report.

    ``select`` and ``ignore`` are rule codes or their beginnings; ``year`` and ``form`` say what is
    otherwise read from the report; ``blank`` is ``zero`` or ``unknown``; ``rules`` holds
    options and severities by rule, as ``[rules]`` of a configuration does (``{"GIP404": {"factor": 2.0}}``);
    ``config`` is the one configuration file to use; ``name`` stands for the path of a text.

    >>> result = check("某县2023年政府信息公开工作年度报告\\n一、总体情况\\n……\\n")
    >>> result.failed("error")
    True
    """
    flags = Flags(
        _codes(select), _codes(ignore), year=year, form=form, blank=blank, rules=rule_tables(rules or {})
    )
    paths = _paths(path_or_text)
    engine = _engine(flags, config, isolated=isolated or paths is None)
    return engine.check_text(str(path_or_text), name) if paths is None else engine.check_files(paths)


def extract(
    path_or_text: PathOrText,
    *,
    year: int | None = None,
    form: str | None = None,
    config: Path | None = None,
    isolated: bool = False,
    name: str = "<text>",
) -> tuple[Report, ...]:
    """Return the reports, their tables bound to the form.

    ``report.applications["granted", "total"]`` is a cell with ``value``, ``raw``, ``unit`` and ``span``, or
    None. A file without a report gives one with ``recognised`` false and no tables; a file that cannot be
    read gives none, and :func:`check` says why.
    """
    readings = _readings(path_or_text, Flags(year=year, form=form), config, isolated=isolated, name=name)
    return tuple(report for reading in readings for report in reading.reports)


def parse(
    path_or_text: PathOrText,
    *,
    year: int | None = None,
    form: str | None = None,
    config: Path | None = None,
    isolated: bool = False,
    name: str = "<text>",
) -> tuple[Document, ...]:
    """Return the tree that the grammar builds of each file: headings, paragraphs and tables, with spans."""
    readings = _readings(path_or_text, Flags(year=year, form=form), config, isolated=isolated, name=name)
    return tuple(reading.reports[0].document for reading in readings if reading.reports)


def _engine(flags: Flags, config: Path | None, *, isolated: bool) -> Engine:
    return Engine(Configurations(flags, config, isolated and config is None), installed_plugins())


def _readings(
    path_or_text: PathOrText, flags: Flags, config: Path | None, *, isolated: bool, name: str
) -> list[Reading]:
    paths = _paths(path_or_text)
    engine = _engine(flags, config, isolated=isolated or paths is None)
    if paths is None:
        return [engine.read_text(str(path_or_text), name)]
    return [engine.read(source) for source in engine.sources(paths)]


def _paths(path_or_text: PathOrText) -> list[str | os.PathLike[str]] | None:
    """Return the paths that a caller gave, or None where it is a text."""
    if isinstance(path_or_text, os.PathLike):
        return [path_or_text]
    if not isinstance(path_or_text, str):
        return list(path_or_text)
    if path_or_text == STANDARD_INPUT or _exists(path_or_text):
        return [path_or_text]
    suffixes = tuple(installed_plugins().readers)
    if "\n" not in path_or_text and path_or_text.lower().endswith(suffixes):
        raise UsageError(f"{path_or_text}：没有这个文件或文件夹", f"{path_or_text}: no such file or folder")
    return None


def _exists(name: str) -> bool:
    try:
        return bool(name) and "\n" not in name and os.path.lexists(name)
    except (OSError, ValueError):
        return False


def _codes(codes: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(code.strip().upper() for code in codes)
