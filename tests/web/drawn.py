"""What a test asks of a drawing: where its words and shapes stand."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jiheng.web.charts.drawing import SMALL, TEXT, Box, Curve, Drawing, Label
from jiheng.web.charts.lettering import room_of

NUMBER = re.compile(r"-?\d+\.\d")


def boxes(drawing: Drawing, kind: str) -> list[Box]:
    """Boxes whose first class is ``kind``."""
    return [one for one in drawing.shapes if isinstance(one, Box) and one.kind.split()[0] == kind]


def curves(drawing: Drawing, kind: str) -> list[Curve]:
    return [one for one in drawing.shapes if isinstance(one, Curve) and one.kind.split()[0] == kind]


def numbers(curve: Curve) -> list[Decimal]:
    """The coordinates of a curve in the order they are written."""
    return [Decimal(found) for found in NUMBER.findall(curve.d)]


def texts(drawing: Drawing) -> list[str]:
    return [label.text for label in drawing.labels]


def words_outside(drawing: Drawing) -> Iterator[str]:
    """Words that leave the picture."""
    for label in drawing.labels:
        left, top, right, bottom = _extent(label)
        if left < 0 or right > drawing.width or top < 0 or bottom > drawing.height:
            yield label.text


def words_on_words(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Pairs of words written over each other."""
    extents = [(label.text, _extent(label)) for label in drawing.labels]
    for (text, one), (other_text, other) in combinations(extents, 2):
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
            yield text, other_text


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _extent(label: Label) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Left, top, right and bottom of the ink of a line of words."""
    size = TEXT if label.kind.split()[:1] in (["v"], ["t"]) else SMALL
    room = room_of(label.text, size)
    width = Decimal(room.numerator) / room.denominator
    before = {"m": width / 2, "e": width}
    left = label.x - next((before[kind] for kind in label.kind.split() if kind in before), Decimal(0))
    return left, label.y - size, left + width, label.y + 2
