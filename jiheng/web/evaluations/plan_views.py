"""The plan on its way: sent for review, decided, implementation entered."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiheng.evaluation.actions import decide_plan, enter_implementation, submit_plan
from jiheng.evaluation.queries import current_version
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.web.access import needs
from jiheng.web.evaluations.checking import STEPS, checked
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest


@needs(Capability.EVALUATION_EDIT)
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    _, result = checked(project)
    content = json.dumps(preparation_json(result), ensure_ascii=False, sort_keys=True)
    try:
        version = submit_plan(project, result.blocking_plan, content=content, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"评价方案第{version.number}稿已送审。")
    return redirect("evaluations:overview", pk=pk)


@needs(Capability.EVALUATION_REVIEW)
@require_POST
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_REVIEW)
    version = current_version(project)
    approve = request.POST.get("decision") == "approve"
    opinions = {title: request.POST.get(f"opinion-{number}", "") for number, (title, _, _) in enumerate(STEPS, 1)}
    try:
        if version is None:
            raise Refused("该方案还没有送审")
        decide_plan(version, approve=approve, opinions=opinions, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, "方案已审定。" if approve else "方案已退回，意见已送达评价机构。")
    return redirect("evaluations:overview", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def implement(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    try:
        enter_implementation(project, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, "已进入评价实施。")
    return redirect("evaluations:overview", pk=pk)
