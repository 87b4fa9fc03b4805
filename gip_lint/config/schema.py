"""The keys of a configuration, each declared once: what it takes, its default, its meaning, an example.

From here come the reading of configuration files, ``gip-lint config``, ``gip-lint init`` and the table of
keys in the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from gip_lint.config.rule_set import RuleTable
from gip_lint.model.bilingual import Bilingual
from gip_lint.model.errors import UserError
from gip_lint.model.nearest import did_you_mean
from gip_lint.readers.limits import Limits

FIRST_YEAR, LAST_YEAR = 1990, 2100


class WrongSettingError(UserError):
    """A value that a key does not take; its message says what is due."""


class Key(NamedTuple):
    """One key, as it stands in a configuration file."""

    name: str
    read: Callable[[object], object]
    """Gives the value as :class:`~gip_lint.config.configuration.Config` holds it; raises WrongValueError."""
    default: str
    """What holds where nothing is said, as TOML; empty where that is nothing."""
    example: str
    """A value, as TOML; of a table the lines in it."""
    meaning: Bilingual
    is_table: bool = False
    """Whether it is written as a table, ``[per-file-ignores]``."""

    @property
    def attribute(self) -> str:
        """The name of the field that holds its value."""
        return self.name.replace("-", "_")


def codes(value: object) -> tuple[str, ...]:
    """Read a list of codes, beginnings of codes or names of rules."""
    if not isinstance(value, list | tuple) or not all(
        isinstance(item, str) and item.strip() for item in value
    ):
        raise WrongSettingError(
            '规则代码的列表，如 ["GIP2", "GIP301"]', 'a list of codes such as ["GIP2", "GIP301"]'
        )
    return tuple(item.strip().upper() for item in value)


def rule_tables(value: object) -> tuple[RuleTable, ...]:
    """Read the tables of ``[rules]``; what they hold is judged when the rules are known."""
    if not isinstance(value, Mapping) or not all(isinstance(table, Mapping) for table in value.values()):
        raise WrongSettingError("由表组成的表，如 [rules.GIP404]", "a table of tables such as [rules.GIP404]")
    return tuple(
        RuleTable(str(named).strip().upper(), tuple((key, _frozen(it)) for key, it in table.items()))
        for named, table in value.items()
    )


def _frozen(value: object) -> object:
    """Return a value that can be hashed, for a configuration is the key of what is made by it."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return tuple((key, _frozen(each)) for key, each in value.items())
    return value


def _codes_by_pattern(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) and name.strip() for name in value):
        raise WrongSettingError(
            '文件名模式到规则代码的表，如 "drafts/**" = ["GIP1"]',
            'a table from patterns to codes such as "drafts/**" = ["GIP1"]',
        )
    return tuple((str(pattern), _codes_of(str(pattern), listed)) for pattern, listed in value.items())


def _codes_of(pattern: str, value: object) -> tuple[str, ...]:
    try:
        return codes(value)
    except WrongSettingError:
        raise WrongSettingError(
            f'文件名模式到规则代码列表的表，如 "{pattern}" = ["GIP1"]',
            f'a table from patterns to lists of codes such as "{pattern}" = ["GIP1"]',
        ) from None


def _patterns(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise WrongSettingError(
            '文件名模式的列表，如 ["drafts/**"]', 'a list of patterns such as ["drafts/**"]'
        )
    return tuple(value)


_LIMITS = {name.replace("_", "-"): name for name in Limits._fields}


_MOST, _MOST_SECONDS = 1 << 40, 1_000_000
"""What the system can still count, of bytes and of time."""


def _limits(value: object) -> tuple[tuple[str, int], ...]:
    """Read ``[limits]``: pairs of a field of :class:`~gip_lint.readers.limits.Limits` and its value."""
    if not isinstance(value, Mapping):
        raise WrongSettingError("由上限组成的表，如 max-pages = 1000", "a table such as max-pages = 1000")
    for name, number in value.items():
        if name not in _LIMITS:
            zh, en = did_you_mean(str(name), _LIMITS)
            raise WrongSettingError(
                f"由上限组成的表（没有名为 {name} 的上限{zh}）", f"a table of limits (there is no {name}{en})"
            )
        most = _MOST_SECONDS if name.endswith("-seconds") else _MOST
        if type(number) is not int or not 1 <= number <= most:
            raise WrongSettingError(
                f"表，其中 {name} 为 1 至 {most} 的整数",
                f"a table in which {name} is an integer from 1 to {most}",
            )
    return tuple((_LIMITS[name], number) for name, number in value.items())


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            listed = [f'"{choice}"' for choice in choices]
            raise WrongSettingError("、".join(listed) + " 之一", "one of " + ", ".join(listed))
        return str(value)

    return read


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongSettingError("true 或 false", "true or false")
    return value


def _year(value: object) -> int:
    if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:
        raise WrongSettingError("四位数的年份，如 2024", "a year such as 2024")
    return value


def _plugins(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(
        isinstance(item, str) and item.strip() for item in value
    ):
        raise WrongSettingError(
            '插件名称或文件的列表，如 ["hubei", "rules/city.toml"]',
            'a list of plugins such as ["hubei", "rules/city.toml"]',
        )
    return tuple(item.strip() for item in value)


def _tables(value: object) -> tuple[object, ...]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise WrongSettingError("由 [[custom-rules]] 表组成的列表", "a list of [[custom-rules]] tables")
    return tuple(map(_frozen, value))


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise WrongSettingError("不小于 0 的秒数，如 10.0", "a number of seconds of at least 0, such as 10.0")
    return float(value)


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise WrongSettingError("一个字符串", "a string")
    return value


_ALL = (
    Key(
        "profile",
        _word,
        "",
        '"publish"',
        Bilingual(
            "采用的预设：publish（发布前自查）或 audit（监督检查）；本文件中的配置优先于预设",
            "a profile to begin with: publish (before publishing) or audit (for the supervising office); "
            "settings in this file override it",
        ),
    ),
    Key(
        "select",
        codes,
        "",
        '["GIP2", "GIP301"]',
        Bilingual(
            "只启用这些规则（代码、代码开头或规则名称）；不写则启用全部规则",
            "the only rules that are on, by code, beginning of codes or name; all are where it is left out",
        ),
    ),
    Key(
        "extend-select",
        codes,
        "[]",
        '["XY1"]',
        Bilingual(
            "在 select 或预设之外再启用的规则", "rules that are on beside those of select or the profile"
        ),
    ),
    Key(
        "ignore",
        codes,
        "[]",
        '["GIP607"]',
        Bilingual(
            "关闭的规则；与 select 冲突时，写得更具体的代码优先",
            "rules that are off; against select the longer beginning of a code wins",
        ),
    ),
    Key(
        "extend-ignore",
        codes,
        "[]",
        '["GIP606"]',
        Bilingual(
            "同 ignore；各处所写的 ignore 累加，不互相覆盖",
            "the same as ignore, which adds to what profile and file say already",
        ),
    ),
    Key(
        "per-file-ignores",
        _codes_by_pattern,
        "{}",
        '"2019/**" = ["GIP403"]\n"*-draft.md" = ["GIP601"]',
        Bilingual(
            "对某些文件关闭规则：文件名模式（相对本配置文件所在文件夹）到规则代码",
            "rules that are off in some files: patterns, relative to the folder of this file, to codes",
        ),
        is_table=True,
    ),
    Key(
        "preview",
        _truth,
        "false",
        "true",
        Bilingual(
            "启用试行规则；不写则只启用在 select 中点名的试行规则",
            "turn preview rules on; otherwise only those that select names themselves are",
        ),
    ),
    Key(
        "rules",
        rule_tables,
        "{}",
        "factor = 2.0",
        Bilingual(
            "单条规则的选项和级别：[rules.代码]；severity 为 error、warning 或 info，也可写给代码开头"
            "（[rules.GIP6]）；各规则的选项见 gip-lint explain",
            "options and severity of a rule: [rules.CODE]; severity is error, warning or info, also "
            "for a beginning of codes ([rules.GIP6]); gip-lint explain lists a rule's options",
        ),
        is_table=True,
    ),
    Key(
        "unfixable",
        codes,
        "[]",
        '["GIP607"]',
        Bilingual(
            "照常报告、但不提供修复的规则（--fix 和 --unsafe-fixes 都不改）；各处所写的累加",
            "rules that are reported and never fixed, neither by --fix nor by --unsafe-fixes; "
            "every place adds to it",
        ),
    ),
    Key(
        "exclude",
        _patterns,
        "[]",
        '["drafts", "archive/2018/**"]',
        Bilingual(
            "查找文件时跳过的文件和文件夹（模式，相对本配置文件所在文件夹）",
            "files and folders passed over in a search: patterns, relative to the folder of this file",
        ),
    ),
    Key(
        "extend-exclude",
        _patterns,
        "[]",
        '["submitted/old"]',
        Bilingual(
            "在 exclude 之外再跳过的文件和文件夹；各层累加，不替换 exclude",
            "files and folders passed over beside those of exclude; every layer adds to it",
        ),
    ),
    Key(
        "force-exclude",
        _truth,
        "false",
        "true",
        Bilingual(
            "在命令行中点名的文件也适用 exclude",
            "let exclude hold for files that are named on the command line too",
        ),
    ),
    Key(
        "fail-on",
        _one_of("error", "warning", "info", "never"),
        '"error"',
        '"warning"',
        Bilingual(
            "发现达到此级别的问题时，以退出状态 1 结束：error、warning、info 或 never",
            "end with status 1 for findings of this severity or above: error, warning, info or never",
        ),
    ),
    Key(
        "lang",
        _one_of("zh", "en"),
        '"zh"',
        '"en"',
        Bilingual("消息的语言：zh 或 en", "the language of messages: zh or en"),
    ),
    Key(
        "year",
        _year,
        "",
        "2024",
        Bilingual(
            "报告年度；不写则从报告中读出", "the report year; read from the report where it is left out"
        ),
    ),
    Key(
        "form",
        _word,
        "",
        '"gip-2021"',
        Bilingual(
            "报告格式：gip-2019 或 gip-2021；不写则按年度和表格判断",
            "the form, gip-2019 or gip-2021; told by year and tables where it is left out",
        ),
    ),
    Key(
        "blank",
        _one_of("zero", "unknown"),
        '"zero"',
        '"unknown"',
        Bilingual(
            "勾稽核对时，空白单元格视为 0（zero）还是不明（unknown）",
            "how sums take a blank cell: as zero or as not known (unknown)",
        ),
    ),
    Key(
        "limits",
        _limits,
        "{}",
        "max-pages = 1000",
        Bilingual(
            "读取文件的上限；达到上限的文件报 GIP001，并写明上限的名称（见 docs/formats.md）",
            "bounds within which files are read; a file that reaches one is GIP001, which names it "
            "(docs/formats.md lists them)",
        ),
        is_table=True,
    ),
    Key(
        "plugins",
        _plugins,
        "[]",
        '["hubei", "rules/city.toml"]',
        Bilingual(
            "插件：已安装的插件名称，或 .toml、.py 文件（相对本配置文件所在文件夹；"
            ".py 须加 --allow-local-plugins 才会运行）",
            "plugins: names of installed ones, or .toml and .py files relative to the folder of this file; "
            "a .py file runs only with --allow-local-plugins",
        ),
    ),
    Key(
        "custom-rules",
        _tables,
        "[]",
        '[{ code = "HB001", name = "fee", kind = "forbidden-phrase", title = "禁", phrases = ["收费"] }]',
        Bilingual(
            "不写代码的规则，通常写成 [[custom-rules]]（见 docs/plugins.md）",
            "rules without code, usually written [[custom-rules]] (docs/plugins.md)",
        ),
    ),
    Key(
        "rule-timeout",
        _seconds,
        "60.0",
        "10.0",
        Bilingual(
            "一条规则检查一个文件最多几秒，超过即中止该规则并报 GIP009；0 表示不限",
            "the most seconds that one rule may take over one file before it is stopped and reported as "
            "GIP009; 0 for no bound",
        ),
    ),
    Key(
        "require-reason",
        _truth,
        "false",
        "true",
        Bilingual(
            "要求文中的豁免（gip-lint: ignore）写明理由",
            "ask for a reason in every suppression (gip-lint: ignore …  -- reason)",
        ),
    ),
    Key(
        "suppressions",
        _truth,
        "true",
        "false",
        Bilingual(
            "文中的豁免（gip-lint: ignore）是否有效；false 则不理会，报告所有问题",
            "whether suppressions in the text (gip-lint: ignore) count; where false, everything is reported",
        ),
    ),
    Key(
        "baseline",
        _word,
        "",
        '"gip-lint-baseline.json"',
        Bilingual(
            "基线文件（相对本配置文件所在文件夹）：其中记录的旧问题不再报告",
            "a baseline, relative to the folder of this file: the old findings in it are not reported",
        ),
    ),
)
KEYS = {key.name: key for key in _ALL}
"""Every key by its name, in the order in which they are explained."""
