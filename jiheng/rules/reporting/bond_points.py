"""The points to look at in a project with bond money, and what was found at each (``law/vocabulary/bonds.toml``)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from jiheng.rules.targets.vocabulary import word_list

BETWEEN_NUMBERS: Final = re.compile(r"[、，,；;\s]+")


class BondSays(StrEnum):
    """What was found at one point."""

    FITS = "符合"
    FAILS = "不符合"
    NOT_APPLICABLE = "不适用"


class PointKind(StrEnum):
    PLAIN = ""
    TABLE = "table"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class BondPoint:
    """One point of the list; ``amount`` names the money it asks for, empty when it asks for none."""

    id: str
    title: str
    looks_at: str
    amount: str = ""
    kind: PointKind = PointKind.PLAIN


@dataclass(frozen=True, slots=True)
class BondAnswer:
    """What was found at one point: the answer, the word on it, numbers of material, and the money in 元."""

    item: str
    answer: BondSays | None = None
    said: str = ""
    materials: str = ""
    amount: Decimal | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(filter(None, BETWEEN_NUMBERS.split(self.materials)))

    @property
    def is_blank(self) -> bool:
        return self.answer is None and self.amount is None and not (self.said.strip() or self.materials.strip())


INCOME: Final = "income"
DEBT_SERVICE: Final = "repayable"
"""The points that ask for the income and for principal and interest."""


@cache
def bond_points() -> tuple[BondPoint, ...]:
    """Every point in the order of the list."""
    return tuple(
        BondPoint(one["id"], one["title"], one["looks_at"], one.get("amount", ""), PointKind(one.get("kind", "")))
        for one in word_list("bonds")["point"]
    )
