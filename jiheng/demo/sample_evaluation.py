"""The evaluation the agency of the county prepared: one project, entered whole, ready to be sent."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from jiheng.demo.county import SHANGHAI
from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.models import User
from jiheng.orgs.queries import member_for

OPENED: Final = datetime(2026, 3, 19, 10, 0, tzinfo=SHANGHAI)
NAME: Final = "演示：2022年农村公路补助和建设项目"


def load_evaluation() -> EvaluationProject:
    """Open the prepared evaluation once, as the agency's project leader; answers the one that is there."""
    preparation = demo_preparation()
    found = EvaluationProject.objects.filter(code=preparation.project.code).first()
    if found is not None:
        return found
    member = member_for(User.objects.get(username="fuzeren"))
    if member is None:
        raise LookupError("the county has no evaluator")
    named = replace(preparation, project=replace(preparation.project, name=NAME))
    return open_project(named, by=member, at=OPENED)
