"""Layouts of offices' own making: the form is found by what is written, not by where it stands."""

from decimal import Decimal

import pytest

from jiheng.rules.recheck.shapes import FormKind, FundRole
from jiheng.workbooks.reading import read_forms
from tests.workbooks.building import BENEFIT_ROW, HEADER, OUTPUT_ROW, read_one, read_rows, simple_form, workbook_bytes


def test_a_plain_form_is_read_whole() -> None:
    form = read_one(*simple_form())
    assert (form.title.ref, form.project.text, form.department.text) == ("A1", "道路工程", "青岚县交通局")
    assert (form.unit_name.text, form.year, form.unit_of_money) == ("公路站", 2023, "万元")
    assert [row.label for row in form.fund_rows] == ["年度资金总额", "其中：财政拨款", "其他资金"]
    assert [row.name.text for row in form.indicators] == ["修建道路", "受益人口"]
    assert form.indicators[1].score.number == Decimal("38.4")
    assert (form.total_points.text, form.total_score.text) == ("100", "95.9")


def test_columns_may_stand_in_any_order() -> None:
    form = read_one(
        ("绩效自评表",),
        ("项目名称", "道路"),
        ("自评得分", "指标分值", "全年实际完成值", "目标值", "指标名称", "二级指标", "一级指标"),
        (50, 50, "12公里", "≥10公里", "修建道路", "数量指标", "产出指标"),
    )
    row = form.indicators[0]
    assert (row.name.text, row.target.text, row.actual.text) == ("修建道路", "≥10公里", "12公里")
    assert (row.points.ref, row.score.ref, row.level1.text) == ("B4", "A4", "产出指标")


def test_headers_with_blanks_brackets_and_line_breaks_are_understood() -> None:
    form = read_one(
        ("项 目 支 出 绩 效 自 评 表",),
        ("项目名称：道路工程",),
        (
            "一级\n指标",
            "二级 指标",
            "三级指标",
            "年度指标值\n（A）",
            "全年完成值（B）",
            "分 值",
            "得分（一档最高不超过分值）",
        ),
        ("产出指标", "数量指标", "修建道路", "≥10公里", "12公里", 50, 50),
    )
    assert form.project.text == "道路工程"
    assert form.indicators[0].score.number == 50
    assert form.indicators[0].actual.text == "12公里"


def test_a_header_in_two_rows_gives_sign_value_and_unit() -> None:
    form = read_one(
        ("项目支出绩效自评表",),
        ("项目名称", "道路工程"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分"),
        ("", "", "", "指标性质", "指标值", "度量单位"),
        ("产出指标", "数量指标", "修建道路", "≥", 10, "公里", 12, 50, 50),
        merges=("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "H3:H4", "I3:I4"),
    )
    row = form.indicators[0]
    assert (row.comparator.text, row.target.text, row.unit.text) == ("≥", "10", "公里")
    assert (row.actual.text, row.points.text, row.score.text, row.row) == ("12", "50", "50", 5)


def test_a_two_row_header_without_merged_cells_is_understood_too() -> None:
    form = read_one(
        ("项目支出绩效自评表",),
        ("项目名称", "道路工程"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分"),
        ("", "", "", "指标性质", "指标值", "度量单位"),
        ("产出指标", "数量指标", "修建道路", "≥", 10, "公里", 12, 50, 50),
    )
    row = form.indicators[0]
    assert (row.comparator.text, row.target.text, row.unit.text, row.actual.text) == ("≥", "10", "公里", "12")


def test_header_cells_wider_than_their_columns_find_the_value_within() -> None:
    form = read_one(
        ("项目支出绩效自评表",),
        ("项目名称", "道路工程"),
        ("一级指标", "二级指标", "三级指标", "", "年度指标值", "", "实际完成值", "分值"),
        ("产出指标", "数量指标", "", "修建道路", "", "≥10公里", "12公里", 50),
        merges=("C3:D3", "E3:F3"),
    )
    row = form.indicators[0]
    assert (row.name.ref, row.target.ref) == ("D4", "F4")


def test_an_adjusted_target_counts_when_it_is_filled() -> None:
    form = read_one(
        ("项目支出绩效自评表",),
        ("项目名称", "道路工程"),
        ("一级指标", "二级指标", "三级指标", "年初指标值", "调整指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "数量指标", "修建道路", "≥10公里", "≥8公里", "8公里", 50, 50),
        ("产出指标", "数量指标", "修建桥梁", "≥2座", "", "2座", 40, 40),
    )
    assert [row.target.text for row in form.indicators] == ["≥8公里", "≥2座"]


def test_levels_printed_once_are_filled_down_and_a_new_first_level_forgets_the_second() -> None:
    form = read_one(
        *simple_form()[:8],
        HEADER,
        OUTPUT_ROW,
        ("", "", "修建桥梁", "≥2座", "2座", 20, 20),
        ("满意度指标（10分）", "", "群众满意度", "≥90%", "92%", 10, 10),
    )
    assert [row.level1.text for row in form.indicators] == ["产出指标", "产出指标", "满意度指标（10分）"]
    assert [row.level2.text for row in form.indicators] == ["数量指标", "数量指标", ""]
    assert form.indicators[2].level1_points == 10


def test_a_form_without_level_columns_still_has_rows() -> None:
    form = read_one(
        ("绩效目标自评表",),
        ("项目名称", "道路工程"),
        ("指标内容", "指标值", "完成情况", "权重", "自评得分"),
        ("修建道路", "≥10公里", "12公里", "60%", 60),
        ("受益人口", "≥500人", "520人", "40%", 40),
    )
    assert [row.name.text for row in form.indicators] == ["修建道路", "受益人口"]
    assert form.indicators[0].level1.text == ""
    assert form.indicators[0].points.is_percent
    assert form.indicators[0].points.number == Decimal("0.6")


def test_weights_behind_every_level_leave_the_indicator_its_own() -> None:
    form = read_one(
        ("部门整体支出绩效自评表",),
        ("部门（单位）名称", "青岚县交通局"),
        ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "指标值", "完成值", "得分"),
        ("产出指标", 50, "数量指标", 30, "修建道路", 20, "≥10公里", "12公里", 20),
    )
    assert form.kind is FormKind.DEPARTMENT_OVERALL
    assert form.unit_name.text == "青岚县交通局"
    assert form.indicators[0].points.ref == "F4"


def test_points_merged_over_two_rows_count_once() -> None:
    form = read_one(
        *simple_form()[:8],
        HEADER,
        OUTPUT_ROW,
        ("产出指标", "数量指标", "修建桥梁", "≥2座", "2座", "", "", ""),
        merges=("F10:F11", "G10:G11"),
    )
    assert [row.points.text for row in form.indicators] == ["50", ""]


@pytest.mark.parametrize("first", ["1.1", "（1）", "其中："])
def test_a_parent_row_counts_its_children(first: str) -> None:
    form = read_one(
        *simple_form()[:8],
        HEADER,
        ("产出指标", "数量指标", "发放补贴", "", "", 30, 30),
        ("", "", f"{first}种植补贴", "≥100户", "100户", 20, 20),
        ("", "", "1.2养殖补贴", "≥50户", "50户", 10, 10),
        ("", "", "修建道路", "≥10公里", "12公里", 10, 10),
    )
    assert [row.children for row in form.indicators] == [2, 0, 0, 0]


def test_rows_that_merely_add_up_are_no_children() -> None:
    form = read_one(
        *simple_form()[:8],
        HEADER,
        ("产出指标", "数量指标", "修建道路", "≥10公里", "12公里", 30, 30),
        ("", "", "修建桥梁", "≥2座", "2座", 20, 20),
        ("", "", "修建涵洞", "≥5个", "5个", 10, 10),
    )
    assert [row.children for row in form.indicators] == [0, 0, 0]


@pytest.mark.parametrize("level", ["预算执行率", "预算执行率（10分）", "预算执行"])
def test_an_execution_row_in_the_table_belongs_to_the_money(level: str) -> None:
    form = read_one(
        ("项目支出绩效自评表",),
        ("项目名称", "道路工程"),
        ("项目资金（万元）", "", "全年预算数", "全年执行数"),
        ("", "年度资金总额", 100, 90),
        HEADER,
        (level, level, "预算执行率", "100%", "90%", 10, 9),
        OUTPUT_ROW,
        BENEFIT_ROW,
    )
    total = form.fund_rows[0]
    assert (total.points.text, total.score.text, total.rate.text) == ("10", "9", "90%")
    assert [row.name.text for row in form.indicators] == ["修建道路", "受益人口"]


def test_section_lines_across_the_table_name_the_first_level() -> None:
    form = read_one(
        ("项目支出绩效自评表",),
        ("项目名称", "道路工程"),
        ("二级指标", "三级指标", "指标值", "完成值", "分值", "得分"),
        ("一、产出指标（50分）",),
        ("数量指标", "修建道路", "≥10公里", "12公里", 50, 50),
        ("二、效益指标（40分）",),
        ("社会效益", "受益人口", "≥500人", "520人", 40, 40),
        merges=("A4:F4", "A6:F6"),
    )
    assert [row.level1_points for row in form.indicators] == [50, 40]
    assert form.indicators[1].level1.ref == "A6"


def test_footers_notes_and_subtotals_are_no_indicators() -> None:
    form = read_one(
        *simple_form()[:-2],
        ("", "", "小计", "", "", 50, 50),
        BENEFIT_ROW,
        ("合    计", "", "", "", "", 100, 95.9),
        ("自评等级", "优"),
        ("填报人：张三", "", "联系电话：", "", "单位负责人："),
        ("注：定性指标分三档。",),
    )
    assert len(form.indicators) == 2
    assert form.total_score.number == Decimal("95.9")
    assert form.grade.text == "优"
    assert form.last_row == 16


def test_a_total_row_shifted_against_its_header_is_still_read() -> None:
    form = read_one(*simple_form()[:-1], ("总分", "", "", "", 100, 95.9))
    assert (form.total_points.text, form.total_score.text) == ("100", "95.9")


def test_a_total_written_behind_its_label_is_read() -> None:
    form = read_one(*simple_form()[:-1], ("自评总分：95.9分",))
    assert form.total_score.number == Decimal("95.9")
    assert form.total_score.ref == "A12"


def test_blank_and_placeholder_rows_are_left_out_and_half_filled_ones_kept() -> None:
    form = read_one(
        *simple_form()[:9],
        OUTPUT_ROW,
        ("", "", "指标2："),
        ("", "", "……"),
        (),
        ("效益指标", "社会效益指标"),
        ("", "", "", "≥90%", "", 10),
    )
    assert [row.row for row in form.indicators] == [10, 15]
    assert form.indicators[1].name.text == ""


def test_a_blank_official_form_is_still_found() -> None:
    form = read_one(
        ("附件1",),
        ("项目支出绩效自评表",),
        ("（    年度）",),
        ("项目名称",),
        ("主管部门", "", "", "实施单位"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "", "", "", 10),
        HEADER,
        ("产出指标", "数量指标", "指标1："),
        ("", "", "指标2："),
        ("总分", "", "", "", "", 100),
    )
    assert form.title.text == "项目支出绩效自评表"
    assert (form.project.text, form.project.ref, form.year) == ("", "B4", None)
    assert form.indicators == ()
    assert form.fund_rows[0].role is FundRole.TOTAL


def test_forms_stacked_in_one_sheet_are_told_apart() -> None:
    first, second = read_rows(
        *simple_form("项目支出绩效自评表", "甲项目"),
        ("注：本表一式两份。",),
        (),
        ("附件2",),
        *simple_form("部门整体支出绩效自评表", "乙项目"),
    )
    assert (first.project.text, second.project.text) == ("甲项目", "乙项目")
    assert (first.kind, second.kind) == (FormKind.PROJECT_SELF_EVALUATION, FormKind.DEPARTMENT_OVERALL)
    assert (first.last_row, second.first_row, second.indicators[0].row) == (13, 15, 25)
    assert second.total_score.ref == "G27"


def test_forms_side_by_side_are_told_apart() -> None:
    left, right = simple_form(project="甲项目"), simple_form(project="乙项目")
    both = [[*row, *[""] * (8 - len(row)), *beside] for row, beside in zip(left, right, strict=True)]
    first, second = read_rows(*both)
    assert (first.project.text, second.project.text) == ("甲项目", "乙项目")
    assert (first.indicators[0].name.ref, second.indicators[0].name.ref) == ("C10", "K10")
    assert (first.fund_rows[0].executed.text, second.fund_rows[0].score.ref) == ("90", "P6")


def test_several_sheets_give_several_forms_and_other_sheets_are_passed_over() -> None:
    content = workbook_bytes(
        {
            "封面": [("青岚县2023年度自评材料",)],
            "甲": simple_form(project="甲项目"),
            "乙": simple_form(project="乙项目"),
        }
    )
    read = read_forms("汇总.xlsx", content)
    assert [(form.sheet, form.project.text) for form in read.forms] == [("甲", "甲项目"), ("乙", "乙项目")]
    assert read.unreadable == ()


def test_a_header_repeated_on_the_next_page_continues_the_form() -> None:
    form = read_one(*simple_form()[:-2], HEADER, BENEFIT_ROW, ("总分", "", "", "", "", 100, 95.9))
    assert [row.name.text for row in form.indicators] == ["修建道路", "受益人口"]
    assert form.total_points.number == 100


def test_a_monitoring_form_is_named_and_not_taken_for_a_self_evaluation() -> None:
    rows = simple_form("项目支出绩效目标执行监控表")
    read = read_forms("监控.xlsx", workbook_bytes({"表": rows}))
    assert read.forms == ()
    assert read.unreadable[0].finding.code == "E-F-11"
    assert "监控表" in read.unreadable[0].finding.message
