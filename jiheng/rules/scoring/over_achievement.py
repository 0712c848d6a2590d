"""Results far above the target: ask why, and cut only what a person confirms."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import Number, exact, percent, plain, rounded
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.deduction import PartStep, steps_beyond
from jiheng.rules.scoring.explanation import equals, share
from jiheng.rules.targets.shapes import Direction

CLAUSE = "mof2020-10/4.2.1"


class OverReason(StrEnum):
    """Why the result is far above the target; only the first leads to a cut."""

    TARGET_TOO_LOW = "target_too_low"
    POLICY_CHANGE = "policy_change"
    SUDDEN_EVENT = "sudden_event"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "target_too_low": "目标设定明显偏低",
            "policy_change": "政策变化",
            "sudden_event": "突发情况",
            "other": "其他",
        }[self.value]


@dataclass(frozen=True, slots=True)
class OverReading:
    """All ratios: above ``threshold`` a reason is due; each ``step`` beyond it, begun or full, cuts one step."""

    threshold: Decimal
    step: Decimal
    cap: Decimal


def over_reading_for(book: Rulebook) -> OverReading:
    entry = book.entry("over_achievement")
    return OverReading(entry.decimal("threshold"), entry.decimal("step"), entry.decimal("cap"))


@clause(CLAUSE)
def deviation_for(direction: Direction, target: Decimal, actual: Number) -> Fraction | None:
    """How far the result is on the better side of the target, over the target; ``None`` without a ratio."""
    if target <= 0 or direction not in (Direction.FLOOR, Direction.CEILING):
        return None
    ahead = exact(actual) - exact(target)
    return (ahead if direction is Direction.FLOOR else -ahead) / exact(target)


@clause(CLAUSE)
def check_over_achievement(
    direction: Direction, target: Decimal, actual: Number, reading: OverReading, *, reason: OverReason | None = None
) -> Finding:
    """A result more than the threshold better than its target needs a reason."""
    deviation = deviation_for(direction, target, actual)
    if deviation is None:
        return not_applicable("W-R-09", "目标不是正数或没有方向，不计算超额偏离")
    if deviation <= reading.threshold or reason is not None:
        return passed("W-R-09")
    return failed("W-R-09", f"实际优于目标{percent(deviation)}，超过{share(reading.threshold)}，请填写超额原因")


@clause(CLAUSE)
def suggested_cut(deviation: Fraction, reading: OverReading, reason: OverReason) -> Decimal:
    """The share of the points suggested to be cut (a ratio); zero unless the target was set too low."""
    if reason is not OverReason.TARGET_TOO_LOW:
        return Decimal(0)
    steps = steps_beyond(deviation - exact(reading.threshold), reading.step, PartStep.UP)
    return min(reading.cap, Decimal(int(steps)) * reading.step)


@clause(CLAUSE)
def apply_cut(score: Score, cut: Decimal, reason: OverReason, *, confirmed_by: str) -> Score:
    """Take the confirmed share of the points (a ratio) off a score; without a confirming person nothing changes."""
    if score.raw is None or reason is not OverReason.TARGET_TOO_LOW or cut == 0:
        return score
    if not confirmed_by.strip() or not 0 <= cut <= 1:
        refusal = failed("E-S-17", "超额完成的扣减须由评价人确认，扣减率在0%到100%之间，现按不扣减计")
        return _with(score, score.raw, (), (refusal,))
    raw = max(exact(0), score.raw - exact(score.points) * exact(cut))
    working = equals(f"{_figure(score)}-{plain(score.points)}×{share(cut)}", raw)
    steps = (
        Step(StepKind.BASIS, f"超额原因是“{reason.label}”，按确认的扣减率{share(cut)}调减", CLAUSE),
        Step(StepKind.INPUT, f"确认人{confirmed_by}", CLAUSE),
        Step(StepKind.WORKING, working, CLAUSE),
        Step(StepKind.RESULT, f"得{rounded(raw)}分", CLAUSE),
    )
    return _with(score, raw, steps, ())


def _with(score: Score, raw: Fraction, steps: tuple[Step, ...], findings: tuple[Finding, ...]) -> Score:
    value = min(rounded(raw), score.points)
    clauses = tuple(dict.fromkeys((*score.clauses, CLAUSE)))
    return Score(score.points, value, raw, (*score.steps, *steps), clauses, (*score.findings, *findings))


def _figure(score: Score) -> str:
    return plain(score.value) if score.value is not None else "0"
