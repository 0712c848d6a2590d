"""What every chart is made of: boxes, curves and labels in a drawing, and the words that go with it.

A chart is drawn for three widths (a wide card, a page of paper, a phone), because letters of a drawing that is merely
made smaller cannot be read. The page shows the one that fits. Coordinates are exact until here and rounded once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from jiheng.rules.figures import Number, rounded

WIDE, MIDDLE, NARROW = "wide", "middle", "narrow"
WIDTHS: Final = ((WIDE, 1120), (MIDDLE, 680), (NARROW, 304))
"""The drawing's name and its width in its own units, which are pixels as long as it is not stretched."""

TEXT, SMALL = 12, 11
"""The two sizes of letters; app styles give them to ``text.v`` and to every other text."""


class Edges(NamedTuple):
    """A rectangle not rounded yet."""

    left: Number
    top: Number
    right: Number
    bottom: Number


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``said`` is what the pointer is told over it."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    kind: str
    said: str = ""

    @property
    def right(self) -> Decimal:
        return self.x + self.width

    @property
    def bottom(self) -> Decimal:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Curve:
    """A line or an outline, as the ``d`` of a path."""

    d: str
    kind: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words; ``y`` is its base line, ``kind`` its classes (``e`` ends at x, ``m`` is centred on it)."""

    x: Decimal
    y: Decimal
    text: str
    kind: str = ""


Shape: TypeAlias = Box | Curve


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart at one width. Shapes are painted in order, words on top of them."""

    at: str
    width: int
    height: Decimal
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table under a chart: words first, then figures as they are printed."""

    words: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart under the heads of their columns; ``total`` is the last row."""

    words: tuple[str, ...]
    figures: tuple[str, ...]
    rows: tuple[TableRow, ...] = ()
    total: TableRow | None = None

    @property
    def lines(self) -> Iterator["TableLine"]:
        """Every row and then the total, each cell beside the head of its column, as a phone shows them."""
        for row in (*self.rows, *([self.total] if self.total else [])):
            yield TableLine(
                tuple(zip(self.words, row.words, strict=True)),
                tuple(zip(self.figures, row.figures, strict=True)),
                is_total=row is self.total,
            )


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row as pairs of head and cell."""

    words: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to print: include its template with the chart as ``chart``.

    ``name`` begins every id of it on the page, so two charts of one page need two names. ``said`` tells in words what
    the picture shows. Without drawings there is nothing to draw, and ``said`` tells why. ``notes`` stand under it.
    """

    name: str
    title: str
    unit: str
    said: str
    drawings: tuple[Drawing, ...]
    table: ChartTable
    notes: tuple[str, ...] = ()


def at(value: Number) -> Decimal:
    """A coordinate as it is written into a drawing, to a tenth of a unit."""
    return rounded(value, 1)


def box(edges: Edges, kind: str, said: str = "") -> Box:
    """A rectangle between its edges. Edges are rounded, not widths, so that neighbours touch and never overlap."""
    left, top, right, bottom = (at(edge) for edge in edges)
    return Box(left, top, right - left, bottom - top, kind, said)


def line(x1: Number, y1: Number, x2: Number, y2: Number, kind: str) -> Curve:
    return Curve(f"M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}", kind)


def written(x: Number, y: Number, lines: Sequence[str], kind: str, step: int = 14) -> tuple[Label, ...]:
    """Lines of words one below the other; ``y`` is the base line of the first."""
    return tuple(Label(at(x), at(Fraction(y) + step * row), text, kind) for row, text in enumerate(lines))
