"""The workbook handed in, with its findings in front and on the cells they speak about."""

import re
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.law import clause_label
from jiheng.rules.preparation.result import PreparationResult, Said
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.preparation.steps import step_of
from jiheng.workbooks.list_sheets import FILLS
from jiheng.workbooks.preparation.looks import Pen, fit_height, set_up_page, set_widths
from jiheng.workbooks.preparation.sealed import saved
from jiheng.workbooks.preparation.titles import FINDINGS
from jiheng.workbooks.preparation.writer import preparation_book
from jiheng.workbooks.with_looks import workbook_with_looks

AUTHOR: Final = "绩衡检查"
COLUMNS: Final = (
    ("序号", 6), ("程度", 7), ("步骤", 16), ("位置", 22), ("说明", 70), ("依据", 24), ("拦住", 12), ("代码", 11),
    ("放行理由", 30),
)  # fmt: skip
SEVERITY_COLUMN: Final = 2
MARKED_PER_CELL: Final = 8
_PLACE = re.compile(r"(?P<sheet>.+?) (?:第(?P<row>\d+)行|(?P<ref>[A-Z]{1,3}\d+))")


def checked_workbook(content: bytes, preparation: Preparation, result: PreparationResult) -> bytes:
    """The workbook as ``.xlsx`` bytes. Formulas are written as their saved values; an old .xls is written anew."""
    book = workbook_with_looks(content) or preparation_book(preparation)
    if FINDINGS in book.sheetnames:
        book.remove(book[FINDINGS])
    for sheet in book.worksheets:
        _unmark(sheet)
    _write_findings(book.create_sheet(FINDINGS, 0), result.said)
    _mark(book, result.said)
    book.active = 0
    return saved(book, FINDINGS)


def _write_findings(sheet: Worksheet, said: Sequence[Said]) -> None:
    pen = Pen(sheet)
    for number, (title, _) in enumerate(COLUMNS, 1):
        pen.head(1, number, title)
    for row, one in enumerate(said, 2):
        finding = one.finding
        texts = (
            finding.severity.label,
            step_of(finding),
            finding.where,
            finding.message,
            "、".join(map(clause_label, finding.clauses)),
            finding.act,
            finding.code,
            one.waiver,
        )
        pen.put(row, 1, row - 1)
        for number, text in enumerate(texts, SEVERITY_COLUMN):
            pen.put(row, number, ILLEGAL_CHARACTERS_RE.sub("", text) or None)
        fit_height(sheet, row, zip(("", *texts), (width for _, width in COLUMNS), strict=True))
        if not one.waiver:
            sheet.cell(row, SEVERITY_COLUMN).fill = FILLS[finding.severity]
    if not said:
        pen.put(2, 5, "没有检出问题")
    set_widths(sheet, (width for _, width in COLUMNS))
    sheet.freeze_panes = "A2"
    set_up_page(sheet, "1:1")


def _mark(book: Workbook, said: Sequence[Said]) -> None:
    notes: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        place = _cell_of(book, one.finding.where)
        if place and not one.waiver:
            notes.setdefault(place, []).append(one)
    for (title, ref), here in notes.items():
        cell = book[title][ref]
        if not isinstance(cell, Cell):
            continue
        cell.fill = FILLS[here[0].finding.severity]
        lines = [f"【{one.finding.severity.label}】{one.finding.message}（{one.finding.code}）" for one in here]
        if len(lines) > MARKED_PER_CELL:
            lines = [*lines[:MARKED_PER_CELL], f"另有{len(lines) - MARKED_PER_CELL}处，见“{FINDINGS}”"]
        text = ILLEGAL_CHARACTERS_RE.sub("", "\n".join(lines))
        cell.comment = Comment(text, AUTHOR, width=360, height=min(60 + 44 * len(here), 320))


def _cell_of(book: Workbook, where: str) -> tuple[str, str] | None:
    """The cell a place means: ``评价小组 B5`` itself, ``评价小组 第5行`` its first, a sheet alone its title."""
    match = _PLACE.match(where)
    title = match["sheet"] if match else where
    if title not in book.sheetnames:
        return None
    if match is None:
        return title, "A1"
    return title, match["ref"] or f"A{match['row']}"


def _unmark(sheet: Worksheet) -> None:
    """Take off the marks of an earlier check."""
    for cell in list(sheet._cells.values()):
        if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = PatternFill()
