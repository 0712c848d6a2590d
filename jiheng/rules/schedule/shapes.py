"""Plain shapes of the schedule."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NodeKind(StrEnum):
    START = "开工"
    MILESTONE = "里程碑"
    COMPLETION = "竣工"
    USUAL = "一般"


@dataclass(frozen=True, slots=True)
class DateDemand:
    """What one document demands of a node. ``document`` is the key of a basis document."""

    document: str
    day: date


@dataclass(frozen=True, slots=True)
class ScheduleNode:
    """A node of the schedule within a use, area and management mode.

    ``planned`` is what was entered as the planned date; the resolver says whether it is the right one.
    ``not_happened`` says that the actual event did not take place, as against not being known.
    """

    number: str
    name: str
    kind: NodeKind = NodeKind.USUAL
    use: str = ""
    area: str = ""
    management: str = ""
    demands: tuple[DateDemand, ...] = ()
    planned: date | None = None
    actual: date | None = None
    not_happened: bool = False
    reason: str = ""
    evidence: str = ""
    where: str = ""
