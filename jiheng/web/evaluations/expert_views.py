"""专家评审 for the evaluators: who is asked, how far they are, and what they say beside the scores by rule."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.expert_reviews import (
    invite_expert,
    release_conflict,
    reopen_review,
    withdraw_invitation,
)
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.queries import experts_for, invitations, withdrawn_invitations
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.reports.expert_opinions import SummaryHead, expert_summary
from jiheng.web.access import needs
from jiheng.web.evaluations.expert_forms import InvitationForm
from jiheng.web.evaluations.opinion_rows import InvitationRow, OpinionTable, opinion_table
from jiheng.web.evaluations.opinion_texts import summary_tables
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import LISTING, file_response, project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.expert_opinions import expert_workbook

ACTS: Final[dict[str, tuple[Callable[..., None], str]]] = {
    "withdraw": (withdraw_invitation, "已撤回邀请。"),
    "release": (release_conflict, "已同意参加评审，专家可以打分了。"),
    "reopen": (reopen_review, "已退回专家，可以修改后再提交。"),
}


@needs(Capability.EVALUATION_READ)
@require_safe
def experts(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    return _page(request, project, InvitationForm(experts=experts_for(project)))


@needs(Capability.EXPERT_INVITE)
@require_POST
def invite(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = project_of(request, pk, Capability.EXPERT_INVITE)
    form = InvitationForm(request.POST, experts=experts_for(project))
    if not form.is_valid():
        return _page(request, project, form, status=400)
    expert = form.cleaned_data["expert"]
    try:
        invite_expert(project, expert, due=form.cleaned_data["due"], by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _page(request, project, form, status=400)
    messages.success(request, f"已邀请{expert.name}，登录后在“我的评审”里办理。")
    return redirect("evaluations:experts", pk=pk)


@needs(Capability.EXPERT_INVITE)
@require_POST
def act(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Ask an expert off, let one with a relation take part, or give a review back; always with a reason."""
    project = project_of(request, pk, Capability.EXPERT_INVITE)
    invitation = find(invitations(project), request.member, Capability.EXPERT_INVITE, pk=number)
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("act", "") not in ACTS:
            raise Refused("没有收到要办什么，请用页面上的按钮办理")
        chosen, done = ACTS[request.POST["act"]]
        chosen(invitation, reason=reason, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        form = InvitationForm(experts=experts_for(project))
        return _page(request, project, form, {"number": number, "reason": reason}, status=400)
    messages.success(request, done)
    return redirect("evaluations:experts", pk=pk)


@needs(Capability.EVALUATION_READ)
@require_safe
def word(request: MemberRequest, pk: int) -> HttpResponse:
    """专家评审意见汇总 in Word."""
    project = project_of(request, pk)
    head = SummaryHead(project.name, project.code, project.agency or project.organisation.name, localdate())
    content = expert_summary(head, summary_tables(opinion_table(project)))
    return file_response(content, f"专家评审意见汇总_{project.code}", FileType.DOCX)


@needs(Capability.EVALUATION_READ)
@require_safe
def excel(request: MemberRequest, pk: int) -> HttpResponse:
    """专家评审意见汇总 in Excel."""
    project = project_of(request, pk)
    content = expert_workbook(project.name, summary_tables(opinion_table(project)))
    return file_response(content, f"专家评审意见汇总_{project.code}")


def _page(
    request: MemberRequest,
    project: EvaluationProject,
    form: InvitationForm,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = list(invitations(project))
    table = opinion_table(project, asked)
    context = {
        "project": project,
        "rows": [
            InvitationRow(one, review, *_progress(table, number), late=one.due < localdate())
            for number, (one, review) in enumerate(zip(asked, table.reviews, strict=True))
        ],
        "withdrawn": withdrawn_invitations(project),
        "table": table,
        "marked": [finding for row in table.rows for finding in row.opinion.findings],
        "form": form,
        "inviting": request.member.may(Capability.EXPERT_INVITE) and project.phase != Phase.PREPARE,
        "asks": request.member.may(Capability.EVALUATION_EDIT) and project.phase == Phase.IMPLEMENT,
        "typed": typed or {},
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep("专家评审")],
    }
    return render(request, "evaluations/experts.html", context, status=status)


def _progress(table: OpinionTable, number: int) -> tuple[int, int]:
    """How many indicators the expert scored, and how many there are."""
    codes = {row.one.indicator.code for row in table.rows}
    scored = {one.indicator for one in table.reviews[number].scores if one.points is not None}
    return len(scored & codes), len(codes)
