"""计分规则 as a rule that computes: it scores a value, and shows beforehand what a trial value would earn."""

import re
from dataclasses import replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import HUNDRED, Number, exact, shown
from jiheng.rules.indicators.formula.nodes import FormulaError
from jiheng.rules.indicators.measured import measured_score
from jiheng.rules.indicators.parameters import rule_for
from jiheng.rules.indicators.rules_of_scoring import (
    POINTS,
    TARGET,
    FormulaRule,
    LatenessRule,
    PlainRule,
    RuleError,
)
from jiheng.rules.indicators.shapes import Indicator, Method
from jiheng.rules.indicators.trial import (
    Amount,
    Given,
    number_for,
    quantities_in,
    said_of,
    target_fault,
    target_of,
    target_quantity,
    unreadable,
    unscored,
)
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.dates import part_step_for, score_date
from jiheng.rules.scoring.explanation import Explanation, equals
from jiheng.rules.scoring.qualitative import qualitative_bands_for, score_qualitative
from jiheng.rules.scoring.satisfaction import satisfaction_reading_for, score_satisfaction, score_satisfaction_rate
from jiheng.rules.scoring.yes_no import score_yes_no
from jiheng.rules.targets.actual import read_actual
from jiheng.rules.targets.bands import band_of
from jiheng.rules.targets.plain_text import plain_text
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import ActualKind, Band, Target

CLAUSE = "cq2023-7/10.k"
TRIAL_REASON = "试算"

_PEOPLE = re.compile(r"([0-9]{1,9})人?/([0-9]{1,9})人?")
_RATE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?%")


@clause(CLAUSE)
def preview(indicator: Indicator, value_text: str, book: Rulebook) -> Score:
    """The score a trial value would earn under the indicator's own rule, with its explanation; never raises."""
    return score_by_rule(indicator, value_text, book, reason=TRIAL_REASON)


@clause(CLAUSE)
def score_by_rule(indicator: Indicator, given: Given, book: Rulebook, *, reason: str) -> Score:
    """The score of a value under the indicator's own rule; ``reason`` says why a band below the first was chosen.

    An exact value is not rounded before it is scored. As text, a formula takes one value as 实际值, or several as
    ``合格数=45；总数=50``; a qualitative rule takes its band and its rate (``部分达成，72%``); a survey takes
    ``171/200`` or a rate.
    """
    try:
        rule = rule_for(indicator)
    except RuleError as fault:
        return unscored(indicator, given, failed("W-B10-n", f"指标“{indicator.name}”：{fault}"))
    target = target_of(indicator, book.on.year)
    wrong = target_fault(indicator, rule, target)
    if wrong is not None:
        return unscored(indicator, given, wrong)
    if isinstance(rule, FormulaRule):
        return _formula(indicator, rule, target, given)
    if isinstance(rule, LatenessRule):
        return _lateness(indicator, rule, target, said_of(given), book)
    if isinstance(rule, PlainRule):
        return _plain(indicator, rule.method, given, book, reason=reason)
    return measured_score(indicator, rule, target, given, book)


def _plain(indicator: Indicator, method: Method, given: Given, book: Rulebook, *, reason: str) -> Score:
    if method is Method.SATISFACTION:
        return _satisfaction(indicator, given, book)
    if method is Method.YES_NO:
        return yes_no_score(indicator, said_of(given))
    return qualitative_score(indicator, said_of(given), book, reason=reason)


def _lateness(indicator: Indicator, rule: LatenessRule, target: Target, text: str, book: Rulebook) -> Score:
    finished = read_actual(text, target, name=indicator.name, year=book.on.year)
    if target.deadline is None or (finished.kind is not ActualKind.MISSING and finished.day is None):
        return unscored(indicator, text, unreadable(text, "读不出日期", "请写成2024-06-30或2024年6月30日"))
    part_step = rule.part_step or part_step_for(book)
    return score_date(
        target.deadline,
        finished.day,
        indicator.points,
        every_days=rule.every_days,
        minus=rule.minus,
        part_step=part_step,
    )


@clause(CLAUSE)
def _formula(indicator: Indicator, rule: FormulaRule, target: Target, given: Given) -> Score:
    if isinstance(given, Amount) and not given.is_ratio:
        number = number_for(given, target, indicator)
        if number.fault:
            return unscored(indicator, given, number.fault)
        given = Amount(exact(number.value or 0))
    quantities = quantities_in(given)
    if quantities is None:
        return unscored(indicator, given, unreadable(given, "读不出数", "请写一个数，或“名称=数；名称=数”"))
    names: dict[str, Number] = {**quantities, POINTS: indicator.points}
    wanted = target_quantity(target)
    if wanted is not None:
        names[TARGET] = wanted
    words = rule.formula.in_words()
    used = "，".join(f"{name}={shown(names[name])}" for name in rule.formula.names if name in names)
    explanation = Explanation(indicator.points, (CLAUSE,), f"自定公式：得分 = {words}", used or "公式里没有名称")
    try:
        raw = rule.formula.evaluate(names)
    except FormulaError as fault:
        return explanation.no_score(failed("E-S-01", f"公式算不出：{fault}", clauses=(CLAUSE,)))
    working = equals(f"{rule.formula.with_values(names)} ", raw)
    beyond = "，低于0按0计" if raw < 0 else "，超过分值按分值计" if raw > exact(indicator.points) else ""
    return explanation.score(raw, working + beyond)


def _satisfaction(indicator: Indicator, given: Given, book: Rulebook) -> Score:
    target = target_of(indicator, book.on.year)
    wanted = (target.value or Decimal(0)) / HUNDRED
    reading = satisfaction_reading_for(book)
    people = _PEOPLE.fullmatch(plain_text(given)) if isinstance(given, str) else None
    if people:
        return score_satisfaction(int(people[1]), int(people[2]), wanted, indicator.points, reading)
    as_rate = replace(target, unit="%") if not target.unit else target
    number = number_for(given, as_rate, indicator)
    if number.fault:
        return unscored(indicator, given, number.fault)
    rate = None if number.value is None else exact(number.value) / 100
    return score_satisfaction_rate(rate, wanted, indicator.points, reading)


@clause("mof2020-10/4.3")
def qualitative_score(indicator: Indicator, text: str, book: Rulebook, *, reason: str) -> Score:
    """The score of a band with its rate, as people write them: ``部分达成，72%``."""
    written = plain_text(text)
    rate = _RATE.search(written)
    band = band_of(_RATE.sub("", written))
    share = Decimal(rate.group().removesuffix("%")) / HUNDRED if rate else None
    return score_qualitative(band, share, indicator.points, qualitative_bands_for(book), reason=reason)


@clause("mof2020-10/4.2")
def yes_no_score(indicator: Indicator, text: str) -> Score:
    """The score of 是 or 否, as people write them."""
    answer = read_actual(text, read_target("是"))
    if answer.kind is ActualKind.MISSING:
        return score_yes_no(None, indicator.points)
    if answer.band not in (Band.REACHED, Band.MISSED):
        return unscored(indicator, text, unreadable(text, "不是“是”或“否”", "请填“是”或“否”"))
    return score_yes_no(answer.band is Band.REACHED, indicator.points)
