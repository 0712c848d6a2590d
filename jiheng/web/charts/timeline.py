"""A stretch of days as a line: where a day stands on it, and which months or years are named."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

MONTHS_BETWEEN: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""From one named month to the next; from 12 on, years are named."""
TICK_ROOM: Final = 72
"""How far apart two names have to stand."""


@dataclass(frozen=True, slots=True)
class Tick:
    x: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Whole months from the first day to the last, between two edges of a drawing. A day stands at its noon."""

    first: date
    last: date
    left: Fraction
    right: Fraction

    def x(self, day: date) -> Fraction:
        return self._start(day) + self._day / 2

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The names along the line: years, months, or days of a single month."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        if months == 1:
            return tuple(self._days())
        pitch = (self.right - self.left) / months
        step = next((step for step in MONTHS_BETWEEN if step * pitch >= TICK_ROOM), MONTHS_BETWEEN[-1])
        return tuple(self._months(step))

    @property
    def _day(self) -> Fraction:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def _start(self, day: date) -> Fraction:
        return self.left + self._day * (day - self.first).days

    def _days(self) -> Iterator[Tick]:
        for number in (1, 11, 21):
            day = self.first.replace(day=number)
            text = f"{day.year}年{day.month}月" if number == 1 else f"{day.month}月{day.day}日"
            yield Tick(self._start(day), text)

    def _months(self, step: int) -> Iterator[Tick]:
        year = 0
        month = self.first.year * 12 + self.first.month - 1
        for index in range(month, self.last.year * 12 + self.last.month):
            if index % step == 0:
                day = date(index // 12, index % 12 + 1, 1)
                yield Tick(self._start(day), _month_name(day, step, same_year=day.year == year))
                year = day.year


def timeline_of(days: Iterable[date], left: Fraction | int, right: Fraction | int) -> Timeline | None:
    """The line that shows all the days; none without a day."""
    known = sorted(days)
    if not known:
        return None
    first, last = known[0].replace(day=1), known[-1]
    return Timeline(first, _end_of_month(last), Fraction(left), Fraction(right))


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _month_name(day: date, step: int, *, same_year: bool) -> str:
    if step >= 12:
        return f"{day.year}年"
    return f"{day.month}月" if same_year else f"{day.year}年{day.month}月"
