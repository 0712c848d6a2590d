"""Points of deadlines and of yes-or-no targets."""

from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.law import rulebook
from jiheng.rules.scoring.dates import part_step_for, score_date
from jiheng.rules.scoring.deduction import PartStep
from jiheng.rules.scoring.yes_no import score_yes_no

D = Decimal
DEADLINE = date(2023, 11, 30)


@pytest.mark.clause("mof2020-10/4.2.3")
@pytest.mark.parametrize("finished", [date(2023, 11, 1), DEADLINE])
def test_finishing_on_or_before_the_deadline_earns_full_points(finished: date) -> None:
    assert score_date(DEADLINE, finished, D(5)).value == D("5.00")


@pytest.mark.clause("mof2020-10/4.2.3")
def test_lateness_without_a_deduction_rule_is_left_to_people() -> None:
    score = score_date(DEADLINE, date(2023, 12, 1), D(5))
    assert (score.value, score.findings[0].code) == (None, "W-S-09")
    assert "人工判断" in score.findings[0].message


@pytest.mark.clause("mof2020-10/4.2.3")
@pytest.mark.parametrize(
    ("part_step", "day", "value"),
    [
        (PartStep.DOWN, 9, "5.00"),
        (PartStep.DOWN, 10, "4.00"),
        (PartStep.UP, 1, "4.00"),
        (PartStep.UP, 10, "4.00"),
        (PartStep.UP, 11, "3.00"),
        (PartStep.PROPORTIONAL, 5, "4.50"),
        (PartStep.DOWN, 31, "2.00"),
    ],
)
def test_every_ten_days_late_costs_a_point(part_step: PartStep, day: int, value: str) -> None:
    finished = date(2023, 12, day)
    score = score_date(DEADLINE, finished, D(5), every_days=10, minus=D(1), part_step=part_step)
    assert score.value == D(value)


@pytest.mark.clause("mof2020-10/4.2.3")
def test_the_deduction_ends_at_zero() -> None:
    assert score_date(DEADLINE, date(2025, 1, 1), D(5), every_days=10, minus=D(1)).value == D("0.00")


@pytest.mark.clause("mof2020-10/4.2.3")
def test_the_national_reading_counts_only_whole_steps() -> None:
    assert part_step_for(rulebook("mof2020-10", date(2024, 1, 1))) is PartStep.DOWN


@pytest.mark.clause("mof2020-10/4.2.3")
@pytest.mark.parametrize(("every", "minus"), [(0, D(1)), (-1, D(1)), (1, D(-1))])
def test_a_senseless_deduction_rule_is_refused(every: int, minus: Decimal) -> None:
    score = score_date(DEADLINE, date(2023, 12, 1), D(5), every_days=every, minus=minus)
    assert (score.value, score.findings[0].code) == (None, "E-S-16")


@pytest.mark.clause("mof2020-10/4.2.3")
def test_a_blank_day_is_not_scored() -> None:
    assert score_date(DEADLINE, None, D(5)).findings[0].code == "E-S-01"


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(("met", "value"), [(True, D("5.00")), (False, D("0.00")), (None, None)])
def test_yes_earns_all_no_earns_nothing_and_blank_is_not_scored(met: bool | None, value: Decimal | None) -> None:
    assert score_yes_no(met, D(5)).value == value


@pytest.mark.clause("mof2020-10/4.2.3")
@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2023, 12, 1), date(2023, 12, 31), "逾期1至31天"),
        (date(2023, 11, 1), date(2023, 12, 10), "不能确定是否逾期"),
    ],
    ids=["surely late", "perhaps late"],
)
def test_a_finish_written_without_its_day_claims_no_exact_days_late(first: date, last: date, said: str) -> None:
    score = score_date(DEADLINE, last, D(5), every_days=10, minus=D(1), finished_from=first)
    assert score.value is None
    assert said in score.findings[0].message


@pytest.mark.clause("mof2020-10/4.2.3")
def test_a_finish_written_without_its_day_is_in_time_when_its_last_day_is() -> None:
    assert score_date(DEADLINE, DEADLINE, D(5), finished_from=date(2023, 11, 1)).value == D("5.00")
