"""A recorded draw comes back, can be redone, and gives itself away when anything was changed."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from jiheng.demo.preparation.project import demo_preparation
from jiheng.rules.preparation.check import sampling_result
from jiheng.rules.sampling.draw import verify_draw
from jiheng.workbooks.preparation.sampling_record import SamplingRecord, read_record, write_record
from jiheng.workbooks.refusals import CannotRead
from tests.workbooks.building import saved, workbook_bytes
from tests.workbooks.preparation.demo_book import DEMO

RESULT = sampling_result(demo_preparation())
assert RESULT.draw is not None
DRAW = RESULT.draw
RECORD = write_record(demo_preparation(), DRAW)


def differences(change: Callable[[Workbook], object]) -> tuple[str, ...]:
    book = load_workbook(io.BytesIO(RECORD))
    change(book)
    record = read_record("抽样记录.xlsx", saved(book))
    return verify_draw(record.draw, record.frame, record.draw.seed)


def cell(title: str, ref: str, value: str | float) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[title][ref] = value

    return change


def test_the_record_comes_back_as_it_was_drawn() -> None:
    record = read_record("抽样记录.xlsx", RECORD)
    assert record == SamplingRecord(DRAW, record.frame, ())
    assert verify_draw(record.draw, record.frame, record.draw.seed) == ()


def test_the_same_draw_is_recorded_in_the_same_bytes() -> None:
    assert write_record(demo_preparation(), DRAW) == RECORD


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (cell("抽中样本点", "F4", "梅湾镇人民政府"), "梅湾镇人民政府"),
        (cell("抽样框", "J4", 100000.01), "抽样框与记录不符"),
        (cell("抽样框", "I5", "别的镇人民政府"), "抽样框与记录不符"),
        (cell("抽样记录", "B6", "20230302"), "抽中的单元"),
        (cell("抽样记录", "B7", "0" * 64), "抽样框与记录不符"),
        (cell("抽样记录", "B5", "抓阄"), "抓阄"),
        (lambda book: book["抽中样本点"].delete_rows(4), "记录里没有"),
    ],
    ids=["drawn", "money", "unit", "seed", "hash", "method", "left out"],
)
@pytest.mark.clause("cq2023-7/9")
def test_whatever_was_changed_afterwards_comes_to_light(change: Callable[[Workbook], object], word: str) -> None:
    assert any(word in said for said in differences(change))


def test_the_order_of_the_lines_does_not_matter() -> None:
    def turned_round(book: Workbook) -> None:
        sheet = book["抽样框"]
        rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=4)]
        for number, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    assert differences(turned_round) == ()


def test_another_workbook_is_no_record() -> None:
    with pytest.raises(CannotRead):
        read_record("评价准备.xlsx", DEMO)
    with pytest.raises(CannotRead):
        read_record("表.xlsx", workbook_bytes({"抽样记录": [("项目", "内容")]}))


def test_who_drew_and_when_stands_on_the_record() -> None:
    sheet = load_workbook(io.BytesIO(RECORD))["抽样记录"]
    lines = {str(row[0].value).strip("*"): row[1].value for row in sheet.iter_rows(min_row=4)}
    assert lines["抽取人"] == "吴倩"
    assert str(lines["抽取日期"]).startswith(date(2023, 3, 1).isoformat())
    assert lines["见证人签字"] is None
