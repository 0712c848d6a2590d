"""Notes of an xls workbook, walked record by record in its BIFF stream. Nothing is executed."""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from jiheng.workbooks.cell_notes import CellNotes
from jiheng.workbooks.number_formats import BUILT_IN, display_for

FORMULA, END, EXTERNAL, FILE_PASS, SHEET = 0x06, 0x0A, 0x1AE, 0x2F, 0x85
MANY_RK, STYLE, DRAWING, LABEL, NUMBER = 0xBD, 0xE0, 0xEC, 0xFD, 0x203
TEXT, ERROR, RK, FORMAT, BEGIN = 0x204, 0x205, 0x27E, 0x41E, 0x809
NO_NUMBER, ERROR_RESULT, EMPTY_RESULT = b"\xff\xff", 2, 3
OWN_LINKS = {0x0401, 0x3A01}
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(slots=True)
class BiffNotes:
    """What the stream says besides its values, sheet by sheet in workbook order."""

    encrypted: bool = False
    external: bool = False
    drawings: bool = False
    sheets: list[CellNotes] = field(default_factory=list)


def records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, from its beginning mark to its end mark."""
    place, depth = start, 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 0:
            return


def biff_notes(stream: bytes) -> BiffNotes:
    """Walk the globals and then each sheet."""
    notes = BiffNotes()
    formats: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    starts: list[int] = []
    for kind, body in records(stream, 0):
        if kind == FILE_PASS:
            notes.encrypted = True
            return notes
        if kind == SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = _format_text(body)
        elif kind == STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == EXTERNAL and len(body) >= 4:
            notes.external |= struct.unpack_from("<H", body, 2)[0] not in OWN_LINKS
        notes.drawings |= kind == DRAWING
    shown = {i: formats[f] for i, f in enumerate(styles) if f in formats and display_for(formats[f])}
    for start in starts:
        found = list(records(stream, start))
        notes.sheets.append(_sheet_notes(found, shown))
        notes.drawings |= any(kind == DRAWING for kind, _ in found)
    return notes


def _sheet_notes(found: list[tuple[int, bytes]], shown: dict[int, str]) -> CellNotes:
    sheet = CellNotes()
    for kind, body in found:
        _note(sheet, kind, body, shown)
    formulas = [body for kind, body in found if kind == FORMULA and len(body) >= 14]
    if all(body[6] == EMPTY_RESULT and body[12:14] == NO_NUMBER for body in formulas):
        # An empty text is also a true result, so only a sheet without any other counts as never calculated.
        sheet.uncached |= {(row, column) for row, column in (struct.unpack_from("<HH", body) for body in formulas)}
    return sheet


def _note(sheet: CellNotes, kind: int, body: bytes, shown: dict[int, str]) -> None:
    if kind not in (FORMULA, NUMBER, RK, MANY_RK, ERROR, LABEL, TEXT) or len(body) < 6:
        return
    row, column, style = struct.unpack_from("<HHH", body)
    width = 1
    if kind == MANY_RK:
        width = max((len(body) - 6) // 6, 1)
        for offset in range(width):
            _format(sheet, row, column + offset, struct.unpack_from("<H", body, 4 + 6 * offset)[0], shown)
    elif kind == ERROR and len(body) >= 8 and body[7]:
        sheet.errors[row, column] = ERRORS.get(body[6], "#N/A")
    elif kind == FORMULA and len(body) >= 14:
        _note_formula(sheet, row, column, body)
    _format(sheet, row, column, style, shown)
    sheet.height = max(sheet.height, row + 1)
    sheet.width = max(sheet.width, column + width)


def _note_formula(sheet: CellNotes, row: int, column: int, body: bytes) -> None:
    if body[12:14] != NO_NUMBER:
        if math.isnan(struct.unpack_from("<d", body, 6)[0]):
            sheet.uncached.add((row, column))
    elif body[6] == ERROR_RESULT:
        sheet.errors[row, column] = ERRORS.get(body[8], "#N/A")


def _format(sheet: CellNotes, row: int, column: int, style: int, shown: dict[int, str]) -> None:
    if style in shown:
        sheet.formats[row, column] = shown[style]


def _format_text(body: bytes) -> str:
    if len(body) < 5:
        return ""
    wide = body[4] & 1
    return body[5:].decode("utf-16-le" if wide else "latin-1", "replace")
