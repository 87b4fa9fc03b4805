"""What a finding is known by from one run to the next, wherever its line has moved to.

A fingerprint is made of the rule, the cell, and the words of the line with those that are marked; the place
in the file has no part in it. Findings in one file that are alike in all this are told apart by their number.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from gip_lint.model.finding import Finding
from gip_lint.model.result import Result

DIGEST_BYTES = 16


def fingerprints(result: Result) -> tuple[str, ...]:
    """Return the fingerprint of each finding of *result*, in hexadecimal; unique within a file."""
    seen: Counter[tuple[str, str]] = Counter()
    prints = []
    for finding in result.findings:
        said = "\0".join(_marks(result, finding))
        seen[finding.path, said] += 1
        prints.append(_digest(f"{said}\0{seen[finding.path, said]}"))
    return tuple(prints)


def unique(path: str, fingerprint: str) -> str:
    """Return a fingerprint that is unique in a run over many files."""
    return _digest(f"{path}\0{fingerprint}")


def _marks(result: Result, finding: Finding) -> tuple[str, ...]:
    """Return the words by which a finding is known, without the white space that editors change."""
    cell = finding.cell
    place = "" if cell is None else "/".join((cell.table, cell.row or "", cell.column or ""))
    excerpt = None if finding.span is None else result.excerpts.get((finding.path, finding.span))
    if excerpt is None:
        return finding.rule, place, finding.message.zh
    marked = excerpt.text[excerpt.start : excerpt.end]
    return finding.rule, place, "".join(excerpt.text.split()), "".join(marked.split())


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()
