"""Points of satisfaction surveys."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.law import rulebook
from jiheng.rules.scoring.satisfaction import (
    SatisfactionMethod,
    SatisfactionReading,
    satisfaction_reading_for,
    score_satisfaction,
    score_satisfaction_rate,
)

D = Decimal
RATIO = satisfaction_reading_for(rulebook("mof2020-10", date(2024, 1, 1)))
THRESHOLD = replace(RATIO, method=SatisfactionMethod.THRESHOLD)
pytestmark = pytest.mark.clause("mof2020-10/4.7")


def test_the_ratio_method_is_the_default() -> None:
    score = score_satisfaction(171, 200, D("0.9"), D(10), RATIO)
    assert (score.value, score.findings) == (D("9.50"), ())
    assert score.steps[2].text == "171/200=85.5%，85.5%/90%×10=9.50"


def test_the_threshold_method_starts_at_the_pass_mark() -> None:
    score = score_satisfaction(171, 200, D("0.9"), D(10), THRESHOLD)
    assert score.value == D("8.50")
    assert score.steps[2].text.endswith("(85.5%-60%)/(90%-60%)×10=8.50")


@pytest.mark.parametrize(
    ("rate", "value"), [("0.5999", "0.00"), ("0.60", "0.00"), ("0.63", "1.00"), ("0.90", "10.00")]
)
def test_both_ends_of_the_threshold_method(rate: str, value: str) -> None:
    assert score_satisfaction_rate(D(rate), D("0.9"), D(10), THRESHOLD).value == D(value)


@pytest.mark.parametrize("reading", [RATIO, THRESHOLD])
def test_a_met_target_is_full_even_below_the_pass_mark(reading: SatisfactionReading) -> None:
    assert score_satisfaction_rate(D("0.5"), D("0.5"), D(10), reading).value == D("10.00")
    assert score_satisfaction_rate(D("0.49"), D("0.5"), D(10), reading).value != D("10.00")


@pytest.mark.parametrize(
    ("valid", "collected", "reminders"), [(30, None, 0), (29, None, 1), (80, 100, 0), (79, 100, 1), (20, 100, 2)]
)
def test_small_or_thin_samples_are_reminded(valid: int, collected: int | None, reminders: int) -> None:
    score = score_satisfaction(valid, valid, D("0.9"), D(10), RATIO, collected=collected)
    assert [finding.code for finding in score.findings] == ["W-S-14"] * reminders
    assert score.value == D("10.00")


@pytest.mark.parametrize(("satisfied", "valid"), [(0, 0), (31, 30), (-1, 30)])
def test_impossible_head_counts_are_not_scored(satisfied: int, valid: int) -> None:
    score = score_satisfaction(satisfied, valid, D("0.9"), D(10), RATIO)
    assert (score.value, score.findings[0].code) == (None, "E-S-15")


@pytest.mark.parametrize(
    ("rate", "target", "code"), [(None, "0.9", "E-S-01"), ("1.2", "0.9", "E-S-15"), ("0.5", "0", "W-S-03")]
)
def test_a_blank_rate_or_target_is_not_scored(rate: str | None, target: str, code: str) -> None:
    score = score_satisfaction_rate(None if rate is None else D(rate), D(target), D(10), RATIO)
    assert (score.value, score.findings[0].code) == (None, code)
