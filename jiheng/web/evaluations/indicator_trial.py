"""Trying out a scoring rule on values, and showing where a formula goes wrong."""

from dataclasses import dataclass
from typing import Final

from jiheng.evaluation.models import EvaluationProject
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import plain
from jiheng.rules.indicators.formula.nodes import FormulaError
from jiheng.rules.indicators.parameters import formula_text, rule_for
from jiheng.rules.indicators.rules_of_scoring import RuleError
from jiheng.rules.indicators.scoring_rule import preview
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.web.evaluations.checking import judged_on
from jiheng.web.evaluations.indicator_form import IndicatorPage

MOST_VALUES: Final = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the rule cannot be read; of a formula the letters before, at and after the fault."""

    message: str
    before: str = ""
    at: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One value and what it would score."""

    text: str
    score: Score

    @property
    def full(self) -> str:
        return plain(self.score.points)


@dataclass(frozen=True, slots=True)
class Trials:
    """The rule in words, what is wrong with it if anything, and the values tried."""

    words: str
    fault: Fault | None
    tried: tuple[Trial, ...]
    left_out: int


def trials_of(project: EvaluationProject, shown: IndicatorPage, text: str) -> Trials:
    """Every value, one a line, under the rule as it stands or was typed; nothing is said of a rule nobody wrote."""
    if not any(getattr(shown.indicator, name).strip() for name in ("method", "parameters", "formula")):
        return Trials("", None, (), 0)
    book, _ = rulebook_for(shown.read.preparation.project, judged_on(shown.read.preparation))
    values = [line.strip() for line in text.splitlines() if line.strip()]
    fault = fault_of(shown.indicator)
    tried = [] if fault else [Trial(value, preview(shown.indicator, value, book)) for value in values[:MOST_VALUES]]
    return Trials(words_of(shown.indicator, book), fault, tuple(tried), max(len(values) - MOST_VALUES, 0))


def words_of(indicator: Indicator, book: Rulebook) -> str:
    """The rule in words, as the reading every score of it begins with."""
    return _basis(preview(indicator, "", book).steps)


def fault_of(indicator: Indicator) -> Fault | None:
    """Why the rule cannot be read."""
    try:
        rule_for(indicator)
    except RuleError as error:
        cause = error.__cause__
        if not isinstance(cause, FormulaError) or not cause.position:
            return Fault(str(error))
        text, at = formula_text(indicator), cause.position - 1
        return Fault(str(error), text[:at], text[at : at + 1] or "（公式到此为止）", text[at + 1 :])
    return None


def _basis(steps: tuple[Step, ...]) -> str:
    return next((step.text for step in steps if step.kind is StepKind.BASIS), "")
