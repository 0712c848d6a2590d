"""征求意见 for the evaluators: drafts sent, what came back, what was done with each opinion."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.report_opinions import (
    decide_opinions,
    note_no_reply,
    record_opinion_receipt,
    send_for_opinion,
)
from jiheng.evaluation.models import EvaluationProject, ReportSending
from jiheng.evaluation.opinion_queries import sendings_in
from jiheng.files.actions import store
from jiheng.files.models import Attachment, FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.downloads import download_response, written_response
from jiheng.web.evaluations.draft_opinion_forms import decided_in
from jiheng.web.evaluations.draft_opinion_pages import opinions_context, sending_form
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.opinion_letters import opinion_letter_of
from jiheng.web.request import MemberRequest

PAGE = "evaluations/draft_opinions.html"


@needs(Capability.EVALUATION_READ)
@require_safe
def opinions(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, PAGE, opinions_context(request, project_of(request, pk)))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def send(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    form = sending_form(project, request, request.POST.dict())
    try:
        if not form.is_valid():
            raise Refused("没有送出，请改正标红的栏")
        organisation, due = form.cleaned_data["organisation"], form.cleaned_data["due"]
        sending = send_for_opinion(
            form.chosen, form.cleaned_data["unit"], organisation, due=due, by=request.member, at=now()
        )
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, PAGE, opinions_context(request, project, form), status=422)
    online = "对方登录就能看到" if organisation else "没有在系统里送达，请下载征求意见函和报告送达"
    messages.success(request, f"{sending.version}已送“{sending.unit}”，{online}。")
    return redirect("evaluations:report-opinions", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the whole table in one go; what could not be kept stays in its fields."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    filled = decided_in(request)
    try:
        changed = decide_opinions(project, filled, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, PAGE, opinions_context(request, project, filled=filled), status=422)
    messages.success(request, f"已保存{changed}条意见的采纳情况。" if changed else "没有改动。")
    address = reverse("evaluations:report-opinions", args=[pk])
    return redirect(f"{address}?page={max(1, count_in(request, 'page'))}#opinions")


@needs(Capability.EVALUATION_READ)
@require_safe
def letter(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """征求意见函, as it goes out with the draft."""
    sending = sending_in(project_of(request, pk), number)
    return written_response(opinion_letter_of(sending), f"征求意见函_{sending.unit}", FileType.DOCX)


@needs(Capability.EVALUATION_READ)
@require_safe
def receipt_file(request: MemberRequest, pk: int, number: int) -> FileResponse:
    return _download(sending_in(project_of(request, pk), number).receipt)


@needs(Capability.EVALUATION_READ)
@require_safe
def reply_file(request: MemberRequest, pk: int, number: int) -> FileResponse:
    return _download(sending_in(project_of(request, pk), number).reply)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def receipt(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    sending, revision = sending_in(project, number), count_in(request, "revision")

    def act() -> None:
        file = stored(request, project, "receipt_file", "送达凭证")
        record_opinion_receipt(sending, file, revision=revision, by=request.member, at=now())

    return _done(request, project, act, "送达凭证已登记。")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def no_reply(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    sending, revision = sending_in(project, number), count_in(request, "revision")
    words = request.POST.get("late_note", "")
    return _done(
        request,
        project,
        lambda: note_no_reply(sending, words, revision=revision, by=request.member, at=now()),
        "已注明逾期未反馈。",
    )


def sending_in(project: EvaluationProject, number: int) -> ReportSending:
    """A sending of the project; 404 for those of others."""
    sending = sendings_in(project).filter(pk=number).first()
    if sending is None:
        raise Http404("没有这次送达")
    return sending


def stored(request: MemberRequest, project: EvaluationProject, name: str, default: str) -> Attachment | None:
    """The file handed in under a name, kept for the agency."""
    upload = request.FILES.get(name)
    if upload is None:
        return None
    title = upload.name or default
    return store(upload, title, organisation=project.organisation, by=request.member, at=now())  # type: ignore[arg-type]  # an upload reads like any binary file


def _download(attachment: Attachment | None) -> FileResponse:
    if attachment is None:
        raise Http404("没有文件")
    return download_response(attachment)


def _done(request: MemberRequest, project: EvaluationProject, act: Callable[[], None], said: str) -> HttpResponse:
    """Do it and go back to the page; what could not be taken stays in its form."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        typed = {**request.POST.dict(), "sending": str(request.resolver_match.kwargs["number"])}  # type: ignore[union-attr]  # a view was found
        return render(request, PAGE, opinions_context(request, project, typed=typed), status=422)
    messages.success(request, said)
    return redirect("evaluations:report-opinions", pk=project.pk)
