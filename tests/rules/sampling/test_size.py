"""How many points a plan asks for."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.figures import shown
from jiheng.rules.sampling.allocation import allocate
from jiheng.rules.sampling.frame import Frame, frame_for
from jiheng.rules.sampling.shapes import SamplingPlan, SizeMethod
from jiheng.rules.sampling.size import (
    NO_MONEY,
    NO_UNITS,
    expected_coverage,
    sample_size,
    size_for_estimate,
    sized,
    z_value,
)

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/9")


def frame(*money: int, area: str = "东区") -> Frame:
    lines = [
        FundLine(str(number), "文1", use="道路", area=area, payee=f"第{number}村", budget=D(each))
        for number, each in enumerate(money, start=1)
    ]
    return frame_for(lines, SamplingPlan())


def covering(target: str | None) -> SamplingPlan:
    return SamplingPlan(size_method=SizeMethod.COVERAGE, coverage=None if target is None else D(target))


def estimating(confidence: str | None, margin: str | None, proportion: str | None = None) -> SamplingPlan:
    return SamplingPlan(
        size_method=SizeMethod.CONFIDENCE,
        confidence=None if confidence is None else D(confidence),
        margin=None if margin is None else D(margin),
        proportion=None if proportion is None else D(proportion),
    )


@pytest.mark.parametrize(("confidence", "z"), [("0.90", "1.644854"), ("0.95", "1.959964"), ("0.99", "2.575829")])
def test_z_is_the_two_sided_quantile_of_the_normal_distribution(confidence: str, z: str) -> None:
    assert z_value(D(confidence)) == D(z)


def test_the_textbook_size_of_an_estimate_and_its_correction_for_a_finite_population() -> None:
    first, size = size_for_estimate(1_200, D("0.95"), D("0.05"), D("0.8"))
    assert shown(first, 2) == "245.85…"
    assert ceil(first) == 246
    assert size == 205


@pytest.mark.parametrize(
    ("units", "size"), [(1, 1), (10, 10), (100, 80), (1_000, 278), (1_000_000, 384), (100_000_000, 385)]
)
def test_without_an_expected_proportion_the_most_cautious_one_is_taken(units: int, size: int) -> None:
    assert size_for_estimate(units, D("0.95"), D("0.05"), D("0.5"))[1] == size


def test_the_reason_of_an_estimated_size_can_be_followed_by_hand() -> None:
    found = sample_size(estimating("0.95", "0.05", "0.8"), frame(*([10] * 40)))
    assert found.size == 35
    assert found.reason == ("n₀＝z²p(1-p)/e²＝1.959964²×0.8×0.2÷0.05²＝245.85…，总体40个单元，有限总体修正后取35个")
    assert "×0.5×0.5÷" in sample_size(estimating("0.95", "0.05"), frame(10)).reason


@pytest.mark.parametrize(
    ("plan", "name"),
    [
        (estimating(None, "0.05"), "置信度"),
        (estimating("1", "0.05"), "置信度"),
        (estimating("95", "0.05"), "置信度"),
        (estimating("0.95", None), "允许误差"),
        (estimating("0.95", "0"), "允许误差"),
        (estimating("0.95", "0.05", "0"), "预计比例"),
        (estimating("0.95", "0.05", "1"), "预计比例"),
        (covering(None), "目标资金覆盖率"),
        (covering("0"), "目标资金覆盖率"),
        (covering("1.01"), "目标资金覆盖率"),
        (SamplingPlan(), "样本数量"),
        (SamplingPlan(size=0), "样本数量"),
    ],
)
def test_a_plan_that_does_not_say_enough_has_no_size_and_says_what_is_missing(plan: SamplingPlan, name: str) -> None:
    found = sample_size(plan, frame(10, 20))
    assert found.size is None
    assert name in found.reason


def test_a_set_size_is_kept_up_to_the_number_of_units() -> None:
    assert sample_size(SamplingPlan(size=2), frame(10, 20)).size == 2
    more = sample_size(SamplingPlan(size=3), frame(10, 20))
    assert (more.size, more.reason) == (2, "指定3个，抽样框只有2个单元，全部抽取")


def test_an_empty_frame_and_a_frame_without_money_have_no_size() -> None:
    plan = SamplingPlan(size=1)
    assert sample_size(plan, frame()) == sample_size(covering("0.3"), frame())
    assert sample_size(plan, frame()).reason == NO_UNITS
    assert sample_size(plan, frame(0, 0)).reason == NO_MONEY
    assert sample_size(plan, frame(-5, 5)).reason == NO_MONEY


@pytest.mark.parametrize(("target", "size"), [("0.25", 1), ("0.250001", 2), ("0.3", 2), ("0.75", 3), ("1", 4)])
def test_the_size_reaches_the_expected_coverage_and_no_more(target: str, size: int) -> None:
    found = sample_size(covering(target), frame(40, 30, 20, 10))
    assert found.size == size


def test_money_that_no_unit_has_cannot_be_covered_and_all_units_are_drawn() -> None:
    lines = [
        FundLine("1", "文1", use="道路", area="东区", payee="甲村", budget=D(10)),
        FundLine("2", "文1", use="道路", area="东区", budget=D(90)),
    ]
    found = sample_size(covering("0.5"), frame_for(lines, SamplingPlan()))
    assert (found.size, found.reason) == (1, "目标资金覆盖率50.00%，抽1个时预计覆盖10.00%")


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=12), st.integers(1, 100))
def test_one_point_fewer_would_not_reach_the_coverage(money: list[int], percent: int) -> None:
    held = frame(*money)
    target = D(percent) / 100
    size = sample_size(covering(str(target)), held).size
    assert size is not None
    assert expected_coverage(held.strata, allocate(sized(held), size), held.total) >= target
    if size > 1:
        assert expected_coverage(held.strata, allocate(sized(held), size - 1), held.total) < target


@given(st.integers(1, 5_000), st.sampled_from(["0.90", "0.95", "0.99"]), st.sampled_from(["0.03", "0.05", "0.10"]))
def test_an_estimate_never_asks_for_more_than_there_is(units: int, confidence: str, margin: str) -> None:
    first, size = size_for_estimate(units, D(confidence), D(margin), D("0.5"))
    assert 1 <= size <= min(units, ceil(first))
    assert isinstance(first, Fraction)
