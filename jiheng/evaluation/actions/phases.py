"""环节: an evaluation moves on by one phase when it is complete, and back by one with a reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from jiheng.audit.actions import record
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.models import EvaluationProject, PlanStatus
from jiheng.evaluation.shapes import shape_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.preparation.phases import Phase, check_move, move_between
from jiheng.rules.preparation.plan import check_plan_reviewed
from jiheng.rules.preparation.shapes import Project

EVENTS: Final = {
    (Phase.PREPARE, Phase.IMPLEMENT): "evaluation.implementation_entered",
    (Phase.IMPLEMENT, Phase.REPORT): "evaluation.report_entered",
    (Phase.IMPLEMENT, Phase.PREPARE): "evaluation.preparation_resumed",
    (Phase.REPORT, Phase.IMPLEMENT): "evaluation.implementation_resumed",
}
MOVED: Final = {Phase.REPORT: "进入报告撰写"}
"""What a score is frozen for that a move asks for, whatever came out."""
LONGEST_REASON: Final = 500
STALE: Final = "这个评价刚被修改过，请看过现在的情况再办理"


@transaction.atomic
def move_phase(
    project: EvaluationProject,
    wanted: Phase,
    findings: Sequence[Finding],
    *,
    revision: int,
    by: Member,
    at: datetime,
    reason: str = "",
    scored: bool | None = None,
) -> None:
    """Move an evaluation one phase on, or one back with a reason.

    ``findings`` are what the checks say, asked for this move; ``revision`` is what the person looked at. Back in
    preparation the plan is a draft that has to be sent and approved again; the versions sent before stay. ``scored``
    says whether every indicator has its score.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    leaves = Phase(project.phase)
    _require_reason(leaves, wanted, reason)
    _require_complete(project, wanted, findings, scored)
    values: dict[str, object] = {"phase": wanted.value, "revision": revision + 1}
    if wanted is Phase.PREPARE:
        values["plan_status"] = PlanStatus.DRAFT
    moved = EvaluationProject.objects.filter(
        pk=project.pk, phase=leaves.value, plan_status=project.plan_status, revision=revision
    ).update(**values)
    if not moved:
        raise Refused(STALE)
    project.refresh_from_db()
    if wanted is Phase.REPORT or project.score_runs.exists():
        keep_run(project, by=by, at=at, cause=MOVED.get(wanted, ""), always=wanted is Phase.REPORT)
    record(by.user, EVENTS[leaves, wanted], project, at=at, after={"reason": reason.strip()})


def _require_reason(leaves: Phase, wanted: Phase, reason: str) -> None:
    move = move_between(leaves, wanted)
    if move is None or not move.goes_back:
        return
    if not reason.strip():
        raise Refused(f"退回{wanted.label}要写明原因，请填写")
    if len(reason.strip()) > LONGEST_REASON:
        raise Refused(f"退回的原因有{len(reason.strip())}字，最多{LONGEST_REASON}字，请缩短")


def _require_complete(
    project: EvaluationProject, wanted: Phase, findings: Sequence[Finding], scored: bool | None
) -> None:
    """Ask the rules of the move, and whether finance approved the plan."""
    approved = project.plan_status == PlanStatus.APPROVED
    reviewed = check_plan_reviewed(shape_of(project, Project), approved)
    answer = check_move(
        Phase(project.phase),
        wanted,
        [*findings, reviewed],
        plan_approved=None if reviewed.blocks else approved,
        scored=scored,
    )
    if answer.outcome is Outcome.PASSED:
        return
    said = [answer.message]
    if answer.blocks and wanted is Phase.IMPLEMENT and approved:
        said.append("方案已审定，要改的请财政部门先退回方案")
    raise Refused("。".join(said), [answer])
