"""The indicator system as a tree, and one indicator with its scoring rule tried out before it is kept."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.entering import replace_preparation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding, Severity
from jiheng.web.access import needs
from jiheng.web.evaluations.indicator_form import IndicatorPage, page_kept, page_typed
from jiheng.web.evaluations.indicator_pages import (
    is_amending,
    may_amend,
    may_edit,
    trail_of,
    tree_context,
    typed_context,
    typed_reason,
)
from jiheng.web.evaluations.indicator_tree import PARTS_SHOWN, SHEET, rearranged, rows_to_save, rows_typed
from jiheng.web.evaluations.indicator_trial import trials_of
from jiheng.web.evaluations.sheet_views import NOTHING_CAME
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.editing import texts_of, with_texts
from jiheng.workbooks.preparation.reader import ReadPreparation

PARTS = {"indicators"}


@needs(Capability.EVALUATION_READ)
@require_safe
def tree(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    return render(request, "evaluations/indicators.html", tree_context(request, project))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save_tree(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Keep the table as typed; a cell that cannot be read is named, and nothing typed is lost."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    kept = preparation_of(project, PARTS_SHOWN)
    if not request.POST.get("rows"):
        raise BadRequest(NOTHING_CAME)
    rows = rows_to_save(rows_typed(request.POST, texts_of(kept, SHEET)))
    read = with_texts(kept, SHEET, [row.cells for row in rows])
    try:
        _keep(request, project, read)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = typed_context(project, read.preparation, rows, _revision(request), _wrong(read))
        return render(request, "evaluations/indicators.html", context, status=400)
    messages.success(request, "指标体系已保存。")
    return redirect("evaluations:indicators", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def arrange(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the typed table with a row more, less or moved; nothing is kept. Only pages without script ask here."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    kept = preparation_of(project, PARTS_SHOWN)
    rows = rearranged(rows_typed(request.POST, texts_of(kept, SHEET)), request.POST.get("act", ""))
    read = with_texts(kept, SHEET, [row.cells for row in rows])
    context = typed_context(project, read.preparation, rows, _revision(request))
    context |= typed_reason(request) if is_amending(request, project) else {}
    return render(request, "evaluations/indicators.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def indicator(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    project = project_of(request, pk)
    shown = page_kept(project, code)
    return render(request, "evaluations/indicator.html", one_context(request, project, shown, project.revision))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save_indicator(request: MemberRequest, pk: int, code: str) -> HttpResponseBase:
    """Keep one indicator with the sources of its target."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    shown = page_typed(project, code, request.POST)
    if "method" not in request.POST:
        raise BadRequest(NOTHING_CAME)
    try:
        _keep(request, project, shown.read)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = one_context(request, project, shown, _revision(request))
        return render(request, "evaluations/indicator.html", context, status=400)
    messages.success(request, f"指标“{shown.indicator.name}”已保存。")
    return redirect("evaluations:indicator", pk=pk, code=code)


@needs(Capability.EVALUATION_READ)
@require_POST
def trial(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """What trial values would score under the rule as typed; nothing is kept."""
    project = project_of(request, pk)
    shown = page_typed(project, code, request.POST)
    context = one_context(request, project, shown, _revision(request)) | {"htmx": "HX-Request" in request.headers}
    name = "indicator_trial" if context["htmx"] else "indicator"
    return render(request, f"evaluations/{name}.html", context)


def _keep(request: MemberRequest, project: EvaluationProject, read: ReadPreparation) -> None:
    """One way of saving for the table and for one indicator. Raises ``Refused``."""
    wrong = _wrong(read)
    if wrong:
        raise Refused(f"有{len(wrong)}处读不出，没有保存。第一处：{wrong[0].where}，{wrong[0].message}")
    revision = _revision(request)
    replace_preparation(project, read.preparation, revision=revision, by=request.member, at=now(), parts=PARTS)


def _wrong(read: ReadPreparation) -> list[Finding]:
    return [finding for finding in read.findings if finding.severity is Severity.ERROR]


def _revision(request: MemberRequest) -> int:
    """The revision the page was based on; 0, which fits nothing, when somebody changed it into something else."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def one_context(
    request: MemberRequest, project: EvaluationProject, shown: IndicatorPage, revision: int
) -> dict[str, Any]:
    """What the page of one indicator shows: its form, its trial values, and whether it is being mended."""
    amending = is_amending(request, project)
    text = request.POST.get("trial", "")
    return {
        "project": project,
        "one": shown,
        "revision": revision,
        "editable": may_edit(request, project) or amending,
        "amending": amending,
        "may_amend": may_amend(request, project),
        "trial": text,
        "trials": trials_of(project, shown, text),
        "trail": trail_of(project, TrailStep(shown.indicator.name or shown.code)),
    }
