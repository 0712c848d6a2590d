"""What the page of a key evaluation shows: where it stands, its ground, its experts, finance, and where it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.timezone import localdate

from jiheng.evaluation.key_queries import (
    FILED,
    KeyStanding,
    bureau_of,
    delivery_of,
    filings_in,
    key_standing,
    reviews_in,
    works_on,
)
from jiheng.evaluation.models import EvaluationProject, ExpertInvitation, Filing, Phase, Recipient
from jiheng.evaluation.shapes import review_of
from jiheng.orgs.duties import Capability
from jiheng.rules.experts.shapes import ExpertReview, ReviewState
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.preparation.result import Said
from jiheng.rules.reporting.key_evaluation import key_findings, panel_of, report_due, state_of
from jiheng.rules.reporting.key_selection import amount_word
from jiheng.rules.reporting.key_shapes import KeyState
from jiheng.web.evaluations.key_forms import GroundForm, ground_texts
from jiheng.web.evaluations.opinion_rows import TONES
from jiheng.web.evaluations.report_pages import trail_of
from jiheng.web.evaluations.saying import Light
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLE: Final = "重点评价和报送备案"
WORDS: Final = {
    KeyState.DRAFT: "生成正式稿",
    KeyState.EXPERTS: "至少一名专家提交",
    KeyState.FINANCE: "送审并通过",
    KeyState.APPROVED: "报送三家",
    KeyState.FILED: "三家都已送达",
}


@dataclass(frozen=True, slots=True)
class StateStep:
    """One of the five states with its light; ``now`` is where the evaluation stands."""

    name: str
    light: Light
    now: bool


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One expert: how far, what was declared, what the scores come to, and whether the review counts."""

    invitation: ExpertInvitation
    review: ExpertReview
    total: Decimal | None
    counts: bool

    @property
    def tone(self) -> str:
        return TONES[self.review.state]


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body with its delivery; ``name`` is what it is usually called, ``typed`` what was typed and not taken."""

    recipient: str
    label: str
    filing: Filing | None
    name: str
    light: Light
    editable: bool
    address: str
    typed: Mapping[str, str]


def key_context(
    request: MemberRequest, project: EvaluationProject, typed: Mapping[str, str] | None = None, form: str = ""
) -> dict[str, Any]:
    """Everything on the page; ``typed`` is what came in by ``form`` and could not be taken."""
    today = localdate()
    standing, given = key_standing(project, today), dict(typed or {})
    facts, reading, row = standing.facts, standing.reading, standing.row
    reviews = list(reviews_in(project))
    may = request.member.may
    decides = may(Capability.REPORT_REVIEW) and (row is not None or any(one.approved is None for one in reviews))
    return {
        "project": project,
        "title": TITLE,
        "steps": _steps(standing) if row else [],
        "row": row,
        "ground": GroundForm(given if form == "ground" else None, initial=ground_texts(row)),
        "amount": amount_word(facts.ground, reading) if facts.ground else "",
        "both": reading.both,
        "panel": _panel(standing),
        "version": standing.version,
        "review": standing.review,
        "intact": facts.finance is None or facts.finance.intact,
        "reviews": reviews,
        "waiting": standing.review if standing.review and standing.review.approved is None else None,
        "can_ask": standing.version and not standing.review and project.phase == Phase.REPORT,
        "apart": not (decides and works_on(project, request.member.user)),
        "approved_on": facts.approved_on,
        "due": report_due(facts.approved_on, reading.days) if facts.approved_on and facts.applies else None,
        "bodies": _bodies(request, project, standing, given if form == "filing" else {}),
        "earlier": [one for one in filings_in(project) if one.version_id != getattr(standing.version, "pk", None)],
        "said": [Said(one) for one in _told(standing)],
        "unconfirmed": row is not None and row.confirmed_at is None,
        "typed": given if form not in {"ground", "filing"} else {},
        "form": form,
        "today": today,
        "trail": trail_of(project, TrailStep(TITLE)),
    }


def _steps(standing: KeyStanding) -> list[StateStep]:
    at = list(KeyState).index(state := state_of(standing.facts, standing.reading))
    return [StateStep(one.value, _step_light(one, number - at, state), one is state) for number, one in _numbered()]


def _numbered() -> list[tuple[int, KeyState]]:
    return list(enumerate(KeyState))


def _step_light(one: KeyState, distance: int, state: KeyState) -> Light:
    if distance < 0 or state is KeyState.FILED:
        return Light("green", "已完成")
    return Light("run", WORDS[one]) if distance == 0 else Light("none", "未开始")


def _panel(standing: KeyStanding) -> list[PanelRow]:
    rows = []
    for invitation in standing.invited:
        review = review_of(invitation)
        given = [one.points for one in review.scores if one.points is not None]
        total = sum(given, Decimal(0)) if given and review.state is ReviewState.SUBMITTED else None
        rows.append(PanelRow(invitation, review, total, counts=bool(panel_of([review]))))
    return rows


def _bodies(
    request: MemberRequest, project: EvaluationProject, standing: KeyStanding, typed: Mapping[str, str]
) -> list[BodyRow]:
    """Finance, and for a key evaluation the three bodies."""
    listed = [Recipient.FINANCE, *(FILED if standing.row else ())]
    names = usual_names(project)
    return [
        BodyRow(
            recipient=one.value,
            label=str(one.label),
            filing=standing.filing_to(one),
            name=names[one],
            light=_body_light(standing, one),
            editable=request.member.may(
                Capability.EVALUATION_EDIT if one is Recipient.FINANCE else Capability.REPORT_FILE
            ),
            address="report-key" if one is Recipient.FINANCE else "file-key",
            typed=typed if typed.get("recipient") == one else {},
        )
        for one in listed
    ]


def _body_light(standing: KeyStanding, recipient: Recipient) -> Light:
    filing = standing.filing_to(recipient)
    if filing is None:
        return Light("yellow", "待报送") if standing.facts.approved_on else Light("none", "审核通过后报送")
    if recipient is Recipient.FINANCE or delivery_of(filing).is_proved:
        return Light("green", "已送达" if filing.received_on else "已报送")
    return Light("yellow", "缺文号或凭证")


def usual_names(project: EvaluationProject) -> dict[Recipient, str]:
    """What the bodies of the region are usually called; what is entered may be otherwise."""
    region = project.organisation.region.name
    return {
        Recipient.FINANCE: project.commissioner or bureau_of(project),
        Recipient.GOVERNMENT: f"{region}人民政府",
        Recipient.PARTY: f"中共{region}委员会",
        Recipient.CONGRESS: f"{region}人大常委会",
    }


def _told(standing: KeyStanding) -> Sequence[Finding]:
    """What is missing. That nothing passed finance yet is said once, as what it keeps from being done."""
    failed = [
        one for one in key_findings(standing.facts, standing.reading, localdate()) if one.outcome is Outcome.FAILED
    ]
    before_filing = any(one.code == "E-A37-3" for one in failed)
    return [one for one in failed if not (before_filing and one.code == "E-A37-8")]
