"""Points of floors, ceilings, equal targets and ranges."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from jiheng.rules.explained import Score
from jiheng.rules.scoring.quantitative import score_ceiling, score_equal, score_floor, score_range

D = Decimal
pytestmark = pytest.mark.clause("mof2020-10/4.2")


def codes(score: Score) -> list[str]:
    return [finding.code for finding in score.findings]


@pytest.mark.parametrize(("actual", "value"), [("49.99", "8.00"), ("50", "8.00"), ("90", "8.00"), ("0", "0.00")])
def test_a_floor_is_met_from_its_target_on(actual: str, value: str) -> None:
    assert score_floor(D(50), D(actual), D(8)).value == D(value)


@pytest.mark.parametrize(("actual", "value"), [("90", "8.00"), ("90.01", "8.00"), ("91", "7.91"), ("180", "4.00")])
def test_a_ceiling_is_met_up_to_its_target(actual: str, value: str) -> None:
    assert score_ceiling(D(90), D(actual), D(8)).value == D(value)


@pytest.mark.parametrize(
    ("actual", "value"), [("100", "10.00"), ("92", "9.20"), ("108", "9.20"), ("200", "0.00"), ("250", "0.00")]
)
def test_an_equal_target_loses_by_distance_on_either_side(actual: str, value: str) -> None:
    assert score_equal(D(100), D(actual), D(10)).value == D(value)


@pytest.mark.parametrize(
    ("actual", "value"),
    [("10", "6.00"), ("20", "6.00"), ("15", "6.00"), ("5", "3.00"), ("40", "3.00"), ("0", "0.00")],
)
def test_a_range_holds_both_ends_and_scores_outside_by_the_nearest(actual: str, value: str) -> None:
    assert score_range(D(10), D(20), D(actual), D(6)).value == D(value)


def test_a_range_with_its_ends_turned_around_is_not_scored() -> None:
    assert codes(score_range(D(20), D(10), D(15), D(6))) == ["E-S-08"]


def test_a_range_from_zero_has_no_ratio_below_and_none_to_zero_above() -> None:
    below = score_range(D(0), D(10), D(-1), D(6), allow_negative=True)
    assert (below.value, codes(below)) == (None, ["W-S-07"])
    assert score_range(D(-5), D(0), D(1), D(6), allow_negative=True).value == D("0.00")
    assert score_range(D(0), D(0), D(0), D(6)).value == D("6.00")


@pytest.mark.clause("mof2020-10/4.2.2")
@pytest.mark.parametrize("actual", ["0", "5"])
def test_a_floor_of_zero_asks_for_another_method(actual: str) -> None:
    score = score_floor(D(0), D(actual), D(8))
    assert (score.value, codes(score)) == (None, ["W-S-03"])
    assert "扣分法" in score.findings[0].message


@pytest.mark.clause("mof2020-10/4.2.2")
@pytest.mark.parametrize(("actual", "value"), [("0", "8.00"), ("0.01", "0.00"), ("1", "0.00")])
def test_a_ceiling_of_zero_is_all_or_nothing(actual: str, value: str) -> None:
    score = score_ceiling(D(0), D(actual), D(8))
    assert (score.value, codes(score)) == (D(value), [])


@pytest.mark.clause("mof2020-10/4.2.2")
def test_a_ceiling_met_with_zero_is_full_and_asks_whether_anything_was_done() -> None:
    score = score_ceiling(D(10), D(0), D(8))
    assert (score.value, codes(score)) == (D("8.00"), ["N-S-04"])


@pytest.mark.clause("mof2020-10/4.2.2")
@pytest.mark.parametrize(("actual", "value"), [("0", "8.00"), ("1", "0.00")])
def test_an_equal_target_of_zero_is_all_or_nothing(actual: str, value: str) -> None:
    assert score_equal(D(0), D(actual), D(8)).value == D(value)


@pytest.mark.parametrize("score_by", [score_floor, score_ceiling])
def test_a_strict_sign_is_reminded_and_its_edge_left_to_a_person(score_by: Callable[..., Score]) -> None:
    edge = score_by(D(50), D(50), D(8), strict=True)
    assert (edge.value, codes(edge)) == (D("8.00"), ["N-S-05", "W-S-25"])
    off_edge = score_by(D(50), D(51), D(8), strict=True)
    assert codes(off_edge) == ["N-S-05"]
    assert codes(score_by(D(50), D(50), D(8))) == []


@pytest.mark.clause("mof2020-10/4.2.2")
def test_a_negative_figure_has_to_be_declared() -> None:
    undeclared = score_floor(D(5), D(-1), D(8))
    assert (undeclared.value, codes(undeclared)) == (D("0.00"), ["W-S-06"])
    assert codes(score_floor(D(5), D(-1), D(8), allow_negative=True)) == []
    assert codes(score_equal(D(-5), D(-5), D(8), allow_negative=True)) == []


@pytest.mark.clause("mof2020-10/4.2.2")
@pytest.mark.parametrize(("score_by", "met", "missed"), [(score_floor, D(-4), D(-6)), (score_ceiling, D(-6), D(-4))])
def test_a_missed_negative_target_has_no_ratio(score_by: Callable[..., Score], met: Decimal, missed: Decimal) -> None:
    assert score_by(D(-5), met, D(8), allow_negative=True).value == D("8.00")
    score = score_by(D(-5), missed, D(8), allow_negative=True)
    assert (score.value, codes(score)) == (None, ["W-S-07"])


def test_distance_from_a_negative_equal_target_counts_by_its_size() -> None:
    score = score_equal(D(-5), D(-4), D(10), allow_negative=True)
    assert score.value == D("8.00")
    assert score.steps[2].text == "(1-|-4-(-5)|/5)×10=8.00"


@pytest.mark.parametrize("score_by", [score_floor, score_ceiling, score_equal])
def test_a_blank_is_not_zero(score_by: Callable[..., Score]) -> None:
    score = score_by(D(5), None, D(8))
    assert (score.value, codes(score)) == (None, ["E-S-01"])
    assert codes(score_range(D(1), D(5), None, D(8))) == ["E-S-01"]


def test_points_with_three_decimals_are_earned_in_full_as_written() -> None:
    assert score_floor(D(5), D(5), D("16.667")).value == D("16.667")
