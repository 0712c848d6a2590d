"""How far each sample point came by itself: its share of the money beside the scores its own values would earn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import partial

from jiheng.rules.clause import clause
from jiheng.rules.evaluation.rollup import FundBasis
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.figures import Number, exact
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.entries import Entries
from jiheng.rules.implementation.point_readings import (
    NOT_APPLICABLE,
    Reader,
    as_entered,
    by_formula,
    formulas_of,
)
from jiheng.rules.implementation.points import ScoringPoint, within
from jiheng.rules.implementation.shapes import Measure, ValueKind
from jiheng.rules.indicators.scoring_rule import score_by_rule
from jiheng.rules.indicators.shapes import Indicator, Level1
from jiheng.rules.indicators.trial import Amount
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.canonical import tidy

CLAUSE = "cq2023-7/24"
RESULTS = (Level1.OUTPUT, Level1.EFFECT)
UNNAMED = "未填"


@dataclass(frozen=True, slots=True)
class Earned:
    """Points earned of those that could be: of an indicator at one sample point, before any material is asked for."""

    earned: Fraction = Fraction(0)
    possible: Fraction = Fraction(0)

    def __add__(self, other: "Earned") -> "Earned":
        return Earned(self.earned + other.earned, self.possible + other.possible)

    @property
    def rate(self) -> Fraction | None:
        return self.earned / self.possible if self.possible else None


@dataclass(frozen=True, slots=True)
class PointRate:
    """One point (or the points of one use): its money, and what its indicators of management and results earn.

    ``share`` is its part of all sampled money, ``None`` without any. ``spent`` is ``None`` while a line lacks it.
    """

    name: str
    budget: Decimal
    spent: Decimal | None
    share: Fraction | None
    management: Fraction | None
    results: Fraction | None
    use: str = ""
    points: int = 1


@dataclass(slots=True)
class _Sums:
    management: Earned = field(default_factory=Earned)
    results: Earned = field(default_factory=Earned)


@clause(CLAUSE)
def point_rates(
    preparation: Preparation, entries: Entries, points: Sequence[ScoringPoint], book: Rulebook
) -> tuple[PointRate, ...]:
    """Every sample point with what its own values would earn by the rule of each indicator.

    Reading taken: an 绝对数 is added up over the points and has no target of one point, so it says nothing here.
    """
    uses = {tidy(part.name): part.uses for part in preparation.parts}
    sums = {point.id: _Sums() for point in points}
    for indicator in preparation.indicators:
        if indicator.level1 != Level1.MANAGEMENT and indicator.level1 not in RESULTS:
            continue
        own = within(points, uses.get(tidy(indicator.part), ())) if indicator.part else points
        for point, rate in rates_of(indicator, entries, own, book):
            earned = Earned(rate * exact(indicator.points), exact(indicator.points))
            held = sums[point.id]
            if indicator.level1 == Level1.MANAGEMENT:
                held.management += earned
            else:
                held.results += earned
    whole = sum((_budget(point) for point in points), Decimal(0))
    return tuple(_point_rate(point, sums[point.id], whole) for point in points)


@clause(CLAUSE)
def rates_of(
    indicator: Indicator, entries: Entries, points: Sequence[ScoringPoint], book: Rulebook
) -> Iterator[tuple[ScoringPoint, Fraction]]:
    """The share of its points an indicator would earn with each point's value alone; without one it is left out."""
    measure = entries.measures.get(indicator.code)
    if measure is None or measure.kind not in (ValueKind.RELATIVE, ValueKind.QUALITATIVE) or not indicator.points:
        return
    reader = _reader(indicator, measure, points, book)
    if reader is None:
        return
    values = entries.values.get(indicator.code, {})
    for point in within(points, measure.uses):
        entered = values.get(point.id)
        applies = entered is None or entered.value.strip() != NOT_APPLICABLE
        value = reader(point, entered).value if applies else None
        rate = _rate(indicator, measure.kind, value, book) if value is not None else None
        if rate is not None:
            yield point, rate


@clause(CLAUSE)
def by_use(points: Iterable[PointRate]) -> tuple[PointRate, ...]:
    """The points of each use together, their rates weighted by budget; points without money weigh nothing."""
    groups: dict[str, list[PointRate]] = {}
    for point in points:
        groups.setdefault(point.use, []).append(point)
    whole = sum((point.budget for held in groups.values() for point in held), Decimal(0))
    return tuple(_together(use, held, whole) for use, held in groups.items())


def _together(use: str, held: Sequence[PointRate], whole: Decimal) -> PointRate:
    budget = sum((one.budget for one in held), Decimal(0))
    spent = [one.spent for one in held if one.spent is not None]
    return PointRate(
        name=use,
        budget=budget,
        spent=sum(spent, Decimal(0)) if len(spent) == len(held) else None,
        share=exact(budget) / exact(whole) if whole else None,
        management=_weighted([(one.management, one.budget) for one in held]),
        results=_weighted([(one.results, one.budget) for one in held]),
        use=use,
        points=len(held),
    )


def _weighted(rates: Iterable[tuple[Fraction | None, Decimal]]) -> Fraction | None:
    known = [(rate, exact(money)) for rate, money in rates if rate is not None and money > 0]
    below = sum((money for _, money in known), Fraction(0))
    return sum((rate * money for rate, money in known), Fraction(0)) / below if below else None


def _reader(indicator: Indicator, measure: Measure, points: Sequence[ScoringPoint], book: Rulebook) -> Reader | None:
    formulas = formulas_of(measure, points)
    if isinstance(formulas, Finding):
        return None
    return partial(by_formula, formulas) if formulas else as_entered(indicator, measure, book)


def _rate(indicator: Indicator, kind: ValueKind, value: Number, book: Rulebook) -> Fraction | None:
    """What a value would earn of the points; that of an 定性 is such a share already."""
    if kind is ValueKind.QUALITATIVE:
        return exact(value)
    score = score_by_rule(indicator, Amount(exact(value), is_ratio=True), book, reason="")
    return None if score.raw is None else exact(score.raw) / exact(indicator.points)


def _budget(point: ScoringPoint) -> Decimal:
    return point.funds(FundBasis.BUDGET) or Decimal(0)


def _point_rate(point: ScoringPoint, sums: _Sums, whole: Decimal) -> PointRate:
    budget = _budget(point)
    uses = dict.fromkeys(line.value(Dimension.USE) for line in point.lines if line.value(Dimension.USE))
    return PointRate(
        name=point.name,
        budget=budget,
        spent=point.funds(FundBasis.ACTUAL),
        share=exact(budget) / exact(whole) if whole else None,
        management=sums.management.rate,
        results=sums.results.rate,
        use="、".join(uses) or UNNAMED,
    )
