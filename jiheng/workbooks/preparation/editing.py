"""One sheet of a preparation as plain texts, for a page that edits it, and back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jiheng.rules.figures import plain
from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.cell_notes import CellNotes
from jiheng.workbooks.grid import Grid
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Written
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.reader import Reading, ReadPreparation, changed
from jiheng.workbooks.preparation.rows import BY_TITLE, all_columns, rows_of
from jiheng.workbooks.preparation.writer import TITLE_ROW

FIRST_ROW = TITLE_ROW + 1
"""Rows are numbered as in the workbook, so that a message means the same row on the page and in Excel."""

Texts = Sequence[Sequence[str]]


def texts_of(preparation: Preparation, sheet: Sheet) -> list[list[str]]:
    """The rows of a sheet as texts; a form is one line a column: [[value], [value]…]."""
    rows = [[text_of(value) for value in row] for row in rows_of(preparation, sheet)]
    if not sheet.form:
        return rows
    values = rows[0] if rows else [""] * len(sheet.columns)
    return [[value] for value in values]


def with_texts(preparation: Preparation, sheet: Sheet, texts: Texts) -> ReadPreparation:
    """The preparation with one sheet replaced by what was typed, and everything found wrong with the typing.

    Rows left wholly blank fall away. Rows of other sheets that belong to this one stay with it by their key.
    """
    reading = Reading()
    grid = grid_of(sheet, texts)
    if sheet.form:
        return ReadPreparation(
            changed(preparation, **{sheet.name: reading.form(grid, sheet)}), tuple(reading.findings)
        )
    rows = reading.rows(grid, sheet)
    if sheet.owner is None:
        held = [_kept(preparation, sheet, row) for _, row in rows]
        result = changed(preparation, **{sheet.name: tuple(held)})
    else:
        result = reading.join(_emptied(preparation, sheet), sheet, rows)
    return ReadPreparation(result, tuple(reading.findings))


def part_of(sheet: Sheet) -> str:
    """The field of ``Preparation`` a sheet is kept in, that of its owner for an owned one."""
    return BY_TITLE[sheet.owner.sheet].name if sheet.owner else sheet.name


def columns_of(sheet: Sheet) -> tuple[Column, ...]:
    """The columns a page shows, those that say whose row it is first."""
    return all_columns(sheet)


def grid_of(sheet: Sheet, texts: Texts) -> Grid:
    """What was typed as the sheet of a workbook would hold it."""
    if sheet.form:
        lines = [[column.title, row[0] if row else ""] for column, row in zip(sheet.columns, texts, strict=False)]
        return Grid(sheet.title, [[], [], ["项目", "内容"], *lines], (), CellNotes())
    titles = [column.title for column in all_columns(sheet)]
    return Grid(sheet.title, [*([[]] * (TITLE_ROW - 1)), titles, *(list(row) for row in texts)], (), CellNotes())


def _kept(preparation: Preparation, sheet: Sheet, row: object) -> object:
    """A row with what other sheets hold for it, found by its key."""
    for owned in (one for one in SHEETS if one.owner and one.owner.sheet == sheet.title):
        if owned.owner is None:
            continue
        key = getattr(row, owned.owner.key)
        before = next((one for one in getattr(preparation, sheet.name) if getattr(one, owned.owner.key) == key), None)
        if before is not None:
            row = replace(row, **{owned.owner.into: getattr(before, owned.owner.into)})  # type: ignore[type-var]  # a shape
    return row


def _emptied(preparation: Preparation, sheet: Sheet) -> Preparation:
    if sheet.owner is None:
        return preparation
    owner = BY_TITLE[sheet.owner.sheet]
    into = sheet.owner.into
    held = tuple(replace(one, **{into: ()}) for one in getattr(preparation, owner.name))
    return changed(preparation, **{owner.name: held})


def text_of(value: Written) -> str:
    """A cell as it is typed."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)
