"""重点评价: put forward and confirmed, its 正式稿 sent to finance, and passed or returned there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.fitting import require_fit, require_plain
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.key_queries import APPROVED, final_version, key_standing, works_on
from jiheng.evaluation.models import EvaluationProject, FinanceReview, KeyEvaluation, Phase, ReportVersion
from jiheng.evaluation.report_queries import content_in
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.reporting.key_evaluation import check_experts
from jiheng.rules.reporting.key_selection import check_ground

LONGEST: Final = 1000
STALE: Final = "重点评价的内容刚被改动过，这一次没有保存。请看过现在的情况再办理"
CONFIRMED: Final = "财政部门已确认入选，要修改的请财政部门先撤销确认"
WORKS_ON_IT: Final = "参加这个项目评价的人不得兼任财政审核人，请财政部门另一人办理"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is put forward: the document, and two answers with what they stand on."""

    basis: str
    amount_large: bool | None
    amount_evidence: str
    attention_high: bool | None
    attention_evidence: str


@transaction.atomic
def propose_key(project: EvaluationProject, ground: Ground, *, revision: int, by: Member, at: datetime) -> None:
    """Put an evaluation forward as a key one, finished or not; ``revision`` is 0 for the first time."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    values = _told(ground)
    require_fit(KeyEvaluation, [values])
    if revision:
        _move(project, revision, confirmed=False, **values)
    else:
        try:
            with transaction.atomic():
                KeyEvaluation.objects.create(project=project, **values)
        except IntegrityError:  # somebody else put it forward in the same moment
            raise Refused(STALE) from None
    record(by.user, "report.key_proposed", project, at=at, after=_plain(values))


@transaction.atomic
def drop_key(project: EvaluationProject, *, revision: int, by: Member, at: datetime) -> None:
    """It is no key evaluation after all, as long as finance has not confirmed it."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    gone, _ = KeyEvaluation.objects.filter(project=project, revision=revision, confirmed_at=None).delete()
    if not gone:
        raise Refused(_why_not(project, confirmed=False))
    record(by.user, "report.key_dropped", project, at=at)


@transaction.atomic
def confirm_key(project: EvaluationProject, *, revision: int, by: Member, at: datetime) -> None:
    """Finance confirms that it is a key evaluation, on a ground that is complete."""
    require(by, Capability.REPORT_REVIEW, over=project.organisation)
    _require_apart(project, by)
    standing = key_standing(project, localdate(at))
    if standing.facts.ground is None:
        raise Refused("评价机构还没有填入选依据")
    _refuse(check_ground(standing.facts.ground, standing.reading))
    _move(project, revision, confirmed=False, confirmed_by=by.user, confirmed_at=at)
    record(by.user, "report.key_confirmed", project, at=at)


@transaction.atomic
def reopen_key(project: EvaluationProject, *, reason: str, revision: int, by: Member, at: datetime) -> None:
    """Finance takes its confirmation back, with a reason; the ground can then be changed."""
    require(by, Capability.REPORT_REVIEW, over=project.organisation)
    said = _words(reason, "理由")
    if not said:
        raise Refused("撤销确认要写明理由，请填写")
    _move(project, revision, confirmed=True, confirmed_by=None, confirmed_at=None)
    record(by.user, "report.key_reopened", project, at=at, after={"reason": said})


@transaction.atomic
def note_panel(project: EvaluationProject, note: str, *, revision: int, by: Member, at: datetime) -> None:
    """The word on the number of experts."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    said = _words(note, "专家人数的说明")
    _move(project, revision, panel_note=said)
    record(by.user, "report.panel_noted", project, at=at, after={"remark": said or "（已删去）"})


@transaction.atomic
def ask_finance(version: ReportVersion, *, by: Member, at: datetime) -> FinanceReview:
    """Send the 正式稿 that stands to finance; a key evaluation needs its experts first."""
    project = version.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    _require_standing(version)
    if project.phase != Phase.REPORT:
        raise Refused("要在报告撰写环节才能送财政审核")
    if version.issued_at is None:
        raise Refused(f"{version}还没有签字盖章发出，请先在签章页办理，再送财政审核")
    standing = key_standing(project, localdate(at))
    _refuse(check_experts(standing.facts, standing.reading))
    if standing.review is not None:
        raise Refused(_already(standing.review))
    _content(version)
    review = FinanceReview.objects.create(version=version, asked_by=by.user, asked_at=at)
    record(by.user, "report.review_asked", project, at=at, after=_of_version(version))
    return review


@transaction.atomic
def decide_review(review: FinanceReview, *, approve: bool, opinion: str, by: Member, at: datetime) -> None:
    """Finance lets the 正式稿 pass, bound to the hash of its content, or returns it with its opinion."""
    version, project = review.version, review.version.project
    require(by, Capability.REPORT_REVIEW, over=project.organisation)
    said = _words(opinion, "审核意见")
    _require_apart(project, by)
    if by.user.pk == review.asked_by_id:
        raise Refused("送审人不能审核自己送审的报告，请由其他人办理")
    if not approve and not said:
        raise Refused("退回要写审核意见，请填写")
    _require_standing(version)
    if approve:
        standing = key_standing(project, localdate(at))
        _refuse(check_experts(standing.facts, standing.reading))
        _content(version)
    waiting = FinanceReview.objects.filter(pk=review.pk, approved=None)
    if not waiting.update(approved=approve, opinion=said, by=by.user, at=at):
        raise Refused("这一稿已经审核，请看现在的情况")
    act = APPROVED if approve else "report.review_returned"
    record(by.user, act, project, at=at, after={**_of_version(version), "remark": said})


def _require_standing(version: ReportVersion) -> None:
    """The version is the 正式稿 that stands, and nobody else acts on it meanwhile."""
    ReportVersion.objects.select_for_update().filter(pk=version.pk).first()
    last = final_version(version.project)
    if last is None or last.pk != version.pk:
        raise Refused(f"{version}不是现在的正式稿，不能办理。请看最近生成的正式稿")


def _content(version: ReportVersion) -> None:
    """What the version holds is there, as it was frozen."""
    try:
        content_in(version)
    except Broken as broken:
        raise Refused(f"{version}的{broken}，不能办理。请重新生成正式稿") from broken


def _already(review: FinanceReview) -> str:
    if review.approved is None:
        return f"{review.version}已送财政审核，等待审核"
    return (
        f"{review.version}已审核通过"
        if review.approved
        else f"{review.version}已被退回，请修改后生成新的正式稿再送审"
    )


def _move(project: EvaluationProject, revision: int, confirmed: bool | None = None, **values: object) -> None:
    """Change the row as it was looked at; with ``confirmed``, only while finance has, or has not, confirmed it."""
    rows = KeyEvaluation.objects.filter(project=project, revision=revision)
    if confirmed is not None:
        rows = rows.filter(confirmed_at__isnull=not confirmed)
    if not rows.update(**values, revision=revision + 1):
        raise Refused(_why_not(project, confirmed=confirmed))


def _why_not(project: EvaluationProject, *, confirmed: bool | None) -> str:
    row = KeyEvaluation.objects.filter(project=project).first()
    if row is None:
        return "这个项目没有列为重点评价，请刷新页面"
    if confirmed is False and row.confirmed_at is not None:
        return CONFIRMED
    return STALE


def _require_apart(project: EvaluationProject, by: Member) -> None:
    if works_on(project, by.user):
        raise Refused(WORKS_ON_IT)


def _refuse(finding: Finding) -> None:
    if finding.outcome is Outcome.FAILED:
        raise Refused(finding.message, [finding])


def _words(text: str, name: str) -> str:
    said = text.strip()
    if len(said) > LONGEST:
        raise Refused(f"{name}有{len(said)}字，最多{LONGEST}字，请缩短")
    require_plain(name, said)
    return said


def _told(ground: Ground) -> dict[str, str | bool | None]:
    return {
        "basis": _words(ground.basis, "文件依据"),
        "amount_large": ground.amount_large,
        "amount_evidence": _words(ground.amount_evidence, "金额依据"),
        "attention_high": ground.attention_high,
        "attention_evidence": _words(ground.attention_evidence, "关注度依据"),
    }


def _plain(values: Mapping[str, str | bool | None]) -> dict[str, Plain]:
    said = {True: "是", False: "否", None: ""}
    return {name: said[value] if isinstance(value, bool | None) else value for name, value in values.items()}


def _of_version(version: ReportVersion) -> dict[str, Plain]:
    return {"report_version": str(version), "hash": version.content}
