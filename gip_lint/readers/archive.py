"""ZIP archives of reports, looked into without unpacking them to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from gip_lint.model.bilingual import Bilingual
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.limits import limits
from gip_lint.readers.package import read_member

SUFFIX = ".zip"
_UTF8_NAME = 0x800
_APPLE = "__MACOSX"


class Member(NamedTuple):
    """A file in an archive."""

    name: str
    """As a person reads it, folders parted by slashes."""
    number: int
    """Its place in the archive's directory; names may be there twice."""
    problem: UnreadableError | None = None


def members(path: Path, suffixes: Sequence[str]) -> tuple[Member, ...]:
    """Return the files with one of *suffixes* in order of name; what is hidden is passed over.

    Raises UnreadableError for an archive that is damaged or beyond the limits.
    """
    directory = _opened(path).infolist()
    if len(directory) > limits().max_archive_members:
        many = len(directory)
        raise reached("max_archive_members", f"ZIP 有 {many:,} 个文件", f"the ZIP file has {many:,} members")
    found = []
    size = 0
    for number, info in enumerate(directory):
        name = _name(info)
        if not name:
            found.append(Member(name, number, _NAMELESS))
            continue
        parts = PurePosixPath(name).parts
        if info.is_dir() or any(part.startswith(".") or part == _APPLE for part in parts):
            continue
        if name.lower().endswith(SUFFIX):
            found.append(Member(name, number, _NESTED))
        elif name.lower().endswith(tuple(suffixes)):
            found.append(Member(name, number))
            size += info.file_size
    if size > limits().max_archive_bytes:
        raise reached(
            "max_archive_bytes",
            "ZIP 中的文件解压后过大（字节）",
            "the files in the ZIP unpack to too many bytes",
        )
    return tuple(sorted(found, key=lambda member: (member.name, member.number)))


def content(path: Path, member: Member) -> bytes:
    """Unpack one file of an archive. Raises UnreadableError."""
    if member.problem is not None:
        raise member.problem
    archive = _opened(path)
    info = archive.infolist()[member.number]
    if info.file_size > limits().max_file_bytes:
        raise reached("max_file_bytes", "文件过大（字节）", "the file is too large, in bytes")
    return read_member(archive, info, limits().max_file_bytes, "max_file_bytes")


_NAMELESS = UnreadableError(
    Bilingual("ZIP 中有一个文件没有名称，无法判断类型", "a file in the ZIP has no name to tell its kind by")
)
_NESTED = UnreadableError(
    Bilingual(
        "ZIP 中的 ZIP 不予展开；请先解压", "a ZIP file within a ZIP file is not opened; unpack it first"
    )
)


def _opened(path: Path) -> zipfile.ZipFile:
    state = path.stat()
    return _opened_as(path, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=1)
def _opened_as(path: Path, *state: int) -> zipfile.ZipFile:
    """Open an archive, once for all its files; *state* tells whether it is still the same."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(
            Bilingual("ZIP 已损坏，无法打开", "the ZIP file is damaged and cannot be opened")
        ) from error


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; Chinese systems write GB18030 where the standard has code page 437."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name
