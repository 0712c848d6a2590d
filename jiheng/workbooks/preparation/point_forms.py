"""样本点基础信息表: a form to fill for each sample point, one sheet a point, printed on A4."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.surveys.columns import CHOICE, DAY, NUMBER, YES_NO
from jiheng.rules.surveys.point_columns import PointColumn, declined_group, groups_of
from jiheng.rules.surveys.point_entries import PointEntry
from jiheng.rules.surveys.point_values import fault_of, tidied
from jiheng.rules.surveys.shapes import BaseField
from jiheng.workbooks.preparation.kinds import (
    DATE_FORMAT,
    GENERAL,
    MONEY_FORMAT,
    Day,
    Figure,
    Money,
    Text,
    Written,
    YesNo,
)
from jiheng.workbooks.preparation.looks import (
    A4,
    BOLD,
    HEAD,
    LEFT,
    MIDDLE,
    Pen,
    fit_height,
    offer_choices,
    put_text,
    set_up_page,
    set_widths,
)
from jiheng.workbooks.preparation.sealed import saved

TITLE: Final = "样本点基础信息表"
ID_LABEL: Final = "样本点编号"
COLUMNS: Final = ("要素", "单位或选项", "怎样取数", "值", "资料编号")
WIDTHS: Final = (26, 20, 30, 22, 18)
ROW_TO_WRITE_IN: Final = 22
"""Points of height: room for a pen where the form is filled on paper."""

TITLE_ROW, PROJECT_ROW, ID_ROW = 1, 2, 3
WHOLE_LINES: Final = 2
"""Facts with a line of their own; the others stand two on a line."""

TABLE_ROW: Final = ID_ROW + 5
ORDINALS: Final = "一二三四五六七八九十"
NO_COLUMNS: Final = "没有设列"
LONGEST_NAME: Final = 31
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
BIG: Final = Font(name="Calibri", bold=True, size=16)

SIGNERS: Final = "填表人："


def point_forms(project: str, entries: Sequence[PointEntry], fields: Sequence[BaseField]) -> bytes:
    """The forms of the points as ``.xlsx`` bytes, with what is known filled in; the same contents, the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for entry in entries:
        _write_form(book.create_sheet(sheet_name(entry)), project, entry, fields)
    return saved(book, TITLE)


def sheet_name(entry: PointEntry) -> str:
    """The sheet of a point: its number, which no other has, and as much of its name as a spreadsheet allows."""
    name = FORBIDDEN.sub("＿", f"{entry.number}．{entry.point.unit.key}")
    while len(name.encode("utf-16-le")) > 2 * LONGEST_NAME:
        name = name[:-1]
    return name.rstrip("'")


def facts_of(entry: PointEntry) -> tuple[tuple[str, Written], ...]:
    """The fixed columns of the official table for one point."""
    return (
        (ID_LABEL, entry.id),
        ("名称", entry.point.unit.key),
        ("类型", entry.kind_word),
        ("区域", entry.said_of(Dimension.AREA)),
        ("用途", entry.said_of(Dimension.USE)),
        ("管理模式", entry.said_of(Dimension.MANAGEMENT)),
        ("资金额度（元）", Money().write(entry.point.unit.money)),
        ("随机/重点", entry.point.kind.value),
    )


def _write_form(sheet: Worksheet, project: str, entry: PointEntry, fields: Sequence[BaseField]) -> None:
    pen = Pen(sheet)
    set_widths(sheet, WIDTHS)
    _write_head(sheet, pen, project, entry)
    for number, title in enumerate(COLUMNS, 1):
        pen.head(TABLE_ROW, number, title)
    row = TABLE_ROW + 1
    for place, group in enumerate(groups_of(entry.columns)):
        _band(sheet, pen, row, f"{ORDINALS[place % len(ORDINALS)]}、{group}")
        row += 1
        columns = [column for column in entry.columns if column.field.group == group]
        for column in columns:
            _write_line(sheet, pen, row, entry, column)
            row += 1
        if not columns:
            reason = declined_group(group, entry.point.unit.kind, fields)
            _spread(sheet, pen, row, f"不适用：{reason}" if reason else NO_COLUMNS)
            row += 1
    _write_foot(sheet, row)
    sheet.freeze_panes = f"A{TABLE_ROW + 1}"
    set_up_page(sheet, f"{TABLE_ROW}:{TABLE_ROW}")
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = "portrait", A4, 1


def _write_head(sheet: Worksheet, pen: Pen, project: str, entry: PointEntry) -> None:
    sheet.merge_cells(start_row=TITLE_ROW, end_row=TITLE_ROW, start_column=1, end_column=len(COLUMNS))
    sheet.cell(TITLE_ROW, 1).value = TITLE
    sheet.cell(TITLE_ROW, 1).font, sheet.cell(TITLE_ROW, 1).alignment = BIG, MIDDLE
    sheet.row_dimensions[TITLE_ROW].height = 30
    sheet.merge_cells(start_row=PROJECT_ROW, end_row=PROJECT_ROW, start_column=1, end_column=len(COLUMNS))
    sheet.cell(PROJECT_ROW, 1).alignment = LEFT
    fit_height(sheet, PROJECT_ROW, ((f"项目名称：{project}", sum(WIDTHS)),))
    put_text(sheet.cell(PROJECT_ROW, 1), f"项目名称：{project}")  # type: ignore[arg-type]  # the first cell of its area
    facts = facts_of(entry)
    for row, (label, value) in enumerate(facts[:WHOLE_LINES], ID_ROW):
        pen.head(row, 1, label)
        _merged(pen, row, (2, 5), value)
        fit_height(sheet, row, ((value, sum(WIDTHS[1:])),))
    halves = zip(facts[WHOLE_LINES::2], facts[WHOLE_LINES + 1 :: 2], strict=True)
    for row, ((label, value), (other, beside)) in enumerate(halves, ID_ROW + WHOLE_LINES):
        pen.head(row, 1, label)
        pen.put(row, 2, value, MONEY_FORMAT if isinstance(value, Decimal) else GENERAL)
        sheet.cell(row, 2).alignment = LEFT
        pen.head(row, 3, other)
        _merged(pen, row, (4, 5), beside)
        fit_height(sheet, row, ((value, WIDTHS[1]), (beside, sum(WIDTHS[3:]))))


def _write_line(sheet: Worksheet, pen: Pen, row: int, entry: PointEntry, column: PointColumn) -> None:
    field = column.field
    held = entry.values.get(column.key)
    texts: tuple[Written, ...] = (field.name, unit_or_choices(field), field.source_rule)
    for number, text in enumerate(texts, 1):
        pen.put(row, number, text or None)
    pen.put(row, 4, written(field, held.value if held else ""), _format_of(field))
    pen.put(row, 5, held.evidence or None if held else None)
    sheet.cell(row, 4).alignment = LEFT
    sheet.row_dimensions[row].height = ROW_TO_WRITE_IN
    fit_height(
        sheet, row, zip((*texts, held.value if held else "", held.evidence if held else ""), WIDTHS, strict=True)
    )
    choices = YesNo().choices if field.kind == YES_NO else field.choices if field.kind == CHOICE else ()
    if choices and not any(sign in choice for choice in choices for sign in ',"'):
        offer_choices(sheet, f"D{row}", Text(choices, strict=True))


def unit_or_choices(field: BaseField) -> str:
    """What stands beside an element: its unit, its choices, or how its kind is written."""
    if field.kind == CHOICE:
        return "、".join(field.choices)
    return field.unit or {YES_NO: "是、否", DAY: "年-月-日"}.get(field.kind, "")


def written(field: BaseField, text: str) -> Written:
    """A value as its cell holds it: a number or a day where the column is one, else the words."""
    if not text:
        return None
    if field.kind in (NUMBER, DAY) and not fault_of(field, text):
        kept = tidied(field, text)
        return Figure().write(Decimal(kept)) if field.kind == NUMBER else Day().write(date.fromisoformat(kept))
    return text


def _format_of(field: BaseField) -> str:
    return DATE_FORMAT if field.kind == DAY else GENERAL


def _band(sheet: Worksheet, pen: Pen, row: int, title: str) -> None:
    _spread(sheet, pen, row, title)
    sheet.cell(row, 1).font, sheet.cell(row, 1).fill = BOLD, HEAD


def _spread(sheet: Worksheet, pen: Pen, row: int, text: str) -> None:
    _merged(pen, row, (1, len(COLUMNS)), text)
    fit_height(sheet, row, ((text, sum(WIDTHS)),))


def _merged(pen: Pen, row: int, columns: tuple[int, int], value: Written) -> None:
    """One framed area from the first column to the last."""
    first, last = columns
    for column in range(first, last + 1):
        pen.put(row, column, value if column == first else None)
    pen.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _write_foot(sheet: Worksheet, row: int) -> None:
    signs = ((1, SIGNERS), (2, "填表日期："), (4, "核对人："))
    for column, text in signs:
        sheet.cell(row + 1, column).value = text
