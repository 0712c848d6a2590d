"""The evaluation moves one phase on, or one back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiheng.evaluation.actions.phases import move_phase
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.result import SETTLED
from jiheng.rules.preparation.phases import Phase, move_between
from jiheng.web.access import needs
from jiheng.web.evaluations.checking import check_of, judged_on, standing_of
from jiheng.web.evaluations.scoring import gathered_of, scored_of
from jiheng.web.evaluations.views import overview_page, project_of
from jiheng.web.request import MemberRequest
from jiheng.workbooks.preparation.places import placed

PHASES = {phase.value: phase for phase in Phase}


@needs(Capability.EVALUATION_EDIT)
@require_POST
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """What keeps the move back is told, and a reason that was typed stays."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    wanted, reason = PHASES.get(request.POST.get("enters", "")), request.POST.get("reason", "")
    said = request.POST.get("revision", "")
    revision = int(said) if said.isdecimal() and len(said) < 10 else 0
    try:
        if wanted is None:
            raise Refused("没有收到要去的环节，请用页面上的按钮办理")
        step, (found, scored) = move_between(Phase(project.phase), wanted), _asked_for(project, wanted)
        move_phase(
            project, wanted, found, revision=revision, by=request.member, at=now(), reason=reason, scored=scored
        )
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return overview_page(request, project, reason, status=400)
    messages.success(request, f"已{'退回' if step and step.goes_back else '进入'}{wanted.label}。")
    return redirect("evaluations:overview", pk=pk)


def _asked_for(project: EvaluationProject, wanted: Phase) -> tuple[Sequence[Finding], bool | None]:
    """What the checks say for a move, and whether it is scored; before the report actual dates are asked for, too."""
    if wanted is not Phase.REPORT:
        return standing_of(project).findings, None
    preparation = placed(preparation_of(project))
    result = scored_of(project)
    prepared = check_of(preparation, judged_on(preparation), entering_report=True).findings
    found = [one for one in result.findings if one.code not in SETTLED]  # their points are gone already
    gathered = [one.finding for one in gathered_of(project)]
    return (*prepared, *found, *gathered), result.conclusion.grade is not None
