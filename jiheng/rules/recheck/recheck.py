"""Recheck one form: the money block, every row, the form as a whole."""

from jiheng.rules.clause import clause
from jiheng.rules.recheck.cells import mark
from jiheng.rules.recheck.form_checks import form_marks
from jiheng.rules.recheck.funds import recheck_funds
from jiheng.rules.recheck.money_checks import money_marks
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.points_written import with_points_read
from jiheng.rules.recheck.results import FundsResult, Mark, RecheckResult
from jiheng.rules.recheck.rows import recheck_row
from jiheng.rules.recheck.shapes import FormKind, FormSheet
from jiheng.rules.recheck.totals import totals_of


def recheck(form: FormSheet, parameters: RecheckParameters) -> RecheckResult:
    """Recompute every score of a form and say what is wrong, each finding with its cell, code and clause.

    The same form and parameters always give the same result: nothing is read but the arguments.
    """
    form = with_points_read(form)
    funds = recheck_funds(form, parameters)
    rows = tuple(recheck_row(row, form, parameters) for row in form.indicators if row.children == 0)
    totals = totals_of(form, funds, rows, parameters)
    marks = [
        *_execution_points_marks(form, funds),
        *money_marks(form, funds, rows, parameters),
        *form_marks(form, funds, rows, totals, parameters),
    ]
    return RecheckResult(form, parameters.rules, funds, rows, totals, tuple(marks))


@clause("mof2020-10/4.12")
def _execution_points_marks(form: FormSheet, funds: FundsResult) -> list[Mark]:
    if form.kind is FormKind.GOAL_DECLARATION or not form.has_points or funds.points is not None:
        return []
    rate = f"，执行率{funds.rate * 100:.2f}%没有计入总分" if funds.rate is not None else ""
    total = next((row for row in form.fund_rows), None)
    at = total.points if total and total.points.ref else form.title
    return [mark("W-R-18", f"资金块没有预算执行率的分值{rate}", at)]
