"""A unit's notices: read, answered item by item, on a desk or on a phone."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.handing_in import hand_in, say_none, withdraw_handed_in
from jiheng.evaluation.models import HandedIn, NoticeAddress
from jiheng.evaluation.requests import addressed_to, handed_in_at
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.evidence.request_shapes import Notice
from jiheng.web.access import needs
from jiheng.web.downloads import download_response, written_response
from jiheng.web.notice_letters import letter_of
from jiheng.web.request import MemberRequest
from jiheng.web.requests.pages import list_context, one_context, sent_notice


@needs(Capability.REQUESTS_ANSWER)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    return render(request, "requests/list.html", list_context(list(addressed_to(request.member))))


@needs(Capability.REQUESTS_ANSWER)
@require_safe
def one(request: MemberRequest, pk: int) -> HttpResponse:
    address, notice = _asked(request, pk)
    return render(request, "requests/one.html", one_context(request, address, notice))


@needs(Capability.REQUESTS_ANSWER)
@require_safe
def letter(request: MemberRequest, pk: int) -> HttpResponse:
    """The notice as the official letter it is."""
    address, notice = _asked(request, pk)
    return written_response(letter_of(address.project, notice), f"资料提交通知_{notice.number}", FileType.DOCX)


@needs(Capability.REQUESTS_ANSWER)
@require_POST
def hand_in_files(request: MemberRequest, pk: int) -> HttpResponse:
    """Take every file that can be taken; each of the others is told with its reason."""
    address, notice = _asked(request, pk)
    item, remark = request.POST.get("item", ""), request.POST.get("remark", "")
    uploads = [(upload.name or "未命名", upload) for upload in request.FILES.getlist("uploads")]
    try:
        taken = hand_in(address, item, uploads, remark=remark, by=request.member, at=now())  # type: ignore[arg-type]  # an upload reads like any binary file
    except Refused as refusal:
        return _refused(request, address, notice, refusal)
    kept = sum(each.handed is not None for each in taken)
    if kept:
        messages.success(request, f"已提交{kept}个文件，等评价机构核收。")
    for each in taken:
        if each.handed is None:
            messages.error(request, f"{each.message}。")
    return redirect("requests:one", pk=pk)


@needs(Capability.REQUESTS_ANSWER)
@require_POST
def declare_none(request: MemberRequest, pk: int) -> HttpResponse:
    address, notice = _asked(request, pk)
    try:
        say_none(address, request.POST.get("item", ""), request.POST.get("reason", ""), by=request.member, at=now())
    except Refused as refusal:
        return _refused(request, address, notice, refusal)
    messages.success(request, "已说明没有这项资料，评价机构会看到。")
    return redirect("requests:one", pk=pk)


@needs(Capability.REQUESTS_ANSWER)
@require_safe
def file(request: MemberRequest, pk: int, number: int) -> FileResponse:
    handed = _handed(request, pk, number)
    if handed.attachment is None:
        raise Http404("这一条没有文件")
    return download_response(handed.attachment)


@needs(Capability.REQUESTS_ANSWER)
@require_POST
def withdraw(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    handed = _handed(request, pk, number)
    try:
        withdraw_handed_in(handed, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"已撤回“{handed}”。")
    return redirect("requests:one", pk=pk)


def _asked(request: MemberRequest, pk: int) -> tuple[NoticeAddress, Notice]:
    """A notice that went out to the member's unit; 404 otherwise, for drafts too."""
    address = find(addressed_to(request.member), request.member, Capability.REQUESTS_ANSWER, pk=pk)
    notice = sent_notice(address)
    if notice is None:
        raise Http404("没有找到，或不在您的范围内")
    return address, notice


def _handed(request: MemberRequest, pk: int, number: int) -> HandedIn:
    address, _ = _asked(request, pk)
    return find(handed_in_at(address), request.member, Capability.REQUESTS_ANSWER, pk=number)


def _refused(request: MemberRequest, address: NoticeAddress, notice: Notice, refusal: Refused) -> HttpResponse:
    messages.error(request, f"{refusal}。")
    context = one_context(request, address, notice, request.POST.dict())
    return render(request, "requests/one.html", context, status=422)
