"""What goes out: the annotated workbook, the letter, the original file."""

import json
from collections.abc import Sequence
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from jiheng.files.disk import open_blob
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.scope import find
from jiheng.reports.recheck_opinion import OpinionHead, recheck_opinion
from jiheng.rules.law import load_instrument
from jiheng.self_evaluation.models import Decision, RecheckBatch, RecheckFile, RecheckForm
from jiheng.self_evaluation.queries import batches, decisions_on
from jiheng.web.access import needs
from jiheng.web.downloads import CONTENT_TYPES, download_response
from jiheng.web.rechecks.form_views import find_form
from jiheng.web.request import MemberRequest
from jiheng.workbooks.annotated import FORMS_SHOWN, AnnotatedSource, annotated_workbook


@needs(Capability.RECHECK_READ)
@require_safe
def workbook(request: MemberRequest, pk: int) -> HttpResponse:
    batch = find(batches(request.member), request.member, Capability.RECHECK_READ, pk=pk)
    forms = list(batch.forms.select_related("file__attachment__blob"))
    return _download(annotated_workbook(_sources(forms)), f"复核表_{batch.name}", FileType.XLSX)


@needs(Capability.RECHECK_READ)
@require_safe
def opinion(request: MemberRequest, pk: int) -> HttpResponse:
    batch = find(batches(request.member), request.member, Capability.RECHECK_READ, pk=pk)
    forms = list(batch.forms.select_related("file"))
    return _download(_letter(batch, forms, "各有关单位"), f"复核意见书_{batch.name}", FileType.DOCX)


@needs(Capability.RECHECK_READ)
@require_safe
def form_workbook(request: MemberRequest, pk: int, form_pk: int) -> HttpResponse:
    form = find_form(request, pk, form_pk, Capability.RECHECK_READ)
    return _download(annotated_workbook(_sources([form])), f"复核表_{form.project or form.sheet}", FileType.XLSX)


@needs(Capability.RECHECK_READ)
@require_safe
def form_opinion(request: MemberRequest, pk: int, form_pk: int) -> HttpResponse:
    form = find_form(request, pk, form_pk, Capability.RECHECK_READ)
    letter = _letter(form.batch, [form], form.unit_name or "有关单位")
    return _download(letter, f"复核意见书_{form.project or form.sheet}", FileType.DOCX)


@needs(Capability.RECHECK_READ)
@require_safe
def original(request: MemberRequest, pk: int, file_pk: int) -> FileResponse:
    files = RecheckFile.objects.select_related("attachment__blob").exclude(attachment=None)
    file = find(files, request.member, Capability.RECHECK_READ, pk=file_pk, batch_id=pk)
    assert file.attachment is not None
    return download_response(file.attachment)


def _sources(forms: Sequence[RecheckForm]) -> list[AnnotatedSource]:
    """One source per file, with its original only while the workbook will show it."""
    by_file: dict[int, list[RecheckForm]] = {}
    for form in forms:
        by_file.setdefault(form.file_id, []).append(form)
    shown = len(forms) <= FORMS_SHOWN
    return [
        AnnotatedSource(
            group[0].file.name,
            _content(group[0].file) if shown else b"",
            tuple(json.loads(form.result) for form in group),
        )
        for group in by_file.values()
    ]


def _content(file: RecheckFile) -> bytes:
    if file.attachment is None:
        return b""
    with open_blob(file.attachment.blob) as stream:
        return stream.read()


def _letter(batch: RecheckBatch, forms: Sequence[RecheckForm], addressee: str) -> bytes:
    accepted = frozenset(
        (form.file.name, decision.cell, decision.code)
        for form in forms
        for decision in decisions_on(form).values()
        if decision.decision == Decision.ACCEPT
    )
    title = load_instrument(batch.rules).short_title
    head = OpinionHead(addressee, batch.organisation.name, f"“{title}”规则包", localdate(), accepted)
    return recheck_opinion(head, [json.loads(form.result) for form in forms])


def _download(content: bytes, name: str, kind: FileType) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    filename = quote(f"{name}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{filename}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
