"""Where the areas and words of a treemap stand: rows of tiles as near to squares as they can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from jiheng.rules.figures import exact
from jiheng.web.charts.drawing import (
    MIDDLE,
    NARROW,
    SMALL,
    TEXT,
    WIDE,
    WIDTHS,
    Box,
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
from jiheng.web.charts.rates import Rate

HEIGHTS: Final = {WIDE: (220, 340), MIDDLE: (220, 340), NARROW: (300, 460)}
"""How high a picture is with few tiles, and with many."""
FEW: Final = 4
STEP: Final = 15
EDGE: Final = 6
"""From the edge of a tile to its words."""


@dataclass(frozen=True, slots=True)
class Tile:
    """``mark`` is the number of its row in the table, for tiles too small for their name."""

    mark: str
    name: str
    money: Decimal
    whole: Decimal
    rate: Rate


@dataclass(frozen=True, slots=True)
class _Area:
    """A rectangle with exact edges."""

    left: Fraction
    top: Fraction
    width: Fraction
    height: Fraction


def drawings_of(tiles: Sequence[Tile]) -> tuple[Drawing, ...]:
    return tuple(_drawing(tiles, name, width, HEIGHTS[name][len(tiles) > FEW]) for name, width in WIDTHS)


def _drawing(tiles: Sequence[Tile], name: str, width: int, height: int) -> Drawing:
    sheet = _Area(Fraction(0), Fraction(0), Fraction(width), Fraction(height))
    shapes: list[Shape] = []
    labels: list[Label] = []
    for tile, area in zip(tiles, squarified([exact(tile.money) for tile in tiles], sheet), strict=True):
        shapes.extend(_boxes(tile, area))
        labels.extend(_labels(tile, area))
    return Drawing(name, width, at(height), tuple(shapes), tuple(labels))


def squarified(sizes: Sequence[Fraction], sheet: _Area) -> list[_Area]:
    """Areas in proportion to the sizes that fill the sheet; sizes run from large to small for the best shapes.

    A row along the shorter side takes sizes as long as that makes its worst tile squarer.
    """
    areas: list[_Area] = []
    left = sum(sizes, Fraction(0))
    at_size = 0
    while at_size < len(sizes):
        side, scale = min(sheet.width, sheet.height), sheet.width * sheet.height / left
        row = [sizes[at_size]]
        for size in sizes[at_size + 1 :]:
            if _worst([*row, size], side, scale) > _worst(row, side, scale):
                break
            row.append(size)
        at_size += len(row)
        placed, sheet = _row(row, sheet, left)
        areas.extend(placed)
        left -= sum(row, Fraction(0))
    return areas


def _worst(row: Sequence[Fraction], side: Fraction, scale: Fraction) -> Fraction:
    """How far from a square the worst tile of a row is: its longer side by its shorter."""
    deep = sum(row, Fraction(0)) * scale / side
    longs = [size * scale / deep for size in row]
    return max(max(long / deep, deep / long) for long in longs)


def _row(row: Sequence[Fraction], sheet: _Area, left: Fraction) -> tuple[list[_Area], _Area]:
    """The tiles of a row along the shorter side of the sheet, and what remains of the sheet."""
    part = sum(row, Fraction(0)) / left
    areas = []
    if sheet.width >= sheet.height:
        deep, top = sheet.width * part, sheet.top
        for size in row:
            high = sheet.height * size / sum(row, Fraction(0))
            areas.append(_Area(sheet.left, top, deep, high))
            top += high
        return areas, _Area(sheet.left + deep, sheet.top, sheet.width - deep, sheet.height)
    deep, start = sheet.height * part, sheet.left
    for size in row:
        wide = sheet.width * size / sum(row, Fraction(0))
        areas.append(_Area(start, sheet.top, wide, deep))
        start += wide
    return areas, _Area(sheet.left, sheet.top + deep, sheet.width, sheet.height - deep)


def _boxes(tile: Tile, area: _Area) -> Iterator[Box]:
    """The whole tile, and over it from the left as much as is spent."""
    said = f"{tile.name}：{wan(tile.money)}万元，占{share(tile.money, tile.whole)}，{tile.rate.shown}"
    right, bottom = area.left + area.width, area.top + area.height
    yield box(Edges(area.left, area.top, right, bottom), f"tile {tile.rate.kind}", said)
    spent = max(Fraction(0), min(Fraction(1), tile.rate.ratio or Fraction(0)))
    if spent:
        yield box(Edges(area.left, area.top, area.left + area.width * spent, bottom), f"spent {tile.rate.kind}", said)


def _labels(tile: Tile, area: _Area) -> Iterator[Label]:
    """Name, money, share and rate where they fit; else the number that stands in the table; else nothing.

    A figure is never cut. A name is, where four letters of it can be read; the table has all of it.
    """
    room, high = area.width - 2 * EDGE, area.height - 2 * EDGE
    figures = _figures(tile, room)
    lines = int(high / STEP) - len(figures)
    if lines >= 1 and room >= 4 * TEXT and all(room_of(text, SMALL) <= room for text in figures):
        names = lines_of(tile.name, room, TEXT, lines)
        x, y = area.left + EDGE, area.top + EDGE + 11
        yield from written(x, y, names, "v", STEP)
        yield from written(x, y + len(names) * STEP, figures, "", STEP)
    elif room_of(tile.mark, SMALL) <= area.width - 4 and area.height >= STEP:
        yield Label(at(area.left + area.width / 2), at(area.top + area.height / 2 + 4), tile.mark, "m")


def _figures(tile: Tile, room: Fraction) -> tuple[str, ...]:
    money, part, rate = wan(tile.money), share(tile.money, tile.whole), tile.rate.shown
    for lines in ((f"{money}　{part}　{rate}",), (f"{money}　{part}", rate), (money, part, rate)):
        if all(room_of(text, SMALL) <= room for text in lines):
            return lines
    return (money, part, rate)
