"""Zip packages, looked at without unpacking: bombs, locked entries, names written on Chinese Windows."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from jiheng.files.refusals import LIMITS, FileRefused, Limits

LOCKED_FLAG = 0x1
UTF8_NAME_FLAG = 0x800
SIDE_FOLDERS = {"__MACOSX"}
SIDE_NAMES = (".", "~$")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of an archive: ``path`` as written inside, ``size`` in bytes once unpacked."""

    archive: ZipFile
    entry: ZipInfo
    path: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def size(self) -> int:
        return self.entry.file_size

    def open(self) -> IO[bytes]:
        return self.archive.open(self.entry)


@contextmanager
def opened(path: Path, name: str) -> Iterator[ZipFile]:
    """The package, open; whatever breaks while it is read is told as a damaged file ``name``."""
    try:
        with ZipFile(path) as package:
            yield package
    except (BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError) as error:
        raise FileRefused("E-F-02", name, "已损坏，内容不完整") from error


def check_weight(package: ZipFile, name: str, size: int, *, office: bool, limits: Limits = LIMITS) -> None:
    """Refuse a package that unpacks to too much, hides entries in each other or is locked.

    ``size`` is the package's own size in bytes. What an entry declares is a promise the reader keeps:
    it never unpacks more than that.
    """
    entries = package.infolist()
    if any(entry.flag_bits & LOCKED_FLAG for entry in entries):
        raise FileRefused("E-F-01", name, "有打开密码")
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    most = limits.office_unpacked if office else limits.zip_unpacked
    swollen = unpacked > limits.office_unpacked and unpacked > limits.zip_ratio * size
    if len(entries) > limits.entries or packed > size or unpacked > most or swollen:
        raise FileRefused("E-F-12", name, "解压后大得不合理，已停止读取")


def packed_files(package: ZipFile) -> Iterator[PackedFile]:
    """The files of an archive in order; folders and what operating systems leave behind are passed over."""
    for entry in package.infolist():
        path = PurePosixPath(readable_name(entry).replace("\\", "/"))
        aside = SIDE_FOLDERS.intersection(path.parts) or path.name.startswith(SIDE_NAMES)
        if not entry.is_dir() and not aside:
            yield PackedFile(package, entry, str(path))


def readable_name(entry: ZipInfo) -> str:
    """The entry's name; one not marked as UTF-8 was most likely written in GB 18030."""
    if entry.flag_bits & UTF8_NAME_FLAG:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
