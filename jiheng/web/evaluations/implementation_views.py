"""What an evaluation is scored by, entered sheet by sheet while it is carried out, or brought in from a workbook."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.queries import rows_entered
from jiheng.evaluation.shapes import IMPLEMENTATION, implementation_of, preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding, Severity
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.preparation.result import Said
from jiheng.web.access import needs
from jiheng.web.evaluations.forms import BringIn
from jiheng.web.evaluations.implement_steps import PAGES, STEP_OF_SHEET, siblings_of
from jiheng.web.evaluations.notice_pages import unprovided_lines
from jiheng.web.evaluations.scoring import gathered_of, scored_of
from jiheng.web.evaluations.sheet_views import MOST_CELLS, ON_PAGE, SPARE, count_in, typed_cells
from jiheng.web.evaluations.views import LISTING, file_response, project_of, told_cannot_keep
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.opening import CannotRead
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.editing import FIRST_ROW
from jiheng.workbooks.preparation.implementation import read_implementation, write_evaluation
from jiheng.workbooks.preparation.implementation_editing import implementation_texts, with_implementation_texts
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from jiheng.workbooks.preparation.looks import CannotKeep

SUFFICIENCY: Final = "资料充分性"
"""The sheet beside which stands what was asked for and never came."""
ONLY_LOOKED_AT: Final = 100
"""Rows of a table that is too long to be changed on a page."""

BY_INDICATOR: Final = frozenset({"指标取数", "样本指标值", SUFFICIENCY})
"""The sheets that are filled indicator by indicator; beside them stand those that are not in them yet."""

BY_TITLE: Final = {sheet.title: sheet for sheet in IMPLEMENTATION_SHEETS if sheet.name in IMPLEMENTATION}
"""The sheets people fill; changes by hand are asked for and approved instead."""


@needs(Capability.EVALUATION_READ)
@require_safe
def sheet(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    project = project_of(request, pk)
    wanted = _sheet(name)
    texts = implementation_texts(implementation_of(project, {wanted.name}, most=ON_PAGE + 1), wanted)
    return render(request, "evaluations/implementation_sheet.html", _context(request, project, wanted, texts))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save(request: MemberRequest, pk: int, name: str) -> HttpResponseBase:
    """Keep what was typed; a cell that cannot be read is named, and nothing typed is lost."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    wanted = _sheet(name)
    texts, revision = typed_cells(request, wanted), count_in(request, "revision")
    given, found = with_implementation_texts(wanted, texts)
    wrong = [finding for finding in found if finding.severity is Severity.ERROR]
    try:
        if wrong:
            raise Refused(f"有{len(wrong)}处读不出，没有保存。第一处：{wrong[0].where}，{wrong[0].message}")
        replace_implementation(project, given, revision=revision, by=request.member, at=now(), parts={wanted.name})
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = _context(request, project, wanted, texts, wrong) | {"revision": revision}
        return render(request, "evaluations/implementation_sheet.html", context, status=400)
    messages.success(request, f"“{wanted.title}”已保存。")
    return redirect("evaluations:implementation-sheet", pk=pk, name=name)


@needs(Capability.EVALUATION_READ)
@require_safe
def workbook(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole evaluation: the preparation and what it is scored by."""
    project = project_of(request, pk)
    try:
        content = write_evaluation(preparation_of(project), implementation_of(project))
    except CannotKeep as cannot:
        return told_cannot_keep(request, project, cannot)
    return file_response(content, f"绩效评价_{project.code}")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def bring_in(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Put the scoring sheets of a workbook in place of the present ones; its preparation is left alone."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    form = BringIn(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused("请选择填好的工作簿")
        upload = form.cleaned_data["workbook"]
        read = read_implementation(upload.name or "绩效评价.xlsx", upload.read())
        wrong = [one for one in read.findings if one.severity is Severity.ERROR]
        if wrong:
            raise Refused(f"有{len(wrong)}处读不出，没有读入。第一处：{wrong[0].where}，{wrong[0].message}")
        revision = form.cleaned_data["revision"]
        replace_implementation(project, read.implementation, revision=revision, by=request.member, at=now())
    except (Refused, CannotRead) as refusal:
        messages.error(request, f"{refusal}。")
        return redirect("evaluations:overview", pk=pk)
    messages.success(request, "实施内容已读入。")
    if _has_other_adjustments(project, read.implementation):
        messages.warning(request, "工作簿里的人工调整没有读入：调整得分要在“人工调整”里申请，由另一人批准。")
    return redirect("evaluations:scores", pk=pk)


def _has_other_adjustments(project: EvaluationProject, given: Implementation) -> bool:
    """Whether a workbook holds changes by hand that were not approved here."""
    known = implementation_of(project, {"adjustments"}).adjustments
    return any(replace(row, where="") not in known for row in given.adjustments)


def _sheet(name: str) -> Sheet:
    if name not in BY_TITLE:
        raise Http404("没有这张表")
    return BY_TITLE[name]


def _context(
    request: MemberRequest,
    project: EvaluationProject,
    wanted: Sheet,
    texts: list[list[str]],
    wrong: Sequence[Finding] = (),
) -> dict[str, Any]:
    kept = request.method != "POST"
    too_many = kept and (len(texts) > ON_PAGE or (len(texts) + SPARE) * len(wanted.columns) > MOST_CELLS)
    may = request.member.may(Capability.EVALUATION_EDIT) and project.phase == Phase.IMPLEMENT
    editable = may and not too_many
    blank = [[""] * len(wanted.columns)] * (SPARE if editable else 0)
    shown = [*(texts[: ONLY_LOOKED_AT if too_many else ON_PAGE] if kept else texts), *blank]
    return {
        "project": project,
        "revision": project.revision,
        "sheet": wanted,
        "step": STEP_OF_SHEET[wanted.title],
        "siblings": siblings_of(wanted.title),
        "page": PAGES.get(STEP_OF_SHEET[wanted.title]),
        "columns": wanted.columns,
        "rows": [
            (number, list(zip(wanted.columns, row, strict=False))) for number, row in enumerate(shown, FIRST_ROW)
        ],
        "count": rows_entered(project, wanted.name) if kept else len(texts),
        "too_many": too_many,
        "editable": editable,
        "wrong": [Said(finding) for finding in wrong],
        "said": [] if wrong else _said(project, wanted),
        "unprovided": unprovided_lines(project, localdate()) if wanted.title == SUFFICIENCY else (),
        "unlisted": _unlisted(project, wanted, texts),
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep(wanted.title)],
    }


def _unlisted(project: EvaluationProject, wanted: Sheet, texts: list[list[str]]) -> list[Indicator]:
    """The indicators that have no row in a sheet filled indicator by indicator."""
    if wanted.title not in BY_INDICATOR:
        return []
    listed = {row[0].strip() for row in texts if row}
    return [one for one in preparation_of(project, {"indicators"}).indicators if one.code not in listed]


def _said(project: EvaluationProject, wanted: Sheet) -> list[Said]:
    """What scoring says of this sheet as it is kept."""
    said = [*map(Said, scored_of(project).findings), *gathered_of(project)]
    return [one for one in said if one.finding.where.partition(" ")[0] == wanted.title]
