"""指标修正: indicators are mended late in the work, with a reason, by approval, as a version of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.actions.entering import count_revision, insert_rows
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.actions.versions import keep_version
from jiheng.evaluation.fitting import require_fit, require_plain
from jiheng.evaluation.models import AmendmentStatus, EvaluationProject, IndicatorAmendment, IndicatorVersion, Phase
from jiheng.evaluation.shapes import MODELS_OF, implementation_of, preparation_of, rows_of
from jiheng.evaluation.version_content import content_of, indicators_in
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.amendments import check_amendment, collected_rate_for
from jiheng.rules.evidence.analysis_shapes import Amendment
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.amending import (
    Effect,
    amended_codes,
    collected_of,
    effect_of,
    newly_broken,
)
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation

LONGEST: Final = 1000
DECIDED: Final = "这份修正单已经办理，请看现在的情况"


@transaction.atomic
def request_amendment(
    project: EvaluationProject,
    amended: Sequence[Indicator],
    *,
    reason: str,
    confirmed_late: bool,
    revision: int,
    by: Member,
    at: datetime,
) -> IndicatorAmendment:
    """Ask for another indicator system; ``confirmed_late`` says that it is late enough though values are missing."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    preparation = preparation_of(project)
    codes = amended_codes(preparation.indicators, amended)
    if not codes:
        raise Refused("指标没有改动，不用修正")
    base = _last_version(project)
    book, _ = rulebook_for(preparation.project, project.evaluation_date or localdate(at))
    asked = Amendment("、".join(codes), base, base + 1, reason)
    _ask_rules(project, preparation, amended, asked, book, confirmed_late=confirmed_late)
    if IndicatorAmendment.objects.filter(project=project, status=AmendmentStatus.REQUESTED).exists():
        raise Refused("已有等待批准的修正单，请先办理或撤回那一份")
    count_revision(project, revision, Phase.IMPLEMENT)
    last = IndicatorAmendment.objects.filter(project=project).first()
    made = IndicatorAmendment.objects.create(
        project=project,
        number=last.number + 1 if last else 1,
        codes=list(codes),
        content=content_of(amended),
        effect=_plain_effect(effect_of(preparation, implementation_of(project), amended, book)),
        reason=reason.strip(),
        confirmed_late=confirmed_late,
        base_version=base,
        requested_by=by.user,
        requested_at=at,
    )
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.amendment_requested", project, at=at, after=_told(made))
    return made


def _ask_rules(
    project: EvaluationProject,
    preparation: Preparation,
    amended: Sequence[Indicator],
    asked: Amendment,
    book: Rulebook,
    *,
    confirmed_late: bool,
) -> None:
    """Refuse what the rules of the article, or those of the indicator system itself, do not let pass."""
    if project.phase == Phase.PREPARE:
        raise Refused("评价准备环节直接修改指标，不用修正单")
    _short(asked.reason, "理由")
    for model, rows in rows_of(replace(preparation, indicators=tuple(amended)), "indicators"):
        require_fit(model, rows)
    numbers = IndicatorVersion.objects.filter(project=project).values_list("number", flat=True)
    said = check_amendment(asked, project.phase, set(numbers), collected_of(preparation), collected_rate_for(book))
    broken: list[Finding] = [one for one in said if one.blocks]
    broken += newly_broken(preparation, amended, book)
    if broken:
        raise Refused(broken[0].message, broken)
    early = [one for one in said if one.outcome is Outcome.FAILED]
    if early and not confirmed_late:
        raise Refused(f"{early[0].message}。确认的，请勾选“已属实施后期”", early)


@transaction.atomic
def decide_amendment(
    amendment: IndicatorAmendment, *, approve: bool, word: str, revision: int, by: Member, at: datetime
) -> None:
    """The lead evaluator approves or refuses what somebody else asked for; approved, it becomes the next version."""
    project = amendment.project
    require(by, Capability.AMENDMENT_APPROVE, over=project.organisation)
    said = _short(word, "意见")
    if by.user.pk == amendment.requested_by_id:
        raise Refused("申请人不能批准自己的修正单，请另一名主评人办理")
    if not approve and not said:
        raise Refused("不同意的要写明意见，请填写")
    if amendment.status != AmendmentStatus.REQUESTED:
        raise Refused(DECIDED)
    count_revision(project, revision, Phase.IMPLEMENT)
    amendment.status = AmendmentStatus.APPROVED if approve else AmendmentStatus.REFUSED
    amendment.decided_by, amendment.decided_at, amendment.decision = by.user, at, said
    if approve:
        amendment.new_version = _apply(amendment, by, at)
    amendment.save()
    project.refresh_from_db()
    keep_run(project, by=by, at=at, cause=f"指标修正（修正单{amendment.number}）：{'、'.join(amendment.codes)}")
    name = "evaluation.amendment_approved" if approve else "evaluation.amendment_refused"
    record(by.user, name, project, at=at, after={**_told(amendment), "remark": said})


def _apply(amendment: IndicatorAmendment, by: Member, at: datetime) -> int:
    """Put the amended system in place of the present one and keep it as a version; answers its number."""
    project = amendment.project
    if _last_version(project) != amendment.base_version:
        raise Refused("申请之后指标体系又有新版本，这份修正单不能再批准。请退回，重新申请")
    preparation = replace(preparation_of(project, ("indicators",)), indicators=indicators_in(amendment.content))
    for model in MODELS_OF["indicators"]:
        model._default_manager.filter(project=project).delete()
    for model, rows in rows_of(preparation, "indicators"):
        insert_rows(project, model, rows)
    version = keep_version(project, preparation, by=by, at=at, reason=amendment.reason)
    if version is None:
        raise Refused("修正后的指标体系与现在相同，没有可批准的改动")
    return version.number


@transaction.atomic
def withdraw_amendment(amendment: IndicatorAmendment, *, revision: int, by: Member, at: datetime) -> None:
    """Take an amendment back before it is decided; it stays in the list."""
    project = amendment.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if amendment.status != AmendmentStatus.REQUESTED:
        raise Refused(DECIDED)
    count_revision(project, revision, Phase.IMPLEMENT)
    amendment.status, amendment.decided_by, amendment.decided_at = AmendmentStatus.WITHDRAWN, by.user, at
    amendment.save()
    keep_run(project, by=by, at=at)
    record(by.user, "evaluation.amendment_withdrawn", project, at=at, after=_told(amendment))


def _short(text: str, name: str) -> str:
    said = text.strip()
    if len(said) > LONGEST:
        raise Refused(f"{name}有{len(said)}字，最多{LONGEST}字，请缩短")
    require_plain(name, said)
    return said


def _last_version(project: EvaluationProject) -> int:
    last = IndicatorVersion.objects.filter(project=project).first()
    return last.number if last else 0


def _plain_effect(effect: Effect) -> dict[str, object]:
    """The effect ready for JSON, figures as printed."""
    return {
        "before": None if effect.before is None else f"{effect.before:f}",
        "after": None if effect.after is None else f"{effect.after:f}",
        "grade_before": effect.grade_before,
        "grade_after": effect.grade_after,
        "moved": [
            [one.code, one.name, *(None if score is None else f"{score:f}" for score in (one.before, one.after))]
            for one in effect.moved
        ],
    }


def _told(amendment: IndicatorAmendment) -> dict[str, Plain]:
    return {
        "amendment": amendment.number,
        "indicator": "、".join(amendment.codes),
        "reason": amendment.reason,
        "indicator_version": amendment.new_version,
    }
