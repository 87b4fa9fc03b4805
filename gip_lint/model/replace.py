"""A changed copy of a value."""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import evolve

Value = TypeVar("Value")


def replace(value: Value, **changes: Any) -> Value:
    """Return a copy of *value* with some of its fields changed: ``replace(finding, fix=None)``.

    Raises TypeError or ValueError for a field that it does not have.
    """
    if isinstance(value, tuple) and hasattr(value, "_replace"):
        copy: Value = value._replace(**changes)
        return copy
    return evolve(value, **changes)  # type: ignore[misc]
