"""One scoring sheet as plain texts, for a page that edits it, and back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from jiheng.rules.finding import Finding
from jiheng.rules.implementation.shapes import Implementation
from jiheng.workbooks.cell_notes import CellNotes
from jiheng.workbooks.grid import Grid
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.editing import FIRST_ROW, Texts, text_of
from jiheng.workbooks.preparation.implementation import changed
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.reader import Reading
from jiheng.workbooks.preparation.rows import cells_of
from jiheng.workbooks.preparation.writer import TITLE_ROW


def implementation_texts(given: Implementation, sheet: Sheet) -> list[list[str]]:
    """The rows of a scoring sheet as texts."""
    return [[text_of(value) for value in cells_of(sheet, row)] for row in getattr(given, sheet.name)]


def with_implementation_texts(sheet: Sheet, texts: Texts) -> tuple[Implementation, tuple[Finding, ...]]:
    """An implementation with this one sheet as it was typed, and everything wrong with the typing."""
    titles = [column.title for column in sheet.columns]
    grid = Grid(sheet.title, [*([[]] * (TITLE_ROW - 1)), titles, *(list(row) for row in texts)], (), CellNotes())
    reading = Reading()
    rows = reading.rows(grid, sheet)
    return changed(Implementation(), **{sheet.name: tuple(row for _, row in rows)}), tuple(reading.findings)


def placed_implementation(given: Implementation) -> Implementation:
    """The implementation with the ``where`` each row has on the page and in the exported workbook."""
    return changed(
        given, **{sheet.name: _placed(sheet.title, getattr(given, sheet.name)) for sheet in IMPLEMENTATION_SHEETS}
    )


def _placed(title: str, rows: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(replace(row, where=f"{title} 第{number}行") for number, row in enumerate(rows, FIRST_ROW))
