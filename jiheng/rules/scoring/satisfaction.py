"""Points of a satisfaction indicator."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import Number, exact, percent, plain
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import Explanation, equals, share

CLAUSE = "mof2020-10/4.7"


class SatisfactionMethod(StrEnum):
    RATIO = "ratio"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class SatisfactionReading:
    """``pass_mark`` and ``least_valid_rate`` are ratios, ``least_responses`` a number of valid answers."""

    method: SatisfactionMethod
    pass_mark: Decimal
    least_responses: int
    least_valid_rate: Decimal

    @property
    def basis(self) -> str:
        if self.method is SatisfactionMethod.RATIO:
            return "满意度=满意人数/有效调查人数；达到目标得满分，未达到的按“实测/目标×分值”计分"
        mark = share(self.pass_mark)
        return (
            f"满意度=满意人数/有效调查人数；达到目标得满分，低于{mark}不得分，"
            f"之间按“(实测-{mark})/(目标-{mark})×分值”计分"
        )


def satisfaction_reading_for(book: Rulebook) -> SatisfactionReading:
    entry = book.entry("satisfaction")
    return SatisfactionReading(
        SatisfactionMethod(entry.text("method")),
        entry.decimal("pass_mark"),
        int(entry.decimal("least_responses")),
        entry.decimal("least_valid_rate"),
    )


@clause(CLAUSE)
def score_satisfaction(
    satisfied: int,
    valid: int,
    target: Decimal,
    points: Decimal,
    reading: SatisfactionReading,
    *,
    collected: int | None = None,
) -> Score:
    """Score a survey: people satisfied over valid answers, against the target (a ratio).

    ``collected`` is how many answers came back, valid or not; small or thin samples are reminded.
    """
    inputs = f"满意{satisfied}人，有效{valid}人，目标≥{share(target)}，分值{plain(points)}"
    explanation = Explanation(points, (CLAUSE,), reading.basis, inputs)
    if satisfied < 0 or valid <= 0 or satisfied > valid:
        message = f"满意{satisfied}人、有效{valid}人，人数不合理，请核对问卷统计"
        return explanation.no_score(failed("E-S-15", message))
    findings = check_sample_size(valid, reading, collected=collected)
    return _score(
        explanation, exact(satisfied) / valid, target, reading, source=f"{satisfied}/{valid}", findings=findings
    )


@clause(CLAUSE)
def score_satisfaction_rate(
    rate: Number | None, target: Decimal, points: Decimal, reading: SatisfactionReading
) -> Score:
    """Score a satisfaction rate that came without head counts; ``rate`` and ``target`` are ratios."""
    inputs = f"满意度{'空白' if rate is None else share(rate)}，目标≥{share(target)}，分值{plain(points)}"
    explanation = Explanation(points, (CLAUSE,), reading.basis, inputs)
    if rate is None:
        return explanation.no_score(failed("E-S-01", "满意度是空白，请补填", clauses=(CLAUSE,)))
    if not 0 <= rate <= 1:
        return explanation.no_score(failed("E-S-15", f"满意度{share(rate)}不在0%到100%之间，请核对问卷统计"))
    return _score(explanation, rate, target, reading, source=share(rate))


@clause(CLAUSE)
def check_sample_size(
    valid: int, reading: SatisfactionReading, *, collected: int | None = None
) -> tuple[Finding, ...]:
    """Remind when valid answers are few, or too few of those collected were valid."""
    found: list[Finding] = []
    if valid < reading.least_responses:
        found.append(failed("W-S-14", f"有效问卷{valid}份，少于{reading.least_responses}份，样本不足"))
    if collected and exact(valid) / collected < reading.least_valid_rate:
        rate = percent(exact(valid) / collected)
        found.append(failed("W-S-14", f"问卷有效率{rate}，低于{share(reading.least_valid_rate)}，样本不足"))
    return tuple(found)


def _score(
    explanation: Explanation,
    rate: Number,
    target: Decimal,
    reading: SatisfactionReading,
    *,
    source: str,
    findings: tuple[Finding, ...] = (),
) -> Score:
    if target <= 0:
        return explanation.no_score(failed("W-S-03", "满意度目标不是正数，不能按比例计分，请改正目标"), *findings)
    said = share(rate) if source == share(rate) else f"{source}={share(rate)}"
    if rate >= target:
        return explanation.full(f"{said}，≥{share(target)}", *findings)
    if reading.method is SatisfactionMethod.RATIO:
        raw = exact(rate) / exact(target) * exact(explanation.points)
        formula = f"{share(rate)}/{share(target)}×{plain(explanation.points)}"
    elif rate < reading.pass_mark:
        return explanation.nothing(f"{said}，低于{share(reading.pass_mark)}", *findings)
    else:
        mark = exact(reading.pass_mark)
        raw = (exact(rate) - mark) / (exact(target) - mark) * exact(explanation.points)
        formula = f"({share(rate)}-{share(mark)})/({share(target)}-{share(mark)})×{plain(explanation.points)}"
    opening = "" if source == share(rate) else f"{said}，"
    return explanation.score(raw, opening + equals(formula, raw), *findings)
