"""The evaluation scored for a page, and remembered until anything of it changes."""

from dataclasses import replace
from typing import Final

from django.utils.timezone import localdate

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.rules.implementation.fieldwork import check_fieldwork
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.preparation.result import Said
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.waivers import of_fieldwork, said_of
from jiheng.web.evaluations.checking import judged_on
from jiheng.web.evaluations.remembered import remembered
from jiheng.workbooks.preparation.implementation_editing import placed_implementation
from jiheng.workbooks.preparation.places import placed

READ: Final = ("declarations", "indicators", "waivers")
ANY: Final = ("point_values", "lines", "schedule")
"""Tables of which the checks of the field work only ask whether there are any rows."""


def scored_of(project: EvaluationProject) -> EvaluationResult:
    """Every indicator with its steps, the totals and the conclusion, by the rules of 评价基准日."""
    day = judged_on(preparation_of(project, ()))
    return remembered(project, day, "scores", lambda: _scored(project))


def gathered_of(project: EvaluationProject) -> tuple[Said, ...]:
    """What the checks of the field work find as it stands today, each with the reason that lets it pass."""
    return remembered(project, localdate(), "fieldwork", lambda: _gathered(project))


def _gathered(project: EvaluationProject) -> tuple[Said, ...]:
    some = preparation_of(project, ANY, most=1)
    rows = {"point_values": some.point_values, "lines": some.lines, "schedule": some.schedule}
    preparation = placed(replace(preparation_of(project, READ), **rows))  # type: ignore[arg-type]  # by name
    book, _ = rulebook_for(preparation.project, judged_on(preparation))
    given = placed_implementation(implementation_of(project))
    found = check_fieldwork(preparation, given, book, localdate())
    return said_of(found, of_fieldwork(preparation.waivers))


def _scored(project: EvaluationProject) -> EvaluationResult:
    preparation = placed(preparation_of(project))
    book, noted = rulebook_for(preparation.project, judged_on(preparation))
    return score_evaluation(preparation, placed_implementation(implementation_of(project)), book, noted)
