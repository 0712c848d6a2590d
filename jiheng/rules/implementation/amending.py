"""指标修正 of a whole indicator system: what it may not break, how much was collected, and what it does to scores."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.evidence.analysis_shapes import Collected
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.indicators.checks import check_indicators
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.indicators.versions import differences
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.check import sampling_result
from jiheng.rules.preparation.shapes import Preparation

CLAUSE = "cq2023-7/26"


@dataclass(frozen=True, slots=True)
class Moved:
    """The score of one indicator before and after; ``None`` where it has none or does not stand."""

    code: str
    name: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What an amendment does to the scores. Totals are printed conclusions, ``None`` while there is none."""

    before: Decimal | None
    after: Decimal | None
    grade_before: str
    grade_after: str
    moved: tuple[Moved, ...]


@clause(CLAUSE)
def newly_broken(preparation: Preparation, amended: Sequence[Indicator], book: Rulebook) -> list[Finding]:
    """The errors of the indicator system (weights among them) that were not there before the amendment."""
    before = {(one.code, one.message) for one in _errors(preparation, preparation.indicators, book)}
    return [one for one in _errors(preparation, amended, book) if (one.code, one.message) not in before]


def _errors(preparation: Preparation, indicators: Sequence[Indicator], book: Rulebook) -> list[Finding]:
    found = check_indicators(indicators, preparation.parts, preparation.lines, preparation.project, book)
    return [one for one in found if one.blocks]


@clause(CLAUSE)
def amended_codes(before: Sequence[Indicator], after: Sequence[Indicator]) -> tuple[str, ...]:
    """The codes of the indicators an amendment changes, adds or takes away; none when it changes nothing."""
    found = differences(before, after)
    changed = (one.after.code for one in found.changed)
    return tuple(dict.fromkeys((*changed, *(one.code for one in found.added), *(one.code for one in found.removed))))


@clause(CLAUSE)
def collected_of(preparation: Preparation) -> Collected:
    """How many values of base information the sample points have, of those they are due.

    Reading taken: every column is due of every sample point it is meant for.
    """
    points = {point.unit.id for point in sampling_result(preparation).points.points}
    names = {each.name for each in preparation.base_fields}
    filled = {
        (each.point, each.field)
        for each in preparation.point_values
        if each.value.strip() and each.point in points and each.field in names
    }
    return Collected(len(filled), len(points) * len(names))


@clause(CLAUSE)
def effect_of(
    preparation: Preparation, given: Implementation, amended: Sequence[Indicator], book: Rulebook
) -> Effect:
    """The scores as they stand beside those of the amended system."""
    old = score_evaluation(preparation, given, book)
    new = score_evaluation(replace(preparation, indicators=tuple(amended)), given, book)
    before, after = _scores(old), _scores(new)
    moved = tuple(
        Moved(code, name, before.get((code, name)), after.get((code, name)))
        for code, name in dict.fromkeys((*before, *after))
        if before.get((code, name)) != after.get((code, name))
    )
    return Effect(old.conclusion.value, new.conclusion.value, _grade(old), _grade(new), moved)


def _scores(result: EvaluationResult) -> dict[tuple[str, str], Decimal | None]:
    return {
        (one.indicator.code, one.indicator.name): one.final.value for part in result.parts for one in part.indicators
    }


def _grade(result: EvaluationResult) -> str:
    return result.conclusion.grade.value if result.conclusion.grade else ""
