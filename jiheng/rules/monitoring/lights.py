"""Warning lights of monitoring. A light only warns; whether it is a deviation is for the reporting unit to say."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import Number, exact
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import share
from jiheng.rules.targets.shapes import Direction

CLAUSE = "mof2020-10/4.6"
MONTHS = 12
NODES = (("through_april", 4), ("through_june", 6), ("through_august", 8), ("through_october", 10))


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def label(self) -> str:
        return {"green": "绿灯", "yellow": "黄灯", "red": "红灯"}[self.value]


@dataclass(frozen=True, slots=True)
class LightFloors:
    """Lowest deviation (a ratio) of a green and of a yellow light; each floor belongs to the better light."""

    green: Decimal
    yellow: Decimal


@dataclass(frozen=True, slots=True)
class WarningLines:
    """``execution``: (month, lowest execution rate through it), in order; ``difference``: largest gap. Ratios."""

    execution: tuple[tuple[int, Decimal], ...]
    difference: Decimal
    clause: str


def light_floors_for(book: Rulebook) -> LightFloors:
    entry = book.entry("monitoring_lights")
    return LightFloors(entry.decimal("green"), entry.decimal("yellow"))


def warning_lines_for(book: Rulebook) -> WarningLines:
    """Lines by month; raises ``NotSet`` where the rulebook has none."""
    entry = book.entry("monitoring_warnings")
    lines = tuple((month, entry.decimal(name)) for name, month in NODES)
    return WarningLines(lines, entry.decimal("largest_difference"), entry.clause)


@clause(CLAUSE)
def completion_rate(direction: Direction, target: Decimal, reached: Decimal) -> Fraction | None:
    """Reached over target, or target over reached for a ceiling; ``None`` when there is nothing to divide by."""
    above, below = (target, reached) if direction is Direction.CEILING else (reached, target)
    return exact(above) / exact(below) if below else None


@clause(CLAUSE)
def time_progress(months_passed: int) -> Fraction:
    """The share of the year that has passed (months over twelve)."""
    return Fraction(months_passed, MONTHS)


@clause(CLAUSE)
def deviation(completion: Number, progress: Number) -> Fraction:
    """偏离度: completion minus time progress, both ratios."""
    return exact(completion) - exact(progress)


@clause(CLAUSE)
def light_for(completion: Number, progress: Number, floors: LightFloors) -> Light:
    """Green down to its floor, yellow down to its own, red below."""
    value = deviation(completion, progress)
    if value >= floors.green:
        return Light.GREEN
    return Light.YELLOW if value >= floors.yellow else Light.RED


@clause(CLAUSE)
def check_progress(completion: Number | None, progress: Number, floors: LightFloors) -> Finding:
    """A light other than green asks the reporting unit to judge the deviation."""
    if completion is None:
        return not_applicable("W-S-26", "没有可以相除的目标值或完成值，不计算完成率")
    light = light_for(completion, progress, floors)
    if light is Light.GREEN:
        return passed("W-S-26")
    gap = share(deviation(completion, progress))
    return failed("W-S-26", f"完成率{share(completion)}，序时进度{share(progress)}，偏离{gap}，{light.label}")


@clause(CLAUSE, "sichuan/4.6")
def check_execution_pace(execution_rate: Number, through_month: int, lines: WarningLines) -> Finding:
    """The execution rate through a month is at least the line of that month.

    Reading taken: between two lines the earlier one holds; before the first there is none.
    """
    passed_lines = [(month, least) for month, least in lines.execution if month <= through_month]
    if not passed_lines:
        return not_applicable("W-S-21", f"1—{through_month}月没有设预警线")
    month, least = passed_lines[-1]
    if execution_rate >= least:
        return passed("W-S-21", clauses=(lines.clause,))
    message = f"1—{through_month}月预算执行率{share(execution_rate)}，低于1—{month}月预警线{share(least)}"
    return failed("W-S-21", message, clauses=(lines.clause,))


@clause(CLAUSE, "sichuan/4.6")
def check_goal_gap(execution_rate: Number, completion: Number | None, lines: WarningLines) -> Finding:
    """Goal completion and budget execution do not differ by more than the line."""
    if completion is None:
        return not_applicable("W-S-22", "没有目标完成率，不比较差异")
    gap = abs(exact(execution_rate) - exact(completion))
    if gap <= lines.difference:
        return passed("W-S-22", clauses=(lines.clause,))
    message = (
        f"预算执行率{share(execution_rate)}与目标完成率{share(completion)}"
        f"相差{share(gap)}，超过{share(lines.difference)}"
    )
    return failed("W-S-22", message, clauses=(lines.clause,))
