"""The programs that tests need and pip cannot bring; a test that needs one bears its name as a marker."""

from __future__ import annotations

import shutil
from typing import NamedTuple


class Program(NamedTuple):
    name: str
    path: str
    """Where it is; empty where it is missing."""
    packages: str
    """What Debian calls it."""

    @property
    def lack(self) -> str:
        """What to say where it is missing."""
        return f"no {self.name} (apt-get install {self.packages})"


def _first(*names: str) -> str:
    return next(filter(None, map(shutil.which, names)), "")


PROGRAMS = {
    "chromium": Program("Chromium", _first("chromium", "chromium-browser", "google-chrome"), "chromium"),
    # Debian packs Writer and Calc apart from one another, each with a command of its own.
    "libreoffice": Program(
        "LibreOffice",
        _first("soffice") if bool(_first("lowriter")) == bool(_first("localc")) else "",
        "libreoffice-writer libreoffice-calc",
    ),
    "zsh": Program("zsh", _first("zsh"), "zsh"),
    "fish": Program("fish", _first("fish"), "fish"),
}
