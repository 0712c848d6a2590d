"""The number in an actual value, converted to the unit of its target."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.figures import HUNDRED, plain, rounded
from jiheng.rules.targets.amounts import Amount, amounts_in, chinese_amount, without_noise
from jiheng.rules.targets.quantity import Quantity, one_quantity
from jiheng.rules.targets.shapes import Actual, ActualKind, Direction, Target, TargetKind
from jiheng.rules.targets.signs import EQUAL
from jiheng.rules.targets.units import MAGNITUDES, convert, magnitude, unit_family

_COUNTED = re.compile(r"(\d{1,9})/(\d{1,9})")
"""How many of how many: 171/200 against a percentage."""
_SHARE_PLACES = 12
_SURELY_A_SHARE = Decimal(50)
"""A floor of at least 50% cannot be met by “1” meaning 1%: a bare 1 or 0.98 is a share."""


def actual_number(raw: str, text: str, target: Target) -> Actual | None:
    """The one number of the text in the target's unit, or ``None`` when there is none or it is not clear which."""
    text = without_noise(text)
    counted = _COUNTED.fullmatch(text)
    if counted and (target.unit or target.implied_unit) == "%" and int(counted[2]):
        return _counted_share(raw, int(counted[1]), int(counted[2]))
    amounts = amounts_in(text)
    if not amounts:
        spelled = chinese_amount(text)
        amounts = [spelled] if spelled else []
    chosen, remarks = _the_one(amounts, target)
    if chosen is None:
        return None
    quantity = one_quantity(text, chosen) if len(amounts) == 1 else Quantity(chosen.value, chosen.unit)
    return _converted(raw, quantity, target, remarks)


def _counted_share(raw: str, part: int, whole: int) -> Actual:
    value = Decimal(plain(rounded(Fraction(100 * part, whole), _SHARE_PLACES)))
    return Actual(ActualKind.NUMBER, raw, value=value, unit="%", remarks=(f"“{raw}”按{plain(value)}%读",))


def _the_one(amounts: list[Amount], target: Target) -> tuple[Amount | None, tuple[str, ...]]:
    """The only number, or the only one in the target's family."""
    if len(amounts) <= 1:
        return (amounts[0] if amounts else None), ()
    family = unit_family(target.unit or target.implied_unit)
    alike = [amount for amount in amounts if family and unit_family(amount.unit) == family]
    listed = "、".join(str(amount) for amount in amounts)
    return (alike[0], (f"含多个数值（{listed}），取与目标同单位的{alike[0]}",)) if len(alike) == 1 else (None, ())


def _converted(raw: str, quantity: Quantity, target: Target, remarks: tuple[str, ...]) -> Actual:
    copied = quantity.comparator not in ("", EQUAL) or bool(quantity.conflict)
    remarks = (*remarks, *quantity.remarks)
    if copied:
        remarks = (*remarks, f"写成不等式“{raw}”，按{plain(quantity.value)}{quantity.unit}读")
    elif quantity.comparator == EQUAL:
        remarks = (*remarks, "实际完成值前的“=”多余")
    read = Actual(ActualKind.NUMBER, raw, value=quantity.value, unit=quantity.unit, copied=copied, remarks=remarks)
    wanted = target.unit or target.implied_unit
    if target.kind is TargetKind.DATE:
        return replace(read, unit_mismatch=f"目标是日期，实际是“{plain(quantity.value)}{quantity.unit}”")
    if not wanted or target.kind is TargetKind.COMPOUND:
        return _without_target_unit(read)
    if not quantity.unit:
        return _bare(read, quantity.value, wanted, target)
    return _in_unit(read, quantity, wanted)


def _without_target_unit(read: Actual) -> Actual:
    """A target without a unit takes the actual's own; nothing to convert."""
    return replace(read, remarks=(*read.remarks, "目标没有单位，按同一单位比较")) if read.unit else read


def _bare(read: Actual, value: Decimal, wanted: str, target: Target) -> Actual:
    """A bare number is in the target's unit; a bare share of 1 under a rate is taken times 100, with a remark."""
    better = target.direction is Direction.FLOOR and target.value is not None and target.value >= _SURELY_A_SHARE
    if wanted == "%" and better and 0 < value <= 1:
        shown = plain(value * HUNDRED)
        return replace(
            read,
            value=value * HUNDRED,
            unit=wanted,
            remarks=(*read.remarks, f"“{plain(value)}”没有单位，目标是百分数，按{shown}%读"),
        )
    if wanted == "%" and 0 < value < 1:
        return replace(
            read, unit=wanted, remarks=(*read.remarks, f"没有单位，按{plain(value)}%读；如是比率请写成百分数")
        )
    return replace(read, unit=wanted)


def _scale_of(unit: str) -> str:
    """The bare magnitude a unit starts with, for “90万” against 万元."""
    return next((word for word, size in MAGNITUDES.items() if size == magnitude(unit)), "")


def _in_unit(read: Actual, quantity: Quantity, wanted: str) -> Actual:
    value = convert(quantity.value, quantity.unit, wanted)
    if value is None and not unit_family(quantity.unit):
        value = convert(quantity.value, quantity.unit, _scale_of(wanted))
    if value is None and wanted.startswith(f"{quantity.unit}/"):
        return replace(read, unit=wanted, remarks=(*read.remarks, f"目标以“{wanted}”计，实际按同一口径读"))
    if value is None:
        return replace(read, unit_mismatch=f"目标“{wanted}”，实际“{quantity.unit}”")
    if quantity.unit == wanted:
        return read
    shown = f"{plain(quantity.value)}{quantity.unit}换算为{plain(value)}{wanted}"
    return replace(read, value=value, unit=wanted, remarks=(*read.remarks, shown))
