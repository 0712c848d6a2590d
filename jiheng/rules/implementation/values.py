"""From sample points to the value of an indicator: amounts added up, ratios and bands weighted by funds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.evaluation.rollup import (
    Figure,
    FundBasis,
    RollUp,
    Sample,
    roll_up_by_funds,
    roll_up_sum,
)
from jiheng.rules.explained import Step, StepKind
from jiheng.rules.figures import Number, shown
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.point_readings import (
    NOT_APPLICABLE,
    Formulas,
    Reader,
    Reading,
    as_entered,
    by_formula,
    formulas_of,
)
from jiheng.rules.implementation.points import ScoringPoint, within
from jiheng.rules.implementation.shapes import Measure, SampleValue, ValueKind
from jiheng.rules.indicators.formula.nodes import Name
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.trial import PERCENT, Amount, target_of
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import share

CLAUSE = "cq2023-7/27"


@dataclass(frozen=True, slots=True)
class RolledValue:
    """The value of an indicator, exact; ``text`` is how people read it. Without one ``amount`` is ``None``.

    ``rolled`` keeps numerator and denominator. ``findings`` are faults and remarks of the points.
    """

    text: str
    amount: Amount | None
    rolled: RollUp
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]


@clause(CLAUSE, "mof2020-10/4.5")
def rolled_value(
    indicator: Indicator,
    measure: Measure,
    points: Sequence[ScoringPoint],
    values: Mapping[str, SampleValue],
    *,
    basis: FundBasis,
    book: Rulebook,
) -> RolledValue:
    """Ask each point and roll the answers up the one way their kind allows, without rounding.

    A point marked 不适用 with a reason is left out. Nothing is rolled up while a point has no value.
    """
    counted = within(points, measure.uses)
    formulas = formulas_of(measure, points)
    if isinstance(formulas, Finding):
        return _no_value((), (formulas,))
    reader: Reader = partial(by_formula, formulas) if formulas else as_entered(indicator, measure, book)
    readings = [(point, _reading(point, values.get(point.id), reader)) for point in counted]
    opening = _opening(measure, formulas, readings)
    faults = [fault for _, reading in readings for fault in reading.faults]
    remarks = [remark for _, reading in readings for remark in reading.remarks]
    remarks += _unused(formulas, counted, values)
    valued = [(point, reading.value) for point, reading in readings if reading.value is not None]
    faults += [] if measure.kind is ValueKind.ABSOLUTE else _unspent((point for point, _ in valued), basis)
    samples = [_sample(point, value, basis) for point, value in valued]
    if faults:
        return _no_value(opening, (*faults, *remarks))
    absolute = measure.kind is ValueKind.ABSOLUTE
    figure = _figure(indicator, measure)
    rolled = roll_up_sum(samples) if absolute else roll_up_by_funds(samples, basis, figure)
    if rolled.value is None:
        return _no_value((*opening, *rolled.steps), (*rolled.findings, *remarks))
    unit = (_unit(formulas, counted) or target_of(indicator).unit) if absolute else ""
    amount = Amount(rolled.value, unit, is_ratio=not absolute)
    return RolledValue(f"{figure(rolled.value)}{unit}", amount, rolled, (*opening, *rolled.steps), tuple(remarks))


def _reading(point: ScoringPoint, entered: SampleValue | None, reader: Reader) -> Reading:
    if entered is None or entered.value.strip() != NOT_APPLICABLE:
        return reader(point, entered)
    if entered.note.strip():
        return Reading(None, f"{point.name}：{NOT_APPLICABLE}（{entered.note.strip()}）")
    said = f"样本点“{point.name}”标了“不适用”而没有理由，请填写理由"
    return Reading(None, "", (failed("E-S-19", said, where=entered.where),))


def _sample(point: ScoringPoint, value: Number, basis: FundBasis) -> Sample:
    return Sample(f"“{point.name}”", value, point.funds(basis) or Decimal(0))


def _unspent(points: Iterable[ScoringPoint], basis: FundBasis) -> list[Finding]:
    return [
        failed("E-S-01", f"样本点“{point.name}”没有填实际支出数，不能按实际支出加权，请补填", clauses=(CLAUSE,))
        for point in points
        if point.funds(basis) is None
    ]


def _unused(
    formulas: Formulas | None, points: Iterable[ScoringPoint], values: Mapping[str, SampleValue]
) -> list[Finding]:
    if formulas is None:
        return []
    entered = [(point, values[point.id]) for point in points if point.id in values]
    return [
        failed("W-V-05", f"按算式取数，样本点“{point.name}”填的“{value.value.strip()}”没有用", where=value.where)
        for point, value in entered
        if value.value.strip() not in ("", NOT_APPLICABLE)
    ]


def _opening(
    measure: Measure, formulas: Formulas | None, readings: Sequence[tuple[ScoringPoint, Reading]]
) -> tuple[Step, ...]:
    source = f"样本点基础信息的{formulas.in_words}" if formulas else "各样本点填写的指标值"
    limited = f"，只取用途“{'”“'.join(measure.uses)}”" if measure.uses else ""
    listed = "；".join(reading.said for _, reading in readings if reading.said) or "没有样本点的值"
    without = [point.name for point, reading in readings if not (reading.said or reading.faults)]
    rest = f"；没有这些列的样本点不参加汇总：{'、'.join(without)}" if without else ""
    return (
        Step(StepKind.BASIS, f"{measure.kind.value}，取自{source}{limited}", CLAUSE),
        Step(StepKind.INPUT, listed + rest, CLAUSE),
    )


def _unit(formulas: Formulas | None, points: Iterable[ScoringPoint]) -> str:
    """The unit of an amount that is one column, when all points have it in the same."""
    if formulas is None or not isinstance(formulas.above.tree, Name):
        return ""
    column = formulas.above.tree.word
    units = {point.columns[column] for point in points if column in point.columns}
    return units.pop() if len(units) == 1 else ""


def _figure(indicator: Indicator, measure: Measure) -> Figure:
    """A share is printed in percent, anything else as it is."""
    target = target_of(indicator)
    shares = target.value is None or PERCENT in (target.unit, target.implied_unit)
    if measure.kind is ValueKind.QUALITATIVE or (measure.kind is ValueKind.RELATIVE and shares):
        return share
    return shown


def _no_value(steps: tuple[Step, ...], findings: tuple[Finding, ...]) -> RolledValue:
    why = "；".join(finding.message for finding in findings)
    result = Step(StepKind.RESULT, f"不计算指标值：{why}", CLAUSE)
    nothing = RollUp(None, Fraction(0), Fraction(0), 0, ())
    return RolledValue("", None, nothing, (*steps, result), findings)
