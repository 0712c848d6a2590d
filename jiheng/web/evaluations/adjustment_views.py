"""人工调整: asked for on the page of a score, decided by somebody else on the list, and kept for good."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.adjusting import decide_adjustment, request_adjustment, withdraw_adjustment
from jiheng.evaluation.models import AdjustmentRequest, AdjustmentStatus, EvaluationProject, Phase
from jiheng.evaluation.queries import adjustment_requests
from jiheng.evaluation.shapes import adjustment_of
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.finding import Outcome
from jiheng.rules.implementation.adjustments import check_still_holds, difference_of, signed
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.web.access import needs
from jiheng.web.evaluations.score_views import scores_by_code, why_page
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import LISTING, project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

LIGHTS: Final = {
    AdjustmentStatus.REQUESTED: "wait",
    AdjustmentStatus.APPROVED: "green",
    AdjustmentStatus.REFUSED: "red",
    AdjustmentStatus.WITHDRAWN: "none",
    AdjustmentStatus.REPLACED: "none",
}
DECISIONS: Final = {"approve": True, "refuse": False}


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request on the list, with what the indicator is now and what the member may do."""

    request: AdjustmentRequest
    found: IndicatorScore | None
    lapsed: str
    may_decide: bool
    may_withdraw: bool
    typed: str = ""

    @property
    def light(self) -> tuple[str, str]:
        """Tone and word of how the request stands."""
        if self.lapsed and self.request.status == AdjustmentStatus.APPROVED:
            return "yellow", "已失效"
        return LIGHTS[AdjustmentStatus(self.request.status)], self.request.get_status_display()

    @property
    def difference(self) -> str:
        value = difference_of(adjustment_of(self.request))
        return "—" if value is None else signed(value).replace("-", "−")

    @property
    def is_open(self) -> bool:
        return self.request.status == AdjustmentStatus.REQUESTED


@needs(Capability.EVALUATION_READ)
@require_safe
def adjustments(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, project_of(request, pk))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def ask(request: MemberRequest, pk: int, code: str) -> HttpResponseBase:
    """Ask for another score; what cannot be taken is told beside what was typed."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    found = scores_by_code(project).get(code)
    if found is None:
        raise Http404("没有这个指标")
    page = why_page(request, project, found, typed=request.POST)
    form = page["form"]
    try:
        if not form.is_valid():
            raise Refused("申请没有提交，请改正标红的栏")
        wanted = {"score": form.cleaned_data["score"], "reason": form.cleaned_data["reason"]}
        materials = form.cleaned_data.get("materials", [])
        revision = count_in(request, "revision")
        request_adjustment(
            project, found, **wanted, materials=materials, revision=revision, by=request.member, at=now()
        )
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, "evaluations/score_why.html", page, status=400)
    messages.success(request, "申请已提交，由另一名主评人或质控复核人批准后计入得分。")
    return redirect("evaluations:adjustments", pk=pk)


@needs(Capability.ADJUSTMENT_DECIDE)
@require_POST
def decide(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Approve or refuse a request of somebody else."""
    project, one = _request_of(request, pk, number, Capability.ADJUSTMENT_DECIDE)
    word = request.POST.get("word", "")
    try:
        approve = DECISIONS.get(request.POST.get("decision", ""))
        if approve is None:
            raise Refused("没有收到同意还是不同意，请用页面上的按钮办理")
        found = scores_by_code(project).get(one.indicator)
        revision = count_in(request, "revision")
        decide_adjustment(one, found, approve=approve, word=word, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _page(request, project, {number: word}, status=400)
    messages.success(request, "已批准，计入得分。" if approve else "已退回申请人，得分仍按规则。")
    return redirect("evaluations:adjustments", pk=pk)


@needs(Capability.EVALUATION_EDIT, Capability.ADJUSTMENT_DECIDE)
@require_POST
def withdraw(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Take a request or an approved adjustment back."""
    project, one = _request_of(request, pk, number, Capability.EVALUATION_READ)
    reason = request.POST.get("word", "")
    try:
        revision = count_in(request, "revision")
        withdraw_adjustment(one, reason=reason, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _page(request, project, {number: reason}, status=400)
    messages.success(request, "已撤回，得分按规则。")
    return redirect("evaluations:adjustments", pk=pk)


def _request_of(
    request: MemberRequest, pk: int, number: int, capability: Capability
) -> tuple[EvaluationProject, AdjustmentRequest]:
    project = project_of(request, pk, capability)
    return project, find(adjustment_requests(project), request.member, capability, pk=number)


def _page(
    request: MemberRequest, project: EvaluationProject, typed: dict[int, str] | None = None, status: int = 200
) -> HttpResponse:
    scores = scores_by_code(project)
    rows = [
        _row(one, scores.get(one.indicator), request.member, (typed or {}).get(one.pk, ""))
        for one in adjustment_requests(project)
    ]
    context: dict[str, Any] = {
        "project": project,
        "revision": count_in(request, "revision") if typed is not None else project.revision,
        "waiting": [row for row in rows if row.is_open],
        "done": [row for row in rows if not row.is_open],
        "editable": project.phase == Phase.IMPLEMENT,
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep("人工调整")],
    }
    return render(request, "evaluations/adjustments.html", context, status=status)


def _row(one: AdjustmentRequest, found: IndicatorScore | None, member: Member, typed: str) -> RequestRow:
    own, decides = one.requested_by_id == member.user.pk, member.may(Capability.ADJUSTMENT_DECIDE)
    decides = decides and member.organisation.pk == one.project.organisation_id
    standing = one.status in (AdjustmentStatus.REQUESTED, AdjustmentStatus.APPROVED)
    return RequestRow(
        one,
        found,
        _lapsed(one, found) if standing else "",
        may_decide=decides and not own,
        may_withdraw=standing and (decides or (own and member.may(Capability.EVALUATION_EDIT))),
        typed=typed,
    )


def _lapsed(one: AdjustmentRequest, found: IndicatorScore | None) -> str:
    if found is None:
        return "这个指标已经不在评价指标里"
    answer = check_still_holds(found.raw, adjustment_of(one))
    return answer.message if answer.outcome is Outcome.FAILED else ""
