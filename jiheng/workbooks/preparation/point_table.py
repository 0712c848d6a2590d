"""样本点基础信息汇总表: all sample points as the official wide table, one row a point under a double head."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.surveys.columns import DAY
from jiheng.rules.surveys.point_columns import GROUPS
from jiheng.rules.surveys.point_entries import PointEntry
from jiheng.rules.surveys.shapes import BaseField
from jiheng.workbooks.preparation.kinds import DATE_FORMAT, GENERAL, MONEY_FORMAT, Written
from jiheng.workbooks.preparation.looks import MIDDLE, TITLE, Pen, fit_height, put_text, set_up_page, set_widths
from jiheng.workbooks.preparation.point_forms import facts_of, unit_or_choices, written
from jiheng.workbooks.preparation.sealed import saved

NAME: Final = "样本点基础信息汇总表"
GROUP_ROW, TITLE_ROW = 3, 4
FIXED_WIDTHS: Final = (30, 24, 12, 14, 18, 14, 16, 10)
WIDTH: Final = 16
LAST: Final = ("关联指标编号", "资料编号")
LAST_WIDTHS: Final = (34, 24)
NOT_ITS_OWN: Final = "／"
"""Stands where a point of another kind has no such column."""


def point_table(project: str, entries: Sequence[PointEntry]) -> bytes:
    """The wide table as ``.xlsx`` bytes; the same contents give the same bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = NAME
    columns = _columns(entries)
    pen = Pen(sheet)
    put_text(sheet["A1"], NAME)
    put_text(sheet["A2"], f"项目名称：{project}")
    sheet["A1"].font = TITLE
    set_widths(sheet, (*FIXED_WIDTHS, *([WIDTH] * len(columns)), *LAST_WIDTHS))
    _write_head(sheet, pen, entries, columns)
    for row, entry in enumerate(entries, TITLE_ROW + 1):
        _write_row(sheet, pen, row, entry, columns)
    _write_sum(pen, TITLE_ROW + 1 + len(entries), entries, len(columns))
    sheet.freeze_panes = f"C{TITLE_ROW + 1}"
    set_up_page(sheet, f"{GROUP_ROW}:{TITLE_ROW}")
    return saved(book, NAME)


def _columns(entries: Sequence[PointEntry]) -> list[BaseField]:
    """Every column some point has, group by group, in the order of entry."""
    found = dict.fromkeys(column.field for entry in entries for column in entry.columns)
    order = {group.value: place for place, group in enumerate(GROUPS)}
    return sorted(found, key=lambda field: order.get(field.group, len(order)))


def _write_head(sheet: Worksheet, pen: Pen, entries: Sequence[PointEntry], columns: Sequence[BaseField]) -> None:
    fixed = [label for label, _ in facts_of(entries[0])] if entries else []
    alone = [*enumerate(fixed, 1), *enumerate(LAST, len(fixed) + len(columns) + 1)]
    for number, title in alone:
        pen.head(GROUP_ROW, number, title)
        pen.head(TITLE_ROW, number, "")
        sheet.merge_cells(start_row=GROUP_ROW, end_row=TITLE_ROW, start_column=number, end_column=number)
    first = len(fixed) + 1
    for number, field in enumerate(columns, first):
        pen.head(GROUP_ROW, number, field.group)
        unit = unit_or_choices(field) if field.unit else ""
        pen.head(TITLE_ROW, number, f"{field.name}（{unit}）" if unit else field.name)
    for start, end in _runs([field.group for field in columns], first):
        sheet.merge_cells(start_row=GROUP_ROW, end_row=GROUP_ROW, start_column=start, end_column=end)
    fit_height(sheet, TITLE_ROW, ((f"{field.name}（{field.unit}）", WIDTH) for field in columns))


def _runs(groups: Sequence[str], first: int) -> list[tuple[int, int]]:
    """Where the same group goes on: first and last column of each."""
    runs: list[tuple[int, int]] = []
    for place, group in enumerate(groups):
        if place and groups[place - 1] == group:
            runs[-1] = (runs[-1][0], first + place)
        else:
            runs.append((first + place, first + place))
    return [run for run in runs if run[0] != run[1]]


def _write_row(sheet: Worksheet, pen: Pen, row: int, entry: PointEntry, columns: Sequence[BaseField]) -> None:
    keys = {column.field: column.key for column in entry.columns}
    cells: list[tuple[Written, str]] = [
        (value, MONEY_FORMAT if isinstance(value, Decimal) else GENERAL) for _, value in facts_of(entry)
    ]
    for field in columns:
        held = entry.values.get(keys.get(field, ""))
        known: Written = written(field, held.value) if held else None
        cells.append((known if field in keys else NOT_ITS_OWN, DATE_FORMAT if field.kind == DAY else GENERAL))
    codes = dict.fromkeys(code for column in entry.columns for code in column.field.indicators)
    papers = dict.fromkeys(value.evidence for value in entry.values.values() if value.evidence)
    cells += [("、".join(codes) or None, GENERAL), ("、".join(papers) or None, GENERAL)]
    for number, (value, number_format) in enumerate(cells, 1):
        pen.put(row, number, value, number_format)
    widths = (*FIXED_WIDTHS, *([WIDTH] * len(columns)), *LAST_WIDTHS)
    fit_height(sheet, row, zip((value for value, _ in cells), widths, strict=True))


def _write_sum(pen: Pen, row: int, entries: Sequence[PointEntry], columns: int) -> None:
    money = sum((entry.point.unit.money for entry in entries), Decimal(0))
    for number in range(1, len(FIXED_WIDTHS) + columns + len(LAST) + 1):
        pen.head(row, number, "")
    pen.head(row, 1, "合计")
    pen.put(row, 2, f"{len(entries)}个样本点")
    pen.put(row, 7, money, MONEY_FORMAT)
    pen.sheet.cell(row, 1).alignment = MIDDLE
