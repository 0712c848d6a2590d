"""A sheet of very many rows is written row by row and is the same sheet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from jiheng.demo.preparation.project import demo_preparation
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.preparation.shapes import Preparation, Task
from jiheng.workbooks.preparation.long_sheets import LONG
from jiheng.workbooks.preparation.looks import CannotKeep
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.preparation.writer import preparation_book, write_preparation


def long(**changes: object) -> Preparation:
    """The demonstration project with a few lines more than are written the usual way."""
    made = []
    for number in range(LONG + 50):
        line = FundLine(
            str(number),
            "甲1号",
            "3月",
            "项目法",
            "每户",
            "自建",
            "道路",
            "东乡",
            f"第{number}户",
            Decimal(number) / 100,
        )
        made.append(line)
    made[7] = replace(
        made[7], payee="=1+1", note="两行\n文字 <甲> & “乙” ", actual=Decimal("0.07"), budget=Decimal("-1.50")
    )
    made[9] = replace(made[9], payee="_x0041_", note="　前后有空格　")
    made[LONG] = replace(made[LONG], **changes)  # type: ignore[arg-type]  # fields of a line
    return replace(demo_preparation(), lines=tuple(made))


def lines_of(preparation: Preparation) -> list[FundLine]:
    return [replace(line, where="") for line in preparation.lines]


def test_every_row_reads_back_the_same() -> None:
    wanted = long()
    read = read_preparation("a.xlsx", write_preparation(wanted))
    assert lines_of(read.preparation)[:7] == lines_of(wanted)[:7]
    assert len(read.preparation.lines) == LONG + 50
    odd = read.preparation.lines[7]
    assert (odd.payee, odd.actual, odd.budget) == ("=1+1", Decimal("0.07"), Decimal("-1.50"))
    assert odd.note == "两行\n文字 <甲> & “乙”"
    assert read.preparation.lines[9].payee == "_x0041_"
    assert (
        read.preparation.indicators
        == read_preparation("b.xlsx", write_preparation(demo_preparation())).preparation.indicators
    )


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write_preparation(long()) == write_preparation(long())


def test_rows_look_like_those_of_a_short_sheet() -> None:
    book = load_workbook(BytesIO(write_preparation(long())))
    usual = load_workbook(BytesIO(write_preparation(replace(long(), lines=long().lines[:20]))))
    sheet, model = book["预算执行明细"], usual["预算执行明细"]
    assert sheet.dimensions == f"A1:O{LONG + 53}"
    for row in (4, 5, 11, LONG + 53):
        for column in (1, 9, 10, 15):
            one, other = sheet.cell(row, column), model.cell(4, column)
            assert looks(one) == looks(other)
    assert sheet.row_dimensions[11].height == model.row_dimensions[11].height
    assert sheet.freeze_panes == model.freeze_panes
    assert sheet.cell(11, 9).value == "=1+1"
    assert sheet.cell(11, 9).data_type != "f"


def looks(cell: Any) -> tuple[object, ...]:
    return cell.number_format, cell.border.bottom.style, cell.border.left.style, cell.alignment.wrap_text


def test_dates_of_a_long_sheet_are_dates() -> None:
    tasks = tuple(Task(f"工作{n}", "吴倩", date(2023, 3, 1), date(2023, 3, 2)) for n in range(LONG + 5))
    read = read_preparation("a.xlsx", write_preparation(replace(demo_preparation(), tasks=tasks)))
    assert [replace(task, where="") for task in read.preparation.tasks] == list(tasks)


@pytest.mark.parametrize(
    ("note", "said"), [("字" * 32_768, "32768个字，一个单元格最多32767个字"), ("控\x01制", "存不下的控制符")]
)
def test_what_no_cell_can_hold_is_named_with_its_place(note: str, said: str) -> None:
    with pytest.raises(CannotKeep, match=said) as refused:
        write_preparation(long(note=note))
    assert f"预算执行明细 O{LONG + 4}" in str(refused.value)


def test_the_marked_workbook_keeps_every_row() -> None:
    assert preparation_book(long())["预算执行明细"].max_row == LONG + 53
