"""Zip packages, looked at without unpacking: bombs, hidden and locked entries."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from jiheng.files.refusals import LIMITS, FileRefused, Limits

LOCKED_FLAG = 0x1


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
