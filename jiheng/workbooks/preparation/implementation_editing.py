"""One scoring sheet as plain texts, for a page that edits it, and back."""

from jiheng.rules.finding import Finding
from jiheng.rules.implementation.shapes import Implementation
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.editing import Texts, grid_of, text_of
from jiheng.workbooks.preparation.implementation import changed
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.places import placed_rows
from jiheng.workbooks.preparation.reader import Reading
from jiheng.workbooks.preparation.rows import cells_of


def implementation_texts(given: Implementation, sheet: Sheet) -> list[list[str]]:
    """The rows of a scoring sheet as texts."""
    return [[text_of(value) for value in cells_of(sheet, row)] for row in getattr(given, sheet.name)]


def with_implementation_texts(sheet: Sheet, texts: Texts) -> tuple[Implementation, tuple[Finding, ...]]:
    """An implementation with this one sheet as it was typed, and everything wrong with the typing."""
    reading = Reading()
    rows = reading.rows(grid_of(sheet, texts), sheet)
    return changed(Implementation(), **{sheet.name: tuple(row for _, row in rows)}), tuple(reading.findings)


def placed_implementation(given: Implementation) -> Implementation:
    """The implementation with the ``where`` each row has on the page and in the exported workbook."""
    return changed(
        given, **{sheet.name: placed_rows(sheet.title, getattr(given, sheet.name)) for sheet in IMPLEMENTATION_SHEETS}
    )
