"""Targets against money: quantity × unit cost, cost indicators, and shares of the investment."""

import re
from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import plain
from jiheng.rules.recheck.cells import mark
from jiheng.rules.recheck.money_shares import IN_YUAN, payment_marks, share_marks
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import FundsResult, Mark, RowResult
from jiheng.rules.recheck.shapes import FormSheet, IndicatorRow
from jiheng.rules.targets.shapes import Direction, TargetKind
from jiheng.rules.targets.units import convert

UNIT_COST = re.compile(r"^(亿元|万元|元)?/([^/、，,]+)$")
COST_NAMES = ("总成本", "总投资", "投资额", "总造价", "资金总额")


def money_marks(
    form: FormSheet, funds: FundsResult, rows: Sequence[RowResult], parameters: RecheckParameters
) -> list[Mark]:
    """Every check that holds indicator targets against the money of the form."""
    budget = _budget_in_yuan(form, funds)
    return [
        *_quantity_cost_marks(rows, budget, parameters),
        *_cost_total_marks(form, funds, rows),
        *share_marks(form, rows, budget),
        *payment_marks(funds, rows, parameters),
    ]


def _budget_in_yuan(form: FormSheet, funds: FundsResult) -> Decimal | None:
    budget = funds.adjusted if funds.adjusted is not None else funds.initial
    return None if budget is None else budget * IN_YUAN.get(form.unit_of_money, Decimal(10000))


@clause("ats2023/3.5.2", "mof2020-10/3.1")
def _quantity_cost_marks(
    rows: Sequence[RowResult], budget: Decimal | None, parameters: RecheckParameters
) -> list[Mark]:
    """Unit cost × quantity of the same unit, summed, against the money asked for.

    Reading taken: above the budget is a mismatch by any amount; below it only beyond the allowed deviation.
    A cost per time (元/人·月) is left out, since the form does not say for how long.
    """
    marks: list[Mark] = []
    worked: list[tuple[RowResult, RowResult, Decimal]] = []
    for row in rows:
        cost = _unit_cost(row)
        if cost is None:
            continue
        yuan, unit = cost
        if "·" in unit:
            continue
        quantity = _quantity_of(rows, row, unit)
        if quantity is None or quantity.target.value is None:
            if not any(_counts_in(other, unit) or _counts_alike(other, unit) for other in rows):
                marks.append(_no_quantity_mark(row, unit))
            continue
        worked.append((row, quantity, yuan * _count(quantity, unit)))
    if worked and budget:
        marks += _product_marks(worked, budget, parameters)
    return marks


def _product_marks(
    worked: list[tuple[RowResult, RowResult, Decimal]], budget: Decimal, parameters: RecheckParameters
) -> list[Mark]:
    asked = sum((amount for _, _, amount in worked), Decimal(0))
    if asked <= budget and asked >= budget * (1 - parameters.cost_deviation):
        return []
    working = "＋".join(
        f"{plain(quantity.target.value or Decimal(0))}{quantity.target.unit}×{cost.target.raw.lstrip('=＝≤<≥>')}"
        for cost, quantity, _ in worked
    )
    wan = plain((asked / 10000).normalize())
    message = (
        f"数量×单位成本为{working}＝{wan}万元，资金总额是{plain((budget / 10000).normalize())}万元，"
        f"相差{plain((abs(asked - budget) / 10000).normalize())}万元，请核对数量、单位成本或资金"
    )
    return [mark("W-A352-7", message, worked[0][0].row.target)]


def _unit_cost(row: RowResult) -> tuple[Decimal, str] | None:
    """A unit cost as (yuan, unit): ``2875元/个`` → (2875, 个); ``28.40/株`` is taken as 元."""
    if row.target.kind is not TargetKind.QUANTITATIVE or row.target.value is None:
        return None
    found = UNIT_COST.match(row.target.unit)
    if not found:
        return None
    return row.target.value * IN_YUAN[found.group(1) or "元"], found.group(2)


def _counts_in(row: RowResult, unit: str) -> bool:
    """A quantity in the unit itself or in a multiple of it (万只 for 只)."""
    if row.target.value is None or "数量" not in row.row.level2.text or not row.target.unit:
        return False
    return convert(Decimal(1), row.target.unit, unit) is not None


def _counts_alike(row: RowResult, unit: str) -> bool:
    """A quantity in a unit so near (人次 for 人) that the two may well belong together."""
    counted = row.target.unit
    return "数量" in row.row.level2.text and bool(counted) and (counted.startswith(unit) or unit.startswith(counted))


def _count(row: RowResult, unit: str) -> Decimal:
    value = row.target.value or Decimal(0)
    return convert(value, row.target.unit, unit) or value


def _quantity_of(rows: Sequence[RowResult], cost: RowResult, unit: str) -> RowResult | None:
    """The quantity a unit cost belongs to: the same unit, and the name most alike when there are several."""
    candidates = [row for row in rows if row is not cost and _counts_in(row, unit)]
    if not candidates:
        return None
    name = set(cost.row.name.text)
    return max(candidates, key=lambda row: (len(name & set(row.row.name.text)), -row.row.row))


def _no_quantity_mark(row: RowResult, unit: str) -> Mark:
    message = f"“{row.row.name.text}”按每{unit}计，数量指标里没有以{unit}计的指标，数量与成本对不上"
    return mark("W-R-35", message, row.row.target)


@clause("mof2020-10/3.1")
def _cost_total_marks(form: FormSheet, funds: FundsResult, rows: Sequence[RowResult]) -> list[Mark]:
    """A cost indicator in money against the form's own budget and execution."""
    marks: list[Mark] = []
    scale = IN_YUAN.get(form.unit_of_money, Decimal(10000))
    ceilings = [figure for figure in (funds.initial, funds.adjusted) if figure is not None]
    for row in rows:
        if not _is_cost_total(row.row) or row.target.unit not in IN_YUAN or row.target.value is None:
            continue
        wanted = row.target.value * IN_YUAN[row.target.unit]
        if ceilings and wanted > max(ceilings) * scale:
            message = (
                f"“{row.row.name.text}”的目标{plain(row.target.value)}{row.target.unit}，"
                f"超过本表资金总额{plain(max(ceilings))}{form.unit_of_money}，请核对是总投资还是本年资金"
            )
            marks.append(mark("W-R-21", message, row.row.target))
        reached = row.actual.value
        if reached is None or funds.executed is None or row.target.direction is not Direction.CEILING:
            continue
        if _names_whole(row.row) and reached * IN_YUAN[row.target.unit] != funds.executed * scale:
            message = (
                f"“{row.row.name.text}”实际填{plain(reached)}{row.target.unit}，"
                f"本表全年执行数是{plain(funds.executed)}{form.unit_of_money}，两处不一致"
            )
            marks.append(mark("W-R-21", message, row.row.actual))
    return marks


def _is_cost_total(row: IndicatorRow) -> bool:
    return "成本" in row.level2.text or _names_whole(row)


def _names_whole(row: IndicatorRow) -> bool:
    return any(word in row.name.text for word in COST_NAMES)
