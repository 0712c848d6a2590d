"""我的评审: an expert's own invitations, declared first, scored indicator by indicator and handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.expert_reviews import declare_relation, save_score, submit_review
from jiheng.evaluation.evidence_queries import material_titles, numbers_with_files
from jiheng.evaluation.models import ExpertInvitation, ExpertScore
from jiheng.evaluation.queries import own_invitations
from jiheng.evaluation.shapes import review_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.experts.review import check_complete, check_may_score
from jiheng.rules.experts.shapes import ExpertReview, ReviewState
from jiheng.rules.figures import plain
from jiheng.rules.finding import Outcome
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.web.access import needs
from jiheng.web.evaluations.expert_forms import DeclarationForm, ScoreForm
from jiheng.web.evaluations.opinion_rows import TONES, InvitationRow, scorable
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

LISTING = TrailStep("我的评审", "/reviews/")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator to score. ``kept`` is what the expert saved; only then the score by rule may be seen."""

    one: IndicatorScore
    kept: ExpertScore | None
    lacks: str

    @property
    def scored(self) -> bool:
        return self.kept is not None and self.kept.points is not None

    @property
    def hides_value(self) -> bool:
        """Whether the value is itself a judgement of the evaluators: seen only beside one's own."""
        judged = self.one.judged
        return not self.scored and judged is not None and judged.outcome is Outcome.PASSED

    @property
    def given(self) -> Decimal | None:
        return None if self.kept is None else self.kept.points

    @property
    def light(self) -> tuple[str, str]:
        """Tone and word of how far this one is."""
        if not self.scored:
            return ("yellow", "只写了意见") if self.kept else ("none", "未评")
        return ("yellow", "缺意见") if self.lacks else ("green", "已评")


@needs(Capability.EXPERT_REVIEW)
@require_safe
def reviews(request: MemberRequest) -> HttpResponse:
    rows = []
    for one in own_invitations(request.member):
        review = review_of(one)
        scored = sum(each.points is not None for each in review.scores)
        rows.append(InvitationRow(one, review, scored, 0, late=one.due < localdate()))
    return render(request, "reviews/list.html", {"rows": rows})


@needs(Capability.EXPERT_REVIEW)
@require_safe
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """One review: the declaration first, then every indicator with how far it is."""
    return _review_page(request, _own(request, pk))


@needs(Capability.EXPERT_REVIEW)
@require_POST
def declare(request: MemberRequest, pk: int) -> HttpResponseBase:
    invitation = _own(request, pk)
    form = DeclarationForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("声明没有保存，请改正标红的栏")
        related = {"yes": True, "no": False}.get(form.cleaned_data["related"])
        relation, revision = form.cleaned_data["relation"], count_in(request, "revision")
        declare_relation(
            invitation, related=related, relation=relation, revision=revision, by=request.member, at=now()
        )
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _review_page(request, _own(request, pk), form, status=400)
    said = "已声明有利益关系，主评人同意以后才能打分。" if related else "已声明没有利益关系，可以打分了。"
    messages.success(request, said)
    return redirect("reviews:review", pk=pk)


@needs(Capability.EXPERT_REVIEW)
@require_safe
def indicator(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """One indicator to score; closed until the declaration is made."""
    invitation = _own(request, pk)
    if check_may_score(review_of(invitation)).outcome is Outcome.FAILED:
        return redirect("reviews:review", pk=pk)
    return _indicator_page(request, invitation, code)


@needs(Capability.EXPERT_REVIEW)
@require_POST
def save(request: MemberRequest, pk: int, code: str) -> HttpResponseBase:
    """Keep a score, finished or not; what cannot be kept is told beside what was typed."""
    invitation = _own(request, pk)
    rows = _rows(invitation)
    row = _row(rows, code)
    form = ScoreForm(request.POST, highest=plain(row.one.indicator.points))
    try:
        if not form.is_valid():
            raise Refused("没有保存，请改正标红的栏")
        points, comment = form.cleaned_data["points"], form.cleaned_data["comment"]
        counter = count_in(request, "counter")
        save_score(
            invitation, row.one.indicator, points=points, comment=comment, counter=counter,
            by=request.member, at=now(),
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _indicator_page(request, _own(request, pk), code, form, status=400)
    messages.success(request, f"“{row.one.indicator.name}”已保存。")
    after = _next(rows, code) if "next" in request.POST else code
    return redirect("reviews:indicator", pk, after) if after else redirect("reviews:review", pk=pk)


@needs(Capability.EXPERT_REVIEW)
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponseBase:
    invitation = _own(request, pk)
    indicators = [one.indicator for one in scorable(invitation.project)]
    try:
        submit_review(invitation, indicators, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _review_page(request, _own(request, pk), status=400)
    messages.success(request, "评审已提交，谢谢。提交以后只能查看；要修改的请主评人退回。")
    return redirect("reviews:review", pk=pk)


def _own(request: MemberRequest, pk: int) -> ExpertInvitation:
    """The member's own invitation; 404 for everybody else's."""
    found = own_invitations(request.member).filter(pk=pk).first()
    if found is None:
        raise Http404("没有找到，或没有邀请您评审")
    return found


def _rows(invitation: ExpertInvitation) -> list[IndicatorRow]:
    kept = {row.indicator: row for row in invitation.scores.all()}
    shape = review_of(invitation)
    return [
        IndicatorRow(one, kept.get(one.indicator.code), _lacks(shape, one)) for one in scorable(invitation.project)
    ]


def _lacks(shape: ExpertReview, one: IndicatorScore) -> str:
    found = [each for each in check_complete(shape, [one.indicator]) if each.outcome is Outcome.FAILED]
    return found[0].message if found else ""


def _row(rows: Sequence[IndicatorRow], code: str) -> IndicatorRow:
    found = next((row for row in rows if row.one.indicator.code == code), None)
    if found is None:
        raise Http404("没有这个指标")
    return found


def _next(rows: Sequence[IndicatorRow], code: str) -> str:
    """The indicator behind ``code``; empty behind the last."""
    codes = [row.one.indicator.code for row in rows]
    at = codes.index(code) + 1
    return codes[at] if at < len(codes) else ""


def _review_page(
    request: MemberRequest, invitation: ExpertInvitation, form: DeclarationForm | None = None, status: int = 200
) -> HttpResponse:
    shape, project = review_of(invitation), invitation.project
    opened = check_may_score(shape).outcome is not Outcome.FAILED
    rows = _rows(invitation) if opened else []
    context: dict[str, Any] = {
        "invitation": invitation,
        "project": project,
        "state": shape.state,
        "tone": TONES[shape.state],
        "late": invitation.due < localdate() and shape.state is not ReviewState.SUBMITTED,
        "units": _units(invitation),
        "opened": opened,
        "rows": rows,
        "done": sum(row.scored and not row.lacks for row in rows),
        "next_code": next((row.one.indicator.code for row in rows if row.lacks), ""),
        "editable": shape.state is ReviewState.OPEN,
        "form": form or DeclarationForm(),
        "declaring": form is not None,
        "trail": [LISTING, TrailStep(project.name)],
    }
    return render(request, "reviews/review.html", context, status=status)


def _units(invitation: ExpertInvitation) -> list[str]:
    """The units towards which an expert declares."""
    project = invitation.project
    named = (project.department, project.implementing_unit, *project.other_units)
    return list(dict.fromkeys(filter(None, named)))


def _indicator_page(
    request: MemberRequest, invitation: ExpertInvitation, code: str, form: ScoreForm | None = None, status: int = 200
) -> HttpResponse:
    rows, project = _rows(invitation), invitation.project
    row = _row(rows, code)
    codes = [each.one.indicator.code for each in rows]
    at = codes.index(code)
    numbers = [one.number for one in row.one.evidence]
    titles, filed = dict(material_titles(project, numbers)), numbers_with_files(project, numbers)
    kept = row.kept
    initial = {"points": None if kept is None or kept.points is None else plain(kept.points)}
    initial |= {"comment": kept.comment if kept else ""}
    context = {
        "invitation": invitation,
        "project": project,
        "row": row,
        "indicator": row.one.indicator,
        "place": at + 1,
        "count": len(rows),
        "before": codes[at - 1] if at else "",
        "after": _next(rows, code),
        "materials": [(one, titles.get(one.number, ""), one.number in filed) for one in row.one.evidence],
        "form": form or ScoreForm(highest=plain(row.one.indicator.points), initial=initial),
        "counter": kept.revision if kept else 0,
        "overtaken": form is not None and kept is not None and count_in(request, "counter") != kept.revision,
        "editable": invitation.submitted_at is None,
        "trail": [LISTING, TrailStep(project.name, f"/reviews/{invitation.pk}/"), TrailStep(row.one.indicator.name)],
    }
    return render(request, "reviews/indicator.html", context, status=status)
