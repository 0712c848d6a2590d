"""业务资料九类: what is there of each kind, what was said about those without, and what is missing."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.orgs.duties import Capability
from jiheng.rules.evidence.nine_kinds import NINE_KINDS, check_nine_kinds
from jiheng.rules.evidence.request_items import PAPERS
from jiheng.rules.evidence.shapes import KindNote, MaterialKind
from jiheng.rules.evidence.traits import asked_for
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.fieldwork import traits_of
from jiheng.web.access import needs
from jiheng.web.evaluations.notice_pages import is_open
from jiheng.web.evaluations.views import LISTING, project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLE = "业务资料九类"


@dataclass(frozen=True, slots=True)
class KindLine:
    """One of the nine kinds: whether it is due (``None`` while nobody chose), its material and its notes."""

    kind: MaterialKind
    papers: str
    due: bool | None
    count: int
    notes: tuple[KindNote, ...]
    finding: Finding

    @property
    def light(self) -> tuple[str, str]:
        if self.finding.outcome is Outcome.NOT_APPLICABLE:
            return "none", "不涉及"
        if self.finding.outcome is Outcome.FAILED:
            return "red", "缺"
        return ("green", "有资料") if self.count else ("yellow", "已说明")


@needs(Capability.EVALUATION_READ)
@require_safe
def kinds(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    lines = kind_lines(project)
    context = {
        "project": project,
        "lines": lines,
        "lacking": sum(line.finding.outcome is Outcome.FAILED for line in lines),
        "total": sum(line.count for line in lines),
        "editable": is_open(request, project),
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep(TITLE)],
    }
    return render(request, "evaluations/nine_kinds.html", context)


def kind_lines(project: EvaluationProject) -> list[KindLine]:
    """The nine kinds in the order of the article."""
    given = implementation_of(project, {"materials", "kind_notes"})
    traits = traits_of(preparation_of(project, ()).project)
    counts = Counter(one.kind for one in given.materials)
    found = check_nine_kinds(given.materials, given.kind_notes, traits)
    return [
        KindLine(
            kind,
            PAPERS[kind],
            asked_for(kind, traits),
            counts[kind],
            tuple(note for note in given.kind_notes if note.kind is kind),
            finding,
        )
        for kind, finding in zip(NINE_KINDS, found, strict=True)
    ]
