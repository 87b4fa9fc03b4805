"""What a run keeps of each file: how many findings, and what goes into the document, on disk.

A thousand reports have more findings than one would hold at once. An outcome is what one file gives to the
document, drawn already where the reporter can draw file by file, or else the record of the result.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import SEEK_END, BytesIO
from itertools import accumulate, pairwise
from typing import IO, NamedTuple

from attrs import astuple

from gip_lint.batch.record import DamagedRecordError, read, written
from gip_lint.model.result import Failure, Result, Totals, joined
from gip_lint.plugins.reporter import Style

HELD_IN_MEMORY = 4 * 1024 * 1024
"""Bytes of outcomes after which they go to a temporary file."""
_UNREADABLE = "unreadable-file"
_ENCODING = ("utf-8", "surrogatepass")


class Rendering(NamedTuple):
    """How the document is drawn: by which reporter, in which style, on how many columns."""

    format: str
    style: Style
    columns: int


class FileOutcome(NamedTuple):
    """What one file gives to a run."""

    totals: Totals
    pieces: tuple[str, ...]
    """What a reporter drew, or the record of the result alone."""
    failures: tuple[tuple[str, str, str], ...] = ()
    """Path, what failed, traceback."""
    lasting: bool = True
    """Whether it would be the same another time: not where reading or a rule failed."""

    def written(self) -> bytes:
        """Return the outcome as bytes: a line of JSON, and the pieces behind it."""
        pieces = [piece.encode(*_ENCODING) for piece in self.pieces]
        head = [astuple(self.totals), self.failures, self.lasting, [len(piece) for piece in pieces]]
        return b"\n".join([json.dumps(head).encode(), b"".join(pieces)])

    @classmethod
    def read(cls, data: bytes) -> FileOutcome:
        """Return the outcome that was written. Raises DamagedRecordError."""
        try:
            head, _, rest = data.partition(b"\n")
            totals, failures, lasting, lengths = json.loads(head)
            ends = list(accumulate(lengths, initial=0))
            if ends[-1] != len(rest):
                raise ValueError("pieces are missing")
            return cls(
                Totals(*map(int, totals)),
                tuple(rest[start:end].decode(*_ENCODING) for start, end in pairwise(ends)),
                tuple((str(path), str(what), str(trace)) for path, what, trace in failures),
                bool(lasting),
            )
        except (ValueError, TypeError, RecursionError) as error:
            raise DamagedRecordError(str(error)) from error


def outcome_of(result: Result, pieces: tuple[str, ...] | None = None) -> FileOutcome:
    """Make the outcome of one file of what a reporter drew, or of the record of the result."""
    pieces = (written(result),) if pieces is None else pieces
    return FileOutcome(
        result.totals,
        pieces,
        tuple((failure.path, failure.what, failure.traceback) for failure in result.failures),
        lasting=not result.failures and all(finding.name != _UNREADABLE for finding in result.findings),
    )


class Outcomes:
    """The outcomes of a run, by the number of the file."""

    def __init__(self) -> None:
        self.totals = Totals()
        self._heads: dict[int, tuple[int, int]] = {}
        """Where each outcome lies in the file: offset and length."""
        self._failures: dict[int, tuple[tuple[str, str, str], ...]] = {}
        self._file: IO[bytes] = BytesIO()

    def add(self, number: int, data: bytes) -> None:
        """Take up the outcome of a file as it is written. Raises DamagedRecordError, OSError."""
        outcome = FileOutcome.read(data)
        self.totals += outcome.totals
        if outcome.failures:
            self._failures[number] = outcome.failures
        end = self._file.seek(0, SEEK_END)
        if isinstance(self._file, BytesIO) and end + len(data) > HELD_IN_MEMORY:
            self._file = _on_disk(self._file)
        self._heads[number] = (end, len(data))
        self._file.write(data)

    def __contains__(self, number: int) -> bool:
        return number in self._heads

    def __iter__(self) -> Iterator[FileOutcome]:
        """Yield the outcomes in the order of the files."""
        for number in sorted(self._heads):
            offset, length = self._heads[number]
            self._file.seek(offset)
            yield FileOutcome.read(self._file.read(length))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What failed, in the order of the files."""
        return tuple(Failure(*each) for number in sorted(self._failures) for each in self._failures[number])

    def pieces(self, index: int) -> Iterator[str]:
        """Yield one piece of every outcome, in the order of the files."""
        return (outcome.pieces[index] for outcome in self)

    def result(self) -> Result:
        """Return the whole result, where the outcomes are records."""
        return joined(self.results())

    def results(self) -> Iterator[Result]:
        """Yield the result of each file in their order, where the outcomes are records."""
        for outcome in self:
            yield read(outcome.pieces[0])

    def close(self) -> None:
        """Give the temporary file up."""
        self._file.close()


def _on_disk(held: BytesIO) -> IO[bytes]:
    from tempfile import TemporaryFile  # noqa: PLC0415 - few runs have so much to say

    file = TemporaryFile()  # noqa: SIM115 - open as long as the outcomes
    file.write(held.getbuffer())
    return file
