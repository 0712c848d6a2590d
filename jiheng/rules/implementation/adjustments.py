"""人工调整: a score changed by hand, only where the method leaves judgement, and the difference to the rule kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import exact, plain, rounded
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.shapes import Adjustment, Measure, ValueKind
from jiheng.rules.indicators.parameters import rule_for
from jiheng.rules.indicators.rules_of_scoring import PlainRule, RuleError
from jiheng.rules.indicators.shapes import Indicator, Method
from jiheng.rules.wording import day_text

CLAUSE: Final = "mof2020-10/4.9"
LEFT_TO_PEOPLE: Final = frozenset({"W-S-07", "W-S-09"})
"""What a rule answers when it has no score and leaves it to people: no ratio to a target that is not positive, and a
delay without a deduction."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A score before the evidence gate. ``adjustment`` is the one that counts, ``None`` when none does."""

    score: Score
    adjustment: Adjustment | None = None
    findings: tuple[Finding, ...] = ()


@clause(CLAUSE, "cq2023-7/27")
def check_judged(indicator: Indicator, measure: Measure | None, raw: Score) -> Finding:
    """A score may be changed by hand only where the method leaves judgement to people.

    Reading taken: 定性三档 leaves it however its bands were rolled up, 是否法 when it was judged as a whole, and any
    rule where it says itself that people decide. A score computed from a number leaves none, even when that number
    was entered as a whole: a wrong number is corrected, not its score.
    """
    if is_left_to_people(raw):
        return passed("E-J-01", "按规则没有得分，由人判断")
    try:
        rule = rule_for(indicator)
    except RuleError:
        return failed("E-J-01", "计分方法读不出，不能人工调整，请先改正计分方法")
    method = rule.method if isinstance(rule, PlainRule) else None
    whole = measure is not None and measure.kind is ValueKind.WHOLE
    if method is Method.QUALITATIVE or (method is Method.YES_NO and whole):
        return passed("E-J-01", f"{method.value}由人评定，可以申请调整")
    said = f"{indicator.method.strip() or '自定公式'}由数算出得分，没有留给人判断，不能人工调整"
    return failed("E-J-01", f"{said}；数不对的请改正取数或样本指标值，评分标准不合适的按指标修正办理")


@clause(CLAUSE, "cq2023-7/23")
def check_supported(raw: Score, *, supported: bool) -> Finding:
    """There is a score by rule to depart from, or people decide; and there is material that supports points."""
    if raw.value is None and not is_left_to_people(raw):
        return failed("E-J-02", "按规则还没有得分，请先填好取数和样本指标值，再申请人工调整")
    if not supported:
        return failed("W-J-07", "没有可以采用的资料，得0分，人工调整不起作用，请先补充资料")
    return passed("W-J-07")


@clause(CLAUSE)
def check_wanted(indicator: Indicator, raw: Score, adjustment: Adjustment) -> list[Finding]:
    """The wanted score lies within the points and differs from the rule's; it has a reason, a person and a day."""
    found = [failed("E-J-02", said) for said in [_unfit(indicator, raw, adjustment.score)] if said]
    missing = {
        "理由": adjustment.reason.strip(),
        "申请人": adjustment.requested_by.strip(),
        "申请日期": adjustment.requested_on,
    }
    found += [failed("E-J-04", f"人工调整没有写{name}，请补齐") for name, given in missing.items() if not given]
    return found or [passed("E-J-02")]


@clause(CLAUSE)
def check_approval(adjustment: Adjustment) -> Finding:
    """Somebody else approves, and not before it was asked for (SOD-5)."""
    if adjustment.approved_by.strip() == adjustment.requested_by.strip():
        return failed("E-J-03", f"人工调整的申请人和批准人都是{adjustment.approved_by.strip()}，请由另一人批准")
    if adjustment.approved_on is None:
        return failed("E-J-04", "人工调整没有写批准日期，请补齐")
    if adjustment.requested_on is not None and adjustment.approved_on < adjustment.requested_on:
        return failed("E-J-04", "人工调整的批准日期早于申请日期，请核对")
    return passed("E-J-03")


@clause(CLAUSE)
def check_still_holds(raw: Score, adjustment: Adjustment) -> Finding:
    """An approval is for one score by rule; when the rule comes to another, the adjustment lapses."""
    if raw.value == adjustment.rule_score and (raw.value is not None or is_left_to_people(raw)):
        return passed("W-J-06")
    return failed(
        "W-J-06",
        f"批准调整时按规则{_said(adjustment.rule_score)}，现在{_said(raw.value)}，调整失效，按规则计分；"
        "请撤回原来的调整，仍要调整的重新申请",
    )


@clause(CLAUSE, "cq2023-7/23")
def adjusted(
    indicator: Indicator, measure: Measure | None, raw: Score, adjustment: Adjustment | None, *, supported: bool
) -> Adjusted:
    """The score to hand to the evidence gate: the rule's, or the one approved in its place.

    Reading taken: without material that supports points (``supported``) nothing is adjusted, as nothing can be
    earned; what comes off for thin material comes off an adjusted score just the same.
    """
    if adjustment is None:
        return Adjusted(raw)
    wrong = _failed(
        [
            check_judged(indicator, measure, raw),
            *check_wanted(indicator, raw, adjustment),
            check_approval(adjustment),
        ]
    )
    lapsed = check_still_holds(raw, adjustment)
    if lapsed.outcome is Outcome.FAILED:  # what fits no longer is then no fault of the adjustment
        told = [one for one in wrong if one.code == "E-J-01"]
        step = Step(StepKind.RESULT, lapsed.message, CLAUSE)
        return Adjusted(replace(raw, steps=(*raw.steps, step)), findings=_located([*told, lapsed], adjustment))
    wrong = wrong or _failed([check_supported(raw, supported=supported)])
    if wrong or adjustment.score is None:
        return Adjusted(raw, findings=_located(wrong, adjustment))
    return Adjusted(_with(raw, adjustment, adjustment.score), adjustment)


def is_left_to_people(raw: Score) -> bool:
    """Whether the rule has no score and says that people decide."""
    return raw.value is None and any(one.code in LEFT_TO_PEOPLE for one in raw.findings)


def difference_of(adjustment: Adjustment) -> Decimal | None:
    """How far the adjusted score is from the rule's; ``None`` when the rule had none."""
    if adjustment.score is None or adjustment.rule_score is None:
        return None
    return adjustment.score - adjustment.rule_score


def signed(value: Decimal) -> str:
    """A difference with its sign and two places: ``+0.50``, ``-1.00``."""
    return f"{rounded(value):+f}"


def adjustment_text(adjustment: Adjustment) -> str:
    """The adjustment in one line: from what to what, by how much, why, and by whom."""
    to = f"人工调整{_figure(adjustment.score)}分"
    difference = difference_of(adjustment)
    change = f"按规则没有得分 → {to}" if difference is None else f"按规则{_figure(adjustment.rule_score)}分 → {to}"
    parts = [change if difference is None else f"{change}，差{signed(difference)}分"]
    parts.append(f"理由：{adjustment.reason.strip()}")
    if adjustment.materials:
        parts.append(f"资料{'、'.join(adjustment.materials)}")
    parts.append(f"申请人{adjustment.requested_by}{_on(adjustment.requested_on)}")
    parts.append(f"批准人{adjustment.approved_by}{_on(adjustment.approved_on)}")
    return "，".join(parts)


def _with(raw: Score, adjustment: Adjustment, score: Decimal) -> Score:
    step = Step(StepKind.RESULT, adjustment_text(adjustment), CLAUSE)
    clauses = tuple(dict.fromkeys((*raw.clauses, CLAUSE)))
    return replace(raw, value=rounded(score), raw=exact(score), steps=(*raw.steps, step), clauses=clauses)


def _unfit(indicator: Indicator, raw: Score, score: Decimal | None) -> str:
    if score is None:
        return "人工调整没有写调整后的得分，请补填"
    if not 0 <= score <= indicator.points:
        return f"调整后的得分{plain(score)}不在0到分值{plain(indicator.points)}之间，请改正"
    if rounded(score) != score:
        return f"调整后的得分{plain(score)}多于两位小数，请改正"
    return f"调整后的得分与按规则得分都是{_figure(score)}，不需要调整" if score == raw.value else ""


def _failed(findings: Sequence[Finding]) -> list[Finding]:
    return [one for one in findings if one.outcome is Outcome.FAILED]


def _located(findings: Sequence[Finding], adjustment: Adjustment) -> tuple[Finding, ...]:
    return tuple(replace(one, where=adjustment.where) for one in findings)


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else f"{rounded(value)}"


def _said(value: Decimal | None) -> str:
    return "没有得分" if value is None else f"得{rounded(value)}分"


def _on(day: date | None) -> str:
    return f"（{day_text(day)}）" if day else ""
