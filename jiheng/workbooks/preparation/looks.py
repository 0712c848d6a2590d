"""How the sheets look: heads, frames, widths, drop-down lists and the printed page."""

import re
from collections.abc import Iterable
from copy import copy
from typing import Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.workbooks.preparation.kinds import GENERAL, Kind, Written

HEAD: Final = PatternFill("solid", fgColor="E0EAF6")
NEEDED: Final = PatternFill("solid", fgColor="FDECC3")
THIN: Final = Side(style="thin", color="C6CCD5")
BORDER: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FACE: Final = "Calibri"
TITLE: Final = Font(name=FACE, bold=True, size=13)
BOLD: Final = Font(name=FACE, bold=True)
ADVICE: Final = Font(name=FACE, size=9, color="5B6472")
TOP: Final = Alignment(vertical="top", wrap_text=True)
LEFT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
MIDDLE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)

LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Spreadsheets read ``_x0041_`` as the sign A; the underscore itself is then written ``_x005F_``."""

A3, A4 = 8, 9
WIDE: Final = 150
WIDEST: Final = 280
"""Letters beyond which a sheet is printed on A3, and beyond which on one page more."""

LINE_HEIGHT: Final = 15
MOST_LINES: Final = 20

LONGEST_TEXT: Final = 32_767
LIST_LENGTH: Final = 255
ROWS_TO_FILL: Final = 1000
"""How many rows below the last one have drop-down lists."""


class CannotKeep(Exception):
    """A text no spreadsheet cell can hold. The message says where and what to do."""


class Pen:
    """Writes cells; the look of each number format is set up once and shared by its cells."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._looks: dict[str, object] = {}

    def put(self, row: int, column: int, value: Written, number_format: str = GENERAL) -> None:
        """One framed cell. Text stays text: nothing that starts with “=” is a live formula."""
        cell = self.sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            raise TypeError(f"{cell.coordinate} is covered by a merged area")
        if number_format in self._looks:
            cell._style = copy(self._looks[number_format])  # type: ignore[attr-defined]  # openpyxl's own way, ten times faster
        else:
            cell.border, cell.alignment, cell.number_format = BORDER, TOP, number_format
            self._looks[number_format] = copy(cell._style)  # type: ignore[attr-defined]  # as above
        if isinstance(value, str):
            put_text(cell, value)
        elif value is not None:
            cell.value = value
            cell.number_format = number_format

    def head(self, row: int, column: int, title: str, *, required: bool = False) -> None:
        """A title, marked when it has to be filled."""
        self.put(row, column, f"*{title}" if required else title)
        cell = self.sheet.cell(row, column)
        cell.font, cell.alignment, cell.fill = BOLD, MIDDLE, NEEDED if required else HEAD


def put_text(cell: Cell, text: str) -> None:
    """Words into a cell, as they stand. Raises ``CannotKeep`` for what a cell cannot hold."""
    if len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        where = f"{cell.parent.title} {cell.coordinate}"
        raise CannotKeep(f"{where}有{len(text)}个字，一个单元格最多{LONGEST_TEXT}个字。请分成几条")
    if ILLEGAL_CHARACTERS_RE.search(text):
        raise CannotKeep(f"{cell.parent.title} {cell.coordinate}里有表格存不下的控制符。请删去后再导出")
    cell.value = LOOKS_ESCAPED.sub("_x005F_", text)
    cell.data_type = "s"
    if text[:1] in "=+-@":
        cell.quotePrefix = True


def set_up_page(sheet: Worksheet, head_rows: str) -> None:
    """Landscape, on A3 when wide, as few pages wide as can be read; the head repeated on each page."""
    width = sum(sheet.column_dimensions[letter].width for letter in list(sheet.column_dimensions))
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A3 if width > WIDE else A4
    sheet.page_setup.fitToWidth = 1 + int(width // WIDEST)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = head_rows
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width


def fit_height(sheet: Worksheet, row: int, cells: Iterable[tuple[Written, float]]) -> None:
    """Give a row the height its longest text needs under the width of its column; one line needs no word."""
    lines = max((lines_of(value, width) for value, width in cells if isinstance(value, str)), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = LINE_HEIGHT * min(lines, MOST_LINES)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes; a Chinese sign is two letters wide."""
    wide = (sum(1 if sign < "\u2000" else 2 for sign in line) for line in text.split("\n"))
    return sum(max(1, -int(-letters // max(width - 1, 1))) for letters in wide)


def offer_choices(sheet: Worksheet, cells: str, kind: Kind) -> None:
    """A drop-down list on an area; words beside it are refused only where the column is strict."""
    listed = '"' + ",".join(kind.choices) + '"'
    if len(listed) > LIST_LENGTH:
        return
    offer = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=kind.strict)
    offer.errorTitle, offer.error = "不在可选范围", "请从下拉列表里选"
    sheet.add_data_validation(offer)
    offer.add(cells)
