"""Read and write the sheets that score an evaluation, beside those of its preparation in one workbook."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from jiheng.rules.finding import Finding
from jiheng.rules.implementation.point_summary import point_summaries
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.opening import open_workbook
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.kinds import Written
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.long_sheets import LONG, LongSheet
from jiheng.workbooks.preparation.point_summary_sheet import write_point_summary
from jiheng.workbooks.preparation.reader import LARGE, Reading
from jiheng.workbooks.preparation.rows import cells_of
from jiheng.workbooks.preparation.sealed import saved
from jiheng.workbooks.preparation.titles import SUMMARY
from jiheng.workbooks.preparation.writer import is_long, long_sheet, preparation_book, write_sheet

TITLE_OF_BOOK: Final = "项目支出绩效评价"

changed: Final[Callable[..., Implementation]] = replace
"""The implementation with a field of the layout set; the layout names the field."""


@dataclass(frozen=True, slots=True)
class ReadImplementation:
    """What was entered to score an evaluation, with everything the reading found wrong."""

    implementation: Implementation
    findings: tuple[Finding, ...]


def read_implementation(name: str, content: bytes) -> ReadImplementation:
    """Read the sheets that are there; those that are not are empty. Raises ``CannotRead``.

    What is wrong with the workbook itself is told by ``read_preparation``.
    """
    book = open_workbook(name, content, LARGE)
    grids = {grid.name.strip(): grid for grid in book.grids}
    reading = Reading()
    given = Implementation()
    for sheet in IMPLEMENTATION_SHEETS:
        if sheet.title in grids:
            rows = reading.rows(grids[sheet.title], sheet)
            given = changed(given, **{sheet.name: tuple(row for _, row in rows)})
    return ReadImplementation(given, tuple(reading.findings))


def write_evaluation(preparation: Preparation, given: Implementation) -> bytes:
    """The workbook of a preparation and its scoring as ``.xlsx`` bytes; the same contents give the same bytes.

    With sample points it ends with 分类汇总表, which is never read back.

    Raises ``CannotKeep`` for a text no cell can hold.
    """
    long_sheets = [long_sheet(preparation, sheet) for sheet in SHEETS if is_long(preparation, sheet)]
    book = preparation_book(preparation, cut=bool(long_sheets), more=IMPLEMENTATION_SHEETS)
    for sheet in IMPLEMENTATION_SHEETS:
        count = len(getattr(given, sheet.name))
        rows = _rows(given, sheet)
        write_sheet(book.create_sheet(sheet.title), sheet, list(islice(rows, 1) if count > LONG else rows))
        if count > LONG:
            widths = [column.width for column in sheet.columns]
            long_sheets.append(LongSheet(sheet.title, rows, count - 1, widths))
    summaries = point_summaries(preparation)
    if summaries[0].whole.points:
        write_point_summary(book.create_sheet(SUMMARY), summaries, preparation.project.name)
    return saved(book, TITLE_OF_BOOK, long_sheets)


def _rows(given: Implementation, sheet: Sheet) -> Iterator[list[Written]]:
    return (cells_of(sheet, row) for row in getattr(given, sheet.name))
