"""GIP609 cut-off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from gip_lint.kit import Bilingual, Example, Finding, Needs, Report, Rule, Severity
from gip_lint_rules.text._shared.prose import END_MARKS, Follows, Kind, Prose, ProseLine, prose_of
from gip_lint_rules.text._shared.wording import quoted

_SHORTEST = 8
_SHORTEST_LAST = 20
_FEWEST_COMMAS = 2
_LONGEST_NOTE, _LONGEST_TAIL = 90, 40
_CLOSED = END_MARKS + "”’」』）)】〕》〉\"'.．:："
_SHOWN = 12


class CutOff(Rule):
    """The text breaks off in the middle of a sentence.

    Reported are a last paragraph, of a part or of the whole, that ends with a comma or with a word that wants
    another behind it (的, 和, 对, 根据), and a long last paragraph of the whole text that ends with no mark
    at all. Headings, lists, signatures, dates and lines with a telephone have no full stop and are not meant.
    """

    code = "GIP609"
    name = "cut-off"
    severity = Severity.WARNING
    title = Bilingual(zh="文字没有写完", en="the text breaks off")
    description = Bilingual(
        zh="一个部分或全文的最后一段停在句子中间（以逗号、顿号结尾，或停在“的”“和”“对”等词上，或文末没有标点），多为复制、"
        "抓取不完整。请对照原稿补全。",
        en="The last paragraph of a part or of the text stops in the middle of a sentence: behind a comma, "
        "behind a word that wants another, or without a mark at the very end. Mostly it was not copied "
        "whole.",
    )
    sources = ("GB/T 15834—2011《标点符号用法》",)
    needs = Needs.TEXT
    good = (
        Example(
            "一、总体情况\n现将有关情况报告如下：\n（一）主动公开\n全年公开信息20条。\n云溪市林业局\n2024年1月15日\n"
        ),
        Example("二、其他事项\n没有其他需要报告的事项\n联系电话：0515-88880000\n"),
    )
    bad = (
        Example(
            "一、总体情况\n本机关认真落实条例要求，及时公开信息，\n二、存在问题\n更新不够及时。\n",
            message="停在“，”",
        ),
        Example("本机关做好公开工作。下一步将完善制度，提高公开工作的\n", marked="提高公开工作的", count=1),
        Example(
            "本机关认真做好信息公开各项工作。下一步，将继续健全各项工作制度，规范公开的内容和形\n",
            message="没有句末标点",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield one finding for each place where the text stops short."""
        prose = prose_of(report)
        last = _last_prose(prose)
        for passage in prose.passages:
            if passage.kind is not Kind.PARAGRAPH or (
                passage.follows is Follows.PROSE and passage is not last
            ):
                continue
            words = prose.text[passage.start : passage.end].rstrip(" \t\u3000")
            if len(words) < _SHORTEST or words[-1] in END_MARKS:
                continue
            stop = _stop(words, passage, is_last=passage is last)
            if stop is None:
                continue
            clause = re.split("[，。；、,;]", words.rstrip("，、,"))[-1][-_SHOWN:]
            end = passage.start + len(words)
            start = words.rindex(clause) + passage.start if clause else end - 1
            yield self.finding(
                Bilingual(
                    f"{quoted(words[-_SHOWN:])}：{stop.zh}，请对照原稿核对是否抄全",
                    f"{quoted(words[-_SHOWN:])}: {stop.en}; see in the original whether anything is missing",
                ),
                prose.span(start, end),
            )


def _last_prose(prose: Prose) -> ProseLine | None:
    """Return the last paragraph of the text, signature, date and the like passed over."""
    for passage in reversed(prose.passages):
        line = prose.text[passage.start : passage.end]
        if passage.kind is Kind.FURNITURE or (line[-1] not in END_MARKS and _is_tail(line)):
            continue
        return (
            passage
            if passage.kind is Kind.PARAGRAPH and passage.follows in (Follows.PROSE, Follows.END)
            else None
        )
    return None


def _is_tail(line: str) -> bool:
    """Return whether a line stands below a text: a signature, a date, a telephone, an enclosure."""
    words = _words()
    if len(line) <= _LONGEST_NOTE and words.tails.match(line):
        return True
    return (
        len(line) <= _LONGEST_TAIL
        and not re.search("[，。；：,;:]", line)
        and words.signature.search(line) is not None
    )


def _stop(words: str, passage: ProseLine, *, is_last: bool) -> Bilingual | None:
    """Return how a paragraph stops short; None where it does not."""
    shown = words[-1]
    if shown in "，、,《“（(‘〔【":
        if passage.follows is Follows.TABLE and _words().lead_in.search(words[-30:]):
            return None
        return Bilingual(
            f"停在“{shown}”，句子没有写完", f"stops behind “{shown}” in the middle of a sentence"
        )
    if _is_tail(words):
        return None
    dangling = _words().dangling.search(words)
    if dangling:
        word = dangling.group()
        return Bilingual(f"停在“{word}”，句子没有写完", f"stops behind “{word}” in the middle of a sentence")
    if not is_last:
        return None
    if shown in "：:" and _words().lead_in.search(words[-12:]):
        return Bilingual("后面应有的内容没有出现", "what it announces does not follow")
    in_sentences = re.search("[。；;]", words) or len(re.findall("[，,]", words)) >= _FEWEST_COMMAS
    if shown in _CLOSED or len(words) < _SHORTEST_LAST or not in_sentences:
        return None
    if _words().complete.search(words):
        return None
    return Bilingual(
        "最后一段没有句末标点，可能没有写完", "the last paragraph ends without a mark and may be cut off"
    )


class _Words(NamedTuple):
    dangling: re.Pattern[str]
    complete: re.Pattern[str]
    lead_in: re.Pattern[str]
    tails: re.Pattern[str]
    signature: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomli.loads(Path(__file__).with_name("endings.toml").read_text(encoding="utf-8"))
    after = (f"(?<![{before}]){word}" if before else word for word, before in data["dangling"].items())
    return _Words(
        re.compile(f"(?:{'|'.join(after)})$"),
        re.compile(f"(?:{'|'.join(data['complete'])})$"),
        re.compile("|".join(data["lead_in"])),
        re.compile(f"(?:{'|'.join(data['tails'])})"),
        re.compile(f"(?:{'|'.join(data['signatures'])})$"),
    )
