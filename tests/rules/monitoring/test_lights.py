"""Lights and warning lines of monitoring."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.finding import Outcome
from jiheng.rules.law import NotSet, rulebook
from jiheng.rules.monitoring.lights import (
    Light,
    check_execution_pace,
    check_goal_gap,
    check_progress,
    completion_rate,
    deviation,
    light_floors_for,
    light_for,
    time_progress,
    warning_lines_for,
)
from jiheng.rules.targets.shapes import Direction

D = Decimal
FLOORS = light_floors_for(rulebook("mof2020-10", date(2025, 8, 31)))
LINES = warning_lines_for(rulebook("sichuan", date(2025, 8, 31)))
GENERAL = pytest.mark.clause("mof2020-10/4.6")
SICHUAN = pytest.mark.clause("sichuan/4.6")


@GENERAL
def test_completion_turns_around_for_a_ceiling() -> None:
    assert completion_rate(Direction.FLOOR, D(50), D(40)) == Fraction(4, 5)
    assert completion_rate(Direction.CEILING, D(40), D(50)) == Fraction(4, 5)
    assert completion_rate(Direction.FLOOR, D(0), D(40)) is None
    assert completion_rate(Direction.CEILING, D(40), D(0)) is None


@GENERAL
def test_deviation_is_completion_minus_time_progress() -> None:
    assert time_progress(8) == Fraction(2, 3)
    assert deviation(D("0.5"), time_progress(6)) == 0


@GENERAL
@pytest.mark.parametrize(
    ("completion", "light"),
    [
        ("0.60", Light.GREEN),
        ("0.45", Light.GREEN),
        ("0.4499", Light.YELLOW),
        ("0.30", Light.YELLOW),
        ("0.2999", Light.RED),
        ("0", Light.RED),
    ],
)
def test_each_floor_belongs_to_the_better_light(completion: str, light: Light) -> None:
    assert light_for(D(completion), D("0.5"), FLOORS) is light
    outcome = check_progress(D(completion), D("0.5"), FLOORS).outcome
    assert outcome is (Outcome.PASSED if light is Light.GREEN else Outcome.FAILED)


@GENERAL
def test_a_light_only_warns_and_needs_a_completion_rate() -> None:
    red = check_progress(D(0), D("0.5"), FLOORS)
    assert (red.blocks, "红灯" in red.message) == (False, True)
    assert check_progress(None, D("0.5"), FLOORS).outcome is Outcome.NOT_APPLICABLE


@SICHUAN
@pytest.mark.parametrize(
    ("rate", "month", "outcome"),
    [
        ("0", 3, Outcome.NOT_APPLICABLE),
        ("0.25", 4, Outcome.PASSED),
        ("0.2499", 4, Outcome.FAILED),
        ("0.25", 5, Outcome.PASSED),
        ("0.40", 6, Outcome.PASSED),
        ("0.3999", 6, Outcome.FAILED),
        ("0.60", 8, Outcome.PASSED),
        ("0.5999", 8, Outcome.FAILED),
        ("0.80", 10, Outcome.PASSED),
        ("0.7999", 12, Outcome.FAILED),
    ],
)
def test_the_execution_rate_reaches_the_line_of_its_month(rate: str, month: int, outcome: Outcome) -> None:
    assert check_execution_pace(D(rate), month, LINES).outcome is outcome


@SICHUAN
@pytest.mark.parametrize(
    ("completion", "outcome"),
    [
        ("0.65", Outcome.PASSED),
        ("0.6501", Outcome.FAILED),
        ("0.45", Outcome.PASSED),
        ("0.4499", Outcome.FAILED),
        (None, Outcome.NOT_APPLICABLE),
    ],
)
def test_more_than_ten_points_between_goal_and_money_warns(completion: str | None, outcome: Outcome) -> None:
    finding = check_goal_gap(D("0.55"), None if completion is None else D(completion), LINES)
    assert finding.outcome is outcome


@SICHUAN
def test_the_warning_names_the_local_clause_and_stays_local() -> None:
    assert check_execution_pace(D("0.1"), 8, LINES).clauses == ("sichuan/4.6",)
    with pytest.raises(NotSet):
        warning_lines_for(rulebook("mof2020-10", date(2025, 8, 31)))
