"""The HTML page in a browser: what is seen, what can be done with keys, and what can never happen."""

import os
import re
from pathlib import Path

import pytest
from carried_fonts import fonts_of_its_own
from playwright.sync_api import expect, sync_playwright
from programs import PROGRAMS

from gip_lint import check
from gip_lint.cli.main import main
from gip_lint.plugins.registry import installed_plugins
from gip_lint.plugins.reporter import Style
from gip_lint.testing import report

HOSTILE = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'&amp;\u202e"
BROKEN = report("gip-2021", 2023).with_cell("applications", "new_received", "natural_person", 14).text()
PROSE = BROKEN.replace("一、总体情况\n", f"一、总体情况\n我局认真做好的的各项工作{HOSTILE}。\n", 1)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    path = PROGRAMS["chromium"].path
    env = {**os.environ, "FONTCONFIG_FILE": fonts_of_its_own("song", tmp_path_factory.getbasetemp())}
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=path, args=sandbox, env=env)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.txt").write_text(PROSE, encoding="utf-8")
    (folder / "b'\"<b>.txt").write_text(BROKEN, encoding="utf-8")
    (folder / "clean.txt").write_text(report("gip-2021", 2023).text(), encoding="utf-8")
    missing = re.sub(r"六、其他需要报告的事项\n.*", "", BROKEN, flags=re.DOTALL)
    (folder / "missing.txt").write_text(missing, encoding="utf-8")
    (folder / "none.txt").write_text("关于关于放假的通知\n", encoding="utf-8")
    (folder / "twice.txt").write_text(BROKEN + "\n" + BROKEN.replace("2023", "2022"), encoding="utf-8")
    (folder / "unreadable.docx").write_bytes(b"nothing")
    return folder


def made(folder, *flags):
    target = folder.parent / f"{len(list(folder.parent.iterdir()))}.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        main(["check", ".", "--isolated", "--format", "html", "--no-cache", "--output", str(target), *flags])
    return target


@pytest.fixture(scope="module")
def written(folder):
    return made(folder)


@pytest.fixture
def page(browser, written):
    page = browser.new_page()
    page.complaints, page.asked = [], []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(written.as_uri())
    yield page
    assert page.complaints == []
    assert page.asked == [written.as_uri()]
    assert page.evaluate("window.hacked") is None
    page.close()


def file(page, name):
    return page.locator(".file").filter(has=page.get_by_role("heading", name=name, exact=True, level=2))


def test_the_summary_counts_what_there_is(page, folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = check(["."], isolated=True)
    tiles = [tile.locator("b").inner_text() for tile in page.locator(".tile").all()]
    counts = [sum(f.severity.value == kind for f in result.findings) for kind in ("error", "warning", "info")]
    assert tiles == [str(number) for number in (result.files, *counts, 1)]
    assert page.locator(".by.files tbody tr").count() == result.files
    assert page.locator(".finding").count() == len(result.findings)
    assert page.locator(".by.rules tbody tr").count() == len({f.rule for f in result.findings})


def test_every_link_leads_somewhere_and_every_id_is_one(page):
    hrefs = page.eval_on_selector_all("a", "nodes => nodes.map(node => node.getAttribute('href'))")
    ids = page.eval_on_selector_all("[id]", "nodes => nodes.map(node => node.id)")
    assert len(set(ids)) == len(ids)
    assert hrefs and {href.removeprefix("#") for href in hrefs} <= set(ids)
    places = [href for href in hrefs if re.search(r"-p\d+$", href)]
    assert len(places) > page.locator(".finding").count() / 2


def test_a_wrong_cell_shows_found_and_due_and_its_sums(page):
    part = file(page, "b'\"<b>.txt")
    cell = part.locator("td.figure.flag").first
    expect(cell.locator("del")).to_have_text("14")
    expect(cell.locator("ins")).to_have_text("0")
    tip = cell.locator(".tip").first
    expect(tip).to_be_hidden()
    cell.focus()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("≠")
    column, row = 4, 7  # 一 + 二 against （七） + 四, and the six applicants with their total
    assert part.locator("td.involved").count() == column + row - 1
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    assert part.locator("td.involved").count() == 0
    cell.hover()
    expect(tip).to_be_visible()


def test_keys_alone_reach_a_cell_and_its_finding(page):
    part = file(page, "b'\"<b>.txt")
    part.locator(".finding a.where").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#f\w+-p1$"))
    part.locator("td.figure.flag").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#f\w+-n1$"))


def test_the_form_is_drawn_as_it_is_printed(page):
    table = file(page, "b'\"<b>.txt").locator("figure").nth(1)
    expect(table.locator("figcaption")).to_contain_text("收到和处理政府信息公开申请情况表")
    for label in (
        "申请人情况",
        "法人或其他组织",
        "（七）总计",
        "四、结转下年度继续办理",
        "8.属于行政查询事项",
    ):
        expect(table.get_by_text(label, exact=True)).to_be_visible()
    rows = table.locator("tbody tr").all()
    assert len(rows) == 25
    assert table.locator("td.figure").count() == 25 * 7
    right = {round(row.locator("td.figure").last.bounding_box()["x"]) for row in rows}
    assert len(right) == 1


def test_words_are_marked_where_they_stand(page):
    mark = file(page, "a.txt").locator("article mark").first
    assert mark.evaluate("node => node.firstChild.textContent") == "的的"
    expect(file(page, "a.txt").locator("article")).to_contain_text(
        "<script>window.hacked=1</script><img src=x"
    )
    missing = file(page, "missing.txt").locator(".finding").filter(has_text="GIP101").locator("a.where")
    assert missing.count() == 1


def test_what_is_wrong_with_a_label_is_marked_on_it(browser, tmp_path):
    text = BROKEN.replace("属于国家秘密", "属于国家机密", 1)
    (tmp_path / "label.txt").write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto(made(tmp_path).as_uri())
    expect(page.locator("th.label.flag")).to_contain_text("1.属于国家秘密")
    page.close()


def test_filters(page):
    everything = page.locator(".finding:visible").count()
    page.get_by_role("checkbox", name="错误").uncheck()
    assert 0 < page.locator(".finding:visible").count() < everything
    assert page.locator(".finding.error:visible, .ref.error:visible").count() == 0
    expect(file(page, "b'\"<b>.txt")).to_be_hidden()
    page.get_by_role("checkbox", name="错误").check()
    page.locator("select[name=rule]").select_option("GIP603")
    assert set(page.locator(".finding:visible .code").all_text_contents()) == {"GIP603"}
    page.locator("select[name=rule]").select_option("")
    page.get_by_role("searchbox").fill("MISSING")
    assert page.locator(".file:visible h2").all_text_contents() == ["missing.txt"]
    expect(page.locator("output")).to_have_text(f"显示 {page.locator('.finding:visible').count()} 项")


def test_it_prints_whole(page):
    page.evaluate("document.querySelectorAll('details').forEach(node => node.open = false)")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".filters")).to_be_hidden()
    expect(file(page, "a.txt").locator("figure").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")


def test_what_was_folded_is_folded_again_behind_the_print(page):
    page.evaluate("document.querySelectorAll('details').forEach((node, at) => (node.open = at % 2))")
    folded = page.locator("details:not([open])").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("details:not([open])")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("details:not([open])")).to_have_count(folded)


@pytest.mark.parametrize("width", [1280, 800, 375])
def test_tips_stand_in_the_window_and_move_nothing(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    for cell in page.locator("td.figure.flag").all():
        cell.scroll_into_view_if_needed()
        before = cell.bounding_box()
        cell.focus()
        tip = cell.locator(".tip").first
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= 700
        after = cell.bounding_box()
        assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_place_in_words_fits_on_a_telephone(page):
    page.set_viewport_size({"width": 375, "height": 700})
    place = "第 3 页，第三部分 表格 「2.其他法律行政法规禁止公开」"
    page.locator(".where").first.evaluate("(node, place) => (node.textContent = place)", place)
    assert page.evaluate("document.documentElement.scrollWidth") == 375


@pytest.mark.parametrize("width", [1280, 700, 375])
def test_what_a_link_leads_to_is_not_under_the_filters(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.locator(".by.files a").nth(2).click()
    heading = page.locator(".file:target h2")
    expect(heading).to_be_in_viewport()
    bar = page.locator(".filters").bounding_box()
    assert heading.bounding_box()["y"] >= bar["y"] + bar["height"] or bar["y"] + bar["height"] <= 0


def test_light_and_dark(page):
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


def test_everything_is_there_without_script(browser, written):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written.as_uri())
    page.locator(".file .body > summary").nth(1).click()
    cell = page.locator("details[open] td.figure.flag").first
    cell.focus()
    expect(cell.locator(".tip").first).to_be_visible()
    page.locator(".finding a.where").first.click()
    expect(page.locator("article mark").first).to_be_visible()
    context.close()


def test_many_files_stay_folded_until_they_are_wanted(browser, tmp_path):
    for number in range(21):
        (tmp_path / f"{number}.txt").write_text(BROKEN, encoding="utf-8")
    page = browser.new_page()
    page.goto(made(tmp_path).as_uri())
    assert page.locator(".file").count() == 21
    assert page.locator("details.body[open]").count() == 0
    page.locator(".finding a.where").last.click()
    expect(page.locator("details.body[open]")).to_have_count(1)
    expect(page.locator(".file").last.locator("td.figure.flag").first).to_be_in_viewport()
    page.close()


def test_no_attack_gets_past_the_policy(written):
    text = written.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "unsafe" not in text[: text.index("<title>")]
    assert "style=" not in text
    assert not re.search(r'<[^>]*\s(?:src|href)=(?!"#)', text[text.index("<body>") : text.index("<script>")])
    assert "<img" not in text and "\u202e" not in text


def test_english(browser, folder):
    page = browser.new_page()
    page.goto(made(folder, "--lang", "en").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Open-government annual reports: findings")
    expect(page.locator("output")).to_contain_text("shown")
    page.close()


def test_jobs_and_cache_change_nothing(folder, written, tmp_path):
    flags = ["--cache-dir", str(tmp_path)]
    first = made(folder, "--jobs", "2").read_text(encoding="utf-8")
    assert first == written.read_text(encoding="utf-8")
    target = folder.parent / "cached.html"
    for _ in range(2):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            main(["check", ".", "--isolated", "--format", "html", "--output", str(target), *flags])
        assert target.read_text(encoding="utf-8") == first


def test_a_result_alone_is_drawn_without_its_reports(tmp_path):
    target = tmp_path / "page.html"
    with target.open("w", encoding="utf-8") as stream:
        installed_plugins().reporter("html").write(check(PROSE, isolated=True), stream, Style("zh"))
    text = target.read_text(encoding="utf-8")
    assert "GIP603" in text and "<article" not in text
    assert Path(target).stat().st_size < 60_000
