"""The carry from one year into the next, put together from its verb and the years beside it.

上年结转, 2022年结转至2023年办理的, 顺延至下年度: each becomes one token, whose years set no time for what is
told around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gip_lint.prose.word_list import DATE, UNKNOWN, YEAR, Token
from gip_lint_grammar.lazy import lazy_pattern

_LETTERS = {
    YEAR: "y",
    DATE: "y",
    "past": "y",
    "next": "y",
    "current": "y",
    "carry": "C",
    "put_off": "O",
    "negation": "N",
}
_TOWARDS = frozenset({"至", "到", "入", "为", "于", "自", "从", "由", "的", "度", "下", "向"})
_PHRASE = lazy_pattern("((?:[yt]{1,3}){0,2})(N?)([CO])(t{0,2}(?:yt?){0,2})")
_AWAY = {"past": -1, "current": 0, "next": 1}


def with_carries(tokens: Sequence[Token], year: int | None) -> list[Token]:
    """Join each carry to one token: ``carried_over``, ``carried_forward``, or without direction ``carried``.

    *year* is that of the report, against which years are held. A carry between other years is ``elsewhere``.
    """
    if not any(token.kind in ("carry", "put_off") for token in tokens):
        return list(tokens)
    letters = "".join("t" if token.value in _TOWARDS else _LETTERS.get(token.kind, ".") for token in tokens)
    joined: list[Token] = []
    at = 0
    for match in _PHRASE.finditer(letters):
        before, verb, after = (tokens[slice(*match.span(group))] for group in (1, 3, 4))
        kind = _direction(_years(before, year), _years(after, year))
        if kind == "carried" and verb[0].kind == "put_off":
            continue
        joined.extend(tokens[at : match.start()])
        joined.extend(tokens[slice(*match.span(2))])
        first, last = tokens[match.start()], tokens[match.end() - 1]
        joined.append(Token(kind, "结转", first.start, last.end))
        at = match.end()
    joined.extend(tokens[at:])
    return [token._replace(kind=UNKNOWN) if token.kind == "put_off" else token for token in joined]


def _years(tokens: Sequence[Token], year: int | None) -> list[int]:
    """Return how many years after the report's own each of the times is."""
    found = []
    for token in tokens:
        if token.kind in _AWAY:
            found.append(_AWAY[token.kind])
        elif token.kind in (YEAR, DATE) and token.number and year is not None:
            found.append(int(token.number) - year)
    return found


def _direction(source: list[int], target: list[int]) -> str:
    if not source and not target:
        return "carried"
    if target:
        if target[-1] == 1 and (not source or source[-1] == 0):
            return "carried_forward"
        if target[-1] in (0, -1) and (not source or source[-1] == -1):
            return "carried_over"
        return "elsewhere"
    return {-1: "carried_over", 0: "carried", 1: "carried_forward"}.get(source[-1], "elsewhere")
