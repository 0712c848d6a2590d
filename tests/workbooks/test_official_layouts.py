"""Official layouts beyond the sample forms, cell by cell, and columns shuffled at will."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jiheng.rules.recheck.shapes import FormKind, FormSheet
from jiheng.workbooks.reading import read_forms
from tests.workbooks.building import HEADER, OUTPUT_ROW, read_one, saved, simple_form, workbook_bytes


def test_the_transfer_payment_form_with_its_management_block() -> None:
    form = read_one(
        ("附件3",),
        ("中央对地方转移支付区域（项目）绩效自评表",),
        ("（2023年度）",),
        ("转移支付（项目）名称", "", "中央水利发展资金"),
        ("中央主管部门", "", "水利部"),
        ("地方主管部门", "", "青岚县水利局", "", "资金使用单位", "水利站"),
        ("资金情况（万元）", "", "", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%)"),
        ("", "年度资金总额：", "", 500, 450, "90%"),
        ("", "其中：中央财政资金", "", 400, 400, "100%"),
        ("", "地方资金", "", 100, 50, "50%"),
        ("资金管理情况", "", "", "情况说明", "", "存在问题和改进措施"),
        ("", "分配科学性", "", "按因素法分配"),
        ("总体目标完成情况", "总体目标", "", "", "全年实际完成情况"),
        ("", "修好水库", "", "", "已经修好"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"),
        ("", "产出指标", "数量指标", "加固水库", "3座", "3座"),
        ("", "", "", "修建渠道", "20公里", "18公里", "征地未完"),
        ("说明", "无"),
        merges=("A7:A10", "B13:D13", "A15:A17"),
    )
    assert form.kind is FormKind.PROJECT_SELF_EVALUATION
    assert (form.project.text, form.department.text, form.unit_name.text) == ("中央水利发展资金", "水利部", "水利站")
    assert [row.label for row in form.fund_rows] == ["年度资金总额：", "其中：中央财政资金", "地方资金"]
    assert form.fund_rows[0].rate.text == "90%"
    assert [(row.name.text, row.reason.text) for row in form.indicators] == [
        ("加固水库", ""),
        ("修建渠道", "征地未完"),
    ]
    assert (form.has_points, form.title.ref, form.unit_of_money) == (False, "A2", "万元")


def test_the_hubei_form_prints_points_in_its_headings() -> None:
    form = read_one(
        ("2023年度道路养护项目自评表",),
        ("单位名称：青岚县公路站", "", "", "", "填报日期：2024年3月1日"),
        ("项目名称", "道路养护"),
        ("预算执行情况（万元）（20分）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分*执行率）"),
        ("", "年度财政资金总额", 100, 90, "90%", 18),
        ("年度绩效目标1（80分）", "一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"),
        ("", "产出指标（40分）", "数量指标", "养护里程", "≥10公里", "12公里", 40),
        ("", "效益指标（40分）", "社会效益指标", "通行率", "≥95%", "96%", 40),
        ("总分", "", "", "", "", "", 98, "等级", "优"),
        ("偏差大或目标未完成原因分析", "无"),
        merges=("A6:A8",),
    )
    total = form.fund_rows[0]
    assert (total.points.ref, total.points.number == 20, total.score.text) == ("A4", True, "18")
    assert [row.level1_points for row in form.indicators] == [40, 40]
    assert (form.total_score.text, form.grade.text, form.has_points) == ("98", "优", False)
    assert form.unit_name.text == "青岚县公路站"


def test_a_department_form_with_income_and_spending_side_by_side() -> None:
    form = read_one(
        ("2023年度部门整体支出绩效自评表",),
        ("省级预算部门名称", "青岚县交通局"),
        ("年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", 329.77, 329.77, 338.31, 10, "102.59%", 10),
        ("", "按收入性质分：", "", "", "按支出性质分："),
        ("", "其中：一般公共预算", 300, "", "其中：基本支出"),
        HEADER,
        OUTPUT_ROW,
    )
    assert form.kind is FormKind.DEPARTMENT_OVERALL
    assert form.fund_rows[0].executed.text == "338.31"
    assert len(form.indicators) == 1


def test_an_overall_goal_block_above_the_table_is_no_header() -> None:
    goal = [("年度总体目标", "绩效目标", "预期目标", "实际完成情况"), ("", "", "修好道路", "已经修好")]
    rows = simple_form()
    form = read_one(*rows[:8], *goal, *rows[8:])
    assert [row.name.text for row in form.indicators] == ["修建道路", "受益人口"]


def reading(form: FormSheet) -> list[tuple[str, ...]]:
    """What was read of every row, without the addresses."""
    return [
        (
            row.level1.text,
            row.level2.text,
            row.name.text,
            row.target.text,
            row.actual.text,
            row.points.text,
            row.score.text,
        )
        for row in form.indicators
    ]


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(range(len(HEADER))), lines=st.integers(0, 3), indent=st.integers(0, 2))
def test_no_order_of_columns_and_no_shift_changes_what_is_read(order: list[int], lines: int, indent: int) -> None:
    rows = simple_form()
    table = [[row[i] if i < len(row) else "" for i in order] for row in rows[8:11]]
    shifted = [[*[""] * indent, *row] for row in [*rows[:8], *table]]
    assert reading(read_one(*[()] * lines, *shifted)) == reading(read_one(*rows[:11]))


def test_error_values_and_unsaved_formulas_stay_visible_in_the_form() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes({"自评表": simple_form()})))
    sheet = book["自评表"]
    sheet["G10"] = "=F10*0.9"
    sheet["E11"], sheet["E11"].data_type = "#REF!", "e"
    sheet["G12"] = "=SUM(G10:G11)"
    sheet["E6"] = "=SUM(E7:E8)"
    form = read_forms("表.xlsx", saved(book)).forms[0]
    assert [row.score.uncached for row in form.indicators] == [True, False]
    assert form.indicators[1].actual.error == "#REF!"
    assert form.total_score.uncached
    assert form.fund_rows[0].executed.uncached


def test_a_long_roster_beside_the_form_is_passed_over() -> None:
    roster = [("姓名", "身份证号", "金额"), *[(f"户{i}", f"id{i}", i) for i in range(3000)]]
    read = read_forms("表.xlsx", workbook_bytes({"名册": roster, "自评表": simple_form()}))
    assert [form.sheet for form in read.forms] == ["自评表"]
