"""Cells: exact numbers, percentages as shown, dates, errors, formulas without a saved result."""

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
import xlwt
from openpyxl import Workbook

from jiheng.rules.recheck.shapes import Cell
from jiheng.workbooks.cell_notes import CellNotes
from jiheng.workbooks.grid import Grid, exact_number, text_cell
from jiheng.workbooks.number_formats import display_for
from jiheng.workbooks.opening import open_workbook
from tests.workbooks.building import saved

Written = str | float | bool | date


def grid_of(
    values: Mapping[str, Written], formats: dict[str, str] | None = None, merges: tuple[str, ...] = ()
) -> Grid:
    book = Workbook()
    sheet = book.worksheets[0]
    for place, value in values.items():
        sheet[place] = value
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    for area in merges:
        sheet.merge_cells(area)
    return open_workbook("表.xlsx", saved(book)).grids[0]


def cell_of(value: Written, number_format: str = "General") -> Cell:
    return grid_of({"A1": value, "A2": "注"}, {"A1": number_format}).own(0, 0)


@pytest.mark.parametrize(
    ("value", "number_format", "text", "number"),
    [
        (10, "General", "10", "10"),
        (9.55, "General", "9.55", "9.55"),
        (0.1 + 0.2, "General", "0.3", "0.3"),
        (8.620000000000001, "General", "8.62", "8.62"),
        (1234567.5, "#,##0.00", "1234567.5", "1234567.5"),
        (0.86, "0%", "86%", "0.86"),
        (0.862037, "0.00%", "86.2037%", "0.862037"),
        (1, "0%", "100%", "1"),
        (50, '0"个"', "50个", "50"),
        (0.95, '"≥"0%', "≥95%", "0.95"),
        (12, "0.00_ ", "12", "12"),
        (3, "¥#,##0.00", "3", "3"),
    ],
)
def test_numbers_are_exact_and_shown_as_on_the_sheet(
    value: float, number_format: str, text: str, number: str
) -> None:
    cell = cell_of(value, number_format)
    assert (cell.text, cell.number) == (text, Decimal(number))
    assert cell.is_percent == ("%" in number_format)


@pytest.mark.parametrize(
    ("text", "number", "percent"),
    [
        ("50", "50", False),
        (" 1,280.5 ", "1280.5", False),
        ("102.59%", "1.0259", True),
        ("８６％", "0.86", True),
        ("-3", "-3", False),
        ("50个", None, False),
        ("≥50", None, False),
        ("12,34", None, False),
        ("100百分比", None, False),
        ("2021年", None, False),
    ],
)
def test_a_plain_number_written_as_text_is_read(text: str, number: str | None, percent: bool) -> None:
    cell = text_cell("A1", text)
    assert cell.number == (None if number is None else Decimal(number))
    assert cell.is_percent == percent
    assert cell.text == text.strip()


def test_an_exact_number_has_no_trailing_point() -> None:
    assert str(exact_number(100.0)) == "100"
    assert exact_number(1e-7) == Decimal("0.0000001")


def test_dates_are_written_as_people_say_them() -> None:
    assert cell_of(date(2021, 12, 31), "yyyy-mm-dd").text == "2021年12月31日"


def test_truth_values_are_chinese_words() -> None:
    assert cell_of(True).text == "是"


def test_an_error_value_is_kept_with_its_place() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["B3"] = "#REF!"
    sheet["B3"].data_type = "e"
    cell = open_workbook("表.xlsx", saved(book)).grids[0].own(2, 1)
    assert (cell.error, cell.text, cell.ref, cell.number) == ("#REF!", "#REF!", "B3", None)


def test_a_formula_without_a_saved_result_says_so() -> None:
    cell = grid_of({"A1": "合计", "C2": "=SUM(A1:B1)"}).own(1, 2)
    assert cell.uncached
    assert (cell.ref, cell.text, cell.number) == ("C2", "", None)


@pytest.mark.parametrize("written", ["=10个", "=100%", "=46.16万元", "=5"])
def test_a_sign_and_a_value_saved_as_a_formula_is_the_text_people_typed(written: str) -> None:
    cell = grid_of({"A1": written}).own(0, 0)
    assert (cell.text, cell.uncached) == (written, False)


def test_merged_areas_are_seen_from_every_place_but_owned_by_the_first() -> None:
    grid = grid_of({"A1": "产出指标", "C1": "x", "C3": "y"}, merges=("A1:B3",))
    assert grid.at(2, 1).text == "产出指标"
    assert not grid.own(2, 1)
    assert grid.last_column(0, 0) == 1
    assert [cell.ref for _, cell in grid.filled(0)] == ["A1", "C1"]


def test_a_merged_area_over_the_whole_sheet_costs_nothing() -> None:
    grid = Grid("表", [["标题", ""], ["", "x"]], [((0, 0), (1048575, 16383))], CellNotes())
    assert grid.at(1, 0).text == "标题"
    assert len(grid.anchors) == 3


@pytest.mark.parametrize("code", ["General", "@", "yyyy-mm-dd", 'yyyy"年"m"月"', "0.00", "#,##0", "0.00E+00"])
def test_formats_that_change_nothing_are_ignored(code: str) -> None:
    assert display_for(code) is None


def test_old_workbooks_give_percentages_errors_and_unsaved_formulas_too() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 1, 0, 1, "合并")
    percent = xlwt.easyxf(num_format_str="0%")
    sheet.write(2, 0, 0.86, percent)
    sheet.write(2, 1, 0.123456789, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(3, 0, 12)
    sheet.write(3, 1, xlwt.Formula("1+1"))
    sheet.write(4, 0, date(2021, 12, 31), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(5, 0, 7, xlwt.easyxf(num_format_str='0"个"'))
    sheet.row(6).set_cell_error(0, 0x17)
    sheet.write(7, 0, 1, percent)
    sheet.write(7, 1, 0.5, percent)
    out = io.BytesIO()
    book.save(out)
    grid = open_workbook("表.xls", out.getvalue()).grids[0]
    assert grid.at(1, 1).text == "合并"
    texts = [grid.own(*place).text for place in ((2, 0), (2, 1), (3, 0), (4, 0), (5, 0), (7, 0), (7, 1))]
    assert texts == ["86%", "12.3456789%", "12", "2021年12月31日", "7个", "100%", "50%"]
    assert grid.own(3, 1).uncached
    assert grid.own(6, 0).error == "#REF!"
