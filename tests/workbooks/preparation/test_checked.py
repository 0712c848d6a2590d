"""The checked workbook: findings in front, marks on the cells, everything else as it came in."""

import io
from datetime import date

from openpyxl import Workbook, load_workbook

from jiheng.rules.law import rulebook
from jiheng.rules.preparation.check import check
from jiheng.workbooks.preparation.checked import checked_workbook
from jiheng.workbooks.preparation.reader import read_preparation
from tests.workbooks.preparation.demo_book import DEMO, changed_book, put

ON = date(2023, 3, 1)


def checked(content: bytes) -> bytes:
    read = read_preparation("评价准备.xlsx", content)
    return checked_workbook(
        content, read.preparation, check(read.preparation, rulebook("cq2023-7", ON), ON, read.findings)
    )


def wrong(book: Workbook) -> None:
    put(book, "评价小组", "角色", 1, "组长")
    put(book, "预算执行明细", "预算数", 1, 100000.01)
    put(book, "预算执行明细", "备注", 1, "=1+1")


def test_the_findings_stand_in_front_the_gravest_first() -> None:
    book = load_workbook(io.BytesIO(checked(changed_book(wrong))))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert sheet.title == "检查结果"
    severities = [str(row[1]) for row in rows]
    assert severities == sorted(severities, key=["阻断", "记录", "提醒", "提示"].index)
    assert {"E-P-05", "E-B7-1", "E-P-08"} <= {row[7] for row in rows}
    waived = next(row for row in rows if row[7] == "W-B11-1")
    assert "不拆分" in str(waived[8])


def test_the_cells_are_marked_with_what_is_wrong() -> None:
    book = load_workbook(io.BytesIO(checked(changed_book(wrong))))
    comment = book["评价小组"]["B4"].comment
    assert comment is not None
    assert "组长" in comment.text
    assert book["评价小组"]["B4"].fill.fgColor.rgb == "00FCD9D6"
    assert book["下达文件"]["A4"].comment is not None
    assert book["评价小组"]["A5"].comment is None


def test_what_was_handed_in_still_reads_the_same() -> None:
    before = read_preparation("甲.xlsx", DEMO)
    after = read_preparation("甲.xlsx", checked(DEMO))
    assert after == before


def test_checking_the_checked_workbook_takes_off_the_old_marks() -> None:
    marked = checked(changed_book(wrong))
    mended = load_workbook(io.BytesIO(marked))
    put(mended, "评价小组", "角色", 1, "主评人")
    out = io.BytesIO()
    mended.save(out)
    book = load_workbook(io.BytesIO(checked(out.getvalue())))
    assert book["评价小组"]["B4"].comment is None
    assert book.sheetnames.count("检查结果") == 1


def test_no_formula_is_live_in_it() -> None:
    book = load_workbook(io.BytesIO(checked(changed_book(wrong))))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert checked(DEMO) == checked(DEMO)
