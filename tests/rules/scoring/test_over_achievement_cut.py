"""Results far above the target."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.scoring.over_achievement import (
    OverReason,
    apply_cut,
    check_over_achievement,
    deviation_for,
    over_reading_for,
    suggested_cut,
)
from jiheng.rules.scoring.quantitative import score_floor
from jiheng.rules.targets.shapes import Direction

D = Decimal
READING = over_reading_for(rulebook("mof2020-10", date(2024, 1, 1)))
LOW = OverReason.TARGET_TOO_LOW
pytestmark = pytest.mark.clause("mof2020-10/4.2.1")


@pytest.mark.parametrize(
    ("direction", "actual", "outcome"),
    [
        (Direction.FLOOR, "130", Outcome.PASSED),
        (Direction.FLOOR, "130.01", Outcome.FAILED),
        (Direction.CEILING, "70", Outcome.PASSED),
        (Direction.CEILING, "69.99", Outcome.FAILED),
        (Direction.EXACT, "900", Outcome.NOT_APPLICABLE),
        (Direction.UNKNOWN, "900", Outcome.NOT_APPLICABLE),
    ],
)
def test_only_more_than_the_threshold_asks_for_a_reason(direction: Direction, actual: str, outcome: Outcome) -> None:
    assert check_over_achievement(direction, D(100), D(actual), READING).outcome is outcome


def test_a_reason_settles_it_and_a_target_of_zero_has_no_deviation() -> None:
    given = check_over_achievement(Direction.FLOOR, D(100), D(200), READING, reason=OverReason.OTHER)
    assert given.outcome is Outcome.PASSED
    assert deviation_for(Direction.FLOOR, D(0), D(5)) is None


@pytest.mark.parametrize(
    ("deviation", "cut"),
    [("0.30", "0"), ("0.3001", "0.10"), ("0.40", "0.10"), ("0.4001", "0.20"), ("0.80", "0.50"), ("9", "0.50")],
)
def test_the_suggested_cut_rises_by_steps_up_to_its_cap(deviation: str, cut: str) -> None:
    assert suggested_cut(Fraction(deviation), READING, LOW) == D(cut)


@pytest.mark.parametrize("reason", [OverReason.POLICY_CHANGE, OverReason.SUDDEN_EVENT, OverReason.OTHER])
def test_other_reasons_lead_to_no_cut(reason: OverReason) -> None:
    score = score_floor(D(50), D(90), D(8))
    assert suggested_cut(Fraction(4, 5), READING, reason) == 0
    assert apply_cut(score, D("0.5"), reason, confirmed_by="主评人") == score


@pytest.mark.parametrize(("cut", "confirmed_by"), [("0.5", " "), ("1.5", "主评人"), ("-0.1", "主评人")])
def test_a_cut_nobody_confirmed_changes_no_points(cut: str, confirmed_by: str) -> None:
    refused = apply_cut(score_floor(D(50), D(90), D(8)), D(cut), LOW, confirmed_by=confirmed_by)
    assert (refused.value, refused.findings[-1].code) == (D("8.00"), "E-S-17")


def test_a_confirmed_cut_keeps_the_steps_before_it() -> None:
    cut = apply_cut(score_floor(D(50), D(90), D(8)), D("0.5"), LOW, confirmed_by="主评人")
    assert cut.value == D("4.00")
    assert [step.text for step in cut.steps[-2:]] == ["8-8×50%=4.00", "得4.00分"]
    assert cut.clauses == ("mof2020-10/4.2", "mof2020-10/4.2.1")


def test_a_score_that_could_not_be_computed_stays_so() -> None:
    blank = score_floor(D(50), None, D(8))
    assert apply_cut(blank, D("0.5"), LOW, confirmed_by="主评人") == blank
