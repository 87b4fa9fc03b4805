"""Makes ``gip_lint_grammar/simplified.txt`` from the data of OpenCC; run as a program it writes the file."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import opencc

import gip_lint_grammar

TABLE = Path(gip_lint_grammar.__file__).with_name("simplified.txt")
HEAD = f"""\
# Simplified characters and phrases, each before the traditional ones that are written so; of several, the one
# that OpenCC writes for it comes first. Made by tests/grammar/opencc_table.py from the dictionaries of OpenCC
# {opencc.__version__}, https://github.com/BYVoid/OpenCC, Apache License 2.0 (LICENSE-OpenCC).
"""


def made() -> str:
    """Return what the file is to hold."""
    simplify: Callable[[str], str] = opencc.OpenCC("t2s").convert
    write_out: Callable[[str], str] = opencc.OpenCC("s2t").convert
    traditional = defaultdict(set)
    characters = "\n".join(map(chr, (*range(0x3400, 0xD800), *range(0xE000, sys.maxunicode + 1))))
    for character, simple in zip(characters, simplify(characters)):
        if simple != character and unicodedata.is_normalized("NFC", character):
            traditional[simple].add(character)
    lines = []
    for simple, written in sorted(traditional.items()):
        usual = write_out(simple)
        lines.append(f"{simple} {usual}{''.join(sorted(written - {usual}))}\n")
    lines += [f"{simple} {phrase}\n" for phrase, simple in sorted(_phrases().items())]
    return HEAD + "".join(lines)


def _phrases() -> dict[str, str]:
    """Return the phrases whose characters are not simplified one by one, by OpenCC's own program."""
    home = Path(opencc.__file__).with_name("clib")
    dictionary, program = home / "share/opencc/TSPhrases.ocd2", home / "bin/opencc_dict"
    arguments = ["-i", str(dictionary), "-f", "ocd2", "-o", "/dev/stdout", "-t", "text"]
    listed = subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", check=True).stdout
    return {
        phrase: simple.split()[0] for phrase, simple in (line.split("\t") for line in listed.splitlines())
    }


if __name__ == "__main__":
    TABLE.write_text(made(), encoding="utf-8", newline="\n")
