"""What written notices ask for: to urge and to accept for evaluators, to hand in for units."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate

from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.requests import addressed_to, asked_in, notices_by_address, to_answer, waiting_in
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.rules.wording import day_text
from jiheng.web.workbench.todo import ToDo, Urgency

OPEN_EVALUATIONS = 50
OPEN_REQUESTS = 50


def request_todos(member: Member, at: datetime) -> Iterable[ToDo]:
    """Overdue notices nobody urged about and material to accept; for a unit what it still has to hand in."""
    if member.may(Capability.EVALUATION_EDIT):
        yield from _of_evaluators(member, localdate(at))
    if member.may(Capability.REQUESTS_ANSWER):
        yield from _of_unit(member, localdate(at))


def _of_evaluators(member: Member, today: date) -> Iterable[ToDo]:
    rows = visible(EvaluationProject.objects.all(), member, Capability.EVALUATION_EDIT)
    projects = list(rows.filter(phase=Phase.IMPLEMENT).select_related("organisation")[:OPEN_EVALUATIONS])
    for project, standing in asked_in(projects, today):
        notice = standing.notice
        if standing.to_urge and notice.due:
            note = f"{notice.number}逾期{standing.days}天，{standing.asked - standing.received}项没有交"
            address = reverse("evaluations:notice", args=[project.pk, notice.number])
            unit = project.department or notice.to
            yield ToDo(Urgency.STUCK, "督促", project.name, note, unit, _morning(notice.due), address, "登记督促")
    waiting = waiting_in(projects)
    for project in projects:
        if project.pk in waiting:
            count, since = waiting[project.pk]
            address = reverse("evaluations:notices", args=[project.pk])
            note = f"{count}份资料待核收"
            yield ToDo(Urgency.NEXT, "核收", project.name, note, project.organisation.label, since, address, "去核收")


def _of_unit(member: Member, today: date) -> Iterable[ToDo]:
    addresses = list(addressed_to(member)[:OPEN_REQUESTS])
    for address, notice, answers in notices_by_address(addresses):
        missing = to_answer(notice, answers)
        if not missing or notice.due is None or address.project.phase != Phase.IMPLEMENT:
            continue
        late = (today - notice.due).days
        when = f"逾期{late}天" if late > 0 else f"{day_text(notice.due)}前提交"
        urgency = Urgency.STUCK if late > 0 else Urgency.NEXT
        said = f"{notice.number}还有{len(missing)}项，{when}"
        sender = address.project.agency or address.project.organisation.label
        page = reverse("requests:one", args=[address.pk])
        yield ToDo(urgency, "提交", address.project.name, said, sender, _morning(notice.due), page, "去提交")


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), get_current_timezone())
