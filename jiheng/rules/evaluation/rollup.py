"""From the values of sample points to the value of an indicator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import Number, exact, plain, printed, shown
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import Explanation, equals, share

Figure: TypeAlias = Callable[[Number], str]

CLAUSES = ("cq2023-7/27", "mof2020-10/4.5")


class FundBasis(StrEnum):
    """What 资金额度 means; one reading for a whole project, named in the report."""

    BUDGET = "budget"
    ACTUAL = "actual"

    @property
    def label(self) -> str:
        return {"budget": "预算额度", "actual": "实际支出"}[self.value]


class ValueNature(StrEnum):
    """What kind of value an indicator has; each rolls up in one way only."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    QUALITATIVE = "qualitative"

    @property
    def label(self) -> str:
        return {"absolute": "绝对数", "relative": "相对数", "qualitative": "定性"}[self.value]


class RollUpMethod(StrEnum):
    SUM = "sum"
    BY_FUNDS = "by_funds"
    PLAIN_MEAN = "plain_mean"

    @property
    def label(self) -> str:
        return {"sum": "累加", "by_funds": "按资金额度加权", "plain_mean": "简单平均"}[self.value]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample point: its value (a ratio for 相对数 and 定性) and its funds in one unit of money."""

    name: str
    value: Number | None
    funds: Decimal


@dataclass(frozen=True, slots=True)
class RollUp:
    """An indicator's value. A weighted value keeps its exact numerator Σ(r×F) and denominator ΣF.

    ``value`` is ``None`` when it cannot be computed. ``covered`` counts every sample, also those without funds.
    """

    value: Fraction | None
    numerator: Fraction
    denominator: Fraction
    covered: int
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()


def fund_basis_for(book: Rulebook) -> FundBasis:
    return FundBasis(book.entry("money_basis").text("weight_by"))


@clause(*CLAUSES)
def roll_up(nature: ValueNature, samples: Sequence[Sample], basis: FundBasis = FundBasis.BUDGET) -> RollUp:
    """Roll samples up the one way their nature allows: add up amounts, weight ratios and bands by funds."""
    return roll_up_sum(samples) if nature is ValueNature.ABSOLUTE else roll_up_by_funds(samples, basis)


@clause(*CLAUSES)
def roll_up_sum(samples: Sequence[Sample]) -> RollUp:
    """绝对数: the values of the samples added up."""
    unread = _unread(samples)
    if unread is not None:
        return _no_value("绝对数：各样本点累加", samples, unread)
    values = [sample.value for sample in samples if sample.value is not None]
    total = sum(map(exact, values), Fraction(0))
    working = f"{'+'.join(map(printed, values))}={shown(total)}"
    steps = _steps("绝对数：各样本点累加", samples, working, f"指标值{shown(total)}", printed)
    return RollUp(total, total, Fraction(1), len(samples), steps)


@clause(*CLAUSES)
def roll_up_by_funds(
    samples: Sequence[Sample], basis: FundBasis = FundBasis.BUDGET, figure: Figure = share
) -> RollUp:
    """相对数 and 定性: values weighted by funds. A sample without funds weighs nothing but counts as covered.

    ``figure`` prints a value; one that is no share, such as 万元 for each 公里, has another than the usual.
    """
    said = f"按资金额度加权（{basis.label}）：Σ(指标值×资金)/Σ资金"
    broken = _unread(samples) or _no_funds([sample.funds for sample in samples])
    if broken is not None:
        return _no_value(said, samples, broken)
    weighed = [(sample.value, sample.funds) for sample in samples if sample.value is not None]
    above = sum((exact(value) * exact(funds) for value, funds in weighed), Fraction(0))
    below = sum((exact(funds) for _, funds in weighed), Fraction(0))
    terms = "+".join(f"{figure(value)}×{plain(funds)}" for value, funds in weighed)
    working = f"({terms})/{shown(below)}={figure(above / below)}"
    steps = _steps(said, samples, working, f"指标值{figure(above / below)}", figure)
    return RollUp(above / below, above, below, len(samples), steps)


@clause(*CLAUSES)
def score_rolled_qualitative(rolled: RollUp, points: Decimal) -> Score:
    """A rolled-up qualitative rate times the points; it is not put into a band a second time."""
    inputs = f"汇总得分率{'空白' if rolled.value is None else share(rolled.value)}，分值{plain(points)}"
    explanation = Explanation(points, CLAUSES, "得分=汇总得分率×分值，不再套档", inputs)
    if rolled.value is None:
        return explanation.no_score(*rolled.findings)
    raw = rolled.value * exact(points)
    return explanation.score(raw, equals(f"{share(rolled.value)}×{plain(points)}", raw), *rolled.findings)


@clause(*CLAUSES)
def check_roll_up_method(nature: ValueNature, method: RollUpMethod) -> Finding:
    """Amounts are added up; ratios and qualitative values are weighted by funds, never plainly averaged."""
    due = RollUpMethod.SUM if nature is ValueNature.ABSOLUTE else RollUpMethod.BY_FUNDS
    if method is due:
        return passed("E-B27-1")
    return failed("E-B27-1", f"{nature.label}应{due.label}，不能{method.label}")


def _unread(samples: Sequence[Sample]) -> Finding | None:
    blank = [sample.name for sample in samples if sample.value is None]
    if not samples:
        return failed("E-S-01", "没有样本点，不能汇总", clauses=CLAUSES)
    return failed("E-S-01", f"样本点{'、'.join(blank)}没有指标值，请补填", clauses=CLAUSES) if blank else None


def _no_funds(funds: Sequence[Decimal]) -> Finding | None:
    if any(amount < 0 for amount in funds):
        return failed("E-S-24", "资金额度是负数，请核对", clauses=CLAUSES)
    if sum(funds, Decimal(0)) == 0:
        return failed("E-S-20", "资金额度合计为0，不能按资金加权，请改用非资金权重并写明理由")
    return None


def _no_value(basis: str, samples: Sequence[Sample], finding: Finding) -> RollUp:
    steps = (
        Step(StepKind.BASIS, basis, CLAUSES[0]),
        Step(StepKind.RESULT, f"不计算指标值：{finding.message}", CLAUSES[0]),
    )
    return RollUp(None, Fraction(0), Fraction(0), len(samples), steps, (finding,))


def _steps(basis: str, samples: Sequence[Sample], working: str, result: str, figure: Figure) -> tuple[Step, ...]:
    inputs = "；".join(
        f"{sample.name}{figure(sample.value)}，资金{plain(sample.funds)}"
        for sample in samples
        if sample.value is not None
    )
    texts = (
        (StepKind.BASIS, basis),
        (StepKind.INPUT, inputs),
        (StepKind.WORKING, working),
        (StepKind.RESULT, result),
    )
    return tuple(Step(kind, text, CLAUSES[0]) for kind, text in texts)
