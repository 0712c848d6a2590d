"""Two rates of each thing as a dot: how it was managed, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from jiheng.rules.figures import percent
from jiheng.web.charts.drawing import (
    SMALL,
    WIDTHS,
    Chart,
    ChartTable,
    Curve,
    Drawing,
    Label,
    Shape,
    TableRow,
    at,
    line,
    written,
)
from jiheng.web.charts.lettering import cut, room_of

HEIGHT: Final = 300
LEFT: Final = 48
TOP: Final = 20
RIGHT: Final = 16
BOTTOM: Final = 40
TENTH: Final = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing with its two rates (0 to 1, or more); ``None`` for one that is not known."""

    name: str
    across: Fraction | None
    up: Fraction | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Dots that stand at one place; ``mark`` are their numbers in the table."""

    across: Fraction
    up: Fraction
    names: tuple[str, ...]
    mark: str


def scatter_of(dots: Sequence[Dot], *, name: str, title: str, thing: str, across: str, up: str) -> Chart:
    """The picture of the dots; those at one place are one dot that says how many they are."""
    rows = tuple(
        TableRow((str(number), one.name), (_percent(one.across), _percent(one.up)))
        for number, one in enumerate(dots, 1)
    )
    table = ChartTable(("序号", thing), (across, up), rows)
    places = _places(dots)
    unknown = len(dots) - sum(len(place.names) for place in places)
    notes = (f"有{unknown}个{thing}缺{across}或{up}，图中不画，表中照列。",) if unknown else ()
    if not places:
        return Chart(name, title, "%", f"还没有同时有{across}和{up}的{thing}。", (), table, notes)
    drawings = tuple(_drawing(places, width, name_at, (across, up)) for name_at, width in WIDTHS)
    return Chart(name, title, "%", _said(places, across, up), drawings, table, notes)


def _places(dots: Sequence[Dot]) -> list[_Place]:
    held: dict[tuple[Fraction, Fraction], list[tuple[int, str]]] = {}
    for number, one in enumerate(dots, 1):
        if one.across is not None and one.up is not None:
            held.setdefault((one.across, one.up), []).append((number, one.name))
    return [_Place(*rates, tuple(name for _, name in found), _mark(found)) for rates, found in sorted(held.items())]


def _mark(found: Sequence[tuple[int, str]]) -> str:
    return found[0][1] if len(found) == 1 else f"{len(found)}个"


def _said(places: Sequence[_Place], across: str, up: str) -> str:
    parts = (f"{_named(one)}{across}{percent(one.across)}、{up}{percent(one.up)}" for one in places)
    return "；".join(parts) + "。"


def _named(place: _Place) -> str:
    first = "、".join(place.names[:3])
    return f"{first}等{len(place.names)}个" if len(place.names) > 3 else first


def _drawing(places: Sequence[_Place], width: int, name: str, axes: tuple[str, str]) -> Drawing:
    frame = _Frame(width, _floor(one.across for one in places), _floor(one.up for one in places))
    shapes: list[Shape] = []
    labels: list[Label] = []
    for step in range(11):
        rate = TENTH * step
        if rate >= frame.low_up:
            shapes.append(line(LEFT, frame.y(rate), width - RIGHT, frame.y(rate), "gr"))
            labels += written(LEFT - 6, frame.y(rate) + 4, (percent(rate, 0),), "t e")
        if rate >= frame.low_across and (step % 2 == 0 or width > 400):
            shapes.append(line(frame.x(rate), TOP, frame.x(rate), HEIGHT - BOTTOM, "gr"))
            labels += written(frame.x(rate), HEIGHT - BOTTOM + 16, (percent(rate, 0),), "t m")
    labels += written(width - RIGHT, HEIGHT - 6, (f"→ {axes[0]}",), "t e")
    labels += written(LEFT + 4, TOP - 6, (f"↑ {axes[1]}",), "t")
    for place in places:
        shapes.append(_dot(frame.x(place.across), frame.y(place.up), _told(place, axes)))
        labels += _beside(place, frame)
    return Drawing(name, width, Decimal(HEIGHT), tuple(shapes), tuple(labels))


def _told(place: _Place, axes: tuple[str, str]) -> str:
    return f"{_named(place)}，{axes[0]}{percent(place.across)}，{axes[1]}{percent(place.up)}"


def _beside(place: _Place, frame: "_Frame") -> tuple[Label, ...]:
    """The words of a dot, on the side with more room."""
    x, y = frame.x(place.across), frame.y(place.up)
    words = cut(place.mark, 132, SMALL)
    if x + 9 + room_of(words, SMALL) < frame.width - RIGHT:
        return written(x + 8, y + 16, (words,), "")
    return written(x - 8, y + 16, (words,), "e")


def _dot(x: Fraction, y: Fraction, said: str) -> Curve:
    return Curve(f"M{at(x - 5)} {at(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", "dot", said)


def _floor(rates: Iterable[Fraction]) -> Fraction:
    """The tenth below the smallest rate, so that what lies close together can be told apart."""
    low = min(*rates, Fraction(9, 10))
    return max(Fraction(0), Fraction(low * 10 // 1, 10) - TENTH)


def _percent(rate: Fraction | None) -> str:
    return "—" if rate is None else percent(rate)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a pair of rates stands; above 100% it stands at the edge."""

    width: int
    low_across: Fraction
    low_up: Fraction

    def x(self, rate: Fraction) -> Fraction:
        return LEFT + (self.width - LEFT - RIGHT) * _within(rate, self.low_across)

    def y(self, rate: Fraction) -> Fraction:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _within(rate, self.low_up)


def _within(rate: Fraction, low: Fraction) -> Fraction:
    return min(Fraction(1), max(Fraction(0), (rate - low) / (1 - low)))
