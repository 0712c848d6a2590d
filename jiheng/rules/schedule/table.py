"""项目实施进度表: nodes by zone, each with the date that counts and how late it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jiheng.rules.basis.entries import Catalogue
from jiheng.rules.basis.notices import Citation
from jiheng.rules.clause import clause
from jiheng.rules.law import Rulebook
from jiheng.rules.schedule.lateness import Lateness, lateness_of
from jiheng.rules.schedule.planned_date import PlannedDate, planned_date_for
from jiheng.rules.schedule.shapes import ScheduleNode


class Zone(NamedTuple):
    """分区: a use, an area and a management mode of the funds."""

    use: str
    area: str
    management: str

    @property
    def title(self) -> str:
        return f"用途：{self.use or '未填'}　区域：{self.area or '未填'}　管理模式：{self.management or '未填'}"


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A node with its planned date as resolved."""

    node: ScheduleNode
    planned: PlannedDate
    lateness: Lateness

    @property
    def counts(self) -> date | None:
        """The planned date to work with: the resolved one, or the entered one while none could be resolved."""
        return self.planned.day or self.node.planned


def zone_of(node: ScheduleNode) -> Zone:
    return Zone(node.use.strip(), node.area.strip(), node.management.strip())


@clause("cq2023-7/8")
def schedule_lines(
    nodes: Sequence[ScheduleNode], catalogue: Catalogue, evaluation_date: date | None, book: Rulebook
) -> tuple[ScheduleLine, ...]:
    """Every node, zone by zone in the order the zones were first entered, with its planned date and lateness.

    Lateness is counted against the resolved date alone: a planned date nobody's document demands makes nobody late.
    """
    zones = {zone: position for position, zone in enumerate(dict.fromkeys(zone_of(node) for node in nodes))}
    ordered = sorted(nodes, key=lambda node: zones[zone_of(node)])
    return tuple(_line(node, catalogue, evaluation_date, book) for node in ordered)


def citations_of(nodes: Sequence[ScheduleNode]) -> tuple[Citation, ...]:
    """The documents the schedule names, for the check that they stand in the catalogue."""
    return tuple(
        Citation(demand.document, f"进度表节点“{node.name}”", node.where) for node in nodes for demand in node.demands
    )


def _line(node: ScheduleNode, catalogue: Catalogue, evaluation_date: date | None, book: Rulebook) -> ScheduleLine:
    planned = planned_date_for(node.demands, catalogue, evaluation_date, book)
    late = lateness_of(planned.day, node.actual, evaluation_date, not_happened=node.not_happened)
    return ScheduleLine(node, planned, late)
