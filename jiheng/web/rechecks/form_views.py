"""One form as it looks on paper, its marks, and the decisions on them."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.files.disk import open_blob
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.recheck.result_json import Json
from jiheng.self_evaluation.actions import decide_marks
from jiheng.self_evaluation.models import Decision, RecheckForm
from jiheng.self_evaluation.queries import decisions_on
from jiheng.web.access import needs
from jiheng.web.rechecks.forms import REASON_LENGTH, Deciding
from jiheng.web.rechecks.listing import LISTING, batch_context
from jiheng.web.rechecks.marks import Mark, marks_of
from jiheng.web.rechecks.paper import Paper, paper_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.opening import CannotRead, open_workbook

FORMS = RecheckForm.objects.select_related("batch__organisation", "batch__job", "file__attachment__blob")


def find_form(request: MemberRequest, pk: int, form_pk: int, capability: Capability) -> RecheckForm:
    """The form, when it stands in this batch and within the member's reach; 404 otherwise."""
    return find(FORMS.all(), request.member, capability, pk=form_pk, batch_id=pk)


@needs(Capability.RECHECK_READ)
@require_safe
def form(request: MemberRequest, pk: int, form_pk: int) -> HttpResponse:
    found = find_form(request, pk, form_pk, Capability.RECHECK_READ)
    return render(request, "rechecks/form.html", _context(request, found))


@needs(Capability.RECHECK_DECIDE)
@require_POST
def decide(request: MemberRequest, pk: int, form_pk: int) -> HttpResponseBase:
    found = find_form(request, pk, form_pk, Capability.RECHECK_DECIDE)
    deciding = Deciding(request.POST)
    marks = marks_of(json.loads(found.result))
    good = deciding.is_valid()
    mark = next((one for one in marks if one.number == deciding.cleaned_data.get("mark")), None)
    if mark is None or "decision" in deciding.errors:
        messages.error(request, "没有这一处，请刷新页面后再试。")
        return redirect("rechecks:form", pk=pk, form_pk=form_pk)
    decision = Decision(deciding.cleaned_data["decision"])
    try:
        if not good:
            raise Refused(f"理由最多{REASON_LENGTH}个字，请写短一些")
        reason, places = deciding.cleaned_data["reason"], [point.index for point in mark.points]
        decide_marks(found, places, decision, reason=reason, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = _context(request, found, chosen=mark.number) | {"typed_reason": deciding.data.get("reason", "")}
        return render(request, "rechecks/form.html", context, status=400)
    messages.success(request, f"第{mark.number}处：{decision.label}。")
    return redirect(f"{reverse('rechecks:form', args=[pk, form_pk])}?mark={mark.number}")


def _context(request: MemberRequest, found: RecheckForm, chosen: int | None = None) -> dict[str, Any]:
    result: Json = json.loads(found.result)
    marks = marks_of(result, decisions_on(found))
    wanted = chosen or _number(request.GET.get("mark", ""))
    gravest = min(range(len(marks)), key=lambda index: marks[index].weight, default=0)
    position = next((index for index, mark in enumerate(marks) if mark.number == wanted), gravest)
    current = marks[position] if marks else None
    context = batch_context(request, found.batch)
    context.update(
        {
            "form": found,
            "marks": marks,
            "current": current,
            "previous": marks[position - 1] if position else None,
            "next": marks[position + 1] if position + 1 < len(marks) else None,
            "only_filled": request.GET.get("view") == "filled",
            "paper": _paper(found, result, marks),
            "trail": [
                LISTING,
                TrailStep(found.batch.name, reverse("rechecks:batch", args=[found.batch_id])),
                TrailStep(found.project or found.sheet),
            ],
        }
    )
    return context


def _paper(found: RecheckForm, result: Json, marks: list[Mark]) -> Paper | None:
    """The original sheet laid out; ``None`` when the stored file no longer opens."""
    attachment = found.file.attachment
    if attachment is None:
        return None
    try:
        with open_blob(attachment.blob) as stream:
            book = open_workbook(found.file.name, stream.read())
    except (OSError, CannotRead):
        return None
    grid = next((grid for grid in book.grids if grid.name == result["sheet"]), None)
    if grid is None:
        return None
    return paper_of(grid, result["area"]["first_row"], result["area"]["last_row"], marks)


def _number(word: str) -> int | None:
    return int(word[:9]) if word.isascii() and word.isdigit() else None
