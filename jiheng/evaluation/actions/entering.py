"""Opening an evaluation and replacing what was entered in preparation."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from jiheng.audit.actions import record
from jiheng.evaluation.actions.collecting import is_collecting, require_plan_kept
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.actions.saving import refuse_if_failed
from jiheng.evaluation.actions.versions import keep_version
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.models.rows import ProjectRow
from jiheng.evaluation.shapes import MODELS_OF, PARTS, row_values, rows_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.shapes import Preparation

CHUNK: Final = 2000
OPEN: Final = (PlanStatus.DRAFT, PlanStatus.RETURNED)
STALE: Final = "该项目已被他人修改，这一次没有保存。请另开一页看改了什么，再决定怎样填"


@transaction.atomic
def open_project(preparation: Preparation, *, by: Member, at: datetime) -> EvaluationProject:
    """Open an evaluation with whatever of its preparation is there already."""
    require(by, Capability.EVALUATION_EDIT, over=by.organisation)
    refuse_if_failed(preparation, PARTS, at=at)
    values = _project_values(preparation, EvaluationProject.objects.filter(organisation=by.organisation))
    project = EvaluationProject.objects.create(
        organisation=by.organisation, created_by=by.user, created_at=at, **values
    )
    _write_rows(project, preparation)
    keep_version(project, preparation, by=by, at=at)
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

    ``parts`` are field names of ``Preparation``; ``revision`` is what the change was based on. Refused, too, when an
    error whose act is 保存 would come in.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    refuse_if_failed(preparation, parts, at=at, project=project)
    collecting = is_collecting(project, parts)
    if collecting:
        require_plan_kept(project, preparation, parts)
    count_revision(project, revision, Phase.IMPLEMENT if collecting else Phase.PREPARE)
    if "project" in parts:
        others = EvaluationProject.objects.filter(organisation=project.organisation).exclude(pk=project.pk)
        EvaluationProject.objects.filter(pk=project.pk).update(**_project_values(preparation, others))
    for name in parts:
        for model in MODELS_OF.get(name, ()):
            model._default_manager.filter(project=project).delete()
    project.refresh_from_db()
    _write_rows(project, preparation, parts)
    if "indicators" in parts:
        keep_version(project, preparation, by=by, at=at)
    keep_run(project, by=by, at=at)
    changed = "、".join(sorted(parts))
    record(by.user, "evaluation.prepared", project, at=at, after={"revision": project.revision, "parts": changed})


def count_revision(project: EvaluationProject, revision: int, phase: Phase = Phase.PREPARE) -> None:
    """Count one change of what is entered in ``phase``, based on ``revision``.

    Refused when somebody changed the project meanwhile, when it is in another phase, or while its plan is locked.
    """
    open_now = EvaluationProject.objects.filter(pk=project.pk, revision=revision, phase=phase)
    if phase is Phase.PREPARE:
        open_now = open_now.filter(plan_status__in=OPEN)
    if open_now.update(revision=revision + 1):
        return
    standing = EvaluationProject.objects.get(pk=project.pk)
    if standing.phase != phase:
        way = "已经离开评价准备，退回评价准备后才能修改" if phase is Phase.PREPARE else "要在评价实施环节才能修改"
        raise Refused(way)
    locked = phase is Phase.PREPARE and standing.plan_status not in OPEN
    raise Refused("方案已送审，退回后才能修改" if locked else STALE)


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
            insert_rows(project, model, rows)


def insert_rows(project: EvaluationProject, model: type[ProjectRow], rows: list[dict[str, Any]]) -> None:
    """Rows of one table in the order given; refused in words when one does not fit."""
    require_fit(model, rows)
    append_rows(project, model, rows)


def append_rows(
    project: EvaluationProject, model: type[ProjectRow], rows: Iterable[dict[str, Any]], after: int = 0
) -> None:
    """Rows that are known to fit, behind position ``after``; a few at a time, however many there are."""
    made = (model(project=project, position=number, **values) for number, values in enumerate(rows, after + 1))
    while chunk := list(islice(made, CHUNK)):
        model._default_manager.bulk_create(chunk)
