"""What is inside an xlsx package, checked before anything is unpacked for reading."""

import io
import posixpath
import re
import struct
import zlib
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile

from jiheng.rules.spacing import spaced
from jiheng.workbooks.cell_notes import CellNotes
from jiheng.workbooks.refusals import CannotRead, Limits, megabytes, refuse
from jiheng.workbooks.sheet_xml import attributes, sheet_notes, shown_styles

SHEET_TAG = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
RELATION_TAG = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
DEFLATE_RATIO = 1032
"""No deflate stream unpacks to more than this many times its size."""

FOREIGN_PARTS = (
    ("word/document.xml", "E-F-04", "Word 文档"),
    ("ppt/presentation.xml", "E-F-04", "演示文稿"),
    ("OFD.xml", "E-F-04", "OFD 版式文件"),
    ("xl/workbook.bin", "E-F-08", "二进制工作簿（xlsb）"),
    ("content.xml", "E-F-08", "ODF 文件（ods、odt）"),
)


@dataclass(slots=True)
class Package:
    """An xlsx that passed the checks. ``sheets`` are notes by position; ``too_big`` the positions not to be read."""

    macros: bool
    external: bool
    pictures: bool
    sheets: list[CellNotes] = field(default_factory=list)
    too_big: set[int] = field(default_factory=set)


def open_package(name: str, content: bytes, limits: Limits) -> Package:
    """Check the package and take its notes. Raises ``CannotRead``."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _read_package(name, archive, content, limits)
    except (BadZipFile, zlib.error, EOFError, OSError, struct.error, NotImplementedError, RuntimeError) as error:
        raise refuse("E-F-02", name, "已损坏，内容不完整。请用表格软件打开后另存一份再上传") from error


def _read_package(name: str, archive: ZipFile, content: bytes, limits: Limits) -> Package:
    parts = set(archive.namelist())
    if "xl/workbook.xml" not in parts:
        raise _foreign(name, parts)
    paths = sheet_paths(name, archive, limits)
    _check_weight(name, archive, content, limits)
    package = Package(
        macros=any(part.endswith("vbaProject.bin") for part in parts),
        external=any(part.startswith("xl/externalLinks/") for part in parts),
        pictures=any(part.startswith(("xl/media/", "xl/drawings/")) for part in parts),
    )
    styles = shown_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in parts else {}
    for index, path in enumerate(paths):
        if path not in parts:
            package.sheets.append(CellNotes())
            continue
        heavy = archive.getinfo(path).file_size > limits.sheet_size
        notes = CellNotes() if heavy else sheet_notes(archive.read(path), styles, limits.cells)
        package.sheets.append(notes)
        if heavy or notes.height * notes.width > limits.cells:
            package.too_big.add(index)
    return package


def _foreign(name: str, parts: set[str]) -> CannotRead:
    for part, code, kind in FOREIGN_PARTS:
        if part in parts:
            return refuse(code, name, f"实际是{spaced(kind)}，不能按表格读取。请用表格软件另存为 xlsx 后上传")
    if "[Content_Types].xml" in parts:
        return refuse("E-F-02", name, "缺少工作簿内容，文件不完整。请用表格软件打开后另存一份再上传")
    return refuse("E-F-04", name, "实际是压缩包，不是表格。请把扩展名改回 zip，或解压后上传里面的表格")


def sheet_paths(name: str, archive: ZipFile, limits: Limits) -> list[str]:
    """The part of every sheet in workbook order; counted before any sheet is read."""
    if archive.getinfo("xl/workbook.xml").file_size > limits.sheet_size:
        raise refuse("E-F-12", name, "的工作表目录大得不合理，已停止读取。请重新制作文件后上传")
    tags = SHEET_TAG.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace"))
    if len(tags) > limits.sheets:
        raise refuse("E-F-07", name, f"有{len(tags)}个工作表，超过{limits.sheets}个的上限。请拆成几个文件后上传")
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        relations = ""
    targets = {found["Id"]: found.get("Target", "") for found in map(attributes, RELATION_TAG.findall(relations))}
    return [_part_path(targets.get(_relation_id(tag), "")) for tag in tags]


def _relation_id(tag: str) -> str:
    found = attributes(tag)
    return next((value for key, value in found.items() if key.endswith(":id")), "")


def _part_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _check_weight(name: str, archive: ZipFile, content: bytes, limits: Limits) -> None:
    """Refuse what unpacks to too much, by what the package declares and, for larger ones, by really counting."""
    entries = archive.infolist()
    if len(entries) > limits.parts:
        raise refuse("E-F-12", name, f"里面有{len(entries)}个部件，数量不合理，已停止读取。请重新制作文件后上传")
    declared = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if declared <= limits.unpacked_size and packed * DEFLATE_RATIO > limits.unpacked_size:
        declared = _real_size(archive, content, limits.unpacked_size)
    if declared > limits.unpacked_size:
        most = megabytes(limits.unpacked_size)
        raise refuse("E-F-12", name, f"解压后超过{most}，大得不合理，已停止读取。请重新制作文件后上传")


def _real_size(archive: ZipFile, content: bytes, limit: int) -> int:
    """Bytes the package really unpacks to, whatever its directory declares; counted up to ``limit``, not kept."""
    total = 0
    view = memoryview(content)
    for entry in archive.infolist():
        names = struct.unpack_from("<HH", content, entry.header_offset + 26)
        start = entry.header_offset + 30 + sum(names)
        packed = view[start : start + entry.compress_size]
        total += _unpacked_size(packed, limit) if entry.compress_type else len(packed)
        if total > limit:
            break
    return total


def _unpacked_size(packed: memoryview, limit: int) -> int:
    stream = zlib.decompressobj(-15)
    total = 0
    for start in range(0, len(packed), 65536):
        total += len(stream.decompress(packed[start : start + 65536]))
        if total > limit:
            break
    return total
