"""The cells of a list that could not be read, as a workbook to mend the list by."""

from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook

from jiheng.workbooks.preparation.looks import Pen, fit_height, set_up_page, set_widths
from jiheng.workbooks.preparation.sealed import saved

COLUMNS: Final = (("序号", 8), ("单元格", 12), ("问题", 80), ("代码", 12))
TITLE: Final = "读不出的格"


def problem_workbook(name: str, problems: Sequence[Sequence[str]], count: int) -> bytes:
    """One line a cell; when there are more than were kept, the last line says how many."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLE
    pen = Pen(sheet)
    for place, (title, _) in enumerate(COLUMNS, 1):
        pen.head(1, place, title)
    for row, (cell, code, said) in enumerate(problems, 2):
        for place, text in enumerate((row - 1, cell or "整份", said, code or None), 1):
            pen.put(row, place, text)
        fit_height(sheet, row, [(said, COLUMNS[2][1])])
    if count > len(problems):
        pen.put(len(problems) + 2, 3, f"另有{count - len(problems):,}格没有列出。改正后重新上传，会再检查一遍")
    set_widths(sheet, (width for _, width in COLUMNS))
    sheet.freeze_panes = "A2"
    set_up_page(sheet, "1:1")
    return saved(book, f"{name}　{TITLE}")
