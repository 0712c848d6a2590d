"""What the comparisons of 第二十四条 are made from: targets beside values, planned figures beside actual ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.evaluation.rollup import fund_basis_for
from jiheng.rules.figures import exact
from jiheng.rules.implementation.entries import Entries, entries_for
from jiheng.rules.implementation.point_rates import PointRate, by_use, point_rates
from jiheng.rules.implementation.points import ScoringPoint, points_of, sampled_entries, scoring_points, within
from jiheng.rules.implementation.result import EvaluationResult
from jiheng.rules.implementation.shapes import Implementation, ValueKind
from jiheng.rules.implementation.values import rolled_value
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.trial import Given, number_for, target_of
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.points import Point
from jiheng.rules.surveys.columns import NUMBER
from jiheng.rules.surveys.point_entries import PointEntry
from jiheng.rules.surveys.point_values import fault_of, tidied
from jiheng.rules.surveys.shapes import BaseField

CLAUSE = "cq2023-7/24"
PAIRED = (("计划", "实际"), ("合同", "实际"), ("应", "实"), ("批复", "实际"), ("预算", "实际"))
"""How two columns about one thing are named: 计划硬化里程 beside 实际硬化里程."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """An indicator's value beside its target. ``ratio`` is value ÷ target, where both are numbers and one divides.

    ``earned`` is the final score, ``None`` while there is none.
    """

    part: str
    indicator: Indicator
    value: str
    earned: Decimal | None
    ratio: Fraction | None

    @property
    def rate(self) -> Fraction | None:
        """The share of its points that was earned; ``None`` without a score or without points."""
        if self.earned is None or not self.indicator.points:
            return None
        return exact(self.earned) / exact(self.indicator.points)


@dataclass(frozen=True, slots=True)
class PlannedPair:
    """A column of planned figures beside that of actual ones, over the ``points`` that have both.

    ``lacking`` points have only one of them.
    """

    planned: BaseField
    actual: BaseField
    points: int
    lacking: int
    planned_sum: Fraction
    actual_sum: Fraction

    @property
    def rate(self) -> Fraction | None:
        """Actual ÷ planned; nothing to divide by gives nothing."""
        return self.actual_sum / self.planned_sum if self.points and self.planned_sum else None

    @property
    def gap(self) -> Fraction:
        return self.actual_sum - self.planned_sum


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything the sample points and the indicators say for the comparisons."""

    targets: tuple[TargetRow, ...]
    pairs: tuple[PlannedPair, ...]
    points: tuple[PointRate, ...]
    uses: tuple[PointRate, ...]


@clause(CLAUSE)
def compared(
    preparation: Preparation,
    given: Implementation,
    result: EvaluationResult,
    book: Rulebook,
    known: Sequence[Point] | None = None,
) -> Compared:
    """The figures the evaluators judge by, laid side by side; nothing here judges.

    ``known`` are the sample points, when they were worked out already.
    """
    sampled = points_of(preparation) if known is None else known
    points = scoring_points(preparation, sampled)
    entries = entries_for(given, preparation.indicators, points)
    rates = point_rates(preparation, entries, points, book)
    return Compared(
        targets=target_rows(preparation, entries, points, result, book),
        pairs=planned_pairs(sampled_entries(preparation, sampled)),
        points=rates,
        uses=by_use(rates),
    )


@clause(CLAUSE)
def target_rows(
    preparation: Preparation,
    entries: Entries,
    points: Sequence[ScoringPoint],
    result: EvaluationResult,
    book: Rulebook,
) -> tuple[TargetRow, ...]:
    """Every indicator that applies, part by part, with how its value stands to its target."""
    uses = {part.name: part.uses for part in preparation.parts}
    return tuple(
        TargetRow(
            part.name,
            one.indicator,
            one.value,
            one.final.value,
            _ratio(one.indicator, entries, within(points, uses.get(part.name, ())), book),
        )
        for part in result.parts
        for one in part.indicators
        if not one.excluded
    )


@clause(CLAUSE)
def planned_pairs(entries: Sequence[PointEntry]) -> tuple[PlannedPair, ...]:
    """Columns of one thing as planned and as it came, by their names.

    Reading taken: both sums are over the points that have both figures, so that one missing never looks like a gap.
    """
    fields = dict.fromkeys(
        column.field for entry in entries for column in entry.columns if column.field.kind == NUMBER
    )
    found = []
    for planned in fields:
        actual = next(
            (one for name in _counterparts(planned.name) for one in fields if _same(one, planned, name)), None
        )
        if actual is not None:
            found.append(_pair(planned, actual, entries))
    return tuple(found)


def _ratio(indicator: Indicator, entries: Entries, points: Sequence[ScoringPoint], book: Rulebook) -> Fraction | None:
    target = target_of(indicator, book.on.year)
    given = _given(indicator, entries, points, book)
    if not target.value or given is None:
        return None
    number = number_for(given, target, indicator).value
    return None if number is None else exact(number) / exact(target.value)


def _given(indicator: Indicator, entries: Entries, points: Sequence[ScoringPoint], book: Rulebook) -> Given | None:
    """The exact value of an indicator, or the text of one judged as a whole."""
    measure, values = entries.measures.get(indicator.code), entries.values.get(indicator.code, {})
    if measure is None or measure.kind is ValueKind.QUALITATIVE:
        return None
    if measure.kind is ValueKind.WHOLE:
        return values[""].value.strip() if "" in values else None
    rolled = rolled_value(indicator, measure, points, values, basis=fund_basis_for(book), book=book)
    return rolled.amount


def _counterparts(name: str) -> tuple[str, ...]:
    return tuple(name.replace(planned, actual, 1) for planned, actual in PAIRED if planned in name)


def _same(one: BaseField, planned: BaseField, name: str) -> bool:
    return one.name == name and one.unit == planned.unit and one.sample_kind in ("", planned.sample_kind)


def _pair(planned: BaseField, actual: BaseField, entries: Sequence[PointEntry]) -> PlannedPair:
    both: list[tuple[Fraction, Fraction]] = []
    lacking = 0
    for entry in entries:
        keys: Mapping[BaseField, str] = {column.field: column.key for column in entry.columns}
        one, other = _figure(entry, planned, keys), _figure(entry, actual, keys)
        if one is not None and other is not None:
            both.append((one, other))
        elif one is not None or other is not None:
            lacking += 1
    sums = (sum((pair[side] for pair in both), Fraction(0)) for side in (0, 1))
    return PlannedPair(planned, actual, len(both), lacking, *sums)


def _figure(entry: PointEntry, field: BaseField, keys: Mapping[BaseField, str]) -> Fraction | None:
    held = entry.values.get(keys.get(field, ""))
    if held is None or not held.value.strip() or fault_of(field, held.value):
        return None
    return exact(tidied(field, held.value))
