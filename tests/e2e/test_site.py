"""What the documentation site makes of the pages' lines."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from gip_lint import kit

_DOCS = Path(__file__).parents[2] / "docs"


def _module(name):
    spec = spec_from_file_location(name, _DOCS / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def joined(markdown):
    return _module("joined_lines").joined(markdown)


def test_lines_of_chinese_are_joined_without_a_space():
    assert joined("指出哪个\n单元格有错，\n  错在哪里。\n") == "指出哪个单元格有错，错在哪里。\n"


def test_paragraphs_lists_other_script_and_code_stay():
    page = "一段\n\n二段\n- 一项\n- 二项\nword\n汉字\nword\n\n```text\n一行\n二行\n```\n\n尾\n"
    assert joined(page) == page


def test_marks_of_docstrings_are_taken_out():
    page = "<p>See :mod:<code>gip_lint.kit</code>, as in::</p>\n<p>::</p>\n<pre>a::b</pre>"
    shown = "<p>See <code>gip_lint.kit</code>, as in:</p>\n<pre>a::b</pre>"
    assert _module("docstring_marks").without_marks(page) == shown


def test_the_reference_shows_every_module_of_which_the_kit_gives_names():
    pages = "".join(page.read_text(encoding="utf-8") for page in (_DOCS / "reference").glob("*.md"))
    shown = set(re.findall(r"^::: (\S+)$", pages, re.MULTILINE))
    homes = {
        getattr(kit, name).__module__ for name in kit.__all__ if hasattr(getattr(kit, name), "__module__")
    }
    assert {home for home in homes if home.startswith("gip_lint")} <= shown
    assert {
        "gip_lint.plugins.hookspecs",
        "gip_lint.forms.additions",
        "gip_lint.plugins.custom_rules",
    } <= shown
