"""Shares and rates against money: 返本20% of the investment, a payment rate beside the execution rate."""

import re
from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import HUNDRED, plain, rounded
from jiheng.rules.recheck.cells import mark
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import FundsResult, Mark, RowResult
from jiheng.rules.recheck.shapes import FormSheet
from jiheng.rules.targets.shapes import TargetKind

IN_YUAN = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(100000000)}
SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
PAYMENT_NAMES = ("拨付率", "支付率", "兑付率", "支付完成率", "拨付到位率", "资金到位率")


@clause("mof2020-10/3.1")
def share_marks(form: FormSheet, rows: Sequence[RowResult], budget: Decimal | None) -> list[Mark]:
    """Shares of the whole investment (返本20%、分红8%) against an amount indicator about the same thing."""
    marks: list[Mark] = []
    for row in rows:
        text = row.row.target.text
        if row.target.kind is not TargetKind.COMPOUND or "投资" not in text or budget is None:
            continue
        shares = sum((Decimal(share) for share in SHARE.findall(text)), Decimal(0))
        due = budget * shares / HUNDRED
        stem = row.row.name.text.removesuffix("比例").removesuffix("率")
        for other in rows:
            unit, value = other.target.unit, other.target.value
            if other is row or unit not in IN_YUAN or value is None or stem not in other.row.name.text:
                continue
            if value * IN_YUAN[unit] != due:
                message = (
                    f"按“{row.row.name.text}”{plain(shares)}%和资金总额推算为"
                    f"{plain(rounded(due / IN_YUAN[unit]))}{unit}，"
                    f"“{other.row.name.text}”写{plain(value)}{unit}，两处对不上"
                )
                marks.append(mark("W-R-31", message, other.row.target))
    return marks


@clause("mof2020-10/4.1")
def payment_marks(funds: FundsResult, rows: Sequence[RowResult], parameters: RecheckParameters) -> list[Mark]:
    """A payment rate filled as complete although little of the budget was spent."""
    if funds.rate is None or funds.rate >= parameters.low_execution:
        return []
    marks: list[Mark] = []
    for row in rows:
        named = any(word in row.row.name.text for word in PAYMENT_NAMES) and "配套" not in row.row.name.text
        if named and row.actual.value is not None and row.target.unit == "%" and row.actual.value >= HUNDRED:
            message = (
                f"“{row.row.name.text}”填{row.row.actual.text}，预算执行率只有"
                f"{plain(funds.rate * HUNDRED)}%，两处矛盾，请核对拨付数与执行数"
            )
            marks.append(mark("W-R-19", message, row.row.actual))
    return marks
