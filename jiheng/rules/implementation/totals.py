"""Points earned by level and in all, over what applies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.finding import Outcome
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.scoring.explanation import Explanation
from jiheng.rules.scoring.not_applicable import rescale
from jiheng.rules.scoring.totals import check_points_total, total_of

CLAUSE = "mof2020-10/4.9"


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """What a first level is worth and earned; ``earned`` is ``None`` while one of its indicators has no score.

    ``points`` are those of its indicators that apply.
    """

    name: str
    points: Decimal
    earned: Decimal | None


@clause(CLAUSE)
def level_totals(scores: Sequence[IndicatorScore]) -> tuple[LevelTotal, ...]:
    """The rounded scores added up within each first level, in the order of the levels' first indicators."""
    levels = dict.fromkeys(one.indicator.level1 for one in scores)
    return tuple(_level(name, [one for one in scores if one.indicator.level1 == name]) for name in levels)


@clause(CLAUSE, "mof2020-10/4.8")
def part_total(scores: Sequence[IndicatorScore], whole: Decimal) -> Score:
    """The rounded scores added up; with indicators that do not apply, scaled from what applies up to the whole."""
    applying = [one.final for one in scores if not one.excluded]
    broken = check_points_total([one.indicator.points for one in scores], whole)
    if broken.outcome is Outcome.FAILED:
        explanation = Explanation(whole, (CLAUSE,), "总分=各项已舍入得分之和", f"{len(scores)}项")
        return explanation.no_score(failed("E-B10-l", f"{broken.message}，请调整分值"))
    if len(applying) == len(scores):
        return total_of(applying, whole)
    applicable = sum((score.points for score in applying), Decimal(0))
    earned = total_of(applying, applicable)
    if earned.value is None:
        return earned
    scaled = rescale(earned.value, applicable, whole)
    return replace(scaled, steps=(*earned.steps, *scaled.steps), clauses=(*earned.clauses, *scaled.clauses))


def _level(name: str, scores: Sequence[IndicatorScore]) -> LevelTotal:
    applying = [one for one in scores if not one.excluded]
    values = [one.final.value for one in applying if one.final.value is not None]
    points = sum((one.indicator.points for one in applying), Decimal(0))
    return LevelTotal(name, points, sum(values, Decimal(0)) if len(values) == len(applying) else None)
