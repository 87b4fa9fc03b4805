"""``gip-lint cache``: where the results of earlier runs are kept, and how to be rid of them."""

from __future__ import annotations

from argparse import Namespace

from gip_lint.batch.cache import Cache, cache_folder
from gip_lint.cli.arguments import ArgumentParser
from gip_lint.cli.from_options import language_here
from gip_lint.cli.output import opened
from gip_lint.cli.shared_arguments import add_cache_dir, add_common, add_output
from gip_lint.model.bilingual import Bilingual


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    add_output(parser)
    add_common(parser)
    parser.take(
        "action",
        choices=("dir", "clear"),
        zh="dir：显示缓存在哪里；clear：清空",
        en="dir: say where it is; clear: empty it",
    )
    add_cache_dir(parser)


def run(options: Namespace) -> int:
    """Write the folder of the cache, or empty it and say how much was in it."""
    cache = Cache(cache_folder(options.cache_dir))
    with opened(options.output) as stream:
        if options.action == "dir":
            stream.write(f"{cache.folder}\n")
        else:
            number = cache.clear()
            said = Bilingual(
                f"{cache.folder}：已清除 {number} 条检查结果", f"{cache.folder}: {number} results removed"
            )
            stream.write(f"{said[language_here(options)]}\n")
    return 0
