"""Points of deduction methods and of stages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.law import rulebook
from jiheng.rules.scoring.deduction import PartStep, control_rate_reading_for, score_control_rate, score_deduction
from jiheng.rules.scoring.steps import Stage, score_steps

D = Decimal
PROPORTIONAL = control_rate_reading_for(rulebook("mof2020-10", date(2024, 1, 1)))
ROUNDED_UP = replace(PROPORTIONAL, part_step=PartStep.UP)
STAGES = (Stage(D(80), D(5)), Stage(D(70), D(3)), Stage(D(65), D(1)))
pytestmark = pytest.mark.clause("mof2020-10/4.11")


@pytest.mark.parametrize(
    ("rate", "proportional", "rounded_up"),
    [
        ("0.95", "5.00", "5.00"),
        ("1", "5.00", "5.00"),
        ("1.0001", "5.00", "4.50"),
        ("1.035", "3.25", "3.00"),
        ("1.10", "0.00", "0.00"),
        ("2", "0.00", "0.00"),
    ],
)
def test_each_percentage_point_over_the_limit_costs_half_a_point(
    rate: str, proportional: str, rounded_up: str
) -> None:
    assert score_control_rate(D(rate), D(5), PROPORTIONAL).value == D(proportional)
    assert score_control_rate(D(rate), D(5), ROUNDED_UP).value == D(rounded_up)


def test_the_working_shows_the_steps() -> None:
    score = score_control_rate(D("1.035"), D(5), PROPORTIONAL)
    assert score.steps[2].text == "5-3.5×0.5=3.25"


@pytest.mark.parametrize(("rate", "code"), [(None, "E-S-01"), (D("-0.1"), "E-S-24")])
def test_a_blank_or_negative_rate_is_not_scored(rate: Decimal | None, code: str) -> None:
    assert score_control_rate(rate, D(5), PROPORTIONAL).findings[0].code == code


@pytest.mark.parametrize(
    ("excess", "part_step", "value"),
    [
        ("0", PartStep.UP, "6.00"),
        ("-1", PartStep.UP, "6.00"),
        ("1", PartStep.UP, "4.00"),
        ("1", PartStep.DOWN, "6.00"),
        ("3", PartStep.DOWN, "4.00"),
        ("1.5", PartStep.PROPORTIONAL, "5.00"),
        ("9", PartStep.DOWN, "0.00"),
        ("12", PartStep.DOWN, "0.00"),
    ],
)
def test_every_three_cases_cost_two_points(excess: str, part_step: PartStep, value: str) -> None:
    score = score_deduction(D(excess), D(6), every=D(3), minus=D(2), part_step=part_step, unit="起")
    assert score.value == D(value)


def test_a_senseless_rule_or_a_blank_is_not_scored() -> None:
    assert score_deduction(D(1), D(6), every=D(0), minus=D(2)).findings[0].code == "E-S-16"
    assert score_deduction(D(1), D(6), every=D(1), minus=D(-2)).findings[0].code == "E-S-16"
    assert score_deduction(None, D(6), every=D(1), minus=D(2)).findings[0].code == "E-S-01"


@pytest.mark.parametrize(
    ("actual", "value"),
    [("80", "5.00"), ("79.99", "3.00"), ("70", "3.00"), ("69.99", "1.00"), ("65", "1.00"), ("64.99", "0.00")],
)
def test_each_stage_starts_at_its_own_floor(actual: str, value: str) -> None:
    assert score_steps(D(actual), D(5), STAGES, unit="%").value == D(value)


@pytest.mark.parametrize(
    "stages",
    [
        (),
        STAGES[::-1],
        (Stage(D(80), D(5)), Stage(D(80), D(3))),
        (Stage(D(80), D(5)), Stage(D(70), D(6))),
        (Stage(D(80), D(4)),),
        (Stage(D(80), D(5)), Stage(D(70), D(-1))),
    ],
)
def test_stages_that_do_not_fall_together_are_refused(stages: tuple[Stage, ...]) -> None:
    score = score_steps(D(90), D(5), stages)
    assert (score.value, score.findings[0].code) == (None, "E-S-16")


def test_a_blank_stage_value_is_not_scored() -> None:
    assert score_steps(None, D(5), STAGES).findings[0].code == "E-S-01"
