"""Points as offices write them, and what is said of rows that have none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.rules.recheck.results import RowResult, Verdict
from jiheng.rules.recheck.shapes import FormSheet, FundRole, IndicatorRow
from tests.rules.recheck.filled import cell, checked, codes_at, codes_of, form, row, total_fund


def unscored(filled: IndicatorRow, *, scores: bool = True) -> FormSheet:
    return replace(form(replace(filled, points=cell(""))), has_points=False, has_scores=scores)


def first(filled: FormSheet) -> RowResult:
    return checked(filled).rows[0]


@pytest.mark.clause("mof2020-10/4.12")
def test_weights_that_make_one_are_percentages_of_the_scores() -> None:
    result = checked(
        form(
            row(13, "修建道路", "≥10公里", "12公里", "0.5", "50"),
            row(14, "项目总成本", "≤300万元", "330万元", "0.4", "40", level2="成本指标"),
            funds=(total_fund(points="0.1"),),
        )
    )
    assert result.totals.points == Decimal(100)
    assert [one.recomputed for one in result.rows] == [Decimal("50.00"), Decimal("36.36")]
    assert codes_at(result, "H14") == {"E-R-05"}


@pytest.mark.clause("mof2020-10/4.12")
@pytest.mark.parametrize(("weight", "score"), [("0.5", "50"), ("1", "1")])
def test_points_that_are_no_weights_stay_as_they_are(weight: str, score: str) -> None:
    assert first(form(row(13, "修建道路", "≥10公里", "12公里", weight, score))).points == Decimal(weight)


@pytest.mark.clause("mof2020-10/4.12")
@pytest.mark.parametrize(
    ("level2", "name"),
    [("质量指标（20分）", "验收通过率"), ("质量指标", "验收通过率（20分）"), ("质量指标(20 分)", "验收通过率")],
)
def test_points_printed_behind_a_name_count_when_there_is_no_column(level2: str, name: str) -> None:
    filled = unscored(row(9, name, "≥100%", "95%", "", "20", level2=level2))
    assert (first(filled).points, first(filled).recomputed) == (Decimal(20), Decimal("19.00"))
    assert "E-R-05" in codes_of(checked(filled))


@pytest.mark.clause("mof2020-10/4.12")
def test_points_printed_over_several_rows_are_not_shared_out() -> None:
    above = replace(cell("C9"), text="质量指标（20分）")
    rows = [
        replace(row(number, "验收通过率", "≥100%", "95%", "", "10"), level2=above, points=cell(""))
        for number in (9, 10)
    ]
    result = checked(replace(form(*rows), has_points=False))
    assert [one.points for one in result.rows] == [None, None]
    assert {one.verdict for one in result.rows} == {Verdict.JUDGEMENT}


@pytest.mark.clause("mof2020-10/3.6.2")
@pytest.mark.parametrize(
    ("actual", "reason", "found"),
    [("280户", "", True), ("280户", "两户搬迁", False), ("300户", "", False), ("320户", "", False)],
)
def test_an_unmet_target_without_points_still_needs_a_reason(actual: str, reason: str, found: bool) -> None:
    filled = unscored(row(13, "改造户数", "≥300户", actual, "", "", reason=reason), scores=False)
    assert ("E-R-12" in codes_at(checked(filled), "I13")) is found
    assert first(filled).verdict is Verdict.MATCH


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("name", "target", "actual", "found"),
    [
        ("群众满意度", "≥90%", "295%", True),
        ("当年开工率", "≥95%", "150%", True),
        ("当年开工率", "≥95%", "100%", False),
        ("产量增长率", "≥95%", "150%", False),
        ("任务完成率", "≥100%", "110%", False),
        ("预算执行率", "≥95%", "105%", False),
    ],
)
def test_a_rate_that_cannot_pass_a_hundred_is_questioned(name: str, target: str, actual: str, found: bool) -> None:
    result = checked(form(row(13, name, target, actual, reason="口径说明")))
    assert ("W-R-40" in codes_at(result, "F13")) is found


@pytest.mark.clause("mof2020-10/3.1")
@pytest.mark.parametrize(
    ("cost", "quantity", "found"),
    [("≤400元/人·月", "≥10户", False), ("≤500元/人", "≥600人次", False), ("≤500元/人", "≥600户", True)],
)
def test_a_unit_cost_is_missed_only_where_nothing_like_it_is_counted(cost: str, quantity: str, found: bool) -> None:
    result = checked(
        form(
            row(13, "培训规模", quantity, quantity.lstrip("≥")),
            row(14, "人均成本", cost, cost.lstrip("≤"), level2="成本指标"),
        )
    )
    assert ("W-R-35" in codes_of(result)) is found


@pytest.mark.clause("mof2020-10/3.6.1")
def test_a_broken_total_is_not_called_blank_as_well() -> None:
    broken = replace(total_fund(), executed=replace(cell("F6"), error="#REF!"))
    part = replace(total_fund(), row=7, role=FundRole.PART, label="其中：财政拨款")
    found = codes_of(checked(form(row(13, "修建道路", "≥10公里", "12公里"), funds=(broken, part))))
    assert "E-R-29" in found
    assert "E-R-04" not in found
