"""分类汇总表 in a workbook: the sample points by kind, area and use, written for people and never read back."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.figures import percent, rounded, shown
from jiheng.rules.implementation.point_summary import ColumnSummary, GroupSummary, PointSummary
from jiheng.rules.surveys.columns import NUMBER
from jiheng.workbooks.preparation.kinds import GENERAL, MONEY_FORMAT, RATIO_FORMAT, Written
from jiheng.workbooks.preparation.looks import BOLD, TITLE, Pen, fit_height, put_text, set_up_page, set_widths
from jiheng.workbooks.preparation.sealed import saved
from jiheng.workbooks.preparation.titles import SUMMARY

WIDTHS: Final = (26, 18, 10, 10, 10, 18, 18, 44)
MONEY_HEAD: Final = ("", "样本点", "预算数（元）", "实际支出数（元）", "执行率", "结余（元）", "未采集支出的行数")
FIELD_HEAD: Final = ("要素", "", "应填", "已填", "没有填", "合计", "平均", "各值个数")
DIGITS: Final = 15
"""A spreadsheet keeps that many figures of a number; a longer one is written as text, to the last figure."""


def point_summary_book(project: str, summaries: Sequence[PointSummary]) -> bytes:
    """The three groupings as ``.xlsx`` bytes; the same contents give the same bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SUMMARY
    write_point_summary(sheet, summaries, project)
    return saved(book, SUMMARY)


def write_point_summary(sheet: Worksheet, summaries: Sequence[PointSummary], project: str) -> None:
    """One grouping below the other, the money of its groups first and then every column."""
    put_text(sheet["A1"], f"{SUMMARY}　{project}")
    sheet["A1"].font = TITLE
    set_widths(sheet, WIDTHS)
    pen = Pen(sheet)
    row = 3
    for one in summaries:
        row = _write_fields(pen, _write_money(pen, row, one), one) + 1
    set_up_page(sheet, "1:1")


def _write_money(pen: Pen, row: int, one: PointSummary) -> int:
    put_text(pen.sheet.cell(row, 1), f"按{one.by}汇总")  # type: ignore[arg-type]  # nothing is merged here
    pen.sheet.cell(row, 1).font = BOLD
    for column, title in enumerate((one.by.value, *MONEY_HEAD[1:]), 1):
        pen.head(row + 1, column, title)
    fit_height(pen.sheet, row + 1, zip(MONEY_HEAD, WIDTHS, strict=False))
    for at, group in enumerate((*one.groups, one.whole), row + 2):
        for column, (value, number_format) in enumerate(_money(group), 1):
            pen.put(at, column, value, number_format)
        fit_height(pen.sheet, at, [(group.title, WIDTHS[0])])
    return row + 3 + len(one.groups)


def _money(group: GroupSummary) -> tuple[tuple[Written, str], ...]:
    amounts = group.amounts
    return (
        (group.title, GENERAL),
        (group.points, GENERAL),
        (amounts.budget, MONEY_FORMAT),
        (amounts.actual, MONEY_FORMAT),
        (None if amounts.rate is None else rounded(amounts.rate, 4), RATIO_FORMAT),
        (amounts.balance, MONEY_FORMAT),
        (amounts.missing or None, GENERAL),
    )


def _write_fields(pen: Pen, row: int, one: PointSummary) -> int:
    for column, title in enumerate(("要素", one.by.value, *FIELD_HEAD[2:]), 1):
        pen.head(row, column, title)
    for whole in one.whole.columns:
        for group in (*one.groups, one.whole):
            found = group.column(whole.field)
            if found is not None:
                row += 1
                _write_field(pen, row, group.title, found)
    return row + 1


def _write_field(pen: Pen, row: int, title: str, found: ColumnSummary) -> None:
    field = found.field
    name = f"{field.name}（{field.unit}）" if field.unit else field.name
    said = "；".join(f"{value}：{count}（{percent(share)}）" for value, count, share in found.shares if count)
    unread = f"读不出{found.unread}个" if found.unread else ""
    numbers: tuple[Written, ...] = (None, None)
    if field.kind == NUMBER:
        numbers = (_figure(found.total), None if found.mean is None else rounded(found.mean))
    words = "；".join(part for part in (said, unread) if part) or None
    cells: tuple[Written, ...] = (name, title, found.due, found.filled, found.missing, *numbers, words)
    for column, value in enumerate(cells, 1):
        pen.put(row, column, value)
    fit_height(pen.sheet, row, zip(cells, WIDTHS, strict=True))


def _figure(value: Fraction | None) -> Written:
    """An exact figure as a number where a spreadsheet can hold it, else as text."""
    if value is None:
        return None
    text = shown(value)
    short = len(text.lstrip("-").replace(".", "")) <= DIGITS and not text.endswith("…")
    return rounded(value, len(text.partition(".")[2])) if short else text
