"""The computed tables of a preparation: the same figures as the command line writes."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.duties import Capability
from jiheng.web.access import needs
from jiheng.web.evaluations.catalogue_rows import catalogue_context
from jiheng.web.evaluations.checking import standing_of
from jiheng.web.evaluations.remembered import Standing
from jiheng.web.evaluations.schedule_page import schedule_context
from jiheng.web.evaluations.views import LISTING, project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLES: Final = {
    "catalogue": "评价依据目录",
    "execution": "项目预算执行情况表",
    "schedule": "项目实施进度表",
    "sampling": "样本点",
    "indicators": "指标体系核对",
}

BESIDE: Final[Mapping[str, Callable[[EvaluationProject, Standing], dict[str, object]]]] = {
    "schedule": schedule_context,
}
"""What single pages show beside the figures all of them have, such as a picture."""


@needs(Capability.EVALUATION_READ)
@require_safe
def result(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    if name not in TITLES:
        raise Http404("没有这张表")
    project = project_of(request, pk)
    found = standing_of(project)
    context = {
        "project": project,
        "name": name,
        "title": TITLES[name],
        "titles": TITLES,
        "result": found.shown,
        "part": found.shown[name],
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{pk}/"), TrailStep(TITLES[name])],
    }
    if name in BESIDE:
        context |= BESIDE[name](project, found)
    if name == "catalogue":
        context |= catalogue_context(project, found.catalogue)
    return render(request, f"evaluations/result_{name}.html", context)
