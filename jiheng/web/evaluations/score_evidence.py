"""The evidence beside an indicator's score: what speaks for it, what was withdrawn, and further material to link."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiheng.evaluation.actions.evidence_lines import link, unlink
from jiheng.evaluation.evidence_queries import Wanted, evidence_rows, materials, withdrawn_for
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.web.access import needs
from jiheng.web.evaluations.material_choices import point_choices, require_point
from jiheng.web.evaluations.material_pages import lines_of, may_edit
from jiheng.web.evaluations.views import project_of
from jiheng.web.keys import key_in, keys_in
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest

EDIT: Final = Capability.EVALUATION_EDIT
ON_PAGE, OFFERED = 50, 12


def evidence_context(request: MemberRequest, project: EvaluationProject, one: IndicatorScore) -> dict[str, Any]:
    """The lines behind a score with their files, and those a search offers to link."""
    code = one.indicator.code
    rows = evidence_rows(project, code, [each.number for each in one.evidence])
    page = page_of(request, rows, ON_PAGE)
    editable = may_edit(request, project)
    words = key_in(request.GET, "q").strip()
    offered = []
    if editable and words:
        found = materials(project, Wanted(words=words)).exclude(pk__in=rows.order_by().values("pk"))
        offered = lines_of(project, list(found[:OFFERED]), words)
    return {
        "evidence": page,
        "lines": lines_of(project, list(page.object_list)),
        "withdrawn": withdrawn_for(project, code),
        "editable": editable,
        "words": words,
        "offered": offered,
        "points": point_choices(project) if offered else [],
    }


@needs(EDIT)
@require_POST
def change_evidence(request: MemberRequest, pk: int, code: str) -> HttpResponseBase:
    """Let further material speak for the indicator, or take one away from it."""
    project = project_of(request, pk, EDIT)
    by, at = request.member, now()
    try:
        if request.POST.get("act") == "unlink":
            number, point = key_in(request.POST, "number"), key_in(request.POST, "point")
            unlink(project, number, code, point, by=by, at=at)
            messages.success(request, f"资料“{number}”不再对应这个指标，得分已按余下的资料重算。")
        else:
            numbers, point = keys_in(request.POST, "numbers"), key_in(request.POST, "point")
            require_point(project, point)
            count = link(project, numbers, code, point, by=by, at=at)
            messages.success(request, f"{count}份资料已对应这个指标。")
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    return redirect("evaluations:score-why", pk=pk, code=code)
