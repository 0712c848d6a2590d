"""Is a scoring rule complete, can its target be computed with, can the system read it?"""

from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.parameters import rule_for
from jiheng.rules.indicators.rules_of_scoring import RuleError, ScoringRule, StepsRule
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.systems import NO_INDICATORS, answered
from jiheng.rules.indicators.trial import target_fault, target_of
from jiheng.rules.scoring.steps import check_stages

ELEMENTS = (("caliber", "计算口径"), ("formula", "计算公式"), ("condition", "得分条件"), ("deduction", "扣分规则"))


@clause("cq2023-7/10.k")
def check_scoring_rules(indicators: Sequence[Indicator], *, year: int | None = None) -> list[Finding]:
    """Every rule has its four elements, its target is one the method can compute with, its stages do not contradict.

    A qualitative indicator writes its way of judging as the formula. ``year`` dates a target without a year.
    """
    found = [fault for row in indicators for fault in (*_missing_elements(row), *_broken_rule(row, year))]
    return answered("E-B10-k", found, nothing="" if indicators else NO_INDICATORS)


@clause("cq2023-7/10.k")
def check_readable_rules(indicators: Sequence[Indicator]) -> list[Finding]:
    """Every rule can be computed by the system; one that cannot is kept in words and worked out by people.

    Reading taken: what has no formula at all is not unreadable but incomplete.
    """
    found: list[Finding] = []
    for row in indicators:
        if not (row.method.strip() or row.formula.strip() or row.parameters.strip()):
            continue
        try:
            rule_for(row)
        except RuleError as fault:
            message = f"指标“{row.name}”的计分规则系统读不懂：{fault}。请改写；保留文字公式的由人工计算并留痕"
            found.append(failed("W-B10-n", message, where=row.where))
    return answered("W-B10-n", found, nothing="" if indicators else NO_INDICATORS)


def _missing_elements(indicator: Indicator) -> list[Finding]:
    missing = [label for name, label in ELEMENTS if not str(getattr(indicator, name)).strip()]
    if not missing:
        return []
    message = f"指标“{indicator.name}”的计分规则没有写{'、'.join(missing)}，请补填"
    return [failed("E-B10-k", message, where=indicator.where)]


def _broken_rule(indicator: Indicator, year: int | None) -> list[Finding]:
    rule = _readable_rule(indicator)
    if rule is None:
        return []
    if isinstance(rule, StepsRule) and (broken := check_stages(rule.stages, indicator.points)):
        message = f"指标“{indicator.name}”的分档规则前后矛盾：{broken.message}"
        return [failed("E-B10-k", message, where=indicator.where)]
    fault = target_fault(indicator, rule, target_of(indicator, year)) if indicator.target.strip() else None
    return [fault] if fault else []


def _readable_rule(indicator: Indicator) -> ScoringRule | None:
    try:
        return rule_for(indicator)
    except RuleError:
        return None
