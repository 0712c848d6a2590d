"""专家评审: experts are invited, declare first, score by indicator and hand in; nothing of it changes a score."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.fitting import require_fit, require_plain
from jiheng.evaluation.models import EvaluationProject, ExpertInvitation, ExpertScore, Phase
from jiheng.evaluation.queries import experts_for, invitations
from jiheng.evaluation.shapes import review_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import User
from jiheng.orgs.refusal import Refused
from jiheng.rules.experts.review import check_complete, check_may_score, check_points
from jiheng.rules.experts.shapes import ReviewState
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.indicators.shapes import Indicator

LONGEST: Final = 1000
"""How many characters a comment, a declaration or a reason may have."""
STALE: Final = "这份评审刚被改动过，这一次没有保存。请看过现在的情况再办理"
OVERTAKEN: Final = "这一行已在别的窗口保存过，这一次没有保存。请看过现在的打分和意见，再决定怎样填"


@transaction.atomic
def invite_expert(
    project: EvaluationProject, expert: User, *, due: date, by: Member, at: datetime
) -> ExpertInvitation:
    """Ask an expert to review a project by a day."""
    require(by, Capability.EXPERT_INVITE, over=project.organisation)
    if project.phase == Phase.PREPARE:
        raise Refused("进入评价实施以后才能邀请专家评审")
    if due < localdate(at):
        raise Refused("完成期限已经过去，请改为今天或以后的日期")
    if expert.pk == by.user.pk or not experts_for(project).filter(pk=expert.pk).exists():
        raise Refused(f"“{expert.name}”不能评审这个项目：要有专家职责，并且不是这个评价机构的评价人员")
    if invitations(project).filter(expert=expert).exists():
        raise Refused(f"“{expert.name}”已经受邀，不必再邀请")
    try:
        with transaction.atomic():
            invitation = ExpertInvitation.objects.create(
                project=project, expert=expert, invited_by=by.user, invited_at=at, due=due
            )
    except IntegrityError:  # somebody else asked in the same moment
        raise Refused(f"“{expert.name}”已经受邀，不必再邀请") from None
    _record(by, "expert.invited", invitation, at, {"due": due})
    return invitation


@transaction.atomic
def withdraw_invitation(
    invitation: ExpertInvitation, *, reason: str, revision: int, by: Member, at: datetime
) -> None:
    """Ask an expert off again, with a reason; what was scored stays in the history and no longer counts."""
    require(by, Capability.EXPERT_INVITE, over=invitation.project.organisation)
    said = _reason(reason, "撤回邀请")
    _move(invitation, revision, withdrawn_by=by.user, withdrawn_at=at, withdrawal=said)
    _record(by, "expert.withdrawn", invitation, at, {"reason": said})


@transaction.atomic
def release_conflict(invitation: ExpertInvitation, *, reason: str, revision: int, by: Member, at: datetime) -> None:
    """Let an expert review in spite of the relation declared, with a reason."""
    require(by, Capability.EXPERT_INVITE, over=invitation.project.organisation)
    if review_of(invitation).state is not ReviewState.CONFLICT:
        raise Refused("这位专家没有待处理的利益关系")
    said = _reason(reason, "同意参加评审")
    _move(invitation, revision, released_by=by.user, released_at=at, release_reason=said)
    _record(by, "expert.released", invitation, at, {"reason": said})


@transaction.atomic
def reopen_review(invitation: ExpertInvitation, *, reason: str, revision: int, by: Member, at: datetime) -> None:
    """Give a review back to its expert to go on with, with a reason."""
    require(by, Capability.EXPERT_INVITE, over=invitation.project.organisation)
    if invitation.submitted_at is None:
        raise Refused("这份评审还没有提交，不用退回")
    said = _reason(reason, "退回重评")
    _move(invitation, revision, submitted_at=None, reopen_reason=said)
    _record(by, "expert.reopened", invitation, at, {"reason": said})


@transaction.atomic
def declare_relation(
    invitation: ExpertInvitation, *, related: bool | None, relation: str, revision: int, by: Member, at: datetime
) -> None:
    """Declare whether anything ties the expert to the units involved.

    It can be declared anew until the review is handed in, when something comes to mind; a release then no longer
    holds.
    """
    _require_own(invitation, by)
    _require_not_submitted(invitation)
    if related is None:
        raise Refused("请选择有没有利益关系")
    said = _short(relation, "利益关系")
    if related and not said:
        raise Refused("有利益关系的请写明是什么关系")
    relation = said if related else ""
    if invitation.declared_at is not None and invitation.relation and not relation:
        raise Refused("已经声明的利益关系不能自行撤回，请与主评人联系")
    released = {"released_by": None, "released_at": None, "release_reason": ""}
    _move(invitation, revision, relation=relation, declared_at=at, **released)
    _record(by, "expert.declared", invitation, at, {"relation": relation or "无"})


@transaction.atomic
def save_score(
    invitation: ExpertInvitation,
    indicator: Indicator,
    *,
    points: Decimal | None,
    comment: str,
    counter: int,
    by: Member,
    at: datetime,
) -> ExpertScore:
    """Keep what an expert gives one indicator, finished or not.

    ``counter`` is that of the row the page was filled from, 0 when there was none; the later of two windows is told.
    """
    _require_own(invitation, by)
    _require_not_submitted(invitation)
    _refuse(check_may_score(review_of(invitation)))
    said = _short(comment, "意见")
    if points is not None:
        _refuse(check_points(indicator, points))
    if points is None and not said:
        raise Refused("请先打分或写意见再保存")
    require_fit(ExpertScore, [{"points": points, "comment": said}])
    open_now = ExpertInvitation.objects.filter(pk=invitation.pk, submitted_at=None, withdrawn_at=None)
    if not open_now.update(saved_at=at):
        raise Refused(STALE)
    score = _kept(invitation, indicator, counter, {"points": points, "comment": said, "saved_at": at})
    after: dict[str, Plain] = {"indicator": indicator.code, "points": points, "comment": said}
    _record(by, "expert.scored", invitation, at, after)
    return score


@transaction.atomic
def submit_review(
    invitation: ExpertInvitation, indicators: Sequence[Indicator], *, revision: int, by: Member, at: datetime
) -> None:
    """Hand a review in, complete; it is then only read."""
    _require_own(invitation, by)
    _require_not_submitted(invitation)
    _move(invitation, revision, submitted_at=at)
    fresh = ExpertInvitation.objects.prefetch_related("scores").get(pk=invitation.pk)
    wrong = _failed(check_complete(review_of(fresh), indicators))
    if wrong:
        more = f"，另有{len(wrong) - 1}处" if len(wrong) > 1 else ""
        raise Refused(f"还不能提交：{wrong[0].message}{more}", wrong)
    _record(by, "expert.submitted", invitation, at, {"rows": len(indicators)})


def _kept(invitation: ExpertInvitation, indicator: Indicator, counter: int, values: dict[str, Any]) -> ExpertScore:
    rows = ExpertScore.objects.filter(invitation=invitation, indicator=indicator.code)
    if counter:
        if not rows.filter(revision=counter).update(**values, revision=counter + 1):
            raise Refused(OVERTAKEN)
        return rows.get()
    try:
        with transaction.atomic():
            return ExpertScore.objects.create(invitation=invitation, indicator=indicator.code, **values)
    except IntegrityError:
        raise Refused(OVERTAKEN) from None


def _move(invitation: ExpertInvitation, revision: int, **values: object) -> None:
    """Change an invitation as it was looked at."""
    standing = ExpertInvitation.objects.filter(pk=invitation.pk, revision=revision, withdrawn_at=None)
    if not standing.update(**values, revision=revision + 1):
        raise Refused(STALE)
    invitation.refresh_from_db()


def _require_own(invitation: ExpertInvitation, by: Member) -> None:
    require(by, Capability.EXPERT_REVIEW)
    if invitation.expert_id != by.user.pk:
        raise PermissionDenied("只能办理自己受邀的评审")


def _require_not_submitted(invitation: ExpertInvitation) -> None:
    if invitation.submitted_at is not None:
        raise Refused("评审已经提交，只能查看；要修改的请主评人退回")


def _refuse(finding: Finding) -> None:
    if finding.outcome is Outcome.FAILED:
        raise Refused(finding.message, [finding])


def _failed(findings: Sequence[Finding]) -> list[Finding]:
    return [one for one in findings if one.outcome is Outcome.FAILED]


def _reason(text: str, act: str) -> str:
    said = _short(text, "理由")
    if not said:
        raise Refused(f"{act}要写明理由，请填写")
    return said


def _short(text: str, name: str) -> str:
    said = text.strip()
    if len(said) > LONGEST:
        raise Refused(f"{name}有{len(said)}字，最多{LONGEST}字，请缩短")
    require_plain(name, said)
    return said


def _record(by: Member, name: str, invitation: ExpertInvitation, at: datetime, after: dict[str, Plain]) -> None:
    told = {"project": invitation.project.name, "expert": invitation.expert.name, **after}
    record(by.user, name, invitation, at=at, organisation_id=invitation.project.organisation_id, after=told)
