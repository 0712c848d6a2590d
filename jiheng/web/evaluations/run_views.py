"""计分记录: every frozen score, one of them whole, two side by side, and its paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jiheng.evaluation.frozen import Broken, result_of_run
from jiheng.evaluation.models import EvaluationProject, ScoreRun
from jiheng.evaluation.queries import score_runs
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability
from jiheng.reports.score_paper import ScorePaper, score_paper
from jiheng.rules.evidence.gate import Evidence
from jiheng.rules.preparation.result import Said
from jiheng.web.access import needs
from jiheng.web.evaluations.run_pages import (
    called_run,
    compared,
    inputs_listed,
    listed,
    paper_of,
    require_unchanged,
    trail_of,
)
from jiheng.web.evaluations.score_views import ScoreRow, rows_of
from jiheng.web.evaluations.views import file_response, project_of
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep


@needs(Capability.EVALUATION_READ)
@require_safe
def runs(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    page = page_of(request, score_runs(project), 20)
    context = {"project": project, "page": page, "listed": listed(project, list(page)), "trail": trail_of(project)}
    return render(request, "evaluations/runs.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def run(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """One run as it was frozen, and what moved against the run before."""
    project = project_of(request, pk)
    found = _run(project, number)
    before = score_runs(project).filter(number=number - 1).first()
    try:
        require_unchanged(found)
        result = result_of_run(found)
        found_changes = compared(before, found) if before else None
    except Broken as fault:
        return _told(request, project, fault)
    context: dict[str, Any] = {
        "project": project,
        "run": found,
        "called": called_run(found),
        "before": before,
        "comparison": found_changes,
        "result": result,
        "parts": [(part, rows_of(part)) for part in result.parts],
        "said": [Said(one) for one in result.findings],
        "inputs": inputs_listed(found),
        "trail": trail_of(project, TrailStep(f"第{number}次")),
    }
    return render(request, "evaluations/run.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def compare(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Two runs side by side, the earlier one first whichever was named first."""
    project = project_of(request, pk)
    if not request.GET.get("old") or not request.GET.get("new"):
        return redirect("evaluations:runs", pk=pk)
    pair = [_run(project, int(said) if said.isdecimal() and len(said) < 10 else 0) for said in _asked(request)]
    old, new = sorted(pair, key=lambda one: one.number)
    try:
        for each in (old, new):
            require_unchanged(each)
        comparison = compared(old, new)
    except Broken as fault:
        return _told(request, project, fault)
    context = {
        "project": project,
        "old": old,
        "new": new,
        "comparison": comparison,
        "numbers": list(score_runs(project).values_list("number", flat=True)),
        "trail": trail_of(project, TrailStep("比较")),
    }
    return render(request, "evaluations/run_compare.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def paper(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """计分底稿 on one page that prints as it is."""
    project = project_of(request, pk)
    try:
        shown = paper_of(_run(project, number))
    except Broken as fault:
        return _told(request, project, fault)
    parts = [(part, rows_of(part)) for part in shown.result.parts]
    steps = (TrailStep(f"第{number}次", f"/evaluations/{pk}/runs/{number}/"), TrailStep("计分底稿"))
    context = {
        "project": project,
        "paper": shown,
        "parts": parts,
        "sheets": [(row, _evidence(shown, row)) for _, rows in parts for row in rows],
        "trail": trail_of(project, *steps),
    }
    return render(request, "evaluations/run_paper.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def word(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """计分底稿 as a Word document."""
    project = project_of(request, pk)
    try:
        content = score_paper(paper_of(_run(project, number)))
    except Broken as fault:
        return _told(request, project, fault)
    return file_response(content, f"计分底稿_{project.code}_第{number}次", FileType.DOCX)


def _evidence(shown: ScorePaper, row: ScoreRow) -> list[tuple[Evidence, str]]:
    """The material of a score with its titles."""
    return [(each, shown.material_title(each.number)) for each in row.one.evidence]


def _asked(request: MemberRequest) -> tuple[str, str]:
    return request.GET.get("old", ""), request.GET.get("new", "")


def _run(project: EvaluationProject, number: int) -> ScoreRun:
    found = score_runs(project).select_related("project").filter(number=number).first()
    if found is None:
        raise Http404("没有这一次计分")
    return found


def _told(request: MemberRequest, project: EvaluationProject, fault: Broken) -> HttpResponseBase:
    """What was frozen can no longer be trusted: say so instead of showing it."""
    messages.error(request, f"这次计分不能显示：{fault}。请用“jiheng evaluation rescore”核对，并查操作记录。")
    return redirect("evaluations:runs", pk=project.pk)
