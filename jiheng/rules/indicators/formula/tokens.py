"""Cuts a formula into numbers, names and signs; full-width and half-width signs mean the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jiheng.rules.indicators.formula.nodes import FUNCTIONS, SIGN_WORDS, FormulaError

LONGEST_FORMULA = 5000
"""Characters. Words take more room than signs, so what was said in words can always be read again."""

MOST_TOKENS = 200
LONGEST_NAME = 20

_ONE_WIDTH = str.maketrans(
    {
        **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)},
        "−": "-",
        "–": "-",
        "、": ",",
        "≧": "≥",
        "⩾": "≥",
        "≦": "≤",
        "⩽": "≤",
        "\u3000": " ",
    }
)
"""One character for one character, so that positions stay those of the text as written."""

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WHOLE_DIGITS, _DECIMALS = 15, 6
_SIGNS = {"*": "×", "/": "÷", "==": "=", "!=": "≠", "<>": "≠", ">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤"}
_KNOWN_SIGNS = frozenset("+-×÷=≠>≥<≤(),%")
_OTHER_WORDS = {"大于等于": "≥", "小于等于": "≤"}
_WORD_SIGNS = {**{word: sign for sign, word in SIGN_WORDS.items()}, **_OTHER_WORDS}
LEADS = frozenset(lead for function in FUNCTIONS.values() for lead in function.leads if lead)
_NEVER_INSIDE = ("乘以", "除以", "等于", "大于", "小于")


class Sort(StrEnum):
    NUMBER = "number"
    NAME = "name"
    SIGN = "sign"
    LEAD = "lead"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; ``position`` counts characters from 1."""

    sort: Sort
    text: str
    position: int


def tokens_in(text: str) -> list[Token]:
    """Every token and an END. Raises ``FormulaError`` for a character or a length that cannot be read."""
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(f"公式有{len(text)}个字，超过{LONGEST_FORMULA}字，请拆短")
    found = list(_cut(text.translate(_ONE_WIDTH)))
    counted = sum(token.sort is not Sort.LEAD for token in found)
    if counted > MOST_TOKENS:
        raise FormulaError(f"公式有{counted}个数、名称和符号，超过{MOST_TOKENS}个，请拆成几个指标或改用其他方法")
    return [*found, Token(Sort.END, "", len(text) + 1)]


def _cut(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, size = _token_at(text, at)
        yield token
        at += size


def _token_at(text: str, at: int) -> tuple[Token, int]:
    if number := _NUMBER.match(text, at):
        _refuse_long_number(number.group(), at)
        return Token(Sort.NUMBER, number.group(), at + 1), len(number.group())
    for size in (2, 1):
        written = text[at : at + size]
        sign = _SIGNS.get(written, written)
        if sign in _KNOWN_SIGNS:
            return Token(Sort.SIGN, sign, at + 1), size
    word = _word_at(text, at)
    if not word:
        raise FormulaError(f"“{text[at]}”不能用在公式里，可用名称、数字、＋－×÷、括号和比较符号", at + 1)
    return _named(word, at + 1), len(word)


def _word_at(text: str, at: int) -> str:
    end = at
    while end < len(text) and (text[end].isalpha() or text[end] == "_" or (end > at and text[end] in "0123456789")):
        end += 1
    return text[at:end]


def _named(word: str, position: int) -> Token:
    if word in _WORD_SIGNS:
        return Token(Sort.SIGN, _WORD_SIGNS[word], position)
    if word in LEADS:
        return Token(Sort.LEAD, word, position)
    inside = next((sign for sign in _NEVER_INSIDE if sign in word), "")
    if inside:
        raise FormulaError(f"“{word}”里的“{inside}”两边要有空格，或改用符号", position)
    if len(word) > LONGEST_NAME:
        raise FormulaError(f"名称“{word[:LONGEST_NAME]}…”超过{LONGEST_NAME}个字，请缩短", position)
    return Token(Sort.NAME, word, position)


def _refuse_long_number(written: str, at: int) -> None:
    whole, _, decimals = written.partition(".")
    if len(whole) > _WHOLE_DIGITS or len(decimals) > _DECIMALS:
        raise FormulaError(f"数字太长，整数最多{_WHOLE_DIGITS}位、小数最多{_DECIMALS}位", at + 1)
