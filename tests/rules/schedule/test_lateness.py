"""逾期 in calendar days against the planned date."""

from datetime import date

import pytest

from jiheng.rules.schedule.lateness import lateness_of

PLANNED = date(2022, 12, 31)
EVALUATION = date(2023, 6, 30)
pytestmark = pytest.mark.clause("cq2023-7/8")


@pytest.mark.parametrize(
    ("actual", "late", "deviation", "shown"),
    [
        (date(2022, 12, 30), 0, -1, "提前1天"),
        (date(2022, 12, 31), 0, 0, "按期"),
        (date(2023, 1, 1), 1, 1, "逾期1天"),
        (date(2023, 3, 1), 60, 60, "逾期60天"),
    ],
)
def test_an_event_is_late_by_the_days_after_its_planned_date(
    actual: date, late: int, deviation: int, shown: str
) -> None:
    found = lateness_of(PLANNED, actual, EVALUATION)
    assert (found.days_late, found.deviation, found.unfinished, found.shown) == (late, deviation, False, shown)


@pytest.mark.parametrize(
    ("evaluation", "late", "shown"),
    [
        (date(2022, 12, 31), 0, "未完成，未到期"),
        (date(2023, 1, 1), 1, "未完成，逾期1天"),
        (date(2022, 6, 30), 0, "未完成，未到期"),
    ],
)
def test_what_did_not_happen_is_late_up_to_the_day_of_evaluation(evaluation: date, late: int, shown: str) -> None:
    found = lateness_of(PLANNED, None, evaluation, not_happened=True)
    assert (found.days_late, found.unfinished, found.shown) == (late, True, shown)


def test_an_actual_date_not_collected_yet_makes_nothing_late() -> None:
    found = lateness_of(PLANNED, None, EVALUATION)
    assert (found.days_late, found.unfinished, found.shown) == (None, False, "实际时间待收集")


def test_without_a_planned_date_no_lateness_is_counted() -> None:
    assert lateness_of(None, date(2023, 1, 1), EVALUATION).days_late is None
    assert lateness_of(None, None, EVALUATION, not_happened=True).shown == "无计划时间依据，不计逾期"


def test_what_did_not_happen_cannot_be_measured_without_a_day_of_evaluation() -> None:
    found = lateness_of(PLANNED, None, None, not_happened=True)
    assert (found.days_late, found.unfinished) == (None, True)
