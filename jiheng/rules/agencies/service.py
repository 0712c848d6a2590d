"""The service of a resident team: assessed in time, talked over with finance, orders carried out (文件A 三之一)."""

from collections.abc import Sequence
from datetime import date, timedelta

from jiheng.rules.agencies.leads import lead_names
from jiheng.rules.agencies.membership import members_on, passed_on
from jiheng.rules.agencies.shapes import Assessed, Engagement, TeamMember
from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.wording import day_text, quoted

CLAUSE = "ats2023/3.1"
MONTHS = 12


def assessed_every_for(book: Rulebook) -> int:
    """After how many months people and work are assessed again."""
    return int(book.entry("team_assessment").decimal("every_months"))


def talked_every_for(book: Rulebook) -> int:
    """After how many days without a record of a talk with finance it is reminded of."""
    return int(book.entry("communication_gap").decimal("days"))


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of that month where there is none."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    following = date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def service_began(engagement: Engagement) -> date | None:
    """The first day of the contract, or else the day the team was passed."""
    return engagement.residence.starts or passed_on(engagement.review)


@clause(CLAUSE)
def check_assessed(team: Sequence[TeamMember], engagement: Engagement, on: date, every_months: int) -> list[Finding]:
    """The leader assesses the members and the work at set times.

    Reading taken: a period ends ``every_months`` after the start of the service or after the last assessment, and
    its last day is in time; nobody is assessed by themselves, so the leader is not asked for.
    """
    began = service_began(engagement)
    if began is None:
        return [not_applicable("W-A31-6", "没有合同开始日期，工作组也没有审核通过，考核期不能计算")]
    until = min(on, engagement.residence.ends or on)
    late = []
    if (due := _due(engagement, Assessed.WORK, "", began, every_months)) < until:
        late.append(f"工作情况应在{day_text(due)}前考核")
    leads = set(lead_names(team, engagement))
    changes = engagement.residence.changes
    overdue = [
        (each.name, due)
        for each in members_on(team, changes, until)
        if each.name not in leads
        and (due := _due(engagement, Assessed.PEOPLE, each.name, _joined(each.name, engagement, began), every_months))
        < until
    ]
    if overdue:
        first = min(due for _, due in overdue)
        late.append(f"{quoted(name for name, _ in overdue)}应在{day_text(first)}前考核")
    if not late:
        return [passed("W-A31-6", f"人员和工作情况每{every_months}个月考核一次，没有到期未考核的")]
    message = f"按每{every_months}个月考核一次，{'；'.join(late)}，没有考核记录。请补做考核并登记"
    return [failed("W-A31-6", message, where=engagement.where)]


def _joined(name: str, engagement: Engagement, began: date) -> date:
    """When a person's first period starts."""
    days = [each.changed_on for each in engagement.residence.changes if each.person == name and each.changed_on]
    return max(began, min(days)) if days else began


def _due(engagement: Engagement, subject: Assessed, person: str, began: date, every_months: int) -> date:
    days = [
        each.assessed_on
        for each in engagement.residence.assessments
        if each.subject is subject and each.person == person and each.assessed_on is not None
    ]
    return months_after(max([began, *days]), every_months)


@clause(CLAUSE)
def check_talks(engagement: Engagement, on: date, days: int) -> Finding:
    """Finance is talked to about the service; a long time without a record is reminded of.

    Reading taken: the gap that lasts on the day counts, not those that were ended by a talk.
    """
    began = service_began(engagement)
    if began is None:
        return not_applicable("W-A31-7", "没有合同开始日期，工作组也没有审核通过，沟通间隔不能计算")
    until = min(on, engagement.residence.ends or on)
    talks = [each for each in engagement.residence.talks if each <= until]
    last = max([began, *talks])
    gap = (until - last).days
    if gap <= days:
        return passed("W-A31-7", f"最近一次沟通在{day_text(last)}" if talks else "服务开始不久，还没有沟通记录")
    since = f"最近一次沟通在{day_text(last)}" if talks else f"服务从{day_text(began)}开始，没有沟通记录"
    message = (
        f"与财政部门的服务沟通{since}，到{day_text(until)}已{gap}天，超过{days}天。"
        "请在沟通和交底补登“服务沟通”，或安排沟通"
    )
    return failed("W-A31-7", message, where=engagement.where)


@clause(CLAUSE)
def check_orders(engagement: Engagement, on: date) -> list[Finding]:
    """What finance gave the resident members to do is done by its day."""
    orders = engagement.residence.orders
    if not orders:
        return [not_applicable("W-A31-11", "财政部门没有给驻点人员安排工作")]
    found = [
        failed(
            "W-A31-11",
            f"财政部门安排的“{each.content}”期限是{day_text(each.due)}，已逾期{(on - each.due).days}天没有落实。"
            "请落实，并填完成日期和回报情况",
            where=each.where,
        )
        for each in orders
        if each.due is not None and each.due < on and (each.done_on is None or each.done_on > on)
    ]
    return found or [passed("W-A31-11", f"财政部门安排的{len(orders)}项工作没有逾期未落实的")]
