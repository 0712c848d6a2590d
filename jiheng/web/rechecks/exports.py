"""What goes out: the annotated workbook, the letters, the original file."""

from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.files.actions import fit_name
from jiheng.files.models import FileType
from jiheng.files.queries import stored_by
from jiheng.jobs.actions import enqueue
from jiheng.jobs.models import JobStatus
from jiheng.jobs.queries import mine
from jiheng.orgs.duties import Capability, require
from jiheng.orgs.scope import find
from jiheng.self_evaluation.models import RecheckBatch, RecheckFile
from jiheng.self_evaluation.queries import batches
from jiheng.web.access import needs
from jiheng.web.downloads import CONTENT_TYPES, download_response
from jiheng.web.rechecks.building import letter_of, letters_of, workbook_of
from jiheng.web.rechecks.export_job import KIND, TITLES
from jiheng.web.rechecks.form_views import find_form
from jiheng.web.rechecks.listing import AT_ONCE
from jiheng.web.request import MemberRequest


@needs(Capability.RECHECK_READ)
@require_safe
def workbook(request: MemberRequest, pk: int) -> HttpResponseBase:
    batch = find(batches(request.member), request.member, Capability.RECHECK_READ, pk=pk)
    if _working(batch):
        return _not_yet(request, pk)
    forms = list(batch.forms.select_related("file__attachment__blob")[: AT_ONCE + 1])
    if len(forms) > AT_ONCE:
        return _too_many(request, pk)
    return _download(workbook_of(forms), f"复核表_{batch.name}", FileType.XLSX)


@needs(Capability.RECHECK_READ)
@require_safe
def opinion(request: MemberRequest, pk: int) -> HttpResponseBase:
    batch = find(batches(request.member), request.member, Capability.RECHECK_READ, pk=pk)
    if _working(batch):
        return _not_yet(request, pk)
    if batch.forms.count() > AT_ONCE:
        return _too_many(request, pk)
    if not batch.forms.exists():
        messages.error(request, "这一批还没有读出表格，没有可以写的意见书。")
        return redirect("rechecks:batch", pk=pk)
    content, kind = letters_of(batch, localdate())
    return _download(content, f"复核意见书_{batch.name}", kind)


@needs(Capability.RECHECK_READ)
@require_POST
def export(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Write a large batch's workbook or letters in the background."""
    require(request.member, Capability.JOBS_OWN)
    batch = find(batches(request.member), request.member, Capability.RECHECK_READ, pk=pk)
    what = request.POST.get("what", "")
    if what not in TITLES:
        raise Http404("没有这种导出")
    if _working(batch):
        return _not_yet(request, pk)
    title = f"导出{TITLES[what]}：{batch.name}"
    enqueue(KIND, title, {"batch": batch.pk, "what": what}, by=request.member, at=now())
    messages.success(request, f"{TITLES[what]}正在后台生成，完成后在这里打开。")
    return redirect("jobs:list")


@needs(Capability.JOBS_OWN)
@require_safe
def exported(request: MemberRequest, job_pk: int) -> FileResponse:
    job = mine(request.member).filter(pk=job_pk, kind=KIND, status=JobStatus.SUCCEEDED).first()
    if job is None:
        raise Http404("没有找到，或不在您的范围内")
    written = stored_by(request.member).filter(pk=job.result["attachment"]).first()
    if written is None:
        raise Http404("没有找到，或不在您的范围内")
    return download_response(written)


@needs(Capability.RECHECK_READ)
@require_safe
def form_workbook(request: MemberRequest, pk: int, form_pk: int) -> HttpResponse:
    form = find_form(request, pk, form_pk, Capability.RECHECK_READ)
    return _download(workbook_of([form]), f"复核表_{form.project or form.sheet}", FileType.XLSX)


@needs(Capability.RECHECK_READ)
@require_safe
def form_opinion(request: MemberRequest, pk: int, form_pk: int) -> HttpResponse:
    form = find_form(request, pk, form_pk, Capability.RECHECK_READ)
    letter = letter_of(form.batch, [form], localdate())
    return _download(letter, f"复核意见书_{form.project or form.sheet}", FileType.DOCX)


@needs(Capability.RECHECK_READ)
@require_safe
def original(request: MemberRequest, pk: int, file_pk: int) -> FileResponse:
    files = RecheckFile.objects.select_related("attachment__blob").exclude(attachment=None)
    file = find(files, request.member, Capability.RECHECK_READ, pk=file_pk, batch_id=pk)
    if file.attachment is None:
        raise Http404("没有找到，或不在您的范围内")
    return download_response(file.attachment)


def _working(batch: RecheckBatch) -> bool:
    return batch.job is not None and batch.job.is_open


def _not_yet(request: MemberRequest, pk: int) -> HttpResponse:
    messages.warning(request, "这一批还在复核，现在导出会缺表，请等复核完成。")
    return redirect("rechecks:batch", pk=pk)


def _too_many(request: MemberRequest, pk: int) -> HttpResponse:
    messages.warning(request, f"这一批超过{AT_ONCE}张表，请用“后台导出”，完成后在后台任务里下载。")
    return redirect("rechecks:batch", pk=pk)


def _download(content: bytes, name: str, kind: FileType) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    filename = quote(fit_name(f"{name}.{kind}".replace("/", "／")), safe="")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{filename}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
