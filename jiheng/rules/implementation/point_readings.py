"""What one sample point comes to for an indicator: by formula from its columns, or as it was entered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.figures import Number, exact, printed
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.points import ScoringPoint
from jiheng.rules.implementation.shapes import Measure, SampleValue, ValueKind
from jiheng.rules.indicators.formula.formula import Formula, parse
from jiheng.rules.indicators.formula.nodes import FormulaError
from jiheng.rules.indicators.rules_of_scoring import ACTUAL
from jiheng.rules.indicators.scoring_rule import qualitative_score, yes_no_score
from jiheng.rules.indicators.shapes import Indicator, Method
from jiheng.rules.indicators.trial import PERCENT, number_for, quantities_in, target_of
from jiheng.rules.law import Rulebook

CLAUSE = "cq2023-7/27"
NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Reading:
    """``value`` is ``None`` when the point is left out or a fault keeps it from having one; ``said`` tells how."""

    value: Number | None
    said: str
    faults: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()


LEFT_OUT = ""
"""What a reading says of a point whose kind has none of the columns."""

Reader: TypeAlias = Callable[[ScoringPoint, SampleValue | None], Reading]


@dataclass(frozen=True, slots=True)
class Formulas:
    """The formulas of a measure; an 绝对数 has no ``below``."""

    above: Formula
    below: Formula | None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.above.names, *(self.below.names if self.below else ()))))

    @property
    def in_words(self) -> str:
        words = self.above.in_words()
        return f"（{words}）除以（{self.below.in_words()}）" if self.below else words


@clause(CLAUSE)
def formulas_of(measure: Measure, points: Sequence[ScoringPoint]) -> Formulas | Finding | None:
    """The formulas as read; ``None`` when there are none, a finding when they cannot be used."""
    above, below = measure.numerator.strip(), measure.denominator.strip()
    if not above and not below:
        return None
    misfit = _misfit(measure.kind, above, below)
    if misfit:
        return _unusable(measure, misfit)
    try:
        read = Formulas(parse(above), parse(below) if below else None)
    except FormulaError as fault:
        return _unusable(measure, f"算式读不懂，{fault}")
    known = {name for point in points for name in point.columns}
    strange = [name for name in read.names if name not in known]
    if strange:
        return _unusable(measure, f"样本点基础信息里没有可以计数的列“{'”“'.join(strange)}”")
    return read


def _misfit(kind: ValueKind, above: str, below: str) -> str:
    if kind is ValueKind.RELATIVE:
        return "" if above and below else "相对数的分子和分母都要写"
    if kind is ValueKind.ABSOLUTE:
        return "绝对数只写分子，不写分母" if below or not above else ""
    return f"{kind.value}不按算式取数，算式要删去"


@clause(CLAUSE)
def by_formula(read: Formulas, point: ScoringPoint, entered: SampleValue | None) -> Reading:
    """The exact value of a point from its columns; a point of another kind, which has none of them, is left out."""
    lacking = [name for name in read.names if name not in point.numbers]
    if lacking and not any(name in point.columns for name in read.names):
        return Reading(None, LEFT_OUT)
    if lacking:
        said = f"样本点“{point.name}”的“{'”“'.join(lacking)}”没有填，请补填基础信息"
        return Reading(None, "", (failed("E-S-01", said, clauses=(CLAUSE,)),))
    numbers: Mapping[str, Number] = point.numbers
    used = "，".join(f"{name}={printed(point.numbers[name])}{_paper(point, name)}" for name in read.names)
    try:
        value = read.above.evaluate(numbers)
        below = read.below.evaluate(numbers) if read.below else exact(1)
    except FormulaError as fault:
        return _unworked(point, str(fault))
    if below == 0:
        return _unworked(point, f"分母等于0（{used}）")
    return Reading(value / below, f"{point.name}：{used}")


@clause(CLAUSE)
def as_entered(indicator: Indicator, measure: Measure, book: Rulebook) -> Reader:
    """How the entered value of a point is read: a number in the target's unit, or the rate of a band."""
    judged = measure.kind is ValueKind.QUALITATIVE

    def read(point: ScoringPoint, entered: SampleValue | None) -> Reading:
        if entered is None or not entered.value.strip():
            said = f"样本点“{point.name}”没有指标值，请补填"
            return Reading(None, "", (failed("E-S-01", said, clauses=(CLAUSE,)),))
        answer = _rate(indicator, entered, book) if judged else _number(indicator, measure, entered)
        named = [
            replace(
                one, message=f"样本点“{point.name}”填的“{entered.value.strip()}”：{one.message}", where=entered.where
            )
            for one in (*answer.faults, *answer.remarks)
        ]
        faults = len(answer.faults)
        note = f"（{entered.note.strip()}）" if entered.note.strip() else ""
        said = f"{point.name}：{entered.value.strip()}{note}"
        return Reading(answer.value, said, tuple(named[:faults]), tuple(named[faults:]))

    return read


def _rate(indicator: Indicator, entered: SampleValue, book: Rulebook) -> Reading:
    whole = replace(indicator, points=Decimal(1))
    if indicator.method.strip() == Method.YES_NO:
        score = yes_no_score(whole, entered.value)
    else:
        score = qualitative_score(whole, entered.value, book, reason=entered.note)
    if score.raw is None:
        return Reading(None, "", score.findings)
    return Reading(score.raw, "", (), score.findings)


def _number(indicator: Indicator, measure: Measure, entered: SampleValue) -> Reading:
    target = target_of(indicator)
    if target.value is None:
        quantities = quantities_in(entered.value) or {}
        value = quantities.get(ACTUAL)
        unread = failed("E-S-01", "读不出一个数，请改写")
        return Reading(value, "", () if value is not None else (unread,))
    number = number_for(entered.value, target, indicator)
    if number.fault or number.value is None:
        return Reading(None, "", (number.fault or failed("E-S-01", "读不出一个数，请改写"),))
    hundredths = measure.kind is ValueKind.RELATIVE and PERCENT in (target.unit, target.implied_unit)
    return Reading(exact(number.value) / 100 if hundredths else number.value, "")


def _unusable(measure: Measure, said: str) -> Finding:
    return failed("E-V-04", f"{said}，请改正“指标取数”", where=measure.where)


def _unworked(point: ScoringPoint, said: str) -> Reading:
    return Reading(None, "", (failed("E-V-04", f"样本点“{point.name}”的取数算式算不出：{said}，请核对基础信息"),))


def _paper(point: ScoringPoint, name: str) -> str:
    return f"（资料{point.papers[name]}）" if point.papers.get(name) else ""
