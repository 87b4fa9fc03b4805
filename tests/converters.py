"""Programs and libraries that turn a report into text, each run as its users run it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from documents import as_docx, as_html, as_pdf
from programs import PROGRAMS

from gip_lint.testing.draft import Draft

Draw = Callable[[Draft], bytes]
Convert = Callable[[Path], str]


class Converter(NamedTuple):
    name: str
    program: str
    """What it needs, by its name among the programs."""
    source: str
    """The suffix of what it is given."""
    draw: Draw
    convert: Convert
    target: str = "txt"
    """The suffix of what it gives."""

    def converted(self, draft: Draft, folder: Path) -> Path:
        """Write the report, have it converted and return the file that comes of it."""
        source, target = folder / f"source.{self.source}", folder / f"converted.{self.target}"
        source.write_bytes(self.draw(draft))
        target.write_text(self.convert(source), encoding="utf-8")
        return target


def page(draft: Draft) -> bytes:
    return as_html(draft).encode()


def page_of_spans(draft: Draft) -> bytes:
    """Write a page as editors on the web leave it: a paragraph and a span of its own style in every cell."""
    style = "font-size:14px;font-family:宋体"
    return as_html(draft, words=f'<p><span style="{style}">{{}}</span></p>').encode()


def printed_page(draft: Draft) -> bytes:
    return as_pdf(draft, page="A4")


def run(program: str, *options: str) -> Convert:
    def convert(source: Path) -> str:
        command = [PROGRAMS[program].path, *(option.format(source=source) for option in options)]
        done = subprocess.run(
            command, check=True, capture_output=True, timeout=60, env={**os.environ, "LANG": "C.UTF-8"}
        )
        return done.stdout.decode()

    return convert


def pandoc(source: str, target: str, draw: Draw, name: str = "") -> Converter:
    convert = run("pandoc", "--from", source, "--to", target, "{source}")
    suffix = "md" if target in {"markdown", "gfm"} else "txt"
    return Converter(f"pandoc {name or source} to {target}", "pandoc", source, draw, convert, suffix)


def by_markitdown(source: Path) -> str:
    from markitdown import MarkItDown

    return MarkItDown().convert(str(source)).text_content


def by_mammoth(source: Path, *, markdown: bool = False) -> str:
    import mammoth

    with source.open("rb") as stream:
        return (mammoth.convert_to_markdown if markdown else mammoth.convert_to_html)(stream).value


def by_html2text(source: Path) -> str:
    import html2text

    return html2text.html2text(source.read_text(encoding="utf-8"))


def by_markdownify(source: Path) -> str:
    import markdownify

    return markdownify.markdownify(source.read_text(encoding="utf-8"))


def by_inscriptis(source: Path) -> str:
    import inscriptis

    return inscriptis.get_text(source.read_text(encoding="utf-8"))


def by_trafilatura(source: Path, **options: str) -> str:
    import trafilatura

    return trafilatura.extract(source.read_text(encoding="utf-8"), **options) or ""


def by_beautiful_soup(source: Path) -> str:
    import bs4

    return bs4.BeautifulSoup(source.read_text(encoding="utf-8"), "html.parser").get_text("\n")


def by_pdfplumber(source: Path, **options: bool) -> str:
    import pdfplumber

    with pdfplumber.open(source) as document:
        return "\n".join(each.extract_text(**options) for each in document.pages)


def by_docx2txt(source: Path) -> str:
    import docx2txt

    return docx2txt.process(str(source))


def library(name: str, source: str, draw: Draw, convert: Convert, target: str = "txt") -> Converter:
    return Converter(name, "converters", source, draw, convert, target)


NOTATIONS = ("markdown", "gfm", "rst", "org", "asciidoc", "plain")

CONVERTERS = (
    *(pandoc("html", notation, page) for notation in NOTATIONS),
    *(pandoc("html", notation, page_of_spans, "html with spans") for notation in ("markdown", "gfm")),
    *(pandoc("docx", notation, as_docx) for notation in NOTATIONS),
    library("markitdown of html", "html", page, by_markitdown, "md"),
    library("markitdown of docx", "docx", as_docx, by_markitdown, "md"),
    library("markitdown of pdf", "pdf", printed_page, by_markitdown, "md"),
    library("mammoth to html", "docx", as_docx, by_mammoth, "html"),
    library("mammoth to markdown", "docx", as_docx, partial(by_mammoth, markdown=True), "md"),
    library("html2text", "html", page, by_html2text, "md"),
    library("markdownify", "html", page, by_markdownify, "md"),
    Converter(
        "lynx", "lynx", "html", page, run("lynx", "-dump", "-nolist", "-display_charset=utf-8", "{source}")
    ),
    Converter("w3m", "w3m", "html", page, run("w3m", "-dump", "-O", "UTF-8", "{source}")),
    Converter("links", "links", "html", page, run("links", "-dump", "-codepage", "utf-8", "{source}")),
    library("inscriptis", "html", page, by_inscriptis),
    library("trafilatura", "html", page, by_trafilatura),
    library("trafilatura to markdown", "html", page, partial(by_trafilatura, output_format="markdown"), "md"),
    library("Beautiful Soup", "html", page, by_beautiful_soup),
    Converter("pdftotext", "pdftotext", "pdf", printed_page, run("pdftotext", "{source}", "-")),
    Converter(
        "pdftotext -layout", "pdftotext", "pdf", printed_page, run("pdftotext", "-layout", "{source}", "-")
    ),
    library("pdfplumber", "pdf", printed_page, by_pdfplumber),
    library("pdfplumber, layout kept", "pdf", printed_page, partial(by_pdfplumber, layout=True)),
    library("docx2txt", "docx", as_docx, by_docx2txt),
)
