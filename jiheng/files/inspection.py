"""What a file really is, found from its structure and never from its name."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

import olefile
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jiheng.files.models import FileType
from jiheng.files.packages import check_weight, opened
from jiheng.files.refusals import LIMITS, FileRefused, Limits
from jiheng.rules.spacing import spaced

EXTENSIONS: Final = {
    FileType.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    FileType.XLS: {".xls", ".xlt"},
    FileType.DOCX: {".docx", ".docm", ".dotx", ".dotm"},
    FileType.PDF: {".pdf"},
    FileType.ZIP: {".zip"},
    FileType.PNG: {".png"},
    FileType.JPG: {".jpg", ".jpeg"},
    FileType.CSV: {".csv", ".txt"},
}
USUAL: Final = frozenset(FileType) - {FileType.CSV}
"""What may come in anywhere; a text file is taken only where a list is asked for."""

OFFICE: Final = {FileType.XLSX, FileType.DOCX}
MAIN_PARTS: Final = (("xl/workbook.xml", FileType.XLSX), ("word/document.xml", FileType.DOCX))
FOREIGN_PARTS: Final = {"OFD.xml", "xl/workbook.bin", "ppt/presentation.xml", "content.xml"}
OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLS_MACROS: Final = "_VBA_PROJECT_CUR"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
TAIL: Final = 2048
RELATIONS_LIMIT: Final = 16 * 1024 * 1024
HARMLESS_LINK: Final = "/hyperlink"
"""A link somebody has to click; every other outside relationship is fetched on opening."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """The real type, and what must be taken out before the file is kept."""

    type: FileType
    macros: bool = False
    outside: bool = False


WORKBOOKS: Final = frozenset({FileType.XLSX, FileType.XLS, FileType.CSV, FileType.ZIP})
PAPER_WAY: Final = "另存为 PDF 或 docx；照片存为 jpg，音像资料写明存放处"
"""What to do with a file of another kind where papers and pictures are taken."""


def inspect(path: Path, name: str, limits: Limits = LIMITS, accepts: Collection[FileType] = USUAL) -> Inspected:
    """Look at the file handed in as ``name``. Raises ``FileRefused`` with what is wrong and what to do."""
    size = path.stat().st_size
    if not size:
        raise FileRefused("E-F-03", name, "是空文件，没有任何内容")
    found = _by_signature(path, name, size, limits, accepts)
    if found.type not in accepts:
        raise FileRefused("E-F-08", name, f"是{spaced(found.type.label)}，这里不收")
    if PurePath(name).suffix.lower() not in EXTENSIONS[found.type]:
        raise FileRefused("E-F-04", name, f"实际是{spaced(found.type.label)}，扩展名与内容不符")
    return found


def _by_signature(path: Path, name: str, size: int, limits: Limits, accepts: Collection[FileType]) -> Inspected:
    with path.open("rb") as file:
        head = file.read(TAIL)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path, name, size, limits)
    if head.startswith(OLE_SIGNATURE):
        return _ole(path, name)
    if head.startswith(b"%PDF-"):
        return _whole(FileType.PDF, b"%%EOF" in tail, name)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole(FileType.PNG, b"IEND" in tail, name)
    if head.startswith(b"\xff\xd8\xff"):
        return _whole(FileType.JPG, b"\xff\xd9" in tail, name)
    suffix = PurePath(name).suffix.lower()
    listed = FileType.CSV in accepts and suffix in EXTENSIONS[FileType.CSV]
    if listed and (b"\x00" not in head or head.startswith(UTF_16)):
        return Inspected(FileType.CSV)
    papers = set(accepts) - WORKBOOKS
    tables = {".csv", ".xlsx", ".xls"} if papers else {".csv", ".txt", ".xlsx", ".xls"}
    if b"\x00" not in head and suffix in tables:
        raise FileRefused("E-F-10", name, "实际是文本，不是工作簿")
    taken = "、".join(kind for kind in FileType if kind in accepts)
    way = PAPER_WAY if FileType.PDF in papers else ""
    raise FileRefused("E-F-08", name, f"不是能接收的格式，只收 {taken}", way)


def _whole(kind: FileType, complete: bool, name: str) -> Inspected:
    if not complete:
        raise FileRefused("E-F-02", name, "没有结尾，内容不完整")
    return Inspected(kind)


def _package(path: Path, name: str, size: int, limits: Limits) -> Inspected:
    with opened(path, name) as package:
        parts = set(package.namelist())
        if not parts:
            raise FileRefused("E-F-03", name, "是空的压缩包")
        kind = next((kind for part, kind in MAIN_PARTS if part in parts), FileType.ZIP)
        check_weight(package, name, size, office=kind in OFFICE, limits=limits)
        if kind is FileType.ZIP:
            if parts & FOREIGN_PARTS:
                raise FileRefused("E-F-08", name, "是不能接收的办公格式（如 ods、ofd、xlsb）")
            return Inspected(kind)
        if any(part.startswith("xl/macrosheets/") for part in parts):
            raise FileRefused("E-F-16", name, "含4.0宏表")
        outside = any(_leads_outside(text, name) for text in _relations(package, parts, name))
        return Inspected(kind, any(part.endswith("vbaProject.bin") for part in parts), outside)


def _relations(package: ZipFile, parts: set[str], name: str) -> Iterator[bytes]:
    for part in parts:
        if part.endswith(".rels"):
            if package.getinfo(part).file_size > RELATIONS_LIMIT:
                raise FileRefused("E-F-12", name, "里面的链接多得不合理，已停止读取")
            yield package.read(part)


def is_outside(relation: Mapping[str, str]) -> bool:
    """Whether a relationship makes a program fetch something from outside as the file is opened."""
    return relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith(HARMLESS_LINK)


def _leads_outside(relations: bytes, name: str) -> bool:
    try:
        return any(is_outside(relation.attrib) for relation in fromstring(relations))
    except (ParseError, DefusedXmlException) as error:
        raise FileRefused("E-F-02", name, "已损坏，内容不完整") from error


def _ole(path: Path, name: str) -> Inspected:
    try:
        with olefile.OleFileIO(str(path)) as container:
            if container.exists("EncryptedPackage") or container.exists("EncryptionInfo"):
                raise FileRefused("E-F-01", name, "有打开密码")
            if not any(container.exists(stream) for stream in ("Workbook", "Book")):
                raise FileRefused("E-F-08", name, "是旧版 Office 文件，但不是工作簿")
            return Inspected(FileType.XLS, macros=container.exists(XLS_MACROS))
    except FileRefused:
        raise
    except Exception as error:  # olefile raises many kinds on broken containers
        raise FileRefused("E-F-02", name, "已损坏，内容不完整") from error
