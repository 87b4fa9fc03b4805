"""Old Word, Excel and WPS files, RTF, ODT and ODS: converted by LibreOffice where it is there."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.notation import Notation
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.libraries import require_library
from gip_lint.readers.limits import limits
from gip_lint.readers.office.docx import DocxReader
from gip_lint.readers.office.xlsx import XlsxReader
from gip_lint.readers.programs import program

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD_BYTES = 64 * 1024
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
</oor:items>
"""  # noqa: E501 - LibreOffice's own names
"""No macro is run, no link followed; what would go to the network all the same goes to a closed port."""


class _Target(NamedTuple):
    """What LibreOffice makes of a file, and what is said where it cannot."""

    source: str
    suffix: str
    filter: str
    kinds: Bilingual
    programs: Bilingual

    @property
    def missing(self) -> UnreadableError:
        return UnreadableError(
            Bilingual(
                f"{self.kinds.zh} 文件：请用 {self.programs.zh} 另存为 {self.suffix}，"
                "或安装 LibreOffice 由程序自动转换",
                f"{self.kinds.en} file: save it as {self.suffix} with {self.programs.en}, "
                "or install LibreOffice, which is then asked to convert it",
            )
        )

    @property
    def failed(self) -> UnreadableError:
        return UnreadableError(
            Bilingual(
                f"LibreOffice 无法转换该文件，文件可能已损坏；请用 {self.programs.zh} 另存为 {self.suffix}",
                f"LibreOffice cannot convert the file, which may be damaged; save it as {self.suffix} "
                f"with {self.programs.en}",
            )
        )


_DOCUMENT = _Target(
    "source.doc",
    ".docx",
    "docx:MS Word 2007 XML",
    Bilingual("旧版 Word（.doc）、WPS、RTF 或 ODT", "an old Word (.doc), WPS, RTF or ODT"),
    Bilingual("Word 或 WPS", "Word or WPS"),
)
_WORKBOOK = _Target(
    "source.xls",
    ".xlsx",
    "xlsx:Calc MS Excel 2007 XML",
    Bilingual("旧版 Excel（.xls）、WPS 表格（.et）或 ODS", "an old Excel (.xls), WPS (.et) or ODS"),
    Bilingual("Excel 或 WPS", "Excel or WPS"),
)


class LegacyReader:
    """Reads the DOCX file that LibreOffice makes of an old one."""

    name = "legacy"
    suffixes: tuple[str, ...] = (".doc", ".wps", ".rtf", ".odt")

    def read(self, data: bytes) -> Notation:
        """Convert and read. Raises UnreadableError and MissingLibraryError."""
        return DocxReader().read(_converted(data, _DOCUMENT, "docx"))


class LegacySheetReader:
    """Reads the XLSX file that LibreOffice makes of an old workbook."""

    name = "legacy-sheet"
    suffixes: tuple[str, ...] = (".xls", ".et", ".ods")

    def read(self, data: bytes) -> Notation:
        """Convert and read. Raises UnreadableError and MissingLibraryError."""
        return XlsxReader().read(_converted(data, _WORKBOOK, "xlsx"))


def _converted(data: bytes, target: _Target, extra: str) -> bytes:
    if _ENCRYPTED in data[:_HEAD_BYTES]:
        raise UnreadableError(
            Bilingual(
                "文档已加密，需要密码；请另存为无密码的文件",
                "the document is encrypted and needs a password; save it without",
            )
        )
    converter = program(_PROGRAMS)
    if converter is None:
        raise target.missing
    require_library("lxml", extra)
    with tempfile.TemporaryDirectory(prefix="gip-lint-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / target.source).write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        process = subprocess.Popen(
            [
                converter,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to",
                target.filter,
                "--outdir",
                str(folder / "made"),
                str(folder / target.source),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            start_new_session=True,
        )
        try:
            process.wait(limits().conversion_seconds)
        except subprocess.TimeoutExpired as error:
            raise reached(
                "conversion_seconds", "LibreOffice 转换超时（秒）", "LibreOffice takes too long, in seconds"
            ) from error
        finally:
            _end(process)
        made = folder / "made" / f"source{target.suffix}"
        if not made.is_file():
            raise target.failed
        if made.stat().st_size > limits().max_part_bytes:
            raise reached(
                "max_part_bytes", "转换后的文件过大（字节）", "the converted file has too many bytes"
            )
        return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started."""
    if process.poll() is None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
