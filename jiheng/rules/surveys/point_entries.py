"""Each sample point with its columns and what was found there, and values put in place of earlier ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.sampling.canonical import tidy
from jiheng.rules.sampling.points import Point
from jiheng.rules.surveys.point_columns import KIND_WORDS, PointColumn, columns_of_point
from jiheng.rules.surveys.point_values import column_called, points_by_name
from jiheng.rules.surveys.shapes import BaseField, PointValue

CLAUSE = "cq2023-7/12"

Place: TypeAlias = tuple[str, str]
"""Id of a unit and key of a column."""

Written: TypeAlias = tuple[str, str]
"""Value and number of the papers."""


@dataclass(frozen=True, slots=True)
class PointEntry:
    """One point of the sample; ``number`` counts from 1 in the order of the sample. ``values`` are by column key."""

    number: int
    point: Point
    columns: tuple[PointColumn, ...]
    values: Mapping[str, PointValue]

    @property
    def id(self) -> str:
        return self.point.unit.id

    @property
    def kind_word(self) -> str:
        """What the base-information table calls this kind of point."""
        return KIND_WORDS[self.point.unit.kind]

    @property
    def filled(self) -> int:
        """How many columns have a value."""
        return sum(bool(value.value) for value in self.values.values())

    def said_of(self, dimension: Dimension) -> str:
        """What the lines of the point say in a dimension (区域、用途、管理模式)."""
        return "、".join(self.point.unit.values.get(dimension, ()))


@clause(CLAUSE)
def point_entries(
    points: Sequence[Point], fields: Sequence[BaseField], values: Sequence[PointValue]
) -> tuple[PointEntry, ...]:
    """The points in their order, each with its columns and values; of two values for one place the first counts."""
    columns = {kind: columns_of_point(kind, fields) for kind in {point.unit.kind for point in points}}
    places = places_of(values, points, fields)
    held: dict[str, dict[str, PointValue]] = {}
    for value, place in zip(values, places, strict=True):
        if place is not None:
            held.setdefault(place[0], {}).setdefault(place[1], value)
    return tuple(
        PointEntry(number, point, columns[point.unit.kind], held.get(point.unit.id, {}))
        for number, point in enumerate(points, 1)
    )


def places_of(
    values: Sequence[PointValue], points: Sequence[Point], fields: Sequence[BaseField]
) -> list[Place | None]:
    """Where each value belongs; ``None`` when its point is not in the sample or has no such column."""
    names = points_by_name(points)
    columns = {kind: columns_of_point(kind, fields) for kind in {point.unit.kind for point in points}}
    found: list[Place | None] = []
    for value in values:
        point = names.get(tidy(value.point))
        column = column_called(value.field, columns[point.unit.kind]) if point else None
        found.append((point.unit.id, column.key) if point and column else None)
    return found


@clause(CLAUSE)
def with_written(
    values: Sequence[PointValue],
    points: Sequence[Point],
    fields: Sequence[BaseField],
    written: Mapping[Place, Written],
) -> tuple[PointValue, ...]:
    """The values with those of some places written anew; a place written blank has no value any more.

    Everything else stays as it is and where it is, also values of points that are no longer in the sample.
    """
    left = dict(written)
    kept: list[PointValue] = []
    for value, place in zip(values, places_of(values, points, fields), strict=True):
        if place is None or place not in written:
            kept.append(value)
        elif place in left:
            said, evidence = left.pop(place)
            kept += [replace(value, value=said, evidence=evidence)] if said or evidence else []
    new = (PointValue(point, key, *said) for (point, key), said in left.items() if any(said))
    return (*kept, *new)
