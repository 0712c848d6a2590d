"""自定公式, read once: worked out with named quantities, or said in words.

写法：
- 数：12、0.5、85%（即0.85）；不带单位，不写千分位。
- 名称：汉字、字母开头，后面可以有数字，最多20个字，如 实际值、合格数1。
- 运算：＋ － × ÷（也可写 * /），先乘除后加减，用括号改变先后；比较用 = ≠ > ≥ < ≤。
- 函数：如果（条件，真时的数，假时的数）、最小（…）、最大（…）、四舍五入（数，位数）、区间（数，低，高）、
  绝对值（数）、且（条件，条件）、或（条件，条件）。
- 也可以用字：加、减、乘以、除以、等于、不等于、大于、不低于、小于、不超过，两边要有空格。
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.figures import Number
from jiheng.rules.indicators.formula.nodes import Call, Name, Negative, Node, Pair
from jiheng.rules.indicators.formula.parser import tree_of
from jiheng.rules.indicators.formula.words import said
from jiheng.rules.indicators.formula.working import value_of

CLAUSE = "cq2023-7/10.k"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read; two formulas are equal when they compute the same way."""

    tree: Node

    @property
    def names(self) -> tuple[str, ...]:
        """Every quantity it needs, in the order of first use."""
        return tuple(dict.fromkeys(_names(self.tree)))

    def evaluate(self, names: Mapping[str, Number]) -> Fraction:
        """The exact result. Raises ``FormulaError`` (Chinese, with position) and nothing else."""
        return value_of(self.tree, names)

    def in_words(self) -> str:
        """The formula in Chinese words, such as ``如果（实际值 不低于 目标值，那么 分值，否则 0）``.

        ``parse`` reads the words as the same formula.
        """
        return said(self.tree)

    def with_values(self, names: Mapping[str, Number]) -> str:
        """The words with the quantities put in, for the 代入 step of an explanation."""
        return said(self.tree, names)


@clause(CLAUSE)
def parse(text: str) -> Formula:
    """Read a formula. Raises ``FormulaError`` (Chinese, with the position of the fault) and nothing else."""
    return Formula(tree_of(text))


def _names(node: Node) -> list[str]:
    if isinstance(node, Name):
        return [node.word]
    if isinstance(node, Negative):
        return _names(node.operand)
    if isinstance(node, Pair):
        return _names(node.left) + _names(node.right)
    if isinstance(node, Call):
        return [name for argument in node.arguments for name in _names(argument)]
    return []
