"""What a formula is made of once it was read."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias


class FormulaError(ValueError):
    """Why a formula cannot be read or worked out, in Chinese; ``position`` counts from 1, 0 when there is none."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(f"第{position}个字：{message}" if position else message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Figure:
    """A number; ``percent`` says it was written with a percent sign (85% is 17/20)."""

    value: Fraction
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity by its Chinese name."""

    word: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """The operand with its sign turned."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two operands and the sign between them: one of ARITHMETIC or COMPARISONS."""

    sign: str
    left: "Node"
    right: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of FUNCTIONS with its arguments."""

    function: str
    arguments: tuple["Node", ...]
    position: int = field(default=0, compare=False)


Node: TypeAlias = Figure | Name | Negative | Pair | Call


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments a function takes, which of them are conditions, and the words that may lead them."""

    least: int
    most: int
    conditions: tuple[int, ...] = ()
    leads: tuple[str, ...] = ()


MOST_ARGUMENTS = 20
SUMS = ("+", "-")
PRODUCTS = ("×", "÷")
COMPARISONS = ("=", "≠", ">", "≥", "<", "≤")
SIGN_WORDS = {
    "+": "加",
    "-": "减",
    "×": "乘以",
    "÷": "除以",
    "=": "等于",
    "≠": "不等于",
    ">": "大于",
    "≥": "不低于",
    "<": "小于",
    "≤": "不超过",
}
ALL_CONDITIONS = tuple(range(MOST_ARGUMENTS))
FUNCTIONS = {
    "如果": Function(3, 3, (0,), ("", "那么", "否则")),
    "最小": Function(1, MOST_ARGUMENTS),
    "最大": Function(1, MOST_ARGUMENTS),
    "四舍五入": Function(2, 2),
    "区间": Function(3, 3, (), ("", "最低", "最高")),
    "绝对值": Function(1, 1),
    "且": Function(2, MOST_ARGUMENTS, ALL_CONDITIONS),
    "或": Function(2, MOST_ARGUMENTS, ALL_CONDITIONS),
}
CONDITION_FUNCTIONS = ("且", "或")


def is_condition(node: Node) -> bool:
    """Whether a node is true or false rather than a number."""
    if isinstance(node, Pair):
        return node.sign in COMPARISONS
    return isinstance(node, Call) and node.function in CONDITION_FUNCTIONS
