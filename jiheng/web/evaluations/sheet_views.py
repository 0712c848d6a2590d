"""One sheet of the preparation, edited on the page."""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.collecting import APPENDED, COLLECTED, is_collecting
from jiheng.evaluation.actions.entering import OPEN, replace_preparation
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.queries import rows_in
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding, Severity
from jiheng.rules.preparation.result import Said
from jiheng.web.access import needs
from jiheng.web.evaluations.checking import STEPS, standing_of
from jiheng.web.evaluations.views import LISTING, project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.editing import FIRST_ROW, columns_of, part_of, texts_of, with_texts
from jiheng.workbooks.preparation.rows import BY_TITLE

ON_PAGE: Final = 300
"""A sheet with more rows is edited in Excel; a page of thousands of fields serves nobody."""

SPARE: Final = 5
MOST_CELLS: Final = 4_900
"""Without a script every cell is a field of the form, and a form holds five thousand."""

NOTHING_CAME: Final = "没有收到这张表的内容，没有保存。请返回后重新提交"


@needs(Capability.EVALUATION_READ)
@require_safe
def sheet(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    project = project_of(request, pk)
    wanted = _sheet(name)
    part = part_of(wanted)
    texts = texts_of(preparation_of(project, {part}, most=ON_PAGE + 1), wanted)
    context = _context(request, project, wanted, texts, ())
    if len(texts) > ON_PAGE and wanted.owner is None:
        context["count"] = rows_in(project, part)
    return render(request, "evaluations/sheet.html", context)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save(request: MemberRequest, pk: int, name: str) -> HttpResponseBase:
    """Keep what was typed; a cell that cannot be read is named, and nothing typed is lost."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    wanted = _sheet(name)
    texts, revision = typed_cells(request, wanted), count_in(request, "revision")
    read = with_texts(preparation_of(project, {part_of(wanted)}), wanted, texts)
    wrong = [finding for finding in read.findings if finding.severity is Severity.ERROR]
    try:
        if wrong:
            raise Refused(f"有{len(wrong)}处读不出，没有保存。第一处：{wrong[0].where}，{wrong[0].message}")
        parts = {part_of(wanted)}
        replace_preparation(project, read.preparation, revision=revision, by=request.member, at=now(), parts=parts)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        wrong += refusal.findings
        context = _context(request, project, wanted, texts, wrong) | {"revision": revision}
        return render(request, "evaluations/sheet.html", context, status=400)
    messages.success(request, f"“{wanted.title}”已保存。")
    return redirect("evaluations:sheet", pk=pk, name=name)


def _sheet(name: str) -> Sheet:
    if name not in BY_TITLE:
        raise Http404("没有这张表")
    return BY_TITLE[name]


def typed_cells(request: MemberRequest, wanted: Sheet) -> list[list[str]]:
    """The cells as typed: one JSON field when the page's script gathered them, else one field a cell."""
    gathered = request.POST.get("cells", "")
    if gathered:
        return _gathered(gathered)
    if not request.POST.get("rows"):
        raise BadRequest(NOTHING_CAME)
    width = 1 if wanted.form else len(columns_of(wanted))
    count = min(count_in(request, "rows"), ON_PAGE + SPARE)
    return [[request.POST.get(f"r{row}c{column}", "") for column in range(width)] for row in range(count)]


def _gathered(text: str) -> list[list[str]]:
    try:
        rows = json.loads(text)
    except ValueError:
        raise BadRequest(NOTHING_CAME) from None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise BadRequest(NOTHING_CAME)
    return [[str(cell).encode("utf-8", "replace").decode() for cell in row] for row in rows]  # half a sign is none


def count_in(request: MemberRequest, name: str) -> int:
    """A number the page itself put into the form; 0 when somebody changed it into something else."""
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _context(
    request: MemberRequest,
    project: EvaluationProject,
    wanted: Sheet,
    texts: list[list[str]],
    wrong: Sequence[Finding],
) -> dict[str, Any]:
    columns = columns_of(wanted)
    kept = "revision" not in request.POST
    too_many = kept and (len(texts) + SPARE > ON_PAGE or (len(texts) + SPARE) * len(columns) > MOST_CELLS)
    collecting = wanted.owner is None and is_collecting(project, {wanted.name})
    drafting = project.phase == Phase.PREPARE and project.plan_status in OPEN
    editable = request.member.may(Capability.EVALUATION_EDIT) and (drafting or collecting) and not too_many
    filled_later = COLLECTED[wanted.name] if collecting else frozenset()
    listed = texts[:ON_PAGE] if kept else texts
    spare = SPARE if editable and not filled_later else 0
    shown = texts if wanted.form else [*listed, *([[""] * len(columns)] * spare)]
    step, siblings = next((title, sheets) for title, sheets, _ in STEPS if wanted.title in sheets)
    return {
        "project": project,
        "revision": project.revision,
        "sheet": wanted,
        "step": step,
        "siblings": siblings,
        "columns": columns,
        "rows": [(number, list(zip(columns, row, strict=False))) for number, row in enumerate(shown, FIRST_ROW)],
        "form_rows": list(zip(columns, shown, strict=False)) if wanted.form else [],
        "count": len(texts),
        "too_many": too_many,
        "editable": editable,
        "collecting": collecting,
        "filled_later": filled_later,
        "kept_before": FIRST_ROW + rows_in(project, wanted.name) if collecting and wanted.name in APPENDED else 0,
        "wrong": [Said(finding) for finding in wrong],
        "said": _standing(project, wanted) if not wrong else (),
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep(wanted.title)],
    }


def _standing(project: EvaluationProject, wanted: Sheet) -> list[Said]:
    """What the checks say of this sheet as it is kept."""
    return [one for one in standing_of(project).said if one.finding.where.partition(" ")[0] == wanted.title]
