"""The money block in the shapes offices give it, in the unit the form names."""

from decimal import Decimal

import pytest

from jiheng.rules.recheck.shapes import FormKind, FundRole
from tests.workbooks.building import HEADER, OUTPUT_ROW, Row, read_one

TOP: list[Row] = [("项目支出绩效自评表",), ("项目名称", "道路工程")]
GOAL_HEADER = ("一级指标", "二级指标", "三级指标", "指标值")
GOAL_ROW = ("产出指标", "数量指标", "修建道路", "≥10公里")


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("项目资金（万元）", "万元"),
        ("项目资金(元)", "元"),
        ("项目资金（单位：亿元）", "亿元"),
        ("预算执行情况（ 万元 ）", "万元"),
        ("部门整体支出（万元）", "万元"),
        ("项目资金", ""),
    ],
)
def test_the_unit_of_money_is_read_from_the_block(label: str, unit: str) -> None:
    form = read_one(*TOP, (label, "", "全年预算数", "全年执行数"), ("", "年度资金总额", 1, 1), HEADER, OUTPUT_ROW)
    assert form.unit_of_money == unit


def test_the_unit_of_money_may_stand_in_its_own_line() -> None:
    rows = [
        ("项目支出绩效自评表",),
        ("单位：万元",),
        ("填报单位", "公路站"),
        ("", "资金", "全年预算数", "全年执行数"),
    ]
    form = read_one(*rows, ("", "资金总额", 1, 1), HEADER, OUTPUT_ROW)
    assert form.unit_of_money == "万元"


def test_the_sichuan_columns_and_rows_are_understood() -> None:
    form = read_one(
        *TOP,
        ("预算执行情况(万元)", "", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"),
        ("", "总额", 100, 120, 90, 0.75, 10, 7.5),
        ("", "其中：财政资金", 80, 100, 80),
        ("", "财政专户管理资金", 0, 0, 0),
        ("", "单位资金", 10, 10, 5),
        ("", "其他资金", 10, 10, 5),
        HEADER,
        OUTPUT_ROW,
    )
    total, *parts = form.fund_rows
    assert (total.initial.text, total.adjusted.text, total.executed.text) == ("100", "120", "90")
    assert (total.points.text, total.rate.text, total.score.text) == ("10", "0.75", "7.5")
    assert (total.reason.ref, total.reason.text) == ("I4", "")
    assert [part.label for part in parts] == ["其中：财政资金", "财政专户管理资金", "单位资金", "其他资金"]
    assert not any(part.nested for part in parts)


def test_rows_of_which_below_a_part_are_nested() -> None:
    form = read_one(
        *TOP,
        ("项目资金（万元）", "", "全年预算数", "全年执行数"),
        ("", "年度资金总额", 120, 90),
        ("", "财政拨款", 100, 80),
        ("", "其中：中央资金", 60, 50),
        ("", "省级资金", 40, 30),
        ("", "其他资金", 20, 10),
        HEADER,
        OUTPUT_ROW,
    )
    assert [row.nested for row in form.fund_rows] == [False, False, True, True, False]
    assert [row.role for row in form.fund_rows].count(FundRole.TOTAL) == 1


def test_a_total_printed_below_its_parts_is_the_total() -> None:
    form = read_one(
        *TOP,
        ("资金来源", "", "全年预算数", "全年执行数"),
        ("", "财政拨款", 100, 80),
        ("", "其他资金", 20, 10),
        ("", "合计", 120, 90),
        HEADER,
        OUTPUT_ROW,
    )
    assert [row.role.value for row in form.fund_rows] == ["part", "part", "total"]


def test_figures_beside_their_heads_in_one_row_are_read() -> None:
    form = read_one(
        *TOP, ("全年预算数", 100, "全年执行数", 90, "分值", 10, "执行率", "90%", "得分", 9), HEADER, OUTPUT_ROW
    )
    total = form.fund_rows[0]
    assert (total.adjusted.text, total.executed.text, total.score.text) == ("100", "90", "9")
    assert len(form.fund_rows) == 1


def test_the_block_ends_where_the_yearly_goal_begins() -> None:
    form = read_one(
        *TOP,
        ("项目资金（万元）", "", "全年预算数", "全年执行数"),
        ("", "年度资金总额", 120, 90),
        ("年度总体目标", "预期目标", "", "实际完成情况"),
        ("", "资金全部用于道路", "", "资金已经用完"),
        HEADER,
        OUTPUT_ROW,
    )
    assert len(form.fund_rows) == 1


def test_a_declaration_has_its_money_beside_the_labels() -> None:
    form = read_one(
        ("项目支出绩效目标申报表",),
        ("项目名称", "道路工程"),
        ("项目资金（万元）", "年度资金总额", 100),
        ("", "其中：财政拨款", 80),
        ("", "其他资金", 20),
        GOAL_HEADER,
        GOAL_ROW,
    )
    assert form.kind is FormKind.GOAL_DECLARATION
    assert [(row.role.value, row.label, row.initial.text) for row in form.fund_rows] == [
        ("total", "年度资金总额", "100"),
        ("part", "其中：财政拨款", "80"),
        ("part", "其他资金", "20"),
    ]


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("854万（中央资金）", "万元", "854"),
        ("854万元，其中中央资金600万元", "元", "8540000"),
        ("8,540,000元（中央资金）", "万元", "854"),
        ("1.2亿元", "万元", "12000"),
    ],
)
def test_money_written_with_words_is_read_in_the_forms_own_unit(text: str, unit: str, amount: str) -> None:
    form = read_one(
        ("绩效目标申报表",),
        ("项目名称", "农田建设"),
        (f"项目资金（{unit}）", "年度资金总额", text),
        GOAL_HEADER,
        GOAL_ROW,
    )
    assert form.fund_rows[0].initial.number == Decimal(amount)
    assert form.fund_rows[0].initial.text == text


def test_of_a_whole_period_and_an_annual_half_the_annual_one_is_read() -> None:
    form = read_one(
        ("项目支出绩效目标申报表",),
        ("（2024年度）",),
        ("项目名称", "", "道路工程"),
        ("项目资金（万元）", "", "中期资金总额", "", 300, "年度资金总额", "", 100),
        ("", "", "其中：财政拨款", "", 200, "其中：财政拨款", "", 80),
        ("总体目标", "", "中期目标（2024年—2026年）", "", "", "年度目标"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"),
        ("", "产出指标", "数量指标", "修建道路", "≥30公里", "数量指标", "修建道路", "≥10公里"),
    )
    assert [(row.initial.text, row.initial.ref) for row in form.fund_rows] == [("100", "H4"), ("80", "H5")]
    row = form.indicators[0]
    assert (row.level1.text, row.target.text, row.name.ref) == ("产出指标", "≥10公里", "G8")
    assert len(form.indicators) == 1


def test_long_and_annual_goals_side_by_side_are_not_halves_of_the_money() -> None:
    form = read_one(
        ("项目支出绩效目标申报表",),
        ("项目名称", "村卫生室改造"),
        ("项目资金申请（万元）", "资金总额：", 500),
        ("", "财政拨款：", 400),
        ("", "自有资金：", 50),
        ("项目绩效目标", "长期目标", "", "年度目标"),
        ("", "改造50个", "", "改造20个"),
        GOAL_HEADER,
        GOAL_ROW,
    )
    assert [(row.role, row.initial.text) for row in form.fund_rows] == [
        (FundRole.TOTAL, "500"),
        (FundRole.PART, "400"),
        (FundRole.PART, "50"),
    ]
