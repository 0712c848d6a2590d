"""Write a preparation as a workbook; an empty one is the template. What is written reads back the same."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.guide import write_guide
from jiheng.workbooks.preparation.kinds import Written
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.list_kinds import kind_offers_list
from jiheng.workbooks.preparation.long_sheets import LONG, LongSheet
from jiheng.workbooks.preparation.looks import (
    ADVICE,
    LEFT,
    ROWS_TO_FILL,
    TITLE,
    TOP,
    Pen,
    fit_height,
    offer_choices,
    put_text,
    set_up_page,
    set_widths,
)
from jiheng.workbooks.preparation.rows import all_columns, rows_of
from jiheng.workbooks.preparation.sealed import saved

ADVICE_ROW: Final = 2
TITLE_ROW: Final = 3
FORM_WIDTHS: Final = (24, 62, 52)
TITLE_OF_BOOK: Final = "项目支出绩效评价准备"


def template() -> bytes:
    """The empty workbook to fill in, as ``.xlsx`` bytes."""
    return write_preparation(Preparation(project=Project("", "")))


def write_preparation(preparation: Preparation) -> bytes:
    """The workbook of a preparation as ``.xlsx`` bytes; the same preparation gives the same bytes.

    Raises ``CannotKeep`` for a text no cell can hold.
    """
    long_sheets = [long_sheet(preparation, sheet) for sheet in SHEETS if is_long(preparation, sheet)]
    return saved(preparation_book(preparation, cut=bool(long_sheets)), TITLE_OF_BOOK, long_sheets)


def is_long(preparation: Preparation, sheet: Sheet) -> bool:
    """Whether a sheet has so many rows that they are written one by one behind the workbook."""
    return not sheet.form and sheet.owner is None and len(getattr(preparation, sheet.name)) > LONG


def long_sheet(preparation: Preparation, sheet: Sheet) -> LongSheet:
    """All rows of a sheet but the first."""
    rows = islice(rows_of(preparation, sheet), 1, None)
    count = len(getattr(preparation, sheet.name)) - 1
    return LongSheet(sheet.title, rows, count, [column.width for column in all_columns(sheet)])


def preparation_book(preparation: Preparation, *, cut: bool = False, more: Sequence[Sheet] = ()) -> Workbook:
    """The sheets of a preparation, with the guide in front; ``cut`` leaves long ones at their first row.

    ``more`` are sheets the guide speaks of, too.
    """
    book = Workbook()
    write_guide(book.worksheets[0], (*SHEETS, *more))
    for sheet in SHEETS:
        rows = rows_of(preparation, sheet)
        kept = islice(rows, 1) if cut and is_long(preparation, sheet) else rows
        write_sheet(book.create_sheet(sheet.title), sheet, list(kept))
    return book


def write_sheet(target: Worksheet, sheet: Sheet, rows: Sequence[Sequence[Written]]) -> None:
    """One sheet of a layout with its rows, as a form or as a table."""
    (_write_form if sheet.form else _write_table)(target, sheet, rows)


def _write_form(target: Worksheet, sheet: Sheet, rows: Sequence[Sequence[Written]]) -> None:
    _write_title(target, sheet)
    pen = Pen(target)
    for number, (title, width) in enumerate(zip(("项目", "内容", "怎样填"), FORM_WIDTHS, strict=True), 1):
        pen.head(TITLE_ROW, number, title)
        target.column_dimensions[get_column_letter(number)].width = width
    values = rows[0] if rows else [None] * len(sheet.columns)
    for row, (column, value) in enumerate(zip(sheet.columns, values, strict=True), TITLE_ROW + 1):
        pen.head(row, 1, column.title, required=column.required)
        pen.put(row, 2, value, column.kind.number_format)
        pen.put(row, 3, column.advice)
        target.cell(row, 2).alignment, target.cell(row, 3).font = LEFT, ADVICE
        fit_height(
            target, row, ((column.title, FORM_WIDTHS[0]), (value, FORM_WIDTHS[1]), (column.advice, FORM_WIDTHS[2]))
        )
        if kind_offers_list(column.kind):
            offer_choices(target, f"B{row}", column.kind)
    target.freeze_panes = f"A{TITLE_ROW + 1}"
    set_up_page(target, f"1:{TITLE_ROW}")


def _write_table(target: Worksheet, sheet: Sheet, rows: Sequence[Sequence[Written]]) -> None:
    _write_title(target, sheet)
    columns = all_columns(sheet)
    pen = Pen(target)
    for number, column in enumerate(columns, 1):
        put_text(target.cell(ADVICE_ROW, number), column.advice)  # type: ignore[arg-type]  # nothing is merged here
        target.cell(ADVICE_ROW, number).font, target.cell(ADVICE_ROW, number).alignment = ADVICE, TOP
        pen.head(TITLE_ROW, number, column.title, required=column.required)
        _prepare_column(target, number, column, len(rows))
    set_widths(target, (column.width for column in columns))
    fit_height(target, ADVICE_ROW, ((column.advice, column.width + 2) for column in columns))
    fit_height(target, TITLE_ROW, ((f"**{column.title}", column.width) for column in columns))
    for row, cells in enumerate(rows, TITLE_ROW + 1):
        fit_height(target, row, zip(cells, (column.width for column in columns), strict=True))
        for number, (column, value) in enumerate(zip(columns, cells, strict=True), 1):
            pen.put(row, number, value, column.kind.number_format)
    target.freeze_panes = f"A{TITLE_ROW + 1}"
    set_up_page(target, f"1:{TITLE_ROW}")


def _prepare_column(target: Worksheet, number: int, column: Column, filled: int) -> None:
    letter = get_column_letter(number)
    target.column_dimensions[letter].number_format = column.kind.number_format
    if kind_offers_list(column.kind):
        last = TITLE_ROW + filled + ROWS_TO_FILL
        offer_choices(target, f"{letter}{TITLE_ROW + 1}:{letter}{last}", column.kind)


def _write_title(target: Worksheet, sheet: Sheet) -> None:
    target["A1"] = f"{sheet.title}　{sheet.advice}"
    target["A1"].font = TITLE
