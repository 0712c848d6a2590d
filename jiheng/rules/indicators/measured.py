"""Scores of the rules that measure a number: ratio, range, stages, deductions."""

from dataclasses import replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import Number, exact, plain
from jiheng.rules.indicators.rules_of_scoring import Against, DeductionRule, RangeRule, RatioRule, StepsRule
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.trial import Given, number_for, unscored
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.dates import part_step_for
from jiheng.rules.scoring.deduction import PartStep, control_rate_reading_for, score_deduction
from jiheng.rules.scoring.quantitative import score_ceiling, score_equal, score_floor, score_range
from jiheng.rules.scoring.steps import score_steps
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Direction, Target
from jiheng.rules.targets.units import convert

CLAUSE = "cq2023-7/10.k"
DAYS = "天"
EQUAL_SIGN = "＝"


@clause(CLAUSE, "mof2020-10/4.2")
def measured_score(
    indicator: Indicator,
    rule: RatioRule | RangeRule | StepsRule | DeductionRule,
    target: Target,
    given: Given,
    book: Rulebook,
) -> Score:
    """The score of a value that is a number; its unit is converted to the target's."""
    if isinstance(rule, RatioRule):
        return _ratio(indicator, rule, target, given, book)
    if isinstance(rule, RangeRule):
        return _range(indicator, rule, target, given)
    if isinstance(rule, StepsRule):
        return _steps(indicator, rule, given)
    return _deducted(indicator, rule, target, given, book)


def _ratio(indicator: Indicator, rule: RatioRule, target: Target, given: Given, book: Rulebook) -> Score:
    wanted = target.value or Decimal(0)
    by_meaning = book.entry("equal_reading").text("reading") == "by_meaning"
    direction = rule.direction or target.direction
    if rule.direction is None and target.comparator == EQUAL_SIGN and not by_meaning:
        direction = Direction.EXACT
    number = number_for(given, target, indicator)
    if number.fault:
        return unscored(indicator, given, number.fault)
    if direction is Direction.FLOOR:
        return score_floor(wanted, number.value, indicator.points)
    if direction is Direction.CEILING:
        return score_ceiling(wanted, number.value, indicator.points)
    return score_equal(wanted, number.value, indicator.points)


def _range(indicator: Indicator, rule: RangeRule, target: Target, given: Given) -> Score:
    if rule.low is not None and rule.high is not None:
        target = read_target(f"{plain(rule.low)}-{plain(rule.high)}{rule.unit}", name=indicator.name)
        target = replace(target, value=rule.low, upper=rule.high)
    number = number_for(given, target, indicator)
    if number.fault:
        return unscored(indicator, given, number.fault)
    return score_range(target.value or Decimal(0), target.upper or Decimal(0), number.value, indicator.points)


def _steps(indicator: Indicator, rule: StepsRule, given: Given) -> Score:
    target = read_target(f"≥{plain(rule.stages[0].at_least)}{rule.unit}", name=indicator.name)
    number = number_for(given, target, indicator)
    if number.fault:
        return unscored(indicator, given, number.fault)
    return score_steps(number.value, indicator.points, rule.stages, unit=rule.unit)


@clause(CLAUSE, "mof2020-10/4.11")
def _deducted(indicator: Indicator, rule: DeductionRule, target: Target, given: Given, book: Rulebook) -> Score:
    """Points less what the rule takes for each step of the excess.

    Reading taken: a percentage counts percentage points under a target in %, shares of the target under any other.
    """
    counted = read_target(f"≤0{rule.unit}") if rule.against is Against.COUNT else target
    number = number_for(given, counted, indicator)
    if number.fault:
        return unscored(indicator, given, number.fault)
    excess, every, unit = number.value, rule.every, rule.unit
    if rule.against is not Against.COUNT and number.value is not None:
        unit = _unit_of(target)
        stepped = _in_target_unit(rule, target)
        if stepped is None:
            message = f"扣分档距的单位“{rule.unit}”和目标值的单位“{unit}”不能换算，请改成同一单位"
            return unscored(indicator, given, failed("E-B10-k", message, where=indicator.where))
        every = stepped
        ahead = _difference(number.value, target.value or Decimal(0))
        excess = ahead if rule.against is Against.ABOVE else -ahead
    return score_deduction(
        excess, indicator.points, every=every, minus=rule.minus, part_step=_part_step(rule, book), unit=unit
    )


def _difference(value: Number, target: Decimal) -> Number:
    """A written decimal stays one, so that it prints as it was written."""
    return value - target if isinstance(value, Decimal) else exact(value) - exact(target)


def _in_target_unit(rule: DeductionRule, target: Target) -> Decimal | None:
    unit = _unit_of(target)
    if rule.unit in ("", unit):
        return rule.every
    if rule.unit == "%":
        return abs(target.value or Decimal(0)) * rule.every / 100 or None
    return convert(rule.every, rule.unit, unit) if unit else rule.every


def _unit_of(target: Target) -> str:
    return target.unit or target.implied_unit


def _part_step(rule: DeductionRule, book: Rulebook) -> PartStep:
    """As the rule says; else days late as the law counts them, everything else as a control rate is counted."""
    if rule.part_step:
        return rule.part_step
    return part_step_for(book) if rule.unit == DAYS else control_rate_reading_for(book).part_step
