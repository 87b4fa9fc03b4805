"""The statutory parts of a report, known by what their titles say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from gip_lint.binding.similarity import title_similarity
from gip_lint.forms.model import Form, Part
from gip_lint.report import BoundTable, Section
from gip_lint_grammar.folding import fold, label_key
from gip_lint_grammar.nodes import Block, Heading, Span, Table

_LONGEST_TITLE = 45
_ALIKE = 0.72
_BY_SIGNS = 0.6
_SENTENCE = re.compile("[。，；,;]")
_DENIAL = re.compile("无|没有|未")
_FIRST_LEVEL = re.compile(r"第?[〇零一二三四五六七八九十]{1,3}(?:[、．.,，:：]|部分.?)?")
_LEADING_ORDINAL = re.compile(
    r"(?:第?[〇零一二三四五六七八九十]{1,3}(?:[、．.,，:：]|部分[、:：]?)|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[、．.])\s*"
)


@frozen
class _Candidate:
    part: int
    score: float
    exact: bool
    span: Span
    title_span: Span
    ordinal: str | None
    title: str


def find_sections(
    blocks: Sequence[Block], form: Form, tables: Mapping[str, BoundTable], end: int
) -> tuple[Section, ...]:
    """Find the parts of *form* among *blocks*; *end* is where the report ends."""
    lines = list(_lines(blocks))
    by_part: dict[int, list[_Candidate]] = {}
    for line in lines:
        for candidate in _candidates(line, form):
            by_part.setdefault(candidate.part, []).append(candidate)
    starts = {table.form.part: table.span.start for table in tables.values()}
    crowded = _crowded([candidate.span.start for found in by_part.values() for candidate in found], lines)
    chosen: dict[int, _Candidate] = {}
    for part, found in by_part.items():
        start = starts.get(form.parts[part].key)
        chosen[part] = max(found, key=lambda candidate: _rank(candidate, form.parts[part], start, crowded))
    distinct: dict[int, _Candidate] = {}
    for candidate in sorted(chosen.values(), key=lambda candidate: -candidate.score):
        distinct.setdefault(candidate.span.start, candidate)
    ordered = sorted(distinct.values(), key=lambda candidate: candidate.span.start)
    ends = [candidate.span.start for candidate in ordered[1:]] + [end]
    return tuple(_section(candidate, form, stop) for candidate, stop in zip(ordered, ends))


def _lines(blocks: Sequence[Block]) -> Iterator[Heading]:
    """Yield what may be a title: headings, short lines, and table rows with one cell that holds anything."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                filled = row.filled
                if len(filled) == 1 and len(filled[0].text) <= _LONGEST_TITLE:
                    yield _as_heading(filled[0].text, filled[0].span)
        elif isinstance(block, Heading):
            yield block
        elif len(block.text) <= _LONGEST_TITLE and not _SENTENCE.search(block.text):
            yield _as_heading(block.text, block.span)


def _as_heading(text: str, span: Span) -> Heading:
    match = _LEADING_ORDINAL.match(text)
    start = match.end() if match else 0
    title = text[start:]
    ordinal = match.group().strip() if match else None
    return Heading(span, text, ordinal, title, Span(span.start + start, span.end))


def _candidates(line: Heading, form: Form) -> Iterator[_Candidate]:
    key = label_key(line.title)
    if not key:
        return
    top = line.ordinal is None or _FIRST_LEVEL.fullmatch(line.ordinal) is not None
    denied = _DENIAL.search(line.title) is not None
    for number, part in enumerate(form.parts):
        alike = title_similarity(key, label_key(part.title))
        score = alike if alike >= _ALIKE and (top or alike >= 1.0) else 0.0
        if denied and alike < 1.0:
            continue
        if score < _ALIKE and line.ordinal is not None and top and _speaks_of(line.title, part):
            score = _BY_SIGNS
        if score:
            yield _Candidate(
                number, score, alike >= 1.0, line.span, line.title_span, line.ordinal, line.title
            )


def _speaks_of(title: str, part: Part) -> bool:
    folded = fold(title)
    if not part.signs or any(word in folded for word in part.contrary):
        return False
    return all(any(word in folded for word in group) for group in part.signs)


def _crowded(starts: Sequence[int], lines: Sequence[Heading]) -> frozenset[int]:
    """Return the starts of titles that stand line upon line: a table of contents, not the parts."""
    spots = sorted(set(starts))
    order = [line.span.start for line in lines]
    places = {start: number for number, start in enumerate(order)}
    followed = {a for a, b in zip(spots, spots[1:]) if places[b] == places[a] + 1}
    runs: set[int] = set()
    for start, following in zip(spots, spots[1:]):
        if start in followed and following in followed:
            runs |= {start, following}
    return frozenset(runs)


def _rank(
    candidate: _Candidate, part: Part, table: int | None, crowded: frozenset[int]
) -> tuple[bool, float]:
    rank = candidate.score
    if candidate.ordinal is not None and _FIRST_LEVEL.fullmatch(candidate.ordinal):
        rank += 0.1
        if "一二三四五六七八九"[part.ordinal - 1] in candidate.ordinal:
            rank += 0.05
    if table is not None and candidate.span.start < table:
        rank += 0.1 + candidate.span.start / (table + 1) / 100
    return candidate.span.start not in crowded, rank


def _section(candidate: _Candidate, form: Form, end: int) -> Section:
    start = candidate.span.start
    return Section(
        part=form.parts[candidate.part],
        span=Span(start, max(end, candidate.span.end)),
        heading_span=candidate.span,
        title_span=candidate.title_span,
        ordinal=candidate.ordinal,
        title=candidate.title,
        body_span=Span(candidate.span.end, max(end, candidate.span.end)),
        exact=candidate.exact,
    )
