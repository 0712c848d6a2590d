"""Points of the execution rate."""

from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.explained import StepKind
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.scoring.execution import execution_reading_for, score_execution

D = Decimal
pytestmark = pytest.mark.clause("mof2020-10/4.1")


@pytest.mark.parametrize(("executed", "value", "codes"), [("99.99", "10.00", []), ("100", "10.00", [])])
def test_a_rate_up_to_one_earns_its_share(executed: str, value: str, codes: list[str]) -> None:
    score = score_execution(D(executed), D(100), D(10))
    assert (score.value, [finding.code for finding in score.findings]) == (D(value), codes)


def test_a_rate_above_one_is_capped_and_reminded() -> None:
    score = score_execution(D("100.01"), D(100), D(10))
    assert (score.value, score.findings[0].code, score.findings[0].blocks) == (D("10.00"), "W-R-03", False)


def test_money_spent_without_a_budget_is_not_scored() -> None:
    score = score_execution(D(3), D(0), D(10))
    assert (score.value, score.raw) == (None, None)
    assert [(finding.code, finding.outcome) for finding in score.findings] == [("E-S-02", Outcome.FAILED)]


def test_no_budget_and_nothing_spent_does_not_apply() -> None:
    score = score_execution(D(0), D(0), D(10))
    assert score.value is None
    assert score.findings[0].outcome is Outcome.NOT_APPLICABLE
    assert "mof2020-10/4.8" in score.findings[0].clauses


@pytest.mark.parametrize(
    ("executed", "budget", "code"),
    [(None, D(1), "E-S-01"), (D(1), None, "E-S-01"), (D(-1), D(1), "E-S-24"), (D(1), D(-1), "E-S-24")],
)
def test_blank_or_negative_money_is_not_scored(executed: Decimal | None, budget: Decimal | None, code: str) -> None:
    score = score_execution(executed, budget, D(10))
    assert (score.value, score.findings[0].code) == (None, code)


def test_a_floor_rate_is_off_by_default_and_cuts_only_below_itself() -> None:
    assert score_execution(D("49.99"), D(100), D(10)).value == D("5.00")
    assert score_execution(D("49.99"), D(100), D(10), floor_rate=D("0.5")).value == D("0.00")
    assert score_execution(D("50"), D(100), D(10), floor_rate=D("0.5")).value == D("5.00")


@pytest.mark.parametrize(("instrument", "value"), [("mof2020-10", "8.62"), ("hubei", "17.24")])
def test_points_come_from_the_rulebook(instrument: str, value: str) -> None:
    reading = execution_reading_for(rulebook(instrument, date(2024, 1, 1)))
    assert score_execution(D("37.24"), D("43.2"), reading.points, floor_rate=reading.floor_rate).value == D(value)


def test_the_explanation_runs_from_reading_to_result_with_its_clause() -> None:
    score = score_execution(D(40), D(50), D(8))
    kinds = [step.kind for step in score.steps]
    assert kinds == [StepKind.BASIS, StepKind.INPUT, StepKind.WORKING, StepKind.RESULT]
    assert {step.clause for step in score.steps} == {"mof2020-10/4.1"}
    assert [score.steps[2].text, score.steps[3].text] == ["40/50×8=6.40", "得6.40分"]


def test_negative_points_are_not_scored() -> None:
    score = score_execution(D(1), D(1), D(-1))
    assert (score.value, score.findings[0].code) == (None, "E-S-24")
