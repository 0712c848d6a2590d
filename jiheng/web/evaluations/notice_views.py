"""Written notices: the list, one notice, its letters, and what is done with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.notices import (
    discard_notice,
    prepare_deductions,
    receive_items,
    record_receipt,
    record_reminder,
    send_notice,
)
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.requests import asked_of, receipt_of
from jiheng.files.actions import store
from jiheng.files.models import Attachment, FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.request_states import Standing
from jiheng.web.access import needs
from jiheng.web.downloads import download_response, written_response
from jiheng.web.evaluations.notice_pages import list_context, missing_of, notice_context
from jiheng.web.evaluations.notice_typing import day_typed
from jiheng.web.evaluations.views import project_of
from jiheng.web.notice_letters import book_of, letter_of, urging_letter_of
from jiheng.web.request import MemberRequest


@needs(Capability.EVALUATION_READ)
@require_safe
def notices(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, "evaluations/notices.html", list_context(request, project_of(request, pk)))


@needs(Capability.EVALUATION_READ)
@require_safe
def notice(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    project = project_of(request, pk)
    context = notice_context(request, project, standing_of_notice(project, number))
    return render(request, "evaluations/notice.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def letter(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    """The notice as an official letter."""
    project = project_of(request, pk)
    content = letter_of(project, standing_of_notice(project, number).notice)
    return written_response(content, f"资料提交通知_{number}", FileType.DOCX)


@needs(Capability.EVALUATION_READ)
@require_safe
def urge_letter(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    """The letter that asks the evaluated unit to see to what is overdue; 404 while nothing is."""
    project = project_of(request, pk)
    standing, today = standing_of_notice(project, number), localdate()
    if not standing.days:
        raise Http404("没有逾期未交的资料")
    content = urging_letter_of(project, standing.notice, missing_of(standing, today), standing.days, today)
    return written_response(content, f"督促函_{number}", FileType.DOCX)


@needs(Capability.EVALUATION_READ)
@require_safe
def receipt_file(request: MemberRequest, pk: int, number: str) -> FileResponse:
    found = receipt_of(project_of(request, pk), number)
    if found is None:
        raise Http404("没有送达凭证的文件")
    return download_response(found)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def send(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    """Put the sending on record, with what shows that it arrived."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)

    def act() -> None:
        sent_on, method = day_typed(request, "sent_on", "发出日期"), request.POST.get("method", "")
        file, words = _receipt(request, project), request.POST.get("receipt", "")
        send_notice(
            project,
            number,
            book_of(project),
            sent_on=sent_on,
            method=method,
            receipt=words,
            file=file,
            by=request.member,
            at=now(),
        )

    return _done(request, project, number, act, "通知已登记发出。")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def receipt(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)

    def act() -> None:
        file, words = _receipt(request, project), request.POST.get("receipt", "")
        record_receipt(project, number, receipt=words, file=file, by=request.member, at=now())

    return _done(request, project, number, act, "送达凭证已登记。")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def received(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    """One item, or several, came in completely today or on the day given; ``undo`` takes it back."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    names, undo = request.POST.getlist("item"), bool(request.POST.get("undo"))

    def act() -> None:
        day = None if undo else day_typed(request, "day", "交齐日期", default=localdate())
        receive_items(project, number, names, day=day, by=request.member, at=now())

    return _done(request, project, number, act, "已撤销交齐。" if undo else "已登记交齐。")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def urge(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)

    def act() -> None:
        day, method = day_typed(request, "reminded_on", "督促日期"), request.POST.get("method", "")
        record_reminder(project, number, reminded_on=day, method=method, by=request.member, at=now())

    return _done(request, project, number, act, "督促已登记。")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def discard(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    try:
        discard_notice(project, number, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"通知“{number}”的草稿已删除。")
    return redirect("evaluations:notices", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def prepare(request: MemberRequest, pk: int) -> HttpResponse:
    """Name what never came in 资料充分性 of its indicators."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    number, item = request.POST.get("notice", ""), request.POST.get("item", "")
    try:
        codes = prepare_deductions(project, number, item, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return redirect("evaluations:notices", pk=pk)
    messages.success(request, f"指标{'、'.join(codes)}的资料充分性已写明未提供的资料。是否充分、扣多少分，请评定。")
    return redirect("evaluations:implementation-sheet", pk=pk, name="资料充分性")


def standing_of_notice(project: EvaluationProject, number: str) -> Standing:
    """The notice with how it stands today; 404 when there is none of that number."""
    found = asked_of(project, localdate()).of(number)
    if found is None:
        raise Http404("没有这份通知")
    return found


def _done(
    request: MemberRequest, project: EvaluationProject, number: str, act: Callable[[], None], said: str
) -> HttpResponse:
    """Do it and go back to the notice; what could not be taken stays in its form."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        project.refresh_from_db()
        context = notice_context(request, project, standing_of_notice(project, number), request.POST.dict())
        return render(request, "evaluations/notice.html", context, status=422)
    messages.success(request, said)
    return redirect("evaluations:notice", pk=project.pk, number=number)


def _receipt(request: MemberRequest, project: EvaluationProject) -> Attachment | None:
    upload = request.FILES.get("receipt_file")
    if upload is None:
        return None
    name = upload.name or "送达凭证"
    return store(upload, name, organisation=project.organisation, by=request.member, at=now())  # type: ignore[arg-type]  # an upload reads like any binary file
