"""The whole evaluation scored: indicators, levels, totals of the parts, and the conclusion with its grade."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.evaluation.conclusion import Conclusion, check_split_conclusion, conclude
from jiheng.rules.evaluation.conclusion import Part as Weighed
from jiheng.rules.evaluation.rollup import FundBasis, fund_basis_for
from jiheng.rules.evidence.requests import check_deductions
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.implementation.entries import Entries, entries_for
from jiheng.rules.implementation.fieldwork import deductions_of, notices_of
from jiheng.rules.implementation.indicator_scores import IndicatorScore, score_indicator
from jiheng.rules.implementation.points import ScoringPoint, check_entered_once, points_of, scoring_points, within
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.implementation.totals import LevelTotal, level_totals, part_total
from jiheng.rules.indicators.shapes import Part
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.sampling.canonical import tidy
from jiheng.rules.scoring.grade import check_grade, grade_floors_for, grade_on_for, graded
from jiheng.rules.scoring.weights import evaluation_weights_for

WHOLE_PROJECT, TABLE = "全项目", "评价指标"
HOLDING_ACTS = ("计分", "定级", "读取")
SETTLED = ("E-B23-1", "E-B23-2")
"""What rests on material that may not be used is settled by leaving that material out: the points are gone."""


@dataclass(frozen=True, slots=True)
class PartResult:
    """One sub-project, or the whole project when it was not split. ``funds`` in 元, by the basis of weighting."""

    name: str
    funds: Decimal
    indicators: tuple[IndicatorScore, ...]
    levels: tuple[LevelTotal, ...]
    total: Score


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """``conclusion`` has no grade while a finding keeps it back; ``findings`` are all that failed."""

    project: Project
    basis: FundBasis
    parts: tuple[PartResult, ...]
    conclusion: Conclusion
    findings: tuple[Finding, ...]


@clause("cq2023-7/23", "cq2023-7/27", "cq2023-7/28")
def score_evaluation(
    preparation: Preparation, given: Implementation, book: Rulebook, noted: Sequence[Finding] = ()
) -> EvaluationResult:
    """Score every indicator of every part and conclude by funds; ``noted`` are findings from reading the workbook.

    A deduction without a day is taken as decided after every notice fell due, so that scores depend on no calendar.
    Reading taken: there is no conclusion as long as anything keeps an indicator from being scored rightly.
    """
    basis = fund_basis_for(book)
    sampled = points_of(preparation)
    points = scoring_points(preparation, sampled)
    entries = entries_for(given, preparation.indicators, points)
    parts = tuple(_part_result(preparation, part, entries, points, book) for part in preparation.parts or (Part(""),))
    found = [*noted, *entries.findings, *check_entered_once(preparation, sampled), *_strangers(preparation)]
    found += check_deductions(deductions_of(given), notices_of(given), date.max)
    found += [finding for part in parts for one in part.indicators for finding in one.findings]
    conclusion = _conclusion(preparation, parts, book)
    sums = [*(finding for part in parts for finding in part.total.findings), *conclusion.findings]
    found += [replace(finding, where=finding.where or TABLE) for finding in sums]
    told = tuple(dict.fromkeys(one for one in found if one.outcome is Outcome.FAILED))
    return EvaluationResult(preparation.project, basis, parts, _held_back(conclusion, told), told)


@clause("cq2023-7/27", "cq2023-7/28")
def check_reported(score: Decimal, grade: str, result: EvaluationResult, book: Rulebook) -> tuple[Finding, ...]:
    """A conclusion as reported is the one weighted by funds, and its grade the one its score belongs to."""
    return check_split_conclusion(score, result.conclusion), check_grade(grade, score, grade_floors_for(book))


def keeps_conclusion(finding: Finding) -> bool:
    """Whether a finding keeps the conclusion back."""
    return finding.blocks and finding.act in HOLDING_ACTS and finding.code not in SETTLED


def _part_result(
    preparation: Preparation, part: Part, entries: Entries, points: Sequence[ScoringPoint], book: Rulebook
) -> PartResult:
    basis = fund_basis_for(book)
    own = within(points, part.uses) if part.name else tuple(points)
    scores = tuple(
        score_indicator(one, entries, own, basis, book)
        for one in preparation.indicators
        if not part.name or tidy(one.part) == tidy(part.name)
    )
    funds = _funds(preparation, part, basis)
    total = part_total(scores, evaluation_weights_for(book).whole)
    return PartResult(part.name or WHOLE_PROJECT, funds, scores, level_totals(scores), total)


def _funds(preparation: Preparation, part: Part, basis: FundBasis) -> Decimal:
    uses = {tidy(use) for use in part.uses}
    lines = [line for line in preparation.lines if not part.name or tidy(line.use) in uses]
    amounts = (line.budget if basis is FundBasis.BUDGET else line.actual for line in lines)
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _strangers(preparation: Preparation) -> Iterable[Finding]:
    names = {tidy(part.name) for part in preparation.parts}
    return [
        failed("E-V-01", f"指标“{one.name}”的子项目“{one.part}”不在拆分项目里，没有计分，请核对", where=one.where)
        for one in preparation.indicators
        if names and tidy(one.part) not in names
    ]


def _conclusion(preparation: Preparation, parts: Sequence[PartResult], book: Rulebook) -> Conclusion:
    """The parts weighted by their funds; a project in one part has its total for a conclusion."""
    floors, grade_on = grade_floors_for(book), grade_on_for(book)
    if preparation.parts:
        return conclude([Weighed(part.name, part.total.value, part.funds) for part in parts], floors, grade_on)
    total = parts[0].total.value
    clauses = ("cq2023-7/28",)
    if total is None:
        said = Step(StepKind.RESULT, "总分还算不出，没有结论", clauses[0])
        return Conclusion(None, None, None, (said,), clauses)
    result = graded(total, floors, grade_on)
    said = Step(
        StepKind.RESULT, f"项目没有拆分，总分{plain(result.printed)}分，等级“{result.grade.value}”", clauses[0]
    )
    return Conclusion(parts[0].total.raw, result.printed, result.grade, (said,), clauses)


def _held_back(conclusion: Conclusion, findings: Sequence[Finding]) -> Conclusion:
    holding = sum(map(keeps_conclusion, findings))
    if conclusion.value is None or not holding:
        return conclusion
    said = Step(StepKind.RESULT, f"有{holding}处问题要先改正，暂不给出结论", conclusion.clauses[0])
    return replace(conclusion, raw=None, value=None, grade=None, steps=(said,))
