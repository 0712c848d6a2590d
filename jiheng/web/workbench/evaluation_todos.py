"""What an evaluation in preparation asks of the member: to prepare, to mend, to approve, to begin."""

from collections.abc import Iterable

from django.db.models import Max, QuerySet
from django.urls import reverse

from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.web.workbench.todo import ToDo, Urgency

OPEN_EVALUATIONS = 20

ASKED_OF_EDITORS = {
    PlanStatus.RETURNED: (Urgency.STUCK, "修改", "方案被退回", "看意见"),
    PlanStatus.DRAFT: (Urgency.NEXT, "准备", "方案还没有送审", "接着填"),
    PlanStatus.APPROVED: (Urgency.NEXT, "开始", "方案已审定，可以进入实施", "去开始"),
    PlanStatus.SUBMITTED: (Urgency.WAITING, "等待", "方案已送审", "看方案"),
}


def evaluation_todos(member: Member) -> Iterable[ToDo]:
    """Plans to approve for finance, never one's own; for evaluators what their own evaluations need next."""
    if member.may(Capability.EVALUATION_REVIEW):
        sent = _in_preparation(member, Capability.EVALUATION_REVIEW).filter(plan_status=PlanStatus.SUBMITTED)
        for project in sent.exclude(submitted_by=member.user)[:OPEN_EVALUATIONS]:
            yield _todo(project, Urgency.NEXT, "审定", "方案已送审", "去审定")
    if member.may(Capability.EVALUATION_EDIT):
        for project in _in_preparation(member, Capability.EVALUATION_EDIT)[:OPEN_EVALUATIONS]:
            yield _todo(project, *ASKED_OF_EDITORS[PlanStatus(project.plan_status)])


def _in_preparation(member: Member, capability: Capability) -> QuerySet[EvaluationProject]:
    rows = visible(EvaluationProject.objects.all(), member, capability).filter(phase=Phase.PREPARE)
    return rows.select_related("organisation").annotate(sent_at=Max("versions__submitted_at"))


def _todo(project: EvaluationProject, urgency: Urgency, verb: str, note: str, act: str) -> ToDo:
    since = getattr(project, "sent_at", None) or project.created_at
    address = reverse("evaluations:overview", args=[project.pk])
    return ToDo(urgency, verb, project.name, note, project.organisation.label, since, address, act)
