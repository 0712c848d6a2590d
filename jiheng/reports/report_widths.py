"""How wide the columns of a table are and how large its type is, so that no figure breaks over two lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jiheng.rules.reporting.content import Table

SIZES: Final = (21, 18, 15, 13)
"""五号、小五、六号、小六, in half points."""

FEW_COLUMNS: Final = 6
"""Up to so many columns a table is printed in 五号."""

MILLIMETRES: Final = 25.4 / 144
"""One half point."""

SHORT: Final = 9.0
"""A text no longer than so many characters, such as a date, is kept on one line where there is room."""

LONGEST_WORD: Final = 12
_LETTERS: Final = re.compile(r"[!-~]+")
_NARROW: Final = frozenset(",.:;'|!()[]ijltfr ")
_SEAM: Final = re.compile("(?<=[\u3400-\u9fff])(?=[0-9A-Za-z%])|(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])")
FIGURE, LETTER, DOT, BESIDE = 0.56, 0.62, 0.3, 0.25
"""Widths in Chinese characters, a little more than those of the usual fonts: others may stand in for them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths in millimetres and the type in half points; ``margin`` is the space at both sides of a text."""

    widths: tuple[float, ...]
    size: int
    margin: float


@dataclass(frozen=True, slots=True)
class _Need:
    """The least width of a column in characters, and the one at which its short texts keep to one line."""

    least: float
    easy: float


def fit(table: Table, width: float) -> Fit:
    """The largest type in which every figure stands on one line; the wanted shares where no type is small enough."""
    count = len(table.heads)
    needs = [_need(table, column) for column in range(count)]
    margin = 1.0 if count <= 12 else 0.6
    whole = sum(table.widths) or count
    shares = [width * share / whole for share in (table.widths or (1,) * count)]
    sizes = SIZES if count <= FEW_COLUMNS else SIZES[1:]
    for size in sizes:
        for wanted in ([one.easy for one in needs], [one.least for one in needs]):
            least = [ems * size * MILLIMETRES + 2 * margin + 0.4 for ems in wanted]
            if sum(least) <= width:
                return Fit(_within(shares, least, width), size, margin)
    return Fit(tuple(shares), sizes[-1], margin)


@lru_cache(maxsize=20_000)
def ems(text: str) -> float:
    """How wide a line of text is, in Chinese characters, with the space programs leave beside figures."""
    return BESIDE * len(_SEAM.findall(text)) + sum(
        1.0 if sign > "\u2000" else DOT if sign in _NARROW else FIGURE if sign < "A" and sign != "%" else LETTER
        for sign in text
    )


def _within(shares: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """The shares, each at least as wide as it must be; what that takes is given by the columns with room."""
    widths = [max(pair) for pair in zip(shares, least, strict=True)]
    room = [has - must for has, must in zip(widths, least, strict=True)]
    over = sum(widths) - width
    if over <= 0 or not sum(room):
        return tuple(widths)
    return tuple(has - over * part / sum(room) for has, part in zip(widths, room, strict=True))


def _need(table: Table, column: int) -> _Need:
    texts = {row[column] for row in table.rows if column < len(row)}
    head = table.heads[column]
    least = max(2.0, _longest_word(head))
    if column in table.figures:
        longest = max((ems(line) for text in texts for line in text.split("\n")), default=0.0)
        return _Need(max(longest, least), max(longest, least, min(ems(head), 3.0)))
    least = max((least, *map(_longest_word, texts)))
    short = max((length for text in texts if (length := ems(text)) <= SHORT), default=0.0)
    all_short = all(ems(text) <= SHORT for text in texts)
    return _Need(least, max(least, short if all_short else 4.0, min(ems(head), 3.0)))


def _longest_word(text: str) -> float:
    """The longest word of letters or figures, which must not be broken; none that is too long for any column."""
    return max((length for word in _LETTERS.findall(text) if (length := ems(word)) <= LONGEST_WORD), default=0.0)
