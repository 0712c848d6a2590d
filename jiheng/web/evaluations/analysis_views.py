"""分析: the facts of each comparison side by side, and what the evaluators make of them, written in place."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.fieldwork import drop_row, keep_methods, note_comparison, put_row, row_mark
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.analysis_shapes import Comparison, ComparisonNote, MethodUse
from jiheng.web.access import needs
from jiheng.web.evaluations.analysis_pages import MethodLine, analysis_context, problem_context
from jiheng.web.evaluations.row_form import NOTHING, preset_texts, read_row, row_texts, typed_texts
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest
from jiheng.workbooks.preparation.layout_fieldwork import PROBLEMS

PAGE, FORM = "evaluations/analysis.html", "evaluations/problem_form.html"
WORDS = {one.name.lower(): one for one in Comparison}
PRESET = ("title", "gap", "compared", "indicators", "materials")
MOST_METHODS = 60


@needs(Capability.EVALUATION_READ)
@require_safe
def analysis(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, PAGE, analysis_context(request, project_of(request, pk)))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def compare(request: MemberRequest, pk: int, name: str) -> HttpResponseBase:
    """Keep what one comparison showed, or why it was not made."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    if name not in WORDS:
        raise Http404("没有这项比较")
    typed = ComparisonNote(WORDS[name], _said(request, "said"), _said(request, "declined"))
    try:
        note_comparison(project, typed, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"“{typed.comparison}”没有保存：{refusal}。")
        return render(request, PAGE, analysis_context(request, project, typed), status=400)
    messages.success(request, f"“{typed.comparison}”已保存。")
    return redirect(f"{reverse('evaluations:analysis', args=[pk])}#{name}")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def methods(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Keep which methods were used, and how."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    lines = _typed_methods(request)
    used = [MethodUse(one.name, one.purpose) for one in lines if one.ticked and one.name]
    try:
        keep_methods(project, used, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, PAGE, analysis_context(request, project, methods=lines), status=400)
    messages.success(request, "分析方法已保存。")
    return redirect(f"{reverse('evaluations:analysis', args=[pk])}#methods")


@needs(Capability.EVALUATION_EDIT)
@require_safe
def new_problem(request: MemberRequest, pk: int) -> HttpResponse:
    """An empty problem, or one with what a card already knows of it."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    texts = preset_texts(PROBLEMS, {name: request.GET.get(name, "") for name in PRESET})
    return render(request, FORM, problem_context(project, texts))


@needs(Capability.EVALUATION_EDIT)
@require_safe
def edit_problem(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    held = implementation_of(project, {"problems"}).problems
    if not 0 < number <= len(held):
        raise Http404("没有这个问题")
    one = held[number - 1]
    return render(request, FORM, problem_context(project, row_texts(PROBLEMS, one), mark=row_mark(one)))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def keep_problem(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Keep a problem; what cannot be read is named beside its field, and nothing typed is lost."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    texts, mark = typed_texts(PROBLEMS, request.POST), request.POST.get("mark", "")
    row, wrong = read_row(PROBLEMS, texts)
    try:
        if wrong or row is None:
            raise Refused(f"{wrong[0].message}，没有保存" if wrong else f"{NOTHING}，没有保存")
        revision = count_in(request, "revision")
        put_row(project, "problems", row, was=mark, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, FORM, problem_context(project, texts, wrong, mark), status=400)
    messages.success(request, f"问题已保存：{row.title}。")
    return redirect(f"{reverse('evaluations:analysis', args=[pk])}#problems")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def drop_problem(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take a problem out of the list."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    mark, revision = request.POST.get("mark", ""), count_in(request, "revision")
    try:
        drop_row(project, "problems", mark, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return redirect("evaluations:analysis", pk)
    messages.success(request, "已删去一个问题。")
    return redirect(f"{reverse('evaluations:analysis', args=[pk])}#problems")


def _said(request: MemberRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").strip()


def _typed_methods(request: MemberRequest) -> list[MethodLine]:
    """The list as typed; one written into an empty line is used without a tick."""
    lines = []
    for place in range(min(count_in(request, "methods"), MOST_METHODS)):
        listed = bool(request.POST.get(f"listed{place}"))
        name = _said(request, f"name{place}")
        ticked = f"tick{place}" in request.POST if listed else bool(name)
        lines.append(MethodLine(name, _said(request, f"purpose{place}"), ticked=ticked, listed=listed))
    return lines
