"""Sample points as scoring reads them: their money, and the columns of base information as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.evaluation.rollup import FundBasis
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.canonical import joined, tidy
from jiheng.rules.sampling.draw import draw_for
from jiheng.rules.sampling.frame import ALL, frame_for, stratum_value, unit_key
from jiheng.rules.sampling.points import Point, sample_points
from jiheng.rules.sampling.shapes import SamplingPlan
from jiheng.rules.surveys.columns import NUMBER, YES_NO
from jiheng.rules.surveys.point_entries import Place, PointEntry, places_of, point_entries
from jiheng.rules.surveys.point_values import YES, points_by_name, tidied
from jiheng.rules.surveys.shapes import PointValue

COUNTED = (NUMBER, YES_NO)
"""Kinds of columns a formula may name; 是 counts as 1 and 否 as 0."""


@dataclass(frozen=True, slots=True)
class ScoringPoint:
    """One sample point. ``columns`` gives the unit of each column that can be counted, ``numbers`` those filled in.

    ``papers`` are the numbers of the material behind a column.
    """

    id: str
    name: str
    lines: tuple[FundLine, ...]
    columns: Mapping[str, str]
    numbers: Mapping[str, Decimal]
    papers: Mapping[str, str]

    def funds(self, basis: FundBasis) -> Decimal | None:
        """资金额度 in 元; ``None`` when the spending of a line is not entered."""
        amounts = [line.budget if basis is FundBasis.BUDGET else line.actual for line in self.lines]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if len(known) == len(amounts) else None


@clause("cq2023-7/9")
def points_of(preparation: Preparation) -> tuple[Point, ...]:
    """The sample points alone: a long detail table takes long, so they are worked out once for all that ask."""
    plan = preparation.sampling
    frame = frame_for(preparation.lines, plan)
    return sample_points(plan, frame, draw_for(plan, frame), preparation.manual_points).points


@clause("cq2023-7/27")
def scoring_points(preparation: Preparation, sampled: Sequence[Point] | None = None) -> tuple[ScoringPoint, ...]:
    """The points of the sample in their order, with what was found at each; ``sampled`` when they are known.

    Reading taken: of two values for one column the same one counts whatever their order; the pair is told apart.
    """
    points = points_of(preparation) if sampled is None else sampled
    alone = points_by_name(points)
    values = sorted(preparation.point_values, key=_contents)
    by_number: dict[str, list[FundLine]] = {}
    for line in preparation.lines:
        by_number.setdefault(line.number, []).append(line)
    return tuple(
        _point(
            entry,
            _lines(entry, by_number, preparation.sampling),
            entry.point.unit.key if entry.point.unit.key in alone else entry.id,
        )
        for entry in point_entries(points, preparation.base_fields, values)
    )


@clause("cq2023-7/27")
def check_entered_once(preparation: Preparation, points: Sequence[Point]) -> list[Finding]:
    """No column of a point has two different values."""
    values = sorted(preparation.point_values, key=_contents)
    held: dict[Place, PointValue] = {}
    found: list[Finding] = []
    for value, place in zip(values, places_of(values, points, preparation.base_fields), strict=True):
        first = held.setdefault(place, value) if place else value
        if first.value.strip() != value.value.strip():
            said = f"样本点“{value.point}”的“{value.field}”填了“{first.value}”和“{value.value}”，请核对后留下一个"
            found.append(failed("E-V-02", said, where=value.where))
    return found


@clause("cq2023-7/27", "cq2023-7/11")
def within(points: Sequence[ScoringPoint], uses: Sequence[str]) -> tuple[ScoringPoint, ...]:
    """The points with money for some uses of funds, and that money alone; all of them when no use is named."""
    if not uses:
        return tuple(points)
    wanted = {tidy(use) for use in uses}
    kept = (replace(one, lines=tuple(line for line in one.lines if tidy(line.use) in wanted)) for one in points)
    return tuple(one for one in kept if one.lines)


def _lines(
    entry: PointEntry, by_number: Mapping[str, Sequence[FundLine]], plan: SamplingPlan
) -> tuple[FundLine, ...]:
    """The lines of a unit, also where a number stands on lines of other units."""
    unit = entry.point.unit
    lines = (line for number in dict.fromkeys(unit.lines) for line in by_number.get(number, ()))
    return tuple(
        line for line in lines if unit_key(line, unit.kind) == unit.key and _stratum(line, plan) == unit.stratum
    )


def _stratum(line: FundLine, plan: SamplingPlan) -> str:
    kind = dict(plan.kinds_by_use).get(line.use, plan.unit_kind)
    return joined(*(stratum_value(line, dimension, kind) for dimension in plan.strata)) or ALL


def _contents(value: PointValue) -> tuple[str, ...]:
    return value.point, value.field, value.value, value.evidence


def _point(entry: PointEntry, lines: tuple[FundLine, ...], name: str) -> ScoringPoint:
    columns: dict[str, str] = {}
    numbers: dict[str, Decimal] = {}
    papers: dict[str, str] = {}
    for column in entry.columns:
        if column.field.kind not in COUNTED:
            continue
        columns[column.key] = column.field.unit
        value = entry.values.get(column.key)
        number = _number(column.field.kind, tidied(column.field, value.value)) if value else None
        if value and number is not None:
            numbers[column.key] = number
            papers[column.key] = value.evidence.strip()
    return ScoringPoint(entry.id, name, lines, columns, numbers, papers)


def _number(kind: str, text: str) -> Decimal | None:
    if kind == YES_NO:
        return {YES: Decimal(1), "否": Decimal(0)}.get(text)
    try:
        return Decimal(text)
    except ArithmeticError:
        return None
