"""现场查看和走访: the list with what is missing, and one record at a time, as it is written down on the spot."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.fieldwork import drop_row, put_row
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.evaluations.row_form import NOTHING, read_row, typed_texts
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.evaluations.visit_pages import KINDS, Kind, form_context, kept_record, new_texts, visits_context
from jiheng.web.request import MemberRequest

FORM = "evaluations/visit_form.html"


@needs(Capability.EVALUATION_READ)
@require_safe
def visits(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, "evaluations/visits.html", visits_context(request, project_of(request, pk)))


@needs(Capability.EVALUATION_EDIT)
@require_safe
def new(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    _kind(kind)
    texts = new_texts(project, kind, request.member.user.name, localdate(), request.GET.get("point", ""))
    return render(request, FORM, form_context(project, kind, texts))


@needs(Capability.EVALUATION_EDIT)
@require_safe
def edit(request: MemberRequest, pk: int, kind: str, number: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    _kind(kind)
    kept = kept_record(project, kind, number)
    if kept is None:
        raise Http404("没有这条记录")
    texts, mark = kept
    return render(request, FORM, form_context(project, kind, texts, mark=mark))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def keep(request: MemberRequest, pk: int, kind: str) -> HttpResponseBase:
    """Keep one record; what cannot be read is named beside its field, and nothing typed is lost."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    sheet, mark = _kind(kind).sheet, request.POST.get("mark", "")
    texts, revision = typed_texts(sheet, request.POST), count_in(request, "revision")
    row, wrong = read_row(sheet, texts)
    try:
        if wrong or row is None:
            raise Refused(f"{wrong[0].message}，没有保存" if wrong else f"{NOTHING}，没有保存")
        put_row(project, sheet.name, row, was=mark, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, FORM, form_context(project, kind, texts, wrong, mark), status=400)
    messages.success(request, f"“{row.number}”已保存。")
    again = "another" in request.POST
    return redirect("evaluations:visit-new", pk, kind) if again else redirect("evaluations:visits", pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def drop(request: MemberRequest, pk: int, kind: str) -> HttpResponseBase:
    """Take a record out of its sheet."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    sheet, mark = _kind(kind).sheet, request.POST.get("mark", "")
    revision = count_in(request, "revision")
    try:
        drop_row(project, sheet.name, mark, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return redirect("evaluations:visits", pk)
    messages.success(request, "已删去一条记录。")
    return redirect("evaluations:visits", pk)


def _kind(word: str) -> Kind:
    if word not in KINDS:
        raise Http404("没有这种记录")
    return KINDS[word]
