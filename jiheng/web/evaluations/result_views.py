"""The computed tables of a preparation: the same figures as the command line writes."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.orgs.duties import Capability
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.web.access import needs
from jiheng.web.evaluations.checking import checked
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


@needs(Capability.EVALUATION_READ)
@require_safe
def result(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    if name not in TITLES:
        raise Http404("没有这张表")
    project = project_of(request, pk)
    _, found = checked(project)
    shown = preparation_json(found)
    context = {
        "project": project,
        "name": name,
        "title": TITLES[name],
        "titles": TITLES,
        "result": shown,
        "part": shown[name],
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{pk}/"), TrailStep(TITLES[name])],
    }
    return render(request, f"evaluations/result_{name}.html", context)
