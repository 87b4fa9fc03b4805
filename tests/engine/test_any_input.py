"""Any bytes give findings or a clear error: nothing raises, in reading, binding or any rule."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gip_lint.config.configurations import Configurations
from gip_lint.engine.engine import Engine
from gip_lint.plugins.registry import installed_plugins
from gip_lint.plugins.reporter import Style
from gip_lint.reporters.json import JsonReporter
from gip_lint.reporters.text import TextReporter
from gip_lint.testing import report

ENGINE = Engine(Configurations(isolated=True), installed_plugins())
WORDS = st.sampled_from(
    [
        "一、总体情况",
        "二、",
        "（一）",
        "| ",
        "||",
        "\n",
        "\n\n",
        "\t",
        "   ",
        "｜",
        "│",
        "---",
        "# ",
        "0",
        "增0",
        "减少58",
        "353万元",
        "22（其中修订16件）",
        "/",
        "—",
        "无",
        "规章",
        "行政许可",
        "自然人",
        "总计",
        "（七）总计",
        "结果维持",
        "一、本年新收政府信息公开申请数量",
        "四、结转下年度继续办理",
        "2019年",
        "20xx年",
        "国务院令第492号",
        "《条例》",
        "〔2021〕30号",
        "第二十条第（五）项",
        "《",
        "》",
        "\r\n",
        "\x0b",
        "\x0c",
        "\ufeff",
        "\u2028",
        "\u00a0",
        "\x1b[31m",
        "😀",
    ]
)


def require_sound(result):
    assert [failure.traceback for failure in result.failures] == []
    assert "GIP009" not in {finding.rule for finding in result.findings}
    for language in ("zh", "en"):
        TextReporter().write(result, io.StringIO(), Style(language, colour=True))
        JsonReporter().write(result, io.StringIO(), Style(language))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_bytes(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "a.txt"
    path.write_bytes(data)
    result = ENGINE.check_files([path])
    assert result.files == 1
    require_sound(result)


@settings(deadline=None, max_examples=150)
@given(st.lists(WORDS, max_size=80).map("".join))
def test_shreds_of_reports(text):
    require_sound(ENGINE.check_text(text))


def test_a_last_line_of_hard_spaces_is_read():
    require_sound(ENGINE.check_text("一、总体情况\n无。\n\u00a0"))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_reports_with_anything_put_in(data):
    text = report().text(data.draw(st.sampled_from(["pipes", "markdown", "lines"])))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 200)))
        text = text[:start] + data.draw(WORDS) + text[end:]
    require_sound(ENGINE.check_text(text))


@pytest.mark.parametrize(
    "piece",
    [
        "|",
        "|\n",
        "| 0 ",
        "0\n",
        "1 ",
        "总计",
        "《",
        "》",
        "（",
        "一、总体情况\n",
        "国务院令第",
        "《条例》规定2019年",
    ],
)
def test_long_runs_are_read(piece):
    require_sound(ENGINE.check_text(piece * (100_000 // len(piece))))
