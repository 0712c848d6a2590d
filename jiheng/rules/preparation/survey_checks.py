"""Base-information columns and questionnaires of a preparation, as each chosen instrument asks for them."""

from collections.abc import Sequence

from jiheng.rules.finding import Finding
from jiheng.rules.preparation.scope import DIRECTIVE, REQUIREMENTS
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.sampling.points import Point
from jiheng.rules.surveys.base_information import check_base_fields
from jiheng.rules.surveys.point_values import check_point_values
from jiheng.rules.surveys.questionnaires import (
    check_indicator_opinions,
    check_questionnaires,
    check_satisfaction_survey,
)

BASE_FIELDS_PLACE = "基础信息列"
QUESTIONNAIRES_PLACE = "调查问卷"


def guides_behaviour(project: Project) -> bool | None:
    """Whether a project guides an industry or behaviour: as chosen, or as its types tell."""
    if project.is_guidance is None and any("引导" in kind for kind in project.project_types):
        return True
    return project.is_guidance


def check_surveys(preparation: Preparation, points: Sequence[Point] = ()) -> list[Finding]:
    """B-12 and B-13 under the directive, A-3.3 under the requirements. ``points`` are the sample."""
    project, found = preparation.project, []
    asked, questions = preparation.questionnaires, preparation.questions
    if project.uses(DIRECTIVE):
        guidance = guides_behaviour(project)
        found += check_base_fields(preparation.base_fields, preparation.indicators, guidance, BASE_FIELDS_PLACE)
        found += check_point_values(preparation.point_values, preparation.base_fields, points)
        found += check_questionnaires(asked, questions, QUESTIONNAIRES_PLACE)
    if project.uses(REQUIREMENTS):
        found += check_satisfaction_survey(asked, questions, project.has_beneficiary, project.where)
        found.append(check_indicator_opinions(project.indicator_opinions, project.where))
    return found
