"""The command line: arguments in, exit status out.

Status 0: nothing at or above the failing level; 1: findings at or above it; 2: wrong usage, bad
configuration, a path that does not exist, or a failure of gip-lint itself; 130: interrupted, 128 and the
number of the signal where another ended it. Only what reads the arguments is imported here: each command
imports what it uses.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from gip_lint.cli.arguments import ArgumentParser, WrongArgumentsError, WrongValueError
from gip_lint.cli.output import abandon_standard_output, kept_apart, prepare_streams
from gip_lint.model.version import __version__

FAILURE, SIGNALLED = 2, 128
MOST_JOBS = 256
_NEW_OBJECTS = 10_000
"""After how many objects garbage is looked for: a short run makes little of it, and in a long one the
trees of reports that are done with may not gather."""


def command() -> None:
    """Run the command and end the process with its status.

    The process ends without taking its modules and objects apart one by one, which would take a sixth of the
    time of a short run; what was registered with ``atexit`` is done all the same, and threads are waited for.
    """
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
    _heed_signals()
    status = main()
    if threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.flush()
    os._exit(status)


class _Signalled(KeyboardInterrupt):
    """Another signal than that of Ctrl-C, which ends the command in the same order."""

    def __init__(self, number: int) -> None:
        """Keep the number of the signal."""
        super().__init__()
        self.number = number


def _heed_signals() -> None:
    """Let a job that is cancelled, or whose terminal is closed, leave nothing half-written behind.

    A signal that is ignored, as under ``nohup``, stays so.
    """

    def end(number: int, frame: object) -> None:
        raise _Signalled(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    options = argparse.Namespace(lang=_language(given), verbose="--verbose" in given)
    status = 0
    try:
        prepare_streams()
        _parse(given, options)
        from importlib import import_module  # noqa: PLC0415

        with kept_apart():
            module = import_module(f"gip_lint.cli.{options.command.replace('-', '_')}")
            try:
                status = module.run(options)
            except (
                SystemExit
            ) as ended:  # no command ends so: a plugin's code does, and nothing was found by it
                raise RuntimeError(f"SystemExit: {ended}") from ended
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else FAILURE
    except KeyboardInterrupt as interrupt:
        status = SIGNALLED + (interrupt.number if isinstance(interrupt, _Signalled) else signal.SIGINT)
    except BrokenPipeError:
        abandon_standard_output()
    except Exception as error:
        status = FAILURE
        with suppress(BrokenPipeError):
            _complain(error, options)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        abandon_standard_output()
    except OSError as error:
        abandon_standard_output()
        _complain(error, options)
        status = FAILURE
    return status


def _language(arguments: Sequence[str]) -> str | None:
    """Return the language that the arguments ask for, which they do also where they mean nothing."""
    asked = [word for flag, word in zip(arguments, arguments[1:]) if flag == "--lang"]
    asked += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    return asked[-1] if asked else None


def _complain(error: Exception, options: argparse.Namespace) -> None:
    """Say on standard error why nothing came of it; a traceback only where it was asked for."""
    from gip_lint.model.errors import UserError  # noqa: PLC0415

    chinese = options.lang != "en"
    if isinstance(error, WrongArgumentsError):
        said = error.message(chinese=chinese)
    elif isinstance(error, UserError):
        said = error.message["zh" if chinese else "en"]
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        said = f"{where}{error.strerror or error}"
    else:
        said = f"{type(error).__name__}: {error}"
        if chinese:
            said = f"gip-lint 内部错误：{said}" + ("" if options.verbose else "（加 --verbose 可见详情）")
        else:
            said = f"internal failure: {said}" + ("" if options.verbose else " (--verbose shows where)")
    print(f"gip-lint: {'错误：' if chinese else 'error: '}{said}", file=sys.stderr)
    if options.verbose:
        import traceback  # noqa: PLC0415

        traceback.print_exception(error)


def _parse(arguments: Sequence[str], options: argparse.Namespace) -> None:
    """Read the arguments into *options*; paths may stand before and after flags."""
    named = arguments[0] if arguments and arguments[0] in COMMANDS else None
    whole = parser(named, chinese=options.lang != "en")
    _, left = whole.parse_known_args(arguments, options)
    if left and (not hasattr(options, "paths") or any(word.startswith("-") and word != "-" for word in left)):
        whole.commands.get(named or "", whole).refuse(left)
    if left:
        options.paths = [*options.paths, *left]


def parser(command: str | None = None, *, chinese: bool = True) -> ArgumentParser:
    """Return what reads the arguments of every command, or of the one that is named."""
    whole = ArgumentParser(
        prog="gip-lint",
        chinese=chinese,
        zh="检查政府信息公开工作年度报告。",
        en="Lint Chinese open-government annual reports.",
        epilog=(
            "退出状态：0 没有达到失败级别的问题，1 有，2 用法有误或运行失败。"
            "“gip-lint 命令 --help”说明一个命令；--lang en 改用英文。"
        )
        if chinese
        else "Exit status: 0 nothing found that fails, 1 findings, 2 wrong usage or a failure. "
        "“gip-lint COMMAND --help” describes a command; --lang zh speaks Chinese.",
    )
    whole.take(
        "--version",
        action="version",
        version=f"gip-lint {__version__}",
        zh="显示版本",
        en="show the version and exit",
    )
    commands = whole.add_subparsers(
        title="commands", prog=whole.prog, dest="command", metavar="COMMAND", required=True
    )
    for name, (zh, en, groups) in COMMANDS.items():
        if command in (None, name):
            below = commands.add_parser(name, help=zh if chinese else en, chinese=chinese, zh=zh, en=en)
            for add in groups:
                add(below)
            whole.commands[name] = below
    return whole


def _add_check_arguments(parser: ArgumentParser) -> None:
    _add_paths(parser)
    parser.take(
        "--format",
        default="text",
        metavar="FORMAT",
        zh="输出格式：text（默认）、json、sarif、github、gitlab、junit、csv、html，或插件提供的格式",
        en="text (default), json, sarif, github, gitlab, junit, csv, html, or a plugin’s",
    )
    _add_stdin_filename(parser)
    _add_selection(parser)
    _add_fail_on(parser)
    _add_fixing(parser)
    _add_running(parser)
    _add_baseline(parser)
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


def _add_extract_arguments(parser: ArgumentParser) -> None:
    _add_paths(parser)
    _add_stdin_filename(parser)
    parser.take(
        "--format",
        default="json",
        choices=("json", "csv"),
        zh="json（默认）或 csv",
        en="json (default) or csv",
    )
    _add_fail_on(parser)


def _add_parse_arguments(parser: ArgumentParser) -> None:
    parser.take("path", metavar="PATH", zh="一个文件；- 表示标准输入", en="a file, or - for standard input")
    _add_stdin_filename(parser)
    parser.take(
        "--format",
        default="tree",
        choices=("tree", "json"),
        zh="tree（默认）或 json",
        en="tree (default) or json",
    )
    parser.take(
        "--notation",
        action="store_true",
        zh="改为显示读取程序写出的文本",
        en="show the notation text that a reader made instead",
    )


def _add_config_arguments(parser: ArgumentParser) -> None:
    parser.take(
        "path",
        nargs="?",
        metavar="PATH",
        zh="显示哪个文件或文件夹的配置；默认为当前文件夹",
        en="the file or folder whose configuration is shown; default: .",
    )
    _add_text_or_json(parser)
    _add_selection(parser)
    _add_fail_on(parser)


def _add_text_or_json(parser: ArgumentParser) -> None:
    parser.take(
        "--format",
        default="text",
        choices=("text", "json"),
        zh="text（默认）或 json",
        en="text (default) or json",
    )


def _add_explain_arguments(parser: ArgumentParser) -> None:
    parser.take(
        "code",
        metavar="CODE",
        zh="规则的代码或名称：GIP201、balance-identity",
        en="the code or the name of a rule: GIP201, balance-identity",
    )


def _add_cache_arguments(parser: ArgumentParser) -> None:
    parser.take(
        "action",
        choices=("dir", "clear"),
        zh="dir：显示缓存在哪里；clear：清空",
        en="dir: say where it is; clear: empty it",
    )
    _add_cache_dir(parser)


def _add_init_arguments(parser: ArgumentParser) -> None:
    parser.take(
        "folder",
        nargs="?",
        default=".",
        metavar="FOLDER",
        zh="gip-lint.toml 写到哪个文件夹；默认为当前文件夹",
        en="where gip-lint.toml goes; default: .",
    )
    parser.take(
        "--profile",
        metavar="NAME",
        zh="写入哪个方案：publish、audit",
        en="the profile that it names: publish, audit",
    )


def _add_completion_arguments(parser: ArgumentParser) -> None:
    parser.take("shell", choices=("bash", "zsh", "fish"), zh="bash、zsh 或 fish", en="bash, zsh or fish")


def _add_law_arguments(parser: ArgumentParser) -> None:
    parser.take(
        "query",
        nargs="+",
        metavar="TITLE|NUMBER",
        zh="名称或文号：《中华人民共和国政府信息公开条例》、国务院令第711号",
        en="a title or a document number: 《中华人民共和国政府信息公开条例》, 国务院令第711号",
    )
    parser.take(
        "--year",
        type=_year,
        metavar="YEAR",
        zh="该年度的报告应当引用什么",
        en="say what a report for that year is to cite",
    )


def _add_new_plugin_arguments(parser: ArgumentParser) -> None:
    parser.take(
        "name",
        metavar="NAME",
        zh="发行包的名称：hubei-rules",
        en="the name of its distribution: hubei-rules",
    )
    parser.take(
        "--prefix",
        metavar="LETTERS",
        zh="规则代码的字母前缀：HB",
        en="the capitals before the codes of its rules: HB",
    )
    parser.take(
        "--into",
        type=Path,
        metavar="FOLDER",
        zh="新建的文件夹；默认在当前文件夹下，与 NAME 同名",
        en="the folder to make; default: NAME here",
    )


def _add_new_rule_arguments(parser: ArgumentParser) -> None:
    parser.take(
        "code",
        metavar="CODE",
        zh="规则的代码，用自己的前缀：HB002",
        en="its code, with a prefix of your own: HB002",
    )
    parser.take("name", metavar="NAME", zh="规则的名称：short-title", en="its name: short-title")
    parser.take(
        "--into",
        type=Path,
        metavar="FILE",
        zh="新建的文件；默认如 short_title.py",
        en="the file to make; default: short_title.py",
    )


def _add_plugins(parser: ArgumentParser) -> None:
    parser.take(
        "--plugin",
        action="append",
        dest="plugins",
        metavar="PLUGIN",
        zh="另外加载这个插件：模块名，或 .py、.toml 文件；可写多次",
        en="load this plugin too: a module, or a .py or .toml file; may be given several times",
    )
    parser.take(
        "--allow-local-plugins",
        action="store_true",
        zh="允许运行配置文件所写的 .py 插件（或设 GIP_LINT_ALLOW_LOCAL_PLUGINS=1）",
        en="run the code of .py plugins that a configuration names (or GIP_LINT_ALLOW_LOCAL_PLUGINS=1)",
    )


def _add_common(parser: ArgumentParser) -> None:
    parser.take(
        "--lang",
        choices=("zh", "en"),
        zh="消息所用的语言（默认 zh）；en 为英文",
        en="language of messages (default: zh)",
    )
    parser.take(
        "--verbose",
        action="store_true",
        zh="在标准错误上说明正在做什么，出错时显示详情",
        en="say on standard error what is done; show tracebacks",
    )
    parser.take(
        "--quiet",
        action="store_true",
        zh="只列问题，不显示小结和提醒",
        en="print findings only: no summary, no notices",
    )


def _add_reading(parser: ArgumentParser) -> None:
    parser.take(
        "--year",
        type=_year,
        metavar="YEAR",
        zh="报告年度；不写则从文中读取",
        en="the report year, if not to be read from the text",
    )
    parser.take(
        "--form",
        metavar="KEY",
        zh="所用格式：gip-2019、gip-2021；不写则自动识别",
        en="the form, if not to be found: gip-2019, gip-2021",
    )
    parser.take(
        "--profile",
        metavar="NAME",
        zh="以一个方案为底：publish（发布前自查）、audit（检查）",
        en="begin with a profile: publish, audit",
    )
    parser.take(
        "--exclude",
        action="append",
        type=_pattern,
        metavar="GLOB",
        zh="搜索时跳过符合通配符的文件和文件夹，代替配置中的 exclude；可写多次",
        en="pass over files and folders of this pattern in a search, instead of those that the "
        "configuration excludes; may be given several times",
    )
    parser.take(
        "--extend-exclude",
        action="append",
        type=_pattern,
        metavar="GLOB",
        zh="在配置排除的之外，再跳过这些；可写多次",
        en="pass over these too, beside those that the configuration excludes; may be given several times",
    )
    parser.take(
        "--force-exclude",
        action="store_true",
        default=None,
        zh="排除对直接写出的路径也有效",
        en="let what is excluded hold for paths that are named, too",
    )
    config = parser.add_mutually_exclusive_group()
    parser.take(
        "--config",
        type=Path,
        metavar="FILE",
        zh="所有路径都用这个配置文件",
        en="the configuration file for every path",
        within=config,
    )
    parser.take(
        "--isolated",
        action="store_true",
        zh="不读任何配置文件",
        en="read no configuration file",
        within=config,
    )


def _add_output(parser: ArgumentParser) -> None:
    parser.take(
        "--output",
        type=Path,
        metavar="FILE",
        zh="写到这个文件；全部写成之后才替换原文件",
        en="write there, replacing the file only when all is written",
    )


def _add_paths(parser: ArgumentParser) -> None:
    parser.take(
        "paths",
        nargs="*",
        metavar="PATH",
        zh="文件，或文件夹（连同下级一并搜索）；- 表示标准输入；默认为当前文件夹",
        en="files, folders (searched recursively), - for standard input; default: .",
    )


def _add_stdin_filename(parser: ArgumentParser) -> None:
    parser.take(
        "--stdin-filename",
        type=_file_name,
        metavar="FILE",
        zh="把标准输入当作这个文件：按此名称读取、配置和显示",
        en="what standard input is said to be: by this name it is read, configured and shown",
    )


def _add_codes(parser: ArgumentParser, flag: str, zh: str, en: str) -> None:
    parser.take(flag, action="extend", type=_codes, metavar="CODES", zh=zh, en=en)


def _add_selection(parser: ArgumentParser) -> None:
    _add_codes(
        parser,
        "--select",
        "只用这些规则：代码、代码开头或名称，用逗号分隔",
        "run only the rules with these codes, prefixes or names, comma-separated",
    )
    _add_codes(
        parser,
        "--extend-select",
        "在配置选用的之外，再用这些规则",
        "run these rules too, beside those that the configuration selects",
    )
    _add_codes(parser, "--ignore", "不用这些规则", "leave these rules out")
    _add_codes(
        parser,
        "--extend-ignore",
        "与 --ignore 相同，都是在配置之外追加",
        "the same as --ignore, which adds to the configuration’s",
    )
    _add_codes(
        parser,
        "--unfixable",
        "这些规则照常报告，但不提供修复",
        "report these rules and never fix what they find",
    )
    parser.take(
        "--per-file-ignores",
        action="append",
        type=_pattern_and_codes,
        metavar="GLOB:CODES",
        zh="对符合通配符的文件不用这些规则；可写多次",
        en="leave rules out in the files of a pattern; may be given several times",
    )
    parser.take(
        "--preview",
        action="store_true",
        default=None,
        zh="也用还在试行的规则",
        en="run the rules that are still on trial, too",
    )
    parser.take(
        "--no-suppressions",
        action="store_false",
        default=None,
        dest="suppressions",
        zh="不理会文中的豁免，报告所有问题",
        en="report what is suppressed in a text, too",
    )
    parser.take(
        "--require-reason",
        action="store_true",
        default=None,
        zh="文中的豁免都要写明理由",
        en="ask for a reason in every suppression in a text",
    )


def _add_baseline(parser: ArgumentParser) -> None:
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


def _add_fail_on(parser: ArgumentParser) -> None:
    parser.take(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        zh="有这一级别及以上的问题时，退出状态为 1（默认 error）",
        en="end with status 1 for findings of this severity or above (default: error)",
    )


def _add_fixing(parser: ArgumentParser) -> None:
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


def _add_running(parser: ArgumentParser) -> None:
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
    _add_cache_dir(parser)


def _add_cache_dir(parser: ArgumentParser) -> None:
    parser.take(
        "--cache-dir",
        type=Path,
        metavar="DIR",
        zh="缓存放在这里（默认为 GIP_LINT_CACHE_DIR，或用户的缓存文件夹）",
        en="keep results there (default: GIP_LINT_CACHE_DIR, or the user’s folder for caches)",
    )


def _file_name(text: str) -> Path:
    if not text or text == "-" or text.endswith("/"):
        raise WrongValueError(f"{text!r} 不是文件名", f"{text!r} is no name of a file")
    return Path(text)


def _pattern(text: str) -> str:
    if not text.strip():
        raise WrongValueError(
            "通配符不能为空，如 'drafts/**'", "a pattern is empty; give one such as 'drafts/**'"
        )
    return text


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_JOBS):
        raise WrongValueError(
            f"{text!r} 不是 1 至 {MOST_JOBS} 的整数", f"{text!r} is no number from 1 to {MOST_JOBS}"
        )
    return int(text)


def _codes(text: str) -> list[str]:
    codes = [code.strip().upper() for code in text.split(",") if code.strip()]
    if not codes:
        raise WrongValueError(
            "请写规则代码或其开头，如 GIP2,GIP301", "give codes or prefixes, such as GIP2,GIP301"
        )
    return codes


def _pattern_and_codes(text: str) -> tuple[str, tuple[str, ...]]:
    pattern, _, codes = text.rpartition(":")
    if not pattern.strip():
        raise WrongValueError(
            f"{text!r} 不是“通配符:规则代码”，如 'drafts/**:GIP1,GIP601'",
            f"{text!r} is no GLOB:CODES such as 'drafts/**:GIP1,GIP601'",
        )
    return pattern, tuple(_codes(codes))


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and 1990 <= int(text) <= 2100):
        raise WrongValueError(f"{text!r} 不是四位数的年份，如 2024", f"{text!r} is no year such as 2024")
    return int(text)


COMMANDS: Mapping[str, tuple[str, str, tuple[Callable[[ArgumentParser], None], ...]]] = {
    "check": (
        "检查报告",
        "find what is wrong in reports",
        (_add_reading, _add_output, _add_plugins, _add_common, _add_check_arguments),
    ),
    "extract": (
        "提取报告中的数据",
        "give the figures of reports as data",
        (_add_reading, _add_output, _add_plugins, _add_common, _add_extract_arguments),
    ),
    "parse": (
        "显示语法树",
        "show the tree that the grammar built",
        (_add_reading, _add_output, _add_plugins, _add_common, _add_parse_arguments),
    ),
    "config": (
        "显示生效的配置及来源",
        "show what is configured, and where each value comes from",
        (_add_reading, _add_output, _add_plugins, _add_common, _add_config_arguments),
    ),
    "rules": ("列出全部规则", "list every rule", (_add_output, _add_plugins, _add_common, _add_text_or_json)),
    "explain": (
        "说明一条规则",
        "explain one rule in full",
        (_add_output, _add_plugins, _add_common, _add_explain_arguments),
    ),
    "cache": (
        "检查结果缓存",
        "the results that are kept between runs",
        (_add_output, _add_common, _add_cache_arguments),
    ),
    "init": ("生成配置文件", "write a configuration to begin with", (_add_common, _add_init_arguments)),
    "completion": (
        "生成命令补全脚本",
        "write the completion script of a shell",
        (_add_output, _add_common, _add_completion_arguments),
    ),
    "law": (
        "查询法规登记",
        "look a law or notice up in the register",
        (_add_output, _add_plugins, _add_common, _add_law_arguments),
    ),
    "plugins": (
        "列出插件",
        "list the plugins and what they bring",
        (_add_output, _add_plugins, _add_common, _add_text_or_json),
    ),
    "new-plugin": ("新建插件", "write the files of a new plugin", (_add_common, _add_new_plugin_arguments)),
    "new-rule": ("新建规则", "write the file of one new rule", (_add_common, _add_new_rule_arguments)),
}
"""What each command does, and the groups of arguments that it takes."""
