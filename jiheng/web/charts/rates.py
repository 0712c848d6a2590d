"""Execution rates as they are coloured in a picture."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from jiheng.rules.figures import exact, percent

NEARLY: Final = Fraction(90, 100)
SLOW: Final = Fraction(80, 100)
"""Where the colours change. They tell a reader where to look and judge nobody; scores come from the rules."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How far money is spent. ``kind`` is the colour, ``word`` says the same without it."""

    ratio: Fraction | None
    kind: str
    word: str

    @property
    def shown(self) -> str:
        return self.word if self.ratio is None else f"执行率{percent(self.ratio)}"


def rate_of(money: Decimal, actual: Decimal | None) -> Rate:
    """Actual ÷ budget; unknown while the actual is, or without a budget to divide by."""
    if actual is None or money <= 0:
        return Rate(None, "unknown", "未采集" if actual is None else "不计算")
    ratio = exact(actual) / exact(money)
    if ratio > 1:
        return Rate(ratio, "over", "超过100%")
    if ratio >= NEARLY:
        return Rate(ratio, "full", "90%以上")
    return Rate(ratio, "part", "80%到90%") if ratio >= SLOW else Rate(ratio, "slow", "不足80%")
