"""Reads rules that take points off: “每发现1起扣2分”, “每逾期10天扣1分”, “每低1个百分点扣0.5分”."""

import re
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.indicators.rules_of_scoring import Against, DeductionRule, LatenessRule, RuleError
from jiheng.rules.indicators.shapes import Method
from jiheng.rules.indicators.syntax import NUMBER, UNIT, pieces_of, unit_of, unread
from jiheng.rules.scoring.deduction import PartStep

_LATE = ("逾期", "延期", "超期")
_ABOVE = ("超过", "超出", "高于", "超", "高", "多", "增加")
_BELOW = ("低于", "少于", "不足", "下降", "减少", "低", "少")
_CASES = ("发现", "发生", "出现", "查出", "缺少", "有", "缺")
_VERBS = "|".join((*_LATE, *_ABOVE, *_BELOW, *_CASES))
_DEDUCTION = re.compile(
    rf"每(?P<verb>{_VERBS})?(?:目标值|目标|标准|计划)?(?P<every>{NUMBER}|一)?(?P<unit>{UNIT})扣(?:减|除)?"
    rf"(?P<minus>{NUMBER})分"
)
_FILLING = re.compile(r"扣完(?:本项分值)?为止|(?:按期|按时|达标|达到目标|没有|未发现|未发生)[一-鿿]{0,8}满分")
_PART_STEPS = (
    (re.compile(r"不足(?:一档|[0-9一-鿿]{1,6})不扣分?"), PartStep.DOWN),
    (re.compile(r"不足(?:一档|[0-9一-鿿]{1,6})按比例扣分?"), PartStep.PROPORTIONAL),
    (re.compile(r"不足(?:一档|[0-9一-鿿]{1,6})按(?:一档|[0-9一-鿿]{1,6})扣?(?:分|计)?"), PartStep.UP),
)


@clause("cq2023-7/10.k")
def read_deduction(written: str) -> DeductionRule:
    """The rule of 扣分法 from its plain text. Raises ``RuleError``."""
    match, part_step = _deducting(Method.DEDUCTION, written)
    verb, unit = match.group("verb") or "", unit_of(match.group("unit"))
    against = Against.ABOVE if verb in _ABOVE else Against.BELOW if verb in _BELOW else Against.COUNT
    if not match.group("every") and not unit:
        raise RuleError(f"“{match.group()}”没有写每多少扣一次，例如“每发现1起扣2分”")
    return DeductionRule(_every(match), unit, Decimal(match.group("minus")), against, part_step)


@clause("cq2023-7/10.k")
def read_lateness(written: str) -> LatenessRule:
    """The rule of 时效法 from its plain text. Raises ``RuleError``."""
    if not written:
        return LatenessRule()
    match, part_step = _deducting(Method.DATE, written)
    every = _every(match)
    if match.group("verb") not in _LATE or unit_of(match.group("unit")) != "天" or every != int(every):
        raise unread(Method.DATE, match.group())
    return LatenessRule(int(every), Decimal(match.group("minus")), part_step)


def _deducting(method: Method, written: str) -> tuple[re.Match[str], PartStep | None]:
    """The one piece that takes points off, and what a part of a step counts for when another piece says so."""
    found: list[re.Match[str]] = []
    part_step: PartStep | None = None
    for piece in pieces_of(written):
        if match := _DEDUCTION.fullmatch(piece):
            found.append(match)
        elif step := next((step for pattern, step in _PART_STEPS if pattern.fullmatch(piece)), None):
            part_step = step
        elif not _FILLING.fullmatch(piece):
            raise unread(method, piece)
    if len(found) != 1:
        raise unread(method, written)
    return found[0], part_step


def _every(match: re.Match[str]) -> Decimal:
    written = match.group("every") or "1"
    every = Decimal(1) if written == "一" else Decimal(written)
    if every == 0:
        raise RuleError(f"“{match.group()}”的档距是0，须大于0")
    return every
