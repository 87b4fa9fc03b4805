"""The parsers of the grammars: Lark saves them when the package is built and loads them when they are asked.

What was saved of other grammars or by another Lark is passed over, and the grammar is analysed anew: slower
by a tenth of a second, and equal in every result. Nothing is saved while a report is read.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import lark

FOLDER = Path(__file__).parent
NAMES = ("citation", "quantity", "report")
SUFFIX = ".saved"
_DIGEST = 32
"""Bytes of the digest before a saved parser."""


class _PlainValues(pickle.Unpickler):
    """Reads what Lark saves, numbers, texts and tokens in lists and dictionaries, and runs no code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("lark.lexer", "Token"):
            return lark.Token
        raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")


def load_parser(name: str, **options: Any) -> lark.Lark:
    """Return the parser of the grammar *name*.

    *options* are those of Lark's that may differ from one parser of a grammar to another: ``transformer``,
    ``lexer_callbacks``.
    """
    with suppress(Exception):  # whatever a damaged file may raise
        saved = (FOLDER / f"{name}{SUFFIX}").read_bytes()
        if saved.startswith(_mark(saved[_DIGEST:])):
            parser = _PlainValues(BytesIO(saved[_DIGEST:])).load()
            parser["data"]["options"].update(options)
            return lark.Lark.load(parser)
    return _analysed(name, **options)


def save_parsers() -> Iterator[Path]:
    """Analyse every grammar and save what Lark makes of it beside it; yield the files."""
    for name in NAMES:
        target = FOLDER / f"{name}{SUFFIX}"
        parser = BytesIO()
        _analysed(name).save(parser)
        target.write_bytes(_mark(parser.getvalue()) + parser.getvalue())
        yield target


def _mark(parser: bytes) -> bytes:
    """Return the digest of a saved parser, of its Lark, and of all grammars, since one may import another."""
    grammars = [path.read_bytes() for path in sorted(FOLDER.glob("*.lark"))]
    return sha256(b"\0".join([lark.__version__.encode(), *grammars, parser])).digest()


def _analysed(name: str, **options: Any) -> lark.Lark:
    return lark.Lark.open(
        str(FOLDER / f"{name}.lark"), parser="lalr", lexer="contextual", maybe_placeholders=False, **options
    )
