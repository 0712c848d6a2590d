"""Points of the budget execution rate."""

from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable
from jiheng.rules.explained import Score
from jiheng.rules.figures import exact, percent, plain
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import Explanation, equals, share

CLAUSE = "mof2020-10/4.1"
BASIS = "执行率=全年执行数/全年预算数（调整后），超过100%按100%；得分=执行率×分值"


@dataclass(frozen=True, slots=True)
class ExecutionReading:
    """``points`` in 分; below ``floor_rate`` (a ratio, 0 turns it off) the score is 0."""

    points: Decimal
    floor_rate: Decimal


def execution_reading_for(book: Rulebook) -> ExecutionReading:
    entry = book.entry("execution")
    return ExecutionReading(entry.decimal("points"), entry.decimal("floor_rate"))


@clause(CLAUSE)
def score_execution(
    executed: Decimal | None, budget: Decimal | None, points: Decimal, *, floor_rate: Decimal = Decimal(0)
) -> Score:
    """Score the execution rate: spent over adjusted budget, capped at 100 %, times the points.

    ``executed`` and ``budget`` share any one unit of money. Nothing to divide by is not zero: no budget and
    nothing spent does not apply; money spent without a budget is not scored.
    """
    explanation = Explanation(points, (CLAUSE,), BASIS, f"执行数{_money(executed)}，预算数{_money(budget)}")
    if executed is None or budget is None:
        return explanation.no_score(failed("E-S-01", "缺少全年执行数或全年预算数，请补填", clauses=(CLAUSE,)))
    if executed < 0 or budget < 0:
        return explanation.no_score(failed("E-S-24", "执行数或预算数是负数，请核对", clauses=(CLAUSE,)))
    if budget == 0:
        return _without_budget(explanation, executed)
    return _by_rate(explanation, executed, budget, floor_rate)


def _without_budget(explanation: Explanation, executed: Decimal) -> Score:
    if executed == 0:
        reason = "预算数和执行数都是0，本项不适用，按适用分值折算总分"
        return explanation.no_score(not_applicable("E-S-02", reason, clauses=(CLAUSE, "mof2020-10/4.8")))
    message = f"预算数是0而执行数是{plain(executed)}，请核对预算数"
    return explanation.no_score(failed("E-S-02", message))


def _by_rate(explanation: Explanation, executed: Decimal, budget: Decimal, floor_rate: Decimal) -> Score:
    rate = exact(executed) / exact(budget)
    points = explanation.points
    if rate < floor_rate:
        return explanation.nothing(f"{_over(executed, budget)}={percent(rate)}，低于{share(floor_rate)}")
    if rate > 1:
        message = f"执行率{percent(rate)}超过100%，请核对预算数是否为调整后预算；得分按100%封顶"
        return explanation.full(f"{_over(executed, budget)}={percent(rate)}，按100%计", failed("W-R-03", message))
    raw = rate * exact(points)
    return explanation.score(raw, equals(f"{_over(executed, budget)}×{plain(points)}", raw))


def _over(executed: Decimal, budget: Decimal) -> str:
    return f"{plain(executed)}/{plain(budget)}"


def _money(amount: Decimal | None) -> str:
    return "空白" if amount is None else plain(amount)
