"""A scoring rule as plain values: what a method and its parameters came to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from jiheng.rules.indicators.formula.formula import Formula
from jiheng.rules.indicators.shapes import Method
from jiheng.rules.scoring.deduction import PartStep
from jiheng.rules.scoring.steps import Stage
from jiheng.rules.targets.shapes import Direction

TARGET, ACTUAL, POINTS = "目标值", "实际值", "分值"
FIXED_NAMES = (TARGET, ACTUAL, POINTS)
"""What every formula may name without being told."""


class RuleError(ValueError):
    """Why a scoring rule cannot be read, in Chinese, with the piece that is in the way."""


class Against(StrEnum):
    """What a deduction counts."""

    COUNT = "count"
    """Cases or days, as they are."""
    ABOVE = "above"
    """How far the value is above the target."""
    BELOW = "below"
    """How far the value is below the target."""


@dataclass(frozen=True, slots=True)
class RatioRule:
    """Actual over target; without a direction the target's own is taken."""

    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class RangeRule:
    """Full inside the range; without ends the target's own are taken."""

    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StepsRule:
    """Fixed points for each stage, ``unit`` being that of the stages."""

    stages: tuple[Stage, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DeductionRule:
    """``minus`` 分 off for each ``every`` of ``unit``; without ``part_step`` the law's own reading is taken."""

    every: Decimal
    unit: str
    minus: Decimal
    against: Against
    part_step: PartStep | None = None


@dataclass(frozen=True, slots=True)
class LatenessRule:
    """``minus`` 分 off for each ``every_days`` after the deadline; both ``None`` when late is left to people."""

    every_days: int | None = None
    minus: Decimal | None = None
    part_step: PartStep | None = None


@dataclass(frozen=True, slots=True)
class FormulaRule:
    """A free formula that gives the score in 分."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class PlainRule:
    """A method without parameters: 是否法, 定性三档 or 满意度."""

    method: Method


ScoringRule: TypeAlias = RatioRule | RangeRule | StepsRule | DeductionRule | LatenessRule | FormulaRule | PlainRule
