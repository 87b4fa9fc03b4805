"""Arguments that several commands take, and the values that these may have."""

from __future__ import annotations

from pathlib import Path

from gip_lint.cli.arguments import ArgumentParser, WrongValueError


def add_common(parser: ArgumentParser) -> None:
    """Take the language of messages, and how much is said."""
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


def add_output(parser: ArgumentParser) -> None:
    """Take the file to write to."""
    parser.take(
        "--output",
        type=Path,
        metavar="FILE",
        zh="写到这个文件；全部写成之后才替换原文件",
        en="write there, replacing the file only when all is written",
    )


def add_plugins(parser: ArgumentParser) -> None:
    """Take plugins beside those that are installed, and whether code beside the reports may run."""
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


def add_reading(parser: ArgumentParser) -> None:
    """Take how reports are read, which files are passed over, and where the configuration is."""
    parser.take(
        "--year",
        type=year,
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


def add_paths(parser: ArgumentParser) -> None:
    """Take the files and folders to look at."""
    parser.take(
        "paths",
        nargs="*",
        metavar="PATH",
        zh="文件，或文件夹（连同下级一并搜索）；- 表示标准输入；默认为当前文件夹",
        en="files, folders (searched recursively), - for standard input; default: .",
    )


def add_stdin_filename(parser: ArgumentParser) -> None:
    """Take the name of standard input."""
    parser.take(
        "--stdin-filename",
        type=_file_name,
        metavar="FILE",
        zh="把标准输入当作这个文件：按此名称读取、配置和显示",
        en="what standard input is said to be: by this name it is read, configured and shown",
    )


def add_text_or_json(parser: ArgumentParser) -> None:
    """Take the format of a list."""
    parser.take(
        "--format",
        default="text",
        choices=("text", "json"),
        zh="text（默认）或 json",
        en="text (default) or json",
    )


def add_selection(parser: ArgumentParser) -> None:
    """Take which rules run, and what suppressions count for."""
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


def _add_codes(parser: ArgumentParser, flag: str, zh: str, en: str) -> None:
    parser.take(flag, action="extend", type=_codes, metavar="CODES", zh=zh, en=en)


def add_fail_on(parser: ArgumentParser) -> None:
    """Take the failing level."""
    parser.take(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        zh="有这一级别及以上的问题时，退出状态为 1（默认 error）",
        en="end with status 1 for findings of this severity or above (default: error)",
    )


def add_cache_dir(parser: ArgumentParser) -> None:
    """Take the folder of the cache."""
    parser.take(
        "--cache-dir",
        type=_folder_name,
        metavar="DIR",
        zh="缓存放在这里（默认为 GIP_LINT_CACHE_DIR，或用户的缓存文件夹）",
        en="keep results there (default: GIP_LINT_CACHE_DIR, or the user’s folder for caches)",
    )


def _file_name(text: str) -> Path:
    if not text or text == "-" or text.endswith("/"):
        raise WrongValueError(f"{text!r} 不是文件名", f"{text!r} is not a name of a file")
    return Path(text)


def _folder_name(text: str) -> Path:
    if not text.strip():
        raise WrongValueError("文件夹名称不能为空", "the name of a folder is empty")
    return Path(text)


def _pattern(text: str) -> str:
    if not text.strip():
        raise WrongValueError(
            "通配符不能为空，如 'drafts/**'", "a pattern is empty; give one such as 'drafts/**'"
        )
    return text


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
            f"{text!r} is not a GLOB:CODES such as 'drafts/**:GIP1,GIP601'",
        )
    return pattern, tuple(_codes(codes))


def year(text: str) -> int:
    """Return the year that an argument names. Raises WrongValueError for what is not a year."""
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and 1990 <= int(text) <= 2100):
        raise WrongValueError(f"{text!r} 不是四位数的年份，如 2024", f"{text!r} is not a year such as 2024")
    return int(text)
