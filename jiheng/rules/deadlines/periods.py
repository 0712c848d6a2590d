"""“10日内”: the last day of a period, and how late something is."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook

CLAUSE = "mof2020-10/5.5"
FIRST_WEEKEND_DAY = 5
"""``date.weekday()`` of Saturday."""


class DayCount(StrEnum):
    NATURAL = "natural"
    WORKING = "working"

    @property
    def label(self) -> str:
        return {"natural": "自然日", "working": "工作日"}[self.value]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and working weekends announced by the state; every other weekend is off."""

    holidays: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()

    def is_off(self, day: date) -> bool:
        if day in self.working_weekends:
            return False
        return day in self.holidays or day.weekday() >= FIRST_WEEKEND_DAY


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """How days are counted and whether a last day that is off moves on."""

    count: DayCount
    roll_over: bool


def period_reading_for(book: Rulebook) -> PeriodReading:
    entry = book.entry("periods")
    return PeriodReading(DayCount(entry.text("count")), entry.values["roll_over"] is True)


def goal_days_for(book: Rulebook, name: str = "goal_completion") -> int:
    """How many days a goal has: ``goal_completion`` after set-up, ``goal_correction`` after a change."""
    return int(book.entry(name).decimal("days"))


@clause(CLAUSE, "ats2023/3.5.2")
def due_day(start: date, days: int, reading: PeriodReading, calendar: Calendar) -> date:
    """The last day of a period of ``days`` days; the first day is not counted.

    A last day that is a weekend or holiday moves to the next working day when the reading says so.
    """
    if reading.count is DayCount.WORKING:
        return _after_working_days(start, days, calendar)
    last = start + timedelta(days=days)
    while reading.roll_over and calendar.is_off(last):
        last += timedelta(days=1)
    return last


@clause(CLAUSE, "ats2023/3.5.2")
def days_late(due: date, finished: date | None, today: date) -> int:
    """Natural days past the due day when finished, or until today while unfinished; zero when in time."""
    return max(0, ((finished or today) - due).days)


@clause("ats2023/3.5.2")
def check_goal_completion(due: date, finished: date | None, today: date) -> Finding:
    """A goal is completed within its period after the project is set up; lateness is recorded, never blocked."""
    return _lateness("E-A352-1", "目标表完善", due, finished, today)


@clause("ats2023/3.5.2")
def check_goal_correction(due: date | None, finished: date | None, today: date) -> Finding:
    """A goal touched by a change is corrected within its period; ``due`` is ``None`` when none is needed."""
    if due is None:
        return not_applicable("E-A352-5", "变动不影响目标，已填写无需调整的理由，不计期限")
    return _lateness("E-A352-5", "目标校正", due, finished, today)


def _lateness(code: str, what: str, due: date, finished: date | None, today: date) -> Finding:
    late = days_late(due, finished, today)
    last = f"{due.year}年{due.month}月{due.day}日"
    if late:
        state = "逾期完成" if finished else "逾期未完成"
        return failed(code, f"{what}期限是{last}，{state}，逾期{late}天，请尽快办理，逾期天数留存")
    if finished:
        return passed(code, f"{what}按期完成")
    return passed(code, f"{what}未到期，期限是{last}")


def _after_working_days(start: date, days: int, calendar: Calendar) -> date:
    day, left = start, days
    while left > 0:
        day += timedelta(days=1)
        left -= not calendar.is_off(day)
    return day
