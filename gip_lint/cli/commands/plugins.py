"""``gip-lint plugins``: who is loaded, from where, and what each brings."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import language_here, plugins_here
from gip_lint.cli.output import opened, write_json, write_lines
from gip_lint.cli.shared_arguments import add_common, add_output, add_plugins, add_text_or_json
from gip_lint.model.bilingual import Bilingual, Language
from gip_lint.model.version import __version__
from gip_lint.plugins.registry import Plugins
from gip_lint.plugins.sources import API_VERSION, LoadedPlugin
from gip_lint.reporters.json import SCHEMA

_CONTENTS = {
    "rules": Bilingual("规则", "rules"),
    "forms": Bilingual("格式", "forms"),
    "readers": Bilingual("文件后缀", "readers"),
    "reporters": Bilingual("输出格式", "reporters"),
    "profiles": Bilingual("预设", "profiles"),
    "hooks": Bilingual("钩子", "hooks"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_output(parser)
    add_plugins(parser)
    add_common(parser)
    add_text_or_json(parser)


def run(options: Namespace) -> int:
    """Write the list of plugins, in the order in which they were loaded."""
    plugins = plugins_here(options)
    records = [_record(plugins, each) for each in plugins.loaded]
    as_json = options.format == "json"
    with opened(options.output, utf8=as_json) as stream:
        if as_json:
            document = {
                "schema": SCHEMA,
                "version": __version__,
                "api_version": API_VERSION,
                "plugins": records,
            }
            write_json(document, stream)
        else:
            language = language_here(options)
            write_lines((line for record in records for line in _lines(record, language)), stream)
    return 0


def _record(plugins: Plugins, loaded: LoadedPlugin) -> dict[str, Any]:
    name = loaded.name
    return {
        "name": name,
        "from": loaded.where,
        "distribution": loaded.distribution or None,
        **{
            kind: [thing for thing, owner in owners.items() if owner == name]
            for kind, owners in plugins.owners.items()
        },
        "hooks": plugins.hooks_of(name),
    }


def _lines(record: dict[str, Any], language: Language) -> Iterator[str]:
    origin = record["distribution"]
    yield f"{record['name']}  {record['from']}" + (f"  ({origin})" if origin else "")
    for key, name in _CONTENTS.items():
        if record[key]:
            colon = "：" if language == "zh" else ": "
            yield f"  {name[language]}{colon}{' '.join(record[key])}"
