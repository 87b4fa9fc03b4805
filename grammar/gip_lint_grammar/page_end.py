"""The line that a page leaves behind when its text runs on to the next: - 4 -, 第 3 页, 4."""

from __future__ import annotations

from gip_lint_grammar.lazy import lazy_pattern

PAGE_END = lazy_pattern(
    r"[-—–－─·~\s]+[1-9]\d{0,3}[-—–－─·~\s]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|\f"
)
"""The number of a page, left between its text and the next page's."""

PAGE_NUMBER = lazy_pattern(
    rf"{PAGE_END.pattern}|第?\s*\d{{1,4}}\s*页.{{0,12}}|[-—–－─·~\s]*[1-9]\d{{0,2}}[-—–－─·~\s]*"
)
"""The same, or a bare number: what it is only where no figure of a table can stand."""
