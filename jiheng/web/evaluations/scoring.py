"""The evaluation scored for a page, and remembered until anything of it changes."""

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.web.evaluations.checking import judged_on
from jiheng.web.evaluations.remembered import remembered
from jiheng.workbooks.preparation.implementation_editing import placed_implementation
from jiheng.workbooks.preparation.places import placed


def scored_of(project: EvaluationProject) -> EvaluationResult:
    """Every indicator with its steps, the totals and the conclusion, by the rules of 评价基准日."""
    day = judged_on(preparation_of(project, ()))
    return remembered(project, day, "scores", lambda: _scored(project))


def _scored(project: EvaluationProject) -> EvaluationResult:
    preparation = placed(preparation_of(project))
    book, noted = rulebook_for(preparation.project, judged_on(preparation))
    return score_evaluation(preparation, placed_implementation(implementation_of(project)), book, noted)
