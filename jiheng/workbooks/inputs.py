"""Gather what people hand in: files, folders, zip archives. One file in memory at a time."""

import io
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from jiheng.rules.codes import failed
from jiheng.rules.spacing import spaced
from jiheng.workbooks.opening import CannotRead, check_size
from jiheng.workbooks.refusals import LIMITS, Limits, NotASheet, megabytes, refuse

GATHERED = {".xlsx", ".xls", ".xlsm", ".et", ".ods", ".xlsb", ".csv", ".zip"}
"""What is picked up from a folder; other files there are not forms."""

OTHER_KINDS = {
    "Word 文档": {".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf"},
    "WPS 文字文档": {".wps"},
    "PDF 文件": {".pdf"},
    "OFD 版式文件": {".ofd"},
    "图片": {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"},
    "文本文件": {".txt", ".md"},
    "演示文稿": {".ppt", ".pptx", ".dps"},
    "RAR 压缩包": {".rar"},
    "7Z 压缩包": {".7z"},
}
"""What the members of a zip that are not picked up are called, by the ending of their name."""

MADE_BY_WINDOWS = {"thumbs.db", "desktop.ini"}

DEEPEST = 1
"""An archive may hold archives, which may hold no further ones."""

UTF8_NAME = 0x800
ENCRYPTED = 0x1

Input = tuple[str, bytes | CannotRead]


def iter_inputs(paths: Iterable[Path], limits: Limits = LIMITS) -> Iterator[Input]:
    """Every file to read as (name for people, its bytes or why it cannot be taken in), in a fixed order.

    Lock files (``~$…``) and hidden files are passed over; a file named outright is always taken. A file
    given twice, or with its folder, is taken once.
    """
    taken: set[str] = set()
    for path in paths:
        for file, name in _in_folder(path) if path.is_dir() else [(path, path.name)]:
            place = os.path.realpath(file)
            if place not in taken:
                taken.add(place)
                yield from _from_file(file, readable_name(name), limits)


def iter_archive(name: str, stream: IO[bytes], limits: Limits = LIMITS, depth: int = 0) -> Iterator[Input]:
    """The members of a zip; one that is no sheet comes as ``NotASheet``, with its name, and unread.

    Names without the UTF-8 mark are read as UTF-8, else as GBK.
    """
    try:
        with ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_archive(name, members, limits)
            for member in members:
                yield from _from_member(name, archive, member, limits, depth)
    except CannotRead as refusal:
        yield name, refusal
    except (BadZipFile, EOFError, OSError, zlib.error, NotImplementedError):
        yield name, refuse("E-F-12", name, "不是完整的 zip 压缩包，打不开。请重新打包后上传")


def readable_name(name: str) -> str:
    """A file name as people see it: one unpacked from an old Windows zip holds GBK bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _in_folder(folder: Path) -> Iterator[tuple[Path, str]]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _passed_over(name))
        for file in sorted(files):
            path = Path(place) / file
            if path.suffix.lower() in GATHERED and not _passed_over(file):
                yield path, str(path.relative_to(folder))


def _from_file(path: Path, name: str, limits: Limits) -> Iterator[Input]:
    try:
        if path.suffix.lower() == ".zip" and not _holds_workbook(path):
            with path.open("rb") as stream:
                yield from iter_archive(name, stream, limits)
            return
        check_size(name, path.stat().st_size, limits)
        yield name, path.read_bytes()
    except CannotRead as refusal:
        yield name, refusal
    except FileNotFoundError:
        yield name, refuse("E-F-14", name, "不存在。请核对文件或文件夹的路径")
    except OSError:
        yield name, refuse("E-F-15", name, "不能读取，可能没有权限或被别的程序占用。请检查后再试")


def _holds_workbook(path: Path) -> bool:
    """A workbook whose name was changed to zip."""
    try:
        with ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.NameToInfo
    except BadZipFile:
        return False


def _check_archive(name: str, members: list[ZipInfo], limits: Limits) -> None:
    if len(members) > limits.archive_members:
        most = limits.archive_members
        raise refuse("E-F-12", name, f"里面有{len(members)}个文件，超过{most}个的上限。请分几个压缩包上传")
    if sum(member.file_size for member in members) > limits.archive_size:
        most_size = megabytes(limits.archive_size)
        raise refuse("E-F-12", name, f"解压后超过{most_size}，大得不合理，已停止读取。请分几个压缩包上传")


def _from_member(name: str, archive: ZipFile, member: ZipInfo, limits: Limits, depth: int) -> Iterator[Input]:
    inner = PurePosixPath(member_name(member))
    if any(_passed_over(part) for part in inner.parts):
        return
    shown = f"{name}／{inner}"
    if inner.suffix.lower() not in GATHERED:
        yield shown, _not_a_sheet(shown, inner.suffix.lower())
        return
    try:
        content = _member_content(shown, archive, member, limits)
    except CannotRead as refusal:
        yield shown, refusal
        return
    except (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError):
        yield shown, refuse("E-F-02", shown, "已损坏，解压不出来。请重新打包后上传")
        return
    if inner.suffix.lower() != ".zip":
        yield shown, content
    elif depth < DEEPEST:
        yield from iter_archive(shown, io.BytesIO(content), limits, depth + 1)
    else:
        yield shown, refuse("E-F-12", shown, "在压缩包里又套了两层压缩包，没有读取。请解压后直接上传表格")


def _not_a_sheet(shown: str, suffix: str) -> NotASheet:
    kind = next((f"是{spaced(kind)}，" for kind, endings in OTHER_KINDS.items() if suffix in endings), "")
    why = f"“{shown}”{kind}不是表格，没有读。其中如有自评表，请录成 xlsx 后上传"
    return NotASheet(failed("W-F-17", why, where=shown))


def _member_content(shown: str, archive: ZipFile, member: ZipInfo, limits: Limits) -> bytes:
    if member.flag_bits & ENCRYPTED:
        raise refuse("E-F-01", shown, "在压缩包里设有密码，读不出内容。请取消密码后重新上传")
    check_size(shown, member.file_size, limits)
    with archive.open(member) as stream:
        content = stream.read(limits.file_size + 1)
    check_size(shown, len(content), limits)
    return content


def member_name(member: ZipInfo) -> str:
    """A member's name as its maker saw it: 简体中文 Windows writes GBK without saying so."""
    if member.flag_bits & UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _passed_over(name: str) -> bool:
    return name not in {".", ".."} and (name.startswith((".", "~$", "__MACOSX")) or name.lower() in MADE_BY_WINDOWS)
