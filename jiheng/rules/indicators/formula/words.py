"""Says a formula in Chinese words; the words can be read again as the same formula."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.figures import Number, exact, plain, shown
from jiheng.rules.indicators.formula.nodes import (
    COMPARISONS,
    FUNCTIONS,
    SIGN_WORDS,
    SUMS,
    Call,
    Figure,
    Name,
    Negative,
    Node,
    Pair,
)

_COMPARISON, _SUM, _PRODUCT, _SIGNED, _SINGLE = range(1, 6)
_NO_NAMES: Mapping[str, Number] = {}


def said(node: Node, names: Mapping[str, Number] = _NO_NAMES) -> str:
    """The formula in words, with the values of ``names`` in the place of their names.

    With values put in, the words explain the arithmetic; only without them are they the same formula again.
    """
    return _said(node, 0, names)


def _said(node: Node, within: int, names: Mapping[str, Number]) -> str:
    text = _text(node, names)
    return f"（{text}）" if _binding(node) < within else text


def _text(node: Node, names: Mapping[str, Number]) -> str:
    if isinstance(node, Figure):
        return _figure(node)
    if isinstance(node, Name):
        return _quantity(node, names)
    if isinstance(node, Negative):
        return f"-{_said(node.operand, _SIGNED, names)}"
    if isinstance(node, Call):
        return f"{node.function}（{_arguments(node, names)}）"
    binding = _binding(node)
    left = _said(node.left, _SUM if binding == _COMPARISON else binding, names)
    return f"{left} {SIGN_WORDS[node.sign]} {_said(node.right, binding + 1, names)}"


def _arguments(node: Call, names: Mapping[str, Number]) -> str:
    leads = FUNCTIONS[node.function].leads
    parts = []
    for place, argument in enumerate(node.arguments):
        lead = leads[place] if place < len(leads) else ""
        parts.append(f"{lead} {_said(argument, 0, names)}".strip())
    return "，".join(parts)


def _binding(node: Node) -> int:
    if isinstance(node, Pair):
        if node.sign in COMPARISONS:
            return _COMPARISON
        return _SUM if node.sign in SUMS else _PRODUCT
    return _SIGNED if isinstance(node, Negative) else _SINGLE


def _figure(node: Figure) -> str:
    return f"{_decimal(node.value * 100)}%" if node.percent else _decimal(node.value)


def _decimal(value: Fraction) -> str:
    """A number of a formula ends after a few decimals, because it was written so."""
    return plain(Decimal(value.numerator) / Decimal(value.denominator))


def _quantity(node: Name, names: Mapping[str, Number]) -> str:
    if node.word not in names:
        return node.word
    value = exact(names[node.word])
    return f"（{shown(value)}）" if value < 0 else shown(value)
