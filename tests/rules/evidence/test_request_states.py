"""How a notice stands on a day, and where what never came is carried to."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder
from jiheng.rules.evidence.request_states import NoticeState, next_notice_number, standings, unprovided_items

UNIT = "县住建局"
DUE = date(2026, 4, 15)
CONTRACT = NoticeItem("采购合同", ("B1", "B2"))
REPORT = NoticeItem("验收报告", ("C1",), received_on=date(2026, 4, 10))
NOTICE = Notice("通知1号", UNIT, DUE, sent_on=date(2026, 4, 1), items=(CONTRACT, REPORT))
URGED = Reminder("通知1号", UNIT, date(2026, 4, 16))
pytestmark = pytest.mark.clause("cq2023-7/16")


def state(notice: Notice, on: date, *reminders: Reminder) -> NoticeState:
    return standings([notice], reminders, UNIT, on)[0].state


@pytest.mark.parametrize(
    ("notice", "on", "expected"),
    [
        (replace(NOTICE, sent_on=None), DUE, NoticeState.DRAFT),
        (NOTICE, date(2026, 3, 31), NoticeState.DRAFT),
        (NOTICE, date(2026, 4, 1), NoticeState.SENT),
        (NOTICE, date(2026, 4, 9), NoticeState.SENT),
        (NOTICE, date(2026, 4, 10), NoticeState.PARTLY),
        (NOTICE, DUE, NoticeState.PARTLY),
        (NOTICE, date(2026, 4, 16), NoticeState.OVERDUE),
        (replace(NOTICE, items=(REPORT,)), date(2026, 4, 16), NoticeState.COMPLETE),
        (replace(NOTICE, items=()), date(2026, 4, 16), NoticeState.SENT),
        (replace(NOTICE, due=None), date(2026, 4, 16), NoticeState.PARTLY),
    ],
)
def test_a_notice_stands_where_its_days_and_items_put_it(notice: Notice, on: date, expected: NoticeState) -> None:
    assert state(notice, on) is expected


def test_an_overdue_notice_is_to_be_urged_until_the_evaluated_unit_was() -> None:
    late = date(2026, 4, 20)
    (open_now,) = standings([NOTICE], [], UNIT, late)
    assert (open_now.days, open_now.received, open_now.asked, open_now.to_urge) == (5, 1, 2, True)
    (urged,) = standings([NOTICE], [URGED], UNIT, late)
    assert (urged.state, urged.days, urged.to_urge) == (NoticeState.URGED, 5, False)


@pytest.mark.parametrize(
    "reminder",
    [replace(URGED, to="别的单位"), replace(URGED, reminded_on=DUE), replace(URGED, notice="通知2号")],
)
def test_a_reminder_of_something_else_urges_nobody(reminder: Reminder) -> None:
    assert state(NOTICE, date(2026, 4, 20), reminder) is NoticeState.OVERDUE


@pytest.mark.clause("cq2023-7/23")
def test_what_never_came_is_carried_to_its_indicators_after_the_due_day() -> None:
    assert unprovided_items([NOTICE], {}, UNIT, DUE) == ()
    (one,) = unprovided_items([NOTICE], {}, UNIT, date(2026, 4, 16))
    assert (one.item.name, one.days, one.indicators, one.open) == ("采购合同", 1, ("B1", "B2"), ("B1", "B2"))


@pytest.mark.clause("cq2023-7/23")
def test_an_indicator_that_names_something_already_is_not_open() -> None:
    (one,) = unprovided_items([NOTICE], {"B1": "采购合同", "B2": " "}, UNIT, date(2026, 4, 16))
    assert (one.written, one.open) == (("B1",), ("B2",))


@pytest.mark.clause("cq2023-7/23")
def test_a_notice_that_was_never_sent_carries_nothing() -> None:
    assert unprovided_items([replace(NOTICE, sent_on=None)], {}, UNIT, date(2026, 5, 1)) == ()


@pytest.mark.parametrize(
    ("used", "number"),
    [
        ((), "PJ-1-通知-1"),
        (("青评通〔2023〕1号",), "青评通〔2023〕2号"),
        (("通知09", " "), "通知10"),
        (("通知2号", "通知1号"), "通知3号"),
        (("第一份",), "第一份-2"),
    ],
)
def test_the_next_number_raises_the_serial_and_repeats_none(used: tuple[str, ...], number: str) -> None:
    assert next_notice_number("PJ-1", used) == number
