"""The service of a resident team: assessed, talked over, orders carried out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiheng.rules.agencies.service import (
    assessed_every_for,
    check_assessed,
    check_orders,
    check_talks,
    months_after,
    talked_every_for,
)
from jiheng.rules.agencies.shapes import (
    Assessed,
    Assessment,
    ChangeKind,
    Engagement,
    Residence,
    ResidentOrder,
    TeamChange,
    TeamMember,
    TeamRole,
)
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook

pytestmark = pytest.mark.clause("ats2023/3.1")

BEGAN = date(2026, 1, 1)
BOOK = rulebook("ats2023", BEGAN)
TEAM = (TeamMember("张三", TeamRole.LEAD), TeamMember("李四", TeamRole.MEMBER), TeamMember("王五", TeamRole.MEMBER))
STAY = Residence(starts=BEGAN)
HERE = Engagement(residence=STAY, where="项目基本信息")


def with_(**values: object) -> Engagement:
    return replace(HERE, residence=replace(STAY, **values))  # type: ignore[arg-type]  # named by the test


def assessed(*people: str, on: date) -> tuple[Assessment, ...]:
    rows = tuple(Assessment(Assessed.PEOPLE, person, on) for person in people)
    return (*rows, Assessment(Assessed.WORK, "", on))


def test_the_defaults_are_a_quarter_and_thirty_days() -> None:
    assert (assessed_every_for(BOOK), talked_every_for(BOOK)) == (3, 30)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_there_is(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_people_and_work_are_assessed_when_a_quarter_is_over() -> None:
    assert check_assessed(TEAM, HERE, date(2026, 4, 1), 3)[0].outcome is Outcome.PASSED
    (late,) = check_assessed(TEAM, HERE, date(2026, 4, 2), 3)
    assert (late.code, late.outcome) == ("W-A31-6", Outcome.FAILED)
    assert "工作情况应在2026年4月1日前考核；“李四”、“王五”应在2026年4月1日前考核" in late.message


def test_who_was_assessed_is_asked_about_a_quarter_later() -> None:
    once = with_(assessments=assessed("李四", "王五", on=date(2026, 3, 31)))
    assert check_assessed(TEAM, once, date(2026, 6, 30), 3)[0].outcome is Outcome.PASSED
    assert check_assessed(TEAM, once, date(2026, 7, 1), 3)[0].outcome is Outcome.FAILED
    one_left_out = with_(assessments=assessed("李四", on=date(2026, 3, 31)))
    (found,) = check_assessed(TEAM, one_left_out, date(2026, 5, 1), 3)
    assert "“王五”应在2026年4月1日前考核" in found.message
    assert "工作情况" not in found.message.partition("，没有考核记录")[0].removeprefix("按每3个月考核一次，")


def test_who_joined_later_is_assessed_later() -> None:
    new = with_(
        changes=(TeamChange("王五", ChangeKind.JOINED, date(2026, 3, 1)),),
        assessments=assessed("李四", on=date(2026, 3, 31)),
    )
    assert check_assessed(TEAM, new, date(2026, 5, 31), 3)[0].outcome is Outcome.PASSED


def test_after_the_contract_nothing_falls_due() -> None:
    over = with_(ends=date(2026, 3, 31))
    assert check_assessed(TEAM, over, date(2027, 1, 1), 3)[0].outcome is Outcome.PASSED
    assert check_talks(with_(ends=date(2026, 1, 31)), date(2027, 1, 1), 30).outcome is Outcome.PASSED


@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
def test_thirty_days_without_a_talk_are_in_time(days: int, late: bool) -> None:
    talk = date(2026, 2, 10)
    found = check_talks(with_(talks=(date(2026, 1, 5), talk)), talk + timedelta(days=days), 30)
    assert (found.outcome is Outcome.FAILED) is late
    assert not late or "最近一次沟通在2026年2月10日，到2026年3月13日已31天，超过30天" in found.message


def test_without_any_talk_it_counts_from_the_start() -> None:
    found = check_talks(HERE, date(2026, 2, 1), 30)
    assert "服务从2026年1月1日开始，没有沟通记录，到2026年2月1日已31天" in found.message
    assert check_talks(Engagement(), date(2026, 2, 1), 30).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("done_on", "late"),
    [(None, True), (date(2026, 3, 11), True), (date(2026, 3, 10), False)],
)
def test_an_order_is_done_by_its_day_or_late(done_on: date | None, late: bool) -> None:
    order = ResidentOrder("整理台账", due=date(2026, 3, 5), done_on=done_on, where="驻点工作安排 第4行")
    (found,) = check_orders(with_(orders=(order,)), date(2026, 3, 10))
    assert (found.outcome is Outcome.FAILED) is late
    assert not late or (found.where == "驻点工作安排 第4行" and "已逾期5天没有落实" in found.message)


def test_the_due_day_itself_is_in_time() -> None:
    order = ResidentOrder("整理台账", due=date(2026, 3, 10))
    assert check_orders(with_(orders=(order,)), date(2026, 3, 10))[0].outcome is Outcome.PASSED
