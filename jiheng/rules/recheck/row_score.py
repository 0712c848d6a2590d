"""Which scoring method an indicator row takes, from how its target and actual value were read."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.explained import Score
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.scoring.dates import score_date
from jiheng.rules.scoring.quantitative import score_ceiling, score_equal, score_floor, score_range
from jiheng.rules.scoring.yes_no import score_yes_no
from jiheng.rules.targets.shapes import Actual, ActualKind, Band, Direction, Target, TargetKind

EQUAL = "＝"
STRICT = frozenset("<>＜＞")


@clause("mof2020-10/4.2", "mof2020-10/4.2.3")
def rule_score(target: Target, actual: Actual, points: Decimal, parameters: RecheckParameters) -> Score | None:
    """The score the rule gives, or ``None`` when only a person can tell (words, unknown direction, late dates)."""
    if target.kind is TargetKind.DATE and target.deadline is not None and actual.day is not None:
        return score_date(target.deadline, actual.day, points, finished_from=actual.day_from)
    if target.kind is TargetKind.YES_NO and actual.band in (Band.REACHED, Band.MISSED):
        return score_yes_no(actual.band is Band.REACHED, points)
    if actual.kind is not ActualKind.NUMBER or actual.value is None or actual.unit_mismatch:
        return None
    if target.kind is TargetKind.RANGE and target.value is not None and target.upper is not None:
        return score_range(target.value, target.upper, actual.value, points)
    if target.kind is TargetKind.QUANTITATIVE and target.value is not None:
        return _quantitative(target, target.value, actual.value, points, parameters)
    return None


def _quantitative(
    target: Target, wanted: Decimal, reached: Decimal, points: Decimal, parameters: RecheckParameters
) -> Score | None:
    if target.comparator == EQUAL and not parameters.equal_by_meaning:
        return score_equal(wanted, reached, points)
    if target.direction is Direction.FLOOR:
        return score_floor(wanted, reached, points, strict=target.comparator in STRICT)
    if target.direction is Direction.CEILING:
        return score_ceiling(wanted, reached, points, strict=target.comparator in STRICT)
    if target.direction is Direction.EXACT or wanted == reached:
        return score_equal(wanted, reached, points)
    return None


def met(target: Target, actual: Actual) -> bool | None:
    """Whether the target is met, ``None`` when that cannot be told."""
    if target.kind is TargetKind.DATE and target.deadline is not None and actual.day is not None:
        straddles = actual.day_from is not None and actual.day_from <= target.deadline < actual.day
        return None if straddles else actual.day <= target.deadline
    wanted, reached = target.value, actual.value
    if reached is None or wanted is None or actual.unit_mismatch:
        return None
    if target.kind is TargetKind.RANGE and target.upper is not None:
        return wanted <= reached <= target.upper
    answers = {Direction.FLOOR: reached >= wanted, Direction.CEILING: reached <= wanted}
    return True if reached == wanted else answers.get(target.direction)
