"""From the points of a 事前绩效评估 sheet to its total and conclusion."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.explained import Score
from jiheng.rules.figures import exact, plain, rounded
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import Explanation, equals
from jiheng.rules.scoring.grade import Grade

CLAUSES = ("mof2020-10/4.10", "mof2020-10/3.4")


class Advice(StrEnum):
    """The three conclusions; the value is the word people read."""

    SUPPORT = "予以支持"
    PARTLY = "部分支持"
    REJECT = "不予支持"


@dataclass(frozen=True, slots=True)
class GradeRates:
    """The share of a point's 分 each grade earns (ratios)."""

    excellent: Decimal
    good: Decimal
    fair: Decimal
    poor: Decimal

    def rate(self, grade: Grade) -> Decimal:
        rates = {Grade.EXCELLENT: self.excellent, Grade.GOOD: self.good, Grade.FAIR: self.fair}
        return rates.get(grade, self.poor)


@dataclass(frozen=True, slots=True)
class ConclusionFloors:
    """Lowest totals of 予以支持 and 部分支持; with ``veto`` a 差 in a decisive dimension caps at 部分支持."""

    points_each: Decimal
    support: Decimal
    partly: Decimal
    veto: bool
    decisive: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One point of the sheet with the expert's grade; ``points`` in 分."""

    dimension: str
    name: str
    points: Decimal
    grade: Grade


def grade_rates_for(book: Rulebook) -> GradeRates:
    entry = book.entry("appraisal_grades")
    return GradeRates(*(entry.decimal(name) for name in ("excellent", "good", "fair", "poor")))


def conclusion_floors_for(book: Rulebook) -> ConclusionFloors:
    entry = book.entry("appraisal_conclusions")
    return ConclusionFloors(
        entry.decimal("points_each"),
        entry.decimal("support"),
        entry.decimal("partly"),
        entry.values["veto"] is True,
        frozenset(str(name) for name in entry.values["decisive"]),
    )


@clause(*CLAUSES)
def score_sheet(review: Sequence[ReviewPoint], rates: GradeRates) -> Score:
    """Add up what each point earns for its grade; the sheet is worth the sum of its points."""
    whole = sum((point.points for point in review), Decimal(0))
    counts = [(grade, [point for point in review if point.grade is grade]) for grade in Grade]
    inputs = "，".join(f"{grade.value}{len(held)}项" for grade, held in counts if held)
    explanation = Explanation(whole, CLAUSES, "各要点按等次折算后相加", inputs or "没有要点")
    if not review:
        return explanation.no_score(failed("E-S-01", "没有打分要点，不能合计", clauses=CLAUSES))
    earned = [
        (grade, sum((exact(point.points) for point in held), exact(0)) * exact(rates.rate(grade)))
        for grade, held in counts
        if held
    ]
    raw = sum((value for _, value in earned), exact(0))
    return explanation.score(raw, equals("+".join(plain(rounded(value)) for _, value in earned), raw))


@clause(*CLAUSES)
def advice_for(total: Decimal, review: Sequence[ReviewPoint], floors: ConclusionFloors) -> Advice:
    """The conclusion a printed total leads to; a decisive 差 caps it when the veto is switched on."""
    printed = rounded(total)
    if printed < floors.partly:
        return Advice.REJECT
    if printed < floors.support or (floors.veto and _decisive_poor(review, floors)):
        return Advice.PARTLY
    return Advice.SUPPORT


@clause(*CLAUSES)
def check_decisive_points(review: Sequence[ReviewPoint], floors: ConclusionFloors) -> Finding:
    """A 差 in a decisive dimension (立项必要性、筹资合规性) asks the panel to think again."""
    if not any(point.dimension in floors.decisive for point in review):
        return not_applicable("W-S-23", "打分表没有设关键维度")
    poor = _decisive_poor(review, floors)
    if not poor:
        return passed("W-S-23")
    names = "、".join(f"“{point.dimension}—{point.name}”" for point in poor)
    return failed("W-S-23", f"{names}评为差，请提请专家组复议")


def _decisive_poor(review: Sequence[ReviewPoint], floors: ConclusionFloors) -> list[ReviewPoint]:
    return [point for point in review if point.grade is Grade.POOR and point.dimension in floors.decisive]
