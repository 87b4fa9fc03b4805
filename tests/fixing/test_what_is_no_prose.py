"""Code, targets of links, tags and front matter are no prose: nothing is found there and nothing mended."""

import pytest
from test_rounds import HEADING, REPORT, engine, held, replacing

from gip_lint.fixing.rounds import fix

SLIPS = "申请,答复:公开的的(内容)"
"""Each of its marks and its doubled word would be mended in prose."""
MENDED = "申请，答复：公开的（内容）"
LONG = "各科室按目录发布信息，专人负责答复。\n" * 40
MARKDOWN = {
    "a block of code": f"```python\n名称 = {{{SLIPS!r}}}\n```\n",
    "a block of code in tildes": f"~~~~\n~~~\n{SLIPS}\n~~~~\n",
    "code in a line": f"运行`{SLIPS}`和``{SLIPS}`{SLIPS}``即可。\n",
    "the target of a link": f'见[目录](http://a.cn/{SLIPS})和![图](图/{SLIPS} "题")。\n',
    "the definition of a link": f"见[目录][1]。\n\n[1]: http://a.cn/{SLIPS}\n",
    "a tag": f'见<a title="{SLIPS}">目录</a>。\n',
}
PAGE = {
    "an element for code": f"<p>运行<code>{SLIPS}</code>即可。</p>",
    "an attribute": f'<p title="{SLIPS}">说明。</p>',
    "a script": f"<script>var a = {SLIPS!r}</script>",
    "a comment": f"<!-- {SLIPS} -->",
}


def settled(text, name):
    fixed = fix(engine(), held(text, name=name), unsafe=True)
    return fixed.after.decode()


@pytest.mark.parametrize("part", MARKDOWN.values(), ids=MARKDOWN)
def test_in_markdown(part):
    text = f"{LONG}{part}\n{SLIPS}。\n"
    assert settled(text, "a.md") == f"{LONG}{part}\n{MENDED}。\n"


def test_front_matter():
    front = f"---\ntitle: {SLIPS}\nkeywords: [{SLIPS}]\n---\n"
    assert settled(f"{front}\n{SLIPS}。\n", "a.md") == f"{front}\n{MENDED}。\n"


def test_a_rule_under_a_title_is_no_front_matter():
    text = f"---\n{SLIPS}\n---\n"
    assert settled(text, "a.md") == text.replace(SLIPS, MENDED)


@pytest.mark.parametrize("part", PAGE.values(), ids=PAGE)
def test_in_a_page(part):
    page = f"<html><body>{part}<p>{{}}。</p></body></html>"
    assert settled(page.format(SLIPS), "a.html") == page.format(MENDED)


@pytest.mark.parametrize("fence", ["```markdown\n{}```\n", "```\n{}```\n"])
def test_a_report_in_a_fence_is_a_report(fence):
    text = fence.format(REPORT.replace(HEADING, f"{HEADING}{SLIPS}。\n", 1))
    assert settled(text, "a.md") == text.replace(SLIPS, MENDED)


def test_a_table_in_a_block_of_code_is_read():
    table = REPORT[REPORT.index("三、收到") : REPORT.index("四、政府信息公开行政复议")]
    text = REPORT.replace(table, f"三、收到和处理政府信息公开申请情况\n```text-table\n{table}```\n")
    (report,) = engine().read(held(text, name="a.md")).reports
    assert report.applications is not None
    assert report.applications.value("new_received", "total") == 0


def test_no_rule_changes_code_whatever_it_looks_at():
    fixed = fix(engine(replacing("甲", "乙")), held(f"{LONG}`甲`。\n甲。\n"))
    assert fixed.new_text == f"{LONG}`甲`。\n乙。\n"
