"""Units: which belong together, and how one converts into another. Exact, no float."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from jiheng.rules.figures import rounded
from jiheng.rules.targets.vocabulary import word_list, words

MAGNITUDES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
PER = re.compile(r"[/每·・、*.]")
KEPT_PLACES = 12
"""Decimals kept when a conversion does not end (1亩 in 公顷)."""

_MAGNITUDE = re.compile("|".join(sorted(MAGNITUDES, key=len, reverse=True)))


def unit_family(unit: str) -> str:
    """What a unit measures: 长度, 面积, 金额, 比率… or ``金额/面积`` for 元/亩; an unknown unit is its own family.

    A blank unit and a bare magnitude (万) have the empty family.
    """
    return _measure(unit)[0]


def magnitude(unit: str) -> int:
    """How many the leading magnitude of a unit stands for: 万粒 → 10000, 亿元 → 100000000, 千克 → 1."""
    if unit in _known():
        return 1
    found = _MAGNITUDE.match(unit)
    return MAGNITUDES[found.group()] if found else 1


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """``value`` in another unit of the same family, or ``None`` when the two do not convert.

    80 万元 → 800000 元. Exact when the result ends; else kept to ``KEPT_PLACES`` decimals, half up.
    """
    if from_unit == to_unit:
        return value
    factor = factor_between(from_unit, to_unit)
    return None if factor is None else _as_decimal(Fraction(value) * factor)


def factor_between(from_unit: str, to_unit: str) -> Fraction | None:
    """How many of the second unit make one of the first, exactly; ``None`` when the two do not convert."""
    from_family, from_factor = _measure(from_unit)
    to_family, to_factor = _measure(to_unit)
    if from_family != to_family and not _both_count(from_family, to_family):
        return None
    return from_factor / to_factor


@cache
def known_units() -> tuple[str, ...]:
    """Every unit of the vocabulary, longest first."""
    every = {*_known(), *words("units", "counters", "words"), *words("units", "counters", "generic")}
    return tuple(sorted(every, key=len, reverse=True))


@cache
def _known() -> dict[str, tuple[str, Fraction]]:
    return {
        unit: (family["name"], Fraction(factor))
        for family in word_list("units")["family"]
        for unit, factor in family["units"].items()
    }


def _both_count(one: str, other: str) -> bool:
    """“个” stands for any counter."""
    generic = words("units", "counters", "generic")
    counters = words("units", "counters", "words")
    return (one in generic and other in counters) or (other in generic and one in counters)


@lru_cache(maxsize=4096)
def _measure(unit: str) -> tuple[str, Fraction]:
    known = _known().get(unit)
    if known:
        return known
    same = word_list("units")["aliases"].get(unit)
    if same:
        return _measure(same)
    parts = PER.split(unit)
    if len(parts) == 1:
        return _scaled(unit)
    families, factor = [], Fraction(1)
    for place, part in enumerate(parts):
        family, size = _measure(part) if part else ("", Fraction(1))
        families.append(family)
        factor = factor * size if place == 0 else factor / size
    return "/".join((families[0], *sorted(families[1:]))), factor


def _scaled(unit: str) -> tuple[str, Fraction]:
    found = _MAGNITUDE.match(unit)
    if not found:
        return unit, Fraction(1)
    rest = unit[found.end() :]
    family, factor = _known().get(rest, (rest, Fraction(1)))
    return family, factor * MAGNITUDES[found.group()]


def _as_decimal(value: Fraction) -> Decimal:
    rest, fives_and_twos = value.denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        fives_and_twos = max(fives_and_twos, times)
    if rest != 1:
        return rounded(value, KEPT_PLACES)
    return Decimal(f"{value.numerator * 10**fives_and_twos // value.denominator}E-{fives_and_twos}")
