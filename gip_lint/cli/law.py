"""``gip-lint law``: what the registers of law know of a title or a document number."""

from __future__ import annotations

from argparse import Namespace

from gip_lint.cli.output import opened
from gip_lint.cli.start import language_here, plugins_here


def run(options: Namespace) -> int:
    """Write what every register says of the query."""
    language = language_here(options)
    with opened(options.output) as stream:
        for answer in plugins_here(options).law(" ".join(options.query), options.year):
            stream.write(f"{answer[language]}\n")
    return 0
