"""The LALR tables of the grammars: analysed when the package is built, so that a run has only to load them.

Tables that another version of Lark made, or that were made of another text of the grammar, are passed over
and the grammar is analysed anew: slower by some fifty milliseconds, and equal in every result.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import lark

HERE = Path(__file__).parent
SUFFIX = ".lalr"


def load_grammar(name: str, **actions: Any) -> lark.Lark:
    """Return the parser for the grammar *name*; *actions* are Lark's ``transformer`` and ``postlex``."""
    source = (HERE / f"{name}.lark").read_text(encoding="utf-8")
    try:
        saved = (HERE / f"{name}{SUFFIX}").read_bytes()
    except OSError:
        saved = b""
    mark = _mark(source)
    if saved.startswith(mark):
        tables = pickle.loads(saved[len(mark) :])
        # The way in of Lark's own stand-alone parsers; ``Lark.load`` takes no actions.
        parser: lark.Lark = lark.Lark._load_from_dict(**tables, **actions)  # type: ignore[no-untyped-call]
        return parser
    return _analysed(source, **actions)


def write_tables(folder: Path = HERE) -> Iterator[Path]:
    """Analyse every grammar of *folder* and write its tables beside it; give the files."""
    for path in sorted(folder.glob("*.lark")):
        source = path.read_text(encoding="utf-8")
        tables = io.BytesIO()
        _analysed(source).save(tables)
        target = path.with_suffix(SUFFIX)
        target.write_bytes(_mark(source) + tables.getvalue())
        yield target


def _analysed(source: str, **actions: Any) -> lark.Lark:
    return lark.Lark(source, parser="lalr", lexer="contextual", maybe_placeholders=False, **actions)


def _mark(source: str) -> bytes:
    return blake2b(f"{lark.__version__}\n{source}".encode(), digest_size=16).digest()
