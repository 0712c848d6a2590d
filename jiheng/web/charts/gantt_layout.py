"""Where the rows of a schedule, its days and its words stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jiheng.rules.wording import day_text
from jiheng.web.charts.drawing import (
    MIDDLE,
    NARROW,
    SMALL,
    TEXT,
    WIDE,
    Curve,
    Drawing,
    Edges,
    Label,
    Shape,
    at,
    box,
    line,
    written,
)
from jiheng.web.charts.lettering import lines_of, room_of
from jiheng.web.charts.timeline import TICK_ROOM, Timeline, timeline_of

STEP: Final = 15
PAD: Final = 6
"""Above and below the words of a row."""
INDENT: Final = 8
"""From the edge of the picture to its words."""
SPACE: Final = "　"
"""What stands between the parts of a zone's title."""
TRACK: Final = 24
"""How high the days of a row are."""
HEAD: Final = 20
"""Room above the rows for the names of months or years."""
BASE: Final = 18
"""More room above them for the day of evaluation."""
PLAN: Final = 6
"""Half the height of the mark of a planned day."""
DONE: Final = 4
"""Half the height of the mark of an actual day."""


@dataclass(frozen=True, slots=True)
class Row:
    """A node under its zone. ``open_end``: it did not take place, so it is late until the day of evaluation."""

    zone: str
    name: str
    said: str
    days: tuple[str, str]
    planned: date | None
    actual: date | None
    grounded: bool
    open_end: bool
    deviation: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """All days every picture of a schedule has to show, and the day of evaluation."""

    days: tuple[date, ...]
    evaluation_date: date | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The parts of a row: name, days, words beside each other, or on a phone one below the other (``stacked``)."""

    names: int
    track_left: int
    track_right: int
    words_left: int
    words: int
    stacked: bool = False


SHEETS: Final = {
    WIDE: _Sheet(260, 272, 850, 868, 252),
    MIDDLE: _Sheet(176, 186, 514, 528, 152),
    NARROW: _Sheet(304, 16, 288, 8, 296, stacked=True),
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row on a sheet: its lines of words, and where it begins, its words and days stand, and it ends."""

    row: Row
    heading: tuple[str, ...]
    names: tuple[str, ...]
    said: tuple[str, ...]
    days: tuple[str, ...]
    top: Fraction
    name: Fraction
    track: Fraction
    words: Fraction
    bottom: Fraction


def drawing_of(rows: Sequence[Row], span: Span, name: str, width: int) -> Drawing:
    sheet = SHEETS[name]
    timeline = timeline_of(span.days, sheet.track_left, sheet.track_right)
    head = HEAD + (BASE if span.evaluation_date else 0)
    placed = _placed_rows(rows, sheet, head, width)
    bottom = placed[-1].bottom
    shapes: list[Shape] = []
    labels: list[Label] = []
    if timeline is not None:
        shapes.extend(_grid(timeline, head, bottom))
    for one in placed:
        shapes.extend(_lines(one, width))
        labels.extend(_words(one, sheet))
    if timeline is not None:
        labels.extend(_ticks(timeline, head))
        shapes.extend(shape for one in placed for shape in _marks(one, timeline, span.evaluation_date))
        if span.evaluation_date is not None:
            x = timeline.x(span.evaluation_date)
            shapes.append(line(x, 18, x, bottom, "base"))
            labels.append(_base_label(span.evaluation_date, x, width))
    return Drawing(name, width, at(bottom + 1), tuple(shapes), tuple(labels))


def _placed_rows(rows: Sequence[Row], sheet: _Sheet, head: int, width: int) -> list[_Placed]:
    """The rows from top to bottom; the first of a zone has the zone's heading over it."""
    placed: list[_Placed] = []
    top = Fraction(head)
    for row in rows:
        same_zone = bool(placed) and placed[-1].row.zone == row.zone
        heading = () if same_zone else _heading(row.zone, width - 2 * INDENT)
        top += len(heading) * STEP + (2 * PAD if heading else 0)
        one = _placed(row, heading, sheet, top)
        placed.append(one)
        top = one.bottom
    return placed


def _heading(zone: str, room: int) -> tuple[str, ...]:
    """The zone in one line, or broken between its use, area and management mode."""
    lines: list[str] = []
    for part in zone.split(SPACE):
        together = f"{lines[-1]}{SPACE}{part}" if lines else part
        if lines and room_of(together, TEXT) <= room:
            lines[-1] = together
        else:
            lines.extend(lines_of(part, room, TEXT, 2))
    return tuple(lines)


def _placed(row: Row, heading: tuple[str, ...], sheet: _Sheet, top: Fraction) -> _Placed:
    names = lines_of(row.name, sheet.names - INDENT, TEXT, 4)
    said, days = lines_of(row.said, sheet.words, TEXT, 3), _days(row, sheet.words)
    name_high, word_high = len(names) * STEP, (len(said) + len(days)) * STEP
    if sheet.stacked:
        track = top + PAD + name_high + Fraction(TRACK, 2)
        words = track + Fraction(TRACK, 2)
        bottom = words + word_high + PAD
        return _Placed(row, heading, names, said, days, top, top + PAD, track, words, bottom)
    high = max(name_high, word_high, TRACK)
    middle = top + PAD + Fraction(high, 2)
    first_name, first_word = middle - Fraction(name_high, 2), middle - Fraction(word_high, 2)
    return _Placed(row, heading, names, said, days, top, first_name, middle, first_word, top + high + 2 * PAD)


def _days(row: Row, room: int) -> tuple[str, ...]:
    """The planned and the actual day in one line if they fit, else in two."""
    together = "，".join(row.days)
    return (together,) if room_of(together, SMALL) <= room else row.days


def _lines(one: _Placed, width: int) -> Iterator[Shape]:
    """The strip behind the heading of a zone, and the line under the row."""
    if one.heading:
        yield box(Edges(0, one.top - len(one.heading) * STEP - 2 * PAD, width, one.top), "zone")
    yield line(0, one.bottom, width, one.bottom, "gr")


def _words(one: _Placed, sheet: _Sheet) -> Iterator[Label]:
    yield from written(INDENT, one.top - len(one.heading) * STEP - PAD + 11, one.heading, "v s", STEP)
    yield from written(INDENT, one.name + 11, one.names, "v", STEP)
    tone = _tone(one.row)
    yield from written(sheet.words_left, one.words + 11, one.said, f"v s {tone}".strip(), STEP)
    yield from written(sheet.words_left, one.words + 11 + len(one.said) * STEP, one.days, "", STEP)


def _tone(row: Row) -> str:
    return "red" if (row.deviation or 0) > 0 else ""


def _grid(timeline: Timeline, head: int, bottom: Fraction) -> Iterator[Curve]:
    for tick in timeline.ticks:
        yield line(tick.x, head - 14, tick.x, bottom, "gr")
    yield line(timeline.left, head, timeline.right, head, "ax")


def _ticks(timeline: Timeline, head: int) -> Iterator[Label]:
    """Names stand to the right of their line; one that would run into the words beside the days is left out."""
    for tick in timeline.ticks:
        if tick.x + room_of(tick.text, SMALL) + 3 <= max(timeline.right, timeline.left + TICK_ROOM):
            yield Label(at(tick.x + 3), at(head - 5), tick.text)


def _base_label(day: date, x: Fraction, width: int) -> Label:
    """The day of evaluation above its line, moved inwards where it would leave the picture."""
    text = f"评价基准日{day_text(day)}"
    half = room_of(text, SMALL) / 2
    return Label(at(min(max(x, half), width - half)), at(13), text, "m base")


def _marks(one: _Placed, timeline: Timeline, evaluation_date: date | None) -> Iterator[Shape]:
    """The planned day as a hollow diamond, the actual day as a dot, and between them how far apart they are."""
    row, y = one.row, one.track
    said = f"{row.name}：{'，'.join(row.days)}，{row.said}"
    end = row.actual or (evaluation_date if row.open_end else None)
    if row.planned and end and row.deviation and row.grounded:
        left, right = sorted((timeline.x(row.planned), timeline.x(end)))
        kind = "early" if row.deviation < 0 else "late" if row.actual else "late open"
        yield box(Edges(left, y - 3, right, y + 3), f"gap {kind}", said)
    if row.planned:
        yield _diamond(timeline.x(row.planned), y, "plan" if row.grounded else "plan loose", said)
    if row.actual:
        yield _dot(timeline.x(row.actual), y, f"done {_tone(row)}".strip(), said)


def _diamond(x: Fraction, y: Fraction, kind: str, said: str) -> Curve:
    path = f"M{at(x)} {at(y - PLAN)}L{at(x + PLAN)} {at(y)}L{at(x)} {at(y + PLAN)}L{at(x - PLAN)} {at(y)}z"
    return Curve(path, kind, said)


def _dot(x: Fraction, y: Fraction, kind: str, said: str) -> Curve:
    path = f"M{at(x - DONE)} {at(y)}a{DONE} {DONE} 0 1 0 {2 * DONE} 0a{DONE} {DONE} 0 1 0 -{2 * DONE} 0z"
    return Curve(path, kind, said)
