"""Plain shapes of sampling. Money is in 元."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.execution.shapes import Dimension


class UnitKind(StrEnum):
    """What a sampling unit is: the payee of lines, a contract (works), or a provider in an area (bought services)."""

    PAYEE = "资金到达对象"
    CONTRACT = "工程合同"
    SERVICE = "服务提供方和区域"


class SizeMethod(StrEnum):
    COUNT = "指定数量"
    COVERAGE = "资金覆盖率"
    CONFIDENCE = "置信度和误差"


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """How the points are to be drawn. ``coverage``, ``confidence``, ``margin``, ``proportion`` are ratios (0.30).

    ``offline`` describes a draw done on paper: method, course and witnesses; it takes the place of a seed, and
    ``offline_units`` are the units it gave. ``kinds_by_use`` sets another kind of unit for single uses of funds
    (works by contract beside subsidies by payee).
    """

    unit_kind: UnitKind = UnitKind.PAYEE
    strata: tuple[Dimension, ...] = (Dimension.USE, Dimension.AREA)
    size_method: SizeMethod = SizeMethod.COUNT
    size: int | None = None
    coverage: Decimal | None = None
    confidence: Decimal | None = None
    margin: Decimal | None = None
    proportion: Decimal | None = None
    seed: str = ""
    drawn_on: date | None = None
    drawn_by: str = ""
    offline: str = ""
    offline_units: tuple[str, ...] = ()
    kinds_by_use: tuple[tuple[str, UnitKind], ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class ManualPoint:
    """A unit picked by hand, or one that replaces a drawn unit; both need a reason."""

    unit: str
    reason: str = ""
    replaces: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class UncoveredReason:
    """Why a value of a dimension has no sample point."""

    dimension: Dimension
    value: str
    reason: str
    where: str = ""
