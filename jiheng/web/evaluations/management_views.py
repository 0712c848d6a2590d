"""管理情况查看 as the table it is: four sides by two kinds of unit, each cell filled or said not to apply."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.management_sides import check_sides
from jiheng.rules.evidence.shapes import Side, Subject
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.preparation.result import Said
from jiheng.web.access import needs
from jiheng.web.evaluations.notice_pages import is_open
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import LISTING, project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.editing import FIRST_ROW
from jiheng.workbooks.preparation.implementation_editing import implementation_texts, with_implementation_texts
from jiheng.workbooks.preparation.layout_fieldwork import VIEWS

NAMES: Final = tuple(column.name for column in VIEWS.columns)
MOST: Final = 200
_ROW: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class ViewCell:
    """One place of the table with the rows that belong there, each by its number in the form."""

    subject: str
    rows: tuple[tuple[int, dict[str, str]], ...]


@needs(Capability.EVALUATION_READ)
@require_safe
def matrix(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    rows = implementation_texts(implementation_of(project, {VIEWS.name}), VIEWS)
    return render(request, "evaluations/management.html", _context(request, project, rows))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the table; cells left blank fall away, and nothing typed is lost."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    count, revision = min(count_in(request, "rows"), MOST), count_in(request, "revision")
    rows = [[request.POST.get(f"r{at}-{name}", "") for name in NAMES] for at in range(count)]
    filled = [row for row in rows if any(cell.strip() for cell in row[2:])]
    given, found = with_implementation_texts(VIEWS, filled)
    wrong = [_placed(one, filled) for one in found if one.severity is Severity.ERROR]
    try:
        if wrong:
            raise Refused(f"有{len(wrong)}处读不出，没有保存。第一处：{wrong[0].where}，{wrong[0].message}")
        replace_implementation(project, given, revision=revision, by=request.member, at=now(), parts={VIEWS.name})
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = _context(request, project, rows, wrong) | {"revision": revision}
        return render(request, "evaluations/management.html", context, status=422)
    messages.success(request, "管理情况查看已保存。")
    return redirect("evaluations:management", pk=pk)


def _context(
    request: MemberRequest, project: EvaluationProject, rows: Sequence[Sequence[str]], wrong: Sequence[Finding] = ()
) -> dict[str, Any]:
    lines = _lines(rows)
    views = implementation_of(project, {VIEWS.name}).views
    said = [one for one in check_sides(views, same_unit=project.same_unit) if one.outcome is Outcome.FAILED]
    return {
        "project": project,
        "revision": project.revision,
        "subjects": list(Subject),
        "lines": lines,
        "rows": sum(len(cell.rows) for _, cells in lines for cell in cells),
        "units": {
            "evaluated": project.department,
            "implementing": project.implementing_unit,
            "same": project.same_unit,
        },
        "editable": is_open(request, project),
        "wrong": [Said(one) for one in wrong],
        "said": [] if wrong else [Said(one) for one in said],
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep(VIEWS.title)],
    }


def _lines(rows: Sequence[Sequence[str]]) -> list[tuple[str, list[ViewCell]]]:
    """The table side by side; a place nobody looked at yet gets one blank row."""
    held: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        named = dict(zip(NAMES, row, strict=False))
        held.setdefault((named["side"], named["subject"]), []).append(named)
    lines, number = [], 0
    for side in Side:
        cells = []
        for subject in Subject:
            own = held.get((side, subject)) or [dict.fromkeys(NAMES, "")]
            cells.append(ViewCell(subject.value, tuple(enumerate(own, number))))
            number += len(own)
        lines.append((side.value, cells))
    return lines


def _placed(finding: Finding, rows: Sequence[Sequence[str]]) -> Finding:
    """A finding of the sheet's row, said as the place in the table."""
    match = _ROW.search(finding.where)
    at = int(match[0]) - FIRST_ROW if match else -1
    return replace(finding, where=f"{rows[at][1]}的{rows[at][0]}") if 0 <= at < len(rows) else finding
