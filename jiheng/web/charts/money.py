"""Sorting money for a picture: what can be drawn, what is gathered, and the words for what cannot be drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.figures import exact, percent, rounded

UNNAMED = "未填"
ZERO = Decimal(0)
SMALL_TOGETHER = Fraction(1, 10)
"""Small names are gathered only while all of them together are at most this share, so the picture keeps its shape."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Which names a picture shows one by one, largest first, and which it gathers. Never one alone."""

    shown: tuple[str, ...]
    gathered: frozenset[str]

    @property
    def title(self) -> str:
        return f"其他{len(self.gathered)}项"


def gathering_of(money: Mapping[str, Decimal], *, most: int, smallest: Fraction) -> Gathering:
    """At most ``most`` names, the gathered ones counting as one. Of equal amounts the first stays first.

    Names below a share are gathered too, as long as all of them together stay small: five hundred equal items must
    not become one blank field.
    """
    ordered = sorted(money, key=lambda name: -money[name])
    whole = exact(sum(money.values(), ZERO))
    small = [name for name in ordered if exact(money[name]) < smallest * whole]
    if len(small) > 1 and exact(sum((money[name] for name in small), ZERO)) <= SMALL_TOGETHER * whole:
        kept = ordered[: len(ordered) - len(small)]
    else:
        kept = ordered
    if len(kept) + (len(kept) < len(ordered)) > most:
        kept = kept[: most - 1]
    return Gathering(tuple(kept), frozenset(ordered[len(kept) :]))


def added(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Amounts of the same name added up, in the order names first appear."""
    sums: dict[str, Decimal] = {}
    for name, money in pairs:
        sums[name] = sums.get(name, ZERO) + money
    return sums


def wan(yuan: Decimal) -> str:
    """Money in 元 as it stands in a picture: 万元 with two places."""
    return f"{rounded(yuan / 10_000):,}"


def yuan(money: Decimal) -> str:
    """Money in 元 as it stands in a table: to 分."""
    return f"{rounded(money):,}"


def share(part: Decimal, whole: Decimal) -> str:
    """A part of the whole with one place; “—” when there is nothing to divide by, never “0.0%” for something."""
    if not whole:
        return "—"
    ratio = exact(part) / exact(whole)
    return "不足0.1%" if 0 < ratio < Fraction(1, 2000) else percent(ratio, 1)


def not_drawn(amounts: Sequence[Decimal], what: str) -> tuple[str, ...]:
    """What cannot have a size in a picture, in words: amounts below zero, and amounts of zero."""
    below = [money for money in amounts if money < 0]
    nothing = len([money for money in amounts if money == 0])
    said = []
    if below:
        total = sum(below, ZERO)
        said.append(f"有{len(below)}项{what}为负数，合计{wan(total)}万元，图中不画，表中照列，请核对。")
    if nothing:
        said.append(f"有{nothing}项{what}为零，图中不画，表中照列。")
    return tuple(said)
