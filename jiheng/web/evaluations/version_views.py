"""Versions of the indicator system: who changed what, and any two side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jiheng.evaluation.models import EvaluationProject, IndicatorVersion
from jiheng.evaluation.queries import indicator_versions
from jiheng.evaluation.version_content import indicators_in
from jiheng.orgs.duties import Capability
from jiheng.rules.indicators.versions import Differences, differences
from jiheng.web.access import needs
from jiheng.web.evaluations.indicator_pages import trail_of
from jiheng.web.evaluations.views import project_of
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """A version and what changed in it, in one line."""

    version: IndicatorVersion
    count: int
    said: str


@needs(Capability.EVALUATION_READ)
@require_safe
def versions(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    page = page_of(request, indicator_versions(project), 20)
    shown: list[IndicatorVersion] = list(page)
    context = {
        "project": project,
        "page": page,
        "listed": _listed(project, shown),
        "trail": trail_of(project, TrailStep("版本")),
    }
    return render(request, "evaluations/indicator_versions.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def compare(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Two versions side by side, the earlier one first whichever was named first."""
    project = project_of(request, pk)
    if not request.GET.get("old") or not request.GET.get("new"):
        return redirect("evaluations:versions", pk=pk)
    pair = [_version(project, request.GET[word]) for word in ("old", "new")]
    old, new = sorted(pair, key=lambda version: version.number)
    found = differences(indicators_in(old.content), indicators_in(new.content))
    context = {
        "project": project,
        "old": old,
        "new": new,
        "found": found,
        "moves": [(move, "增加" if move.difference > 0 else "减少", abs(move.difference)) for move in found.moves],
        "numbers": list(indicator_versions(project).values_list("number", flat=True)),
        "trail": trail_of(project, TrailStep("版本", f"/evaluations/{pk}/versions/"), TrailStep("比较")),
    }
    return render(request, "evaluations/indicator_compare.html", context)


def _version(project: EvaluationProject, said: str) -> IndicatorVersion:
    wanted = int(said) if said.isdecimal() and len(said) < 10 else 0
    found = indicator_versions(project).filter(number=wanted).first()
    if found is None:
        raise Http404("没有这一版")
    return found


def _listed(project: EvaluationProject, shown: Sequence[IndicatorVersion]) -> list[ListedVersion]:
    if not shown:
        return []
    before = indicator_versions(project).filter(number=shown[-1].number - 1).first()
    older = [*shown[1:], before]
    return [
        ListedVersion(version, len(indicators_in(version.content)), _said(version, other))
        for version, other in zip(shown, older, strict=True)
    ]


def _said(version: IndicatorVersion, before: IndicatorVersion | None) -> str:
    if before is None:
        return "第一次保存"
    found = differences(indicators_in(before.content), indicators_in(version.content))
    return "；".join(_pieces(found)) or "内容没有变化"


def _pieces(found: Differences) -> list[str]:
    counted = (
        ("新增", [one.name for one in found.added]),
        ("删去", [one.name for one in found.removed]),
        ("修改", [one.after.name for one in found.changed]),
    )
    pieces = [f"{word}{len(names)}个（{_some(names)}）" for word, names in counted if names]
    return [*pieces, "调整了次序"] if found.reordered else pieces


def _some(names: Sequence[str]) -> str:
    shown = "、".join(names[:NAMES_SHOWN])
    return f"{shown}等" if len(names) > NAMES_SHOWN else shown
