"""The statutory parts of a report, known by what their titles say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gip_lint.forms.similarity import title_similarity
from gip_lint.model.form import Form, Part
from gip_lint.model.report import BoundTable, Section
from gip_lint_grammar.folding import fold, label_key
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Block, Heading, Span, Table
from gip_lint_grammar.words import holds_any

_LONGEST_TITLE = 45
_ALIKE = 0.72
_BY_SIGNS = 0.6
_BY_ORDINAL = 0.5
_BELOW_PARTS = 0.5
"""What the title of a sub-heading loses against that of a heading."""
_BETWEEN_TITLES = " \t\r\n\u3000|｜.…·-#*0123456789"
_SHORTEST_CONTENTS = 3
_OF_SENTENCES = "。，；,;"
_RUN_IN = lazy_pattern(
    r"((?:#{1,6}[ \t]*)?[〇零一二三四五六七八九十]{1,3}[、．.][^。：:；;\r\n]{2,40})[。：:][ \t]*[^\s。：:]",
    needs=("。", "：", ":"),
)
_BEGINS_NUMBERED = frozenset("#〇零一二三四五六七八九十")
_DENIALS = ("无", "没有", "未")
_BEHIND_TITLE = lazy_pattern(r"(?P<mark>\s*[：:。.，,；;、—–-]+\s*)|(?P<space>\s+)|(?P<bracket>[（(])|")
_NOTHING = lazy_pattern(r"无[。.]?|(?:没有|无|未|本年度?|20\d\d年|我[局委办厅县市区镇乡街单部]).{3,}")
_LONGEST_ADDITION = 11
"""So many characters more may a title have before they are taken for text behind it."""
_NUMERAL_OF_PART = "一二三四五六七八九"
_AROUND_NUMERAL = "第部分、．.,，:："
_BRACKETS = frozenset("（(〔[）)〕]")
_LEADING_ORDINAL = lazy_pattern(
    r"(?:第?[〇零一二三四五六七八九十]{1,3}(?:[、．.,，:：]|部分[、:：]?)|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[、．.])\s*"
)


class _Candidate(NamedTuple):
    part: int
    score: float
    exact: bool
    span: Span
    title_span: Span
    ordinal: str | None
    title: str


def find_sections(
    text: str, blocks: Sequence[Block], form: Form, tables: Mapping[str, BoundTable], end: int
) -> tuple[Section, ...]:
    """Find the parts of *form* among *blocks* of *text*; *end* is where the report ends."""
    by_part: dict[int, list[_Candidate]] = {}
    titles = tuple(label_key(part.title) for part in form.parts)
    for line in _lines(text, blocks, form):
        for candidate in _candidates(line, form, titles):
            by_part.setdefault(candidate.part, []).append(candidate)
    starts = {table.form.part: table.span.start for table in tables.values()}
    listed = _listed([candidate for found in by_part.values() for candidate in found], text)
    chosen: dict[int, _Candidate] = {}
    for part, found in by_part.items():
        start = starts.get(form.parts[part].key)
        found.sort(key=lambda candidate: _rank(candidate, form.parts[part], start, listed), reverse=True)
        chosen[part] = found[0]
    _forget_out_of_place(chosen, by_part)
    distinct: dict[int, _Candidate] = {}
    for candidate in sorted(chosen.values(), key=lambda candidate: -candidate.score):
        distinct.setdefault(candidate.span.start, candidate)
    ordered = sorted(distinct.values(), key=lambda candidate: candidate.span.start)
    ends = [candidate.span.start for candidate in ordered[1:]] + [end]
    return tuple(_section(candidate, form, stop) for candidate, stop in zip(ordered, ends))


def _forget_out_of_place(chosen: dict[int, _Candidate], by_part: Mapping[int, Sequence[_Candidate]]) -> None:
    """Let go of what is known by little more than its ordinal, unless it stands between its neighbours."""
    certain = {part: each for part, each in chosen.items() if each.score > _BY_ORDINAL}
    for part, candidate in list(chosen.items()):
        if part in certain:
            continue
        before = [each.span.start for number, each in certain.items() if number < part]
        behind = [each.span.start for number, each in certain.items() if number > part]
        start = candidate.span.start
        if max(before, default=-1) < start < min(behind, default=start + 1):
            continue
        surer = next((each for each in by_part[part] if each.score > _BY_ORDINAL), None)
        if surer is None:
            del chosen[part]
        else:
            chosen[part] = surer


def _lines(text: str, blocks: Sequence[Block], form: Form) -> Iterator[Heading]:
    """Yield what may be a title: headings, short lines, and table rows with one cell that holds anything.

    Of a line that runs on behind its title (六、其他需要报告的事项：无。) only the title is yielded.
    """
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                filled = row.filled
                if (
                    len(filled) == 1
                    and len(filled[0].text) <= _LONGEST_TITLE
                    and not filled[0].text.isdigit()
                ):
                    yield _as_heading(filled[0].text, filled[0].span)
            continue
        title = _title_before_text(text, block.span, form)
        if title:
            yield _as_heading(title.text(text), title)
            continue
        numbered = text[block.span.start : block.span.start + 1] in _BEGINS_NUMBERED
        if numbered and (run_in := _RUN_IN.match(text, block.span.start, block.span.end)):
            yield _as_heading(run_in.group(1), Span(run_in.start(1), run_in.end(1)))
        elif isinstance(block, Heading):
            yield block
        elif len(block.text) <= _LONGEST_TITLE and not holds_any(block.text, _OF_SENTENCES):
            yield _as_heading(block.text, block.span)


def _title_before_text(text: str, line: Span, form: Form) -> Span | None:
    """Return the form's title with which *line* begins, its ordinal before it and text behind it."""
    marks = line.start + len(line.text(text)) - len(line.text(text).lstrip("# \t\u3000"))
    ordinal = _LEADING_ORDINAL.match(text, marks, line.end)
    if ordinal is None or not _is_first_level(ordinal.group()):
        return None
    for part in form.parts:
        end = _end_of_title(text, ordinal.end(), line.end, label_key(part.title))
        if end is not None and _is_text(text, end, line.end):
            return Span(marks, end)
    return None


def _is_first_level(ordinal: str) -> bool:
    """Return whether an ordinal is one of the parts' level: 二、 or 第二部分, not （二） or 2."""
    return not any(character in _BRACKETS or character.isdecimal() for character in ordinal)


def _end_of_title(text: str, start: int, end: int, title: str) -> int | None:
    """Return where *title*, a label's key, ends in *text*, white space and marks within passed over."""
    for at in range(start + len(title), min(end, start + 2 * len(title)) + 1):
        key = label_key(text[start:at])
        if key == title:
            return at
        if not title.startswith(key):
            return None
    return None


def _is_text(text: str, start: int, end: int) -> bool:
    """Return whether what stands behind a title is text, and no word or bracket more of the title."""
    behind = _BEHIND_TITLE.match(text, start, end)
    assert behind is not None
    rest = text[behind.end() : end].strip()
    if not label_key(rest):
        return False
    if behind["mark"]:
        return behind["mark"].strip() not in ("、", "-", "—", "–") or len(rest) > _LONGEST_ADDITION
    return (
        len(rest) > _LONGEST_ADDITION
        or holds_any(rest, _OF_SENTENCES)
        or (behind["bracket"] is None and _NOTHING.fullmatch(rest) is not None)
    )


def _as_heading(text: str, span: Span) -> Heading:
    marks = len(text) - len(text.lstrip("# \t"))
    match = _LEADING_ORDINAL.match(text, marks)
    start = match.end() if match else marks
    title = text[start:]
    ordinal = match.group().strip() if match else None
    return Heading(span, text, ordinal, title, Span(span.start + start, span.end))


@lru_cache(maxsize=1024)
def _likenesses(key: str, titles: tuple[str, ...]) -> tuple[float, ...]:
    """Weigh a title for each part of the form."""
    return tuple(title_similarity(key, title, _ALIKE) for title in titles)


def _candidates(line: Heading, form: Form, titles: tuple[str, ...]) -> Iterator[_Candidate]:
    key = label_key(line.title)
    if not key:
        return
    top = line.ordinal is None or _is_first_level(line.ordinal)
    numbered = line.ordinal is not None and top
    likenesses = _likenesses(key, titles)
    reworded = numbered and 1.0 not in likenesses
    if not (numbered or any(likenesses)):
        return
    spoken = fold(line.title) if numbered else ""
    numeral = (line.ordinal or "").strip(_AROUND_NUMERAL) if numbered else ""
    for number, (part, alike) in enumerate(zip(form.parts, likenesses)):
        score = alike if top or alike >= 1.0 else 0.0
        if score < _ALIKE and reworded:
            score = _score_of_subject(spoken, numeral, part)
        if score and (alike >= 1.0 or not holds_any(line.title, _DENIALS)):
            yield _Candidate(
                number, score, alike >= 1.0, line.span, line.title_span, line.ordinal, line.title
            )


def _score_of_subject(title: str, numeral: str, part: Part) -> float:
    """Weigh what a reworded title speaks of: the part's whole subject, or its main word under its ordinal."""
    if not part.signs or any(word in title for word in part.contrary):
        return 0.0
    spoken = [any(word in title for word in group) for group in part.signs]
    if all(spoken):
        return _BY_SIGNS
    own = _NUMERAL_OF_PART[part.ordinal - 1] == numeral
    return _BY_ORDINAL if own and spoken[0] and not holds_any(title, _OF_SENTENCES) else 0.0


def _listed(candidates: Sequence[_Candidate], text: str) -> frozenset[int]:
    """Return the starts of titles with nothing but further titles between: a table of contents.

    Where the parts begin anew, the contents are over: the title there is the part's own.
    """
    best: dict[int, _Candidate] = {}
    for candidate in candidates:
        start = candidate.span.start
        if start not in best or best[start].score < candidate.score:
            best[start] = candidate
    listed: set[int] = set()
    run: list[_Candidate] = []
    for candidate in sorted(best.values(), key=lambda candidate: candidate.span.start):
        if run and (
            candidate.part <= run[-1].part
            or text[run[-1].span.end : candidate.span.start].strip(_BETWEEN_TITLES)
        ):
            listed.update(_of_contents(run))
            run = []
        run.append(candidate)
    listed.update(_of_contents(run))
    return frozenset(listed)


def _of_contents(run: Sequence[_Candidate]) -> list[int]:
    return [candidate.span.start for candidate in run] if len(run) >= _SHORTEST_CONTENTS else []


def _rank(candidate: _Candidate, part: Part, table: int | None, listed: frozenset[int]) -> tuple[bool, float]:
    rank = candidate.score
    if candidate.ordinal is not None and _is_first_level(candidate.ordinal):
        rank += 0.1
        if _NUMERAL_OF_PART[part.ordinal - 1] in candidate.ordinal:
            rank += 0.05
    elif candidate.ordinal is not None:
        rank -= _BELOW_PARTS
    if table is not None and candidate.span.start < table:
        rank += 0.1 + candidate.span.start / (table + 1) / 100
    return candidate.span.start not in listed, rank


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
