"""How many points to draw: a number that was set, a share of the money, or a confidence and a margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from statistics import NormalDist

from jiheng.rules.clause import clause
from jiheng.rules.figures import exact, percent, plain, rounded, shown
from jiheng.rules.sampling.allocation import Sized, allocate
from jiheng.rules.sampling.frame import Frame, Stratum
from jiheng.rules.sampling.shapes import SamplingPlan, SizeMethod

CLAUSE = "cq2023-7/9"
MOST_CAUTIOUS = Decimal("0.5")
"""The proportion that asks for the largest sample; taken when none is expected."""
Z_PLACES = 6
NO_UNITS = "抽样框没有可抽的单元，请先填明细行的资金到达对象（工程填合同，购买服务填提供方和区域）"
NO_MONEY = "可抽的单元资金合计不大于0，不能按资金占比分配样本名额，请核对明细行的预算数"


@dataclass(frozen=True, slots=True)
class SampleSize:
    """The number of points and how it came about (Chinese). ``None`` when the plan does not say enough: ``reason``
    then says what is missing."""

    size: int | None
    reason: str


@clause(CLAUSE)
def sample_size(plan: SamplingPlan, frame: Frame) -> SampleSize:
    """The number of points a plan asks for, at most the number of units of the frame.

    Without units there is nothing to draw from, without money no share of money to allocate places by.
    """
    units = sum(len(stratum.units) for stratum in frame.strata)
    if not units:
        return SampleSize(None, NO_UNITS)
    if frame.total <= 0:
        return SampleSize(None, NO_MONEY)
    if plan.size_method is SizeMethod.COUNT:
        return _set_size(plan.size, units)
    if plan.size_method is SizeMethod.COVERAGE:
        return _covering_size(plan.coverage, frame, units)
    return _estimating_size(plan, units)


@clause(CLAUSE)
def size_for_estimate(units: int, confidence: Decimal, margin: Decimal, proportion: Decimal) -> tuple[Fraction, int]:
    """The size for estimating a proportion: before (n₀) and after the finite population correction, that rounded up.

    n₀ = z²p(1−p)/e², n = n₀/(1+(n₀−1)/N). Arguments are ratios between 0 and 1, z is cut to six decimals so that the
    last bits of a machine's logarithm cannot change the size.
    """
    z = exact(z_value(confidence))
    p = exact(proportion)
    first = z * z * p * (1 - p) / exact(margin) ** 2
    corrected = first / (1 + (first - 1) / units)
    return first, min(units, max(1, ceil(corrected)))


@clause(CLAUSE)
def z_value(confidence: Decimal) -> Decimal:
    """The two-sided standard normal quantile with six decimals: 0.95 → 1.959964."""
    below = (1 + exact(confidence)) / 2
    return rounded(Fraction(NormalDist().inv_cdf(below.numerator / below.denominator)), Z_PLACES)


@clause(CLAUSE)
def expected_coverage(strata: Sequence[Stratum], places: dict[str, int], total: Decimal) -> Fraction:
    """The share of money that drawing so many units at random from each stratum covers on average."""
    money = (
        places[stratum.key] * exact(sum((unit.money for unit in stratum.units), Decimal(0))) / len(stratum.units)
        for stratum in strata
        if stratum.units
    )
    return sum(money, Fraction(0)) / exact(total)


def sized(frame: Frame) -> tuple[Sized, ...]:
    """The strata of a frame as allocation reads them."""
    return tuple(Sized(one.key, one.values, len(one.units), one.money) for one in frame.strata)


def _set_size(size: int | None, units: int) -> SampleSize:
    if size is None or size < 1:
        return SampleSize(None, "没有填样本数量，请填大于0的整数")
    if size > units:
        return SampleSize(units, f"指定{size:,}个，抽样框只有{units:,}个单元，全部抽取")
    return SampleSize(size, f"指定{size:,}个")


def _covering_size(target: Decimal | None, frame: Frame, units: int) -> SampleSize:
    """The smallest size found whose allocation is expected to cover the target.

    Reading taken: the size is settled before the draw, so coverage is what a draw covers on average. The size is
    found by halving and then lowered as long as one point fewer still reaches the target.
    """
    if target is None or not 0 < target <= 1:
        return SampleSize(None, "没有填目标资金覆盖率，请填大于0、不大于100%的比率")

    def reaches(size: int) -> bool:
        return expected_coverage(frame.strata, allocate(strata, size), frame.total) >= target

    strata = sized(frame)
    low, high = 1, units
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    while low > 1 and reaches(low - 1):
        low -= 1
    expected = expected_coverage(frame.strata, allocate(strata, low), frame.total)
    return SampleSize(low, f"目标资金覆盖率{percent(target)}，抽{low:,}个时预计覆盖{percent(expected)}")


def _estimating_size(plan: SamplingPlan, units: int) -> SampleSize:
    proportion = MOST_CAUTIOUS if plan.proportion is None else plan.proportion
    for name, ratio in (("置信度", plan.confidence), ("允许误差", plan.margin), ("预计比例", proportion)):
        if ratio is None or not 0 < ratio < 1:
            return SampleSize(None, f"{name}没有填或不在0至100%之间，请填大于0、小于100%的比率")
    confidence, margin = plan.confidence or Decimal(0), plan.margin or Decimal(0)
    first, size = size_for_estimate(units, confidence, margin, proportion)
    return SampleSize(
        size,
        f"n₀＝z²p(1-p)/e²＝{z_value(confidence)}²×{plain(proportion)}×{plain(1 - proportion)}"
        f"÷{plain(margin)}²＝{shown(first, 2)}，总体{units:,}个单元，有限总体修正后取{size:,}个",
    )
