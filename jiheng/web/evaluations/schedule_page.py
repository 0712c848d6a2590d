"""项目实施进度表 as the page shows it: the picture of plan against actual, and the table zone by zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jiheng.evaluation.models import EvaluationProject
from jiheng.rules.basis.entries import Catalogue
from jiheng.rules.basis.references import cited
from jiheng.rules.schedule.table import ScheduleLine, zone_of
from jiheng.rules.wording import day_text
from jiheng.web.charts.gantt import Milestone, gantt_of
from jiheng.web.evaluations.remembered import Standing

TABLE: Final = "schedule-table"


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A row of the table in the order of the official form; ``late`` says what the days of deviation do not."""

    number: str
    name: str
    kind: str
    planned: date | None
    grounded: bool
    source: str
    lost: tuple[str, ...]
    actual: str
    deviation: int | None
    late: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ScheduleZone:
    title: str
    rows: tuple[ScheduleRow, ...]


def schedule_context(project: EvaluationProject, result: Standing) -> dict[str, object]:
    """What the page of the schedule shows beside the figures all result pages have."""
    picture = gantt_of([_milestone(line) for line in result.schedule], project.evaluation_date, table_at=f"#{TABLE}")
    return {"picture": picture, "zones": _zones(result.schedule, result.catalogue), "table": TABLE}


def _milestone(line: ScheduleLine) -> Milestone:
    node, lateness = line.node, line.lateness
    return Milestone(
        zone=zone_of(node).title,
        name=node.name,
        planned=line.counts,
        actual=node.actual,
        not_happened=node.not_happened,
        grounded=line.planned.day is not None,
        deviation=lateness.deviation,
        said=lateness.shown,
    )


def _zones(lines: Sequence[ScheduleLine], catalogue: Catalogue) -> list[ScheduleZone]:
    """The zones in the order of the schedule, each with its rows."""
    held: dict[str, list[ScheduleRow]] = {}
    for line in lines:
        held.setdefault(zone_of(line.node).title, []).append(_row(line, catalogue))
    return [ScheduleZone(title, tuple(rows)) for title, rows in held.items()]


def _row(line: ScheduleLine, catalogue: Catalogue) -> ScheduleRow:
    node, planned = line.node, line.planned
    happened = "未发生" if node.not_happened else ""
    return ScheduleRow(
        number=node.number,
        name=node.name,
        kind=node.kind.value,
        planned=line.counts,
        grounded=planned.day is not None,
        source=_source(line, catalogue),
        lost=tuple(f"{_named(one.document, catalogue)}要求{day_text(one.day)}：{one.why}" for one in planned.lost),
        actual=day_text(node.actual) if node.actual else happened,
        deviation=line.lateness.deviation,
        late=line.lateness.shown if node.actual is None or line.lateness.deviation is None else "",
        reason=node.reason,
        evidence=node.evidence,
    )


def _source(line: ScheduleLine, catalogue: Catalogue) -> str:
    """The document a planned date stands on, with its force; empty without one."""
    if line.planned.day is None:
        return ""
    named = _named(line.planned.document, catalogue)
    return f"{named}，{line.planned.force_name}" if line.planned.force_name else named


def _named(key: str, catalogue: Catalogue) -> str:
    entry = catalogue.entry_for(key)
    return cited(entry.document) if entry else key
