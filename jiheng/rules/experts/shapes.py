"""Plain shapes of an expert review: who was asked, what they declared, what they scored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from jiheng.rules.finding import Finding


class ReviewState(StrEnum):
    """How a review stands."""

    UNDECLARED = "待声明"
    CONFLICT = "有利益关系，待处理"
    OPEN = "评审中"
    SUBMITTED = "已提交"


@dataclass(frozen=True, slots=True)
class ExpertScore:
    """What one expert gave one indicator, in 分, and why; no points while it is still a note."""

    indicator: str
    points: Decimal | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ExpertReview:
    """One expert's review of a project.

    ``relation`` is what the expert declared, empty for none; ``released`` is the lead's reason to let the expert
    review all the same.
    """

    expert: str
    relation: str = ""
    declared_on: date | None = None
    released: str = ""
    submitted_on: date | None = None
    scores: tuple[ExpertScore, ...] = ()

    @property
    def state(self) -> ReviewState:
        if self.declared_on is None:
            return ReviewState.UNDECLARED
        if self.relation.strip() and not self.released.strip():
            return ReviewState.CONFLICT
        return ReviewState.SUBMITTED if self.submitted_on else ReviewState.OPEN

    def score_of(self, code: str) -> ExpertScore | None:
        return next((one for one in self.scores if one.indicator == code), None)


@dataclass(frozen=True, slots=True)
class Opinion:
    """The scores of all experts for one indicator. ``given`` stands in the order of the experts that count.

    ``mean`` is exact. All figures are ``None`` while nobody scored it; ``gap`` is the mean less the score by rule.
    """

    indicator: str
    given: tuple[Decimal | None, ...]
    mean: Fraction | None
    highest: Decimal | None
    lowest: Decimal | None
    rule: Decimal | None
    findings: tuple[Finding, ...] = ()

    @property
    def spread(self) -> Decimal | None:
        return None if self.highest is None or self.lowest is None else self.highest - self.lowest

    @property
    def gap(self) -> Fraction | None:
        return None if self.mean is None or self.rule is None else self.mean - Fraction(self.rule)
