"""Points of a yes-or-no target."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import plain
from jiheng.rules.scoring.explanation import Explanation

CLAUSE = "mof2020-10/4.2"


@clause(CLAUSE)
def score_yes_no(met: bool | None, points: Decimal) -> Score:
    """Score a yes-or-no target: yes earns the points, no earns nothing, blank is not scored."""
    answer = "空白" if met is None else "是" if met else "否"
    explanation = Explanation(
        points, (CLAUSE,), "是、否指标：“是”得满分，“否”不得分", f"实际“{answer}”，分值{plain(points)}"
    )
    if met is None:
        return explanation.no_score(failed("E-S-01", "实际完成值是空白，请填“是”或“否”", clauses=(CLAUSE,)))
    return explanation.full("实际为“是”") if met else explanation.nothing("实际为“否”")
