"""Exact figures: how scores are carried, rounded and printed.

Middle values are exact fractions, so no digit depends on the order of operations or on the machine;
a score is rounded once, half up, by :func:`rounded`, and the printed figure is the figure everything reads.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = Decimal | Fraction | int

HUNDRED = Decimal(100)


def exact(value: Number | str) -> Fraction:
    """The same number as an exact fraction. Text must be a plain decimal such as ``"43.20"``."""
    return Fraction(Decimal(value)) if isinstance(value, str) else Fraction(value)


def rounded(value: Number, places: int = 2) -> Decimal:
    """Round half up to ``places`` decimals (a tie moves away from zero): 8.625 → 8.63.

    The only rounding function of the system.
    """
    scaled = abs(exact(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    signed = -whole if value < 0 else whole
    return Decimal(signed).scaleb(-places)


def plain(value: Decimal) -> str:
    """A decimal as people write it: no exponent, no trailing zeros (``43.20`` → ``43.2``)."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: Number, places: int = 6) -> str:
    """A middle value for an explanation: cut, never rounded, with “…” when digits are left out (0.862037…)."""
    fraction = exact(value)
    scaled = abs(fraction) * 10**places
    whole = scaled.numerator // scaled.denominator
    sign = "-" if fraction < 0 else ""
    digits = plain(Decimal(whole).scaleb(-places))
    return f"{sign}{digits}{'' if scaled.denominator == 1 else '…'}"


def printed(value: Number) -> str:
    """A figure inside a calculation: a decimal as written, an exact fraction by its first digits."""
    return plain(value) if isinstance(value, Decimal) else shown(value)


def percent(value: Number, places: int = 2) -> str:
    """A ratio as a percentage with fixed decimals: 0.862037 → ``86.20%``."""
    return f"{rounded(exact(value) * 100, places)}%"
