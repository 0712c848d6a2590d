"""A second evaluation of the county, approved and scored, so that every score can be opened."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from jiheng.demo.asked_material import ask_for_material
from jiheng.demo.county import SHANGHAI
from jiheng.demo.evidence_files import load_files
from jiheng.demo.implementation import INSUFFICIENT, demo_evaluated
from jiheng.demo.judged_evaluation import judge
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import ALL, replace_implementation
from jiheng.evaluation.actions.phases import move_phase
from jiheng.evaluation.actions.plan import decide_plan, submit_plan
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.duties import Member
from jiheng.orgs.models import User
from jiheng.orgs.queries import member_for
from jiheng.rules.evidence.shapes import MaterialKind
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.phases import Phase
from jiheng.web.evaluations.checking import checked
from jiheng.web.evaluations.plan_views import frozen

CODE: Final = "QL-2023-PJ-02"
NAME: Final = "演示：2022年农村公路补助和建设项目（已计分）"
OPENED: Final = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


@transaction.atomic
def load_scored_evaluation() -> EvaluationProject:
    """Open, approve and score it once, each act by who does it in life; answers the one that is there."""
    found = EvaluationProject.objects.filter(code=CODE).first()
    if found is not None:
        return found
    lead, office = acting("fuzeren"), acting("caizheng")
    preparation, given = demo_evaluated()
    named = replace(preparation, project=replace(preparation.project, code=CODE, name=NAME))
    project = open_project(named, by=lead, at=OPENED)
    kept, result = checked(project)
    content = json.dumps(frozen(kept, result), ensure_ascii=False, sort_keys=True)
    version = submit_plan(project, result.blocking_plan, content=content, by=lead, at=_day(1))
    decide_plan(version, approve=True, opinions={}, by=office, at=_day(2))
    project.refresh_from_db()
    move_phase(project, Phase.IMPLEMENT, result.findings, revision=project.revision, by=lead, at=_day(3))
    for number, (parts, entered) in enumerate(_course(given), 9):
        replace_implementation(project, entered, revision=project.revision, by=lead, at=_day(number), parts=parts)
    load_files(project, by=lead, at=_day(13))
    judge(project, lead, acting("pingshen"), acting("zhuanjia"), at=_day(13))
    ask_for_material(project, lead, acting("jiaotong"))
    return project


def _course(given: Implementation) -> tuple[tuple[tuple[str, ...], Implementation], ...]:
    """How it was entered, so that there are scores to compare: papers missing, a value put right, a deduction.

    The last of it is ``given`` itself.
    """
    generous = replace(INSUFFICIENT, sufficient=True, deduct=None, reason="")
    decided = tuple(generous if one == INSUFFICIENT else one for one in given.decisions)
    before = tuple(replace(one, value="100%") if one.value == "90%" else one for one in given.values)
    lacking = tuple(one for one in given.materials if one.kind is not MaterialKind.ACCEPTANCE)
    return (
        (ALL, replace(given, materials=lacking, values=before, decisions=decided)),
        (("materials",), given),
        (("values",), given),
        (("decisions",), given),
    )


def _day(number: int) -> datetime:
    return OPENED + timedelta(days=number)


def acting(username: str) -> Member:
    """Who that login acts as."""
    member = member_for(User.objects.get(username=username))
    if member is None:
        raise LookupError(f"the county has no {username}")
    return member
