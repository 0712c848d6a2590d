"""Plain shapes of what is entered to score an evaluation (文件B 第二十三、二十七条)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.evidence.analysis_shapes import ComparisonNote, MethodUse, Problem
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder
from jiheng.rules.evidence.shapes import KindNote, ManagementView, Material, ProofNote, WayNote
from jiheng.rules.evidence.visit_shapes import Consultation, SiteVisit, Visit


class ValueKind(StrEnum):
    """How an indicator gets its value: rolled up from sample points in one of three ways, or judged as a whole."""

    ABSOLUTE = "绝对数"
    RELATIVE = "相对数"
    QUALITATIVE = "定性"
    WHOLE = "整体评定"


@dataclass(frozen=True, slots=True)
class MaterialUse:
    """资料对应: a piece of material that speaks for an indicator, of one sample point or (blank) of all."""

    material: str
    indicator: str
    point: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """指标取数: the kind of value and, from columns of the base information, how a sample point gets its own.

    ``numerator`` and ``denominator`` are formulas over columns (``实际硬化里程``); an 绝对数 has no denominator.
    Without formulas the values of the points are entered one by one. ``uses`` are the uses of funds whose points
    count; blank for all.
    """

    indicator: str
    kind: ValueKind
    numerator: str = ""
    denominator: str = ""
    uses: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class SampleValue:
    """样本指标值: what one point came to, as text; without a point it is the value judged as a whole.

    ``note`` is the reason for a band below the first, or for 不适用.
    """

    indicator: str
    point: str = ""
    value: str = ""
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class SufficiencyDecision:
    """资料充分性: what the evaluators decided about the material; ``sufficient`` is ``None`` until they did.

    ``deduct`` is in 分, with its ``reason``, when the material is not sufficient; ``unprovided`` names what the unit
    did not hand in, when that is why.
    """

    indicator: str
    sufficient: bool | None = None
    deduct: Decimal | None = None
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    unprovided: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """不适用指标 with its reason and whether that was reviewed."""

    indicator: str
    reason: str = ""
    reviewed: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """人工调整: a score changed by hand, asked for by one person and approved by another.

    ``rule_score`` is the score by rule it was approved for, ``None`` where the rule left the score to people. Without
    ``approved_by`` it does not count.
    """

    indicator: str
    rule_score: Decimal | None = None
    score: Decimal | None = None
    reason: str = ""
    materials: tuple[str, ...] = ()
    requested_by: str = ""
    requested_on: date | None = None
    approved_by: str = ""
    approved_on: date | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Implementation:
    """Everything entered while the evaluation is carried out. The order of rows means nothing."""

    materials: tuple[Material, ...] = ()
    uses: tuple[MaterialUse, ...] = ()
    measures: tuple[Measure, ...] = ()
    values: tuple[SampleValue, ...] = ()
    decisions: tuple[SufficiencyDecision, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    notices: tuple[Notice, ...] = ()
    notice_items: tuple[NoticeItem, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    kind_notes: tuple[KindNote, ...] = ()
    way_notes: tuple[WayNote, ...] = ()
    views: tuple[ManagementView, ...] = ()
    site_visits: tuple[SiteVisit, ...] = ()
    visits: tuple[Visit, ...] = ()
    proof_notes: tuple[ProofNote, ...] = ()
    methods: tuple[MethodUse, ...] = ()
    comparisons: tuple[ComparisonNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
