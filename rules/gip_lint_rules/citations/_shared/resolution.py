"""Which instrument each citation of a report names, short titles resolved through their definitions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gip_lint.kit import Citation, Report, fold, label_key, lazy_pattern
from gip_lint_rules.citations._shared.register import Instrument, Register, Resolution, register

_NEAR = 8
"""White space that may stand behind a mark, in characters."""
_CONTINUATION = lazy_pattern(
    r"[》〉>]?\s*(?:的)?(实施(?:细则|办法|条例|意见|方案|规定)|细则|办法|补充规定|若干规定|解读|释义|解释"
    r"|[(]?(?:[^()]{0,6}草案|征求意见稿|送审稿))",
    needs=(
        *("实施", "细则", "办法", "补充规定", "若干规定"),
        *("解读", "释义", "解释", "草案", "征求意见稿", "送审稿"),
    ),
)


class Cited(NamedTuple):
    """A citation and what the register knows of it."""

    citation: Citation
    resolution: Resolution
    by_short_title: bool = False
    """Whether its title is a short title that the text defines."""
    former: bool = False
    """Whether the text calls it the former one (原《条例》)."""

    @property
    def instrument(self) -> Instrument | None:
        """The instrument it names; None where that is not known."""
        return self.resolution.instrument


def cited_instruments(report: Report) -> Iterator[Cited]:
    """Yield every citation of *report* that names something the register holds, in order."""
    citations = report.citations()
    if not citations:
        return
    law = register()
    resolved = [(citation, _resolution(report.text, citation, law)) for citation in citations]
    defined: defaultdict[str, list[tuple[int, Resolution]]] = defaultdict(list)
    for citation, resolution in resolved:
        if citation.abbreviation:
            defined[label_key(citation.abbreviation)].append((citation.span.start, resolution))
    for citation, found in resolved:
        resolution, short = found, False
        if citation.title and resolution.titled is None and not resolution.numbered:
            meant = _meant(defined.get(label_key(citation.title), ()), citation.span.start)
            if meant is not None:
                resolution, short = meant._replace(number=resolution.number or meant.number), True
        if resolution.titled or resolution.numbered:
            yield Cited(citation, resolution, short, _is_former(report.text, citation))


def _resolution(text: str, citation: Citation, law: Register) -> Resolution:
    resolution = law.resolve(citation)
    if citation.title is None or citation.title_span is None:
        return resolution
    continued = _continuation(text, citation)
    if continued is None:
        return resolution
    return resolution._replace(titled=law.titled(citation.title + continued[1]))


def is_marked(text: str, citation: Citation) -> bool:
    """Return whether the title stands between title marks."""
    span = citation.title_span
    return span is not None and text[max(0, span.start - _NEAR) : span.start].rstrip()[-1:] in ("《", "〈")


def is_continued(text: str, citation: Citation) -> bool:
    """Return whether the title goes on behind the title marks: 《…法》实施条例, 《…条例》（修订草案）."""
    return _continuation(text, citation) is not None


def _continuation(text: str, citation: Citation) -> re.Match[str] | None:
    if citation.title_span is None:
        return None
    return _CONTINUATION.match(fold(text[citation.title_span.end : citation.title_span.end + 16]))


def _meant(meanings: Sequence[tuple[int, Resolution]], position: int) -> Resolution | None:
    """Return what a short title stands for at *position*: its last definition before, or else its first."""
    if not meanings:
        return None
    before = bisect_right(meanings, position, key=lambda meaning: meaning[0])
    return meanings[max(0, before - 1)][1]


def _is_former(text: str, citation: Citation) -> bool:
    start = citation.span.start
    return (
        fold(text[max(0, start - 4) : start])
        .rstrip("《〈")
        .endswith(("原", "旧", "老", "修订前的", "修订前"))
    )
