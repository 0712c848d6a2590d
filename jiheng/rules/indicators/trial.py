"""What a value and a target say, in the terms a scoring rule computes with."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import HUNDRED, Number, exact, plain, shown
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.rules_of_scoring import (
    ACTUAL,
    TARGET,
    Against,
    DeductionRule,
    FormulaRule,
    LatenessRule,
    PlainRule,
    RangeRule,
    RatioRule,
    ScoringRule,
)
from jiheng.rules.indicators.shapes import Indicator, Method
from jiheng.rules.scoring.explanation import Explanation, share
from jiheng.rules.targets.actual import read_actual
from jiheng.rules.targets.plain_text import plain_text
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import ActualKind, Direction, Target, TargetKind
from jiheng.rules.targets.units import factor_between

_KIND_WORDS = {
    TargetKind.QUANTITATIVE: "一个数值，如≥90%",
    TargetKind.RANGE: "一个区间，如10至20",
    TargetKind.DATE: "一个日期，如2024年6月30日前",
}
_FOUND_WORDS = {
    TargetKind.QUANTITATIVE: "是一个数值",
    TargetKind.RANGE: "是一个区间",
    TargetKind.DATE: "是日期",
    TargetKind.YES_NO: "是“是、否”",
    TargetKind.QUALITATIVE: "是文字",
    TargetKind.COMPOUND: "里有几个数值",
    TargetKind.MISSING: "空着",
    TargetKind.NOT_APPLICABLE: "写的是不适用",
}
PERCENT = "%"
_NAMED = re.compile(r"([^=;,]{1,20})=([^=;,]{1,40})")
_QUANTITY = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)(%?)[一-鿿]{0,4}")


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact value: an amount in ``unit`` (blank: that of the target), or a ratio (3/4 for 75%)."""

    value: Fraction
    unit: str = ""
    is_ratio: bool = False


Given: TypeAlias = str | Amount
"""What a rule is asked to score: a value as people wrote it, or an exact one that was worked out."""


@dataclass(frozen=True, slots=True)
class TrialNumber:
    """A number in the unit asked for, or why there is none (``fault``); both are empty when the value is blank."""

    value: Number | None
    fault: Finding | None = None


def target_of(indicator: Indicator, year: int | None = None) -> Target:
    """The target of an indicator as read; a month without a year is of ``year``."""
    return read_target(indicator.target, name=indicator.name, level2=indicator.level2, year=year)


def wanted_kind(rule: ScoringRule) -> TargetKind | None:
    """The sort of target a rule computes with, ``None`` when any will do."""
    if isinstance(rule, LatenessRule):
        return TargetKind.DATE
    if isinstance(rule, RangeRule):
        return TargetKind.RANGE if rule.low is None else None
    return TargetKind.QUANTITATIVE if _takes_a_number(rule) else None


def _takes_a_number(rule: ScoringRule) -> bool:
    if isinstance(rule, DeductionRule):
        return rule.against is not Against.COUNT
    if isinstance(rule, FormulaRule):
        return TARGET in rule.formula.names
    return isinstance(rule, RatioRule) or (isinstance(rule, PlainRule) and rule.method is Method.SATISFACTION)


@clause("cq2023-7/10.k")
def target_fault(indicator: Indicator, rule: ScoringRule, target: Target) -> Finding | None:
    """Why the rule cannot compute with the target: words where it needs a number, a number where it needs a date."""
    wanted = wanted_kind(rule)
    if isinstance(rule, RatioRule) and target.kind is wanted:
        return _direction_fault(indicator, rule, target)
    if wanted is None or target.kind is wanted:
        return None
    written = f"“{indicator.target.strip()}”" if indicator.target.strip() else ""
    method = indicator.method.strip() or Method.FORMULA.value
    message = (
        f"指标“{indicator.name}”的目标值{written}{_FOUND_WORDS[target.kind]}，{method}要{_KIND_WORDS[wanted]}；"
        "请改写目标值，或改用别的计分方法（文字目标可用定性三档或是否法）"
    )
    return failed("E-B10-k", message, where=indicator.where)


def _direction_fault(indicator: Indicator, rule: RatioRule, target: Target) -> Finding | None:
    if rule.direction is not None or target.direction is not Direction.UNKNOWN:
        return None
    message = f"看不出指标“{indicator.name}”是越多越好还是越少越好，请在参数里写“正向”“反向”或“等值”"
    return failed("E-B10-k", message, where=indicator.where)


def number_for(given: Given, target: Target, indicator: Indicator, year: int | None = None) -> TrialNumber:
    """The value as a number in the target's unit; one that was worked out stays exact."""
    if isinstance(given, Amount):
        return _in_unit(given, target.unit or target.implied_unit)
    return _read(given, target, indicator, year)


def _in_unit(amount: Amount, unit: str) -> TrialNumber:
    if amount.is_ratio:
        return TrialNumber(amount.value * 100 if unit == PERCENT else amount.value)
    if not amount.unit or not unit or amount.unit == unit:
        return TrialNumber(amount.value)
    factor = factor_between(amount.unit, unit)
    if factor is None:
        return TrialNumber(None, unreadable(amount, f"单位不能换算（{amount.unit}→{unit}）"))
    return TrialNumber(amount.value * factor)


def said_of(given: Given) -> str:
    """A value as an explanation says it."""
    if isinstance(given, str):
        return given.strip()
    return share(given.value) if given.is_ratio else f"{shown(given.value)}{given.unit}"


def _read(text: str, target: Target, indicator: Indicator, year: int | None) -> TrialNumber:
    actual = read_actual(text, target, name=indicator.name, year=year)
    if actual.kind is ActualKind.MISSING:
        return TrialNumber(None)
    if actual.unit_mismatch:
        return TrialNumber(None, unreadable(text, f"单位不能换算（{actual.unit_mismatch}）"))
    if actual.kind is not ActualKind.NUMBER or actual.value is None:
        return TrialNumber(None, unreadable(text, "读不出一个数"))
    return TrialNumber(actual.value)


def unreadable(given: Given, why: str, todo: str = "请按目标值的写法填写") -> Finding:
    """The finding about a value that cannot be computed with."""
    return failed("E-S-01", f"指标值“{said_of(given)}”{why}，{todo}")


def unscored(indicator: Indicator, given: Given, finding: Finding) -> Score:
    """No score for a value, with the reason."""
    basis = f"计分方法：{indicator.method.strip() or '未选'}"
    inputs = f"指标值{said_of(given) or '空白'}，分值{plain(indicator.points)}"
    return Explanation(indicator.points, ("cq2023-7/10.k",), basis, inputs).no_score(finding)


def quantities_in(given: Given) -> dict[str, Number] | None:
    """Named quantities for a formula (``合格数=45；总数=50``) or one value as 实际值; percentages are ratios.

    ``None`` when a piece is neither.
    """
    if isinstance(given, Amount):
        return {ACTUAL: given.value}
    found: dict[str, Number] = {}
    for piece in filter(None, re.split(r"[;,]", plain_text(given))):
        named = _NAMED.fullmatch(piece)
        name, written = named.groups() if named else (ACTUAL, piece)
        quantity = _QUANTITY.fullmatch(written)
        if quantity is None or name in found:
            return None
        figure, hundredth = quantity.groups()
        found[name] = Decimal(figure) / (HUNDRED if hundredth else 1)
    return found


def target_quantity(target: Target) -> Fraction | None:
    """A target as a formula reads it: 95% is 0.95, 50个 is 50."""
    if target.value is None:
        return None
    return exact(target.value) / (100 if "%" in (target.unit, target.implied_unit) else 1)
