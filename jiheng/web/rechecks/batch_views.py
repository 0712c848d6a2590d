"""The batches: hand in files, watch, see what came of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.files.actions import store
from jiheng.files.refusals import FileRefused
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.self_evaluation.actions import add_file, create_batch, start_batch
from jiheng.self_evaluation.models import FileOutcome, RecheckBatch
from jiheng.self_evaluation.queries import batches
from jiheng.web.access import needs
from jiheng.web.paging import page_of
from jiheng.web.rechecks.forms import NewBatch, Upload
from jiheng.web.rechecks.listing import batch_context
from jiheng.web.request import MemberRequest


@needs(Capability.RECHECK_READ)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    return _listing(request, NewBatch())


@needs(Capability.RECHECK_RUN)
@require_POST
def create(request: MemberRequest) -> HttpResponseBase:
    form = NewBatch(request.POST, request.FILES)
    if not form.is_valid():
        return _listing(request, form, status=400)
    at = now()
    files = form.chosen()
    try:
        batch = create_batch(
            form.cleaned_data["name"] or _name_for(files, at), form.cleaned_data["rules"], by=request.member, at=at
        )
        for file in files:
            _hand_in(batch, file, request, at)
        start_batch(batch, by=request.member, at=at)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _listing(request, form, status=400)
    return redirect("rechecks:batch", pk=batch.pk)


@needs(Capability.RECHECK_READ)
@require_safe
def batch(request: MemberRequest, pk: int) -> HttpResponse:
    found = find(batches(request.member), request.member, Capability.RECHECK_READ, pk=pk)
    context = batch_context(request, found)
    unread = found.files.filter(outcome__in=(FileOutcome.UNREADABLE, FileOutcome.PARTLY))
    context["unread_files"] = list(unread[:200])
    return render(request, "rechecks/batch.html", context)


@needs(Capability.RECHECK_READ)
@require_safe
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """A part of the batch page that reloads itself; once the work is done, the whole page does."""
    found = find(batches(request.member), request.member, Capability.RECHECK_READ, pk=pk)
    if found.job is None or not found.job.is_open:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "rechecks/progress.html", {"batch": found, "job": found.job, "working": True})


def _listing(request: MemberRequest, form: NewBatch, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "batches": page_of(request, batches(request.member), 20)}
    return render(request, "rechecks/list.html", context, status=status)


def _hand_in(batch: RecheckBatch, file: Upload, request: MemberRequest, at: datetime) -> None:
    name = file.name or "未命名"
    try:
        attachment = store(file, name, organisation=batch.organisation, by=request.member, at=at)  # type: ignore[arg-type]  # Django's upload reads like any binary file
        message = ""
    except FileRefused as refusal:
        attachment, message = None, str(refusal)
    add_file(batch, name, attachment, by=request.member, at=at, message=message)


def _name_for(files: Sequence[Upload], at: datetime) -> str:
    day = localtime(at)
    first = (files[0].name or "表格").rsplit(".", 1)[0]
    more = f"等{len(files)}个文件" if len(files) > 1 else ""
    return f"{day.month}月{day.day}日　{first[:60]}{more}"
