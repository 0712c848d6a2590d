"""专家评审: declared first, scored by indicator with a reason for what is taken off, and rolled up exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.experts.shapes import ExpertReview, ExpertScore, Opinion, ReviewState
from jiheng.rules.figures import exact, plain, rounded
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.law import Rulebook

CLAUSE = "cq2023-7/25"


@dataclass(frozen=True, slots=True)
class OpinionReading:
    """What counts as far apart, as a share of the points: among the experts, and from the score by rule."""

    spread: Decimal
    gap: Decimal


def opinion_reading_for(book: Rulebook) -> OpinionReading:
    entry = book.entry("expert_opinions")
    return OpinionReading(entry.decimal("spread"), entry.decimal("gap"))


@clause(CLAUSE)
def check_may_score(review: ExpertReview) -> Finding:
    """An expert declares first; with a relation declared the expert scores only once the lead released it."""
    if review.state is ReviewState.UNDECLARED:
        return failed("E-J-11", "还没有声明利益关系，请先声明再打分")
    if review.state is ReviewState.CONFLICT:
        return failed("E-J-11", "已声明有利益关系，主评人写明理由同意以后才能打分")
    return passed("E-J-11")


@clause(CLAUSE)
def check_points(indicator: Indicator, points: Decimal) -> Finding:
    """Points given lie within those of the indicator and have two places at most."""
    if not 0 <= points <= indicator.points:
        return failed("E-J-12", f"打的{plain(points)}分不在0到分值{plain(indicator.points)}之间，请改正")
    if rounded(points) != points:
        return failed("E-J-12", f"打的{plain(points)}分多于两位小数，请改正")
    return passed("E-J-12")


@clause(CLAUSE)
def check_complete(review: ExpertReview, indicators: Sequence[Indicator]) -> list[Finding]:
    """A review is handed in with every indicator scored, and a comment wherever points were taken off."""
    found = [check_may_score(review), *(_check_one(one, review.score_of(one.code)) for one in indicators)]
    return [one for one in found if one.outcome is Outcome.FAILED] or [passed("E-J-12", "全部指标都已打分")]


@clause(CLAUSE)
def counted(reviews: Sequence[ExpertReview]) -> tuple[ExpertReview, ...]:
    """The reviews that make up the experts' opinion: those handed in, in the order given."""
    return tuple(one for one in reviews if one.state is ReviewState.SUBMITTED)


@clause(CLAUSE)
def opinions_of(
    indicators: Sequence[Indicator],
    reviews: Sequence[ExpertReview],
    by_rule: Mapping[str, Decimal | None],
    reading: OpinionReading,
) -> tuple[Opinion, ...]:
    """Mean, highest and lowest for each indicator, and what lies far apart.

    Reading taken: every expert weighs the same. An opinion never changes a score by itself.
    """
    taken = counted(reviews)
    return tuple(_opinion(one, taken, by_rule.get(one.code), reading) for one in indicators)


@clause(CLAUSE)
def totals_of(opinions: Sequence[Opinion]) -> tuple[Decimal | None, ...]:
    """What each expert gave in all; ``None`` for one who left an indicator out."""
    columns = zip(*(one.given for one in opinions), strict=True)
    return tuple(_sum([given for given in column if given is not None], len(opinions)) for column in columns)


def mean_of(values: Sequence[Decimal]) -> Fraction | None:
    """The exact mean; nothing has none."""
    return sum(map(exact, values), Fraction(0)) / len(values) if values else None


def _opinion(
    indicator: Indicator, reviews: Sequence[ExpertReview], rule: Decimal | None, reading: OpinionReading
) -> Opinion:
    scores = [review.score_of(indicator.code) for review in reviews]
    given = tuple(score.points if score else None for score in scores)
    known = [points for points in given if points is not None]
    mean = mean_of(known)
    opinion = Opinion(indicator.code, given, mean, max(known, default=None), min(known, default=None), rule)
    found = (_check_spread(indicator, opinion, reading), _check_gap(indicator, opinion, reading))
    told = tuple(one for one in found if one is not None)
    return Opinion(opinion.indicator, given, mean, opinion.highest, opinion.lowest, rule, told)


def _check_spread(indicator: Indicator, opinion: Opinion, reading: OpinionReading) -> Finding | None:
    if opinion.spread is None or exact(opinion.spread) <= exact(reading.spread) * exact(indicator.points):
        return None
    said = f"专家最高{rounded(opinion.highest or 0)}分，最低{rounded(opinion.lowest or 0)}分"
    return failed("W-J-14", f"指标“{indicator.name}”{said}，相差{rounded(opinion.spread)}分，请看各人意见")


def _check_gap(indicator: Indicator, opinion: Opinion, reading: OpinionReading) -> Finding | None:
    if opinion.gap is None or abs(opinion.gap) <= exact(reading.gap) * exact(indicator.points):
        return None
    said = f"专家平均{rounded(opinion.mean or 0)}分，按规则{rounded(opinion.rule or 0)}分"
    return failed("W-J-15", f"指标“{indicator.name}”{said}，相差{rounded(abs(opinion.gap))}分，请核对取数和资料")


def _check_one(indicator: Indicator, score: ExpertScore | None) -> Finding:
    if score is None or score.points is None:
        return failed("E-J-12", f"指标“{indicator.name}”还没有打分，请打分")
    fits = check_points(indicator, score.points)
    if fits.outcome is Outcome.FAILED:
        return fits
    if score.points < indicator.points and not score.comment.strip():
        off = plain(indicator.points - score.points)
        return failed("E-J-13", f"指标“{indicator.name}”扣了{off}分而没有写意见，请写明为什么扣分")
    return passed("E-J-12")


def _sum(given: Sequence[Decimal], due: int) -> Decimal | None:
    return sum(given, Decimal(0)) if len(given) == due else None
