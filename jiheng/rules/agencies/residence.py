"""驻点: how many members work at the finance bureau and who leads them, and the team kept stable (文件A 三之一)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.agencies.leads import lead_names
from jiheng.rules.agencies.membership import members_on, passed_on, since_passing
from jiheng.rules.agencies.shapes import Assigned, ChangeKind, Engagement, TeamChange, TeamMember
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import percent
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.wording import day_text, quoted

CLAUSE = "ats2023/3.1"
NOT_PASSED = "工作组还没有审核通过，或没有填审核日期"


@dataclass(frozen=True, slots=True)
class Staffing:
    """How many resident members are asked for at least, and how many of them lead and are backbone members."""

    least: int
    leaders: int


def staffing_for(book: Rulebook) -> Staffing:
    entry = book.entry("resident_staff")
    return Staffing(int(entry.decimal("least")), int(entry.decimal("leaders")))


def stability_for(book: Rulebook) -> Decimal:
    """The share of the members passed that should still be there."""
    return book.entry("team_stability").decimal("least_rate")


@clause(CLAUSE)
def check_residents(team: Sequence[TeamMember], engagement: Engagement, on: date, wanted: Staffing) -> list[Finding]:
    """Enough resident members, one of them backbone member and leader in one, when the team is handed in.

    Reading taken: once finance passed the team it is the team of that day that counts; what changes later is told by
    :func:`check_residents_after_changes`.
    """
    day = min(passed_on(engagement.review) or on, on)
    residents = _residents(team, engagement, day)
    where = team[0].where if team else engagement.where
    return [_check_number(residents, team, wanted, where), _check_leader(residents, engagement, wanted, where)]


def _residents(team: Sequence[TeamMember], engagement: Engagement, on: date) -> list[TeamMember]:
    return [each for each in members_on(team, engagement.residence.changes, on) if each.resident]


def _check_number(
    residents: Sequence[TeamMember], team: Sequence[TeamMember], wanted: Staffing, where: str
) -> Finding:
    if len(residents) >= wanted.least:
        return passed("E-A31-1", f"驻点{len(residents)}人：{quoted(each.name for each in residents)}", where=where)
    names = f"（{quoted(each.name for each in residents)}）" if residents else ""
    unchosen = sum(each.resident is None for each in team)
    hint = f"；{unchosen}名成员没有填是否驻点" if unchosen else ""
    message = f"驻点人员{len(residents)}人{names}，不少于{wanted.least}人{hint}。请在评价小组补足驻点人员"
    return failed("E-A31-1", message, where=where)


def _check_leader(residents: Sequence[TeamMember], engagement: Engagement, wanted: Staffing, where: str) -> Finding:
    both = _leading(residents, engagement)
    if len(both) >= wanted.leaders:
        return passed("E-A31-2", f"驻点负责人：{'、'.join(both)}", where=where)
    leads = lead_names(residents, engagement)
    said = [f"“{each.name}”是负责人，不是业务骨干" for each in residents if each.name in leads]
    reason = f"（{'；'.join(said)}）" if said else ""
    message = (
        f"驻点人员中没有一人既是业务骨干又是负责人{reason}。请指定{wanted.leaders}人，"
        "在评价小组把角色填为主评人，业务骨干和驻点都填“是”"
    )
    return failed("E-A31-2", message, where=where)


def _leading(residents: Sequence[TeamMember], engagement: Engagement) -> list[str]:
    leads = lead_names(residents, engagement)
    return [each.name for each in residents if each.backbone and each.name in leads]


@clause(CLAUSE)
def check_residents_after_changes(
    team: Sequence[TeamMember], engagement: Engagement, on: date, wanted: Staffing
) -> Finding:
    """People came and went after the team was passed: there are still enough resident members and a leader."""
    day = passed_on(engagement.review)
    changes = since_passing(engagement.residence.changes, day, on) if day else []
    if not changes:
        return not_applicable("E-A31-8", "审核通过后没有人员变动" if day else NOT_PASSED)
    residents = _residents(team, engagement, on)
    lacking = []
    if len(residents) < wanted.least:
        lacking.append(f"驻点只有{len(residents)}人，不少于{wanted.least}人")
    if len(_leading(residents, engagement)) < wanted.leaders:
        lacking.append("没有兼业务骨干的负责人")
    if not lacking:
        return passed("E-A31-8", f"{len(changes)}次人员变动后，驻点人数和负责人仍合要求")
    message = f"人员变动后{'，'.join(lacking)}。请尽快补员，报财政部门补审"
    return failed("E-A31-8", message, where=changes[-1].where)


@clause(CLAUSE)
def check_newcomers(engagement: Engagement, on: date) -> list[Finding]:
    """Who joined after the team was passed takes part only once finance has reviewed them, too.

    Reading taken: to be named for a task is to take part; a task that starts before the review does not wait for it.
    """
    day = passed_on(engagement.review)
    if day is None:
        return [not_applicable("E-A31-5", NOT_PASSED)]
    changes = since_passing(engagement.residence.changes, day, on)
    newcomers = [each for each in changes if each.kind is ChangeKind.JOINED]
    if not newcomers:
        return [not_applicable("E-A31-5", "审核通过后没有新进成员")]
    found = [
        failed("E-A31-5", said, where=each.where)
        for each in newcomers
        if (said := _took_part(each, engagement.residence.tasks))
    ]
    return found or [passed("E-A31-5", f"{len(newcomers)}名新进成员都在补审之后参与评价，或还没有分派任务")]


def _took_part(newcomer: TeamChange, tasks: Sequence[Assigned]) -> str:
    """What is wrong with the tasks of somebody new (Chinese), or nothing."""
    own = [each for each in tasks if newcomer.person in _names(each.people)]
    if not own:
        return ""
    named = quoted(each.task for each in own)
    if not newcomer.readmitted:
        return f"新进成员“{newcomer.person}”没有经财政部门补审通过，已分派{named}。请先报补审，三项都“符合”后再分派"
    reviewed = newcomer.reviewed_on
    early = [each for each in own if reviewed and each.starts and each.starts < reviewed]
    if not early or reviewed is None:
        return ""
    return (
        f"新进成员“{newcomer.person}”{day_text(reviewed)}才补审通过，"
        f"分派的{quoted(each.task for each in early)}在此之前就开始。请改派，或调整开始日期"
    )


def _names(people: str) -> set[str]:
    return set(re.split(r"[、，,；;\s]+", people.strip()))


@clause(CLAUSE)
def check_stability(team: Sequence[TeamMember], engagement: Engagement, on: date, least: Decimal) -> list[Finding]:
    """The members finance passed stay; who leaves has a reason."""
    changes = engagement.residence.changes
    unexplained = [each for each in changes if each.kind is ChangeKind.LEFT and not each.reason.strip()]
    found = [
        failed(
            "W-A31-9",
            f"成员“{each.person}”离组没有写原因。请在人员变动写明原因和接替安排",
            where=each.where,
        )
        for each in unexplained
    ]
    day = passed_on(engagement.review)
    first = {each.name for each in members_on(team, changes, day)} if day and day <= on else set()
    if not first:
        return found or [not_applicable("W-A31-9", NOT_PASSED)]
    still = first & {each.name for each in members_on(team, changes, on)}
    rate = Fraction(len(still), len(first))
    if rate >= least:
        return found or [passed("W-A31-9", f"审核通过的{len(first)}名成员还有{len(still)}名，稳定率{percent(rate)}")]
    gone = quoted(each for each in sorted(first - still))
    message = (
        f"审核通过的{len(first)}名成员还有{len(still)}名，稳定率{percent(rate)}，低于{percent(least)}；"
        f"已离组{gone}。请说明原因和接替安排"
    )
    left = [each for each in changes if each.kind is ChangeKind.LEFT]
    return [*found, failed("W-A31-9", message, where=left[-1].where if left else engagement.where)]
