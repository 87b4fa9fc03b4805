"""Text to tree: the loose notation of a whole report (``report.lark``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import cast

from lark import Lark, Token, Transformer

from gip_lint_grammar.grammars import load_parser
from gip_lint_grammar.lazy import lazy_pattern
from gip_lint_grammar.lost_lines import SHORTEST, line_ends, moved
from gip_lint_grammar.nodes import Block, Cell, Document, Heading, Paragraph, Row, Span, Table
from gip_lint_grammar.page_end import is_page_end
from gip_lint_grammar.quantity import ends_like_figure, figures_in, is_figure
from gip_lint_grammar.shared_cells import with_shared_cells_parted
from gip_lint_grammar.vocabulary import Vocabulary
from gip_lint_grammar.words import holds_any

_LONGEST_ROW = 4000
_LONGEST_HEADING = 60
_FEWEST_BARE_FIGURES = 3
_FEWEST_PIECES = 3
"""So many pieces of labels side by side are a line of a heading whose labels are broken."""
_SPACE = " \t\f\v\u3000\u00a0\ufeff\u200b"
_INDENT = _SPACE.replace("\t", "")
_EDGE = _SPACE + "*`"
_GAP = lazy_pattern(
    r"[ \u3000\u00a0]*\t[ \u3000\u00a0]*|[ \u3000\u00a0]{2,}|\u3000",
    needs=("\t", "\u3000", "  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0"),
)
_PARTINGS = {
    marks: lazy_pattern(
        r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}、(?=[^\W\d_])(?![增减新净无空]))?"
        rf'(?:"(?:[^"]|"")*"|(?:[（(][^()（）]{{0,200}}[)）]|增[/／]减|[^{marks}(（])*)'
    )
    for marks in (",;，；", "/／", "、")
}
"""The marks that part fields, and how a field reads between them."""
_FEWEST_FIELDS = 5
"""A line of figures alone is a date, a telephone number or a page number where it holds fewer."""
_LABEL_AND_FIGURE = lazy_pattern(r"([^:：]{2,80})[:：]\s*([^:：]{1,40})")
_ENDS_OF_SENTENCES = ("。", "！", "？")
_COUNTERS = tuple("件份条宗起项个")
_START_OF_FIGURE = lazy_pattern(r"(?<![\d.,，．])(?:\d|[增减净新+＋\-－−—–/／无空])")
_TELEPHONE = lazy_pattern(r"(?<!\d)(?:0\d{2,3}[-－—–]\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d{9})(?!\d)")
_MOST_STARTS = 8
_BARS = "|｜│┃║￨∣¦"
_LINES = lazy_pattern(r"[^\r\n]+")
_RUN_OF_BARS = lazy_pattern(rf"[{_BARS}](?:[ \t]*[{_BARS}])*[ \t]*")
_BLANK = " \t\f\v\u3000"
"""White space that is not a cell, neither before the first bar nor behind the last."""
_WORDS = lazy_pattern(" +")
_OF_SENTENCES = "。；;！？"
_HEADING = lazy_pattern(
    r"(?P<hashes>#{1,6})?\s*"
    r"(?P<ordinal>第?[〇零一二三四五六七八九十]{1,3}(?:[、．.,，:：]|部分[、:：]?|(?=\s))"
    r"|(?:[（(〔\[]?[〇零一二三四五六七八九十]{1,3}[）)〕\]]|[（(]?\d{1,2}[）)])[、．.]?"
    r"|\d{1,2}(?:[、．]|\.(?!\d)))?"
    r"\s*(?P<title>.*)",
)


def parse(text: str, vocabulary: Vocabulary) -> Document:
    """Parse *text*; what is neither a table row nor a heading is a paragraph, so no text fails.

    *vocabulary* holds the labels by which lines without bars are known as rows of a table.
    """
    blocks: list[Block] = []
    for block in cast("list[Block]", _parser(vocabulary).parse(text + "\n")):
        if isinstance(block, Table) and not _is_table(block, vocabulary):
            lines = [Cell(row.span, row.span.text(text)) for row in block.rows]
            blocks.extend(_heading(line) or _paragraph(line) for line in lines)
        elif isinstance(block, Paragraph) and len(block.text) >= SHORTEST:
            blocks.extend(_with_line_ends(block, vocabulary))
        else:
            blocks.append(block)
    return Document(text, tuple(with_shared_cells_parted(text, blocks, vocabulary)))


def _with_line_ends(paragraph: Paragraph, vocabulary: Vocabulary) -> list[Block]:
    """Return what a line holds that lost its line ends; any other line is the paragraph that it is."""
    line = paragraph.text
    ends = line_ends(line, vocabulary)
    if not ends:
        return [paragraph]
    lines = [line[start:end] for start, end in pairwise([0, *ends, len(line)])]
    return [moved(block, paragraph.span.start, ends) for block in parse("\n".join(lines), vocabulary).blocks]


@lru_cache(maxsize=4)
def _parser(vocabulary: Vocabulary) -> Lark:
    nodes = _Nodes(vocabulary)
    return load_parser("report", transformer=nodes, lexer_callbacks={"PROSE": nodes.classed})


class _Nodes(Transformer[Token, list[Block]]):
    """Makes the nodes of a document of its lines, each method of the terminal or the rule it is named for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def classed(self, line: Token) -> Token:
        """Give a line without bars the terminal that it truly is."""
        line.type = class_of(self._vocabulary, _written(line))
        return line

    def PROSE(self, line: Token) -> Paragraph:  # noqa: N802 - a terminal's name
        return _paragraph(_cell(_written(line), _start(line), _SPACE))

    def ROWS(self, token: Token) -> list[Row]:  # noqa: N802 - a terminal's name
        start = _start(token)
        written = [
            (start + line.start(), text)
            for line in _LINES.finditer(token)
            if not (text := line.group()).isspace()
        ]
        lines = [text.strip(_BLANK) for _, text in written]
        opened = all(line[0] in _BARS for line in lines)
        closed = all(line[-1] in _BARS for line in lines)
        return [_barred_row(text, place, opened, closed) for place, text in written]

    def heading(self, lines: list[Token]) -> Heading:
        cell = _cell(_written(lines[0]), _start(lines[0]))
        return _heading(cell) or Heading(cell.span, cell.text, None, cell.text, cell.span)

    def cells(self, lines: list[Token]) -> list[Row]:
        start = _start(lines[0])
        cells = tuple(
            Cell(Span(start + cell.span.start, start + cell.span.end), cell.text)
            for cell in _cells_without_bars(_written(lines[0]), self._vocabulary)
        )
        return [Row(Span(cells[0].span.start, cells[-1].span.end), cells, barred=False)]

    def table(self, pieces: list[list[Row]]) -> Table:
        rows = tuple(chain.from_iterable(pieces))
        return Table(Span(rows[0].span.start, rows[-1].span.end), rows)

    def start(self, blocks: list[Block]) -> list[Block]:
        return blocks


def _written(line: Token) -> str:
    """Return *line* without its end and the blank lines behind it."""
    return line.partition("\n")[0].partition("\r")[0]


def _start(line: Token) -> int:
    assert line.start_pos is not None
    return line.start_pos


def class_of(vocabulary: Vocabulary, line: str) -> str:
    """Return what a line without bars is: PROSE, HEADING or CELLS."""
    stripped = line.strip(_EDGE)
    if len(stripped) > _LONGEST_ROW or not stripped or is_page_end(stripped):
        return "PROSE"
    if vocabulary.is_title(stripped):
        return "HEADING"
    if _cells_without_bars(line, vocabulary):
        return "CELLS"
    return "HEADING" if _heading(_cell(line, 0)) else "PROSE"


@lru_cache(maxsize=1024)
def _cells_without_bars(line: str, vocabulary: Vocabulary) -> tuple[Cell, ...]:
    """Return the cells of a row that is written without bars, counted from the beginning of *line*.

    None where *line* is no such row. Kept, since a line is asked for when it is classed and when it is built.
    """
    line = line.rstrip(_INDENT)
    cell = _cell(line, 0)
    if "\t" not in line and is_figure(cell.text) and len(figures_in(cell.text)) < 2:
        return (cell,)
    if ("/" in line or "／" in line) and (fields := _fields(line, vocabulary)):
        return fields
    shift = len(line) - len(line.lstrip(_INDENT))
    if _GAP.search(cell.text) or "\t" in line:
        cells = [_cell(line[shift + a : shift + b], shift + a) for a, b in _between(_GAP, line[shift:])]
        filled = [cell for cell in cells if cell.text]
        known = [cell for cell in filled if is_figure(cell.text) or vocabulary.is_label(cell.text)]
        if 2 * len(known) >= len(filled):
            return tuple(part for cell in cells for part in _label_and_figures(cell, vocabulary))
    fields = _fields(line, vocabulary)
    if fields:
        return fields
    parts = _label_and_figures(cell, vocabulary)
    if len(parts) > 1 or vocabulary.is_label(cell.text):
        return tuple(parts)
    pieces = [_cell(line[shift + a : shift + b], shift + a) for a, b in _between(_GAP, line[shift:])]
    if len(pieces) >= _FEWEST_PIECES and all(map(vocabulary.is_piece, [piece.text for piece in pieces])):
        return tuple(pieces)
    return ()


def _fields(line: str, vocabulary: Vocabulary) -> tuple[Cell, ...]:
    """Return the fields of a line that commas, slashes or 、 part, each a figure, a label or nothing.

    Empty where *line* is none: one field of other words, as in prose, is enough. Nothing is parted within
    brackets or quotation marks. A slash, or a 、, parts only what could not be read otherwise: a slash that
    stands for nothing is a figure itself, and figures with 、 between them may be a date or a list.
    """
    if line.rstrip(_EDGE + '"')[-1:] in _ENDS_OF_SENTENCES and "其中" not in line:
        return ()
    for marks, pattern in _PARTINGS.items():
        if any(mark in line for mark in marks):
            fields = _fields_between(line, marks, pattern, vocabulary)
            if fields and (marks[0] == "," or _is_plainly_parted(fields, in_lists=marks == "、")):
                return tuple(fields)
    return ()


def _fields_between(line: str, marks: str, pattern: re.Pattern[str], vocabulary: Vocabulary) -> list[Cell]:
    fields: list[Cell] = []
    place = 0
    while place <= len(line):
        match = pattern.match(line, place)
        assert match is not None
        field = _cell(match.group(), place, _EDGE + '"')
        place = match.end()
        if (place < len(line) and line[place] not in marks) or _GAP.search(field.text):
            return []
        parts = _LABEL_AND_FIGURE.fullmatch(field.text)
        if parts and is_figure(parts.group(2)) and vocabulary.is_label(parts.group(1)):
            if any(is_figure(each.text) for each in fields):
                return []
            fields.append(_cell(parts.group(1), field.span.start))
            field = _cell(parts.group(2), field.span.start + parts.start(2))
        is_words = bool(field.text) and not is_figure(field.text)
        if is_words and (_tells(field.text) or not vocabulary.is_label(field.text)):
            return []
        fields.append(field)
        place += 1
    return fields if len(fields) > 1 and any(field.text for field in fields) else []


def _tells(field: str) -> bool:
    """Return whether a field ends as a clause, 不予处理2件，其他处理0件。, or as the head of a number."""
    number = field[:-1] if field.endswith(_COUNTERS) else field
    return number[-1:].isdecimal() or field.endswith(_ENDS_OF_SENTENCES)


def _is_plainly_parted(fields: list[Cell], *, in_lists: bool) -> bool:
    """Return whether labels stand side by side, or figures behind a label and none left out.

    *in_lists* says that 、 parts them: a label may hold one, and it stands for no figure as a slash does.
    """
    texts = [field.text for field in fields]
    while not texts[-1]:
        texts.pop()
    figures = sum(is_figure(text) for text in texts if text)
    if not figures:
        return sum(map(bool, texts)) > (2 if in_lists else 1)
    fewest = 1 if in_lists else 2
    return all(texts) and (figures >= _FEWEST_FIELDS or (figures >= fewest and not is_figure(texts[0])))


def _label_and_figures(cell: Cell, vocabulary: Vocabulary) -> list[Cell]:
    """Split a label from the figures behind it, or labels from one another, with spaces at most between.

    ``行政许可31增0165`` gives four cells. What is neither stays one cell.
    """
    text, start = cell.text, cell.span.start
    if not text or (is_figure(text) and len(figures_in(text)) < 2):
        return [cell]
    figures = _trailing_figures(text)
    if figures:
        label = text[: figures[0][0]].strip(_EDGE)
        if (
            label
            and not vocabulary.is_label(label)
            and not (len(figures) >= _FEWEST_BARE_FIGURES and _brief(label) and not _TELEPHONE.search(text))
        ):
            return [cell]
        places = [(0, figures[0][0]), *figures] if label else figures
    else:
        places = list(_between(_WORDS, text))
        if not all(vocabulary.is_label(text[a:b]) for a, b in places):
            return [cell]
    return [_cell(text[a:b], start + a) for a, b in places]


def _brief(words: str) -> bool:
    return len(words) <= _LONGEST_HEADING and not holds_any(words, _OF_SENTENCES)


def _trailing_figures(text: str) -> list[tuple[int, int]]:
    """Return the places of the figures that end *text*, with nothing but spaces between them."""
    if not ends_like_figure(text):
        return []
    starts = (match.start() for match in _START_OF_FIGURE.finditer(text))
    for start in islice(starts, _MOST_STARTS):
        places = figures_in(text[start:])
        if places:
            return [(start + a, start + b) for a, b in places]
    return []


def _between(separator: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in separator.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _cell(raw: str, start: int, edge: str = _EDGE) -> Cell:
    """Make a cell of *raw* without the white space and Markdown emphasis around it."""
    left = raw.lstrip(edge)
    start += len(raw) - len(left)
    text = left.rstrip(edge)
    return Cell(Span(start, start + len(text)), text)


def _heading(line: Cell) -> Heading | None:
    match = _HEADING.fullmatch(line.text) if _brief(line.text) else None
    if match is None:
        return None
    hashes, ordinal, title = match.group("hashes", "ordinal", "title")
    if not (hashes or ordinal) or not title:
        return None
    start = line.span.start
    return Heading(
        line.span,
        line.text[match.start("ordinal" if ordinal else "title") :],
        ordinal,
        title,
        Span(start + match.start("title"), start + match.end("title")),
    )


def _paragraph(line: Cell) -> Paragraph:
    return Paragraph(line.span, line.text)


def _is_table(table: Table, vocabulary: Vocabulary) -> bool:
    """Return whether rows without bars make a table: a label with a figure, or several figures."""
    if any(row.barred for row in table.rows):
        return True
    cells = [cell for row in table.rows for cell in row.cells]
    figures = sum(is_figure(cell.text) for cell in cells)
    return figures >= _FEWEST_BARE_FIGURES or 0 < figures < len(cells)


def _barred_row(line: str, start: int, opened: bool, closed: bool) -> Row:
    """Split *line*, which begins at *start*, at its bars.

    A bar closes the cell before it, but for the one that opens the line where all lines are *opened* by one;
    where not all are *closed* by one it parts two cells, and the last may be empty. A run of bars is a run of
    empty cells, as merged cells come out; a line of nothing but bars is that many empty cells.
    """
    runs = list(_RUN_OF_BARS.finditer(line))
    only_bars = len(runs) == 1 and not (line[: runs[0].start()] + line[runs[0].end() :]).strip(_BLANK)
    cells: list[Cell] = []
    place = 0
    for run in runs:
        written = line[place : run.start()]
        if place or written.strip(_BLANK) or not (opened or only_bars):
            cells.append(_cell(written, start + place))
        place = run.end()
        if only_bars or len(run[0]) > 1:
            bars = [start + at for at in range(run.start(), place) if line[at] in _BARS]
            cells += [Cell(Span(bar, bar), "") for bar in bars[0 if only_bars else 1 :]]
    if line[place:].strip(_BLANK) or not (closed or only_bars):
        cells.append(_cell(line[place:], start + place))
        place = len(line)
    return Row(Span(start, start + place), tuple(cells))
