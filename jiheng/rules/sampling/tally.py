"""Sample points counted apart by how they came: drawn, replacing, picked by hand."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.figures import exact
from jiheng.rules.sampling.points import PointKind, SamplePoints


@dataclass(frozen=True, slots=True)
class Tally:
    """How many points of one kind there are and what they stand for. Money in 元, ``share`` of all money."""

    kind: PointKind
    count: int
    money: Decimal
    share: Fraction | None


@clause("cq2023-7/9")
def tallies(points: SamplePoints, total: Decimal) -> tuple[Tally, ...]:
    """The points of each kind, their money and its share of ``total``; ``None`` without any money."""
    return tuple(_tally(points, kind, total) for kind in PointKind)


def _tally(points: SamplePoints, kind: PointKind, total: Decimal) -> Tally:
    held = points.of(kind)
    money = sum((point.unit.money for point in held), Decimal(0))
    return Tally(kind, len(held), money, exact(money) / exact(total) if total else None)
