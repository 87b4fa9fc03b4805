"""Values as TOML writes them, for what gip-lint prints of a configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping


def toml_value(value: object) -> str:
    """Write a truth value, a number, a word, or a list or table of such on one line.

    >>> toml_value({"words": ("某药房",), "factor": 2.0})
    '{ words = ["某药房"], factor = 2.0 }'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{toml_key(key)} = {toml_value(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return json.dumps(str(value), ensure_ascii=False)


def toml_key(key: str) -> str:
    """Write a key, quoted where it must be."""
    bare = key.isascii() and key and all(each.isalnum() or each in "-_" for each in key)
    return key if bare else json.dumps(key, ensure_ascii=False)
