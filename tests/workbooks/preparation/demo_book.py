"""The demonstration workbook, changed cell by cell the way people change theirs."""

import io
from collections.abc import Callable

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.demo.preparation.project import demo_workbook
from jiheng.workbooks.preparation.reader import ReadPreparation, read_preparation
from tests.workbooks.building import saved

DEMO = demo_workbook()
TITLES = 3
"""The line of titles in every sheet; the first row is the fourth."""


def changed_book(change: Callable[[Workbook], object]) -> bytes:
    book = load_workbook(io.BytesIO(DEMO))
    change(book)
    return saved(book)


def read_changed(change: Callable[[Workbook], object]) -> ReadPreparation:
    return read_preparation("评价准备.xlsx", changed_book(change))


def column_of(sheet: Worksheet, title: str) -> int:
    """The number of the column under a title."""
    titles = [str(cell.value or "").strip("*") for cell in sheet[TITLES]]
    return titles.index(title) + 1


def put(book: Workbook, title: str, column: str, row: int, value: object) -> None:
    """Write into a table: ``row`` counts from 1 below the titles."""
    sheet = book[title]
    sheet.cell(TITLES + row, column_of(sheet, column)).value = value  # type: ignore[assignment]  # plain cells and values


def put_line(book: Workbook, title: str, line: str, value: object) -> None:
    """Write into a form, beside the line's name."""
    sheet = book[title]
    row = next(cell.row for cell in sheet["A"] if str(cell.value or "").strip("*") == line)
    sheet.cell(row, 2).value = value  # type: ignore[assignment]  # as above
