"""分类汇总表: the sample points summed up by kind, area or use, with everything found at them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.execution.tables import Amounts, total
from jiheng.rules.figures import exact
from jiheng.rules.implementation.points import lines_by_point, sampled_entries
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.points import Point
from jiheng.rules.surveys.columns import NUMBER, YES_NO
from jiheng.rules.surveys.point_columns import GROUPS, KIND_WORDS
from jiheng.rules.surveys.point_entries import PointEntry
from jiheng.rules.surveys.point_values import NO, YES, fault_of, tidied
from jiheng.rules.surveys.shapes import BaseField

CLAUSE = "cq2023-7/24"
OTHER_KIND, UNNAMED = "其他", "未填"
KINDS = (*KIND_WORDS.values(), OTHER_KIND)


class Grouping(StrEnum):
    """By what the points are grouped."""

    KIND = "类型"
    AREA = "区域"
    USE = "用途"


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """One column over the points of a group. ``due`` points have it; ``unread`` values do not fit it.

    ``total`` is the sum of a 数值 column, nothing while no value was found; ``counts`` how often each value of any
    other column was found.
    """

    field: BaseField
    due: int
    filled: int
    unread: int = 0
    total: Fraction | None = None
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def missing(self) -> int:
        """Points without a value; a missing one is never taken as 0."""
        return self.due - self.filled - self.unread

    @property
    def mean(self) -> Fraction | None:
        """The sum over the points that have a value; nothing without any."""
        return None if self.total is None or not self.filled else self.total / self.filled

    @property
    def shares(self) -> tuple[tuple[str, int, Fraction], ...]:
        """Each value found, how often, and which share of all values found it is; nothing while none was found."""
        if not self.filled:
            return ()
        return tuple((value, count, Fraction(count, self.filled)) for value, count in self.counts)


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """The points of one group (or all of them): how many, their money, and every column."""

    title: str
    points: int
    amounts: Amounts
    columns: tuple[ColumnSummary, ...]

    def column(self, field: BaseField) -> ColumnSummary | None:
        return next((one for one in self.columns if one.field == field), None)


@dataclass(frozen=True, slots=True)
class PointSummary:
    """All points by one grouping; the groups add up to ``whole``."""

    by: Grouping
    groups: tuple[GroupSummary, ...]
    whole: GroupSummary


@clause(CLAUSE)
def point_summaries(preparation: Preparation, known: Sequence[Point] | None = None) -> tuple[PointSummary, ...]:
    """The sample points summed up by kind, by area and by use, from the rows as they now stand.

    ``known`` are the sample points, when they were worked out already.
    """
    entries = sampled_entries(preparation, known)
    lines = lines_by_point(preparation, entries)
    return tuple(point_summary(entries, lines, by) for by in Grouping)


@clause(CLAUSE, "cq2023-7/12")
def point_summary(
    entries: Sequence[PointEntry], lines: Mapping[str, Sequence[FundLine]], by: Grouping
) -> PointSummary:
    """Every point stands in one group, so that points, money and counts of the groups add up to the whole.

    ``lines`` are the lines of the detail table by id of the point. Reading taken: a point with several areas or uses
    is a group of its own under all of their names.
    """
    groups: dict[str, list[PointEntry]] = {}
    for entry in entries:
        groups.setdefault(group_of(entry, by), []).append(entry)
    if by is Grouping.KIND:
        groups = {kind: groups[kind] for kind in KINDS if kind in groups}
    elif UNNAMED in groups:
        groups[UNNAMED] = groups.pop(UNNAMED)
    fields = fields_of(entries)
    return PointSummary(
        by,
        tuple(_group(title, held, lines, fields) for title, held in groups.items()),
        _group("合计", entries, lines, fields),
    )


def group_of(entry: PointEntry, by: Grouping) -> str:
    """The group a point stands in.

    Reading taken: a point whose table has columns of kinds no unit is called, and none of its own kind, is of 其他.
    """
    if by is Grouping.KIND:
        kinds = {column.field.sample_kind for column in entry.columns} - {""}
        return OTHER_KIND if kinds and entry.kind_word not in kinds else entry.kind_word
    return entry.said_of(Dimension.AREA if by is Grouping.AREA else Dimension.USE) or UNNAMED


def fields_of(entries: Sequence[PointEntry]) -> tuple[BaseField, ...]:
    """Every column some point has, group by group, in the order of entry."""
    found = dict.fromkeys(column.field for entry in entries for column in entry.columns)
    order = {group.value: place for place, group in enumerate(GROUPS)}
    return tuple(sorted(found, key=lambda field: order.get(field.group, len(order))))


def _group(
    title: str,
    entries: Sequence[PointEntry],
    lines: Mapping[str, Sequence[FundLine]],
    fields: Sequence[BaseField],
) -> GroupSummary:
    own = [line for entry in entries for line in lines.get(entry.id, ())]
    values: dict[BaseField, list[str]] = {field: [] for field in fields}
    for entry in entries:
        for column in entry.columns:
            held = entry.values.get(column.key)
            values[column.field].append(held.value if held else "")
    columns = tuple(_column(field, values[field]) for field in fields if values[field])
    return GroupSummary(title, len(entries), total(own), columns)


def _column(field: BaseField, values: Sequence[str]) -> ColumnSummary:
    written = [value for value in values if value.strip()]
    read = [tidied(field, value) for value in written if not fault_of(field, value)]
    unread = len(written) - len(read)
    if field.kind == NUMBER:
        amount = sum(map(exact, read), Fraction(0)) if read else None
        return ColumnSummary(field, len(values), len(read), unread, amount)
    found = Counter(read)
    known = (YES, NO) if field.kind == YES_NO else field.choices
    ordered = [*(value for value in known if value in found or field.kind == YES_NO)]
    ordered += sorted(found.keys() - set(ordered), key=lambda value: (-found[value], value))
    return ColumnSummary(field, len(values), len(read), unread, None, tuple((one, found[one]) for one in ordered))
