"""What the pages of sample points show: the sample counted apart, one point's form, units that may come in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import Http404, QueryDict

from jiheng.evaluation.actions.entering import OPEN
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.orgs.duties import Capability
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.figures import percent
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.result import Said, SamplingResult
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.frame import Unit
from jiheng.rules.sampling.picking import next_in_line, pickable
from jiheng.rules.sampling.tally import tallies
from jiheng.rules.surveys.point_entries import PointEntry, point_entries
from jiheng.web.evaluations.checking import sampling_of
from jiheng.web.evaluations.point_form import fields_of
from jiheng.web.evaluations.views import LISTING
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep, tabs_for

TITLE: Final = "样本点"
UNITS_ON_PAGE: Final = 20
PAPERS_OFFERED: Final = 200
READ_PARTS: Final = frozenset({"base_fields", "point_values", "manual_points", "sampling"})
FACTS: Final = (Dimension.AREA, Dimension.USE, Dimension.MANAGEMENT)


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample of a project with what was entered about it, as it stands now."""

    project: EvaluationProject
    preparation: Preparation
    result: SamplingResult
    entries: tuple[PointEntry, ...]

    def entry(self, number: int) -> PointEntry:
        """The point with that number; 404 when the sample has no such point."""
        if not 0 < number <= len(self.entries):
            raise Http404("没有这个样本点")
        return self.entries[number - 1]

    def entry_called(self, point: str) -> PointEntry | None:
        """The point with that id, if it is still in the sample."""
        return next((one for one in self.entries if one.id == point), None)

    def share_of(self, money: Decimal) -> str:
        """A sum as a share of all money of the project."""
        total = self.result.frame.total
        return percent(money / total) if total else "—"


def sample_of(project: EvaluationProject) -> Sample:
    preparation = preparation_of(project, READ_PARTS)
    result = sampling_of(project)
    entries = point_entries(result.points.points, preparation.base_fields, preparation.point_values)
    return Sample(project, preparation, result, entries)


def may_edit(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether the member may change the preparation now; the action asks again."""
    standing = project.phase == Phase.PREPARE and project.plan_status in OPEN
    return standing and request.member.may(Capability.EVALUATION_EDIT)


def may_fill(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether values of points may be entered now: while preparing, and while the evaluation is carried out."""
    implementing = project.phase == Phase.IMPLEMENT and request.member.may(Capability.EVALUATION_EDIT)
    return implementing or may_edit(request, project)


def trail_of(project: EvaluationProject, *further: TrailStep) -> list[TrailStep]:
    """The trail to a page of the sample points; the last step has no address."""
    home = f"/evaluations/{project.pk}/"
    points = TrailStep(TITLE, f"{home}points/" if further else "")
    return [LISTING, TrailStep(project.name, home), points, *further]


def listing_context(request: MemberRequest, sample: Sample, findings: Sequence[Finding] = ()) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    shown = [one for one in sample.entries if kind in ("", one.point.kind.value)]
    counted = tallies(sample.result.points, sample.result.frame.total)
    choices = [("", "全部", len(sample.entries)), *((one.kind.value, one.kind.value, one.count) for one in counted)]
    return {
        "project": sample.project,
        "revision": sample.project.revision,
        "editable": may_edit(request, sample.project),
        "fillable": may_fill(request, sample.project),
        "rows": page_of(request, [(one, sample.share_of(one.point.unit.money)) for one in shown]),
        "tabs": tabs_for(request.GET, "kind", choices, kind),
        "tallies": [(one, sample.share_of(one.money)) for one in counted],
        "coverage": sample.result.coverage,
        "covered": sample.share_of(sample.result.coverage.money),
        "drawn": sample.result.draw is not None,
        "columns": any(one.columns for one in sample.entries),
        "filled": sum(one.filled for one in sample.entries),
        "wanted": sum(len(one.columns) for one in sample.entries),
        "said": [Said(finding) for finding in findings],
        "trail": trail_of(sample.project),
    }


def point_context(
    request: MemberRequest, sample: Sample, entry: PointEntry, typed: QueryDict | None = None
) -> dict[str, Any]:
    """One point as a form; ``typed`` is what a refused form held, with the revision it was based on."""
    project = sample.project
    return {
        "project": project,
        "revision": project.revision,
        "editable": may_fill(request, project),
        "entry": entry,
        "facts": [(one.value, entry.said_of(one)) for one in FACTS],
        "share": sample.share_of(entry.point.unit.money),
        "papers": _papers(project, entry.id),
        "groups": fields_of(entry, sample.preparation.base_fields, typed),
        "before": entry.number - 1,
        "after": entry.number + 1 if entry.number < len(sample.entries) else 0,
        "count": len(sample.entries),
        "trail": trail_of(project, TrailStep(entry.point.unit.key)),
    }


def _papers(project: EvaluationProject, point: str) -> list[tuple[str, str]]:
    """The materials a value of a point can name: its own first, then those of no point."""
    listed = implementation_of(project, {"materials"}).materials if project.phase != Phase.PREPARE else ()
    fitting = [one for one in listed if one.number and one.point in (point, "")]
    return [(one.number, one.title) for one in sorted(fitting, key=lambda one: not one.point)[:PAPERS_OFFERED]]


def choosing_context(
    request: MemberRequest, sample: Sample, replaced: PointEntry | None, typed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Units that may come in: all outside the sample, or for a replaced point those of its stratum in line."""
    words = request.GET.get("q", "")
    held = typed or {}
    units = _offered(sample, replaced, words)
    chosen = held.get("unit", units[0].id if replaced and units and not words else "")
    page = page_of(request, units, UNITS_ON_PAGE)
    beside = next((unit for unit in sample.result.frame.units if unit.id == chosen), None)
    return {
        "project": sample.project,
        "revision": sample.project.revision,
        "replaced": replaced,
        "words": words,
        "units": page,
        "chosen": chosen,
        "beside": beside if beside and chosen not in {unit.id for unit in page.object_list} else None,
        "reason": held.get("reason", ""),
        "next": units[0].id if replaced and units and not words else "",
        "trail": trail_of(sample.project, TrailStep("替换样本点" if replaced else "加选样本点")),
    }


def _offered(sample: Sample, replaced: PointEntry | None, words: str) -> list[Unit]:
    frame, points = sample.result.frame, sample.result.points
    if replaced is None:
        return pickable(frame, points, words)
    stratum, plan = replaced.point.unit.stratum, sample.preparation.sampling
    line = next_in_line(frame, points, sample.preparation.manual_points, stratum, plan.seed)
    return [unit for unit in line if all(word in unit.id for word in words.split())]
