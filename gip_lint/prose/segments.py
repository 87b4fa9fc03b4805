"""A clause parted at its numbers: each label with the figure that is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gip_lint.prose.word_list import DATE, NUMBER, UNKNOWN, YEAR, Token

_HARMLESS: Final = frozenset(
    {"filler", "link", "current", YEAR, DATE, "whole", "among", "application", "bare"}
)


def segments_of(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Split a clause behind each number that another label follows: 予以公开 9 件、部分公开 2 件.

    Labels that share 分别 are given their numbers one by one.
    """
    parts: list[list[Token]] = [[]]
    has_number = False
    last = max((n for n, token in enumerate(tokens) if token.kind == NUMBER), default=-1)
    for n, token in enumerate(tokens):
        if token.kind == "link" and has_number and n < last:
            parts.append([])
            has_number = False
            continue
        parts[-1].append(token)
        has_number = has_number or token.kind == NUMBER
    if len(parts) > 1 and any(token.value == "分别" for token in parts[0]):
        yield from _respectively(parts)
        return
    yield from parts


def _respectively(parts: Sequence[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    at = next(n for n, token in enumerate(parts[0]) if token.value == "分别")
    labels: list[list[Token]] = [[]]
    for token in parts[0][:at]:
        if token.kind == "link":
            labels.append([])
        else:
            labels[-1].append(token)
    numbers = [[token for token in part if token.kind == NUMBER] for part in parts]
    rest = [token for part in parts[1:] for token in part if token.kind not in (NUMBER, "filler")]
    if len(labels) == len(parts) and all(len(found) == 1 for found in numbers) and not rest:
        for label, found in zip(labels, numbers):
            yield [*label, *found]


def of_the_year(tokens: Sequence[Token], years: Sequence[int], year: int | None) -> list[Token] | None:
    """Return a clause with the number of *year* alone: 2021年至2023年，分别收到申请 9 件、12 件、15 件.

    None where it does not give a number for each of *years*, or none for that year.
    """
    numbers = [token for token in tokens if token.kind == NUMBER]
    if len(numbers) < 2 or len(numbers) != len(years) or years.count(year or 0) != 1:
        return None
    first = tokens.index(numbers[0])
    if not any(token.value == "分别" for token in tokens[:first]):
        return None
    if any(token.kind not in (NUMBER, "link", "filler") for token in tokens[first:]):
        return None
    labels = [token for token in tokens[:first] if token.value != "分别" and token.kind not in (YEAR, "link")]
    return [*labels, numbers[years.index(year or 0)]]


def before_the_rest(segment: Sequence[Token]) -> Sequence[Token]:
    """Leave out what is said of all that was counted: 收到申请 5 件 | 均为自然人提出."""
    at = next((n for n, token in enumerate(segment) if token.kind == NUMBER), None)
    if at is not None:
        rest = next(
            (
                n
                for n in range(at + 1, len(segment))
                if segment[n].kind in ("following", "each", "all")
                or segment[n].value
                in ("已", "已经", "全部", "按时", "按期", "依法", "及时", "均", "都", "并", "且")
            ),
            None,
        )
        if rest is not None:
            segment = segment[:rest]
    return segment


def says_none(segment: Sequence[Token]) -> bool:
    """Return whether a clause without a number says that there were none, to its last word."""
    at = next((n for n, token in enumerate(segment) if token.kind == "negation"), None)
    if at is None:
        return False
    before = {token.kind for token in segment[:at]}
    return not before - _HARMLESS - {"about", "each"} and at < len(segment) - 1


def without_other_business(segment: Sequence[Token]) -> Sequence[Token]:
    """Leave out of what there was none of whatever is other business: 无行政复议、行政诉讼和申诉."""
    items: list[list[Token]] = [[]]
    for token in segment:
        if token.kind == "link":
            items.append([])
        items[-1].append(token)
    kept = [item for item in items if not any(token.kind == "other_business" for token in item)]
    if len(kept) in (0, len(items)):
        return segment
    head = [] if kept[0] is items[0] else [t for t in items[0] if t.kind in ("negation", *_HARMLESS)]
    return [*head, *(token for item in kept for token in item)]


def without_ways(segment: Sequence[Token]) -> Sequence[Token]:
    """Leave out ways of applying that are named together, none of them apart: 通过网站、邮寄等渠道."""
    channels = [n for n, token in enumerate(segment) if token.kind == "channel"]
    if len(channels) < 2 or not any(token.value in ("等", "各渠道") for token in segment):
        return segment
    return [
        token
        for n, token in enumerate(segment)
        if not (token.kind in ("channel", "link", UNKNOWN) and channels[0] <= n <= channels[-1] + 2)
    ]
