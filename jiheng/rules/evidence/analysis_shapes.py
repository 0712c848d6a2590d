"""Plain shapes of the analysis and of mending an indicator (文件B 第二十四、二十六条)."""

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """What the analysis sets side by side, and the effect of a policy."""

    PLAN = "实际与计划"
    APPROVAL = "实际与批复"
    RULES = "实际与规则"
    HISTORY = "实际与历史"
    PEERS = "实际与异地同行"
    SPENDING_AND_BUDGET = "支出与预算"
    SPENDING_AND_PERFORMANCE = "支出与绩效"
    MEASURES_AND_EFFECT = "管理措施与效果"
    POLICY = "政策影响"


@dataclass(frozen=True, slots=True)
class MethodUse:
    """An analysis method and what it was used for."""

    name: str
    purpose: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonNote:
    """What one comparison showed; ``declined`` is why it was not made."""

    comparison: Comparison
    said: str = ""
    declined: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """问题清单: what is wrong, how it shows, by what yardstick, and why. ``gap`` is 差距.

    ``indicators`` and ``materials`` are codes and numbers; ``compared`` is the comparison it came from.
    """

    title: str
    phenomenon: str = ""
    basis: str = ""
    cause: str = ""
    gap: str = ""
    compared: Comparison | None = None
    indicators: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    where: str = ""


class SummaryTable(StrEnum):
    """The three tables that have to be summed up."""

    POINTS = "样本点基础信息表"
    EXECUTION = "项目预算执行情况表"
    SCHEDULE = "项目实施进度表"


@dataclass(frozen=True, slots=True)
class Summary:
    """A table that was summed up; ``outdated`` says that its rows changed afterwards."""

    table: SummaryTable
    outdated: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """指标修正单 for one indicator: from which version of the system, saved as which, and why."""

    indicator: str
    base_version: int
    new_version: int | None = None
    reason: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """How many values the sample points have, of those that are due."""

    filled: int
    due: int
