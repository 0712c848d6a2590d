"""What the experts of an evaluation say, set beside the scores by rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiheng.evaluation.models import EvaluationProject, ExpertInvitation
from jiheng.evaluation.queries import invitations
from jiheng.evaluation.shapes import preparation_of, review_of
from jiheng.rules.experts.review import counted, mean_of, opinion_reading_for, opinions_of, totals_of
from jiheng.rules.experts.shapes import ExpertReview, ExpertScore, Opinion, ReviewState
from jiheng.rules.figures import rounded
from jiheng.rules.finding import Outcome
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.web.evaluations.checking import judged_on
from jiheng.web.evaluations.scoring import scored_of

TONES = {
    ReviewState.UNDECLARED: "wait",
    ReviewState.CONFLICT: "red",
    ReviewState.OPEN: "run",
    ReviewState.SUBMITTED: "green",
}


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation with how far its review has come; ``late`` once its day has passed."""

    invitation: ExpertInvitation
    review: ExpertReview
    scored: int
    due: int
    late: bool

    @property
    def tone(self) -> str:
        return TONES[self.review.state]


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One indicator: how it is scored by rule, and what the experts gave and said."""

    one: IndicatorScore
    opinion: Opinion
    given: tuple[tuple[str, Decimal | None], ...]
    comments: tuple[tuple[str, ExpertScore], ...]

    @property
    def judged(self) -> bool:
        """Whether a change by hand can be asked for, and the experts see it otherwise than the rule."""
        judged = self.one.judged
        possible = judged is not None and judged.outcome is Outcome.PASSED and bool(self.one.admissible)
        return possible and self.mean != self.one.raw.value

    @property
    def mean(self) -> Decimal | None:
        return None if self.opinion.mean is None else rounded(self.opinion.mean)

    @property
    def gap(self) -> Decimal | None:
        return None if self.opinion.gap is None else rounded(self.opinion.gap)


@dataclass(frozen=True, slots=True)
class OpinionTable:
    """Indicators by experts; ``experts`` are those whose reviews count."""

    experts: tuple[str, ...]
    rows: tuple[OpinionRow, ...]
    totals: tuple[Decimal | None, ...]
    reviews: tuple[ExpertReview, ...]

    @property
    def named_totals(self) -> list[tuple[str, Decimal | None]]:
        return list(zip(self.experts, self.totals, strict=False))

    @property
    def mean_total(self) -> Decimal | None:
        known = [total for total in self.totals if total is not None]
        mean = mean_of(known) if len(known) == len(self.totals) else None
        return None if mean is None else rounded(mean)

    @property
    def rule_total(self) -> Decimal | None:
        values = [row.one.raw.value for row in self.rows]
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if values and len(known) == len(values) else None


def scorable(project: EvaluationProject) -> list[IndicatorScore]:
    """The indicators an expert scores: all that apply."""
    return [one for part in scored_of(project).parts for one in part.indicators if not one.excluded]


def opinion_table(project: EvaluationProject, asked: Sequence[ExpertInvitation] | None = None) -> OpinionTable:
    """Everything the experts said, as far as they handed it in."""
    reviews = tuple(review_of(one) for one in (invitations(project) if asked is None else asked))
    scores = scorable(project)
    preparation = preparation_of(project, ())
    book, _ = rulebook_for(preparation.project, judged_on(preparation))
    by_rule = {one.indicator.code: one.raw.value for one in scores}
    indicators = [one.indicator for one in scores]
    opinions = opinions_of(indicators, reviews, by_rule, opinion_reading_for(book))
    taken = counted(reviews)
    names = tuple(one.expert for one in taken)
    rows = tuple(
        OpinionRow(one, opinion, tuple(zip(names, opinion.given, strict=True)), _comments(taken, one.indicator.code))
        for one, opinion in zip(scores, opinions, strict=True)
    )
    return OpinionTable(names, rows, totals_of(opinions), reviews)


def wanted_by_experts(project: EvaluationProject, found: IndicatorScore) -> Mapping[str, Any] | None:
    """A request for an adjustment as the experts' opinion would have it; ``None`` without an opinion."""
    row = next((row for row in opinion_table(project).rows if row.one.indicator == found.indicator), None)
    if row is None or row.mean is None:
        return None
    given = [points for points in row.opinion.given if points is not None]
    said = "；".join(f"{name}：{score.comment.strip()}" for name, score in row.comments if score.comment.strip())
    figures = f"{len(given)}名专家评审，平均{row.mean}分，最高{rounded(max(given))}分，最低{rounded(min(given))}分"
    return {"score": row.mean, "reason": f"{figures}{'。' if said else ''}{said}"[:1000]}


def _comments(reviews: Sequence[ExpertReview], code: str) -> tuple[tuple[str, ExpertScore], ...]:
    found = [(review.expert, review.score_of(code)) for review in reviews]
    return tuple((name, score) for name, score in found if score is not None)
