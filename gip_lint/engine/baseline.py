"""Baselines: old findings that are known and accepted, so that only new ones count.

A baseline lists fingerprints (:mod:`gip_lint.model.fingerprint`), which do not change when lines move, by the
path of the file, relative to the folder of the baseline, with ``/`` on every system::

    {"schema": 1, "tool": "gip-lint", "files": {"2023/a.txt": [
      {"rule": "GIP201", "fingerprint": "0f3a…", "message": "…"}]}}

``message`` is for who reads the file; what counts are rule and fingerprint.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from attrs import evolve, frozen

from gip_lint.model.errors import ConfigError, UsageError
from gip_lint.model.fingerprint import fingerprints
from gip_lint.model.printable import json_text
from gip_lint.model.regular_file import regular_bytes
from gip_lint.model.result import Result
from gip_lint.readers.discovery import Source

SCHEMA = 1
TOOL = "gip-lint"
MOST_BYTES = 256 * 1024 * 1024
NEVER = frozenset(("GIP009",))
"""What is never accepted: that a rule failed says nothing of the file."""


class Entry(NamedTuple):
    """One finding that is known."""

    rule: str
    fingerprint: str
    message: str = ""


@frozen
class Baseline:
    """The findings that are known of each file."""

    path: Path
    files: Mapping[str, tuple[Entry, ...]]
    """The entries by the path of the file, as it is written in the baseline."""

    def of(self, source: Source) -> tuple[Entry, ...]:
        """Return what is known of one file."""
        return () if source.place is None else self.files.get(named(source, self.path), ())


def named(source: Source, baseline: Path) -> str:
    """Return the path by which a baseline knows a file."""
    assert source.place is not None
    folder = os.path.abspath(baseline.parent)  # noqa: PTH100 - links stay
    try:
        path = os.path.relpath(os.path.abspath(source.place), folder)  # noqa: PTH100 - links stay
    except ValueError:  # another drive
        path = os.path.abspath(source.place)  # noqa: PTH100
    path = path.replace(os.sep, "/")
    return path if source.member is None else f"{path}/{source.member.name}"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises ConfigError where it is missing, damaged or of another program."""
    try:
        data = regular_bytes(path, MOST_BYTES)
    except FileNotFoundError:
        raise ConfigError(
            f"{path}：没有这个基线文件，请先用 --write-baseline 生成",
            f"{path}: there is no such baseline; write it with --write-baseline",
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(
            f"{path}：无法读取基线文件：{reason}", f"{path}: cannot read the baseline: {reason}"
        ) from None
    try:
        return Baseline(path, _files(data))
    except (ValueError, TypeError, RecursionError) as error:
        raise ConfigError(
            f"{path}：不是有效的基线文件（{error}）；请从版本库恢复，或删除后用 --write-baseline 重新生成",
            f"{path}: no valid baseline ({error}); restore it, or delete it and write it anew with "
            "--write-baseline",
        ) from None


def _files(data: bytes) -> dict[str, tuple[Entry, ...]]:
    document = json.loads(data.decode("utf-8-sig"))
    if not isinstance(document, dict) or document.get("tool") != TOOL:
        raise ValueError(f'"tool" is not "{TOOL}"')
    if document.get("schema") != SCHEMA:
        raise ValueError(f'"schema" {document.get("schema")!r}')
    files = document.get("files")
    if not isinstance(files, dict):
        raise ValueError(f'"files" {files!r:.60}')
    return {name: tuple(map(_entry, entries)) for name, entries in files.items()}


def _entry(entry: object) -> Entry:
    if not isinstance(entry, dict) or not {"rule", "fingerprint"} <= entry.keys():
        raise ValueError(f'"rule", "fingerprint": {entry!r:.60}')
    return Entry(_text(entry["rule"]), _text(entry["fingerprint"]), str(entry.get("message", "")))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r}")
    return value


def without_known(result: Result, known: Collection[Entry]) -> Result:
    """Return the result of one file without the findings that are known, which it counts."""
    if not known:
        return result
    prints = {(entry.rule, entry.fingerprint) for entry in known} if known else set()
    kept = tuple(
        finding
        for finding, made in zip(result.findings, fingerprints(result), strict=True)
        if (finding.rule, made) not in prints or finding.rule in NEVER
    )
    return evolve(result, findings=kept, baselined=len(result.findings) - len(kept))


def entries_of(result: Result) -> tuple[Entry, ...]:
    """Return what a baseline says of a file with this result."""
    return tuple(
        Entry(finding.rule, made, finding.message.zh)
        for finding, made in zip(result.findings, fingerprints(result), strict=True)
        if finding.rule not in NEVER
    )


def require_replaceable(path: Path) -> Baseline | None:
    """Return the baseline that is to be written anew, None where there is none.

    Raises UsageError where something else stands there, so that no file of the user's is lost.
    """
    if not os.path.lexists(path):
        return None
    try:
        return read_baseline(path)
    except ConfigError:
        raise UsageError(
            f"{path}：已有这个文件，但不是有效的基线文件，不予覆盖；请换一个文件名，或先将其移走",
            f"{path}: exists and is not a valid baseline; it is not replaced: give another name or move it",
        ) from None


def write_baseline(files: Mapping[str, Iterable[Entry]], stream: TextIO) -> None:
    """Write the document, files and entries in order, so that it changes only where findings do."""
    document: dict[str, Any] = {"schema": SCHEMA, "tool": TOOL, "files": {}}
    for name, entries in sorted(files.items()):
        listed = [
            {"rule": each.rule, "fingerprint": each.fingerprint, "message": each.message}
            for each in sorted(entries, key=lambda each: (each.rule, each.message, each.fingerprint))
        ]
        if listed:
            document["files"][name] = listed
    stream.write(json_text(document, indent=1) + "\n")
