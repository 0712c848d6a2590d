"""The total of a form: the sum of scores that were already rounded."""

from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.explained import Score
from jiheng.rules.figures import HUNDRED, plain, rounded
from jiheng.rules.finding import Finding
from jiheng.rules.scoring.explanation import Explanation

CLAUSE = "mof2020-10/4.9"
CODE = "E-A37-11"


@clause(CLAUSE)
def total_of(scores: Sequence[Score], whole: Decimal = HUNDRED) -> Score:
    """Add up the rounded scores, so that the printed rows add up to the printed total.

    A score that could not be computed, or points that do not make up the ``whole``, leaves no total.
    """
    points = sum((score.points for score in scores), Decimal(0))
    inputs = f"{len(scores)}项，分值合计{plain(points)}"
    explanation = Explanation(whole, (CLAUSE,), "总分=各项已舍入得分之和", inputs)
    missing = sum(score.value is None for score in scores)
    if missing:
        return explanation.no_score(failed("E-S-01", f"有{missing}项没有得分，不能合计总分", clauses=(CLAUSE,)))
    if points != whole:
        return explanation.no_score(check_points_total([score.points for score in scores], whole))
    values = [score.value for score in scores if score.value is not None]
    total = sum(values, Decimal(0))
    return explanation.score(total, f"{'+'.join(map(str, values))}={rounded(total)}")


@clause(CLAUSE, "mof2020-10/4.12")
def check_points_total(points: Sequence[Decimal], whole: Decimal = HUNDRED) -> Finding:
    """The points of all rows add up to the whole, without tolerance."""
    total = sum(points, Decimal(0))
    if total == whole:
        return passed(CODE)
    return failed(CODE, f"分值合计{plain(total)}，应为{plain(whole)}，{_gap(total, whole)}")


@clause(CLAUSE)
def check_total(reported: Decimal, scores: Sequence[Decimal]) -> Finding:
    """A reported total is the sum of the reported rows, each with two places."""
    due = sum(map(rounded, scores), Decimal(0))
    if rounded(reported) == due:
        return passed(CODE)
    return failed(CODE, f"总分填报{rounded(reported)}，各行得分合计{due}，{_gap(reported, due)}")


def _gap(found: Decimal, due: Decimal) -> str:
    return f"{'多' if found > due else '少'}{plain(abs(found - due))}"
