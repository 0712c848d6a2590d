"""The forms of sample points: what goes out, and how filled ones come back without anything passed over."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.sampling.frame import Unit
from jiheng.rules.sampling.points import Point, PointKind
from jiheng.rules.sampling.shapes import UnitKind
from jiheng.rules.surveys.point_entries import PointEntry, point_entries, with_written
from jiheng.rules.surveys.shapes import BaseField, PointValue
from jiheng.workbooks.preparation.point_form_reading import ReadForms, read_forms
from jiheng.workbooks.preparation.point_forms import point_forms, sheet_name
from jiheng.workbooks.preparation.point_table import point_table

PROJECT = "村道养护补助"
FIELDS = (
    BaseField("养护里程", "基本情况", "数值", "公里", source_rule="取自台账", indicators=("C1",)),
    BaseField("路面类型", "基本情况", "枚举", choices=("水泥", "沥青", "砂石")),
    BaseField("金额", "获得资金支持情况", "数值", "元"),
    BaseField("", "支持条件情况", declined="没有设条件"),
    BaseField("有无资金专账", "管理措施及落实", "是否", indicators=("G1", "C1")),
    BaseField("金额", "合同及履行", "数值", "元"),
    BaseField("验收日期", "合同及履行", "日期"),
    BaseField("合同价", "合同及履行", "数值", "元", sample_kind="工程合同"),
)


def point(key: str, kind: UnitKind = UnitKind.PAYEE, came: PointKind = PointKind.DRAWN) -> Point:
    values = {Dimension.AREA: ("东片",), Dimension.USE: ("养护",), Dimension.MANAGEMENT: ("村自建",)}
    return Point(Unit("养护｜东片", key, kind, Decimal("600000.50"), values, ("1",)), came)


SHIQIAO, LIUPING = point("石桥镇政府"), point("柳坪镇政府", came=PointKind.MANUAL)
BRIDGE = point("QL/2022[03]", UnitKind.CONTRACT)
POINTS = (SHIQIAO, LIUPING, BRIDGE)
KNOWN = (
    PointValue(SHIQIAO.unit.id, "养护里程", "12.4", "Z-01"),
    PointValue(SHIQIAO.unit.id, "验收日期", "2023-05-01"),
    PointValue(SHIQIAO.unit.id, "合同及履行／金额", "598000.5"),
    PointValue(LIUPING.unit.id, "路面类型", "水泥"),
)
ENTRIES = point_entries(POINTS, FIELDS, KNOWN)
EMPTY = point_entries(POINTS, FIELDS, ())


def forms(entries: Sequence[PointEntry] = EMPTY) -> bytes:
    return point_forms(PROJECT, entries, FIELDS)


def sheet_of(book: Workbook, number: int) -> Worksheet:
    return book.worksheets[number - 1]


def row_of(sheet: Worksheet, name: str, nth: int = 1) -> int:
    rows = [cell.row for cell in sheet["A"] if cell.value == name]
    return int(rows[nth - 1])


def refilled(change: Callable[[Workbook], None], content: bytes | None = None) -> bytes:
    book = load_workbook(BytesIO(content or forms()))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(
    name: str, value: float | str | None, evidence: str = "", *, number: int = 1, nth: int = 1
) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book, number)
        row = row_of(sheet, name, nth)
        sheet.cell(row, 4).value = value
        sheet.cell(row, 5).value = evidence or None

    return change


def read(*contents: bytes, entries: Sequence[PointEntry] = EMPTY) -> ReadForms:
    return read_forms([(f"{number}.xlsx", content) for number, content in enumerate(contents, 1)], entries)


# Out


def test_a_form_shows_its_point_and_only_the_columns_of_its_kind() -> None:
    sheet = sheet_of(load_workbook(BytesIO(forms())), 1)
    assert (sheet["A1"].value, sheet["A2"].value) == ("样本点基础信息表", "项目名称：村道养护补助")
    assert (sheet["A3"].value, sheet["B3"].value) == ("样本点编号", "养护｜东片|石桥镇政府")
    shown = {sheet.cell(row, c).value: sheet.cell(row, c + 1).value for row in range(4, 8) for c in (1, 3)}
    assert shown | {None: None} == {
        "名称": "石桥镇政府", "类型": "补助对象", "区域": "东片", "用途": "养护", "管理模式": "村自建",
        "资金额度（元）": 600000.5, "随机/重点": "随机", None: None,
    }  # fmt: skip
    first_column = [cell.value for cell in sheet["A"]]
    assert "一、基本情况" in first_column
    assert "不适用：没有设条件" in first_column
    assert "合同价" not in first_column
    assert "合同价" in [cell.value for cell in sheet_of(load_workbook(BytesIO(forms())), 3)["A"]]


def test_choices_are_offered_as_lists_and_the_sheet_prints_on_a4() -> None:
    sheet = sheet_of(load_workbook(BytesIO(forms())), 1)
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered == {
        f"D{row_of(sheet, '路面类型')}": '"水泥,沥青,砂石"',
        f"D{row_of(sheet, '有无资金专账')}": '"是,否"',
    }
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)


def test_sheet_names_are_what_a_spreadsheet_allows_and_never_the_same() -> None:
    long = "青岚县人民政府农村公路建设养护管理办公室第一工程项目部"
    entries = point_entries((point(long + "甲"), point(long + "乙"), BRIDGE), FIELDS, ())
    names = [sheet_name(entry) for entry in entries]
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)
    assert names[2] == "3．QL＿2022＿03＿"


def test_the_same_contents_are_the_same_bytes() -> None:
    assert forms(ENTRIES) == forms(ENTRIES)
    assert point_table(PROJECT, ENTRIES) == point_table(PROJECT, ENTRIES)


def test_the_table_of_all_points_has_a_double_head_and_one_row_a_point() -> None:
    sheet = load_workbook(BytesIO(point_table(PROJECT, ENTRIES))).worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    assert heads[:8] == ["样本点编号", "名称", "类型", "区域", "用途", "管理模式", "资金额度（元）", "随机/重点"]
    assert heads[-2:] == ["关联指标编号", "资料编号"]
    assert {"I3:J3", "M3:O3", "A3:A4"} <= {str(area) for area in sheet.merged_cells.ranges}
    below = [cell.value for cell in sheet[4]][8:-2]
    assert below == [
        "养护里程（公里）",
        "路面类型",
        "金额（元）",
        "有无资金专账",
        "金额（元）",
        "验收日期",
        "合同价（元）",
    ]
    first = [cell.value for cell in sheet[5]]
    assert (first[8], first[12], first[14], first[15], first[16]) == (12.4, 598000.5, "／", "C1、G1", "Z-01")
    assert [cell.value for cell in sheet[8]][:7] == ["合计", "3个样本点", None, None, None, None, 1800001.5]


# And back


def test_what_went_out_comes_back_and_says_nothing_new() -> None:
    back = read(forms(ENTRIES), entries=ENTRIES)
    assert back.findings == ()
    assert back.points == tuple(entry.id for entry in ENTRIES)
    assert with_written(KNOWN, POINTS, FIELDS, back.written) == KNOWN


def test_values_of_several_files_come_together_and_those_of_other_points_stay() -> None:
    from_zheng = refilled(fill("养护里程", 15.25, "Z-07"))
    from_wu = refilled(fill("有无资金专账", "有", number=2))
    back = read(from_zheng, from_wu)
    assert back.findings == ()
    kept = with_written(KNOWN, POINTS, FIELDS, back.written)
    assert kept[0] == PointValue(SHIQIAO.unit.id, "养护里程", "15.25", "Z-07")
    assert kept[1:4] == KNOWN[1:]
    assert kept[4:] == (PointValue(LIUPING.unit.id, "有无资金专账", "是"),)


def test_two_columns_of_one_name_are_told_apart_by_their_group() -> None:
    back = read(refilled(fill("金额", 100, nth=1)), refilled(fill("金额", 200, nth=2)))
    here = SHIQIAO.unit.id
    assert back.written == {(here, "金额"): ("100", ""), (here, "合同及履行／金额"): ("200", "")}


@pytest.mark.parametrize(
    ("name", "value", "code", "says"),
    [
        ("养护里程", "约12", "E-P-04", "“养护里程”填的“约12”不是数"),
        ("路面类型", "石板", "E-P-05", "请选：水泥、沥青、砂石"),
        ("验收日期", "2023年5月", "E-P-03", "不是日期"),
        ("有无资金专账", "部分", "E-P-05", "请选“是”或“否”"),
    ],
)
def test_an_unreadable_value_is_named_with_sheet_and_cell_and_the_rest_is_kept(
    name: str, value: str, code: str, says: str
) -> None:
    def change(book: Workbook) -> None:
        fill(name, value)(book)
        fill("金额", 9, nth=1)(book)

    content = refilled(change)
    row = row_of(sheet_of(load_workbook(BytesIO(content)), 1), name)
    back = read(content)
    assert [(found.code, found.where) for found in back.findings] == [(code, f"1.xlsx／1．石桥镇政府 D{row}")]
    assert says in back.findings[0].message
    assert back.written == {(SHIQIAO.unit.id, "金额"): ("9", "")}


def test_a_formula_that_failed_is_named() -> None:
    back = read(refilled(fill("养护里程", "=1/0")))
    assert [found.code for found in back.findings] == ["E-P-08"]
    assert back.written == {}


def test_a_changed_column_name_is_named_and_the_missing_one_too() -> None:
    def change(book: Workbook) -> None:
        fill("养护里程", 12)(book)
        sheet = sheet_of(book, 1)
        sheet.cell(row_of(sheet, "养护里程"), 1).value = "养护总里程"

    back = read(refilled(change))
    assert [found.code for found in back.findings] == ["E-P-07", "W-P-10"]
    assert "要素“养护总里程”不是这个样本点的列" in back.findings[0].message
    assert "没有要素“养护里程”的行，原来的值不变" in back.findings[1].message
    assert back.written == {}


def test_a_sheet_of_no_known_point_is_named() -> None:
    def change(book: Workbook) -> None:
        sheet_of(book, 1)["B3"] = "养护｜东片|河东镇政府"
        book.create_sheet("随手记").append(["养护里程", 12])

    back = read(refilled(change))
    assert [(found.code, found.where) for found in back.findings] == [
        ("E-P-07", "1.xlsx／1．石桥镇政府 B3"),
        ("N-P-14", "1.xlsx／随手记"),
    ]
    assert back.points == (LIUPING.unit.id, BRIDGE.unit.id)


def test_the_table_of_all_points_is_not_taken_for_a_form() -> None:
    back = read(point_table(PROJECT, ENTRIES))
    assert [found.code for found in back.findings] == ["N-P-14"]
    assert (back.points, back.written) == ((), {})


def test_two_files_that_differ_are_named_and_the_first_is_taken() -> None:
    back = read(refilled(fill("养护里程", 12)), refilled(fill("养护里程", 13)))
    assert back.written == {(SHIQIAO.unit.id, "养护里程"): ("12", "")}
    assert [found.code for found in back.findings] == ["W-I-03"]
    assert "前面读到“12”，这里填的是“13”" in back.findings[0].message


def test_a_file_that_cannot_be_opened_keeps_no_other_back() -> None:
    back = read("不是表格".encode(), refilled(fill("养护里程", 12)))
    assert back.written == {(SHIQIAO.unit.id, "养护里程"): ("12", "")}
    assert "1.xlsx" in back.findings[0].message


def test_an_evidence_number_alone_keeps_the_value_there_was() -> None:
    def change(book: Workbook) -> None:
        fill("养护里程", None, "Z-09")(book)

    back = read(refilled(change, forms(ENTRIES)), entries=ENTRIES)
    assert back.written[SHIQIAO.unit.id, "养护里程"] == ("12.4", "Z-09")


def test_values_of_points_that_left_the_sample_are_not_lost() -> None:
    gone = PointValue("养护｜东片|河东镇政府", "养护里程", "3")
    kept = with_written((gone, *KNOWN), POINTS, FIELDS, {(SHIQIAO.unit.id, "养护里程"): ("", "")})
    assert kept == (gone, *KNOWN[1:])


@pytest.mark.office
def test_libreoffice_opens_the_form_and_what_it_saves_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(forms(ENTRIES))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind in ("xlsx", "pdf"):
        command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", "out", "表.xlsx"]
        subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=180, check=True)
    back = read((tmp_path / "out/表.xlsx").read_bytes(), entries=ENTRIES)
    assert back.findings == ()
    assert with_written(KNOWN, POINTS, FIELDS, back.written) == KNOWN
    pages = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "out/表.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert pages.count("样本点基础信息表") == len(POINTS), "each point prints on a page of its own"


def test_the_form_of_a_replacement_says_so() -> None:
    swapped = replace(ENTRIES[0], point=replace(SHIQIAO, kind=PointKind.REPLACEMENT))
    sheet = load_workbook(BytesIO(forms((swapped,)))).worksheets[0]
    assert "替换" in [cell.value for cell in sheet["D"]]
