"""驻点: enough resident members under a leading backbone member, and what happens when people come and go."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.agencies.membership import members_on
from jiheng.rules.agencies.residence import (
    Staffing,
    check_newcomers,
    check_residents,
    check_residents_after_changes,
    check_stability,
    stability_for,
    staffing_for,
)
from jiheng.rules.agencies.shapes import (
    Assigned,
    ChangeKind,
    Engagement,
    Residence,
    TeamChange,
    TeamMember,
    TeamReview,
    TeamRole,
)
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.law import rulebook

pytestmark = pytest.mark.clause("ats2023/3.1")

ON = date(2026, 6, 1)
PASSED = date(2026, 3, 1)
BOOK = rulebook("ats2023", ON)
WANTED = Staffing(3, 1)
TEAM = (
    TeamMember("张三", TeamRole.LEAD, resident=True, backbone=True),
    TeamMember("李四", TeamRole.MEMBER, resident=True, backbone=True),
    TeamMember("王五", TeamRole.MEMBER, resident=True),
    TeamMember("赵六", TeamRole.MEMBER, resident=False),
)
HERE = Engagement(review=TeamReview(True, True, True, reviewed_on=PASSED), where="项目基本信息")


def staying(*changes: TeamChange, tasks: tuple[Assigned, ...] = ()) -> Engagement:
    return replace(HERE, residence=Residence(changes=changes, tasks=tasks))


def left(person: str, day: date | None = date(2026, 4, 1), reason: str = "调离") -> TeamChange:
    return TeamChange(person, ChangeKind.LEFT, day, reason, where="人员变动 第4行")


def joined(person: str, day: date | None = date(2026, 4, 1), reviewed_on: date | None = None) -> TeamChange:
    met = True if reviewed_on else None
    return TeamChange(person, ChangeKind.JOINED, day, "增补", "", met, met, met, reviewed_on, "人员变动 第5行")


def failures(found: list[Finding]) -> list[str]:
    return [each.code for each in found if each.outcome is Outcome.FAILED]


def test_the_law_asks_for_three_and_one_and_four_fifths() -> None:
    assert staffing_for(BOOK) == WANTED
    assert stability_for(BOOK) == Decimal("0.80")


@pytest.mark.parametrize(
    ("changes", "day", "names"),
    [
        ((), ON, "张三李四王五赵六"),
        ((left("李四"),), date(2026, 3, 31), "张三李四王五赵六"),
        ((left("李四"),), date(2026, 4, 1), "张三王五赵六"),
        ((joined("赵六"),), date(2026, 3, 31), "张三李四王五"),
        ((joined("赵六"),), date(2026, 4, 1), "张三李四王五赵六"),
        ((joined("李四", date(2026, 5, 1)), left("李四")), date(2026, 4, 30), "张三王五赵六"),
        ((joined("李四", date(2026, 5, 1)), left("李四")), date(2026, 5, 1), "张三李四王五赵六"),
        ((left("李四", None),), date(2026, 1, 1), "张三王五赵六"),
    ],
)
def test_who_is_in_the_team_on_a_day(changes: tuple[TeamChange, ...], day: date, names: str) -> None:
    assert "".join(each.name for each in members_on(TEAM, changes, day)) == names


def test_three_residents_under_a_leading_backbone_member_are_enough() -> None:
    assert failures(check_residents(TEAM, HERE, ON, WANTED)) == []


def test_two_residents_are_named_and_who_did_not_choose_is_counted() -> None:
    team = (*TEAM[:2], replace(TEAM[2], resident=None), TEAM[3])
    number, leader = check_residents(team, HERE, ON, WANTED)
    assert number.code == "E-A31-1"
    assert number.message == (
        "驻点人员2人（“张三”、“李四”），不少于3人；1名成员没有填是否驻点。请在评价小组补足驻点人员"
    )
    assert leader.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "team",
    [
        (replace(TEAM[0], backbone=False), *TEAM[1:]),
        (replace(TEAM[0], role=TeamRole.MEMBER), *TEAM[1:]),
        (replace(TEAM[0], resident=False), TEAM[1], TEAM[2], replace(TEAM[3], resident=True)),
    ],
    ids=["not a backbone member", "not the leader", "not resident"],
)
def test_leader_backbone_and_resident_are_one_person(team: tuple[TeamMember, ...]) -> None:
    assert failures(check_residents(team, HERE, ON, WANTED)) == ["E-A31-2"]


def test_an_expert_is_no_resident_member() -> None:
    team = (*TEAM[:2], replace(TEAM[2], role=TeamRole.EXPERT))
    assert failures(check_residents(team, HERE, ON, WANTED)) == ["E-A31-1"]


def test_what_was_passed_stays_passed_and_later_changes_are_recorded() -> None:
    gone = staying(left("王五"))
    assert failures(check_residents(TEAM, gone, ON, WANTED)) == []
    recorded = check_residents_after_changes(TEAM, gone, ON, WANTED)
    assert (recorded.code, recorded.severity, recorded.where) == ("E-A31-8", Severity.RECORD, "人员变动 第4行")
    assert "驻点只有2人，不少于3人" in recorded.message
    without_leader = check_residents_after_changes(TEAM, staying(left("张三")), ON, WANTED)
    assert "没有兼业务骨干的负责人" in without_leader.message


def test_somebody_who_takes_over_makes_it_right_again() -> None:
    team = (*TEAM, TeamMember("钱七", TeamRole.MEMBER, resident=True))
    same = staying(left("王五"), joined("钱七"))
    assert check_residents_after_changes(team, same, ON, WANTED).outcome is Outcome.PASSED
    assert check_residents_after_changes(TEAM, HERE, ON, WANTED).outcome is Outcome.NOT_APPLICABLE


TASK = Assigned("现场查看", "赵六、张三", date(2026, 4, 10), "分工和时间 第4行")


@pytest.mark.parametrize(
    ("reviewed_on", "people", "said"),
    [
        (None, "赵六、张三", "没有经财政部门补审通过，已分派“现场查看”"),
        (date(2026, 4, 11), "赵六，张三", "分派的“现场查看”在此之前就开始"),
        (date(2026, 4, 10), "赵六 张三", ""),
        (None, "张三、赵六六", ""),
    ],
)
def test_who_is_new_takes_part_after_finance_reviewed_them(reviewed_on: date | None, people: str, said: str) -> None:
    (found,) = check_newcomers(
        staying(joined("赵六", reviewed_on=reviewed_on), tasks=(replace(TASK, people=people),)), ON
    )
    assert (found.code, found.act) == ("E-A31-5", "分派任务")
    assert found.blocks is bool(said)
    assert said in found.message


def test_one_point_not_met_is_no_review_passed() -> None:
    half = replace(joined("赵六", reviewed_on=date(2026, 4, 2)), recusal=False)
    assert failures(check_newcomers(staying(half, tasks=(TASK,)), ON)) == ["E-A31-5"]


def test_before_the_team_is_passed_nobody_is_new() -> None:
    early = replace(staying(joined("赵六"), tasks=(TASK,)), review=TeamReview(True, True, None))
    assert check_newcomers(early, ON)[0].outcome is Outcome.NOT_APPLICABLE
    assert failures(check_newcomers(staying(joined("赵六", PASSED), tasks=(TASK,)), ON)) == []


def test_three_of_four_is_below_four_fifths() -> None:
    (found,) = check_stability(TEAM, staying(left("赵六")), ON, Decimal("0.80"))
    assert (found.code, found.outcome) == ("W-A31-9", Outcome.FAILED)
    assert "还有3名，稳定率75.00%，低于80.00%；已离组“赵六”" in found.message


def test_four_of_five_is_enough_but_leaving_needs_a_reason() -> None:
    team = (*TEAM, TeamMember("钱七", TeamRole.MEMBER))
    assert failures(check_stability(team, staying(left("钱七")), ON, Decimal("0.80"))) == []
    (untold,) = check_stability(team, staying(left("钱七", reason=" ")), ON, Decimal("0.80"))
    assert "成员“钱七”离组没有写原因" in untold.message


def test_newcomers_do_not_make_up_for_those_who_left() -> None:
    team = (*TEAM, TeamMember("钱七", TeamRole.MEMBER))
    found = check_stability(team, staying(left("赵六"), joined("钱七")), ON, Decimal("0.80"))
    assert failures(found) == ["W-A31-9"]
