"""What an indicator stands on: its basis, and the period it speaks of."""

from collections.abc import Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.levels import level1_of
from jiheng.rules.indicators.shapes import Indicator, Level1, Period
from jiheng.rules.indicators.systems import NO_INDICATORS, answered


@clause("cq2023-7/10.a")
def check_basis(indicators: Sequence[Indicator]) -> list[Finding]:
    """Every indicator names the document, or the indicators, it was taken from."""
    found = [
        failed("E-B10-a", f"指标“{row.name}”没有依据，请填依据文件或所参考的指标体系", where=row.where)
        for row in indicators
        if not row.basis.strip()
    ]
    return answered("E-B10-a", found, nothing="" if indicators else NO_INDICATORS)


@clause("cq2023-7/10.b")
def check_period(indicators: Sequence[Indicator]) -> list[Finding]:
    """Every indicator says how it stands to the project's life; an effect that cannot show yet is set as 阶段性.

    Reading taken: 未到功能发挥期 on an effect asks for 阶段性 or for leaving the indicator out.
    """
    found = [
        failed("W-B10-b", f"指标“{row.name}”{fault}", where=row.where)
        for row in indicators
        if (fault := _period_fault(row))
    ]
    return answered("W-B10-b", found, nothing="" if indicators else NO_INDICATORS)


def _period_fault(indicator: Indicator) -> str:
    written = indicator.period.strip()
    known = "、".join(f"“{period.value}”" for period in Period)
    if not written:
        return f"没有填适用周期，请从{known}中选一项"
    if written not in set(Period):
        return f"的适用周期“{written}”不能识别，请从{known}中选一项"
    if written == Period.NOT_YET and level1_of(indicator.level1) is Level1.EFFECT:
        return "还没有到功能发挥期，请改为“阶段性”并按阶段效果设目标值，或不设这项指标"
    return ""
