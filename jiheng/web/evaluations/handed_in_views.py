"""What units handed in: opened, accepted as material, or sent back with a word."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.handing_in import accept_handed_in, return_handed_in
from jiheng.evaluation.models import HandedIn
from jiheng.evaluation.requests import handed_in_on
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import MaterialKind
from jiheng.web.access import needs
from jiheng.web.downloads import download_response
from jiheng.web.evaluations.notice_pages import KINDS, NATURES, notice_context
from jiheng.web.evaluations.notice_views import standing_of_notice
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest


@needs(Capability.EVALUATION_READ)
@require_safe
def file(request: MemberRequest, pk: int, number: int) -> FileResponse:
    handed = _handed(request, pk, number, Capability.EVALUATION_READ)
    if handed.attachment is None:
        raise Http404("这一条没有文件")
    return download_response(handed.attachment)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def accept(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Take it as material: numbered, linked to the indicators of its item, the item complete when said so."""
    handed = _handed(request, pk, number, Capability.EVALUATION_EDIT)
    complete = bool(request.POST.get("complete"))
    try:
        kind, nature = _kind(request), _nature(request)
        given = accept_handed_in(handed, kind=kind, nature=nature, complete=complete, by=request.member, at=now())
    except Refused as refusal:
        return _refused(request, handed, refusal)
    if given:
        messages.success(request, f"“{handed}”已接收，登记为资料{given}，在“资料文件”里可以补填说明。")
    else:
        messages.success(request, "已记下单位的说明。这项资料仍按没有交齐办理。")
    return redirect("evaluations:notice", pk=pk, number=handed.notice)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def send_back(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    handed = _handed(request, pk, number, Capability.EVALUATION_EDIT)
    try:
        return_handed_in(handed, request.POST.get("word", ""), by=request.member, at=now())
    except Refused as refusal:
        return _refused(request, handed, refusal)
    messages.success(request, f"“{handed}”已退回，单位能看到原因。")
    return redirect("evaluations:notice", pk=pk, number=handed.notice)


def _handed(request: MemberRequest, pk: int, number: int, capability: Capability) -> HandedIn:
    """Below a project found through the scope; its own owner is the unit."""
    found = handed_in_on(project_of(request, pk, capability)).filter(pk=number).first()
    if found is None:
        raise Http404("没有这份资料")
    return found


def _kind(request: MemberRequest) -> MaterialKind:
    said = request.POST.get("kind", "")
    if said not in KINDS:
        raise Refused("请选择资料类别")
    return MaterialKind(said)


def _nature(request: MemberRequest) -> Nature:
    said = request.POST.get("nature", "")
    if said not in NATURES:
        raise Refused("请选择来源性质")
    return Nature(said)


def _refused(request: MemberRequest, handed: HandedIn, refusal: Refused) -> HttpResponse:
    messages.error(request, f"{refusal}。")
    project = handed.project
    typed = request.POST.dict() | {"handed": str(handed.pk)}
    context = notice_context(request, project, standing_of_notice(project, handed.notice), typed)
    return render(request, "evaluations/notice.html", context, status=422)
