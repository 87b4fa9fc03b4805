"""The parts of a DOCX or XLSX file: a ZIP archive of XML, unpacked and parsed within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Any
from zlib import error as ZlibError  # noqa: N812 - an exception class

from gip_lint.model.bilingual import Bilingual
from gip_lint.readers.base import UnreadableError, reached
from gip_lint.readers.libraries import require_library
from gip_lint.readers.limits import MIB, limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENCRYPTED = 0x1
_DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    ZlibError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
    OverflowError,
)
try:
    from lzma import LZMAError
except ImportError:  # Python may be built without it; then such a member is NotImplementedError
    pass
else:
    _DAMAGED = (*_DAMAGED, LZMAError)
_CHUNK = 256 * 1024
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """A file of parts. Every method raises UnreadableError where a part is damaged or too large."""

    def __init__(self, data: bytes, kind: str) -> None:
        """Open *data*; *kind* is the extra whose library parses the parts: ``docx`` or ``xlsx``."""
        require_library("lxml", kind)
        self._kind = kind
        self._zip = open_zip(data, kind.upper())
        parts = self._zip.infolist()
        if len(parts) > limits().max_package_parts:
            raise reached(
                "max_package_parts", f"文件有 {len(parts):,} 个部件", f"it has {len(parts):,} parts"
            )
        self._parts = {info.filename.lstrip("/"): info for info in parts}
        self._relations: dict[str, Element] = {}
        """The parts that hold the relations of others, parsed, by their names."""

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def main(self, default: str) -> str:
        """Return the name of the main part."""
        targets = self.related("", "officeDocument")
        return next(iter(targets.values()), default)

    def related(self, name: str, kind: str) -> dict[str, str]:
        """Return the parts to which *name* is related in that way, by the id of the relation."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self._parts:
            return {}
        if relations not in self._relations:
            self._relations[relations] = self.xml(relations)
        targets = {}
        for relation in self._relations[relations].iter(_RELATIONS):
            if relation.get("TargetMode") != "External" and relation.get("Type", "").endswith(f"/{kind}"):
                target = relation.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                whole = posixpath.normpath(whole)
                if whole in self._parts:
                    targets[relation.get("Id", "")] = whole
        return targets

    def xml(self, name: str, without: tuple[bytes, bytes] | None = None) -> Element:
        """Parse a part: without entities, without a document type, without a network.

        *without* is how elements begin and end that nobody asks for and that need not be parsed.
        """
        from lxml import etree  # noqa: PLC0415 - only when such a file is read

        data = read_member(self._zip, self._parts[name], limits().max_part_bytes, "max_part_bytes")
        if data.count(b"<") > 2 * limits().max_nodes:
            raise reached("max_nodes", f"{name} 的元素过多", f"{name} has too many elements")
        if b"<!DOCTYPE" in data:
            raise _declares_doctype(name)
        if without is not None and b"<!" not in data:
            data = _left_out(data, *without)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise reached("max_xml_depth", f"{name} 嵌套过深", f"{name} is nested too deeply") from error
            raise UnreadableError(
                Bilingual(
                    f"{self._kind.upper()} 已损坏：{name} 不是有效的 XML",
                    f"the {self._kind.upper()} file is damaged: {name} is not valid XML",
                )
            ) from error
        if _doctype_of(root):
            raise _declares_doctype(name)
        return root


def _left_out(data: bytes, opening: bytes, closing: bytes) -> bytes:
    """Return XML without the elements that begin and end so and hold none of their kind."""
    kept: list[bytes] = []
    done = 0
    while (start := data.find(opening, done)) >= 0 and (end := data.find(closing, start)) >= 0:
        kept.append(data[done:start])
        done = end + len(closing)
    return b"".join((*kept, data[done:]))


def _doctype_of(root: Element) -> str:
    """Return the document type that a part in UTF-16 declares."""
    info: Any = root.getroottree().docinfo
    return str(info.doctype)


def _declares_doctype(name: str) -> UnreadableError:
    return UnreadableError(
        Bilingual(
            f"{name} 含有 DOCTYPE，可能用于攻击，不予读取",
            f"{name} declares a DOCTYPE, as attacks do; it is not read",
        )
    )


def open_zip(data: bytes, kind: str) -> zipfile.ZipFile:
    """Open a ZIP archive. Raises UnreadableError."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(
            Bilingual(f"{kind} 已损坏，无法打开", f"the {kind} file is damaged and cannot be opened")
        ) from error


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """Unpack one member, never more than *limit* bytes of it. Raises UnreadableError."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError(
            Bilingual(
                f"{info.filename} 已加密，需要密码", f"{info.filename} is encrypted and needs a password"
            )
        )
    if info.file_size > limit:
        raise _too_large(info, name)
    chunks: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                if size > limit:
                    raise _too_large(info, name)
                if size > MIB + limits().max_compression * max(info.compress_size, 1):
                    raise reached(
                        "max_compression",
                        f"{info.filename} 压缩比过高",
                        f"{info.filename} is packed too densely",
                    )
    except _DAMAGED as error:
        raise UnreadableError(
            Bilingual(
                f"{info.filename} 已损坏，无法解压", f"{info.filename} is damaged and cannot be unpacked"
            )
        ) from error
    return b"".join(chunks)


def _too_large(info: zipfile.ZipInfo, name: str) -> UnreadableError:
    return reached(name, f"{info.filename} 解压后过大（字节）", f"{info.filename} unpacks to too many bytes")
