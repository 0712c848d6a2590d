"""Writes on evaluation projects: open, replace the preparation, send for review, decide."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from jiheng import __version__
from jiheng.audit.actions import record
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, Opinion, Phase, PlanStatus, PlanVersion
from jiheng.evaluation.models.rows import ProjectRow
from jiheng.evaluation.shapes import MODELS_OF, PARTS, row_values, rows_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.shapes import Preparation

CHUNK: Final = 2000
OPEN: Final = (PlanStatus.DRAFT, PlanStatus.RETURNED)
STALE: Final = "该项目已被他人修改，请刷新页面后再改，您填写的内容还在"


@transaction.atomic
def open_project(preparation: Preparation, *, by: Member, at: datetime) -> EvaluationProject:
    """Open an evaluation with whatever of its preparation is there already."""
    require(by, Capability.EVALUATION_EDIT, over=by.organisation)
    values = _project_values(preparation, EvaluationProject.objects.filter(organisation=by.organisation))
    project = EvaluationProject.objects.create(
        organisation=by.organisation, created_by=by.user, created_at=at, **values
    )
    _write_rows(project, preparation)
    record(by.user, "evaluation.opened", project, at=at, after={"code": project.code, "name": project.name})
    return project


@transaction.atomic
def replace_preparation(
    project: EvaluationProject,
    preparation: Preparation,
    *,
    revision: int,
    by: Member,
    at: datetime,
    parts: Collection[str] = PARTS,
) -> None:
    """Put parts of a preparation (all of them by default) in place of the present ones, all or nothing.

    ``parts`` are field names of ``Preparation``; ``revision`` is what the change was based on.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    _move(project, revision)
    if "project" in parts:
        others = EvaluationProject.objects.filter(organisation=project.organisation).exclude(pk=project.pk)
        EvaluationProject.objects.filter(pk=project.pk).update(**_project_values(preparation, others))
    for name in parts:
        for model in MODELS_OF.get(name, ()):
            model._default_manager.filter(project=project).delete()
    project.refresh_from_db()
    _write_rows(project, preparation, parts)
    changed = "、".join(sorted(parts))
    record(by.user, "evaluation.prepared", project, at=at, after={"revision": project.revision, "parts": changed})


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
    action = "evaluation.plan_approved" if approve else "evaluation.plan_returned"
    record(by.user, action, project, at=at, after={"version": version.number})


@transaction.atomic
def enter_implementation(
    project: EvaluationProject, blocking: Sequence[Finding] = (), *, by: Member, at: datetime
) -> None:
    """Start 评价实施: only after the plan was approved, and with nothing ``blocking`` the move."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if blocking and project.plan_status == PlanStatus.APPROVED:
        said = blocking[0].message.rstrip("。")
        raise Refused(f"还有{len(blocking)}处拦住进入评价实施。第一处：{said}。请财政部门退回方案，改正后再送审")
    moved = EvaluationProject.objects.filter(
        pk=project.pk, phase=Phase.PREPARE, plan_status=PlanStatus.APPROVED
    ).update(phase=Phase.IMPLEMENT)
    if not moved:
        raise Refused("评价方案审定后才能进入评价实施，请先送审")
    record(by.user, "evaluation.implementation_entered", project, at=at)


def _move(project: EvaluationProject, revision: int) -> None:
    moved = EvaluationProject.objects.filter(
        pk=project.pk, revision=revision, phase=Phase.PREPARE, plan_status__in=OPEN
    ).update(revision=revision + 1)
    if moved:
        return
    now = EvaluationProject.objects.values_list("revision", flat=True).get(pk=project.pk)
    raise Refused(STALE if now != revision else "方案已送审，退回后才能修改")


def _project_values(preparation: Preparation, others: QuerySet[EvaluationProject]) -> dict[str, object]:
    """The columns of the project, once its code and name are there and no other project has the code."""
    values = row_values(preparation.project)
    if not str(values["code"]).strip() or not str(values["name"]).strip():
        raise Refused("请填写项目编号和项目名称")
    if others.filter(code=values["code"]).exists():
        raise Refused(f"本机构已有编号为“{values['code']}”的评价项目，请换一个编号或打开原项目")
    require_fit(EvaluationProject, [values])
    return values


def _write_rows(project: EvaluationProject, preparation: Preparation, parts: Collection[str] = PARTS) -> None:
    for name in parts:
        for model, rows in rows_of(preparation, name):
            _insert(project, model, rows)


def _insert(project: EvaluationProject, model: type[ProjectRow], rows: list[dict[str, Any]]) -> None:
    require_fit(model, rows)
    made = (model(project=project, position=number, **values) for number, values in enumerate(rows, 1))
    model._default_manager.bulk_create(made, batch_size=CHUNK)
