"""Old Word and WPS files (.doc, .wps), RTF and ODT: converted to DOCX by LibreOffice where it is there."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from gip_lint.language import Text
from gip_lint.limits import limits
from gip_lint.readers.base import Notation, UnreadableError, reached
from gip_lint.readers.docx import DocxReader
from gip_lint.readers.libraries import demand_library

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


class LegacyReader:
    """Reads the DOCX file that LibreOffice makes of an old one."""

    name = "legacy"
    suffixes: tuple[str, ...] = (".doc", ".wps", ".rtf", ".odt")

    def read(self, data: bytes) -> Notation:
        """Convert and read. Raises UnreadableError and MissingLibraryError."""
        if _ENCRYPTED in data[:_HEAD_BYTES]:
            raise UnreadableError(
                Text(
                    "Word 文档已加密，需要密码；请另存为无密码的文件",
                    "the Word document is encrypted and needs a password; save it without",
                )
            )
        program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
        if program is None:
            raise UnreadableError(
                Text(
                    "旧版 Word（.doc）、WPS、RTF 或 ODT 文件：请用 Word 或 WPS 另存为 .docx，"
                    "或安装 LibreOffice 由程序自动转换",
                    "an old Word (.doc), WPS, RTF or ODT file: save it as .docx with Word or WPS, "
                    "or install LibreOffice, which is then asked to convert it",
                )
            )
        demand_library("lxml", "docx")
        return DocxReader().read(_converted(data, program))


def _converted(data: bytes, program: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="gip-lint-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "source.doc").write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        process = subprocess.Popen(
            [
                program,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(folder / "made"),
                str(folder / "source.doc"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
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
        made = folder / "made" / "source.docx"
        if not made.is_file():
            raise UnreadableError(
                Text(
                    "LibreOffice 无法转换该文件，文件可能已损坏；请用 Word 或 WPS 另存为 .docx",
                    "LibreOffice cannot convert the file, which may be damaged; "
                    "save it as .docx with Word or WPS",
                )
            )
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
