"""Programs that readers start, found by absolute path alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path


def program(names: Iterable[str]) -> str | None:
    """Return the absolute path of the first of *names* that can be started; None where none can.

    Only absolute folders of ``PATH`` are searched. Windows, and an empty or relative entry anywhere, would
    look into the current folder as well, which may be a stranger's.
    """
    folders = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep)]
    endings = ["", *os.environ.get("PATHEXT", "").split(os.pathsep)] if sys.platform == "win32" else [""]
    for name in names:
        for folder in folders:
            for ending in endings:
                path = folder / f"{name}{ending}"
                if path.is_absolute() and path.is_file() and os.access(path, os.X_OK):
                    return str(path)
    return None
