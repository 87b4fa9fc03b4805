"""``gip-lint check``: find what is wrong."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gip_lint.cli.arguments import ArgumentParser, WrongValueError
from gip_lint.cli.shared_arguments import (
    add_cache_dir,
    add_common,
    add_fail_on,
    add_output,
    add_paths,
    add_plugins,
    add_reading,
    add_selection,
    add_stdin_filename,
)

_MOST_JOBS = 256


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_reading(parser)
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    add_paths(parser)
    parser.take(
        "--format",
        default="text",
        metavar="FORMAT",
        zh="输出格式：text（默认）、json、sarif、github、gitlab、junit、csv、html，或插件提供的格式",
        en="text (default), json, sarif, github, gitlab, junit, csv, html, or a plugin’s",
    )
    add_stdin_filename(parser)
    add_selection(parser)
    add_fail_on(parser)
    parser.take(
        "--fix",
        action="store_true",
        zh="直接在文件中改正可以放心改正的问题",
        en="correct what can be corrected safely, in the files themselves",
    )
    parser.take(
        "--unsafe-fixes",
        action="store_true",
        zh="须由人核对的改正也计入和执行",
        en="count and make fixes too that a person has to confirm",
    )
    parser.take(
        "--diff",
        action="store_true",
        zh="只显示 --fix 会作的改动（unified diff），不写文件",
        en="show as a unified diff what --fix would change, and write nothing",
    )
    parser.take(
        "--watch",
        action="store_true",
        zh="文件改动后自动重新检查，按 Ctrl-C 结束",
        en="look again at what changes, until Ctrl-C",
    )
    parser.take(
        "--jobs",
        type=_jobs,
        metavar="N",
        zh="用多少个进程（默认等于处理器核心数，文件少时自动减少）",
        en="check in so many processes (default: as many as there are cores, fewer for few files)",
    )
    parser.take(
        "--no-cache",
        action="store_true",
        zh="不用也不存缓存的结果",
        en="neither use nor keep results of other runs",
    )
    add_cache_dir(parser)
    parser.take(
        "--baseline",
        metavar="FILE",
        zh="不报告这份基线已有的问题",
        en="do not report the findings that this baseline knows",
    )
    parser.take(
        "--write-baseline",
        type=Path,
        metavar="FILE",
        zh="把现有的问题全部记为基线，不作报告",
        en="write everything that is found now as the baseline, and report nothing",
    )
    parser.take(
        "--stats",
        action="store_true",
        zh="只统计每条规则发现了多少问题；用于 text 或 json",
        en="say only how often each rule found something; text or json",
    )
    parser.take(
        "--explain",
        action="store_true",
        zh="在每条规则的第一个问题下面说明理由和依据；用于 text",
        en="say under the first finding of each rule why it is one, and by what law; text only",
    )


def run(options: Namespace) -> int:
    """Write what is wrong in the paths; return 1 where that is at or above the failing level."""
    if options.watch:
        from gip_lint.cli.commands.check import watching  # noqa: PLC0415 - needs an extra

        return watching.run(options)
    from gip_lint.cli.commands.check import single_run  # noqa: PLC0415 - help needs nothing of it

    return single_run.run(options)


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _MOST_JOBS):
        raise WrongValueError(
            f"{text!r} 不是 1 至 {_MOST_JOBS} 的整数", f"{text!r} is not a number from 1 to {_MOST_JOBS}"
        )
    return int(text)
