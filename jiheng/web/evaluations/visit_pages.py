"""What the pages of site visits and talks show: who was talked to about what, which points were seen, what lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from jiheng.evaluation.actions.fieldwork import row_mark
from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.duties import Capability
from jiheng.rules.evidence.shapes import Form
from jiheng.rules.evidence.visit_shapes import SiteVisit, Visit, VisitTopic
from jiheng.rules.evidence.visits import TOPICS, CoverageRow, visit_coverage
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.points_seen import PointSeen, points_seen
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.result import Said
from jiheng.rules.surveys.point_values import points_by_name
from jiheng.web.evaluations.checking import sampling_of
from jiheng.web.evaluations.row_form import Offered, fields_of, next_number, preset_texts, row_texts
from jiheng.web.evaluations.scoring import gathered_of
from jiheng.web.evaluations.views import LISTING
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.layout_fieldwork import SITE_VISITS, VISITS

TITLE: Final = "现场查看和走访"
ASKED: Final = ("E-B19", "W-B19", "E-B20", "E-B21")
"""The codes of the clauses about going there and talking."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its sheet, the number of the first, and what one is called."""

    sheet: Sheet
    first: str
    called: str


KINDS: Final[Mapping[str, Kind]] = {
    "site": Kind(SITE_VISITS, "现01", "现场查看"),
    "talk": Kind(VISITS, "访01", "走访"),
}
"""By the word in the address."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many talks with one kind of people touched a topic; ``wanted`` where the clause asks for the topic."""

    topic: VisitTopic
    count: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """One row of the matrix."""

    row: CoverageRow
    cells: tuple[Cell, ...]


def may_enter(request: MemberRequest, project: EvaluationProject) -> bool:
    """Whether the member may write the field work now; the action asks again."""
    return project.phase == Phase.IMPLEMENT and request.member.may(Capability.EVALUATION_EDIT)


def held_visits(project: EvaluationProject) -> Implementation:
    return implementation_of(project, {"visits", "site_visits"})


def visits_context(request: MemberRequest, project: EvaluationProject) -> dict[str, Any]:
    given = held_visits(project)
    coverage = visit_coverage(given.visits)
    points = sampling_of(project).points.points
    seen = points_seen(points, given.site_visits)
    names = points_by_name(points)
    return {
        "project": project,
        "editable": may_enter(request, project),
        "topics": tuple(VisitTopic),
        "matrix": [Covered(row, _cells(row)) for row in coverage.rows],
        "missing_topics": coverage.missing_topics,
        "said": _said(project),
        "visits": list(enumerate(given.visits, 1)),
        "site_visits": [(number, one, _named(one.point, names)) for number, one in enumerate(given.site_visits, 1)],
        "seen": [(called(one, names), len(one.visits)) for one in seen if one.visits],
        "unseen": [(one.point.unit.id, called(one, names)) for one in seen if not one.visits],
        "points": len(seen),
        "photos": len({photo for one in given.site_visits for photo in one.photos}),
        "trail": trail_of(project),
    }


def form_context(
    project: EvaluationProject,
    kind: str,
    texts: Sequence[str],
    wrong: Sequence[Finding] = (),
    mark: str = "",
) -> dict[str, Any]:
    """A record as a form; ``mark`` is that of the row it stands for, empty for a new one."""
    found = KINDS[kind]
    offered = offered_for_site(project) if kind == "site" else {}
    heading = f"{'修改' if mark else '登记'}{found.called}"
    return {
        "project": project,
        "revision": project.revision,
        "kind": kind,
        "called": heading,
        "fields": fields_of(found.sheet, texts, wrong, offered),
        "mark": mark,
        "trail": trail_of(project, TrailStep(heading)),
    }


def new_texts(project: EvaluationProject, kind: str, by: str, today: date, point: str = "") -> list[str]:
    """The cells of a new record: its number, today, and who is there."""
    found = KINDS[kind]
    rows: Sequence[SiteVisit | Visit] = getattr(held_visits(project), found.sheet.name)
    given = {
        "number": next_number([one.number.strip() for one in rows], found.first),
        "visited_on": today.isoformat(),
        "people": by,
        "visitors": by,
        "point": point,
    }
    return preset_texts(found.sheet, given)


def called(one: PointSeen, names: Mapping[str, object]) -> str:
    """A point by its unit, with its stratum where another unit is called the same."""
    unit = one.point.unit
    return unit.key if unit.key in names else f"{unit.key}（{unit.stratum}）"


def kept_record(project: EvaluationProject, kind: str, number: int) -> tuple[list[str], str] | None:
    """The texts and the mark of a record by its place; ``None`` when there is none."""
    sheet = KINDS[kind].sheet
    rows = getattr(held_visits(project), sheet.name)
    if not 0 < number <= len(rows):
        return None
    return row_texts(sheet, rows[number - 1]), row_mark(rows[number - 1])


def trail_of(project: EvaluationProject, *further: TrailStep) -> list[TrailStep]:
    home = f"/evaluations/{project.pk}/"
    own = TrailStep(TITLE, f"{home}visits/" if further else "")
    return [LISTING, TrailStep(project.name, home), own, *further]


def _cells(row: CoverageRow) -> tuple[Cell, ...]:
    return tuple(Cell(topic, count, topic in TOPICS) for topic, count in zip(VisitTopic, row.counts, strict=True))


def _said(project: EvaluationProject) -> list[Said]:
    return [one for one in gathered_of(project) if one.finding.code.startswith(ASKED)]


def offered_for_site(project: EvaluationProject) -> dict[str, Offered]:
    """What may be chosen for a visit: a point of the sample, and the pictures there are, by their numbers."""
    listed = implementation_of(project, {"materials"}).materials
    pictures = [(one.number, f"{one.number} {one.title}".strip()) for one in listed if one.form is Form.PICTURE]
    return {"point": _points(project), **({"photos": pictures} if pictures else {})}


def _points(project: EvaluationProject) -> Offered:
    """Every point of the sample, called by its unit and its stratum."""
    units = (point.unit for point in sampling_of(project).points.points)
    return [(unit.id, f"{unit.key}（{unit.stratum}）") for unit in units]


def _named(point: str, names: Mapping[str, Any]) -> str:
    """What stands in the list for the point of a visit, with a word where the sample has none of that name."""
    if not point.strip():
        return ""
    return point.replace("|", "　") if point.strip() in names else f"{point}（不在样本里）"
