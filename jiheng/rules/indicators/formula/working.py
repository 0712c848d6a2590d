"""Works a formula out, exactly and within bounds."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.figures import Number, exact, rounded
from jiheng.rules.indicators.formula.nodes import Call, Figure, FormulaError, Name, Negative, Node, Pair

LARGEST = 10**15
MOST_PLACES = 10
_FURTHEST = 30
"""Digits before or behind the point that a quantity may bring along."""


def value_of(node: Node, names: Mapping[str, Number]) -> Fraction:
    """The number a tree gives. Raises ``FormulaError``: unknown name, division by zero, a figure too large."""
    if isinstance(node, Figure):
        return node.value
    if isinstance(node, Name):
        return _bounded(_quantity(node, names), node.position)
    if isinstance(node, Negative):
        return -value_of(node.operand, names)
    if isinstance(node, Call):
        return _bounded(_called(node, names), node.position)
    return _bounded(_worked(node, value_of(node.left, names), value_of(node.right, names)), node.position)


def holds(node: Node, names: Mapping[str, Number]) -> bool:
    """Whether a condition is true."""
    if isinstance(node, Call):
        answers = (holds(argument, names) for argument in node.arguments)
        return all(answers) if node.function == "且" else any(answers)
    if not isinstance(node, Pair):
        raise FormulaError("这里要一个条件")
    left, right = value_of(node.left, names), value_of(node.right, names)
    return {
        "=": left == right,
        "≠": left != right,
        ">": left > right,
        "≥": left >= right,
        "<": left < right,
        "≤": left <= right,
    }[node.sign]


def _worked(node: Pair, left: Fraction, right: Fraction) -> Fraction:
    if node.sign == "+":
        return left + right
    if node.sign == "-":
        return left - right
    if node.sign == "×":
        return left * right
    if right == 0:
        raise FormulaError("除数是0，请用“如果”先排除", node.position)
    return left / right


def _called(node: Call, names: Mapping[str, Number]) -> Fraction:
    if node.function == "如果":
        condition, yes, no = node.arguments
        return value_of(yes if holds(condition, names) else no, names)
    values = [value_of(argument, names) for argument in node.arguments]
    if node.function == "最小":
        return min(values)
    if node.function == "最大":
        return max(values)
    if node.function == "绝对值":
        return abs(values[0])
    return _rounded(node, values) if node.function == "四舍五入" else _held(node, values)


def _rounded(node: Call, values: list[Fraction]) -> Fraction:
    value, places = values
    if places.denominator != 1 or not 0 <= places <= MOST_PLACES:
        raise FormulaError(f"四舍五入的位数要是0到{MOST_PLACES}的整数", node.position)
    return exact(rounded(value, int(places)))


def _held(node: Call, values: list[Fraction]) -> Fraction:
    value, low, high = values
    if low > high:
        raise FormulaError("“区间”的低值大于高值，请对调", node.position)
    return min(max(value, low), high)


def _quantity(node: Name, names: Mapping[str, Number]) -> Fraction:
    if node.word not in names:
        known = "、".join(names) or "没有"
        raise FormulaError(f"没有“{node.word}”这个数，可用的有：{known}", node.position)
    value = names[node.word]
    if isinstance(value, Decimal) and not _is_near(value):
        raise FormulaError(f"“{node.word}”不是可以计算的数", node.position)
    return exact(value)


def _is_near(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_FURTHEST and value.adjusted() <= _FURTHEST


def _bounded(value: Fraction, position: int) -> Fraction:
    if abs(value) > LARGEST:
        raise FormulaError("算出的数太大，请核对单位和公式", position)
    return value
