"""专家评审意见汇总 as a workbook: figures, comments, and who declared what."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Protocol

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.workbooks.preparation.looks import TITLE, Pen, set_up_page
from jiheng.workbooks.preparation.sealed import saved

SUMMARY: Final = "打分汇总"
HEAD_ROW: Final = 2
FIXED: Final = "0.00"


class Tables(Protocol):
    """The rows of words a summary is made of."""

    @property
    def experts(self) -> Sequence[Sequence[str]]: ...
    @property
    def figures(self) -> Sequence[Sequence[str]]: ...
    @property
    def totals(self) -> Sequence[str]: ...
    @property
    def comments(self) -> Sequence[Sequence[str]]: ...
    @property
    def heads(self) -> Sequence[str]: ...


def expert_workbook(project: str, tables: Tables) -> bytes:
    """The summary as ``.xlsx`` bytes; the same contents give the same bytes."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has one sheet")
    first.title = SUMMARY
    figures = frozenset(range(2, len(tables.heads)))
    _fill(first, f"{project}　专家评审意见汇总", tables.heads, (*tables.figures, tables.totals), figures)
    heads = ("指标编号", "指标", "专家", "打分", "意见")
    _fill(book.create_sheet("各人意见"), "各人意见", heads, tables.comments, frozenset({3}))
    heads = ("专家", "利益关系声明", "声明日期", "同意参加的理由", "状态")
    _fill(book.create_sheet("利益关系声明"), "专家和利益关系声明", heads, tables.experts)
    return saved(book, "专家评审意见汇总", [])


def _fill(
    sheet: Worksheet,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    figures: frozenset[int] = frozenset(),
) -> None:
    pen = Pen(sheet)
    sheet["A1"] = title
    sheet["A1"].font = TITLE
    for column, head in enumerate(heads, 1):
        pen.head(HEAD_ROW, column, head)
        wide = head in ("指标", "意见", "利益关系声明", "同意参加的理由")
        sheet.column_dimensions[get_column_letter(column)].width = 36 if wide else 14
    for row, values in enumerate(rows, HEAD_ROW + 1):
        for column, value in enumerate(values, 1):
            number = _number(value) if column - 1 in figures else None
            pen.put(row, column, value if number is None else number, *([] if number is None else [FIXED]))
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    set_up_page(sheet, f"1:{HEAD_ROW}")


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else None
