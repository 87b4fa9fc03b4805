"""What a reader is: from the bytes of a file to notation text and a source map."""

from __future__ import annotations

from typing import Protocol

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.notation import Notation
from gip_lint.readers.limits import key_of, limits


class UnreadableError(Exception):
    """A file that exists and cannot be read as text; becomes the finding GIP001."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def reached(name: str, zh: str, en: str) -> UnreadableError:
    """Make the error for a limit: *name* is its field, *zh* and *en* say what is too much."""
    limit = getattr(limits(), name)
    return UnreadableError(
        Bilingual(f"{zh}，上限 {limit:,}（{key_of(name)}）", f"{en}, more than {limit:,} ({key_of(name)})")
    )


class Reader(Protocol):
    """Turns the bytes of one kind of file into notation."""

    name: str
    suffixes: tuple[str, ...]
    """The endings of file names that it reads, in lower case with the dot: ``(".txt", ".md")``."""

    def read(self, data: bytes) -> Notation:
        """Read the content of a file. Raises UnreadableError, and no other error, where that fails."""
        ...
