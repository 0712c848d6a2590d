"""The plan on its way: sent for review, decided."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiheng.evaluation.actions.plan import decide_plan, submit_plan
from jiheng.evaluation.queries import current_version
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.rules.preparation.shapes import Preparation
from jiheng.web.access import needs
from jiheng.web.evaluations.checking import STEPS, checked
from jiheng.web.evaluations.views import overview_page, project_of
from jiheng.web.request import MemberRequest
from jiheng.workbooks.preparation.editing import texts_of
from jiheng.workbooks.preparation.layout import SHEETS


@needs(Capability.EVALUATION_EDIT)
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    preparation, result = checked(project)
    content = json.dumps(frozen(preparation, result), ensure_ascii=False, sort_keys=True)
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
        if request.POST.get("version") != str(version.number):
            raise Refused(f"现在是第{version.number}稿，不是您看的那一稿，请重新看过再办理")
        decide_plan(version, approve=approve, opinions=opinions, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return overview_page(request, project_of(request, pk), status=400, opinions=opinions)
    messages.success(request, "方案已审定。" if approve else "方案已退回，意见已送达评价机构。")
    return redirect("evaluations:overview", pk=pk)


def frozen(preparation: Preparation, result: PreparationResult) -> dict[str, Any]:
    """What is kept of a version: every sheet as it was entered, and what the check made of it."""
    sheets = {sheet.title: texts_of(preparation, sheet) for sheet in SHEETS}
    return {"sheets": sheets, "result": preparation_json(result)}
