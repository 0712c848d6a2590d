"""The demonstration project in 评价实施, with everything entered to score it: one frozen score."""

from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.orgs.models import Duty
from tests.county import DAY, County


def implementing_project(county: County) -> EvaluationProject:
    """Approved, in implementation, nothing entered to score it yet."""
    made = open_project(demo_evaluated()[0], by=county.member(Duty.TPL), at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    return made


def scored_project(county: County) -> EvaluationProject:
    """Its revision is 2."""
    made = implementing_project(county)
    replace_implementation(made, demo_evaluated()[1], revision=1, by=county.member(Duty.TPL), at=DAY)
    return made
