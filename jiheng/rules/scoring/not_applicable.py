"""不适用: leaving an indicator out without losing or gaining points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.codes import not_applicable as does_not_apply
from jiheng.rules.explained import Score
from jiheng.rules.figures import HUNDRED, exact, plain
from jiheng.rules.finding import Finding
from jiheng.rules.scoring.explanation import Explanation, equals
from jiheng.rules.scoring.largest_remainder import share_out

CLAUSE = "mof2020-10/4.8"
CODE = "E-S-19"


@dataclass(frozen=True, slots=True)
class Portion:
    """The points of one indicator inside one first level; ``applies`` is false for 不适用."""

    name: str
    points: Decimal
    applies: bool = True


@clause(CLAUSE, "mof2020-10/4.4")
def check_not_applicable(applies: bool, reason: str, *, reviewed: bool, lacks_material: bool = False) -> Finding:
    """Leaving an indicator out needs a reason and a review; having no material is not a reason."""
    if applies:
        return does_not_apply(CODE, "指标适用，不需要理由")
    if lacks_material:
        return failed(CODE, "没有资料不等于不适用，应按没有证据计0分", clauses=(CLAUSE, "mof2020-10/4.4"))
    if not reason.strip():
        return failed(CODE, "标了“不适用”而没有理由，请填写理由")
    return passed(CODE) if reviewed else failed(CODE, "“不适用”还没有经过审核，请先送审")


@clause(CLAUSE)
def rescale(earned: Decimal, applicable_points: Decimal, whole: Decimal = HUNDRED) -> Score:
    """Scale the points earned on what applies up to the whole: earned / applicable × whole, rounded once."""
    inputs = f"得分合计{plain(earned)}，适用分值{plain(applicable_points)}"
    explanation = Explanation(whole, (CLAUSE,), f"总分=得分合计/适用分值×{plain(whole)}", inputs)
    if applicable_points <= 0:
        return explanation.no_score(failed("E-S-18", "没有适用的分值，不能折算总分"))
    if not 0 <= earned <= applicable_points:
        message = f"得分合计{plain(earned)}不在0到适用分值{plain(applicable_points)}之间，请核对各行得分"
        return explanation.no_score(failed("E-A37-11", message))
    raw = exact(earned) / exact(applicable_points) * exact(whole)
    return explanation.score(raw, equals(f"{plain(earned)}/{plain(applicable_points)}×{plain(whole)}", raw))


@clause(CLAUSE)
def merged_into_level(portions: Sequence[Portion]) -> tuple[Portion, ...] | Finding:
    """Share the points of what does not apply among the rest of the same first level, in proportion, to 2 places.

    The level keeps its sum exactly. When nothing in the level applies there is nowhere to merge them: a finding.
    """
    staying = [portion for portion in portions if portion.applies]
    if not any(portion.points > 0 for portion in staying):
        return failed("E-S-18", "同一一级指标下没有可以并入分值的指标，请改用折算法")
    freed = sum((portion.points for portion in portions if not portion.applies), Decimal(0))
    if freed == 0:
        return tuple(portions)
    whole = freed + sum((portion.points for portion in staying), Decimal(0))
    parts = iter(share_out(whole, [portion.points for portion in staying]))
    return tuple(replace(portion, points=next(parts) if portion.applies else Decimal(0)) for portion in portions)
