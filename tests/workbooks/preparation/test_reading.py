"""What people do to a workbook: every slip is said with its place, and nothing else is lost."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from jiheng.demo.preparation.project import demo_preparation
from jiheng.rules.finding import Severity
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.preparation.rows import all_columns
from jiheng.workbooks.refusals import CannotRead
from tests.workbooks.building import workbook_bytes
from tests.workbooks.preparation.demo_book import DEMO, TITLES, column_of, put, put_line, read_changed
from tests.workbooks.preparation.shapes_at_random import without_where


def said(change: object) -> list[tuple[str, str, str]]:
    read = read_changed(change)  # type: ignore[arg-type]  # the lambdas below
    return [(finding.code, finding.where, finding.message) for finding in read.findings]


def test_the_demonstration_reads_without_a_word() -> None:
    read = read_preparation("演示.xlsx", DEMO)
    assert read.findings == ()
    assert without_where(read.preparation) == demo_preparation()


def test_each_row_knows_where_it_stands() -> None:
    read = read_preparation("演示.xlsx", DEMO).preparation
    assert (read.project.where, read.lines[0].where, read.indicators[2].where) == (
        "项目基本信息", "预算执行明细 第4行", "评价指标 第6行"
    )  # fmt: skip


def test_columns_may_stand_in_any_order_below_lines_of_their_own() -> None:
    def turned_round(book: Workbook) -> None:
        sheet = book["预算执行明细"]
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows(min_row=TITLES)]
        book.remove(sheet)
        fresh = book.create_sheet("预算执行明细")
        fresh.append(["青岚县"])
        for row in [[], [], [], *rows]:
            fresh.append(row)

    read = read_changed(turned_round)
    assert without_where(read.preparation) == demo_preparation()
    assert not [finding for finding in read.findings if finding.severity is not Severity.NOTICE]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (12400.37, "12400.37"),
        ("12,400.37", "12400.37"),
        ("1.24万元", "12400"),
        ("１.２４万元", "12400"),
        ("¥12400.37", "12400.37"),
        ("0.000001亿元", "100"),
        (0.1 + 0.2, "0.3"),
        ("-5.5", "-5.5"),
        (1234567890123.45, "1234567890123.45"),
        ("99999999999999999.99", "99999999999999999.99"),
    ],
)
def test_money_is_read_to_the_cent(written: object, amount: str) -> None:
    read = read_changed(lambda book: put(book, "预算执行明细", "预算数", 1, written))
    assert read.preparation.lines[0].budget == Decimal(amount)
    assert read.findings == ()


def test_a_column_headed_in_ten_thousands_is_read_so() -> None:
    def in_wan(book: Workbook) -> None:
        sheet = book["下达文件"]
        sheet.cell(TITLES, column_of(sheet, "下达金额")).value = "下达金额（万元）"
        sheet.cell(TITLES + 1, 5).value = 299
        sheet.cell(TITLES + 2, 5).value = "1570000元"

    read = read_changed(in_wan)
    assert [release.amount for release in read.preparation.releases] == [Decimal(2990000), Decimal(1570000)]


@pytest.mark.parametrize("written", ["十万", "12.345", "1.0000001万元", "5%", "约3万元", "1,23,4"])
def test_what_is_no_money_names_its_cell_and_what_to_write(written: str) -> None:
    found = said(lambda book: put(book, "预算执行明细", "预算数", 2, written))
    assert [(code, where) for code, where, _ in found] == [("E-P-04", "预算执行明细 J5")]
    assert "“预算数”填的" in found[0][2]
    assert "请写" in found[0][2]


@pytest.mark.parametrize(
    "written",
    ["2023-05-01", "2023/5/1", "2023.5.1", "2023年5月1日", "20230501", date(2023, 5, 1), datetime(2023, 5, 1)],
)
def test_a_day_may_be_written_in_any_usual_way(written: object) -> None:
    read = read_changed(lambda book: put(book, "分工和时间", "开始日期", 1, written))
    assert read.preparation.tasks[0].starts == date(2023, 5, 1)
    assert read.findings == ()


@pytest.mark.parametrize("written", ["2023年5月", "五月一日", "2023-02-30", "45047", "2023-13-01"])
def test_what_is_no_day_names_its_cell(written: object) -> None:
    found = said(lambda book: put(book, "分工和时间", "开始日期", 1, written))
    assert [(code, where) for code, where, _ in found] == [("E-P-03", "分工和时间 C4")]
    assert "2023-05-01" in found[0][2]


def test_a_choice_beside_the_list_is_said_with_the_list() -> None:
    ((code, where, message),) = said(lambda book: put(book, "评价小组", "角色", 1, "组长"))
    assert (code, where) == ("E-P-05", "评价小组 B4")
    assert "主评人、第一主评人、成员" in message


def test_an_unusual_word_is_kept_and_remarked_upon() -> None:
    read = read_changed(lambda book: put(book, "评价指标", "计分方法", 1, "打分法"))
    assert read.preparation.indicators[0].method == "打分法"
    assert [finding.code for finding in read.findings] == ["W-P-11"]


def test_a_number_that_is_not_whole_and_a_score_that_is_none_are_said() -> None:
    assert [code for code, _, _ in said(lambda book: put(book, "评价小组", "从业年限", 1, "七年半"))] == ["E-P-04"]
    options = "很满意=一百、满意=80"
    ((code, _, message),) = said(lambda book: put(book, "问卷题目", "选项和分值", 1, options))
    assert code == "E-P-04"
    assert "很满意=一百" in message


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if not sheet.optional], ids=lambda sheet: sheet.title)
def test_a_missing_sheet_is_named(sheet: object) -> None:
    title = sheet.title  # type: ignore[attr-defined]  # a sheet of the layout
    found = said(lambda book: book.remove(book[title]))
    assert ("E-P-01", title) in [(code, where) for code, where, _ in found]
    assert any(f"“{title}”" in message for _, _, message in found)


def test_a_missing_optional_sheet_is_only_mentioned() -> None:
    read = read_changed(lambda book: book.remove(book["放行理由"]))
    assert [finding.code for finding in read.findings] == ["W-P-10"]
    assert read.preparation.waivers == ()


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        (sheet, column)
        for sheet in SHEETS
        if not sheet.form and sheet.title in {"预算执行明细", "评价指标", "进度时间要求", "沟通和交底"}
        for column in all_columns(sheet)
        if column.required
    ],
    ids=lambda each: each.title,
)
def test_a_missing_required_column_is_named_with_its_sheet(sheet: object, column: object) -> None:
    title, name = sheet.title, column.title  # type: ignore[attr-defined]  # of the layout
    found = said(lambda book: book[title].delete_cols(column_of(book[title], name)))
    assert ("E-P-02", title, f"工作表“{title}”缺少“{name}”列。请从模板取回这个名称，内容照填") in found


def test_columns_and_sheets_of_ones_own_are_left_and_said() -> None:
    def add(book: Workbook) -> None:
        sheet = book["评价小组"]
        sheet.cell(TITLES, 20).value = "手机号"
        book.create_sheet("草稿").append(["随手记"])

    read = read_changed(add)
    assert [(finding.code, finding.where) for finding in read.findings] == [
        ("N-P-14", "草稿"),
        ("N-P-14", "评价小组 T3"),
    ]
    assert without_where(read.preparation) == demo_preparation()


def test_a_column_that_stands_twice_is_said_and_the_first_is_read() -> None:
    def twice(book: Workbook) -> None:
        book["评价小组"].cell(TITLES, 20).value = "姓名"

    assert [code for code, _, _ in said(twice)] == ["W-P-13"]


def test_a_line_of_totals_is_no_entry() -> None:
    def with_total(book: Workbook) -> None:
        sheet = book["预算执行明细"]
        last = TITLES + 17
        sheet.cell(last, 1).value = "合 计"
        sheet.cell(last, 10).value = 4560000

    read = read_changed(with_total)
    assert len(read.preparation.lines) == 16
    assert [(finding.code, finding.where) for finding in read.findings] == [("N-P-15", "预算执行明细 第20行")]


def test_a_required_cell_left_blank_is_said_and_the_row_is_kept() -> None:
    read = read_changed(lambda book: put(book, "预算执行明细", "下达文件", 1, None))
    assert [(finding.code, finding.where) for finding in read.findings] == [("E-P-06", "预算执行明细 B4")]
    assert len(read.preparation.lines) == 16


def test_a_row_that_cannot_be_made_says_that_it_was_left() -> None:
    read = read_changed(lambda book: put(book, "进度时间要求", "要求时间", 1, "年底前"))
    assert [finding.code for finding in read.findings] == ["E-P-03", "E-P-06"]
    assert "没有读入" in read.findings[1].message
    assert read.preparation.schedule[0].demands == ()


def test_a_row_whose_owner_is_not_there_is_said() -> None:
    ((code, where, message),) = said(lambda book: put(book, "目标值来源", "指标编号", 1, "Z9"))
    assert (code, where) == ("E-P-07", "目标值来源 第4行")
    assert "“Z9”" in message
    assert "评价指标" in message


def test_an_owner_whose_number_stands_twice_is_said() -> None:
    found = said(lambda book: put(book, "实施进度", "节点编号", 2, "1"))
    assert [code for code, _, _ in found] == ["W-P-12", "E-P-07"]


def test_cells_merged_downwards_count_for_each_row() -> None:
    def merge(book: Workbook) -> None:
        book["预算执行明细"].merge_cells("B4:B17")

    assert without_where(read_changed(merge).preparation) == demo_preparation()


def test_a_formula_gives_its_saved_result_and_none_is_said() -> None:
    found = said(lambda book: put(book, "预算执行明细", "预算数", 1, "=1+1"))
    assert [(code, where) for code, where, _ in found] == [("E-P-08", "预算执行明细 J4")]


def test_a_line_of_a_form_that_is_gone_or_unknown_is_said() -> None:
    found = said(lambda book: book["项目基本信息"].delete_rows(5))
    assert ("E-P-02", "项目基本信息") in [(code, where) for code, where, _ in found]

    def renamed(book: Workbook) -> None:
        book["抽样方案"]["A4"] = "单元"

    assert {code for code, _, _ in said(renamed)} == {"W-P-10", "N-P-14"}


def test_ratios_may_be_written_either_way() -> None:
    for written in ("30%", 0.3, "0.30"):
        read = read_changed(lambda book, written=written: put_line(book, "抽样方案", "资金覆盖率", written))  # type: ignore[misc]  # bound for the loop
        assert read.preparation.sampling.coverage == Decimal("0.3")


def test_a_list_may_stand_on_lines_and_hold_stops_of_its_own() -> None:
    def listed(book: Workbook) -> None:
        put(book, "拆分项目", "子项目", 1, "甲")
        put(book, "拆分项目", "包含的用途", 1, "道路\\、桥梁、养护\n管护")

    assert read_changed(listed).preparation.parts[0].uses == ("道路、桥梁", "养护", "管护")


def test_another_workbook_is_refused() -> None:
    with pytest.raises(CannotRead) as refused:
        read_preparation("自评表.xlsx", workbook_bytes({"自评表": [("项目", "得分")]}))
    assert refused.value.finding.code == "E-P-09"


def test_a_long_table_is_read_to_its_end() -> None:
    def longer(book: Workbook) -> None:
        sheet = book["下达文件"]
        for number in range(2500):
            sheet.append([f"文{number}", "", "", None, 1, 0])

    assert len(read_changed(longer).preparation.releases) == 2502
