"""What waits for a judgement of the member: changes of scores to decide, conflicts to settle, reviews to write."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils.timezone import localdate

from jiheng.evaluation.models import ExpertInvitation
from jiheng.evaluation.queries import own_invitations, waiting_adjustments, waiting_amendments, waiting_conflicts
from jiheng.evaluation.shapes import review_of
from jiheng.orgs.duties import Capability, Member
from jiheng.rules.experts.shapes import ReviewState
from jiheng.rules.wording import day_text
from jiheng.web.workbench.todo import ToDo, Urgency

MOST: Final = 20
ASKED: Final = {
    ReviewState.UNDECLARED: (Urgency.NEXT, "声明", "先声明利益关系，再打分", "去声明"),
    ReviewState.OPEN: (Urgency.NEXT, "评审", "请逐个指标打分", "去打分"),
    ReviewState.CONFLICT: (Urgency.WAITING, "等待", "已声明利益关系，等主评人处理", "看评审"),
}


def judging_todos(member: Member, at: datetime) -> Iterable[ToDo]:
    """Requests of others for whoever decides, declared relations for whoever invites, own reviews for an expert."""
    if member.may(Capability.ADJUSTMENT_DECIDE):
        for one in waiting_adjustments(member)[:MOST]:
            address = reverse("evaluations:adjustments", args=[one.project_id])
            note = f"{one.requested_by.name}申请调整指标{one.indicator}的得分"
            place = one.project.organisation.label
            yield ToDo(Urgency.NEXT, "批准", one.project.name, note, place, one.requested_at, address, "去办理")
    if member.may(Capability.AMENDMENT_APPROVE):
        for amendment in waiting_amendments(member)[:MOST]:
            address = reverse("evaluations:amendments", args=[amendment.project_id])
            note = f"{amendment.requested_by.name}申请修正指标{'、'.join(amendment.codes)}"
            place, since = amendment.project.organisation.label, amendment.requested_at
            yield ToDo(Urgency.NEXT, "批准", amendment.project.name, note, place, since, address, "去办理")
    if member.may(Capability.EXPERT_INVITE):
        for conflict in waiting_conflicts(member)[:MOST]:
            address = reverse("evaluations:experts", args=[conflict.project_id])
            note = f"专家{conflict.expert.name}声明了利益关系"
            place, since = conflict.project.organisation.label, conflict.declared_at or conflict.invited_at
            yield ToDo(Urgency.STUCK, "处理", conflict.project.name, note, place, since, address, "去处理")
    for invitation in own_invitations(member)[:MOST]:
        yield from _own(invitation, localdate(at))


def _own(invitation: ExpertInvitation, today: date) -> Iterable[ToDo]:
    """What an own review asks for next; once its day has passed it comes to the top."""
    asked = ASKED.get(review_of(invitation).state)
    if asked is None:
        return
    urgency, verb, said, act = asked
    late = invitation.due < today and urgency is Urgency.NEXT
    urgency = Urgency.STUCK if late else urgency
    note = f"{said}，{'应在' if late else ''}{day_text(invitation.due)}前完成"
    project, address = invitation.project, reverse("reviews:review", args=[invitation.pk])
    yield ToDo(urgency, verb, project.name, note, project.organisation.label, invitation.invited_at, address, act)
