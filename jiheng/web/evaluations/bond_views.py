"""政府债券资金专项检查: the points one below the other, kept in one go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.bonds import save_bond_answers
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.evaluations.bond_pages import bonds_context, read_points, typed_points
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest

PAGE = "evaluations/bonds.html"


@needs(Capability.EVALUATION_READ)
@require_safe
def bonds(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, PAGE, bonds_context(request, project_of(request, pk)))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep every point; when one cannot be taken none is, and nothing typed is lost."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    typed = typed_points(request)
    seen = {item: count_in(request, f"revision-{item}") for item in typed}
    try:
        changed = save_bond_answers(project, read_points(typed), seen=seen, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, PAGE, bonds_context(request, project, typed), status=422)
    messages.success(request, f"已保存，改动{changed}项。" if changed else "没有改动。")
    return redirect("evaluations:bonds", pk=pk)
