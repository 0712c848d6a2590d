"""Plan against actual: the nodes of a schedule zone by zone on a line of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jiheng.rules.wording import day_text
from jiheng.web.charts.drawing import WIDTHS, Chart, ChartTable
from jiheng.web.charts.gantt_layout import Row, Span, drawing_of

ROW, HEADING, SHEET = 2, 1, 30
"""How much of a picture a row and the heading of a zone take, and how much it holds: what fits on a printed page."""
GOES_ON: Final = "（续）"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A node of the schedule. ``grounded`` says that a document demands the planned date.

    ``deviation`` are its days late, below zero early, ``None`` where nothing can be said; ``said`` says it in words.
    """

    zone: str
    name: str
    planned: date | None = None
    actual: date | None = None
    not_happened: bool = False
    grounded: bool = True
    deviation: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Gantt:
    """Everything of a schedule: ``panels`` are its pictures, ``table_at`` the address of the table they belong to."""

    name: str
    title: str
    said: str
    panels: tuple[Chart, ...]
    table_at: str


def gantt_of(
    milestones: Sequence[Milestone],
    evaluation_date: date | None,
    *,
    name: str = "plan",
    title: str = "计划与实际",
    table_at: str = "#schedule-table",
) -> Gantt:
    """The pictures of a schedule, all on the same line of time; zones stand in the order they first appear."""
    days = [day for one in milestones for day in (one.planned, one.actual) if day is not None]
    if not days:
        said = "还没有计划时间和实际时间，没有可以画出的进度。" if milestones else "还没有填实施进度。"
        return Gantt(name, title, said, (), table_at)
    span = Span((*days, *([evaluation_date] if evaluation_date else [])), evaluation_date)
    parts = list(_parts(milestones))
    panels = tuple(
        Chart(
            f"{name}-{number}",
            title if len(parts) == 1 else f"{title}（第{number}幅，共{len(parts)}幅）",
            "",
            _said(part, evaluation_date),
            tuple(drawing_of([_row(one) for one in part], span, at_width, width) for at_width, width in WIDTHS),
            ChartTable((), ()),
        )
        for number, part in enumerate(parts, 1)
    )
    return Gantt(name, title, _said(milestones, evaluation_date), panels, table_at)


def _parts(milestones: Sequence[Milestone]) -> Iterator[list[Milestone]]:
    """The nodes by zone, as many in a picture as fit; a zone that goes on says so in its heading."""
    zones = {zone: place for place, zone in enumerate(dict.fromkeys(one.zone for one in milestones))}
    part: list[Milestone] = []
    taken = 0
    for one in sorted(milestones, key=lambda one: zones[one.zone]):
        goes_on = bool(part) and part[-1].zone.removesuffix(GOES_ON) == one.zone
        takes = ROW if goes_on else ROW + HEADING
        if taken + takes > SHEET:
            yield part
            part, taken, takes = [], 0, ROW + HEADING
            part.append(replace(one, zone=one.zone + GOES_ON) if goes_on else one)
        else:
            part.append(replace(one, zone=part[-1].zone) if goes_on else one)
        taken += takes
    yield part


def _unknown(milestones: Sequence[Milestone]) -> Iterator[tuple[int, str]]:
    """Why nodes cannot be compared, and how many."""
    groundless = [one for one in milestones if one.planned is None or not one.grounded]
    waiting = [one for one in milestones if one not in groundless and one.actual is None and not one.not_happened]
    yield len(waiting), "个实际时间待收集"
    yield len(groundless), "个没有计划时间依据"
    yield len(milestones) - len(waiting) - len(groundless), "个未完成、没有评价基准日"


def _row(one: Milestone) -> Row:
    planned = f"计划{day_text(one.planned)}" if one.planned else "没有计划时间"
    happened = "实际未发生" if one.not_happened else "实际时间待收集"
    actual = f"实际{day_text(one.actual)}" if one.actual else happened
    open_end = one.not_happened and one.actual is None and one.grounded
    return Row(
        one.zone,
        one.name,
        one.said,
        (planned, actual),
        one.planned,
        one.actual,
        one.grounded,
        open_end,
        one.deviation,
    )


def _said(milestones: Sequence[Milestone], evaluation_date: date | None) -> str:
    """What the picture shows, in words: how many nodes, and how many of each kind."""
    known = [one.deviation for one in milestones if one.actual is not None and one.deviation is not None]
    pending = [one for one in milestones if one.actual is None and one.deviation is not None]
    counts = (
        (len([days for days in known if days > 0]), "个逾期"),
        (len([days for days in known if days == 0]), "个按期"),
        (len([days for days in known if days < 0]), "个提前"),
        (len([one for one in pending if (one.deviation or 0) > 0]), "个未完成且已逾期"),
        (len([one for one in pending if not (one.deviation or 0) > 0]), "个未完成、未到期"),
        *_unknown([one for one in milestones if one.deviation is None]),
    )
    kinds = "，".join(f"{count}{word}" for count, word in counts if count)
    base = f"评价基准日{day_text(evaluation_date)}。" if evaluation_date else "没有填评价基准日。"
    return f"{len(milestones)}个节点：{kinds}。{base}"
