"""What was found before, kept between runs: one small file for each text looked at, under a digest of all
that could change the outcome.

The folder is the user's own, never one that comes with the reports: what a stranger ships is not believed.
So an entry is led by a code made of it under a key that only the user can read, which lies in the user's own
folder for caches wherever the entries are; links are not followed. An entry is compressed; one that is
damaged, or that another wrote, is passed over. Writing goes to another name first, so that runs at the same
time do not meet.
"""

from __future__ import annotations

import hmac
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gip_lint.model.errors import UsageError

VARIABLE = "GIP_LINT_CACHE_DIR"
MOST_BYTES = 256 * 1024 * 1024
"""What the entries may take together; the least used go first."""
MOST_DAYS = 30
"""How long an entry is kept that no run asked for."""
LARGEST_ENTRY = 64 * 1024 * 1024
"""Bytes of an entry, unpacked."""
DAY = 24 * 60 * 60
MANY = 2000
"""New entries of one run before which the folder is tidied, though it was tidied that day."""
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Made by gip-lint; see https://bford.info/cachedir/\n"
    "# “gip-lint cache clear” empties it.\n"
)
_TAG_NAME = "CACHEDIR.TAG"
_ENTRIES = "entries"
_KEY = "key"
_KEY_BYTES, _CODE_BYTES = 32, 32
_TIDIED = "tidied"


def cache_folder(chosen: Path | None) -> Path:
    """Return the folder that was chosen, or that the environment names, or the user's own for caches."""
    if chosen is not None:
        return chosen
    if named := os.environ.get(VARIABLE):
        return Path(named)
    return _own_folder()


def _own_folder() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed by commands without a cache

    return user_cache_path("gip-lint", appauthor=False)


def own_key() -> bytes:
    """Return the user's key, made where there is none; one for this process where none can be kept."""
    path = _own_folder() / _KEY
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(os.urandom(_KEY_BYTES))
        with os.fdopen(os.open(path, os.O_RDONLY | _NO_LINKS), "rb") as file:
            state, key = os.fstat(file.fileno()), file.read(_KEY_BYTES)
        if len(key) == _KEY_BYTES and _is_own(state):
            return key
    except OSError:
        pass
    return os.urandom(_KEY_BYTES)


def _is_own(state: os.stat_result) -> bool:
    """Return whether a file is the user's and no other can write or read it; where the system tells."""
    if not hasattr(os, "getuid"):
        return True
    return state.st_uid == os.getuid() and not state.st_mode & 0o077


class Cache:
    """The entries in a folder. What cannot be read is not there; what cannot be written is left out."""

    def __init__(self, folder: Path) -> None:
        """Take *folder*, which need not exist. Raises UsageError for one that holds other things."""
        self.folder = folder
        self._ready = False
        self._secret: bytes | None = None
        self._require_cache()

    def _require_cache(self) -> None:
        if self.folder.is_dir() and not self._is_tagged():
            with suppress(OSError):
                if any(self.folder.iterdir()):
                    raise UsageError(
                        f"{self.folder}：不是 gip-lint 的缓存文件夹（没有 CACHEDIR.TAG）；请换一个文件夹",
                        f"{self.folder}: no cache of gip-lint (it has no CACHEDIR.TAG); name another folder",
                    )

    def _is_tagged(self) -> bool:
        """Return whether the folder bears the mark of this cache, or a part of it: a disk may be full."""
        try:
            with (self.folder / _TAG_NAME).open("rb") as file:
                return _TAG.encode().startswith(file.read(len(_TAG.encode())))
        except OSError:
            return False

    def _code(self, key: str, packed: bytes) -> bytes:
        if self._secret is None:
            self._secret = own_key()
        return hmac.digest(self._secret, key.encode() + b"\0" + packed, "sha256")

    def get(self, key: str) -> bytes | None:
        """Return the entry of that key, or None where there is none that is whole."""
        path = self._path(key)
        try:
            if _has_link(path.parent, self.folder):
                return None
            with os.fdopen(os.open(path, os.O_RDONLY | _NO_LINKS), "rb") as file:
                held = file.read(LARGEST_ENTRY)
            code, packed = held[:_CODE_BYTES], held[_CODE_BYTES:]
            if not hmac.compare_digest(code, self._code(key, packed)):
                return None
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(packed, LARGEST_ENTRY)
        except (OSError, zlib.error):
            return None
        if not unpacker.eof:
            return None
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > DAY:
                os.utime(path)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep an entry, in place of another of that key."""
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            self._prepare()
            path.parent.mkdir(exist_ok=True)
            if _has_link(path.parent, self.folder):
                return
            packed = zlib.compress(data, 1)
            try:
                beside.unlink(missing_ok=True)
                with beside.open("xb") as file:
                    file.write(self._code(key, packed) + packed)
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
        except OSError:
            return

    def tidy(self, new: int) -> None:
        """Take away what is old or too much: once a day, and before many *new* entries."""
        marker = self.folder / _TIDIED
        with suppress(OSError):
            fresh = marker.exists() and time.time() - marker.stat().st_mtime < DAY
            if not self._is_tagged() or (fresh and new < MANY):
                return
            marker.touch()
            self._drop_old()

    def clear(self) -> int:
        """Take every entry away and return how many there were. Raises OSError."""
        if not self.folder.exists():
            return 0
        number = 0
        for path, _ in self._files():
            path.unlink(missing_ok=True)
            number += not path.name.endswith(".tmp")
        (self.folder / _TIDIED).unlink(missing_ok=True)
        return number

    def _path(self, key: str) -> Path:
        return self.folder / _ENTRIES / key[:2] / key[2:]

    def _prepare(self) -> None:
        """Make the folder, marked as a cache for programs that back up, and as nothing for git."""
        if self._ready:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in ((_TAG_NAME, _TAG), (".gitignore", "*\n")):
            if not (self.folder / name).exists():
                (self.folder / name).write_text(text, encoding="utf-8")
        (self.folder / _ENTRIES).mkdir(exist_ok=True)
        self._ready = True

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for room in (self.folder / _ENTRIES).glob("*"):
            if _has_link(room, self.folder):
                continue
            with suppress(OSError), os.scandir(room) as entries:
                for entry in entries:
                    with suppress(OSError):
                        yield Path(entry.path), entry.stat(follow_symlinks=False)

    def _drop_old(self) -> None:
        files = sorted(self._files(), key=lambda file: file[1].st_mtime, reverse=True)
        oldest = time.time() - MOST_DAYS * DAY
        total = 0
        for path, state in files:
            total += state.st_size
            if total > MOST_BYTES or state.st_mtime < oldest:
                with suppress(OSError):
                    path.unlink()


def _has_link(path: Path, above: Path) -> bool:
    """Return whether *path* or a folder between it and *above* is a symbolic link."""
    return any(each.is_symlink() for each in (path, *path.parents) if each != above and above in each.parents)
