"""What a part says under its heading, and behind the title in the heading's own line."""

from __future__ import annotations

from gip_lint.kit import Heading, Paragraph, Report, Section, Table, fold, is_page_number, label_key

_BETWEEN = ":：,，.。;；、-—– \t\r\u3000|｜"


def paragraphs_of(report: Report, section: Section) -> list[Heading | Paragraph]:
    """Return the headings and paragraphs of a part, in order."""
    body = section.body_span
    return [
        block
        for block in report.document.blocks
        if not isinstance(block, Table) and body.start <= block.span.start < body.end
    ]


def has_words(report: Report, section: Section) -> bool:
    """Return whether a part holds more than marks, white space and page numbers."""
    lines = section.body_span.text(report.text).splitlines()
    return any(label_key(line) and not is_page_number(fold(line).strip()) for line in lines)


def prose_of(report: Report, section: Section) -> str:
    """Return the paragraphs of a part, folded and without white space, run together."""
    texts = [text_behind_title(report, section), *(block.text for block in paragraphs_of(report, section))]
    return "".join("".join(fold(text).split()) for text in texts)


def text_behind_title(report: Report, section: Section) -> str:
    """Return the text that runs on behind a title in its own line: ``总体情况：全年公开…``."""
    line = report.text[section.heading_span.end : section.body_span.end].split("\n", 1)[0]
    return line.strip(_BETWEEN)
