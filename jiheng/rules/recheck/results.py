"""Plain shapes of what the recheck answers."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.explained import Score
from jiheng.rules.finding import Finding
from jiheng.rules.recheck.shapes import FormSheet, IndicatorRow
from jiheng.rules.targets.shapes import Actual, Target


@dataclass(frozen=True, slots=True)
class ReadRow:
    """An indicator row with its cells read; ``points`` and ``reported`` in 分."""

    row: IndicatorRow
    target: Target
    actual: Actual
    points: Decimal | None
    reported: Decimal | None

    @property
    def name(self) -> str:
        return self.row.name.text


class Verdict(StrEnum):
    MATCH = "match"
    DIFFERS = "differs"
    JUDGEMENT = "judgement"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        return {
            "match": "一致",
            "differs": "不一致",
            "judgement": "人工判断",
            "unreadable": "不能复算",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding tied to a cell; ``score`` is the recomputation behind it, if there is one."""

    finding: Finding
    cell: str
    reported: Decimal | None = None
    due: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RowResult:
    """An indicator row, read and recomputed. ``points`` and scores in 分."""

    row: IndicatorRow
    target: Target
    actual: Actual
    points: Decimal | None
    reported: Decimal | None
    score: Score | None
    verdict: Verdict
    marks: tuple[Mark, ...] = ()

    @property
    def recomputed(self) -> Decimal | None:
        return self.score.value if self.score else None


@dataclass(frozen=True, slots=True)
class FundsResult:
    """The money block recomputed; money in the form's own unit, ``rate`` as the exact printed ratio (0.8620)."""

    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    points: Decimal | None
    reported: Decimal | None
    score: Score | None
    verdict: Verdict
    marks: tuple[Mark, ...] = ()

    @property
    def recomputed(self) -> Decimal | None:
        return self.score.value if self.score else None


@dataclass(frozen=True, slots=True)
class Totals:
    """``points`` is the sum of the rows' points; ``reported``/``recomputed`` are totals in 分."""

    points: Decimal | None
    reported: Decimal | None
    recomputed: Decimal | None
    grade_reported: str
    grade_recomputed: str


@dataclass(frozen=True, slots=True)
class RecheckResult:
    """Everything the recheck says about one form. ``marks`` are about the form as a whole."""

    form: FormSheet
    rules: str
    funds: FundsResult
    rows: tuple[RowResult, ...]
    totals: Totals
    marks: tuple[Mark, ...] = field(default=())

    @property
    def all_marks(self) -> tuple[Mark, ...]:
        """Marks in reading order: money block, rows, form."""
        rows = tuple(mark for row in self.rows for mark in row.marks)
        return (*self.funds.marks, *rows, *self.marks)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or sheet that could not be read, in plain Chinese."""

    file: str
    sheet: str
    finding: Finding
