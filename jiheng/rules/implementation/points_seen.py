"""Which sample points somebody went to see (第二十条)."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.rules.clause import clause
from jiheng.rules.evidence.visit_shapes import SiteVisit
from jiheng.rules.sampling.canonical import tidy
from jiheng.rules.sampling.points import Point
from jiheng.rules.surveys.point_values import points_by_name


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A sample point and the visits to it, in the order of entry."""

    point: Point
    visits: tuple[SiteVisit, ...]


@clause("cq2023-7/20")
def points_seen(points: Sequence[Point], site_visits: Sequence[SiteVisit]) -> tuple[PointSeen, ...]:
    """Every point of the sample with its visits.

    Reading taken: a visit was to the point it names, and was made once its day is written.
    """
    names = points_by_name(points)
    held: dict[str, list[SiteVisit]] = {}
    for visit in site_visits:
        point = names.get(tidy(visit.point))
        if point is not None and visit.visited_on is not None:
            held.setdefault(point.unit.id, []).append(visit)
    return tuple(PointSeen(point, tuple(held.get(point.unit.id, ()))) for point in points)
