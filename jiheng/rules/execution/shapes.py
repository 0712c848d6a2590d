"""Plain shapes of the budget execution tables. Money is ``Decimal`` in 元 with two places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Dimension(StrEnum):
    """The seven main dimensions of 第七条."""

    TIME = "再次分配时间"
    METHOD = "分配方式"
    STANDARD = "分配标准"
    MANAGEMENT = "管理模式"
    USE = "用途"
    AREA = "区域"
    PAYEE = "资金到达对象"


@dataclass(frozen=True, slots=True)
class Release:
    """项目预算下达文件: the yardstick its lines have to add up to. ``unallocated`` is 未分配余额."""

    number: str
    title: str = ""
    issuer: str = ""
    released_on: date | None = None
    amount: Decimal = Decimal(0)
    unallocated: Decimal = Decimal(0)
    where: str = ""


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line of the detail table. ``actual`` is ``None`` until it is collected; 0 is entered as 0."""

    number: str
    release: str
    allocated_on: str = ""
    method: str = ""
    standard: str = ""
    management: str = ""
    use: str = ""
    area: str = ""
    payee: str = ""
    budget: Decimal = Decimal(0)
    actual: Decimal | None = None
    voucher: str = ""
    contract: str = ""
    provider: str = ""
    note: str = ""
    where: str = ""

    def value(self, dimension: Dimension) -> str:
        """The line's value in a dimension; empty when it was left out."""
        return VALUE_OF[dimension](self)


VALUE_OF: Mapping[Dimension, Callable[[FundLine], str]] = {
    Dimension.TIME: lambda line: line.allocated_on,
    Dimension.METHOD: lambda line: line.method,
    Dimension.STANDARD: lambda line: line.standard,
    Dimension.MANAGEMENT: lambda line: line.management,
    Dimension.USE: lambda line: line.use,
    Dimension.AREA: lambda line: line.area,
    Dimension.PAYEE: lambda line: line.payee,
}
"""Built once: tables of 200,000 lines ask for it seven times a line."""

NOT_APPLICABLE = "不适用"
"""What is entered for a dimension that a line has no value in; an empty value was forgotten."""
