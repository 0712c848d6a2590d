"""Blobs on disk: two levels of folders, written aside, flushed, then moved into place read-only."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.conf import settings

from jiheng.files.models import Blob

CHUNK = 1024 * 1024
READ_ONLY = 0o400


def blob_path(blob: Blob) -> Path:
    """Where the bytes stand."""
    return _place(blob.hash)


def open_blob(blob: Blob) -> BinaryIO:
    """The bytes, open for reading. The caller closes it."""
    return blob_path(blob).open("rb")


def is_intact(blob: Blob) -> bool:
    """Whether the bytes on disk still give the hash they are kept under."""
    path = blob_path(blob)
    return path.exists() and hash_of(path) == blob.hash


def hash_of(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def workspace() -> Iterator[Path]:
    """A folder on the same disk as the store, gone afterwards."""
    root = Path(settings.JIHENG_FILES)
    root.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=root, prefix=".incoming-") as folder:
        yield Path(folder)


def write_up_to(stream: BinaryIO, target: Path, limit: int) -> bool:
    """Copy the stream to ``target``; false, and nothing more read, once it passes ``limit`` bytes."""
    total = 0
    with target.open("wb") as file:
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            if total > limit:
                return False
            file.write(chunk)
    return True


def keep(path: Path) -> str:
    """Move a finished file into the store and answer its hash. The same bytes are kept once."""
    digest = hash_of(path)
    place = _place(digest)
    if place.exists():
        return digest
    place.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    path.chmod(READ_ONLY)
    path.replace(place)
    _flush_folder(place.parent)
    return digest


def _place(digest: str) -> Path:
    return Path(settings.JIHENG_FILES) / digest[:2] / digest[2:4] / digest


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be flushed there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
