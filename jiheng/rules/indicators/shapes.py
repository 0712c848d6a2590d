"""Plain shapes of an indicator system."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Level1(StrEnum):
    """The four classes of 文件B."""

    DECISION = "决策"
    MANAGEMENT = "管理"
    OUTPUT = "产出"
    EFFECT = "效果"


class TargetSource(StrEnum):
    """Where a target may come from, strongest first."""

    BASIS = "依据"
    STANDARD = "标准"
    HISTORY = "历史"
    INDUSTRY = "行业"


class Method(StrEnum):
    """Scoring methods an indicator may choose."""

    RATIO = "比例法"
    RANGE = "区间法"
    STEPS = "分档法"
    DEDUCTION = "扣分法"
    DATE = "时效法"
    YES_NO = "是否法"
    QUALITATIVE = "定性三档"
    SATISFACTION = "满意度"
    FORMULA = "自定公式"


class Period(StrEnum):
    """How an indicator stands to the project's life (第十条：与实施周期、功能作用发挥周期相衔接)."""

    DONE = "已到期"
    STAGE = "阶段性"
    NOT_YET = "未到功能发挥期"


@dataclass(frozen=True, slots=True)
class TargetCandidate:
    """A value some source gives for an indicator; ``document`` names the source."""

    source: TargetSource
    value: str
    document: str = ""
    by_evaluated_unit: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One third-level indicator. ``points`` is its weight in 分 (all of them make 100 within a part).

    ``part`` names the sub-project of a split evaluation (empty when not split). ``side`` is 主管部门 or 实施单位 for
    feasibility and effectiveness. ``aspects`` lists which of 业务、预算、成本 it touches. ``caliber``, ``formula``,
    ``condition``, ``deduction`` are the four elements of a scoring rule.
    """

    code: str
    level1: str
    level2: str
    name: str
    points: Decimal
    part: str = ""
    level1_points: Decimal | None = None
    level2_points: Decimal | None = None
    side: str = ""
    aspects: tuple[str, ...] = ()
    basis: str = ""
    purpose: str = ""
    period: str = ""
    is_matching_fund: bool = False
    on_total_investment: str = ""
    target: str = ""
    target_source: str = ""
    target_document: str = ""
    unreasonable_reason: str = ""
    candidates: tuple[TargetCandidate, ...] = ()
    method: str = ""
    parameters: str = ""
    caliber: str = ""
    formula: str = ""
    condition: str = ""
    deduction: str = ""
    weight_reason: str = ""
    data_source: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-project by use of funds; ``weight`` in 分 of 100 as decided, ``reason`` for departing from the advice."""

    name: str
    uses: tuple[str, ...] = ()
    impact: str = "一般"
    weight: Decimal | None = None
    reason: str = ""
    where: str = ""
