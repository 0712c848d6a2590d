"""人工调整: a change of one score is asked for by one person and approved or refused by another."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.actions.entering import count_revision
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.fitting import require_fit, require_plain
from jiheng.evaluation.models import AdjustmentRequest, AdjustmentStatus, EvaluationProject, Phase
from jiheng.evaluation.shapes import adjustment_of, implementation_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.adjustments import (
    check_approval,
    check_still_holds,
    check_supported,
    check_wanted,
    difference_of,
)
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.shapes import Adjustment
from jiheng.rules.wording import quoted

LONGEST: Final = 1000
"""How many characters a reason or a word on a request may have."""
DECIDED: Final = "这份申请已经办理或撤回，请看现在的情况"


@transaction.atomic
def request_adjustment(
    project: EvaluationProject,
    found: IndicatorScore,
    *,
    score: Decimal | None,
    reason: str,
    materials: Sequence[str],
    revision: int,
    by: Member,
    at: datetime,
) -> AdjustmentRequest:
    """Ask for another score of one indicator; ``found`` is how it is scored at ``revision``."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    code = found.indicator.code
    wanted = Adjustment(
        indicator=code,
        rule_score=found.raw.value,
        score=score,
        reason=_short(reason, "理由"),
        materials=tuple(materials),
        requested_by=by.user.name,
        requested_on=localdate(at),
    )
    supported = check_supported(found.raw, supported=bool(found.admissible))
    _refuse(_judged(found), supported, *check_wanted(found.indicator, found.raw, wanted))
    _require_listed(project, materials)
    if AdjustmentRequest.objects.filter(project=project, indicator=code, status=AdjustmentStatus.REQUESTED).exists():
        raise Refused("这个指标已有等待批准的调整申请，请先办理或撤回那一份")
    values = {"indicator": code, "rule_score": wanted.rule_score, "score": score, "reason": wanted.reason}
    require_fit(AdjustmentRequest, [values])
    count_revision(project, revision, Phase.IMPLEMENT)
    request = AdjustmentRequest.objects.create(
        project=project, materials=list(materials), requested_by=by.user, requested_at=at, **values
    )
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.adjustment_requested", project, at=at, after=_told(request))
    return request


@transaction.atomic
def decide_adjustment(
    request: AdjustmentRequest,
    found: IndicatorScore | None,
    *,
    approve: bool,
    word: str,
    revision: int,
    by: Member,
    at: datetime,
) -> None:
    """Approve or refuse a request of somebody else; ``found`` is how the indicator is scored at ``revision``.

    An adjustment approved before for the same indicator is replaced, and stays in the history.
    """
    project = request.project
    require(by, Capability.ADJUSTMENT_DECIDE, over=project.organisation)
    if by.organisation.pk != project.organisation_id:
        raise PermissionDenied("只有评价机构自己的主评人或质控复核人可以批准")
    if by.user.pk == request.requested_by_id:
        raise Refused("申请人不能批准自己的申请，请另一名主评人或质控复核人办理")
    said = _short(word, "意见")
    if not approve and not said:
        raise Refused("不同意的要写明意见，请填写")
    if approve:
        _refuse_approval(request, found, by, at)
    count_revision(project, revision, Phase.IMPLEMENT)
    if approve:
        _replace_approved(request)
    _move(
        request,
        (AdjustmentStatus.REQUESTED,),
        status=AdjustmentStatus.APPROVED if approve else AdjustmentStatus.REFUSED,
        decided_by=by.user,
        decided_at=at,
        decision=said,
    )
    keep_run(project, by=by, at=at, cause=f"批准人工调整：{request.indicator}")
    name = "evaluation.adjustment_approved" if approve else "evaluation.adjustment_refused"
    record(by.user, name, project, at=at, after={**_told(request), "remark": said})


def _replace_approved(request: AdjustmentRequest) -> None:
    """An adjustment approved before gives way to the one being approved."""
    before = AdjustmentRequest.objects.filter(project=request.project, indicator=request.indicator)
    before.filter(status=AdjustmentStatus.APPROVED).update(status=AdjustmentStatus.REPLACED)


@transaction.atomic
def withdraw_adjustment(request: AdjustmentRequest, *, reason: str, revision: int, by: Member, at: datetime) -> None:
    """Take a request or an approved adjustment back; the score is the rule's again.

    The one who asked may, and whoever may decide. One that was approved is taken back with a reason.
    """
    project = request.project
    own = by.user.pk == request.requested_by_id
    decides = by.may(Capability.ADJUSTMENT_DECIDE)
    require(by, Capability.ADJUSTMENT_DECIDE if decides else Capability.EVALUATION_EDIT, over=project.organisation)
    if not own and not decides:
        raise Refused("只有申请人、主评人和质控复核人可以撤回")
    said = _short(reason, "原因")
    if request.status == AdjustmentStatus.APPROVED and not said:
        raise Refused("撤回已经批准的调整要写明原因，请填写")
    count_revision(project, revision, Phase.IMPLEMENT)
    standing = (AdjustmentStatus(request.status),)
    if standing[0] not in (AdjustmentStatus.REQUESTED, AdjustmentStatus.APPROVED):
        raise Refused(DECIDED)
    values = {"status": AdjustmentStatus.WITHDRAWN, "withdrawn_by": by.user, "withdrawn_at": at}
    _move(request, standing, **values, withdrawal=said)
    keep_run(project, by=by, at=at, cause=f"撤回人工调整：{request.indicator}")
    record(by.user, "evaluation.adjustment_withdrawn", project, at=at, after={**_told(request), "reason": said})


def _move(request: AdjustmentRequest, standing: Sequence[AdjustmentStatus], **values: object) -> None:
    if not AdjustmentRequest.objects.filter(pk=request.pk, status__in=standing).update(**values):
        raise Refused(DECIDED)
    request.refresh_from_db()


def _refuse_approval(request: AdjustmentRequest, found: IndicatorScore | None, by: Member, at: datetime) -> None:
    if found is None:
        raise Refused(f"指标{request.indicator}已经不在评价指标里，不能批准，请不同意或由申请人撤回")
    asked = adjustment_of(request)
    same = asked.requested_by == by.user.name  # another person, as their logins are different
    approved_by = by.user.username if same else by.user.name
    whole = Adjustment(
        asked.indicator, asked.rule_score, asked.score, asked.reason, asked.materials, asked.requested_by,
        asked.requested_on, approved_by, localdate(at),
    )  # fmt: skip
    _refuse(
        _judged(found),
        check_still_holds(found.raw, whole),
        check_supported(found.raw, supported=bool(found.admissible)),
        *check_wanted(found.indicator, found.raw, whole),
        check_approval(whole),
    )


def _judged(found: IndicatorScore) -> Finding:
    if found.judged is None:
        raise Refused("指标不适用，没有得分可以调整")
    return found.judged


def _refuse(*findings: Finding) -> None:
    wrong = [one for one in findings if one.outcome is Outcome.FAILED]
    if wrong:
        raise Refused("；".join(one.message for one in wrong), wrong)


def _require_listed(project: EvaluationProject, materials: Sequence[str]) -> None:
    listed = {one.number for one in implementation_of(project, {"materials"}).materials}
    unknown = [number for number in materials if number not in listed]
    if unknown:
        raise Refused(f"资料{quoted(unknown)}不在资料编号清单里，请核对编号")


def _short(text: str, name: str) -> str:
    said = text.strip()
    if len(said) > LONGEST:
        raise Refused(f"{name}有{len(said)}字，最多{LONGEST}字，请缩短")
    require_plain(name, said)
    return said


def _told(request: AdjustmentRequest) -> dict[str, Plain]:
    change = adjustment_of(request)
    return {
        "indicator": request.indicator,
        "rule_score": change.rule_score,
        "wanted": change.score,
        "difference": difference_of(change),
    }
