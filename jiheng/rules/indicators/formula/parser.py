"""Reads a formula by recursive descent; nothing is executed while reading."""

from fractions import Fraction

from jiheng.rules.indicators.formula.nodes import (
    COMPARISONS,
    FUNCTIONS,
    PRODUCTS,
    SUMS,
    Call,
    Figure,
    FormulaError,
    Name,
    Negative,
    Node,
    Pair,
    is_condition,
)
from jiheng.rules.indicators.formula.tokens import Sort, Token, tokens_in

DEEPEST = 20
"""Brackets, functions and minus signs inside each other."""

_CLOSED = ("", ")", ",")


def tree_of(text: str) -> Node:
    """The tree of a formula that gives a number. Raises ``FormulaError`` and nothing else."""
    if not text.strip():
        raise FormulaError("公式是空的，请填写")
    return _Reader(tokens_in(text)).whole()


class _Reader:
    """A place in the tokens. Every method reads one thing and moves on."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def next(self) -> Token:
        return self._tokens[self._at]

    @property
    def last(self) -> str:
        return self._tokens[self._at - 1].text if self._at else ""

    def whole(self) -> Node:
        node = self.number(0)
        if self.next.sort is not Sort.END:
            raise _unexpected(self.next, self.last)
        return node

    def number(self, depth: int) -> Node:
        begins = self.next
        node = self._comparison(depth)
        if is_condition(node):
            raise FormulaError("这里要一个数，写的是条件；条件只能放在“如果、且、或”里", begins.position)
        return node

    def _condition(self, depth: int, function: str) -> Node:
        begins = self.next
        node = self._comparison(depth)
        if not is_condition(node):
            raise FormulaError(f"“{function}”在这里要一个条件，例如 实际值≥目标值", begins.position)
        return node

    def _comparison(self, depth: int) -> Node:
        node = self._sum(depth)
        if self.next.text not in COMPARISONS:
            return node
        sign = self._take()
        right = self._sum(depth)
        _refuse_condition(node, sign)
        _refuse_condition(right, sign)
        if self.next.text in COMPARISONS:
            raise FormulaError("比较不能连写，请写成 且（前一个条件，后一个条件）", self.next.position)
        return Pair(sign.text, node, right, sign.position)

    def _sum(self, depth: int) -> Node:
        node = self._product(depth)
        while self.next.text in SUMS:
            sign = self._take()
            node = _pair(sign, node, self._product(depth))
        return node

    def _product(self, depth: int) -> Node:
        node = self._signed(depth)
        while self.next.text in PRODUCTS:
            sign = self._take()
            node = _pair(sign, node, self._signed(depth))
        return node

    def _signed(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise FormulaError(f"括号和函数套得太深，最多{DEEPEST}层，请拆开", self.next.position)
        if self.next.text != "-":
            return self._single(depth)
        sign = self._take()
        operand = self._signed(depth + 1)
        _refuse_condition(operand, sign)
        return Negative(operand)

    def _single(self, depth: int) -> Node:
        token = self._take()
        if token.sort is Sort.NUMBER:
            return self._figure(token)
        if token.sort is Sort.NAME:
            return self._call(token, depth) if self.next.text == "(" else _name(token)
        if token.text == "(":
            node = self._comparison(depth + 1)
            self._close(token)
            return node
        raise _unexpected(token, self._tokens[self._at - 2].text if self._at > 1 else "")

    def _figure(self, token: Token) -> Figure:
        percent = self.next.text == "%"
        if percent:
            self._take()
        if self.next.sort in (Sort.NAME, Sort.NUMBER):
            message = f"“{token.text}”后面直接跟了“{self.next.text}”，缺少运算符；数字不带单位"
            raise FormulaError(message, self.next.position)
        value = Fraction(token.text)
        return Figure(value / 100 if percent else value, percent)

    def _call(self, token: Token, depth: int) -> Call:
        function = FUNCTIONS.get(token.text)
        if function is None:
            raise FormulaError(f"没有函数“{token.text}”，可用的有：{'、'.join(FUNCTIONS)}", token.position)
        opened = self._take()
        arguments: list[Node] = []
        while not arguments or self.next.text == ",":
            if arguments:
                self._take()
            self._skip_lead(function.leads, len(arguments))
            wants = len(arguments) in function.conditions
            arguments.append(
                self._condition(depth + 1, token.text) if wants else self.number(depth + 1),
            )
        self._close(opened)
        if not function.least <= len(arguments) <= function.most:
            due = f"{function.least}" if function.least == function.most else f"{function.least}到{function.most}"
            raise FormulaError(f"“{token.text}”要{due}项，写了{len(arguments)}项", token.position)
        return Call(token.text, tuple(arguments), token.position)

    def _skip_lead(self, leads: tuple[str, ...], place: int) -> None:
        if self.next.sort is Sort.LEAD and place < len(leads) and self.next.text == leads[place]:
            self._take()

    def _close(self, opened: Token) -> None:
        if self.next.sort is Sort.END:
            raise FormulaError("括号没有合上，请补“）”", opened.position)
        if self.next.text != ")":
            raise _unexpected(self.next, self.last)
        self._take()

    def _take(self) -> Token:
        token = self.next
        if token.sort is not Sort.END:
            self._at += 1
            return token
        raise FormulaError(f"公式没有写完，“{self.last}”后面还缺一项", token.position)


def _pair(sign: Token, left: Node, right: Node) -> Pair:
    _refuse_condition(left, sign)
    _refuse_condition(right, sign)
    return Pair(sign.text, left, right, sign.position)


def _refuse_condition(node: Node, sign: Token) -> None:
    if is_condition(node):
        raise FormulaError(f"“{sign.text}”两边都要是数，有一边写的是条件", sign.position)


def _name(token: Token) -> Name:
    if token.text in FUNCTIONS:
        raise FormulaError(f"“{token.text}”是函数，后面要跟括号", token.position)
    return Name(token.text, token.position)


def _unexpected(token: Token, before: str) -> FormulaError:
    if token.sort is Sort.LEAD:
        return FormulaError(f"“{token.text}”是公式用字，不能作名称，也不能放在这里", token.position)
    if token.sort in (Sort.NAME, Sort.NUMBER) and before not in _CLOSED:
        return FormulaError(f"“{before}”和“{token.text}”之间缺少运算符", token.position)
    return FormulaError(f"这里不该有“{token.text}”", token.position)
