"""Fixes written back: each file whole or not at all, and only over what was read."""

from __future__ import annotations

import stat
from pathlib import Path

from gip_lint.fixing.replacement import is_read_only, replaced
from gip_lint.fixing.rounds import Fixed
from gip_lint.model.errors import UserError
from gip_lint.readers.base import UnreadableError
from gip_lint.readers.discovery import Source
from gip_lint.readers.limits import DEFAULTS, Limits, under
from gip_lint.readers.reading import content


class NotWrittenError(UserError):
    """A fixed file that cannot be written; the file is as it was."""


def write(fixed: Fixed, bounds: Limits = DEFAULTS) -> None:
    """Put the fixed file, read within *bounds*, in the place of the old one. Raises NotWrittenError."""
    path = fixed.source.path
    assert path is not None
    shown = fixed.source.shown
    try:
        _require_writable(path, shown)
        with replaced(path) as file:
            file.write(fixed.after)
            with under(bounds):
                _require_unchanged(fixed, path)
    except (OSError, UnreadableError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotWrittenError(
            f"{shown}：修复无法写入，文件未变：{reason}",
            f"{shown}: the fixes cannot be written, the file is as it was: {reason}",
        ) from error


def _require_writable(path: Path, shown: str) -> None:
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotWrittenError(
            f"{shown}：不是普通文件，修复未写入；请改用 gip-lint check --fix -",
            f"{shown}: no regular file, so its fixes were not written; use gip-lint check --fix -",
        )
    if is_read_only(path):
        raise NotWrittenError(
            f"{shown}：文件为只读，修复未写入",
            f"{shown}: the file is read-only, so its fixes were not written",
        )


def _require_unchanged(fixed: Fixed, path: Path) -> None:
    shown = fixed.source.shown
    if content(Source(shown, path)) != fixed.before:
        raise NotWrittenError(
            f"{shown}：文件在检查期间已被改动，修复未写入；请重新运行",
            f"{shown}: the file was changed while it was checked, so its fixes were not written; run again",
        )
