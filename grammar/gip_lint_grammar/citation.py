"""References to instruments in prose: titles, document numbers, defined short titles, articles.

The grammar is ``citation.lark``; :mod:`gip_lint_grammar.marks` makes a text fit for it. What the grammar
cannot say, where among the words before a document number its issuer begins, is said here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from attrs import define, field
from lark import Lark, Token, Tree

from gip_lint_grammar.grammars import load_parser
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.marks import BLOT, NUMERAL, ORDINAL_CLOSE, ORDINAL_OPEN, prepared
from gip_lint_grammar.nodes import ArticleReference, Citation
from gip_lint_grammar.numerals import number_of
from gip_lint_grammar.passage import Passage

_N: Final = "0-9零〇一二三四五六七八九十百千两廿卅"
_HINTS: Final = frozenset("号號第")
_WORTH_PARSING: Final = lazy_pattern(
    "[0-9０-９零〇一二三四五六七八九十百]\\s?[号號]|[例法定则則知见見](?:的|中的?|里|规定的)?第",
    needs=("号", "號", *(before + "第" for before in "例法定则則知见見的中里")),
)


def citations_in(text: str, start: int = 0) -> tuple[Citation, ...]:
    """Return the references in *text*, a paragraph that begins at character *start* of the notation text.

    Every text parses, in time proportional to its length. References come in the order in which they begin.
    """
    return _citations_in(Passage(text, (0,), (start,)))


def citations_of(read: Iterable[Passage]) -> tuple[Citation, ...]:
    """Return the references in the passages *read* of a document, in order.

    A line that a PDF broke off is read together with the lines that go on from it; the title of such a
    reference lacks the line breaks that its span covers.
    """
    return tuple([citation for passage in read for citation in _citations_in(passage)])


def _citations_in(passage: Passage) -> tuple[Citation, ...]:
    text = passage.text
    if "《" in text or "〈" in text or (not _HINTS.isdisjoint(text) and _WORTH_PARSING.search(text)):
        return _Reader(passage).citations()
    return ()


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return load_parser("citation")


_LONGEST_ISSUER: Final = 40
_ORDER_ISSUER: Final = lazy_pattern("(?:(?:中华人民共和国)?(?:国务院|主席)|国)$")
_LETTER_ISSUER: Final = lazy_pattern("(?:国办公开办函|国办发明电|国办发|国办函|中办发)$")
_LEAD_IN: Final = lazy_pattern(
    "根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|学习|印发|转发|下发|制发|发布|公布|文件|通知|以及|精神|要求|结合"
    "|通过|关于|对照|严格|违反|适用|符合|[的以及或与由在即为按据照是见因对了等依]|和(?=[国中])"
)
_BARE_LEAD_IN: Final = lazy_pattern(
    "根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|学习|违反|适用|符合|严格|修订的?|[以及或与和由在按据照因对依新了]"
)
_POINTING: Final = ("该", "本", "此", "上述", "前述", "其")
_NUMBER_PROPER: Final = lazy_pattern(
    rf"\s{{0,2}}〔|令\s?[{ORDINAL_OPEN}第{NUMERAL}]|(?:第\s?)?[{NUMERAL}]{{1,9}}\s?号|[0-9]"
)
_ORDINAL: Final = lazy_pattern(rf"[{BLOT}{ORDINAL_OPEN}]{{0,40}}([{NUMERAL}]{{1,9}})[{BLOT}{ORDINAL_CLOSE}]*")
_DEFINED_WORD: Final = lazy_pattern(
    "[,、;]?\\s?(?:以下|下文|后文)[统均]?一?[简统合]?称[为作]?:?(?P<quote>[\"“'‘「]?)(?P<word>.*?)[\"”'’」]?"
)


@define(eq=False)
class _Pieces:
    """What belongs to one reference, gathered piece by piece; positions in the parsed text."""

    start: int
    end: int
    title: tuple[int, int] | None = None
    numbers: list[tuple[int, int]] = field(factory=list)
    abbreviation: str | None = None
    articles: list[ArticleReference] = field(factory=list)


class _Reader:
    """Turns the tree of one text into references."""

    def __init__(self, passage: Passage) -> None:
        self.text = passage.text
        self.place = passage
        self.prepared = prepared(passage.text)

    def citations(self) -> tuple[Citation, ...]:
        found = self._items(_parser().parse(self.prepared).children)
        return tuple(sorted(found, key=lambda citation: citation.span.start))

    def _items(self, items: list[Token | Tree[Token]]) -> Iterator[Citation]:
        for item in items:
            if isinstance(item, Token):
                if item.type == "NUMBER":
                    yield self._numbered(self._number(item))
            elif item.data == "citation":
                yield from self._citation(item)
            elif item.data == "bracket":
                yield from self._items(item.children)
            elif item.data == "bare":
                yield from self._bare(item)

    def _citation(self, tree: Tree[Token]) -> Iterator[Citation]:
        pieces: _Pieces | None = None
        leading: tuple[int, int] | None = None
        for part in tree.children:
            if isinstance(part, Token):
                number = self._number(part)
                if pieces is None:
                    leading = number
                elif number[0] > _start(part):
                    yield from self._finished(pieces)
                    pieces = _Pieces(*number, numbers=[number])
                else:
                    pieces.numbers.append(number)
                    pieces.end = number[1]
            elif part.data == "title":
                title = self._title(part)
                pieces = _Pieces(leading[0] if leading else _start(part), _end(part), title)
                pieces.numbers += [leading] if leading else []
            elif pieces is not None:
                yield from self._add(part, pieces)
        if pieces is not None:
            yield from self._finished(pieces)

    def _add(self, part: Tree[Token], pieces: _Pieces) -> Iterator[Citation]:
        """Add a bracket, a definition or articles to *pieces*; yield what else a bracket cites."""
        if part.data == "bracket":
            for item in part.children:
                if isinstance(item, Token):
                    pieces.numbers += [self._number(item)] if item.type == "NUMBER" else []
                elif item.data == "definition":
                    pieces.abbreviation = self._defined(item) or pieces.abbreviation
                else:
                    yield from self._items([item])
            pieces.end = _end(part)
        elif part.data == "definition":
            defined = self._defined(part)
            if defined is not None:
                pieces.abbreviation, pieces.end = defined, _end(part)
        else:
            pieces.articles += self._articles(part)
            pieces.end = _end(part)

    def _finished(self, pieces: _Pieces) -> Iterator[Citation]:
        """Yield the reference; of several numbers nobody can say which is its own, and each stands alone."""
        alone = pieces.numbers if len(pieces.numbers) > 1 else []
        number = pieces.numbers[0] if len(pieces.numbers) == 1 else None
        yield Citation(
            span=self.place.span(pieces.start, pieces.end),
            title=self.text[slice(*pieces.title)] if pieces.title else None,
            title_span=self.place.span(*pieces.title) if pieces.title else None,
            number=self.text[slice(*number)] if number else None,
            number_span=self.place.span(*number) if number else None,
            abbreviation=pieces.abbreviation,
            articles=tuple(pieces.articles),
        )
        yield from map(self._numbered, alone)

    def _numbered(self, number: tuple[int, int]) -> Citation:
        span = self.place.span(*number)
        return Citation(span, number=self.text[slice(*number)], number_span=span)

    def _title(self, tree: Tree[Token]) -> tuple[int, int]:
        start, end = _start(tree) + 1, _end(tree) - 1
        inner = self.text[start:end]
        if not inner.strip():
            return start, start
        return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())

    def _defined(self, tree: Tree[Token]) -> str | None:
        """Return the short title defined; a bare word counts only in quotation marks or before a stop."""
        if len(tree.children) == 2 and not isinstance(tree.children[1], Token):
            return self.text[slice(*self._title(tree.children[1]))] or None
        start, end = _start(tree), _end(tree)
        match = _DEFINED_WORD.fullmatch(self.prepared, start, end)
        if match is None or not (match["quote"] or self.prepared[end : end + 1] in (")", ",", "。", ";", "")):
            return None
        return self.text[slice(*match.span("word"))] or None

    def _number(self, token: Token) -> tuple[int, int]:
        """Return where a document number begins, its issuer included, and where it ends."""
        start, end = _start(token), _end(token)
        proper = _NUMBER_PROPER.search(self.prepared, start, end)
        assert proper is not None
        head_end = proper.start()
        head = self._words_before(head_end)
        central = (_LETTER_ISSUER if "〔" in proper.group() else _ORDER_ISSUER).search(head)
        if central:
            return head_end - len(head) + central.start(), end
        lead = max((match.end() for match in _LEAD_IN.finditer(head)), default=0)
        return head_end - len(head) + lead, end

    def _words_before(self, position: int) -> str:
        start = position
        while start > max(0, position - _LONGEST_ISSUER) and _is_word(self.prepared[start - 1]):
            start -= 1
        return self.prepared[start:position]

    def _bare(self, tree: Tree[Token]) -> Iterator[Citation]:
        """Yield a reference whose title has no marks, where it can be told from the words before it."""
        end = _end(tree.children[0])
        words = self._words_before(end)
        lead = max((match.end() for match in _BARE_LEAD_IN.finditer(words)), default=0)
        if words[lead:].startswith(_POINTING):
            return
        title = (end - len(words) + lead, end)
        pieces = _Pieces(title[0], _end(tree), title)
        assert not isinstance(tree.children[1], Token)
        pieces.articles += self._articles(tree.children[1])
        yield from self._finished(pieces)

    def _articles(self, tree: Tree[Token]) -> list[ArticleReference]:
        found: list[ArticleReference] = []
        for token in tree.children:
            assert isinstance(token, Token)
            for position, (number, start, end) in enumerate(_ordinals(token)):
                span = self.place.span(start, end)
                last = found[-1] if found else None
                if token.type == "ARTICLE":
                    found.append(ArticleReference(span, number))
                elif last is not None and token.endswith("款"):
                    fresh = position == 0 and last.paragraph is None and last.item is None
                    whole = span.cover(last.span) if fresh else span
                    found[-1 if fresh else len(found) :] = [ArticleReference(whole, last.article, number)]
                elif last is not None and token.endswith("项"):
                    fresh = position == 0 and last.item is None
                    whole = span.cover(last.span) if fresh else span
                    found[-1 if fresh else len(found) :] = [last._replace(span=whole, item=number)]
        return found


def _ordinals(token: Token) -> Iterator[tuple[int, int, int]]:
    """Yield each number of 第（一）、（五）项 with the stretch it covers; the first takes 第, the last 项."""
    matches = list(_ORDINAL.finditer(token.split("条之")[0]))
    for position, match in enumerate(matches):
        number = number_of(match.group(1))
        if number is not None:
            start = _start(token) if position == 0 else _start(token) + match.start()
            end = _end(token) if position == len(matches) - 1 else _start(token) + match.end()
            yield number, start, end


def _start(node: Token | Tree[Token]) -> int:
    while isinstance(node, Tree):
        node = node.children[0]
    assert node.start_pos is not None
    return node.start_pos


def _end(node: Token | Tree[Token]) -> int:
    while isinstance(node, Tree):
        node = node.children[-1]
    assert node.end_pos is not None
    return node.end_pos


def _is_word(character: str) -> bool:
    return "一" <= character <= "鿿" or (character.isascii() and character.isalpha())
