"""What 征求意见 asks for: of a unit to answer, of evaluators to decide and to put down who never answered."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate

from jiheng.evaluation.opinion_queries import closed_among, consulting, sendings_among, unanswered_by, undecided_in
from jiheng.evaluation.report_shapes import sending_of
from jiheng.orgs.duties import Capability, Member
from jiheng.rules.reporting.opinions import SendingState, sending_state
from jiheng.rules.wording import day_text
from jiheng.web.workbench.todo import ToDo, Urgency

MOST: Final = 50


def opinion_todos(member: Member, at: datetime) -> Iterable[ToDo]:
    """Opinions to decide and units that are late; for a unit the drafts it has not answered."""
    if member.may(Capability.EVALUATION_EDIT):
        yield from _of_evaluators(member, localdate(at))
    if member.may(Capability.REPORT_OPINE):
        yield from _of_unit(member, localdate(at))


def _of_evaluators(member: Member, today: date) -> Iterable[ToDo]:
    projects = consulting(member, MOST)
    waiting, sendings = undecided_in(projects), sendings_among(projects)
    for project in projects:
        rows = sendings.get(project.pk, [])
        address, place = reverse("evaluations:report-opinions", args=[project.pk]), project.organisation.label
        if project.pk in waiting:
            since = max(row.replied_at for row in rows if row.replied_at)
            note = f"{waiting[project.pk]}条反馈意见待处理"
            yield ToDo(Urgency.NEXT, "处理", project.name, note, place, since, address, "去处理")
        shapes = [sending_of(row) for row in rows]
        for row, shape in zip(rows, shapes, strict=True):
            if sending_state(shape, shapes, today) is SendingState.OVERDUE:
                note = f"征求意见逾期{(today - row.due).days}天没有反馈，附送达凭证并注明"
                yield ToDo(Urgency.STUCK, "注明", project.name, note, row.unit, _morning(row.due), address, "去办理")


def _of_unit(member: Member, today: date) -> Iterable[ToDo]:
    rows = list(unanswered_by(member)[:MOST])
    closed = closed_among(row.version.project for row in rows)
    for row in rows:
        project = row.version.project
        if project.pk in closed:
            continue
        late = (today - row.due).days
        when = f"逾期{late}天" if late > 0 else f"{day_text(row.due)}前反馈"
        urgency = Urgency.STUCK if late > 0 else Urgency.NEXT
        sender, page = project.agency or project.organisation.label, reverse("opinions:one", args=[row.pk])
        note = f"征求意见稿待反馈，{when}"
        yield ToDo(urgency, "反馈", project.name, note, sender, row.sent_at, page, "去反馈")


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), get_current_timezone())
