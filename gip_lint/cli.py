"""The command line: arguments in, exit status out.

Status 0: nothing at or above the failing level; 1: findings at or above it; 2: wrong usage, bad
configuration, a path that does not exist, or a failure of gip-lint itself; 130: interrupted. Only what
reads the arguments is imported here: each command imports what it uses.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from gip_lint import __version__
from gip_lint.arguments import ArgumentParser, WrongArgumentsError, WrongValueError
from gip_lint.output import abandon_standard_output, kept_apart, prepare_streams

FAILURE, INTERRUPTED = 2, 130
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
    status = main()
    if threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.flush()
    os._exit(status)


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
            module = import_module(f"gip_lint.commands.{options.command.replace('-', '_')}")
            try:
                status = module.run(options)
            except (
                SystemExit
            ) as ended:  # no command ends so: a plugin's code does, and nothing was found by it
                raise RuntimeError(f"SystemExit: {ended}") from ended
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else FAILURE
    except KeyboardInterrupt:
        status = INTERRUPTED
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
    from gip_lint.errors import UserError  # noqa: PLC0415

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
    whole = parser(named)
    _, left = whole.parse_known_args(arguments, options)
    if left and (not hasattr(options, "paths") or any(word.startswith("-") and word != "-" for word in left)):
        whole.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        options.paths = [*options.paths, *left]


def parser(command: str | None = None) -> ArgumentParser:
    """Return what reads the arguments of every command, or of the one that is named."""
    whole = ArgumentParser(
        prog="gip-lint",
        description="Lint Chinese open-government annual reports. 检查政府信息公开工作年度报告。",
        epilog="Exit status: 0 nothing found that fails, 1 findings, 2 wrong usage or a failure. "
        "“gip-lint COMMAND --help” describes a command.",
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"gip-lint {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (summary, groups) in COMMANDS.items():
        if command in (None, name):
            below = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
            for add in groups:
                add(below)
    return whole


def _add_check_arguments(parser: ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument(
        "--format",
        default="text",
        metavar="FORMAT",
        help="text (default), json, sarif, github, gitlab, junit, csv, html, or a plugin’s",
    )
    _add_stdin_filename(parser)
    _add_selection(parser)
    _add_fail_on(parser)
    _add_fixing(parser)
    _add_running(parser)
    _add_baseline(parser)
    parser.add_argument(
        "--stats", action="store_true", help="say only how often each rule found something; text or json"
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="say under the first finding of each rule why it is one, and by what law; text only",
    )


def _add_extract_arguments(parser: ArgumentParser) -> None:
    _add_paths(parser)
    _add_stdin_filename(parser)
    parser.add_argument("--format", default="json", choices=("json", "csv"), help="json (default) or csv")
    _add_fail_on(parser)


def _add_parse_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="a file, or - for standard input")
    _add_stdin_filename(parser)
    parser.add_argument("--format", default="tree", choices=("tree", "json"), help="tree (default) or json")
    parser.add_argument(
        "--notation", action="store_true", help="show the notation text that a reader made instead"
    )


def _add_config_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "path", nargs="?", metavar="PATH", help="the file or folder whose configuration is shown; default: ."
    )
    _add_text_or_json(parser)
    _add_selection(parser)
    _add_fail_on(parser)


def _add_text_or_json(parser: ArgumentParser) -> None:
    parser.add_argument("--format", default="text", choices=("text", "json"), help="text (default) or json")


def _add_explain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="CODE", help="the code or the name of a rule: GIP201, balance-identity"
    )


def _add_cache_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=("dir", "clear"), help="dir: say where it is; clear: empty it")
    _add_cache_dir(parser)


def _add_init_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="FOLDER", help="where gip-lint.toml goes; default: ."
    )
    parser.add_argument("--profile", metavar="NAME", help="the profile that it names: publish, audit")


def _add_completion_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")


def _add_law_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "query", nargs="+", metavar="TITLE|NUMBER", help="《中华人民共和国政府信息公开条例》, 国务院令第711号"
    )
    parser.add_argument(
        "--year", type=_year, metavar="YEAR", help="say what a report for that year is to cite"
    )


def _add_new_plugin_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name of its distribution: hubei-rules")
    parser.add_argument("--prefix", metavar="LETTERS", help="the capitals before the codes of its rules: HB")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="the folder to make; default: NAME here")


def _add_new_rule_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="its code, with a prefix of your own: HB002")
    parser.add_argument("name", metavar="NAME", help="its name: short-title")
    parser.add_argument("--into", type=Path, metavar="FILE", help="the file to make; default: short_title.py")


def _add_plugins(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--plugin",
        action="append",
        dest="plugins",
        metavar="PLUGIN",
        help="load this plugin too: a module, or a .py or .toml file; may be given several times",
    )
    parser.add_argument(
        "--allow-local-plugins",
        action="store_true",
        help="run the code of .py plugins that a configuration names (or GIP_LINT_ALLOW_LOCAL_PLUGINS=1)",
    )


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), help="language of messages (default: zh). 消息语言。")
    parser.add_argument(
        "--verbose", action="store_true", help="say on standard error what is done; show tracebacks"
    )
    parser.add_argument("--quiet", action="store_true", help="print findings only: no summary, no notices")


def _add_reading(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--year", type=_year, metavar="YEAR", help="the report year, if not to be read from the text"
    )
    parser.add_argument("--form", metavar="KEY", help="the form, if not to be found: gip-2019, gip-2021")
    parser.add_argument("--profile", metavar="NAME", help="begin with a profile: publish, audit")
    parser.add_argument(
        "--exclude",
        action="append",
        type=_pattern,
        metavar="GLOB",
        help="pass over files and folders of this pattern in a search, instead of those that the "
        "configuration excludes; may be given several times",
    )
    parser.add_argument(
        "--extend-exclude",
        action="append",
        type=_pattern,
        metavar="GLOB",
        help="pass over these too, beside those that the configuration excludes; may be given several times",
    )
    parser.add_argument(
        "--force-exclude",
        action="store_true",
        default=None,
        help="let what is excluded hold for paths that are named, too",
    )
    config = parser.add_mutually_exclusive_group()
    config.add_argument("--config", type=Path, metavar="FILE", help="the configuration file for every path")
    config.add_argument("--isolated", action="store_true", help="read no configuration file")


def _add_output(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write there, replacing the file only when all is written"
    )


def _add_paths(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files, folders (searched recursively), - for standard input; default: .",
    )


def _add_stdin_filename(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--stdin-filename",
        type=_file_name,
        metavar="FILE",
        help="what standard input is said to be: by this name it is read, configured and shown",
    )


def _add_codes(parser: ArgumentParser, flag: str, meaning: str) -> None:
    parser.add_argument(flag, action="extend", type=_codes, metavar="CODES", help=meaning)


def _add_selection(parser: ArgumentParser) -> None:
    _add_codes(parser, "--select", "run only the rules with these codes, prefixes or names, comma-separated")
    _add_codes(parser, "--extend-select", "run these rules too, beside those that the configuration selects")
    _add_codes(parser, "--ignore", "leave these rules out")
    _add_codes(parser, "--extend-ignore", "the same as --ignore, which adds to the configuration’s")
    parser.add_argument(
        "--per-file-ignores",
        action="append",
        type=_pattern_and_codes,
        metavar="GLOB:CODES",
        help="leave rules out in the files of a pattern; may be given several times",
    )
    parser.add_argument(
        "--preview", action="store_true", default=None, help="run the rules that are still on trial, too"
    )
    parser.add_argument(
        "--require-reason",
        action="store_true",
        default=None,
        help="ask for a reason in every suppression in a text",
    )


def _add_baseline(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--baseline", metavar="FILE", help="do not report the findings that this baseline knows"
    )
    parser.add_argument(
        "--write-baseline",
        type=Path,
        metavar="FILE",
        help="write everything that is found now as the baseline, and report nothing",
    )


def _add_fail_on(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="end with status 1 for findings of this severity or above (default: error)",
    )


def _add_fixing(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--fix", action="store_true", help="correct what can be corrected safely, in the files themselves"
    )
    parser.add_argument(
        "--unsafe-fixes", action="store_true", help="count and make fixes too that a person has to confirm"
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help="show as a unified diff what --fix would change, and write nothing",
    )


def _add_running(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--watch",
        action="store_true",
        help="look again at what changes, until Ctrl-C. 文件改动后自动重新检查。",
    )
    parser.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help="check in so many processes (default: as many as there are cores, fewer for few files)",
    )
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep results of other runs")
    _add_cache_dir(parser)


def _add_cache_dir(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--cache-dir",
        type=Path,
        metavar="DIR",
        help="keep results there (default: GIP_LINT_CACHE_DIR, or the user’s folder for caches)",
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


COMMANDS: Mapping[str, tuple[str, tuple[Callable[[ArgumentParser], None], ...]]] = {
    "check": (
        "find what is wrong in reports. 检查报告。",
        (_add_reading, _add_output, _add_plugins, _add_common, _add_check_arguments),
    ),
    "extract": (
        "give the figures of reports as data. 提取报告中的数据。",
        (_add_reading, _add_output, _add_plugins, _add_common, _add_extract_arguments),
    ),
    "parse": (
        "show the tree that the grammar built. 显示语法树。",
        (_add_reading, _add_output, _add_plugins, _add_common, _add_parse_arguments),
    ),
    "config": (
        "show what is configured, and where each value comes from. 显示生效的配置及来源。",
        (_add_reading, _add_output, _add_common, _add_config_arguments),
    ),
    "rules": ("list every rule. 列出全部规则。", (_add_output, _add_plugins, _add_common, _add_text_or_json)),
    "explain": (
        "explain one rule in full. 说明一条规则。",
        (_add_output, _add_plugins, _add_common, _add_explain_arguments),
    ),
    "cache": (
        "the results that are kept between runs. 检查结果缓存。",
        (_add_output, _add_common, _add_cache_arguments),
    ),
    "init": ("write a configuration to begin with. 生成配置文件。", (_add_common, _add_init_arguments)),
    "completion": (
        "write the completion script of a shell. 生成命令补全脚本。",
        (_add_output, _add_common, _add_completion_arguments),
    ),
    "law": (
        "look a law or notice up in the register. 查询法规登记。",
        (_add_output, _add_plugins, _add_common, _add_law_arguments),
    ),
    "plugins": (
        "list the plugins and what they bring. 列出插件。",
        (_add_output, _add_plugins, _add_common, _add_text_or_json),
    ),
    "new-plugin": ("write the files of a new plugin. 新建插件。", (_add_common, _add_new_plugin_arguments)),
    "new-rule": ("write the file of one new rule. 新建规则。", (_add_common, _add_new_rule_arguments)),
}
"""What each command does, and the groups of arguments that it takes."""
