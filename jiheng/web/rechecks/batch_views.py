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
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.self_evaluation.actions import HandedIn, batch_place, hand_in
from jiheng.self_evaluation.models import FileOutcome
from jiheng.self_evaluation.queries import batches
from jiheng.web.access import needs
from jiheng.web.paging import page_of
from jiheng.web.rechecks.forms import NewBatch, Upload
from jiheng.web.rechecks.listing import batch_context
from jiheng.web.request import MemberRequest

REASONS = 20
"""When no file at all could be taken in, the reasons for this many are said."""


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
    uploads = form.chosen()
    try:
        files = [_taken_in(upload, request.member, at) for upload in uploads]
        if not any(file.attachment for file in files):
            raise Refused("".join(f"{file.message}。" for file in files[:REASONS]))
        name = form.cleaned_data["name"] or _name_for(uploads, at)
        batch = hand_in(name, form.cleaned_data["rules"], files, by=request.member, at=at)
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


def _taken_in(file: Upload, member: Member, at: datetime) -> HandedIn:
    name = file.name or "未命名"
    try:
        return HandedIn(name, store(file, name, organisation=batch_place(member), by=member, at=at))  # type: ignore[arg-type]  # Django's upload reads like any binary file
    except FileRefused as refusal:
        return HandedIn(name, None, str(refusal))


def _name_for(files: Sequence[Upload], at: datetime) -> str:
    day = localtime(at)
    first = (files[0].name or "表格").rsplit(".", 1)[0]
    more = f"等{len(files)}个文件" if len(files) > 1 else ""
    return f"{day.month}月{day.day}日　{first[:60]}{more}"
