"""Frameworks to start an indicator system from."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.indicators import MODES, use_framework
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.indicators.templates import UnknownFramework, framework, frameworks
from jiheng.web.access import needs
from jiheng.web.evaluations.indicator_pages import may_edit, trail_of
from jiheng.web.evaluations.indicator_tree import PARTS_SHOWN
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep


@needs(Capability.EVALUATION_READ)
@require_safe
def listing(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    preparation = preparation_of(project, PARTS_SHOWN)
    context = {
        "project": project,
        "frameworks": frameworks(),
        "parts": [part.name for part in preparation.parts],
        "count": len(preparation.indicators),
        "modes": MODES,
        "editable": may_edit(request, project),
        "trail": trail_of(project, TrailStep("指标框架")),
    }
    return render(request, "evaluations/indicator_frameworks.html", context)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def use(request: MemberRequest, pk: int, name: str) -> HttpResponseBase:
    """Copy a framework in; what stands already is replaced only when that was chosen."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    part, mode, said = (request.POST.get(word, "") for word in ("part", "mode", "revision"))
    revision = int(said) if said.isdecimal() and len(said) < 10 else 0
    try:
        use_framework(project, name, part=part, mode=mode, revision=revision, by=request.member, at=now())
    except UnknownFramework as unknown:
        raise Http404(str(unknown)) from None
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return redirect("evaluations:frameworks", pk=pk)
    messages.success(request, f"已选用“{framework(name).title}”。请按项目实际修改指标、分值和目标值。")
    return redirect("evaluations:indicators", pk=pk)
