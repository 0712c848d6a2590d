"""The ten-day rule and how days are counted."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.deadlines.periods import (
    Calendar,
    DayCount,
    check_goal_completion,
    check_goal_correction,
    days_late,
    due_day,
    goal_days_for,
    period_reading_for,
)
from jiheng.rules.finding import Outcome, Severity
from jiheng.rules.law import rulebook

BOOK = rulebook("ats2023", date(2023, 3, 1))
READING = period_reading_for(BOOK)
DAYS = goal_days_for(BOOK)
PLAIN = Calendar()
OCTOBER = Calendar(
    holidays=frozenset(date(2023, 10, day) for day in range(1, 7)) | {date(2023, 9, 29), date(2023, 9, 30)},
    working_weekends=frozenset({date(2023, 10, 7), date(2023, 10, 8)}),
)
pytestmark = pytest.mark.clause("mof2020-10/5.5", "ats2023/3.5.2")


def test_ten_days_from_the_first_of_march_end_on_a_saturday_and_move_to_monday() -> None:
    assert DAYS == 10
    assert due_day(date(2023, 3, 1), DAYS, READING, PLAIN) == date(2023, 3, 13)


def test_without_rolling_over_the_saturday_stays() -> None:
    assert due_day(date(2023, 3, 1), DAYS, replace(READING, roll_over=False), PLAIN) == date(2023, 3, 11)


def test_a_working_day_stays_the_last_day() -> None:
    assert due_day(date(2023, 3, 3), DAYS, READING, PLAIN) == date(2023, 3, 13)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2023, 9, 19), date(2023, 10, 7)),
        (date(2023, 9, 28), date(2023, 10, 8)),
        (date(2023, 9, 18), date(2023, 9, 28)),
    ],
)
def test_holidays_move_the_last_day_and_working_weekends_do_not(start: date, due: date) -> None:
    assert due_day(start, DAYS, READING, OCTOBER) == due


def test_working_days_skip_weekends_and_holidays() -> None:
    working = replace(READING, count=DayCount.WORKING)
    assert due_day(date(2023, 3, 1), DAYS, working, PLAIN) == date(2023, 3, 15)
    assert due_day(date(2023, 9, 28), 2, working, OCTOBER) == date(2023, 10, 8)


@pytest.mark.parametrize(
    ("finished", "today", "late"),
    [
        (date(2023, 3, 13), date(2023, 5, 1), 0),
        (date(2023, 3, 14), date(2023, 5, 1), 1),
        (None, date(2023, 3, 13), 0),
        (None, date(2023, 3, 15), 2),
    ],
)
def test_lateness_starts_the_day_after_the_last_day(finished: date | None, today: date, late: int) -> None:
    due = date(2023, 3, 13)
    assert days_late(due, finished, today) == late
    finding = check_goal_completion(due, finished, today)
    assert finding.outcome is (Outcome.FAILED if late else Outcome.PASSED)


def test_lateness_is_recorded_and_never_blocks() -> None:
    finding = check_goal_completion(date(2023, 3, 13), None, date(2023, 3, 20))
    assert (finding.code, finding.severity, finding.blocks) == ("E-A352-1", Severity.RECORD, False)
    assert "逾期7天" in finding.message


def test_a_change_that_leaves_the_goal_alone_has_no_deadline() -> None:
    assert goal_days_for(BOOK, "goal_correction") == 10
    today = date(2023, 3, 20)
    assert check_goal_correction(None, None, today).outcome is Outcome.NOT_APPLICABLE
    assert check_goal_correction(date(2023, 3, 13), date(2023, 3, 13), today).outcome is Outcome.PASSED
    assert check_goal_correction(date(2023, 3, 13), None, today).code == "E-A352-5"
