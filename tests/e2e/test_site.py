"""What the documentation site makes of the pages' lines."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_FILE = Path(__file__).parents[2] / "docs" / "joined_lines.py"


def joined(markdown):
    spec = spec_from_file_location("joined_lines", _FILE)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.joined(markdown)


def test_lines_of_chinese_are_joined_without_a_space():
    assert joined("指出哪个\n单元格有错，\n  错在哪里。\n") == "指出哪个单元格有错，错在哪里。\n"


def test_paragraphs_lists_other_script_and_code_stay():
    page = "一段\n\n二段\n- 一项\n- 二项\nword\n汉字\nword\n\n```text\n一行\n二行\n```\n\n尾\n"
    assert joined(page) == page
