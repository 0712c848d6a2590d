"""Methods that start from full points and take some away."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import Number, exact, plain, printed, shown
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import Explanation, equals, share

CLAUSE = "mof2020-10/4.11"


class PartStep(StrEnum):
    """What a step that is not full counts for."""

    DOWN = "down"
    UP = "up"
    PROPORTIONAL = "proportional"

    @property
    def label(self) -> str:
        return {"down": "不足一档不扣", "up": "不足一档按一档扣", "proportional": "不足一档按比例扣"}[self.value]


@dataclass(frozen=True, slots=True)
class ControlRateReading:
    """Full points up to ``limit`` (a ratio); each ``step`` beyond it (a ratio) costs ``minus`` 分."""

    limit: Decimal
    step: Decimal
    minus: Decimal
    part_step: PartStep


def control_rate_reading_for(book: Rulebook) -> ControlRateReading:
    entry = book.entry("control_rate")
    return ControlRateReading(
        entry.decimal("limit"), entry.decimal("step"), entry.decimal("minus"), PartStep(entry.text("part_step"))
    )


def steps_beyond(excess: Number, every: Number, part_step: PartStep) -> Fraction:
    """How many steps of ``every`` fit in ``excess`` (both in one unit, ``every`` above zero); none below zero."""
    steps = max(exact(excess), exact(0)) / exact(every)
    if part_step is PartStep.DOWN:
        return exact(steps.numerator // steps.denominator)
    if part_step is PartStep.UP:
        return exact(-(-steps.numerator // steps.denominator))
    return steps


@clause(CLAUSE)
def score_deduction(
    excess: Number | None,
    points: Decimal,
    *,
    every: Decimal,
    minus: Decimal,
    part_step: PartStep = PartStep.PROPORTIONAL,
    unit: str = "",
) -> Score:
    """Take ``minus`` 分 for each ``every`` of ``excess`` (one unit, printed as ``unit``) until nothing is left."""
    basis = f"扣分法：每{plain(every)}{unit}扣{plain(minus)}分，{part_step.label}，扣完为止"
    shown_excess = "空白" if excess is None else f"{printed(excess)}{unit}"
    explanation = Explanation(points, (CLAUSE,), basis, f"应扣数量{shown_excess}，分值{plain(points)}")
    if excess is None:
        return explanation.no_score(failed("E-S-01", "缺少应扣分的数量，请补填", clauses=(CLAUSE,)))
    if every <= 0 or minus < 0:
        return explanation.no_score(failed("E-S-16", "扣分规则的档距须大于0，扣分不能为负，请改正计分规则"))
    if excess <= 0:
        return explanation.full("没有应扣分的情形")
    return _take(explanation, steps_beyond(excess, every, part_step), minus)


@clause(CLAUSE)
def score_control_rate(rate: Decimal | None, points: Decimal, reading: ControlRateReading) -> Score:
    """Score a control rate such as 在职人员控制率: full up to the limit, then points off per percentage point.

    ``rate`` is a ratio (1.035 for 103.5 %).
    """
    basis = (
        f"控制率不超过{share(reading.limit)}得满分，每超{plain(reading.step * 100)}个百分点"
        f"扣{plain(reading.minus)}分，{reading.part_step.label}，扣完为止"
    )
    inputs = f"控制率{'空白' if rate is None else share(rate)}，分值{plain(points)}"
    explanation = Explanation(points, (CLAUSE,), basis, inputs)
    if rate is None:
        return explanation.no_score(failed("E-S-01", "缺少控制率，请补填", clauses=(CLAUSE,)))
    if rate < 0:
        return explanation.no_score(failed("E-S-24", "控制率是负数，请核对", clauses=(CLAUSE,)))
    if rate <= reading.limit:
        return explanation.full(f"{share(rate)}≤{share(reading.limit)}")
    return _take(explanation, steps_beyond(rate - reading.limit, reading.step, reading.part_step), reading.minus)


def _take(explanation: Explanation, steps: Fraction, minus: Decimal) -> Score:
    raw = exact(explanation.points) - steps * exact(minus)
    working = equals(f"{plain(explanation.points)}-{shown(steps)}×{plain(minus)}", raw)
    return explanation.score(raw, f"{working}，低于0按0计" if raw < 0 else working)
