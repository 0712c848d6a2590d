"""All annexes in one workbook: sheets, figures, merged cells, how it prints, and that nothing becomes a formula."""

import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from jiheng.reports.report_workbook import annex_workbook, sheet_name
from jiheng.reports.workbook_sheet import number_of
from jiheng.rules.reporting.content import Annex, Block, Table
from tests.reports.full_report import full_content
from tests.rules.reporting.contents import SCORES, small_content

FULL = annex_workbook(full_content())

pytestmark = pytest.mark.clause("cq2023-7/32")


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_first_sheet_lists_the_annexes_with_a_link_to_each() -> None:
    book = opened(FULL)
    first = book.worksheets[0]
    assert first.title == "目录"
    rows = [[cell.value for cell in row] for row in first.iter_rows(min_row=4)]
    assert rows[0] == ["附件", "名称", "工作表"]
    assert [row[2] for row in rows[1:]] == book.sheetnames[1:]
    assert rows[12][:2] == ["附件12", "其他需要说明的事项"]
    assert all(len(name) <= 31 for name in book.sheetnames)
    link = first["C5"].hyperlink
    assert link is not None
    assert link.location == f"'{book.sheetnames[1]}'!A1"


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("附件1 [甲]/乙:丙*?'", (), "附件1 _甲__乙_丙___"),
        ("长" * 40, (), "长" * 31),
        ("长" * 40, ("长" * 31,), "长" * 27 + "_2"),
        ("Abc", ("aBC", "abc_2"), "Abc_3"),
    ],
)
def test_a_sheet_has_a_name_it_may_have(wanted: str, taken: tuple[str, ...], name: str) -> None:
    assert sheet_name(wanted, taken) == name


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("1,234,567.80", "1234567.80", "#,##0.00"),
        ("4.75", "4.75", "0.00"),
        ("-0.5", "-0.5", "0.0"),
        ("0", "0", "0"),
        ("82.50%", "0.8250", "0.00%"),
    ],
)
def test_a_plain_figure_is_an_exact_number_shown_as_printed(text: str, number: str, shown: str) -> None:
    assert number_of(text) == (Decimal(number), shown)


@pytest.mark.parametrize("text", ["", "—", "007", "1,23", "5分", "12345678901234567", "1e5", "≥95%", "１２", "٣"])
def test_what_is_no_plain_figure_stays_text(text: str) -> None:
    assert number_of(text) is None


def test_tables_stand_below_each_other_with_their_captions() -> None:
    sheet = opened(FULL).worksheets[4]
    column = [cell.value for cell in sheet["A"]]
    assert column[0] == "附件4　项目预算执行汇总表"
    assert [text for text in column if str(text).startswith("表")] == ["表4　预算执行情况", "表5　项目预算执行明细"]
    assert sheet["C5"].value == 24_000_000
    assert sheet["C5"].number_format == "#,##0.00"
    assert sheet["E5"].value == pytest.approx(0.963)
    assert sheet["A9"].value == "合计"
    assert sheet["A9"].font.b


def test_equal_neighbours_are_one_cell_and_common_heads_span_theirs() -> None:
    sheet = opened(FULL).worksheets[2]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"D4:N4", "A4:A5", "O4:P4", "A6:A15"} <= merged
    assert sheet["D4"].value == "产出指标得分"
    assert sheet["D5"].value == "产出指标1"
    assert sheet["A4"].value == "片区"


def test_the_head_stays_in_sight_and_on_every_printed_page() -> None:
    sheet = opened(FULL).worksheets[2]
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert opened(FULL).worksheets[3].page_setup.orientation == "portrait"


def test_nothing_that_was_written_becomes_a_formula() -> None:
    rows = (("=1+1", "+2"), ("-cmd", "@x"), ("_x0041_", "甲\x07"))
    table = Table("=题", ("=头", "乙"), rows, (50, 50), (1,))
    odd = replace(small_content(), annexes=(Annex("odd", "=附", (Block(table=table, text="=SUM(A1)"),)),))
    content = annex_workbook(odd)
    with ZipFile(BytesIO(content)) as package:
        parts = "".join(package.read(name).decode() for name in package.namelist() if "sheet" in name)
    assert "<f>" not in parts
    sheet = opened(content).worksheets[1]
    assert [[cell.value for cell in row] for row in sheet["A6:B8"]] == [
        ["=1+1", "+2"],
        ["-cmd", "@x"],
        ["_x005F_x0041_", "甲"],
    ]
    assert all(cell.data_type == "s" for row in sheet["A6:B8"] for cell in row)
    assert sheet["A6"].quotePrefix


def test_an_annex_without_tables_is_written_too() -> None:
    sheet = opened(FULL).worksheets[8]
    assert sheet["A2"].value == "1.您对村道养护是否满意？"
    assert sheet.freeze_panes is None


def test_the_same_content_gives_the_same_bytes() -> None:
    assert annex_workbook(full_content()) == FULL
    assert annex_workbook(small_content()) == annex_workbook(small_content())
    assert SCORES.rows[0][3] == "4.75"


@pytest.mark.office
def test_libreoffice_prints_it_with_its_heads(tmp_path: Path) -> None:
    (tmp_path / "附件.xlsx").write_bytes(FULL)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), "附件.xlsx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
    printed = tmp_path / "附件.pdf"
    assert printed.exists(), done.stdout + done.stderr
    pages = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True).stdout
    evidence = [page for page in re.sub(r"[ \n]", "", pages).split("\f") if "ZL-01" in page]
    assert evidence
    assert all("资料编号" in page for page in evidence)
