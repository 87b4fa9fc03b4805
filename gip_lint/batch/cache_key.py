"""The key of a cache entry: a digest of everything that the outcome for one file depends on.

That is the content of the file and the name it is shown by, its configuration, the way the outcome is drawn,
and the installation: Python, every installed distribution with its version, and the files of gip-lint and of
each plugin, by their list of hashes where they were installed from a wheel and by their content where not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from attrs import evolve

from gip_lint.batch.outcomes import Rendering
from gip_lint.config.configuration import Config
from gip_lint.model.version import __version__
from gip_lint.plugins.digest import digest_of
from gip_lint.plugins.entry_points import EntryPoint, distributions, entry_points
from gip_lint.readers.discovery import Source

LAYOUT = 1
"""Raised when what an entry holds changes."""
OWN_PACKAGES = ("gip_lint", "gip_lint_grammar", "gip_lint_rules")
_COMPILED = "__pycache__"
_CONVERTED = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How old Word files begin: they are read by another program, of which the key knows nothing."""


@lru_cache(maxsize=1)
def installed(group: str = "gip_lint") -> str:
    """Return a digest of what is installed."""
    digest = digest_of(size=24)

    def add(text: str) -> None:
        digest.update(f"{text}\0".encode("utf-8", "surrogateescape"))

    add(f"{__version__} {sys.version} {sys.platform}")
    folders = {name.lower(): folder for name, folder in distributions()}
    for folder in folders.values():
        add(folder.name)
    wanted = [EntryPoint("", name, "gip_lint") for name in OWN_PACKAGES]
    for entry in (*wanted, *entry_points(group)):
        add(f"{entry.name} = {entry.value}")
        record = _record(folders.get(entry.distribution.lower()))
        if record is not None:
            digest.update(record)
            continue
        for path in _files(entry.value.partition(":")[0].partition(".")[0].strip()):
            add(str(path))
            digest.update(_read(path))
    return digest.hexdigest()


def _record(distribution: Path | None) -> bytes | None:
    """Return a wheel's list of hashes; None where the files themselves lie elsewhere and may change."""
    if distribution is None or b'"editable"' in _read(distribution / "direct_url.json"):
        return None
    return _read(distribution / "RECORD") or None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _files(package: str) -> Iterator[Path]:
    """Yield the files of a package or module that is not imported for it."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return
    if spec is None:
        return
    for folder in spec.submodule_search_locations or ():
        for here, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != _COMPILED)
            yield from (Path(here, name) for name in sorted(files))
    if not spec.submodule_search_locations and spec.origin is not None:
        yield Path(spec.origin)


class Keys:
    """Makes the keys of one run."""

    def __init__(self, rendering: Rendering | None) -> None:
        self.rendering = rendering
        self.installation = installed()
        self._of_config: dict[Config, bytes] = {}

    def key(self, source: Source, config: Config, content: bytes, known: bytes = b"") -> str | None:
        """Return the key for a file; None where its outcome depends on more than can be told.

        *known* is what the baseline says of the file.
        """
        if content.startswith(_CONVERTED):
            return None
        digest = digest_of(size=24)
        number = None if source.member is None else source.member.number
        for part in (
            repr((LAYOUT, source.shown, source.name, number, self.rendering)).encode(),
            self.installation.encode(),
            self._config(config),
            known,
            content,
        ):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    def _config(self, config: Config) -> bytes:
        """Return what a configuration says of findings; language and failing level are not of them."""
        if config not in self._of_config:
            said = evolve(config, lang="zh", fail_on="error", baseline=None)
            self._of_config[config] = repr(said).encode()
        return self._of_config[config]
