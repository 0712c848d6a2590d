"""Where the nodes, bands and words of a flow of funds stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from jiheng.rules.figures import exact
from jiheng.web.charts.drawing import (
    MIDDLE,
    NARROW,
    SMALL,
    TEXT,
    WIDE,
    WIDTHS,
    Curve,
    Drawing,
    Edges,
    Label,
    Shape,
    at,
    box,
    written,
)
from jiheng.web.charts.lettering import lines_of, room_of
from jiheng.web.charts.money import share, wan

NODE: Final = 8
"""How wide a node is."""
BARS: Final = 260
"""How high all money of a column is, without the gaps between its nodes."""
EDGES: Final = {
    WIDE: (Fraction(0), Fraction(40, 100), Fraction(80, 100), Fraction(1)),
    MIDDLE: (Fraction(0), Fraction(38, 100), Fraction(76, 100), Fraction(1)),
    NARROW: (Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(1)),
}
"""Where the columns begin, as parts of the width; the last edge is the end of the last column's words."""
GAP: Final = 6
HEAD: Final = 26
"""Room above the columns for their titles."""
STEP: Final = 14
BETWEEN: Final = 7
"""From the words of a node to the next node's."""


@dataclass(frozen=True, slots=True)
class Node:
    """``kind`` is ``other`` for what was gathered, ``rest`` for unallocated money, ``through`` where it passes."""

    name: str
    money: Decimal
    whole: Decimal
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Money from a node of one column to a node of the next, by their places."""

    start: int
    end: int
    money: Decimal


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A column on a sheet: its left edge, the room for its words, the top and the words of each node."""

    column: Column
    left: Fraction
    room: Fraction
    tops: tuple[Fraction, ...]
    words: tuple[tuple[str, ...], ...]

    def height(self, node: Node) -> Fraction:
        return BARS * exact(node.money) / exact(node.whole)

    @property
    def bottom(self) -> Fraction:
        return max(self.middle(index) + max(self.height(node), self.block(index)) / 2 for index, node in self.nodes)

    @property
    def nodes(self) -> list[tuple[int, Node]]:
        return list(enumerate(self.column.nodes))

    def middle(self, index: int) -> Fraction:
        return self.tops[index] + self.height(self.column.nodes[index]) / 2

    def block(self, index: int) -> Fraction:
        return Fraction(len(self.words[index]) * STEP)


def drawings_of(columns: Sequence[Column]) -> tuple[Drawing, ...]:
    return tuple(_drawing(columns, name, width) for name, width in WIDTHS)


def _drawing(columns: Sequence[Column], name: str, width: int) -> Drawing:
    edges = [width * part for part in EDGES[name]]
    placed = [
        _placed(column, left, right - left - NODE - 10, name)
        for column, (left, right) in zip(columns, pairwise(edges), strict=True)
    ]
    lowest = max(one.bottom for one in placed)
    placed = [_moved(one, (lowest - one.bottom) / 2) for one in placed]
    shapes: list[Shape] = [curve for one, other in pairwise(placed) for curve in _bands(one, other)]
    labels: list[Label] = []
    for one in placed:
        labels.append(Label(at(one.left), at(14), one.column.title, "t"))
        for index, node in one.nodes:
            top = one.tops[index]
            bar = Edges(one.left, top, one.left + NODE, top + one.height(node))
            shapes.append(box(bar, f"node {node.kind}".strip(), _tip(node)))
            labels.extend(_labels(one, index))
    return Drawing(name, width, at(lowest + 4), tuple(shapes), tuple(labels))


def _placed(column: Column, left: Fraction, room: Fraction, at_width: str) -> _Placed:
    words = tuple(_words(node, room, 3 if at_width == NARROW else 2) for node in column.nodes)
    blank = _Placed(column, left, room, (), words)
    tops: list[Fraction] = []
    middle = Fraction(HEAD)
    for index, node in blank.nodes:
        half, block = blank.height(node) / 2, blank.block(index) / 2
        if index == 0:
            middle += max(half, block)
        else:
            before = blank.column.nodes[index - 1]
            half_before, block_before = blank.height(before) / 2, blank.block(index - 1) / 2
            middle += max(half_before + half + GAP, block_before + block + BETWEEN)
        tops.append(middle - half)
    return _Placed(column, left, room, tuple(tops), words)


def _moved(placed: _Placed, down: Fraction) -> _Placed:
    return _Placed(placed.column, placed.left, placed.room, tuple(top + down for top in placed.tops), placed.words)


def _words(node: Node, room: Fraction, most: int) -> tuple[str, ...]:
    """The name in as many lines as allowed, then the money, and its share beside it where there is room."""
    if node.kind == "through":
        return ()
    money, part = wan(node.money), share(node.money, node.whole)
    both = f"{money}　{part}"
    figures = (both,) if room_of(both, SMALL) <= room else (money, part)
    return (*lines_of(node.name, room, TEXT, most), *figures)


def _labels(placed: _Placed, index: int) -> Iterator[Label]:
    words = placed.words[index]
    if not words:
        return
    figures = len(words) - 1 if "　" in words[-1] else len(words) - 2
    x, top = placed.left + NODE + 5, placed.middle(index) - placed.block(index) / 2 + 11
    yield from written(x, top, words[:figures], "v", STEP)
    yield from written(x, top + figures * STEP, words[figures:], "", STEP)


def _bands(one: _Placed, other: _Placed) -> Iterator[Curve]:
    """The bands between two columns; at every node they lie in the order of the nodes at their other end."""
    out, into = list(one.tops), list(other.tops)
    start, end = one.left + NODE, other.left
    for band in one.column.bands:
        node, next_node = one.column.nodes[band.start], other.column.nodes[band.end]
        thick = BARS * exact(band.money) / exact(node.whole)
        top, low = out[band.start], into[band.end]
        out[band.start], into[band.end] = top + thick, low + thick
        kind = "band rest" if next_node.kind in {"rest", "through"} else "band"
        path = _outline(start, end, (top, top + thick), (low, low + thick))
        yield Curve(path, kind, f"{node.name} → {next_node.name}：{wan(band.money)}万元")


def _outline(start: Fraction, end: Fraction, out: tuple[Fraction, Fraction], into: tuple[Fraction, Fraction]) -> str:
    """A band from one upright edge to another, level where it leaves and where it arrives."""
    left, right, bend = at(start), at(end), at((start + end) / 2)
    (top, bottom), (low, lowest) = (at(y) for y in out), (at(y) for y in into)
    return (
        f"M{left} {top}C{bend} {top} {bend} {low} {right} {low}"
        f"V{lowest}C{bend} {lowest} {bend} {bottom} {left} {bottom}z"
    )


def _tip(node: Node) -> str:
    return f"{node.name}：{wan(node.money)}万元，占{share(node.money, node.whole)}"
