"""拆分评价: when to split a project by use of funds, and what weights to suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import HUNDRED, exact, plain
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import share
from jiheng.rules.scoring.largest_remainder import share_out

CLAUSE = "cq2023-7/11"


class Impact(StrEnum):
    """How much a use of funds matters for the whole project."""

    USUAL = "usual"
    IMPORTANT = "important"
    KEY = "key"

    @property
    def label(self) -> str:
        return {"usual": "一般", "important": "重要", "key": "关键"}[self.value]


@dataclass(frozen=True, slots=True)
class Purpose:
    """One use of the funds; ``funds`` in one unit of money for the whole project."""

    name: str
    funds: Decimal
    impact: Impact = Impact.USUAL


@dataclass(frozen=True, slots=True)
class SplitReading:
    """Uses at or above ``purpose_share`` are not low; the bonuses (ratios) raise a suggested weight."""

    purpose_share: Decimal
    bonus_usual: Decimal
    bonus_important: Decimal
    bonus_key: Decimal

    def bonus(self, impact: Impact) -> Decimal:
        bonuses = {
            Impact.USUAL: self.bonus_usual,
            Impact.IMPORTANT: self.bonus_important,
            Impact.KEY: self.bonus_key,
        }
        return bonuses[impact]


def split_reading_for(book: Rulebook) -> SplitReading:
    entry = book.entry("split")
    names = ("purpose_share", "bonus_usual", "bonus_important", "bonus_key")
    return SplitReading(*(entry.decimal(name) for name in names))


@clause(CLAUSE)
def check_split_needed(purposes: Sequence[Purpose], reading: SplitReading, *, is_split: bool) -> Finding:
    """Two or more uses whose shares are not low ask for a split evaluation.

    Reading taken: “占比均不低” is at or above the configured share, the floor included.
    """
    large = [purpose.name for purpose in purposes if _share(purpose, purposes) >= reading.purpose_share]
    if len(large) < 2:
        return not_applicable("W-B11-1", f"资金占比不低于{share(reading.purpose_share)}的用途不到两种，不需要拆分")
    if is_split:
        return passed("W-B11-1")
    message = (
        f"{'、'.join(large)}的资金占比均不低于{share(reading.purpose_share)}，请拆分评价，或由主评人写明不拆分的理由"
    )
    return failed("W-B11-1", message)


@clause(CLAUSE)
def suggested_weights(purposes: Sequence[Purpose], reading: SplitReading) -> tuple[Decimal, ...]:
    """Weights to offer, adding up to 100.00: each share of funds raised by the bonus of its impact.

    Without any funds there is no share, so nothing is suggested.
    """
    weighed = [_share(purpose, purposes) * (1 + exact(reading.bonus(purpose.impact))) for purpose in purposes]
    return share_out(HUNDRED, weighed) if any(weighed) else ()


@clause(CLAUSE)
def check_split_weights(purposes: Sequence[Purpose], weights: Sequence[Decimal]) -> Finding:
    """The largest use has not the lowest weight, and an important or key use weighs at least its share of funds."""
    if len(purposes) < 2 or not any(purpose.funds for purpose in purposes):
        return not_applicable("W-B11-2", "没有拆分，或没有资金额度，不比较权重")
    wrong = [fault for _, fault in weight_faults(purposes, weights)]
    return failed("W-B11-2", f"{'；'.join(wrong)}，请调整或说明") if wrong else passed("W-B11-2")


@clause(CLAUSE)
def weight_faults(purposes: Sequence[Purpose], weights: Sequence[Decimal]) -> list[tuple[Purpose, str]]:
    """Each use whose weight does not fit its share, with the reason: first the largest use weighing least."""
    whole = sum(map(exact, weights), Fraction(0))
    wrong = [
        (
            purpose,
            f"{purpose.name}（{purpose.impact.label}）的权重{plain(weight)}"
            f"低于其资金占比{share(_share(purpose, purposes))}",
        )
        for purpose, weight in zip(purposes, weights, strict=True)
        if purpose.impact is not Impact.USUAL and exact(weight) < _share(purpose, purposes) * whole
    ]
    largest = max(range(len(purposes)), key=lambda index: purposes[index].funds)
    if weights[largest] == min(weights) and weights[largest] < max(weights):
        wrong.insert(0, (purposes[largest], f"{purposes[largest].name}的资金占比最高而权重最低"))
    return wrong


@clause(CLAUSE)
def check_parts_have_indicators(indicators: Sequence[tuple[str, int]]) -> Finding:
    """Every part of a split project (its name and its number of indicators) has indicators of its own."""
    if not indicators:
        return not_applicable("E-B11-3", "项目没有拆分")
    bare = [name for name, count in indicators if count == 0]
    if not bare:
        return passed("E-B11-3")
    return failed("E-B11-3", f"子项目{'、'.join(bare)}没有指标体系，请分别设置指标")


def _share(purpose: Purpose, purposes: Sequence[Purpose]) -> Fraction:
    whole = sum((exact(other.funds) for other in purposes), Fraction(0))
    return exact(purpose.funds) / whole if whole else Fraction(0)
