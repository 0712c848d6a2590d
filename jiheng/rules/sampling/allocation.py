"""How many points each stratum gets.

Every stratum that has units gets one; what is left goes by share of money, by the largest remainder. No stratum gets
more than it has units: the surplus is shared among the others in the same way (OQ-33). With fewer places than strata,
every value of every stratifying dimension gets one as far as the places reach.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.figures import exact

CLAUSE = "cq2023-7/9"


@dataclass(frozen=True, slots=True)
class Sized:
    """What allocation needs of a stratum: its key, its values in the dimensions, how many units, how much money."""

    key: str
    values: tuple[str, ...]
    units: int
    money: Decimal


@clause(CLAUSE)
def allocate(strata: Sequence[Sized], size: int) -> dict[str, int]:
    """Places of each stratum by its key. They add up to ``size``, or to the number of units when that is smaller.

    Ties go to the stratum with more money, then to the first key by code points (OQ-34), so neither the machine nor
    the order of the strata matters. Money below zero counts as zero.
    """
    places = {stratum.key: 0 for stratum in strata}
    held = [stratum for stratum in strata if stratum.units > 0]
    size = min(max(size, 0), sum(stratum.units for stratum in held))
    first = held if size >= len(held) else _one_for_each_value(held, size)
    for stratum in first:
        places[stratum.key] = 1
    _share_by_money(held, places, size - len(first))
    return places


def _one_for_each_value(strata: Sequence[Sized], size: int) -> list[Sized]:
    """Strata taken one after another, each time the one that adds most values not reached yet."""
    reached: set[tuple[int, str]] = set()
    waiting = [(-len(stratum.values), *_rank(stratum), stratum) for stratum in strata]
    heapq.heapify(waiting)
    taken: list[Sized] = []
    while waiting and len(taken) < size:
        claimed, money, key, stratum = heapq.heappop(waiting)
        fresh = set(enumerate(stratum.values)) - reached
        if fresh and -claimed == len(fresh):
            taken.append(stratum)
            reached |= fresh
        elif fresh:  # others reached some of its values meanwhile: it waits with what is left
            heapq.heappush(waiting, (-len(fresh), money, key, stratum))
    return taken


def _share_by_money(strata: Sequence[Sized], places: dict[str, int], left: int) -> None:
    """Give out ``left`` places. A round ends it or fills a stratum, so there are at most as many rounds as strata."""
    while left > 0:
        free = [stratum for stratum in strata if places[stratum.key] < stratum.units]
        for stratum, share in zip(free, _largest_remainder(free, places, left), strict=True):
            taken = min(share, stratum.units - places[stratum.key])
            places[stratum.key] += taken
            left -= taken


def _largest_remainder(strata: Sequence[Sized], places: Mapping[str, int], left: int) -> list[int]:
    """Shares that add up to ``left``, by money; by free units when none of the strata has money."""
    weights = [max(exact(stratum.money), Fraction(0)) for stratum in strata]
    if not any(weights):
        weights = [Fraction(stratum.units - places[stratum.key]) for stratum in strata]
    whole = sum(weights)
    parts = [divmod(left * weight, whole) for weight in weights]
    shares = [part for part, _ in parts]
    order = sorted(range(len(strata)), key=lambda i: (-parts[i][1], *_rank(strata[i])))
    for index in order[: left - sum(shares)]:
        shares[index] += 1
    return shares


def _rank(stratum: Sized) -> tuple[Decimal, str]:
    return -stratum.money, stratum.key
