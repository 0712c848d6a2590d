"""Reads the parameters of a scoring rule: a small strict syntax, shown to people in ``SYNTAX``."""

import re
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.indicators.deduction_syntax import read_deduction, read_lateness
from jiheng.rules.indicators.formula.formula import parse
from jiheng.rules.indicators.formula.nodes import FormulaError, Name
from jiheng.rules.indicators.rules_of_scoring import (
    FIXED_NAMES,
    POINTS,
    FormulaRule,
    PlainRule,
    RangeRule,
    RatioRule,
    RuleError,
    ScoringRule,
    StepsRule,
)
from jiheng.rules.indicators.shapes import Indicator, Method
from jiheng.rules.indicators.syntax import NUMBER, UNIT, pieces_of, unit_of, unread
from jiheng.rules.scoring.steps import Stage
from jiheng.rules.targets.plain_text import plain_text
from jiheng.rules.targets.shapes import Direction

LONGEST_PARAMETERS = 500

_DIRECTIONS = {"正向": Direction.FLOOR, "反向": Direction.CEILING, "等值": Direction.EXACT}
_RANGE = re.compile(rf"[\[(]?({NUMBER})({UNIT})(?:至|到|-|~|,)({NUMBER})({UNIT})[\])]?")
_LABEL = re.compile(r"[^0-9:]{1,30}:")
_STAGE = re.compile(
    rf"(?:≥|达到|不低于|大于等于)?({NUMBER})({UNIT})(?:及以上|以上)?的?(?:满分({NUMBER})?|得({NUMBER}))分?"
)
_BELOW_ALL = re.compile(rf"(?:以下|其余|其他|(?:低于)?({NUMBER})({UNIT})(?:以下)?)的?(?:得?0分?|不得分|为0分?)")


@clause("cq2023-7/10.k")
def rule_for(indicator: Indicator) -> ScoringRule:
    """The scoring rule of an indicator. Raises ``RuleError`` (Chinese) and nothing else.

    Reading taken: an indicator without a method is scored by its formula, when that can be read and gives points.
    """
    written = indicator.method.strip()
    if written and written not in set(Method):
        raise RuleError(f"计分方法“{written}”不能识别，可用的有：{'、'.join(Method)}")
    if written and written != Method.FORMULA:
        return read_parameters(Method(written), indicator.parameters, indicator.points)
    rule = _formula(indicator)
    if not written and POINTS not in rule.formula.names:
        raise RuleError(f"没有选计分方法，计算公式里也没有“{POINTS}”，算不出得分；请选一种方法")
    return rule


@clause("cq2023-7/10.k")
def read_parameters(method: Method, text: str, points: Decimal) -> ScoringRule:
    """The rule of a method with its parameters; ``points`` is what a bare 满分 stands for. Raises ``RuleError``."""
    if len(text) > LONGEST_PARAMETERS:
        raise RuleError(f"参数有{len(text)}个字，超过{LONGEST_PARAMETERS}字，请写短")
    written = plain_text(text)
    if method is Method.RATIO:
        return _ratio(written)
    if method is Method.RANGE:
        return _range(written)
    if method is Method.STEPS:
        return _steps(written, points)
    if method is Method.DEDUCTION:
        return read_deduction(written)
    if method is Method.DATE:
        return read_lateness(written)
    if written:
        raise unread(method, written)
    return PlainRule(method)


def formula_text(indicator: Indicator) -> str:
    """What is read as the formula: the parameters, or the formula where they are blank. Positions count from here."""
    written = indicator.parameters.strip() or indicator.formula.strip()
    for begins in ("得分=", "得分＝"):
        written = written.removeprefix(begins)
    return written


def _formula(indicator: Indicator) -> FormulaRule:
    written = formula_text(indicator)
    try:
        formula = parse(written)
    except FormulaError as fault:
        raise RuleError(str(fault)) from fault
    if isinstance(formula.tree, Name) and formula.tree.word not in FIXED_NAMES:
        raise RuleError(f"“{written}”是一句话，不是公式")
    return FormulaRule(formula)


def _ratio(written: str) -> RatioRule:
    if not written:
        return RatioRule()
    direction = _DIRECTIONS.get(written.removesuffix("指标"))
    if direction is None:
        raise unread(Method.RATIO, written)
    return RatioRule(direction)


def _range(written: str) -> RangeRule:
    if not written:
        return RangeRule()
    match = _RANGE.fullmatch(written)
    if not match:
        raise unread(Method.RANGE, written)
    low, low_unit, high, high_unit = match.groups()
    if low_unit and low_unit != high_unit:
        raise RuleError(f"区间两端的单位“{low_unit}”和“{high_unit}”不同，请写成一样的")
    return RangeRule(Decimal(low), Decimal(high), unit_of(high_unit))


def _steps(written: str, points: Decimal) -> StepsRule:
    pieces = pieces_of(_LABEL.sub("", written, count=1))
    stages: list[Stage] = []
    units: list[str] = []
    for place, piece in enumerate(pieces):
        match = _STAGE.fullmatch(piece)
        if match:
            floor, unit, full, part = match.groups()
            stages.append(Stage(Decimal(floor), Decimal(full or part or points)))
            units.append(unit_of(unit))
        elif place != len(pieces) - 1 or not stages or not _is_below_all(piece, stages[-1]):
            raise unread(Method.STEPS, piece)
    if not stages:
        raise unread(Method.STEPS, written)
    named = {unit for unit in units if unit}
    if len(named) > 1 or (named and not all(units)):
        raise RuleError("各档的单位要写成一样的")
    return StepsRule(tuple(stages), units[0])


def _is_below_all(piece: str, last: Stage) -> bool:
    match = _BELOW_ALL.fullmatch(piece)
    return match is not None and (match.group(1) is None or Decimal(match.group(1)) == last.at_least)
