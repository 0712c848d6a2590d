"""The evaluation plan on its way: sent for review, approved or returned."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from jiheng import __version__
from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.actions.entering import OPEN
from jiheng.evaluation.models import EvaluationProject, Opinion, Phase, PlanStatus, PlanVersion
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding

LONGEST_OPINION = 1000
"""How many characters an opinion on a step may have."""


@transaction.atomic
def submit_plan(
    project: EvaluationProject, blocking: Sequence[Finding], *, content: str, by: Member, at: datetime
) -> PlanVersion:
    """Send the plan for review; ``blocking`` findings (of 方案送审) stop it. The version sent is frozen."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if blocking:
        raise Refused(f"还有{len(blocking)}处没有通过检查，不能送审。第一处：{blocking[0].message}")
    moved = EvaluationProject.objects.filter(
        pk=project.pk, phase=Phase.PREPARE, plan_status__in=OPEN, revision=project.revision
    ).update(plan_status=PlanStatus.SUBMITTED, submitted_by=by.user)
    if not moved:
        raise Refused("该方案已送审或已审定，请刷新页面")
    version = PlanVersion.objects.create(
        project=project,
        number=project.versions.count() + 1,
        content=content,
        hash=hashlib.sha256(content.encode()).hexdigest(),
        software=__version__,
        submitted_by=by.user,
        submitted_at=at,
    )
    record(by.user, "evaluation.plan_submitted", project, at=at, after={"version": version.number})
    return version


@transaction.atomic
def decide_plan(version: PlanVersion, *, approve: bool, opinions: dict[str, str], by: Member, at: datetime) -> None:
    """Finance approves the plan, or returns it with opinions by section (SOD: never the one who sent it).

    An approved plan can still be returned until implementation has begun: what then has to be mended is locked.
    """
    project = version.project
    require(by, Capability.EVALUATION_REVIEW, over=project.organisation)
    if by.user.pk == version.submitted_by_id:
        raise Refused("送审人不能审定自己送审的方案，请由其他人办理")
    if not approve and not any(text.strip() for text in opinions.values()):
        raise Refused("退回方案须至少写一条意见")
    for section, text in opinions.items():
        if len(text.strip()) > LONGEST_OPINION:
            raise Refused(f"“{section}”的意见有{len(text.strip())}字，最多{LONGEST_OPINION}字，请精简")
    status = PlanStatus.APPROVED if approve else PlanStatus.RETURNED
    standing = (PlanStatus.SUBMITTED,) if approve else (PlanStatus.SUBMITTED, PlanStatus.APPROVED)
    moved = EvaluationProject.objects.filter(pk=project.pk, phase=Phase.PREPARE, plan_status__in=standing).update(
        plan_status=status
    )
    if not moved:
        raise Refused("该方案不在送审状态，请刷新页面")
    PlanVersion.objects.filter(pk=version.pk).update(decided_by=by.user, decided_at=at, approved=approve)
    for section, text in opinions.items():
        if text.strip():
            Opinion.objects.create(version=version, section=section, content=text.strip(), by=by.user, at=at)
    after: dict[str, Plain] = {"version": version.number}
    if approve and project.evaluation_date is None:  # OQ-04: required, and the day of approval by default
        day = localdate(at)
        EvaluationProject.objects.filter(pk=project.pk).update(evaluation_date=day)
        after["evaluation_date"] = day.isoformat()
    record(
        by.user, "evaluation.plan_approved" if approve else "evaluation.plan_returned", project, at=at, after=after
    )
