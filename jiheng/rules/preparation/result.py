"""Plain shapes of what the check of a preparation answers."""

from dataclasses import dataclass

from jiheng.rules.basis.entries import Catalogue
from jiheng.rules.execution.balances import Balance
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.execution.tables import SummaryRow
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.checks import IndicatorFigures
from jiheng.rules.preparation.phases import PLAN_ACTS
from jiheng.rules.sampling.draw import Draw
from jiheng.rules.sampling.frame import Frame
from jiheng.rules.sampling.points import Coverage, SamplePoints
from jiheng.rules.schedule.table import ScheduleLine

READING = "读取"
"""The act of codes about reading: what could not be read cannot be handed in."""


def keeps_plan(finding: Finding) -> bool:
    """Whether a finding keeps the plan from being handed in (方案送审)."""
    return finding.blocks and finding.act in PLAN_ACTS | {READING}


@dataclass(frozen=True, slots=True)
class ExecutionResult:
    """The releases against their lines, and the seven summaries. Money in 元."""

    balances: tuple[Balance, ...]
    summaries: dict[Dimension, tuple[SummaryRow, ...]]


@dataclass(frozen=True, slots=True)
class SamplingResult:
    """The frame with its hash, the draw (``None`` while none can be made), the points and what they cover."""

    frame: Frame
    frame_hash: str
    draw: Draw | None
    points: SamplePoints
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Said:
    """A finding that failed; ``waiver`` is the reason that lets a warning pass, shown beside it."""

    finding: Finding
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class PreparationResult:
    """Everything the check says. ``said`` is what failed, most severe first; ``answers`` is every answer given."""

    catalogue: Catalogue
    schedule: tuple[ScheduleLine, ...]
    execution: ExecutionResult
    sampling: SamplingResult
    indicators: IndicatorFigures
    said: tuple[Said, ...]
    answers: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one.finding for one in self.said)

    @property
    def blocking_plan(self) -> tuple[Finding, ...]:
        """The findings that keep the plan from being handed in (方案送审)."""
        return tuple(each for each in self.findings if keeps_plan(each))
