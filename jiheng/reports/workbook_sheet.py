"""One sheet of tables: captions, heads, merged cells, figures as numbers, and how it is printed."""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from decimal import Decimal
from itertools import groupby
from typing import Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.reports.report_tables import EMPTY
from jiheng.reports.report_widths import ems
from jiheng.rules.reporting.content import Table

FACE: Final = "宋体"
LINE, CAPTION, HEAD, ROW, TOTAL = "line", "caption", "head", "row", "total"
HEAD_FILL: Final = PatternFill("solid", fgColor="E0EAF6")
THIN: Final = Side(style="thin", color="808080")
FRAME: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
BOLD: Final = frozenset({CAPTION, HEAD, TOTAL})
FRAMED: Final = frozenset({HEAD, ROW, TOTAL})

NARROWEST, WIDEST = 8.0, 60.0
LINE_POINTS, MOST_LINES = 15, 25
LONGEST_TEXT: Final = 32_767
DIGITS_KEPT: Final = 15
"""A spreadsheet keeps so many digits of a number; a longer one stays text."""

A4: Final = 9
_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?%?")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class SheetWriter:
    """Writes downwards. The columns are shared by all tables of the sheet: each is as wide as its widest needs."""

    def __init__(self, sheet: Worksheet, tables: Sequence[Table]) -> None:
        self.sheet = sheet
        self.pen = Pen(sheet)
        self.row = 0
        self.title_rows = ""
        self.widths = _widths(tables)
        self._frozen = 0
        self._several = len(tables) > 1
        for column, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def line(self, text: str, kind: str = LINE) -> None:
        """A line over all columns."""
        self.row += 1
        self.pen.put((self.row, 1), text, kind)
        if len(self.widths) > 1:
            self._merge(self.row, 1, self.row, len(self.widths))
        self._height([(text, sum(self.widths))])

    def table(self, table: Table, caption: str) -> None:
        self.row += 1
        self.line(caption, CAPTION)
        top = self.row + 1
        self._heads(table)
        if not self.title_rows:
            self.title_rows, self._frozen = f"{top}:{self.row}", self.row
        self._rows(table)
        if table.note:
            self.line(table.note)

    def finish(self) -> None:
        """Hold the head in sight where the sheet has one table only; several would stand under a wrong head."""
        if self._several:
            self.title_rows = ""
        elif self._frozen:
            self.sheet.freeze_panes = f"A{self._frozen + 1}"

    def _heads(self, table: Table) -> None:
        if table.groups:
            self.row += 1
            column = 1
            for text, count in table.groups:
                for at in range(column, column + count):
                    self.pen.put((self.row, at), text if text and at == column else "", HEAD)
                if text and count > 1:
                    self._merge(self.row, column, self.row, column + count - 1)
                column += count
        self.row += 1
        under = [text for text, count in table.groups for _ in range(count)] or ["with"] * len(table.heads)
        for column, head in enumerate(table.heads, 1):
            self.pen.put((self.row, column), head if under[column - 1] else "", HEAD)
            if not under[column - 1]:
                self.pen.put((self.row - 1, column), head, HEAD)
                self._merge(self.row - 1, column, self.row, column)
        self._height(list(zip(table.heads, self.widths, strict=False)))

    def _rows(self, table: Table) -> None:
        first, last = self.row + 1, len(table.rows) - 1
        for at, row in enumerate(table.rows or ((EMPTY, *[""] * (len(table.heads) - 1)),)):
            self.row += 1
            kind = TOTAL if table.total and at == last else ROW
            for column, text in enumerate(row):
                self.pen.put((self.row, column + 1), text, kind, figure=column in table.figures)
            self._height(list(zip(row, self.widths, strict=False)))
        told = table.rows[:-1] if table.total else table.rows
        spans = [range(len(told))]
        for column in sorted(table.merged):
            spans = [part for span in spans for part in _equal(told, column, span)]
            for span in spans:
                if len(span) > 1:
                    self._merge(first + span[0], column + 1, first + span[-1], column + 1)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells that keep their frames; the covered ones hold no text."""
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.sheet.cell(row, column).value = None
        self.sheet.merged_cells.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right).coord)

    def _height(self, cells: Sequence[tuple[str, float]]) -> None:
        lines = max((_lines(text, width) for text, width in cells), default=1)
        if lines > 1:
            self.sheet.row_dimensions[self.row].height = LINE_POINTS * min(lines, MOST_LINES)


class Pen:
    """Writes cells; each look is set up once and shared by its cells."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._looks: dict[tuple[str, bool, str], object] = {}

    def put(self, place: tuple[int, int], text: str, kind: str = LINE, *, figure: bool = False) -> None:
        """Words stay words: nothing that starts with “=” is a formula. A figure becomes a number if it is one."""
        cell = self.sheet.cell(*place)
        if isinstance(cell, MergedCell):
            raise TypeError(f"{cell.coordinate} is covered by a merged area")
        number = number_of(text) if figure else None
        self._look(cell, (kind, figure, number[1] if number else "General"))
        if number:
            cell.value = number[0]
        elif text:
            cell.value = _LOOKS_ESCAPED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text))[:LONGEST_TEXT]
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))

    def _look(self, cell: Cell, look: tuple[str, bool, str]) -> None:
        if look in self._looks:
            cell._style = copy(self._looks[look])  # type: ignore[attr-defined]  # openpyxl's own way, ten times faster
            return
        kind, figure, number_format = look
        side = "center" if kind == HEAD else "right" if figure else None
        cell.font = Font(name=FACE, size=10, bold=kind in BOLD)
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        if kind in FRAMED:
            cell.border = FRAME
        if kind == HEAD:
            cell.fill = HEAD_FILL
        cell.number_format = number_format
        self._looks[look] = copy(cell._style)  # type: ignore[attr-defined]  # as above


def number_of(text: str) -> tuple[Decimal, str] | None:
    """The exact number a text is and how it is shown, or nothing where it is no plain number."""
    if not _NUMBER.fullmatch(text) or sum(sign.isdecimal() for sign in text) > DIGITS_KEPT:
        return None
    places = text.rstrip("%").partition(".")[2]
    shown = ("#,##0" if "," in text else "0") + (f".{'0' * len(places)}" if places else "")
    value = Decimal(text.rstrip("%").replace(",", ""))
    return (value.scaleb(-2), f"{shown}%") if text.endswith("%") else (value, shown)


def set_up_page(sheet: Worksheet, *, wide: bool, title_rows: str) -> None:
    """A4, as wide as the page, the head on each page, its number below."""
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if title_rows:
        sheet.print_title_rows = title_rows
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def _widths(tables: Sequence[Table]) -> list[float]:
    """The width of each column in letters, by its longest line; long texts are wrapped."""
    count = max((len(table.heads) for table in tables), default=1)
    widths = [NARROWEST] * count if tables else [100.0]
    for table in tables:
        for column, head in enumerate(table.heads):
            texts = {head, *(row[column] for row in table.rows)}
            longest = max(ems(line) for text in texts for line in text.split("\n"))
            widths[column] = min(WIDEST, max(widths[column], 2 * longest + 2))
    return widths


def _lines(text: str, width: float) -> int:
    return sum(max(1, -int(-2 * ems(line) // max(width - 1, 1))) for line in text.split("\n"))


def _equal(rows: Sequence[Sequence[str]], column: int, span: range) -> Iterator[range]:
    """The runs of equal, written texts in a column within a span of rows."""
    for text, run in groupby(span, lambda row: rows[row][column]):
        found = list(run)
        if text:
            yield range(found[0], found[-1] + 1)
        else:
            yield from (range(row, row + 1) for row in found)
