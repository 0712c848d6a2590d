"""A low execution rate needs its reason, as a row that lost points does."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import percent
from jiheng.rules.recheck.cells import is_blank, mark, points_text
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import Mark
from jiheng.rules.recheck.shapes import FormKind, FormSheet, FundRole


@clause("mof2020-10/3.6.2", "sichuan/3.6.2")
def rate_reason_marks(
    form: FormSheet,
    rate: Decimal | None,
    points: Decimal | None,
    reported: Decimal | None,
    parameters: RecheckParameters,
) -> list[Mark]:
    """The rate lost points, or is below what the instrument names, and the block's reason column is blank.

    ``rate`` is a ratio, ``points`` and ``reported`` are 分. A reason beside any source of money will do;
    a form without the column, or without what was spent, is not asked.
    """
    rows = form.fund_rows
    reasons = [row.reason for row in rows if row.reason.ref]
    if form.kind is FormKind.GOAL_DECLARATION or rate is None or not reasons or not all(map(is_blank, reasons)):
        return []
    total = next((row.reason for row in rows if row.role is FundRole.TOTAL and row.reason.ref), reasons[0])
    if points is not None and reported is not None and reported < points:
        said = f"得{points_text(reported)}分、少于分值{points_text(points)}分"
    elif parameters.reason_below_rate is not None and rate < parameters.reason_below_rate:
        said = f"低于{percent(parameters.reason_below_rate, 0)}"
    else:
        return []
    return [mark("E-R-12", f"预算执行率{percent(rate)}，{said}，原因栏空白，请写明原因", total)]
