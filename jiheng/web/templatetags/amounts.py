"""Figures of the analysis as they are printed: sums, means and gaps in whatever unit a column has."""

from fractions import Fraction
from typing import Final

from django import template

from jiheng.rules.figures import exact, rounded, shown

register = template.Library()

NOTHING: Final = "—"


@register.filter
def figure(value: Fraction | None) -> str:
    """An exact figure with thousands separators, cut behind six places: 12,716.25."""
    if value is None:
        return NOTHING
    sign = "-" if value < 0 else ""
    whole, _, rest = shown(abs(value)).partition(".")
    return f"{sign}{int(whole.removesuffix('…')):,}{'.' + rest if rest else ''}"


@register.filter
def mean(value: Fraction | None) -> str:
    """A mean, rounded once to two places."""
    return NOTHING if value is None else f"{rounded(value):,}"


@register.filter
def gap(value: Fraction | None) -> str:
    """A difference with its sign: +3.5, -0.2, 0."""
    if value is None:
        return NOTHING
    return f"+{figure(exact(value))}" if value > 0 else figure(exact(value))
