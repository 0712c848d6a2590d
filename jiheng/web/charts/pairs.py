"""Two figures of each thing side by side as bars: budget beside spending, share of money beside what it achieved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from jiheng.rules.figures import Number, exact
from jiheng.web.charts.drawing import (
    SMALL,
    TEXT,
    WIDTHS,
    Chart,
    ChartTable,
    Drawing,
    Edges,
    Label,
    Shape,
    TableRow,
    box,
    line,
    written,
)
from jiheng.web.charts.lettering import cut, lines_of, room_of

MOST: Final = 15
BAR: Final = 13
BETWEEN: Final = 3
ROOM: Final = 14
"""How thick a bar is, and the room between the two of a pair and between pairs."""
NAMES_BESIDE: Final = 560
"""From this width on names stand beside their bars, else above them."""
NAME_ROOM: Final = {1120: 240, 680: 170}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one thing; ``None`` for one that is not known. ``texts`` are the figures as printed.

    ``more`` are further cells of its row in the table.
    """

    name: str
    figures: tuple[Number | None, Number | None]
    texts: tuple[str, str]
    more: tuple[str, ...] = ()


def pairs_of(
    pairs: Sequence[Pair],
    *,
    name: str,
    title: str,
    unit: str,
    thing: str,
    series: tuple[str, str],
    more: tuple[str, ...] = (),
) -> Chart:
    """The picture of the pairs, those with the largest first figures when there are many, in their own order."""
    rows = tuple(TableRow((one.name,), (*one.texts, *one.more)) for one in pairs)
    table = ChartTable((thing,), (*series, *more), rows)
    drawn = [one for one in pairs if any(figure is not None and figure > 0 for figure in one.figures)]
    if not drawn:
        said = f"没有可以画出的{series[0]}和{series[1]}。"
        return Chart(name, title, unit, said, (), table, _notes(pairs, (), series))
    kept = _largest(drawn)
    most = max(exact(figure) for one in kept for figure in one.figures if figure is not None)
    drawings = tuple(_drawing(kept, series, most, at, width) for at, width in WIDTHS)
    return Chart(name, title, unit, _said(kept, series), drawings, table, _notes(pairs, kept, series))


def _largest(pairs: Sequence[Pair]) -> Sequence[Pair]:
    if len(pairs) <= MOST:
        return pairs
    chosen = sorted(pairs, key=lambda one: -(one.figures[0] or Decimal(0)))[:MOST]
    return [one for one in pairs if one in chosen]


def _said(pairs: Sequence[Pair], series: tuple[str, str]) -> str:
    parts = (f"{one.name}{series[0]}{one.texts[0]}、{series[1]}{one.texts[1]}" for one in pairs)
    return "；".join(parts) + "。"


def _notes(pairs: Sequence[Pair], kept: Sequence[Pair], series: tuple[str, str]) -> tuple[str, ...]:
    said = []
    left = sum(any(figure is not None and figure > 0 for figure in one.figures) for one in pairs) - len(kept)
    if left > 0:
        said.append(f"图中画{series[0]}最大的{MOST}项，其余{left}项见表。")
    for place, label in enumerate(series):
        figures = [one.figures[place] for one in pairs]
        below = sum(figure is not None and figure < 0 for figure in figures)
        unknown = sum(figure is None for figure in figures)
        if below:
            said.append(f"有{below}项{label}小于0，图中不画，表中照列，请核对。")
        if unknown:
            said.append(f"有{unknown}项没有{label}，图中空着。")
    return tuple(said)


def _drawing(pairs: Sequence[Pair], series: tuple[str, str], most: Fraction, at: str, width: int) -> Drawing:
    beside = width >= NAMES_BESIDE
    left = NAME_ROOM[width] if beside else 0
    texts = max(room_of(text, TEXT) for one in pairs for text in one.texts)
    room = width - left - texts - 16
    pitch = 2 * BAR + BETWEEN + ROOM + (0 if beside else 18)
    shapes: list[Shape] = [line(left, 0, left, pitch * len(pairs), "axis")]
    labels: list[Label] = []
    for number, one in enumerate(pairs):
        top = pitch * number + ROOM // 2
        labels += _name(one.name, top, left if beside else width, beside=beside)
        first = top if beside else top + 18
        for place, (figure, text) in enumerate(zip(one.figures, one.texts, strict=True)):
            y = first + place * (BAR + BETWEEN)
            long = room * exact(figure) / most if figure is not None and figure > 0 else Fraction(0)
            kind = "bar two" if place else "bar one"
            if long:
                shapes.append(box(Edges(left, y, left + long, y + BAR), kind, f"{one.name}，{series[place]}{text}"))
            labels += written(left + long + 6, y + BAR - 2, (text,), "v")
    return Drawing(at, width, Decimal(pitch * len(pairs)), tuple(shapes), tuple(labels))


def _name(name: str, top: int, room: int, *, beside: bool) -> Iterator[Label]:
    if not beside:
        yield from written(0, top + 12, (cut(name, room, TEXT),), "v name")
        return
    lines = lines_of(name, room - 16, SMALL if room_of(name, TEXT) > room - 16 else TEXT, 2)
    start = top + (11 if len(lines) > 1 else 19)
    kind = "e name" if room_of(name, TEXT) > room - 16 else "v e name"
    yield from written(room - 10, start, lines, kind)
