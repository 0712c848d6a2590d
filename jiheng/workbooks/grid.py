"""A sheet as a grid of cells: addresses, exact numbers, merged areas."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.recheck.results import Unreadable
from jiheng.rules.recheck.shapes import Cell
from jiheng.workbooks.cell_notes import CellNotes, Place, column_letters
from jiheng.workbooks.number_formats import display_for

Value = int | float | str | bool | time | date | datetime | timedelta
Area = tuple[Place, Place]

NARROW = str.maketrans("０１２３４５６７８９．，％－＋", "0123456789.,%-+")
NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(%?)")
UNSEEN = dict.fromkeys([*range(9), *range(14, 32), 0xFFFE, 0xFFFF], "") | {11: "\n", 12: "\n"}
"""Control signs old programs leave in a cell; no XML can hold them. The vertical tab is Word's line break."""

EXCEL_DIGITS = 15
"""A spreadsheet counts with this many digits; what stands behind them is noise of binary fractions."""


@lru_cache(maxsize=65536)
def reference(row: int, column: int) -> str:
    """The address of a place: (5, 8) → ``I6``."""
    return f"{column_letters(column)}{row + 1}"


class Grid:
    """One sheet. Rows and columns count from 0; ``at`` looks through merged areas, ``own`` does not."""

    def __init__(self, name: str, rows: Sequence[Sequence[Value]], areas: Iterable[Area], notes: CellNotes) -> None:
        self.name = name
        self.cells = _cells(rows, notes)
        self.height = max((row for row, _ in self.cells), default=-1) + 1
        self.width = max((column for _, column in self.cells), default=-1) + 1
        self.ends: dict[Place, Place] = {}
        self.anchors: dict[Place, Place] = {}
        self._lines: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            self._lines.setdefault(row, []).append(column)
        for start, end in areas:
            self._merge(start, end)

    def _merge(self, start: Place, end: Place) -> None:
        self.ends[start] = end
        for row in range(start[0], min(end[0] + 1, self.height)):
            for column in range(start[1], min(end[1] + 1, self.width)):
                if (row, column) != start:
                    self.anchors[row, column] = start

    def own(self, row: int, column: int) -> Cell:
        """The cell itself; blank when empty or covered by a merged area."""
        found = self.cells.get((row, column))
        return Cell(reference(row, column)) if found is None else found

    def at(self, row: int, column: int) -> Cell:
        """The cell that is seen at this place: of a merged area its first cell."""
        return self.own(*self.anchors.get((row, column), (row, column)))

    def anchor(self, row: int, column: int) -> Place:
        """The first place of the merged area here, else the place itself."""
        return self.anchors.get((row, column), (row, column))

    def last_column(self, row: int, column: int) -> int:
        """The last column of the merged area that starts here, else the column itself."""
        return self.ends.get((row, column), (row, column))[1]

    def filled(self, row: int, first: int = 0, last: int | None = None) -> Iterator[tuple[int, Cell]]:
        """The cells of a row that hold something, left to right, with their columns."""
        for column in self._lines.get(row, ()):
            if column >= first and (last is None or column <= last):
                yield column, self.cells[row, column]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was opened. ``unreadable`` are sheets left out, ``warnings`` what was noticed and passed over."""

    name: str
    grids: tuple[Grid, ...]
    warnings: tuple[Finding, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def _cells(rows: Sequence[Sequence[Value]], notes: CellNotes) -> dict[Place, Cell]:
    cells: dict[Place, Cell] = {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value != "" and (cell := cell_of(reference(r, c), value, notes.formats.get((r, c), ""))):
                cells[r, c] = cell
    for (r, c), error in notes.errors.items():
        cells[r, c] = Cell(reference(r, c), error, error=error)
    for (r, c), text in notes.written.items():
        cells[r, c] = Cell(reference(r, c), text)
    for r, c in notes.uncached:
        cells[r, c] = Cell(reference(r, c), uncached=True)
    return cells


def cell_of(ref: str, value: Value, number_format: str = "") -> Cell:
    """A stored value as the cell people see."""
    if isinstance(value, str):
        return text_cell(ref, value)
    if isinstance(value, bool):
        return Cell(ref, "是" if value else "否")
    if isinstance(value, (int, float)):
        return _number_cell(ref, value, number_format)
    return Cell(ref, _moment(value))


def text_cell(ref: str, value: str) -> Cell:
    """A cell from text; a plain number in it is read (``1,280.5``, ``86%``)."""
    text = value.strip() if value.isprintable() else value.translate(UNSEEN).strip()
    if not text or not (text[-1] in "%％" or text[-1].isdigit()):
        return Cell(ref, text)
    match = NUMBER.fullmatch(text.translate(NARROW))
    if match is None:
        return Cell(ref, text)
    number = Decimal(match[1].replace(",", ""))
    return Cell(ref, text, number / 100, is_percent=True) if match[2] else Cell(ref, text, number)


def _number_cell(ref: str, value: float, number_format: str) -> Cell:
    number = exact_number(value)
    display = display_for(number_format) if number_format else None
    if display is None:
        return Cell(ref, plain(number), number)
    return Cell(ref, display.show(number), number, is_percent=display.percent)


def exact_number(value: float) -> Decimal:
    """The decimal a spreadsheet shows for a stored number: 0.30000000000000004 → 0.3."""
    number = Decimal(repr(value))
    digits = number.as_tuple().digits
    if len(digits) > EXCEL_DIGITS:
        number = Decimal(f"{value:.{EXCEL_DIGITS}g}")
    return Decimal(plain(number))


def _moment(value: time | date | datetime | timedelta) -> str:
    if isinstance(value, datetime) and value.time() != time():
        return f"{value.year}年{value.month}月{value.day}日{value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
