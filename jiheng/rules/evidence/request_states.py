"""How a notice stands on a day, and what never came is carried to the indicators it is for (第十六条、第二十三条)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder
from jiheng.rules.evidence.requests import missing_items, overdue_notices


class NoticeState(StrEnum):
    DRAFT = "草稿"
    SENT = "已发出"
    PARTLY = "部分交齐"
    COMPLETE = "已交齐"
    OVERDUE = "逾期"
    URGED = "已督促"


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice on a day: ``received`` of ``asked`` items are there; ``days`` past the due day while some are not."""

    notice: Notice
    state: NoticeState
    received: int
    days: int = 0

    @property
    def asked(self) -> int:
        return len(self.notice.items)

    @property
    def to_urge(self) -> bool:
        """Whether the evaluated unit still has to be urged."""
        return self.state is NoticeState.OVERDUE


@dataclass(frozen=True, slots=True)
class Unprovided:
    """Material that was asked for in writing and did not come by the due day, with the indicators it is for.

    ``written`` are those whose deduction names it already.
    """

    notice: Notice
    item: NoticeItem
    days: int
    indicators: tuple[str, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """The indicators nobody prepared a deduction for."""
        return tuple(each for each in self.indicators if each not in self.written)


@clause("cq2023-7/16")
def standings(
    notices: Sequence[Notice], reminders: Sequence[Reminder], evaluated_unit: str, on: date
) -> tuple[Standing, ...]:
    """How every notice stands on the day.

    Reading taken: a notice that asks for nothing is never complete.
    """
    late = {id(each.notice): each for each in overdue_notices(notices, reminders, evaluated_unit, on)}
    found = []
    for notice in notices:
        overdue, received = late.get(id(notice)), len(notice.items) - len(missing_items(notice, on))
        if overdue is None:
            found.append(Standing(notice, _state(notice, received, on), received))
        else:
            state = NoticeState.URGED if overdue.reminded else NoticeState.OVERDUE
            found.append(Standing(notice, state, received, overdue.days))
    return tuple(found)


@clause("cq2023-7/16", "cq2023-7/23")
def unprovided_items(
    notices: Sequence[Notice], prepared: Mapping[str, str], evaluated_unit: str, on: date
) -> tuple[Unprovided, ...]:
    """What did not come by its due day, item by item, carried to the indicators it is for.

    ``prepared`` says, by indicator, which material its deduction names as not provided.
    """
    return tuple(
        Unprovided(late.notice, item, late.days, item.indicators, tuple(_written(item, prepared)))
        for late in overdue_notices(notices, (), evaluated_unit, on)
        for item in late.missing
    )


@clause("cq2023-7/16")
def next_notice_number(project_code: str, used: Iterable[str]) -> str:
    """A number to propose: the last one given with its serial raised, or the first of the project.

    Reading taken: the last figure of a number is its serial.
    """
    given = [each.strip() for each in used if each.strip()]
    if not given:
        return f"{project_code.strip()}-通知-1"
    proposed = given[-1]
    while proposed in given:
        proposed = _raised(proposed)
    return proposed


def _raised(number: str) -> str:
    figures = list(re.finditer(r"[0-9]+", number))
    if not figures:
        return f"{number}-2"
    last = figures[-1]
    return f"{number[: last.start()]}{int(last[0]) + 1:0{len(last[0])}d}{number[last.end() :]}"


def _state(notice: Notice, received: int, on: date) -> NoticeState:
    if notice.sent_on is None or notice.sent_on > on:
        return NoticeState.DRAFT
    if received and received == len(notice.items):
        return NoticeState.COMPLETE
    return NoticeState.PARTLY if received else NoticeState.SENT


def _written(item: NoticeItem, prepared: Mapping[str, str]) -> Iterator[str]:
    return (each for each in item.indicators if prepared.get(each, "").strip())
