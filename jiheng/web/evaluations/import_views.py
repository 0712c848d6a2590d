"""Bringing a list of fund lines in: handed in, its columns checked, read in the background, what is wrong shown."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.entering import OPEN
from jiheng.evaluation.actions.line_imports import hand_in_list, start_import
from jiheng.evaluation.models import EvaluationProject, ImportOutcome, LineImport, Phase
from jiheng.evaluation.queries import column_mapping, line_imports
from jiheng.files.actions import store
from jiheng.files.disk import blob_path
from jiheng.files.models import Attachment, FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.web.access import needs
from jiheng.web.evaluations.import_forms import HandIn, chosen_columns, fields_of, require_complete
from jiheng.web.evaluations.views import LISTING, file_response, project_of
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.line_list.headings import Heads, heads_of, remembered, signature
from jiheng.workbooks.line_list.opening import open_list, sheets_of
from jiheng.workbooks.line_list.problem_list import problem_workbook
from jiheng.workbooks.refusals import CannotRead

ACCEPTS: Final = frozenset({FileType.XLSX, FileType.XLS, FileType.CSV})
PROBLEMS_A_PAGE: Final = 50
TITLE: Final = "导入预算执行明细"


@needs(Capability.EVALUATION_READ)
@require_safe
def listing(request: MemberRequest, pk: int) -> HttpResponse:
    return _listing(request, project_of(request, pk), HandIn())


@needs(Capability.EVALUATION_EDIT)
@require_POST
def hand_in(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Keep the list and read its headings; nothing is taken into the table yet."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    form = HandIn(request.POST, request.FILES)
    if not form.is_valid():
        return _listing(request, project, form, status=400)
    try:
        one = _kept(project, form.cleaned_data["list"], request, now())
    except (Refused, CannotRead) as refusal:
        form.add_error("list", f"{refusal}")
        return _listing(request, project, form, status=400)
    return redirect("evaluations:lines-one", pk=pk, number=one.pk)


@needs(Capability.EVALUATION_READ)
@require_safe
def one(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One list: which column is which, how far it is, or what came of it."""
    project = project_of(request, pk)
    found = _import(request, project, number)
    return _page(request, project, found)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def start(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Queue the reading of the list as chosen."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    found = _import(request, project, number)
    columns = chosen_columns(request.POST, len(found.headings))
    try:
        require_complete(columns, collecting=project.phase == Phase.IMPLEMENT)
        start_import(
            found,
            columns=columns,
            scale=10_000 if request.POST.get("scale") == "10000" else 1,
            appends=request.POST.get("place") == "append",
            headings=signature(found.headings),
            by=request.member,
            at=now(),
        )
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _page(request, project, found, typed=columns, status=400)
    return redirect("evaluations:lines-one", pk=pk, number=number)


@needs(Capability.EVALUATION_READ)
@require_safe
def progress(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """A part of the page that reloads itself; once the work is done, the whole page does."""
    found = _import(request, project_of(request, pk), number)
    if found.outcome != ImportOutcome.WAITING or (found.job is not None and not found.job.is_open):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "evaluations/lines_progress.html", {"import": found, "job": found.job})


@needs(Capability.EVALUATION_READ)
@require_safe
def problems(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """What could not be read, as a workbook to mend the list by."""
    found = _import(request, project_of(request, pk), number)
    content = problem_workbook(found.attachment.name, found.problems, found.problem_count)
    return file_response(content, f"读不出的格_{found.attachment.name.rsplit('.', 1)[0]}")


def _import(request: MemberRequest, project: EvaluationProject, number: int) -> LineImport:
    return find(line_imports(project), request.member, Capability.EVALUATION_READ, pk=number)


def _kept(
    project: EvaluationProject, upload: "UploadedFile[Any]", request: MemberRequest, at: datetime
) -> LineImport:
    name = upload.name or "明细.xlsx"
    stored = store(upload, name, organisation=project.organisation, by=request.member, at=at, accepts=ACCEPTS)  # type: ignore[arg-type]  # Django's upload reads like any binary file
    sheet, heads = _heads(stored)
    known = column_mapping(project.organisation, signature(heads.headings))
    return hand_in_list(
        project,
        stored,
        sheet=sheet,
        title_row=heads.row,
        headings=heads.headings,
        sample=heads.sample,
        columns=remembered(heads.headings, known) if known else heads.proposed,
        scale=heads.scale,
        by=request.member,
        at=at,
    )


def _heads(stored: Attachment) -> tuple[str, Heads]:
    """The sheet with most known headings, and its beginning; a text file is one sheet."""
    path, kind = blob_path(stored.blob), FileType(stored.blob.type)
    best: tuple[str, Heads] | None = None
    for sheet in sheets_of(stored.name, path, kind) or ("",):
        with open_list(stored.name, path, kind, sheet) as opened:
            heads = heads_of(opened.rows())
        if best is None or len(heads.proposed) > len(best[1].proposed):
            best = (sheet, heads)
    if best is None or not any(best[1].headings):
        raise Refused(f"“{stored.name}”里没有找到表头，请核对后重新上传")
    return best


def _listing(request: MemberRequest, project: EvaluationProject, form: HandIn, status: int = 200) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "imports": page_of(request, line_imports(project), 20),
        "editable": _editable(request, project),
        "collecting": project.phase == Phase.IMPLEMENT,
        "trail": _trail(project),
    }
    return render(request, "evaluations/lines_list.html", context, status=status)


def _page(
    request: MemberRequest,
    project: EvaluationProject,
    found: LineImport,
    typed: dict[str, dict[str, object]] | None = None,
    status: int = 200,
) -> HttpResponse:
    choosing = found.outcome in (ImportOutcome.CHOOSING, ImportOutcome.REFUSED)
    context: dict[str, Any] = {
        "project": project,
        "import": found,
        "job": found.job,
        "editable": _editable(request, project) and choosing,
        "collecting": project.phase == Phase.IMPLEMENT,
        "problems": page_of(request, found.problems, PROBLEMS_A_PAGE),
        "trail": _trail(project, found),
    }
    if choosing:
        columns = found.columns if typed is None else typed
        context |= {"fields": fields_of(columns, found.headings, found.sample), "headings": found.headings}
    return render(request, "evaluations/lines_one.html", context, status=status)


def _editable(request: MemberRequest, project: EvaluationProject) -> bool:
    may = request.member.may(Capability.EVALUATION_EDIT)
    drafting = project.phase == Phase.PREPARE and project.plan_status in OPEN
    return may and (drafting or project.phase == Phase.IMPLEMENT)


def _trail(project: EvaluationProject, found: LineImport | None = None) -> list[TrailStep]:
    steps = [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/")]
    if found is None:
        return [*steps, TrailStep(TITLE)]
    return [*steps, TrailStep(TITLE, f"/evaluations/{project.pk}/lines/import/"), TrailStep(found.attachment.name)]
