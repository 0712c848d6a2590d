"""All annexes of a report as one workbook: a list of them, then a sheet each with its tables one below the other."""

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.files.sealing import sealed
from jiheng.reports.workbook_sheet import CAPTION, HEAD, ROW, Pen, SheetWriter, set_up_page
from jiheng.rules.reporting.content import Annex, Block, ReportContent

FIRST: Final = "目录"
LONGEST_NAME: Final = 31
WRITTEN: Final = datetime(2020, 1, 1)  # noqa: DTZ001  a workbook's own dates carry no zone
CORE: Final = "docProps/core.xml"
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def annex_workbook(content: ReportContent) -> bytes:
    """The workbook as ``.xlsx`` bytes; the same content gives the same bytes."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = FIRST
    names: list[str] = []
    tables = 0
    for number, annex in enumerate(content.annexes, 1):
        name = sheet_name(f"附件{number} {annex.title}", [FIRST, *names])
        names.append(name)
        tables = _annex_sheet(book.create_sheet(name), number, annex, tables)
    _list(first, content, names)
    return _saved(book, content.title)


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name a sheet may have: without forbidden signs, short enough, and no other sheet's."""
    clean = _NOT_IN_NAMES.sub("_", wanted).strip()[:LONGEST_NAME]
    used = {name.casefold() for name in taken}
    name, number = clean, 2
    while name.casefold() in used:
        name, number = f"{clean[: LONGEST_NAME - 4]}_{number}", number + 1
    return name


def _annex_sheet(sheet: Worksheet, number: int, annex: Annex, tables: int) -> int:
    """Write one annex; gives how many tables there are so far, as they are numbered through."""
    writer = SheetWriter(sheet, [block.table for block in annex.blocks if block.table])
    writer.line(f"附件{number}　{annex.title}", CAPTION)
    for block in annex.blocks:
        tables += block.table is not None
        _block(writer, block, tables)
    writer.finish()
    set_up_page(sheet, wide=annex.wide or len(writer.widths) > 8, title_rows=writer.title_rows)
    return tables


def _block(writer: SheetWriter, block: Block, number: int) -> None:
    if block.heading:
        writer.line(block.heading, CAPTION)
    for line in filter(str.strip, block.text.splitlines()):
        writer.line(line.strip())
    if block.table is not None:
        writer.table(block.table, f"表{number}　{block.table.caption}")
    if block.chart is not None:
        writer.line(f"{block.chart.title}：{block.chart.alt}")


def _list(sheet: Worksheet, content: ReportContent, names: list[str]) -> None:
    """What the workbook is of, and its sheets with a link to each."""
    pen = Pen(sheet)
    pen.put((1, 1), content.title, CAPTION)
    about = f"{content.kind.value}　项目编号：{content.code}　评价机构：{content.agency}"
    pen.put((2, 1), "　".join((about, *content.marks)))
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
    for column, head in enumerate(("附件", "名称", "工作表"), 1):
        pen.put((4, column), head, HEAD)
    for row, (annex, name) in enumerate(zip(content.annexes, names, strict=True), 5):
        for column, text in enumerate((f"附件{row - 4}", annex.title, name), 1):
            pen.put((row, column), text, ROW)
        linked = sheet.cell(row, 3)
        linked.hyperlink = Hyperlink(ref=linked.coordinate, location=f"'{name}'!A1")
    for letter, width in (("A", 10), ("B", 60), ("C", 40)):
        sheet.column_dimensions[letter].width = width
    set_up_page(sheet, wide=False, title_rows="4:4")


def _saved(book: Workbook, title: str) -> bytes:
    book.properties.creator = book.properties.lastModifiedBy = "绩衡"
    book.properties.title = title
    book.properties.created = WRITTEN
    loose = BytesIO()
    book.save(loose)
    moment = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return sealed(
        loose.getvalue(),
        lambda name, part: (_MODIFIED.sub(rb"\g<1>" + moment, part) if name == CORE else part,),
    )
