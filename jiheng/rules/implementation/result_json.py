"""A scored evaluation as plain JSON: money and scores are decimal strings."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from jiheng.rules.evaluation.conclusion import Conclusion
from jiheng.rules.explained import Step
from jiheng.rules.figures import rounded
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.adjustments import difference_of
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import EvaluationResult, PartResult

Json: TypeAlias = dict[str, Any]


def evaluation_json(result: EvaluationResult, gathered: Sequence[Finding] = ()) -> Json:
    """Everything of the result; the keys are those of the command's description.

    ``gathered`` is what the checks of the field work found (``fieldwork.check_fieldwork``).
    """
    return {
        "project": result.project.name,
        "instrument": result.project.instrument,
        "parts": [_part(part) for part in result.parts],
        "conclusion": _conclusion(result.conclusion, result),
        "findings": [_finding(one) for one in (*result.findings, *gathered)],
    }


def _part(part: PartResult) -> Json:
    return {
        "name": part.name,
        "fund": _amount(part.funds),
        "indicators": [_indicator(one) for one in part.indicators],
        "levels": [
            {"name": level.name, "points": _amount(level.points), "earned": _amount(level.earned)}
            for level in part.levels
        ],
        "total": _amount(part.total.value),
        "steps": _steps(part.total.steps),
    }


def _indicator(one: IndicatorScore) -> Json:
    return {
        "code": one.indicator.code,
        "name": one.indicator.name,
        "points": _amount(one.indicator.points),
        "value": one.value or None,
        "raw_score": _amount(one.raw.value),
        "adjustment": _adjustment(one),
        "evidence": {
            "admissible": [each.number for each in one.admissible],
            "refused": [
                {"number": each.number, "nature": each.nature.label, "as_lead": each.as_lead} for each in one.refused
            ],
            "sufficiency": _sufficiency(one),
        },
        "final_score": _amount(one.final.value),
        "not_applicable": one.excluded or None,
        "steps": _steps(one.final.steps),
        "clauses": list(one.final.clauses),
    }


def _adjustment(one: IndicatorScore) -> Json | None:
    change = one.adjustment
    if change is None:
        return None
    return {
        "rule_score": _amount(change.rule_score),
        "score": _amount(change.score),
        "difference": _amount(difference_of(change)),
        "reason": change.reason,
        "materials": list(change.materials),
        "requested_by": change.requested_by,
        "requested_on": change.requested_on.isoformat() if change.requested_on else None,
        "approved_by": change.approved_by,
        "approved_on": change.approved_on.isoformat() if change.approved_on else None,
    }


def _sufficiency(one: IndicatorScore) -> Json | None:
    decision = one.decision
    if decision is None or decision.sufficient is None:
        return None
    return {
        "sufficient": decision.sufficient,
        "deduct": _amount(decision.deduct),
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "decided_on": decision.decided_on.isoformat() if decision.decided_on else None,
    }


def _conclusion(conclusion: Conclusion, result: EvaluationResult) -> Json:
    return {
        "score": None if conclusion.value is None else f"{conclusion.value:f}",
        "grade": conclusion.grade.value if conclusion.grade else None,
        "weighting": {
            "by": result.basis.label,
            "parts": [
                {"name": part.name, "total": _amount(part.total.value), "fund": _amount(part.funds)}
                for part in result.parts
            ],
            "steps": _steps(conclusion.steps),
        },
    }


def _steps(steps: tuple[Step, ...]) -> list[Json]:
    return [{"kind": step.kind.value, "text": step.text, "clause": step.clause} for step in steps]


def _finding(finding: Finding) -> Json:
    return {**finding.as_json(), "where": finding.where, "act": finding.act}


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{rounded(value):f}"
