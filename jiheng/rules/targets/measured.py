"""Targets with numbers: one quantity, a range, or several numbers that are no single target."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from jiheng.rules.figures import HUNDRED
from jiheng.rules.targets.amounts import Amount, amounts_in, chinese_amount, without_noise
from jiheng.rules.targets.columns import TargetText
from jiheng.rules.targets.dates import ReadDate
from jiheng.rules.targets.direction import direction_for
from jiheng.rules.targets.quantity import Quantity, one_quantity
from jiheng.rules.targets.shapes import Direction, DirectionSource, Target, TargetKind
from jiheng.rules.targets.signs import AT_LEAST, AT_MOST, signs_after, signs_before
from jiheng.rules.targets.units import convert
from jiheng.rules.targets.vocabulary import words

_JOINS = re.compile(r"(?:-{1,2}|~{1,2}|至|到|—)\Z")
_MIDDLE = re.compile(r"(?:≤|<)(?:x|X|n|N|指标值|实际值|完成值|目标值)?(?:≤|<)\Z")
_BRACKETED = re.compile(r"([\[(])([0-9]+(?:\.[0-9]+)?)(%?)[,~\-]([0-9]+(?:\.[0-9]+)?)(%?)([\])])(.{0,6})\Z")
_AFTER_RANGE = re.compile(r"(?:之间|区间|范围内?|以内)?(?:\(含[^)]*\))?[。;,]?\Z")
_LOST_SIGN = re.compile(r"[28]([0-9]{2}(?:\.[0-9]+)?)\Z")
_LONGEST_INTRODUCTION = 24
_STRICT = ("严格不等号建议改为“≥”或“≤”",)


def as_measured(cell: TargetText, date: ReadDate | None, name: str, level2: str) -> Target | None:
    """The quantity, range or several numbers in a target, or ``None`` when it has no number."""
    text = without_noise(date.rest if date else cell.body)
    remarks = (f"含时间要求“{date.written}”，另行核对", *date.remarks) if date else ()
    bracketed = _bracketed(cell, text)
    if bracketed:
        return bracketed
    amounts = amounts_in(text)
    if not amounts:
        spelled = chinese_amount(text.lstrip("≥≤><=＝"))
        if spelled is None:
            return None
        text, amounts = f"{text[: len(text) - spelled.end]}{spelled}", []
        amounts = amounts_in(text)
        remarks = (*remarks, f"中文数字，按{spelled}读")
    if len(amounts) == 1:
        return _single(cell, one_quantity(text, amounts[0]), name, level2, remarks)
    if len(amounts) == 2:
        ranged = _range(cell, text, amounts[0], amounts[1], remarks)
        if ranged:
            return ranged
    listed = "、".join(str(amount) for amount in amounts)
    reason = "目标含多个数值，没有单一方向"
    remarks = (*remarks, f"含多个数值：{listed}")
    return Target(TargetKind.COMPOUND, cell.raw, direction_reason=reason, sentence=True, remarks=remarks)


def _single(cell: TargetText, quantity: Quantity, name: str, level2: str, remarks: tuple[str, ...]) -> Target:
    lead, lead_word = quantity.lead, quantity.lead_word
    if cell.side is not Direction.UNKNOWN:
        lead, lead_word = cell.side, cell.side_word
    reading = direction_for(
        name,
        level2,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=quantity.unit,
        lead=lead,
        lead_word=lead_word,
    )
    if cell.side is not Direction.UNKNOWN and not quantity.comparator:
        reason = f"指标性质写“{cell.side_word}”"
        reading = replace(reading, source=DirectionSource.SIGN, reason=reason)
    target = Target(
        TargetKind.QUANTITATIVE,
        cell.raw,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=quantity.unit,
        direction=reading.direction,
        direction_from=reading.source,
        direction_reason=reading.reason,
        sentence=quantity.sentence,
        remarks=(*remarks, *quantity.remarks, *_more_remarks(quantity, name)),
    )
    if quantity.conflict:
        reason = f"符号互相矛盾：{quantity.conflict}"
        return replace(
            target, direction=Direction.UNKNOWN, direction_from=DirectionSource.NONE, direction_reason=reason
        )
    return target


def _more_remarks(quantity: Quantity, name: str) -> tuple[str, ...]:
    remarks = _STRICT if quantity.comparator in (">", "<") else ()
    lost = _LOST_SIGN.match(f"{quantity.value:f}")
    if lost and quantity.unit == "%" and Decimal(lost.group(1)) <= HUNDRED and is_capped(name):
        guess = f"{lost.group(1)}%"
        remarks = (*remarks, f"“{name}”不会超过100%，“{quantity.value:f}%”可能是“≥{guess}”识别错误，请核对；未作改动")
    return remarks


def is_capped(name: str) -> bool:
    """Whether a rate of this name can never pass 100%: 满意度, 合格率; not 增长率."""
    ends = any(name.rstrip(")）").endswith(word) for word in words("signs", "capped", "names"))
    return (ends or "满意" in name) and not any(word in name for word in words("signs", "capped", "open_ended"))


@dataclass(frozen=True, slots=True)
class _Ends:
    low: Decimal
    high: Decimal
    unit: str


def _bracketed(cell: TargetText, text: str) -> Target | None:
    """[80,90] and (80%,90%]; one bracket must be square, so (1,200) stays a number."""
    found = _BRACKETED.match(text.lstrip("=＝"))
    if not found or ("[" not in found.group(1) + found.group(6) and "]" not in found.group(1) + found.group(6)):
        return None
    unit = found.group(5) or found.group(3) or found.group(7)
    return _range_target(cell, _Ends(Decimal(found.group(2)), Decimal(found.group(4)), unit), ())


def _range(cell: TargetText, text: str, one: Amount, two: Amount, remarks: tuple[str, ...]) -> Target | None:
    between, before, after = text[one.end : two.start], text[: one.start], text[two.end :]
    if between == "±":
        ends = _Ends(one.value - two.value, one.value + two.value, two.unit or one.unit)
        return _range_target(cell, ends, remarks) if one.unit in ("", two.unit) else None
    opening, closing = signs_before(before), signs_after(after)
    plain_ends = bool(_AFTER_RANGE.match(closing.rest)) and _is_introduction(opening.rest)
    joined = _JOINS.match(between) and not set(opening.found) & {*AT_LEAST, *AT_MOST}
    two_sided = _two_sided(opening.found, between, closing.found)
    if not plain_ends or not (joined or two_sided or _MIDDLE.match(between)):
        return None
    unit = two.unit or one.unit
    low = convert(one.value, one.unit, unit) if one.unit else one.value
    return None if low is None else _range_target(cell, _Ends(low, two.value, unit), remarks)


def _two_sided(opening: tuple[str, ...], between: str, closing: tuple[str, ...]) -> bool:
    """≥80%且≤90%, 不低于80%不高于90%, 80%以上90%以下."""
    first_after = signs_after(between)
    second_before = signs_before(first_after.rest)
    if second_before.rest not in ("", "且", "并", ",", "、", "且不", "，且", ",且", "并且"):
        return False
    low = {*opening, *first_after.found}
    high = {*second_before.found, *closing}
    return bool(low & set(AT_LEAST)) and bool(high & set(AT_MOST)) and not (low & set(AT_MOST) | high & set(AT_LEAST))


def _is_introduction(rest: str) -> bool:
    return not rest or (len(rest) <= _LONGEST_INTRODUCTION and bool(_introductions().fullmatch(rest)))


@cache
def _introductions() -> re.Pattern[str]:
    every = (*words("signs", "lead", "neutral"), *words("signs", "lead", "floor"), "控制在")
    return re.compile(f"(?:{'|'.join(re.escape(word) for word in every)})+")


def _range_target(cell: TargetText, ends: _Ends, remarks: tuple[str, ...]) -> Target:
    low, high = ends.low, ends.high
    if low > high:
        remarks = (*remarks, "区间的两端写反，按小到大读")
        low, high = high, low
    return Target(
        TargetKind.RANGE,
        cell.raw,
        value=low,
        upper=high,
        unit=ends.unit,
        direction=Direction.EXACT,
        direction_from=DirectionSource.SIGN,
        direction_reason="目标是区间，在区间内（含两端）为达成",
        remarks=remarks,
    )
