"""Open a list of 200,000 lines and give its rows one by one: values as the file keeps them, formulas as saved."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from jiheng.files.models import FileType
from jiheng.workbooks.grid import Area, Value
from jiheng.workbooks.line_list.unsaved import UnreadCells, unread_cells
from jiheng.workbooks.refusals import refuse

Row = tuple[int, Sequence[Value]]
"""The number of a row, from 0, and its values."""

MOST_ROWS: Final = 1_048_576
DELIMITERS: Final = ",\t;|"
SNIFFED: Final = 65_536
ENCODINGS: Final = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class OpenList:
    """One sheet of an opened list. ``unread`` are cells whose value the file does not hold, ``height`` its rows."""

    name: str
    sheet: str
    height: int
    unread: UnreadCells
    _rows: Iterable[Row]

    def rows(self) -> Iterator[Row]:
        """Every row once, from the first; of cells merged downwards each row sees the first."""
        return iter(self._rows)


@contextmanager
def open_list(name: str, path: Path, kind: FileType, sheet: str = "") -> Iterator[OpenList]:
    """Open ``sheet`` (the first that holds anything by default) of a stored xlsx, xls or csv file.

    Raises ``CannotRead``, also while its rows are read.
    """
    with path.open("rb") as file:
        if kind is FileType.CSV:
            yield _open_csv(name, path)
        else:
            yield _open_sheet(name, file, kind, sheet)


def _open_csv(name: str, path: Path) -> OpenList:
    with path.open("rb") as file:
        height = sum(piece.count(b"\n") for piece in iter(lambda: file.read(SNIFFED), b""))
    return OpenList(name, "", height, UnreadCells(), _CsvRows(name, path))


def sheets_of(name: str, path: Path, kind: FileType) -> tuple[str, ...]:
    """The names of the sheets of a workbook that hold anything; a text file has none. Raises ``CannotRead``."""
    if kind is FileType.CSV:
        return ()
    with path.open("rb") as file:
        book = _book(name, file)
        names = [one.name for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
        held = tuple(each for each in names if len(names) == 1 or _sheet(name, book, each).start is not None)
    if not held:
        raise refuse("E-F-03", name, "的工作表都是空的。请核对后重新上传")
    return held


def _book(name: str, file: BinaryIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(file)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the reader is no Exception, and any of them means a broken file
        raise refuse("E-F-02", name, "已损坏，内容不完整。请用表格软件打开后另存一份再上传") from error


def _open_sheet(name: str, file: BinaryIO, kind: FileType, wanted: str) -> OpenList:
    book = _book(name, file)
    names = [one.name for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    if wanted and wanted not in names:
        raise refuse("E-F-03", name, f"里没有工作表“{wanted}”。请重新选择工作表")
    for each in [wanted] if wanted else names:
        sheet = _sheet(name, book, each)
        if sheet.start is not None:
            place = [one.name for one in book.sheets_metadata].index(each)
            unread = unread_cells(file, place) if kind is FileType.XLSX else UnreadCells()
            return OpenList(name, each, sheet.total_height + 1, unread, _Rows(sheet))
    raise refuse("E-F-03", name, "的工作表都是空的。请核对后重新上传")


def _sheet(name: str, book: CalamineWorkbook, title: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(title)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise refuse("E-F-02", name, f"的工作表“{title}”已损坏。请用表格软件打开后另存一份再上传") from error


class _Rows:
    """The rows of a sheet, cells merged downwards filled in."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet
        self._merged = _merged_downwards(sheet.merged_cell_ranges or ())

    def __iter__(self) -> Iterator[Row]:
        left: list[Value] = [""] * (self._sheet.start or (0, 0))[1]  # the reader leaves empty first columns out
        seen: dict[int, tuple[int, Value]] = {}
        for number, row in enumerate(self._sheet.iter_rows()):
            values = [*left, *row]
            for column, areas in self._merged.items():
                _fill(number, column, areas, values, seen)
            yield number, values


def _fill(number: int, column: int, areas: "_Areas", values: list[Value], seen: dict[int, tuple[int, Value]]) -> None:
    start = areas.start_at(number)
    if start is None or column >= len(values):
        return
    if start == number:
        seen[column] = (start, values[column])
    elif column in seen and seen[column][0] == start:
        values[column] = seen[column][1]


@dataclass(frozen=True, slots=True)
class _Areas:
    """Merged areas of one column in order: their first and last rows."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def start_at(self, row: int) -> int | None:
        place = bisect_right(self.starts, row) - 1
        return self.starts[place] if place >= 0 and row <= self.ends[place] else None


def _merged_downwards(areas: Iterable[Area]) -> dict[int, _Areas]:
    """Areas one column wide that go down; a heading merged sideways is no value of the rows below."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in areas:
        if bottom > top and left == right:
            found.setdefault(left, []).append((top, bottom))
    return {
        column: _Areas(*(tuple(one) for one in zip(*sorted(spans), strict=True))) for column, spans in found.items()
    }


class _CsvRows:
    """The rows of a text file, from the first as often as asked."""

    def __init__(self, name: str, path: Path) -> None:
        self._name, self._path = name, path
        with path.open("rb") as file:
            head = file.read(SNIFFED)
        self._encoding = _encoding(name, head)
        text = head.decode(self._encoding, "replace")
        self._delimiter = max(DELIMITERS, key=text.count)

    def __iter__(self) -> Iterator[Row]:
        with self._path.open(encoding=self._encoding, newline="") as lines:
            try:
                for number, row in enumerate(csv.reader(lines, delimiter=self._delimiter)):
                    if number >= MOST_ROWS:
                        raise refuse("E-F-07", self._name, f"超过{MOST_ROWS:,}行。请拆成几个文件后上传")
                    yield number, row
            except UnicodeDecodeError:
                raise refuse("E-F-02", self._name, "里有认不出的字。请用表格软件另存为 xlsx 后上传") from None
            except csv.Error:
                said = "的引号或换行不成对。请用表格软件另存为 xlsx 后上传"
                raise refuse("E-F-02", self._name, said) from None


def _encoding(name: str, head: bytes) -> str:
    """UTF-8 or the national encoding, told by the beginning; the cut may fall inside a character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ENCODINGS:
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    raise refuse("E-F-02", name, "里的字认不出来。请用表格软件另存为 xlsx 后上传")
