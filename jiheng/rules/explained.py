"""A score that can explain itself: 口径 → 取数 → 代入 → 结果, each step with its clause."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.finding import Finding


class StepKind(StrEnum):
    """The four kinds of step, in the order a page prints them."""

    BASIS = "口径"
    INPUT = "取数"
    WORKING = "代入"
    RESULT = "结果"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation, ready to print; ``clause`` is the id behind its 依据 link."""

    kind: StepKind
    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one indicator in 分.

    ``raw`` is exact and unrounded; ``value`` is rounded once to two places and lies in [0, points].
    Both are ``None`` when the score cannot be computed; ``findings`` then say why.
    """

    points: Decimal
    value: Decimal | None
    raw: Fraction | None
    steps: tuple[Step, ...]
    clauses: tuple[str, ...]
    findings: tuple[Finding, ...] = field(default=())
