"""The sample points: those drawn, those picked by hand and those that replace a drawn one, and what they cover."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.figures import exact
from jiheng.rules.sampling.canonical import joined, tidy
from jiheng.rules.sampling.draw import Draw
from jiheng.rules.sampling.frame import Frame, Unit
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan

CLAUSE = "cq2023-7/9"


class PointKind(StrEnum):
    """How a point came into the sample; counted apart."""

    DRAWN = "随机"
    REPLACEMENT = "替换"
    MANUAL = "重点"


@dataclass(frozen=True, slots=True)
class Point:
    """One sample point. ``replaces`` is the unit it stands for (``Unit.id``), ``reason`` why a hand picked it."""

    unit: Unit
    kind: PointKind
    reason: str = ""
    replaces: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that names no unit that can be used, and what is wrong with it (Chinese)."""

    entry: ManualPoint
    said: str


@dataclass(frozen=True, slots=True)
class SamplePoints:
    """The points in the order of strata and keys, and the entries that could not be followed.

    ``offline_problems`` says the same of units of a draw done on paper.
    """

    points: tuple[Point, ...]
    problems: tuple[Problem, ...] = ()
    offline_problems: tuple[str, ...] = ()

    def of(self, *kinds: PointKind) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.kind in kinds)


@dataclass(frozen=True, slots=True)
class DimensionCoverage:
    """Values of one dimension that lines have, and those no sample point has."""

    dimension: Dimension
    values: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def rate(self) -> Fraction | None:
        """Share of values with a sample point; ``None`` when the dimension has no values."""
        return Fraction(len(self.values) - len(self.missing), len(self.values)) if self.values else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """样本资金覆盖率 and the coverage of each dimension. Money in 元."""

    money: Decimal
    total: Decimal
    dimensions: tuple[DimensionCoverage, ...]

    @property
    def rate(self) -> Fraction | None:
        """Money of the sample ÷ money of all lines; ``None`` without any money."""
        return exact(self.money) / exact(self.total) if self.total else None


@clause(CLAUSE)
def sample_points(
    plan: SamplingPlan, frame: Frame, draw: Draw | None, manual: Sequence[ManualPoint] = ()
) -> SamplePoints:
    """Everything that is in the sample.

    Without a draw the units of a draw done on paper count as drawn. A replacement takes the place of the unit it
    names; a unit picked by hand that was drawn anyway stays drawn. ``ManualPoint.unit`` is ``stratum|unit``, or the
    unit alone when its name stands in one stratum only.
    """
    names = _names(frame)
    points = _drawn(frame, draw)
    offline_problems: list[str] = []
    for name in plan.offline_units if draw is None and plan.offline else ():
        unit = _found(name, names)
        if isinstance(unit, str):
            offline_problems.append(unit)
        else:
            points[unit.id] = Point(unit, PointKind.DRAWN)
    problems = tuple(Problem(entry, said) for entry in manual if (said := _follow(entry, names, points)))
    return SamplePoints(tuple(points[key] for key in sorted(points)), problems, tuple(offline_problems))


@clause(CLAUSE)
def coverage(frame: Frame, points: Iterable[Point]) -> Coverage:
    """How much of the money, and which values of each dimension, the points cover."""
    units = [point.unit for point in points]
    dimensions = tuple(
        DimensionCoverage(dimension, values, _missing(values, dimension, units))
        for dimension, values in frame.values.items()
    )
    return Coverage(sum((unit.money for unit in units), Decimal(0)), frame.total, dimensions)


def _drawn(frame: Frame, draw: Draw | None) -> dict[str, Point]:
    keys = {(one.key, key) for one in draw.strata for key in one.drawn} if draw else set()
    return {unit.id: Point(unit, PointKind.DRAWN) for unit in frame.units if (unit.stratum, unit.key) in keys}


def _names(frame: Frame) -> Mapping[str, Sequence[Unit]]:
    names: dict[str, list[Unit]] = {}
    for unit in frame.units:
        names.setdefault(unit.key, []).append(unit)
        names.setdefault(unit.id, []).append(unit)
    return names


def _found(name: str, names: Mapping[str, Sequence[Unit]]) -> Unit | str:
    """The unit a name stands for, or what is wrong with the name."""
    found = names.get(tidy(name)) or names.get(joined(name), ())
    if len(found) == 1:
        return found[0]
    if not found:
        return f"抽样框里没有“{name}”，请核对名称"
    choices = "、".join(unit.id for unit in found)
    return f"“{name}”在不止一层里，请写明是哪一个：{choices}"


def _follow(entry: ManualPoint, names: Mapping[str, Sequence[Unit]], points: dict[str, Point]) -> str:
    """Put one entry into the points; what is wrong with it, or nothing."""
    unit = _found(entry.unit, names)
    if isinstance(unit, str):
        return unit
    if unit.id in points:
        return f"“{entry.unit}”已在样本中，不必再选"
    if not entry.replaces:
        points[unit.id] = Point(unit, PointKind.MANUAL, entry.reason, where=entry.where)
        return ""
    old = _found(entry.replaces, names)
    if isinstance(old, str):
        return old
    if old.id not in points or points[old.id].kind is PointKind.MANUAL:
        return f"被替换的“{entry.replaces}”不在随机样本中，请核对"
    del points[old.id]
    points[unit.id] = Point(unit, PointKind.REPLACEMENT, entry.reason, old.id, entry.where)
    return ""


def _missing(values: Sequence[str], dimension: Dimension, units: Iterable[Unit]) -> tuple[str, ...]:
    reached = {value for unit in units for value in unit.values[dimension]}
    return tuple(value for value in values if value not in reached)
