"""The list of evaluations, one evaluation's overview, its checks, and its workbook in and out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.queries import current_version, projects
from jiheng.evaluation.shapes import preparation_of
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.reports.evaluation_plan import evaluation_plan
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.web.access import needs
from jiheng.web.downloads import written_response
from jiheng.web.evaluations.checking import Step, checked, standing_of, steps_of
from jiheng.web.evaluations.forms import BringIn, NewEvaluation
from jiheng.web.evaluations.implement_steps import REPORT_ACT, ImplementStep, implement_steps
from jiheng.web.evaluations.phases import phases_of, returned
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.opening import CannotRead
from jiheng.workbooks.preparation.looks import CannotKeep
from jiheng.workbooks.preparation.reader import ReadPreparation, read_preparation
from jiheng.workbooks.preparation.writer import template, write_preparation

LISTING = TrailStep("绩效评价", "/evaluations/")
TOLD = 20
"""The most findings told one by one; the rest are counted."""
NOTHING_TYPED: Final[Mapping[str, str]] = MappingProxyType({})

SENT = (PlanStatus.SUBMITTED, PlanStatus.APPROVED)


def project_of(
    request: MemberRequest, pk: int, capability: Capability = Capability.EVALUATION_READ
) -> EvaluationProject:
    """The project within the member's reach; 404 otherwise."""
    return find(projects(request.member), request.member, capability, pk=pk)


@needs(Capability.EVALUATION_READ)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    return _listing(request, NewEvaluation())


@needs(Capability.EVALUATION_EDIT)
@require_POST
def create(request: MemberRequest) -> HttpResponseBase:
    """Open an evaluation by its code and name, or from a filled workbook."""
    form = NewEvaluation(request.POST, request.FILES)
    if not form.is_valid():
        return _listing(request, form, status=400)
    try:
        read = _entered(form)
        project = open_project(read.preparation, by=request.member, at=now())
    except (Refused, CannotRead) as refusal:
        form.add_error(None, str(refusal))
        return _listing(request, form, status=400)
    _tell(request, read, "已立项")
    return redirect("evaluations:overview", pk=project.pk)


@needs(Capability.EVALUATION_READ)
@require_safe
def template_file(request: HttpRequest) -> HttpResponse:
    return file_response(template(), "评价准备模板")


@needs(Capability.EVALUATION_READ)
@require_safe
def overview(request: MemberRequest, pk: int) -> HttpResponse:
    return overview_page(request, project_of(request, pk))


def overview_page(
    request: MemberRequest,
    project: EvaluationProject,
    reason: str = "",
    status: int = 200,
    opinions: Mapping[str, str] = NOTHING_TYPED,
) -> HttpResponse:
    """The evaluation at a glance; ``reason`` and ``opinions`` (by step) are what was typed and could not be taken."""
    standing = standing_of(project)
    steps = steps_of(standing, shown_elsewhere=REPORT_ACT if project.phase != Phase.PREPARE else "")
    context = {
        "project": project,
        "implement_steps": _implement_steps(project),
        "phases": phases_of(project),
        "returned": returned(project),
        "reason": reason,
        "blocking": len(standing.blocking_plan),
        **_counts(steps),
        "version": current_version(project),
        "bring_in": BringIn(),
        "trail": [LISTING, TrailStep(project.name)],
        "sections": [(step.title, opinions.get(step.title, "")) for step in steps],
        "typed": any(opinions.values()),
    }
    return render(request, "evaluations/overview.html", context, status=status)


def _implement_steps(project: EvaluationProject) -> list[ImplementStep]:
    """The steps of 评价实施, once it began."""
    return implement_steps(project) if project.phase != Phase.PREPARE else []


def _counts(steps: Sequence[Step]) -> dict[str, Any]:
    """The steps, what may be mended later, and the reminders without a reason."""
    return {
        "steps": steps,
        "later": sum(step.errors - step.blocking for step in steps),
        "reminders": sum(step.warnings for step in steps),
    }


@needs(Capability.EVALUATION_READ)
@require_safe
def check_page(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    standing = standing_of(project)
    steps = steps_of(standing, shown_elsewhere=REPORT_ACT if project.phase != Phase.PREPARE else "")
    address = f"/evaluations/{pk}/"
    context = {
        "project": project,
        "steps": steps,
        "implement_steps": _implement_steps(project),
        "trail": [LISTING, TrailStep(project.name, address), TrailStep("检查")],
    }
    return render(request, "evaluations/check.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def workbook(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    try:
        content = write_preparation(preparation_of(project))
    except CannotKeep as cannot:
        return told_cannot_keep(request, project, cannot)
    return file_response(content, f"评价准备_{project.code}")


@needs(Capability.EVALUATION_READ)
@require_safe
def plan_document(request: MemberRequest, pk: int) -> HttpResponse:
    """The evaluation plan in Word, as the preparation stands now."""
    project = project_of(request, pk)
    preparation, result = checked(project)
    version = current_version(project)
    sent = version.number if version and project.plan_status in SENT else None
    return file_response(evaluation_plan(preparation, result, number=sent), f"评价方案_{project.code}", FileType.DOCX)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def bring_in(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Put a filled workbook in place of the present preparation."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    form = BringIn(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "请选择填好的评价准备工作簿。")
        return redirect("evaluations:overview", pk=pk)
    try:
        upload = form.cleaned_data["workbook"]
        read = read_preparation(upload.name or "评价准备.xlsx", upload.read())
        replace_preparation(
            project, read.preparation, revision=form.cleaned_data["revision"], by=request.member, at=now()
        )
    except (Refused, CannotRead) as refusal:
        messages.error(request, f"{refusal}。")
        for finding in getattr(refusal, "findings", ())[1:TOLD]:
            messages.error(request, f"{finding.where}，{finding.message}。")
        return redirect("evaluations:overview", pk=pk)
    _tell(request, read, "已读入")
    return redirect("evaluations:overview", pk=pk)


def told_cannot_keep(request: MemberRequest, project: EvaluationProject, cannot: CannotKeep) -> HttpResponse:
    """Which cell no workbook can hold, in place of the workbook."""
    messages.error(request, f"没有导出：{cannot}。")
    return redirect("evaluations:overview", pk=project.pk)


def file_response(content: bytes, name: str, kind: FileType = FileType.XLSX) -> HttpResponse:
    """A file as a download under a Chinese name."""
    return written_response(content, name, kind)


def _entered(form: NewEvaluation) -> ReadPreparation:
    upload = form.cleaned_data["workbook"]
    if upload is not None:
        return read_preparation(upload.name or "评价准备.xlsx", upload.read())
    project = Project(code=form.cleaned_data["code"], name=form.cleaned_data["name"])
    return ReadPreparation(Preparation(project=project), ())


def _tell(request: MemberRequest, read: ReadPreparation, done: str) -> None:
    messages.success(request, f"{done}。下面按步骤列出还要办的事。")
    for finding in read.findings[:TOLD]:
        messages.warning(request, finding.message)
    if len(read.findings) > TOLD:
        messages.warning(request, f"另有{len(read.findings) - TOLD}处读入时的问题，请对照工作簿核对。")


def _listing(request: MemberRequest, form: NewEvaluation, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "projects": page_of(request, projects(request.member), 20)}
    return render(request, "evaluations/list.html", context, status=status)
