"""Whether an indicator gets its value the way its rule and its target ask for, and whether that is far above it."""

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.shapes import Measure, ValueKind
from jiheng.rules.indicators.parameters import rule_for
from jiheng.rules.indicators.rules_of_scoring import LatenessRule, PlainRule, RatioRule, RuleError, ScoringRule
from jiheng.rules.indicators.shapes import Indicator, Method
from jiheng.rules.indicators.trial import PERCENT, Given, number_for, target_of
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.over_achievement import OverReason, check_over_achievement, over_reading_for


@clause("cq2023-7/27")
def check_kind(indicator: Indicator, measure: Measure) -> Finding:
    """Bands are weighted by funds, numbers are not bands, and a percentage is never added up.

    Reading taken: what was judged as a whole needs no rolling up; a deadline is always judged so, as days are neither
    amounts nor shares of funds. A rule that cannot be read is told when it is to score.
    """
    try:
        misfit = "" if measure.kind is ValueKind.WHOLE else _misfit(rule_for(indicator), indicator, measure.kind)
    except RuleError:
        misfit = ""
    return failed("E-B27-1", misfit, where=measure.where) if misfit else passed("E-B27-1")


@clause("mof2020-10/4.2.1")
def check_over(indicator: Indicator, given: Given, note: str, book: Rulebook) -> Finding:
    """A value far better than its target needs a reason; nothing is cut by itself.

    Reading taken: the note beside a value judged as a whole is its reason.
    """
    rule, target = rule_for(indicator), target_of(indicator, book.on.year)
    if not isinstance(rule, RatioRule) or target.value is None:
        return not_applicable("W-R-09", "计分方法不是比例法，不计算超额偏离")
    actual = number_for(given, target, indicator).value
    if actual is None:
        return not_applicable("W-R-09", "没有指标值，不计算超额偏离")
    reason = OverReason.OTHER if note else None
    direction = rule.direction or target.direction
    return check_over_achievement(direction, target.value, actual, over_reading_for(book), reason=reason)


def _misfit(rule: ScoringRule, indicator: Indicator, kind: ValueKind) -> str:
    if isinstance(rule, LatenessRule):
        return "时效法按一个完成日期计分，取数要写“整体评定”"
    if isinstance(rule, PlainRule) and rule.method is not Method.SATISFACTION:
        right = kind is ValueKind.QUALITATIVE
        return "" if right else f"{rule.method.value}由各样本点分别定值，按资金额度加权，取数要写“定性”"
    if kind is ValueKind.QUALITATIVE:
        return "计分方法要一个数，取数要写“绝对数”或“相对数”"
    target = target_of(indicator)
    if kind is ValueKind.ABSOLUTE and PERCENT in (target.unit, target.implied_unit):
        return "目标值是百分数，应按资金额度加权，不能累加，取数要写“相对数”"
    return ""
