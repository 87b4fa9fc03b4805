"""What tests need beside their own group of libraries; a test that needs one bears its name as a marker."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from typing import NamedTuple


class Program(NamedTuple):
    name: str
    path: str
    """Where it is; empty where it is missing."""
    install: str
    """The command that brings it."""

    @property
    def lack(self) -> str:
        """What to say where it is missing."""
        return f"no {self.name} ({self.install})"


def _first(*names: str) -> str:
    return next(filter(None, map(shutil.which, names)), "")


def _debian(name: str, packages: str, path: str) -> Program:
    return Program(name, path, f"apt-get install {packages}")


LIBRARIES = (
    "bs4",
    "docx2txt",
    "html2text",
    "inscriptis",
    "mammoth",
    "markdownify",
    "markitdown",
    "pdfplumber",
    "trafilatura",
)
"""The libraries of the group ``converters``, by the names that they are imported by."""

PROGRAMS = {
    "chromium": _debian("Chromium", "chromium", _first("chromium", "chromium-browser", "google-chrome")),
    # Debian packs Writer and Calc apart from one another, each with a command of its own.
    "libreoffice": _debian(
        "LibreOffice",
        "libreoffice-writer libreoffice-calc",
        _first("soffice") if bool(_first("lowriter")) == bool(_first("localc")) else "",
    ),
    "zsh": _debian("zsh", "zsh", _first("zsh")),
    "fish": _debian("fish", "fish", _first("fish")),
    "pandoc": _debian("pandoc", "pandoc", _first("pandoc")),
    "lynx": _debian("lynx", "lynx", _first("lynx")),
    "w3m": _debian("w3m", "w3m", _first("w3m")),
    "links": _debian("links", "links", _first("links")),
    "pdftotext": _debian("pdftotext", "poppler-utils", _first("pdftotext")),
    "converters": Program(
        "libraries that convert", sys.executable if all(map(find_spec, LIBRARIES)) else "", "make converters"
    ),
}
