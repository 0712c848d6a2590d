"""Leaving indicators out."""

from decimal import Decimal

import pytest

from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.scoring.largest_remainder import share_out
from jiheng.rules.scoring.not_applicable import Portion, check_not_applicable, merged_into_level, rescale

D = Decimal
pytestmark = pytest.mark.clause("mof2020-10/4.8")


@pytest.mark.parametrize(
    ("reason", "reviewed", "outcome"),
    [("不涉及生态", True, Outcome.PASSED), ("不涉及生态", False, Outcome.FAILED), (" ", True, Outcome.FAILED)],
)
def test_leaving_out_needs_a_reason_and_a_review(reason: str, reviewed: bool, outcome: Outcome) -> None:
    assert check_not_applicable(False, reason, reviewed=reviewed).outcome is outcome


@pytest.mark.clause("mof2020-10/4.4")
def test_missing_material_is_no_reason_to_leave_out() -> None:
    finding = check_not_applicable(False, "没有资料", reviewed=True, lacks_material=True)
    assert finding.outcome is Outcome.FAILED
    assert "没有资料不等于不适用" in finding.message


def test_an_indicator_that_applies_needs_no_reason() -> None:
    assert check_not_applicable(True, "", reviewed=False).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("earned", "applicable", "code"), [("0", "0", "E-S-18"), ("86", "85", "E-A37-11"), ("-1", "85", "E-A37-11")]
)
def test_nothing_to_scale_or_more_than_possible_is_refused(earned: str, applicable: str, code: str) -> None:
    total = rescale(D(earned), D(applicable))
    assert (total.value, total.findings[0].code) == (None, code)


def test_all_and_nothing_scale_to_the_ends() -> None:
    assert rescale(D(85), D(85)).value == D("100.00")
    assert rescale(D(0), D(85)).value == D("0.00")


def test_points_are_shared_in_proportion_to_two_places() -> None:
    merged = merged_into_level(
        [
            Portion("数量", D(20)),
            Portion("质量", D(10)),
            Portion("时效", D(10)),
            Portion("成本", D(10), applies=False),
        ]
    )
    assert isinstance(merged, tuple)
    assert [portion.points for portion in merged] == [D("25.00"), D("12.50"), D("12.50"), D(0)]


def test_the_last_hundredths_go_to_the_largest_remainders() -> None:
    merged = merged_into_level(
        [Portion("甲", D(10)), Portion("乙", D(10)), Portion("丙", D(10)), Portion("丁", D(10), applies=False)]
    )
    assert isinstance(merged, tuple)
    assert [portion.points for portion in merged] == [D("13.34"), D("13.33"), D("13.33"), D(0)]


def test_a_tie_goes_to_the_larger_weight_then_to_the_earlier() -> None:
    assert share_out(D("0.01"), [D(1), D(1)]) == (D("0.01"), D("0.00"))
    assert share_out(D(2), [D(1), D(3)], places=0) == (D(0), D(2))


def test_a_level_that_loses_nothing_keeps_its_points() -> None:
    portions = [Portion("甲", D("10.5")), Portion("乙", D(5))]
    assert merged_into_level(portions) == tuple(portions)


def test_a_level_where_nothing_applies_cannot_take_points() -> None:
    finding = merged_into_level([Portion("甲", D(10), applies=False)])
    assert isinstance(finding, Finding)
    assert finding.code == "E-S-18"


@pytest.mark.parametrize(("whole", "weights"), [("1", ["0"]), ("1", ["2", "-1"]), ("0.001", ["1"])])
def test_shares_need_weights_and_whole_units(whole: str, weights: list[str]) -> None:
    with pytest.raises(ValueError, match=r"weights|decimals"):
        share_out(D(whole), [D(weight) for weight in weights])
