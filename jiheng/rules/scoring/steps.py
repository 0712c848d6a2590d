"""分段计分: each stage of achievement earns a fixed number of points."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import Number, plain, printed
from jiheng.rules.finding import Finding
from jiheng.rules.scoring.explanation import Explanation

CLAUSE = "mof2020-10/4.11"


@dataclass(frozen=True, slots=True)
class Stage:
    """``points`` 分 for any value at or above ``at_least`` (in the indicator's own unit)."""

    at_least: Decimal
    points: Decimal


@clause(CLAUSE)
def score_steps(actual: Number | None, points: Decimal, stages: tuple[Stage, ...], *, unit: str = "") -> Score:
    """Score by stages, highest first: the first stage reached gives its points, below them all nothing.

    Stages have to fall together: a lower floor never earns more. ``unit`` is printed after the values.
    """
    said = "，".join(f"≥{plain(stage.at_least)}{unit}得{plain(stage.points)}分" for stage in stages)
    reached = "空白" if actual is None else f"{printed(actual)}{unit}"
    explanation = Explanation(
        points, (CLAUSE,), f"分段计分：{said}，以下不得分", f"实际{reached}，分值{plain(points)}"
    )
    broken = check_stages(stages, points)
    if broken is not None:
        return explanation.no_score(broken)
    if actual is None:
        return explanation.no_score(failed("E-S-01", "实际完成值是空白，请补填", clauses=(CLAUSE,)))
    for stage in stages:
        if actual >= stage.at_least:
            worked = f"{reached}≥{plain(stage.at_least)}{unit}，得{plain(stage.points)}分"
            return explanation.score(stage.points, worked)
    return explanation.nothing(f"{reached}低于{plain(stages[-1].at_least)}{unit}")


@clause(CLAUSE)
def check_stages(stages: tuple[Stage, ...], points: Decimal) -> Finding | None:
    """The stages run from the highest floor down, their points never rise, and the top one is worth the points."""
    falling = all(
        upper.at_least > lower.at_least and upper.points >= lower.points for upper, lower in pairwise(stages)
    )
    if stages and falling and stages[0].points == points and stages[-1].points >= 0:
        return None
    return failed("E-S-16", "分段须从高到低排列，得分不能倒挂，最高一段等于分值，请改正计分规则")
