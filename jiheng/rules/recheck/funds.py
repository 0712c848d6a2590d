"""The money block: execution rate, its score, and whether the rows add up."""

from collections.abc import Callable
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.explained import Score
from jiheng.rules.figures import exact, percent, plain
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.recheck.cells import mark, points_in, points_text, rate_in, unreadable_marks
from jiheng.rules.recheck.funds_reason import rate_reason_marks
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import FundsResult, Mark, Verdict
from jiheng.rules.recheck.shapes import Cell, FormKind, FormSheet, FundRole, FundRow
from jiheng.rules.scoring.execution import score_execution

AMOUNT_COLUMNS: tuple[tuple[str, Callable[[FundRow], Cell]], ...] = (
    ("年初预算数", lambda row: row.initial),
    ("全年预算数", lambda row: row.adjusted),
    ("全年执行数", lambda row: row.executed),
)


@clause("mof2020-10/4.1", "mof2020-10/3.6.1")
def recheck_funds(form: FormSheet, parameters: RecheckParameters) -> FundsResult:
    """Recompute the execution rate and its score from the total row.

    Reading taken: the denominator is 全年预算数 (after adjustment), and 年初预算数 only when that is blank;
    a total row without a figure takes the sum of its parts, which is then also a finding.
    """
    total = _total_row(form)
    parts = [row for row in form.fund_rows if row.role is FundRole.PART and not row.nested]
    initial = _amount(total.initial, [row.initial for row in parts])
    adjusted = _amount(total.adjusted, [row.adjusted for row in parts])
    executed = _amount(total.executed, [row.executed for row in parts])
    budget = adjusted if adjusted is not None else initial
    points, reported = points_in(total.points), points_in(total.score)
    marks = unreadable_marks(total.initial, total.adjusted, total.executed, total.points, total.score, total.rate)
    marks += _sum_marks(form, total, parts, parameters)
    score = _score(executed, budget, points, total, parameters)
    rate = exact(executed) / exact(budget) if executed is not None and budget else None
    if rate is not None:
        marks += _rate_marks(total, Decimal(rate.numerator) / Decimal(rate.denominator), parameters)
    elif score is None and points is not None:
        score, more = _score_from_rate(total, points, parameters)
        marks += more
    elif budget is None and executed is not None and form.has_actuals:
        message = f"填了执行数{plain(executed)}，没有全年预算数，执行率算不出；请补填预算数"
        marks.append(mark("E-R-14", message, total.adjusted))
    marks += _score_marks(total, points, reported, score, parameters)
    marks += [Mark(finding, total.adjusted.ref) for finding in _uncountable(score)]
    printed = _printed_rate(total, executed, budget)
    marks += rate_reason_marks(form, printed, points, reported, parameters)
    return FundsResult(
        initial=initial,
        adjusted=adjusted,
        executed=executed,
        rate=printed,
        points=points,
        reported=reported,
        score=score,
        verdict=_verdict(form, points, reported, score, parameters),
        marks=tuple(marks),
    )


def _uncountable(score: Score | None) -> list[Finding]:
    """Why a rate could not be worked out (money spent on a budget of zero); a capped rate is said elsewhere."""
    if score is None or score.value is not None:
        return []
    return [finding for finding in score.findings if finding.outcome is Outcome.FAILED]


def _total_row(form: FormSheet) -> FundRow:
    return next(
        (row for row in form.fund_rows if row.role is FundRole.TOTAL),
        FundRow(FundRole.TOTAL, "年度资金总额", form.first_row),
    )


def _amount(total: Cell, parts: list[Cell]) -> Decimal | None:
    figures = [part.number for part in parts if part.number is not None]
    if total.number is None or (total.number == 0 and any(figures)):
        return sum(figures, Decimal(0)) if figures else total.number
    return total.number


def _score(
    executed: Decimal | None,
    budget: Decimal | None,
    points: Decimal | None,
    total: FundRow,
    parameters: RecheckParameters,
) -> Score | None:
    if points is None or executed is None or budget is None:
        return None
    return score_execution(executed, budget, points, floor_rate=parameters.floor_rate)


def _score_from_rate(
    total: FundRow, points: Decimal, parameters: RecheckParameters
) -> tuple[Score | None, list[Mark]]:
    rate = rate_in(total.rate)
    if rate is None:
        return None, []
    score = score_execution(rate * 100, Decimal(100), points, floor_rate=parameters.floor_rate)
    note = f"预算数、执行数空白，按填写的执行率{percent(rate)}复算；请补填金额"
    return score, [mark("E-R-14", note, total.executed.ref or total.rate.ref)]


def _rate_marks(total: FundRow, rate: Decimal, parameters: RecheckParameters) -> list[Mark]:
    marks: list[Mark] = []
    if rate > 1:
        message = f"执行数大于全年预算数，执行率为{percent(rate)}，得分按100%封顶；请核对是否漏记追加预算"
        marks.append(mark("W-R-03", message, total.executed))
    filled = rate_in(total.rate)
    if filled is not None and abs(filled - rate) > parameters.rate_tolerance:
        message = f"执行率填写为{total.rate.text}，按执行数÷全年预算数应为{percent(rate)}"
        marks.append(mark("E-R-02", message, total.rate, reported=filled, due=rate))
    return marks


def _score_marks(
    total: FundRow,
    points: Decimal | None,
    reported: Decimal | None,
    score: Score | None,
    parameters: RecheckParameters,
) -> list[Mark]:
    due = score.value if score else None
    if points is not None and reported is not None and reported > points:
        message = f"预算执行率得分{plain(reported)}高于分值{plain(points)}"
        return [mark("E-R-06", message, total.score, reported=reported, due=due)]
    if due is None:
        return []
    if reported is None:
        state = "读不出来" if total.score.error or total.score.uncached else "空白"
        message = f"预算执行率得分{state}，按公式应得{points_text(due)}"
        return [mark("E-R-14", message, total.score, due=due)]
    if abs(reported - due) <= parameters.score_tolerance:
        return []
    message = f"预算执行率得分填报{points_text(reported)}，按公式应得{due:.2f}，相差{abs(reported - due):.2f}"
    return [mark("E-R-01", message, total.score, reported=reported, due=due)]


def _sum_marks(form: FormSheet, total: FundRow, parts: list[FundRow], parameters: RecheckParameters) -> list[Mark]:
    marks: list[Mark] = []
    for label, column in AMOUNT_COLUMNS:
        if any(cell.error or cell.uncached for cell in map(column, (total, *parts))):
            continue
        figures = [cell.number for cell in map(column, parts) if cell.number is not None]
        whole = column(total).number
        if not figures or (whole is None and not any(figures)):
            continue
        difference = sum(figures, Decimal(0)) - (whole or Decimal(0))
        allowed = parameters.money_tolerance * len(figures) if form.unit_of_money == "万元" else Decimal(0)
        if abs(difference) > allowed:
            shown = "空白" if whole is None else plain(whole)
            message = (
                f"年度资金总额的{label}是{shown}，各资金来源行合计{plain(sum(figures, Decimal(0)))}，"
                f"相差{plain(abs(difference))}{form.unit_of_money}"
            )
            marks.append(mark("E-R-04", message, column(total), reported=whole, due=sum(figures, Decimal(0))))
    return marks


def _printed_rate(total: FundRow, executed: Decimal | None, budget: Decimal | None) -> Decimal | None:
    if executed is None or not budget:
        return rate_in(total.rate)
    ratio = exact(executed) / exact(budget)
    return Decimal(percent(ratio).removesuffix("%")) / 100


def _verdict(
    form: FormSheet,
    points: Decimal | None,
    reported: Decimal | None,
    score: Score | None,
    parameters: RecheckParameters,
) -> Verdict:
    if form.kind is FormKind.GOAL_DECLARATION or points is None:
        return Verdict.MATCH
    if score is None or score.value is None:
        return Verdict.UNREADABLE
    if reported is None or abs(reported - score.value) > parameters.score_tolerance:
        return Verdict.DIFFERS
    return Verdict.MATCH
