"""A form as a whole: points, totals, grade, levels, kinds of indicator, money."""

from decimal import Decimal

import pytest

from jiheng.rules.recheck.results import RecheckResult
from jiheng.rules.recheck.shapes import FormKind, IndicatorRow
from tests.rules.recheck.filled import cell, checked, codes_at, codes_of, form, row, total_fund


def standard_rows() -> tuple[IndicatorRow, ...]:
    """50 + 30 + 10 points over the nine kinds, all reached."""
    return (
        row(13, "养护里程", "≥50公里", "50公里", "20", "20", level2="数量指标", level1="产出指标（50分）"),
        row(14, "验收合格率", "≥95%", "96%", "10", "10", level2="质量指标", level1="产出指标（50分）"),
        row(15, "按期完成率", "≥95%", "96%", "10", "10", level2="时效指标", level1="产出指标（50分）"),
        row(16, "单位成本", "≤2万元/公里", "2万元/公里", "10", "10", level2="成本指标", level1="产出指标（50分）"),
        row(17, "沿线产值增长率", "≥5%", "6%", "10", "10", level2="经济效益指标", level1="效益指标（30分）"),
        row(18, "受益人数", "≥900人", "905人", "10", "10", level2="社会效益指标", level1="效益指标（30分）"),
        row(19, "边坡复绿率", "≥90%", "91%", "5", "5", level2="生态效益指标", level1="效益指标（30分）"),
        row(20, "管护机制", "健全", "达成预期指标", "5", "5", level2="可持续影响指标", level1="效益指标（30分）"),
        row(21, "群众满意度", "≥90%", "92%", "10", "10", level2="服务对象满意度指标", level1="满意度指标（10分）"),
    )


def standard(total: str = "100", grade: str = "") -> RecheckResult:
    return checked(
        form(
            *standard_rows(),
            funds=(total_fund("100", "100", "100"),),
            total_points=cell("G22", "100"),
            total_score=cell("H22", total),
            grade=cell("H23", grade),
        )
    )


@pytest.mark.clause("mof2020-10/4.9")
def test_a_form_that_is_right_has_no_errors_and_no_warnings() -> None:
    result = standard()
    assert [mark.finding.code for mark in result.all_marks if mark.finding.code[0] in "EW"] == []
    assert (result.totals.points, result.totals.recomputed) == (Decimal(100), Decimal("100.00"))
    assert result.totals.grade_recomputed == "优"


@pytest.mark.clause("mof2020-10/4.9")
@pytest.mark.clause("ats2023/3.7")
def test_a_total_that_is_not_the_sum_is_an_error() -> None:
    result = standard(total="98")
    assert "E-A37-11" in codes_at(result, "H22")


@pytest.mark.clause("mof2020-10/4.9")
def test_a_blank_total_is_asked_for() -> None:
    assert "E-R-14" in codes_at(standard(total=""), "H22")


@pytest.mark.clause("mof2020-10/4.9")
@pytest.mark.parametrize(("grade", "found"), [("优", False), ("良", True)])
def test_the_grade_follows_the_total(grade: str, *, found: bool) -> None:
    assert ("E-R-27" in codes_of(standard(grade=grade))) is found


@pytest.mark.clause("mof2020-10/4.12")
def test_points_that_do_not_reach_100_are_an_error() -> None:
    result = checked(
        form(*standard_rows()[:-1], funds=(total_fund("100", "100", "100"),), total_points=cell("G22", "100"))
    )
    assert "E-A37-11" in codes_at(result, "G22")


@pytest.mark.clause("mof2020-10/4.12")
def test_indicators_of_100_points_beside_execution_points_count_twice() -> None:
    rows = (*standard_rows(), row(22, "游客满意度", "≥90%", "92%", "10", "10", level2="服务对象满意度指标"))
    result = checked(form(*rows, funds=(total_fund("100", "100", "100"),), total_points=cell("G23", "100")))
    assert {"E-A37-11", "E-R-07"} <= codes_at(result, "G23")


@pytest.mark.clause("mof2020-10/4.12")
def test_a_level_that_differs_from_its_rows_or_the_rulebook_is_pointed_out() -> None:
    rows = standard_rows()
    wrong = IndicatorRow(
        row=13,
        level1=rows[0].level1,
        level2=rows[0].level2,
        name=rows[0].name,
        target=rows[0].target,
        actual=rows[0].actual,
        points=rows[0].points,
        score=rows[0].score,
        reason=rows[0].reason,
        level1_points=Decimal(70),
    )
    result = checked(form(wrong, *rows[1:], funds=(total_fund("100", "100", "100"),)))
    assert "W-R-26" in codes_at(result, "B13")


@pytest.mark.clause("mof2020-10/3.6")
@pytest.mark.clause("ats2023/3.5.2")
def test_a_kind_of_indicator_left_out_silently_is_named() -> None:
    result = checked(form(*standard_rows()[:-1], funds=(total_fund(),)))
    found = next(mark for mark in result.marks if mark.finding.code == "N-R-13")
    assert "服务对象满意度" in found.finding.message
    goal = checked(form(row(8, "养护里程", "≥50公里", ""), kind=FormKind.GOAL_DECLARATION))
    assert "E-A352-2" in codes_of(goal)


@pytest.mark.clause("mof2020-10/3.6")
def test_a_blank_form_is_said_to_be_blank_once() -> None:
    result = checked(form(row(13, "", "", "", "", ""), funds=()))
    assert [mark.finding.code for mark in result.marks if mark.finding.code == "E-R-14"] == ["E-R-14"]


@pytest.mark.clause("mof2020-10/4.9")
def test_one_unreadable_scored_row_leaves_the_total_open() -> None:
    rows = (*standard_rows()[:-1], row(21, "群众满意度", "≥90%", "", "10", "10", level2="服务对象满意度指标"))
    result = checked(form(*rows, funds=(total_fund("100", "100", "100"),)))
    assert result.totals.recomputed is None
    assert result.totals.grade_recomputed == ""


@pytest.mark.clause("mof2020-10/4.9")
def test_a_persons_deduction_stands_in_the_recomputed_total() -> None:
    last = row(21, "群众满意度", "≥90%", "92%", "10", "8", reason="样本偏少", level2="服务对象满意度指标")
    result = checked(form(*standard_rows()[:-1], last, funds=(total_fund("100", "100", "100"),)))
    assert result.totals.recomputed == Decimal("98.00")


def goal(*rows: IndicatorRow, budget: str) -> RecheckResult:
    fund = total_fund("", budget, "", points="", rate="", score="")
    return checked(form(*rows, kind=FormKind.GOAL_DECLARATION, funds=(fund,)))


def costs(*pairs: tuple[str, str, str, str]) -> tuple[IndicatorRow, ...]:
    rows: list[IndicatorRow] = []
    for index, (name, quantity, cost_name, cost) in enumerate(pairs):
        rows.append(row(8 + index, name, quantity, "", "", "", level2="数量指标"))
        rows.append(row(30 + index, cost_name, cost, "", "", "", level2="成本指标"))
    return tuple(rows)


@pytest.mark.clause("ats2023/3.5.2")
def test_quantities_and_unit_costs_that_make_the_budget_are_silent() -> None:
    rows = costs(
        ("设施建设", ">=20平方米", "建设成本", "<=3000元/平方米"),
        ("景点开发", ">=4个", "景观成本", "<=2875元/个"),
        ("流转土地", ">=60亩", "土地补助标准", "<=475元/亩"),
    )
    assert "W-A352-7" not in codes_of(goal(*rows, budget="10"))


@pytest.mark.clause("ats2023/3.5.2")
@pytest.mark.parametrize(("budget", "found"), [("230", False), ("214.06", True), ("287.5", False), ("287.51", True)])
def test_quantity_times_unit_cost_is_held_against_the_budget(budget: str, *, found: bool) -> None:
    rows = costs(("入股合作社个数", "=10个", "补助合作社平均标准", "=23万元/个"))
    result = goal(*rows, budget=budget)
    assert ("W-A352-7" in codes_of(result)) is found


@pytest.mark.clause("mof2020-10/3.1")
def test_a_unit_cost_without_its_quantity_is_pointed_out() -> None:
    rows = (row(8, "道路硬化里程", "≥100公里", ""), row(12, "财政资金补助", "1600元/亩", "", level2="成本指标"))
    assert "W-R-35" in codes_at(goal(*rows, budget="854"), "E12")


@pytest.mark.clause("mof2020-10/3.1")
def test_shares_of_the_investment_are_held_against_the_amount() -> None:
    rows = (
        row(11, "返本分红比例", "第一年按总投资额返本20%,分红按8%分红", "", level2="质量指标"),
        row(16, "贫困户全年返本分红总额", "=46.16万元", "", level2="经济效益指标", level1="效益指标"),
    )
    result = goal(*rows, budget="214.06")
    found = next(mark for mark in result.marks if mark.finding.code == "W-R-31")
    assert "59.94" in found.finding.message


@pytest.mark.clause("mof2020-10/3.1")
def test_a_cost_indicator_above_the_budget_is_pointed_out() -> None:
    rows = (row(18, "道路交通设施", "713万元", "713万元", level2="成本指标"),)
    result = checked(form(*rows, funds=(total_fund("372.29", "372.29", "372.29"),)))
    assert "W-R-21" in codes_at(result, "E18")


@pytest.mark.clause("mof2020-10/3.1")
def test_a_total_cost_that_differs_from_what_was_spent_is_pointed_out() -> None:
    rows = (row(19, "项目总成本", "≤90万元", "90", level2="成本指标"),)
    result = checked(form(*rows, funds=(total_fund("900000", "899740", "899740"),), unit_of_money="元"))
    assert "W-R-21" in codes_at(result, "F19")


@pytest.mark.clause("mof2020-10/4.1")
def test_a_full_payment_rate_beside_low_spending_is_a_contradiction() -> None:
    rows = (row(14, "资金足额拨付率", "=100%", "100%", level2="质量指标"),)
    low = checked(form(*rows, funds=(total_fund("208", "208", "109.8", points="", rate="", score=""),)))
    assert "W-R-19" in codes_at(low, "F14")
    high = checked(form(*rows, funds=(total_fund("208", "208", "208"),)))
    assert "W-R-19" not in codes_of(high)


@pytest.mark.clause("mof2020-10/4.12")
def test_a_local_instrument_has_its_own_execution_points() -> None:
    fund = total_fund("100", "100", "50", points="20", rate="50%", score="10")
    assert checked(form(*standard_rows(), funds=(fund,)), "hubei").funds.recomputed == Decimal("10.00")


@pytest.mark.clause("mof2020-10/4.2")
def test_units_a_thousand_times_apart_in_one_class_are_pointed_out() -> None:
    rows = (row(12, "新建道路", "524m", "524m"), row(14, "人行便道硬化", "14.7km", "14.7km"))
    assert "N-R-28" in codes_at(checked(form(*rows)), "E14")
    near = (row(12, "水标尺长度", "≥266米", "266米"), row(13, "水标尺宽度", "≥50厘米", "50厘米"))
    assert "N-R-28" not in codes_of(checked(form(*near)))


@pytest.mark.clause("ats2023/3.5.2")
def test_a_quantity_in_a_multiple_of_the_cost_unit_is_used() -> None:
    rows = costs(("更换水表", "≥1.2万只", "单只水表成本", "≤85元/只"))
    assert "W-R-35" not in codes_of(goal(*rows, budget="102"))
    assert "W-A352-7" not in codes_of(goal(*rows, budget="102"))
    assert "W-A352-7" in codes_of(goal(*rows, budget="101"))
