"""Where every row of a preparation stands, for one that was not just read from a workbook."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.editing import FIRST_ROW
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.reader import changed


def placed(preparation: Preparation) -> Preparation:
    """The preparation with the ``where`` each row has on the page and in the exported workbook."""
    given = {
        sheet.name: _placed(sheet, getattr(preparation, sheet.name))
        for sheet in SHEETS
        if sheet.owner is None and _has_place(sheet)
    }
    return changed(preparation, **given)


def _placed(sheet: Sheet, held: Any) -> object:
    if sheet.form:
        return None if held is None else replace(held, where=sheet.title)
    return placed_rows(sheet.title, held)


def placed_rows(title: str, rows: Sequence[Any]) -> tuple[Any, ...]:
    """Rows of one sheet, each with its place in words."""
    return tuple(replace(row, where=f"{title} 第{number}行") for number, row in enumerate(rows, FIRST_ROW))


def _has_place(sheet: Sheet) -> bool:
    return is_dataclass(sheet.shape) and any(one.name == "where" for one in fields(sheet.shape))
