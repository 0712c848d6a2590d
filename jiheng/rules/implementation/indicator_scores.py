"""The score of one indicator: its value, what the rule gives for it, and what the material lets through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.evaluation.rollup import FundBasis, score_rolled_qualitative
from jiheng.rules.evidence.gate import Evidence, Judgement, Sufficiency, check_attached, gate, supports_points
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.adjustments import adjusted, check_judged
from jiheng.rules.implementation.entries import Entries, evidence_of
from jiheng.rules.implementation.kinds import check_kind, check_over
from jiheng.rules.implementation.points import ScoringPoint
from jiheng.rules.implementation.shapes import Adjustment, SampleValue, SufficiencyDecision, ValueKind
from jiheng.rules.implementation.values import rolled_value
from jiheng.rules.indicators.scoring_rule import score_by_rule
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.trial import Given, unscored
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.not_applicable import check_not_applicable
from jiheng.rules.targets.vocabulary import words

CLAUSE = "cq2023-7/27"


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """``raw`` is the score by rule, ``final`` the one behind the evidence gate; ``value`` as people read it.

    ``adjustment`` is the change by hand between the two, when one counts; ``judged`` says whether one is possible.
    ``excluded`` is the reason why the indicator does not apply; it then has no score and no points.
    """

    indicator: Indicator
    value: str
    raw: Score
    final: Score
    evidence: tuple[Evidence, ...] = ()
    decision: SufficiencyDecision | None = None
    excluded: str = ""
    findings: tuple[Finding, ...] = ()
    adjustment: Adjustment | None = None
    judged: Finding | None = None

    @property
    def admissible(self) -> tuple[Evidence, ...]:
        return tuple(filter(supports_points, self.evidence))

    @property
    def refused(self) -> tuple[Evidence, ...]:
        return tuple(one for one in self.evidence if not supports_points(one))


@clause(CLAUSE, "cq2023-7/23")
def score_indicator(
    indicator: Indicator, entries: Entries, points: Sequence[ScoringPoint], basis: FundBasis, book: Rulebook
) -> IndicatorScore:
    """Value, rule, evidence: in this order, every step kept.

    Reading taken: once somebody confirmed the zero of an indicator without material, it is no fault that it has no
    value either.
    """
    evidence = evidence_of(entries.materials.get(indicator.code, ()))
    decision = entries.decisions.get(indicator.code)
    exclusion = _exclusion(indicator, entries)
    if exclusion.outcome is Outcome.PASSED:
        return _excluded(indicator, entries, evidence, decision)
    value, raw = _raw(indicator, entries, points, basis, book)
    confirmed = decision is not None and decision.sufficient is False and bool(decision.decided_by.strip())
    if confirmed and raw.raw is None and not any(map(supports_points, evidence)):
        raw = replace(raw, findings=())
    measure, change = entries.measures.get(indicator.code), entries.adjustments.get(indicator.code)
    changed = adjusted(indicator, measure, raw, change, supported=any(map(supports_points, evidence)))
    final = gate(changed.score, evidence, _judgement(decision))
    found = (
        exclusion,
        *changed.findings,
        *_unnatured(indicator, entries),
        *_contradicting(decision),
        *final.findings,
        check_attached(evidence, confirmed_zero=confirmed),
    )
    told = tuple(_located(one, indicator) for one in dict.fromkeys(found) if one.outcome is Outcome.FAILED)
    judged = check_judged(indicator, measure, raw)
    return IndicatorScore(
        indicator, value, raw, final, evidence, decision, findings=told, adjustment=changed.adjustment, judged=judged
    )


def _raw(
    indicator: Indicator, entries: Entries, points: Sequence[ScoringPoint], basis: FundBasis, book: Rulebook
) -> tuple[str, Score]:
    measure = entries.measures.get(indicator.code)
    values = entries.values.get(indicator.code, {})
    if measure is None:
        missing = failed("E-V-03", "没有写怎样取数，请在“指标取数”里写明是绝对数、相对数、定性还是整体评定")
        return "", unscored(indicator, "", missing)
    misfit = check_kind(indicator, measure)
    if misfit.outcome is Outcome.FAILED:
        return "", unscored(indicator, "", misfit)
    if measure.kind is ValueKind.WHOLE:
        return _whole(indicator, values.get("", SampleValue(indicator.code)), book)
    rolled = rolled_value(indicator, measure, points, values, basis=basis, book=book)
    if rolled.amount is None:
        unread = unscored(indicator, "", rolled.findings[0])
        return "", replace(unread, steps=rolled.steps, findings=rolled.findings)
    if measure.kind is ValueKind.QUALITATIVE:
        score = score_rolled_qualitative(rolled.rolled, indicator.points)
    else:
        score = _by_rule(indicator, rolled.amount, "", book)
    clauses = tuple(dict.fromkeys((CLAUSE, *score.clauses)))
    return rolled.text, replace(
        score,
        steps=(*rolled.steps, *score.steps),
        clauses=clauses,
        findings=tuple(dict.fromkeys((*rolled.findings, *score.findings))),
    )


def _by_rule(indicator: Indicator, given: Given, note: str, book: Rulebook) -> Score:
    score = score_by_rule(indicator, given, book, reason=note)
    over = check_over(indicator, given, note, book) if score.raw is not None else None
    return replace(score, findings=(*score.findings, over)) if over else score


def _whole(indicator: Indicator, entered: SampleValue, book: Rulebook) -> tuple[str, Score]:
    text, note = entered.value.strip(), entered.note.strip()
    score = _by_rule(indicator, text, note, book)
    said = f"整体评定：{text or '空白'}{f'（{note}）' if note else ''}"
    return text, replace(score, steps=(Step(StepKind.INPUT, said, CLAUSE), *score.steps))


def _judgement(decision: SufficiencyDecision | None) -> Judgement | None:
    if decision is None or decision.sufficient is None:
        return None
    if decision.sufficient:
        return Judgement(Sufficiency.SUFFICIENT)
    return Judgement(Sufficiency.INSUFFICIENT, decision.deduct or Decimal(0), decision.reason)


def _exclusion(indicator: Indicator, entries: Entries) -> Finding:
    """The answer about 不适用: it passes only with a reviewed reason that is not the want of material."""
    entered = entries.excluded.get(indicator.code)
    if entered is None:
        return check_not_applicable(True, "", reviewed=False)
    lacks = any(word in entered.reason for word in words("implementation", "lacks_material"))
    answer = check_not_applicable(False, entered.reason, reviewed=entered.reviewed, lacks_material=lacks)
    return replace(answer, where=entered.where)


def _excluded(
    indicator: Indicator, entries: Entries, evidence: tuple[Evidence, ...], decision: SufficiencyDecision | None
) -> IndicatorScore:
    reason, change = entries.excluded[indicator.code].reason.strip(), entries.adjustments.get(indicator.code)
    clauses = ("mof2020-10/4.8",)
    steps = (Step(StepKind.RESULT, f"不适用：{reason}，分值不计入适用分值", clauses[0]),)
    score = Score(indicator.points, None, None, steps, clauses)
    told = (failed("W-J-07", "指标不适用，人工调整不起作用，请撤回", where=change.where),) if change else ()
    located = tuple(_located(one, indicator) for one in told)
    return IndicatorScore(indicator, "", score, score, evidence, decision, reason, located)


def _unnatured(indicator: Indicator, entries: Entries) -> list[Finding]:
    return [
        failed("E-V-06", f"资料{each.number}没有写来源性质，不能作得分依据，请写明", where=each.where)
        for each in entries.materials.get(indicator.code, ())
        if each.nature is None
    ]


def _contradicting(decision: SufficiencyDecision | None) -> list[Finding]:
    if decision is None or not decision.sufficient or not decision.deduct:
        return []
    return [failed("W-V-07", f"资料评为充分，填的扣分{plain(decision.deduct)}没有用，请核对", where=decision.where)]


def _located(finding: Finding, indicator: Indicator) -> Finding:
    """A finding that names its indicator and says where it stands."""
    named = f"指标“{indicator.name}”"
    message = finding.message if named in finding.message else f"{named}：{finding.message}"
    return replace(finding, message=message, where=finding.where or indicator.where)
