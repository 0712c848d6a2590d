"""签章 of one 正式稿: what is signed, the three ways to sign, taking back, sending out."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.signing import (
    issue_report,
    sign_by_certificate,
    sign_by_scan,
    sign_elsewhere,
    withdraw_signature,
)
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import ReportSignature, ReportVersion
from jiheng.evaluation.queries import last_mark
from jiheng.evaluation.report_signatures import final_versions, named_in, pdf_to_sign, signatures_of
from jiheng.files.certificates import LARGEST_KEY_FILE
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.reporting.signing import Party, SignatureRole
from jiheng.web.access import needs
from jiheng.web.downloads import download_response
from jiheng.web.evaluations.reporting import barring_final, current_content
from jiheng.web.evaluations.signing_pages import page_context, party_at
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest

PAGE = "evaluations/signatures.html"
SIGNING = (Capability.REPORT_SIGN, Capability.REPORT_SEAL)


@needs(Capability.EVALUATION_READ)
@require_safe
def signatures(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    version = _version(request, pk, number)
    return render(request, PAGE, page_context(request, version))


@needs(*SIGNING)
@require_POST
def scan(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """The scanned page, for everybody ticked."""
    version = _version(request, pk, number)
    typed = {"way": "scan", "parties": request.POST.getlist("party")}

    def sign() -> str:
        upload = request.FILES.get("scan")
        parties = _parties(version, request.POST.getlist("party"))
        if upload is None:
            raise Refused("没有收到扫描件，请选择文件")
        stream: BinaryIO = upload  # type: ignore[assignment]  # an upload reads like any binary file
        current, name = current_content(version), upload.name or "签章页"
        sign_by_scan(version, parties, stream, name, current=current, by=request.member, at=now())
        return f"已登记{'、'.join(party.name for party in parties)}的签章。"

    return _act(request, version, sign, typed)


@needs(*SIGNING)
@require_POST
@sensitive_post_parameters("password")
def certificate(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Sign with a key file, which is used in memory and forgotten."""
    version = _version(request, pk, number)

    def sign() -> str:
        role = _role(request.POST.get("role", ""))
        upload = request.FILES.get("pkcs12")
        if upload is None:
            raise Refused("没有收到证书文件，请选择 p12 或 pfx 文件")
        key_file = upload.read(LARGEST_KEY_FILE + 1)
        password, current = request.POST.get("password", ""), current_content(version)
        made = sign_by_certificate(version, role, key_file, password, current=current, by=request.member, at=now())
        return f"已用{made.signer}的证书签章，可以在下面下载签好的 PDF。"

    return _act(request, version, sign, {"way": "certificate"})


@needs(*SIGNING)
@require_POST
def elsewhere(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Our PDF as it came back signed by UKey or from 电子签章平台."""
    version = _version(request, pk, number)

    def sign() -> str:
        upload = request.FILES.get("signed")
        if upload is None:
            raise Refused("没有收到文件，请选择签好的 PDF")
        stream: BinaryIO = upload  # type: ignore[assignment]  # an upload reads like any binary file
        made = sign_elsewhere(version, stream, current=current_content(version), by=request.member, at=now())
        return f"已登记{'、'.join(row.signer for row in made)}的签章。"

    return _act(request, version, sign, {"way": "elsewhere"})


@needs(*SIGNING)
@require_POST
def withdraw(request: MemberRequest, pk: int, number: int, signature: int) -> HttpResponseBase:
    version = _version(request, pk, number)
    row = _signature(request, version, signature)
    reason = request.POST.get("reason", "")

    def take_back() -> str:
        withdraw_signature(row, reason=reason, by=request.member, at=now())
        return "签章已撤回，留在记录里。"

    return _act(request, version, take_back, {"way": f"withdraw-{row.pk}", "reason": reason})


@needs(Capability.REPORT_SEAL)
@require_POST
def issue(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    version = _version(request, pk, number)

    def send_out() -> str:
        seen, findings = last_mark(version.project), barring_final(version)
        current, by = current_content(version), request.member
        issue_report(version, current=current, by=by, at=now(), findings=findings, seen=seen)
        return "正式稿已发出。收到报告的人可以用查验码或文件核验。"

    return _act(request, version, send_out, {})


@needs(Capability.EVALUATION_READ)
@require_safe
def pdf(request: MemberRequest, pk: int, number: int) -> FileResponse:
    """The PDF that is signed next; once everybody signed by certificate, the signed one."""
    version = _version(request, pk, number)
    found = pdf_to_sign(version, list(signatures_of(version)))
    if found is None:
        raise Http404("这一稿没有 PDF 文件")
    return download_response(found)


@needs(Capability.EVALUATION_READ)
@require_safe
def file(request: MemberRequest, pk: int, number: int, signature: int) -> FileResponse:
    """The scan, or the signed PDF."""
    row = _signature(request, _version(request, pk, number), signature)
    return download_response(row.attachment)


def _act(
    request: MemberRequest, version: ReportVersion, act: Callable[[], str], typed: Mapping[str, object]
) -> HttpResponseBase:
    """Do it and say so, or show the page again with what was wrong and what was typed."""
    try:
        said = act()
    except Refused as refusal:
        codes = "、".join(dict.fromkeys(one.code for one in refusal.findings))
        messages.error(request, f"{refusal}（{codes}）。" if codes else f"{refusal}。")
        return render(request, PAGE, page_context(request, version, typed), status=400)
    messages.success(request, said)
    return redirect("signing:signatures", version.project_id, version.number)


def _version(request: MemberRequest, pk: int, number: int) -> ReportVersion:
    """The 正式稿 within the member's reach; 404 otherwise."""
    project = project_of(request, pk)
    return find(final_versions(project), request.member, Capability.EVALUATION_READ, number=number)


def _signature(request: MemberRequest, version: ReportVersion, pk: int) -> ReportSignature:
    return find(signatures_of(version), request.member, Capability.EVALUATION_READ, pk=pk)


def _parties(version: ReportVersion, keys: list[str]) -> list[Party]:
    try:
        named = named_in(version)
    except Broken as fault:
        raise Refused(f"这一稿的内容读不出来：{fault}。请重新生成正式稿") from fault
    found = [party_at(named, key) for key in dict.fromkeys(keys)]
    return [party for party in found if party is not None]


def _role(word: str) -> SignatureRole:
    if word not in {one.value for one in SignatureRole}:
        raise Refused("没有收到是签字还是盖章，请用页面上的按钮办理")
    return SignatureRole(word)
