"""Which part of a web page is the report.

The titles of the statutory parts and the tables of figures say where it is; the smallest element that holds
them all is the article. A library that finds articles by the density of text (trafilatura) was weighed: it
drops tables of figures and keeps no places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import frozen

from gip_lint.readers.html.page import PageBuilder, PageParagraph, PageTable
from gip_lint.readers.notation.blocks import Block, TableBlock, flattened
from gip_lint_grammar.lazy import lazy_pattern

_TITLE_OF_PART = lazy_pattern(
    r"\W{0,20}(?:第?[一二三四五六七八九十]{1,3}(?:部分)?|\d)?\W{0,20}(总体情况|概述|主动公开政府信息|收到和处理|"
    r"(?:因)?政府信息公开.{0,6}行政复议|存在的?(?:主要)?问题|其他需要报告)"
)
_TITLE = lazy_pattern(r"(?:20\d\d|二[〇○零Oo0]).{0,40}(?:年度报告|年报|工作报告)")
_LONGEST_TITLE = 60
_LINKED = 0.5
_LINK = 0.9
_FEWEST_LINKS = 3
_LEAST_EVIDENCE, _MOST_EVIDENCE = 2, 500


@frozen
class Article:
    """The part of a page that is the report."""

    blocks: list[Block]
    """The whole page without its navigation, where it holds no report."""
    first: int = 1
    last: int = 0
    """The containers that it covers."""

    def holds(self, container: int) -> bool:
        """Return whether a container is part of it."""
        return self.first <= container <= self.last

    def lacks(self, hidden: Iterable[str]) -> bool:
        """Return whether texts hold a part of the report that it lacks: a script then shows them."""
        missing = {part for text in hidden for line in text.split("\n") if (part := _part_named(line))}
        if not missing:
            return False
        held = (block for block in self.blocks if isinstance(block, PageParagraph))
        return not missing <= {part for block in held if (part := _part_named(block.text))}


def parts_named(text: str) -> int:
    """Return how many parts of a report have their titles in *text*."""
    return len({part for line in text.split("\n") if (part := _part_named(line))})


def _part_named(line: str) -> str | None:
    match = _TITLE_OF_PART.match(line) if len(line) <= _LONGEST_TITLE else None
    return match[1] if match else None


def article_of(page: PageBuilder) -> Article:
    """Find the report in a page."""
    blocks = list(flattened(page.blocks))
    evidence = [number for number, block in enumerate(blocks) if _is_evidence(block)][:_MOST_EVIDENCE]
    if len(evidence) < _LEAST_EVIDENCE:
        return Article(_without_links([block for block in blocks if not _is_furniture(block)]))
    element = _container(blocks[evidence[0]])
    for number in evidence[1:]:
        element = _common(page, element, _container(blocks[number]))
    inside = [
        number
        for number, block in enumerate(blocks)
        if element <= _container(block) <= page.ends[element]
        and (not _is_furniture(block) or _is_furniture(blocks[evidence[0]]))
    ]
    first = min(evidence[0], inside[0] if inside else evidence[0])
    title = [
        number
        for number, block in enumerate(blocks[: evidence[0]])
        if isinstance(block, PageParagraph) and _is_title(block) and not _is_furniture(block)
    ]
    kept = [blocks[number] for number in inside]
    if title and title[-1] < first:
        kept.insert(0, blocks[title[-1]])
    return Article(_without_links(kept), element, page.ends[element])


def _is_evidence(block: Block) -> bool:
    if isinstance(block, TableBlock):
        return block.has_figures
    if not isinstance(block, PageParagraph) or block.linked > _LINKED:
        return False
    return len(block.text) <= _LONGEST_TITLE and _TITLE_OF_PART.match(block.text) is not None


def _is_title(block: PageParagraph) -> bool:
    return (
        block.linked < _LINKED and len(block.text) <= _LONGEST_TITLE and _TITLE.search(block.text) is not None
    )


def _container(block: Block) -> int:
    return block.container if isinstance(block, PageParagraph | PageTable) else 0


def _is_furniture(block: Block) -> bool:
    return isinstance(block, PageParagraph | PageTable) and block.furniture


def _common(page: PageBuilder, first: int, second: int) -> int:
    """Return the smallest container that holds two."""
    while not first <= second <= page.ends[first]:
        first = page.parents[first]
    return first


def _without_links(blocks: Sequence[Block]) -> list[Block]:
    """Leave out runs of paragraphs that are links: menus, breadcrumbs and lists of other pages."""
    kept: list[Block] = []
    for linked, run in groupby(blocks, key=_is_link):
        members = list(run)
        if not linked or len(members) < _FEWEST_LINKS:
            kept.extend(members)
    return kept


def _is_link(block: Block) -> bool:
    return isinstance(block, PageParagraph) and block.linked >= _LINK
