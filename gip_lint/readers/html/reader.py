"""HTML pages: the text of the article as a browser shows it, each word with its place in the source."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from attrs import evolve

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.notation import HiddenText, Notation
from gip_lint.model.source_map import TextSource
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.comments import CLOSING, OPENING, is_directive, is_for_file
from gip_lint.readers.decoding import decode
from gip_lint.readers.html.article import Article, article_of
from gip_lint.readers.html.hiding import Hiding
from gip_lint.readers.html.page import NO_TEXT, PageBuilder
from gip_lint.readers.libraries import require_library
from gip_lint.readers.limits import limits
from gip_lint.readers.notation.blocks import write_blocks
from gip_lint.readers.notation.writing import NotationWriter, Piece
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.nodes import Span

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ENCODING = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([\w-]{1,40})|<\?xml[^>]{0,80}?encoding\s{0,20}=\s{0,20}["']([\w-]{1,40})""",
    re.I,
)
_HEAD_BYTES = 4_096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}
_TOKEN = lazy_pattern(
    r"<!--.*?(?:-->|$)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b[^>]*>.*?(?:(?=</(?P=raw)\b)|$)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>?"
    r"|<[!?/][^>]*>?",
    re.S | re.I,
)
_QUOTED = lazy_pattern(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = lazy_pattern(r"[^\s/=>]+(?:\s*=\s*[^\s>]+)?")
_LONG_TAG = 2_000
_CLOSED = """
    area base br col embed hr img input link meta param source track wbr frame keygen p li td th tr
    tbody thead tfoot colgroup dt dd option optgroup rp rt html head body
"""
_CLOSED_BY_OTHERS = frozenset(_CLOSED.split())
"""Tags that are void, or that the next of their kind or the end of their parent closes."""
_FIRST_MARK, _SECOND_MARK = 0xF0000, 0x100000
_BITS = 12
_MARK = lazy_pattern("[\U000f0000-\U000fffff][\U00100000-\U0010ffff]")
_PRIVATE = lazy_pattern("[\U000f0000-\U0010ffff]")
_REFERENCE = lazy_pattern(r"&#(?:[xX]0*(?P<hexadecimal>[\da-fA-F]+)|0*(?P<decimal>\d+));?", re.A)
_LONGEST_REFERENCE = 7


class HtmlReader:
    """Reads pages with selectolax, whose Lexbor parser builds the tree that a browser builds.

    lxml was weighed as well: libxml2's HTML parser follows no standard, moves the text of broken tables
    elsewhere and knows lines but no columns. Lexbor knows neither; so each run of text carries a mark, two
    private characters put before it, through the parser, and the mark tells where the run stands in the file.
    """

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".shtml", ".xhtml")

    def read(self, data: bytes) -> Notation:
        """Read the article of a page. Raises UnreadableError and MissingLibraryError."""
        require_library("selectolax", "html")
        source = decoded(data)
        marked = Marked(source)
        builder = PageBuilder(source, marked.runs)
        _walk(marked, builder, Hiding.of(source))
        article = article_of(builder)
        if article.lacks(element.text for element in builder.hidden):
            builder = PageBuilder(source, marked.runs)
            _walk(marked, builder, None)
            article = article_of(builder)
        writer = NotationWriter(source, _escaped)
        writer.paragraph(marked.comments)
        write_blocks(article.blocks, writer)
        if not writer.length and not builder.hidden and "</script" in source.lower():
            raise UnreadableError(
                Bilingual(
                    "网页的文字由脚本（JavaScript）生成，文件里没有；请在浏览器中打开，待显示完整后另存为网页",
                    "a script (JavaScript) makes the text of the page, which the file lacks; open it in a "
                    "browser and save the page as shown",
                )
            )
        return evolve(writer.notation(), hidden=_hidden(builder, article, source))


def _hidden(page: PageBuilder, article: Article, source: str) -> tuple[HiddenText, ...]:
    lines = TextSource(source)
    return tuple(
        HiddenText(
            element.text,
            element.how,
            lines.location(element.origin),
            element.addresses,
            element.linked,
            article.holds(element.container),
        )
        for element in page.hidden
    )


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def decoded(data: bytes) -> str:
    """Decode a page by its byte order mark, as UTF-8, as it declares, or else as plain text is.

    UTF-8 comes before what the page declares, since nothing else is valid UTF-8 by chance and many a page
    declares GB2312 and was saved as UTF-8. Raises UnreadableError.
    """
    match = _ENCODING.search(data[:_HEAD_BYTES])
    declared = _CODECS.get((match[1] or match[2]).decode("ascii", "replace").lower()) if match else None
    if declared is not None and b"\x00" not in data and not data.startswith(_MARKS):
        for encoding in ("utf-8", declared):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return decode(data)


class Marked:
    """A page with a mark before every run of text and behind every tag that opens a cell."""

    def __init__(self, source: str) -> None:
        self.runs: list[tuple[int, int]] = []
        """From where to where each run stands in the source."""
        self.comments: list[Piece] = []
        """The comments that are for the whole file."""
        self._numbers: dict[str, int] = {}
        """Of each run, by its mark."""
        self._parts: list[str] = []
        self._has_private = _PRIVATE.search(source) is not None
        depth = end = 0
        bounds = limits()
        for tags, token in enumerate(_TOKEN.finditer(source)):
            start, stop = token.span()
            if end < start:
                self._run(source, end, start)
            end = stop
            written, (raw, slash, name) = token[0], token.groups(default="")
            name = name.lower()
            self._parts.append(written)
            if not name:
                if written.startswith(OPENING) and is_directive(written.removeprefix(OPENING)):
                    self._comment(written, start, end)
            elif name not in _CLOSED_BY_OTHERS:
                depth = max(0, depth + (-1 if slash else 1))
                if depth > bounds.max_tag_depth:
                    raise reached("max_tag_depth", "HTML 标签嵌套过深", "HTML tags are nested too deeply")
            elif name in ("td", "th") and not slash:
                self._mark(end, end)
            if end - start > _LONG_TAG and (name or raw):
                _require_few_attributes(written if name else written.partition(">")[0])
            if tags > bounds.max_nodes:
                raise reached("max_nodes", "HTML 标签过多", "the page has too many tags")
        self._run(source, end, len(source))

    @property
    def text(self) -> str:
        """The page to be parsed."""
        return "".join(self._parts)

    def _comment(self, comment: str, start: int, end: int) -> None:
        """Mark where a comment speaks to gip-lint; one for the whole file holds wherever it stands."""
        said = comment.removeprefix(OPENING).removesuffix(CLOSING)
        if is_for_file(said):
            self.comments.append(Piece("", Span(start, end), comment=said.strip()))
        else:
            self._mark(start, end)

    def _run(self, source: str, start: int, end: int) -> None:
        run = source[start:end]
        if run and not run.isspace():
            self._mark(start, end)
            if self._has_private:
                run = _PRIVATE.sub("\ufffd", run)
            if "&#" in run:
                run = _REFERENCE.sub(_without_private, run)
        self._parts.append(run)

    def _mark(self, start: int, end: int) -> None:
        number = len(self.runs)
        mark = chr(_FIRST_MARK + (number >> _BITS)) + chr(_SECOND_MARK + number % (1 << _BITS))
        self._numbers[mark] = number
        self._parts.append(mark)
        self.runs.append((start, end))

    def runs_in(self, text: str) -> list[int]:
        """Return the numbers of the runs that are marked in a *text* of the tree."""
        return [self._numbers[mark] for mark in _MARK.findall(text)]


def _without_private(reference: re.Match[str]) -> str:
    """Return a character reference, but for one to a character that marks are made of."""
    hexadecimal, decimal = reference["hexadecimal"], reference["decimal"]
    if len(hexadecimal or decimal) > _LONGEST_REFERENCE:
        return "\ufffd"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return "\ufffd" if code >= _FIRST_MARK else reference[0]


def _require_few_attributes(tag: str) -> None:
    if len(_ATTRIBUTE.findall(_QUOTED.sub('""', tag))) > limits().max_attributes:
        raise reached("max_attributes", "HTML 标签的属性过多", "an HTML tag has too many attributes")


def _walk(marked: Marked, builder: PageBuilder, hiding: Hiding | None) -> None:
    """Lead *builder* through the tree, without recursion: pages may be nested deeply.

    What *hiding* says is hidden is put aside.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only when a page is read

    node: LexborNode | None = LexborHTMLParser(marked.text).body
    if node is None:
        return
    entered: list[LexborNode] = []
    while node is not None:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            builder.text(marked.runs_in(node.text_content or ""))
        elif tag[:1] not in ("-", "_", "!") and tag not in NO_TEXT:
            attributes = node.attributes
            how = None if hiding is None else hiding.of_element(node, tag, attributes)
            if how is not None:
                links = [(link.attributes.get("href") or "", link.text()) for link in node.css("a")]
                builder.hide(marked.runs_in(node.text()), links, how)
            elif builder.enter(tag, attributes):
                child = node.child
                if child is not None:
                    entered.append(node)
                    node = child
                    continue
                builder.leave(tag)
        following = node.next
        while following is None and entered:
            left = entered.pop()
            builder.leave(left.tag or "")
            following = left.next if entered else None
        node = following
