"""What 第九条 asks of single points: few picked by hand, replacements with a reason, enough of the money."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import percent
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.sampling.points import Coverage, PointKind, SamplePoints
from jiheng.rules.sampling.shapes import ManualPoint

CLAUSE = "cq2023-7/9"
MANUAL_SHEET = "人工加选和替换"
"""The sheet they are entered in, for what no single row is to blame for."""


@dataclass(frozen=True, slots=True)
class SamplingLimits:
    """Where a reminder begins, as ratios: money covered below ``fund_rate``, hand-picked above ``manual_share``."""

    fund_rate: Decimal
    manual_share: Decimal


def sampling_limits_for(book: Rulebook) -> SamplingLimits:
    entry = book.entry("sample_coverage")
    return SamplingLimits(entry.decimal("fund_rate"), entry.decimal("manual_share"))


@clause(CLAUSE)
def check_manual_points(points: SamplePoints, limits: SamplingLimits) -> tuple[Finding, ...]:
    """Points picked by hand have a reason, name a unit of the frame, and are no more than a share of the sample.

    Reading taken: replacements stand for drawn points and do not count as picked by hand.
    """
    picked = points.of(PointKind.MANUAL)
    wrong = [problem for problem in points.problems if not problem.entry.replaces]
    if not picked and not wrong:
        return (not_applicable("W-B9-5", "没有人工加选的样本"),)
    found = [failed("W-B9-5", f"人工加选有误：{one.said}", where=one.entry.where) for one in wrong]
    found += [
        failed("W-B9-5", f"人工加选的“{point.unit.key}”没有写理由，请补写", where=point.where)
        for point in picked
        if not point.reason
    ]
    share = Fraction(len(picked), len(points.points) or 1)
    if share > limits.manual_share:
        said = f"人工加选{len(picked):,}个，占样本{percent(share)}，超过{percent(limits.manual_share)}，请说明理由"
        found.append(failed("W-B9-5", said, where=MANUAL_SHEET))
    return tuple(found) or (passed("W-B9-5", f"人工加选占样本{percent(share)}"),)


@clause(CLAUSE)
def check_replacements(points: SamplePoints, manual: Iterable[ManualPoint]) -> tuple[Finding, ...]:
    """A unit that takes the place of a drawn one has a reason, and both are what they are said to be."""
    replacing = [entry for entry in manual if entry.replaces]
    if not replacing:
        return (not_applicable("E-B9-6", "没有替换样本"),)
    found = [
        failed("E-B9-6", f"用“{entry.unit}”替换“{entry.replaces}”没有写理由，请填写", where=entry.where)
        for entry in replacing
        if not entry.reason
    ]
    found += [
        failed("E-B9-6", f"替换样本有误：{problem.said}", where=problem.entry.where)
        for problem in points.problems
        if problem.entry.replaces
    ]
    return tuple(found) or (passed("E-B9-6"),)


@clause(CLAUSE)
def check_fund_coverage(covered: Coverage, limits: SamplingLimits, where: str = "") -> Finding:
    """The sample covers a share of the money; below the floor it asks for more points or a word.

    Reading taken: all points count, those picked by hand too; without any money there is nothing to cover.
    """
    if covered.rate is None:
        return not_applicable("W-B9-7", "没有资金，不计算覆盖率")
    rate, floor = percent(covered.rate), percent(limits.fund_rate)
    if covered.rate >= limits.fund_rate:
        return passed("W-B9-7", f"样本资金覆盖率{rate}")
    figures = f"样本资金{covered.money:,f}元，总资金{covered.total:,f}元，覆盖率{rate}，低于{floor}"
    return failed("W-B9-7", f"{figures}，请增加样本或说明", where=where)
