"""``gip-lint cache``: where the results of earlier runs are kept, and how to be rid of them."""

from __future__ import annotations

from argparse import Namespace

from gip_lint.batch.cache import Cache, cache_folder
from gip_lint.cli.output import opened
from gip_lint.cli.start import language_here
from gip_lint.model.bilingual import Text


def run(options: Namespace) -> int:
    """Write the folder of the cache, or empty it and say how much was in it."""
    cache = Cache(cache_folder(options.cache_dir))
    with opened(options.output) as stream:
        if options.action == "dir":
            stream.write(f"{cache.folder}\n")
        else:
            number = cache.clear()
            said = Text(
                f"{cache.folder}：已清除 {number} 条检查结果", f"{cache.folder}: {number} results taken away"
            )
            stream.write(f"{said[language_here(options)]}\n")
    return 0
