"""Cells of an xlsx sheet that show nothing usable: errors, and formulas whose result was never saved.

The sheet is read in pieces, so that a sheet of 200,000 rows does not have to stand in memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile

from jiheng.workbooks.packages import sheet_paths
from jiheng.workbooks.refusals import Limits

PIECE: Final = 1024 * 1024
CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
REFERENCE: Final = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
SAVED: Final = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>]*>[^<]")
FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b")
LARGEST: Final = Limits(sheet_size=64 * PIECE)
"""Of the table of contents; the sheets themselves are read in pieces."""


@dataclass(frozen=True, slots=True)
class UnreadCells:
    """Addresses (``F12``) of errors and of formulas without a saved result."""

    errors: frozenset[str] = frozenset()
    uncached: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.errors or self.uncached)


def unread_cells(file: BinaryIO, place: int) -> UnreadCells:
    """Those of the sheet at ``place`` in the workbook; none where the package cannot be followed."""
    found = _Found()
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            paths = sheet_paths("", archive, LARGEST)
            if place < len(paths) and paths[place] in archive.namelist():
                with archive.open(paths[place]) as sheet:
                    for body in _cells(sheet):
                        found.look_at(*body)
    except (BadZipFile, KeyError, OSError):
        return UnreadCells()
    return UnreadCells(frozenset(found.errors), frozenset(found.uncached))


def _cells(sheet: object) -> Iterator[tuple[bytes, bytes]]:
    """Tag and body of every cell that is an error or holds a formula; pieces without any are passed over."""
    rest = b""
    read = sheet.read  # type: ignore[attr-defined]  # an open member of the archive
    while piece := read(PIECE):
        text = rest + piece
        end = text.rfind(b"<row") if b"<row" in text else text.rfind(b":row")
        end = end if end > 0 else len(text)
        if FORMULA.search(text) or b't="e"' in text:
            yield from CELL.findall(text[:end])
        rest = text[end:]
    if FORMULA.search(rest) or b't="e"' in rest:
        yield from CELL.findall(rest)


@dataclass(slots=True)
class _Found:
    errors: set[str] = field(default_factory=set)
    uncached: set[str] = field(default_factory=set)

    def look_at(self, tag: bytes, body: bytes) -> None:
        reference = REFERENCE.search(tag)
        if reference is None:
            return
        if b't="e"' in tag:
            self.errors.add(reference[1].decode())
        elif FORMULA.search(body) and not SAVED.search(body):
            self.uncached.add(reference[1].decode())
