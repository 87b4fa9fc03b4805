"""GIP001 unreadable-file."""

from __future__ import annotations

from collections.abc import Iterator

from gip_lint.kit import Bilingual, Finding, Needs, Report, Rule, Severity


class UnreadableFile(Rule):
    """A file that is there and cannot be decoded, opened or parsed.

    The readers refuse what they would have to guess: no character is ever replaced or dropped, so that no
    figure is read from a damaged file. The engine reports their refusal under this code, and goes on with
    the next file.
    """

    code = "GIP001"
    name = "unreadable-file"
    severity = Severity.ERROR
    title = Bilingual(zh="文件无法读取", en="the file cannot be read")
    description = Bilingual(
        zh="文件存在，但无法解码、打开或解析：已损坏、已加密、过大，或类型不明。gip-lint 从不替换或丢弃字符，"
        "读不准的文件不读。请另存为 UTF-8 文本，或检查文件是否下载完整。",
        en="The file exists and cannot be decoded, opened or parsed: it is damaged, encrypted, too large"
        " or of an unknown type. gip-lint never replaces or drops a character; what cannot be read "
        "with certainty is not read. Save it as UTF-8 text, or see whether it was downloaded whole.",
    )
    needs = Needs.FILE

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield nothing: a file with a report has been read."""
        yield from ()
