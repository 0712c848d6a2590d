"""计分结果: every indicator with its score, the totals and the conclusion, and why a score is what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.evaluation.evidence_queries import material_titles
from jiheng.evaluation.models import AdjustmentStatus, EvaluationProject, Phase
from jiheng.evaluation.queries import adjustment_requests
from jiheng.orgs.duties import Capability
from jiheng.rules.figures import plain
from jiheng.rules.finding import Outcome
from jiheng.rules.implementation.adjustments import adjustment_text, difference_of, signed
from jiheng.rules.implementation.freezing import called
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import PartResult
from jiheng.rules.preparation.result import Said
from jiheng.web.access import needs
from jiheng.web.evaluations.adjustment_forms import AdjustmentForm
from jiheng.web.evaluations.opinion_rows import wanted_by_experts
from jiheng.web.evaluations.run_pages import history_of, strip_of
from jiheng.web.evaluations.score_evidence import evidence_context
from jiheng.web.evaluations.scoring import scored_of
from jiheng.web.evaluations.views import LISTING, project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLE = "计分结果"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One indicator in the table; a level's cell stands in its first row and spans ``level_rows``."""

    one: IndicatorScore
    level_rows: int
    level2_rows: int

    @property
    def light(self) -> tuple[str, str]:
        """Tone and word of how the score stands."""
        if self.one.excluded:
            return "none", "不适用"
        final = self.one.final.value
        if final is None:
            return "red", "不能计分"
        if not self.one.admissible:
            return "red", "没有可用资料"
        if self.one.adjustment is not None:
            difference = difference_of(self.one.adjustment)
            return "tip", "人工判断" if difference is None else f"人工调整{signed(difference).replace('-', '−')}"
        if self.one.raw.value is not None and final < self.one.raw.value:
            return "yellow", "资料不充分"
        return ("green", "满分") if final == self.one.indicator.points else ("yellow", "有扣分")


@needs(Capability.EVALUATION_READ)
@require_safe
def scores(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    result = scored_of(project)
    context = {
        "project": project,
        "result": result,
        "parts": [(part, rows_of(part)) for part in result.parts],
        "said": [Said(one) for one in result.findings],
        "strip": strip_of(project, result),
        "trail": _trail(project),
    }
    return render(request, "evaluations/scores.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def why(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """One score opened: its arithmetic, its inputs, the material behind it and the clauses; its gist for a drawer."""
    project = project_of(request, pk)
    found = scores_by_code(project).get(code)
    if found is None:
        raise Http404("没有这个指标")
    from_experts = wanted_by_experts(project, found) if "opinion" in request.GET else None
    name = "score_drawer" if "HX-Request" in request.headers else "score_why"
    return render(request, f"evaluations/{name}.html", why_page(request, project, found, wanted=from_experts))


def why_page(
    request: MemberRequest,
    project: EvaluationProject,
    found: IndicatorScore,
    *,
    typed: Mapping[str, Any] | None = None,
    wanted: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What the page of one score shows; ``typed`` is a request that could not be taken, ``wanted`` one to start."""
    titles = material_titles(project, [one.number for one in found.evidence])
    requests = [one for one in adjustment_requests(project) if one.indicator == found.indicator.code]
    waiting = any(one.status == AdjustmentStatus.REQUESTED for one in requests)
    judged = found.judged is not None and found.judged.outcome is Outcome.PASSED
    open_now = project.phase == Phase.IMPLEMENT
    return {
        "project": project,
        "one": found,
        "light": ScoreRow(found, 1, 1).light,
        "adjustment": adjustment_text(found.adjustment) if found.adjustment else "",
        "judged": judged,
        "waiting": waiting,
        "requests": requests,
        "asks": typed is not None or (judged and not waiting and open_now and bool(found.admissible)),
        "form": AdjustmentForm(typed, materials=titles, highest=plain(found.indicator.points), initial=wanted),
        "started": typed is not None or wanted is not None,
        "revision": typed.get("revision", "") if typed is not None else project.revision,
        "called": called(found.indicator),
        "history": history_of(project, called(found.indicator)),
        "trail": _trail(project, found.indicator.name),
        **evidence_context(request, project, found),
    }


def scores_by_code(project: EvaluationProject) -> dict[str, IndicatorScore]:
    """Every indicator scored, by its code."""
    return {one.indicator.code: one for part in scored_of(project).parts for one in part.indicators}


def rows_of(part: PartResult) -> list[ScoreRow]:
    """The rows of a part with the cells of first and second level spanning their indicators."""
    rows = []
    for at, one in enumerate(part.indicators):
        level = (one.indicator.level1,)
        both = (one.indicator.level1, one.indicator.level2)
        before = part.indicators[at - 1].indicator if at else None
        opens = before is None or before.level1 != level[0]
        opens2 = opens or before is None or before.level2 != both[1]
        rows.append(ScoreRow(one, _run(part, at, 1) if opens else 0, _run(part, at, 2) if opens2 else 0))
    return rows


def _run(part: PartResult, at: int, depth: int) -> int:
    """How many indicators from ``at`` on share its level."""

    def key(one: IndicatorScore) -> tuple[str, ...]:
        return (one.indicator.level1, one.indicator.level2)[:depth]

    first = key(part.indicators[at])
    count = 0
    for one in part.indicators[at:]:
        if key(one) != first:
            break
        count += 1
    return count


def _trail(project: EvaluationProject, name: str = "") -> list[TrailStep]:
    home = f"/evaluations/{project.pk}/"
    steps = [LISTING, TrailStep(project.name, home), TrailStep(TITLE, f"{home}scores/" if name else "")]
    return [*steps, TrailStep(name)] if name else steps
