"""逾期: how late an event is against its planned date."""

from dataclasses import dataclass
from datetime import date

from jiheng.rules.clause import clause


@dataclass(frozen=True, slots=True)
class Lateness:
    """``days_late`` is never negative; ``deviation`` is signed, with days early below zero. Both in calendar days.

    Both are ``None`` where nothing can be said: no planned date, or an actual date not collected yet.
    """

    days_late: int | None
    deviation: int | None
    unfinished: bool
    shown: str


@clause("cq2023-7/8")
def lateness_of(
    planned: date | None, actual: date | None, evaluation_date: date | None, *, not_happened: bool = False
) -> Lateness:
    """Days from the planned to the actual date; for what did not take place, to the day of evaluation.

    Reading taken: an actual date that is merely missing is not yet known, which is not the same as 未发生.
    """
    if planned is None:
        return Lateness(None, None, not_happened and actual is None, "无计划时间依据，不计逾期")
    if actual is not None:
        return _measured((actual - planned).days, unfinished=False)
    if not not_happened:
        return Lateness(None, None, unfinished=False, shown="实际时间待收集")
    if evaluation_date is None:
        return Lateness(None, None, unfinished=True, shown="未完成，没有评价基准日，不能计算逾期")
    return _measured(max(0, (evaluation_date - planned).days), unfinished=True)


def _measured(deviation: int, *, unfinished: bool) -> Lateness:
    late = max(0, deviation)
    if unfinished:
        return Lateness(late, deviation, unfinished, f"未完成，逾期{late}天" if late else "未完成，未到期")
    words = f"逾期{late}天" if late else f"提前{-deviation}天" if deviation else "按期"
    return Lateness(late, deviation, unfinished, words)
