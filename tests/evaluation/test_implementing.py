"""What an evaluation is scored by is kept while it is carried out, and only then."""

from dataclasses import fields, replace

import pytest

from jiheng.audit.queries import verify
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.implementation.shapes import Implementation
from tests.county import DAY, County

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/23", "cq2023-7/27")]


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def project(lead: Member) -> EvaluationProject:
    made = open_project(demo_evaluated()[0], by=lead, at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    return made


def bare(given: Implementation) -> Implementation:
    """Without the places of rows, which belong to a page or a workbook."""
    kept = {
        one.name: tuple(replace(row, where="") for row in getattr(given, one.name)) for one in fields(Implementation)
    }
    return Implementation(**kept)


def test_everything_is_kept_and_comes_back_the_same(project: EvaluationProject, lead: Member) -> None:
    given = demo_evaluated()[1]
    replace_implementation(project, given, revision=1, by=lead, at=DAY)
    assert bare(implementation_of(project)) == bare(given)
    assert project.revision == 2
    assert verify() == []


def test_one_part_is_replaced_and_the_others_stay(project: EvaluationProject, lead: Member) -> None:
    given = demo_evaluated()[1]
    replace_implementation(project, given, revision=1, by=lead, at=DAY)
    replace_implementation(project, Implementation(), revision=2, by=lead, at=DAY, parts={"uses"})
    kept = implementation_of(project)
    assert kept.uses == ()
    assert len(kept.materials) == len(given.materials)
    assert implementation_of(project, {"uses"}).materials == ()


def test_the_later_of_two_people_is_told_and_nothing_is_overwritten(project: EvaluationProject, lead: Member) -> None:
    given = demo_evaluated()[1]
    replace_implementation(project, given, revision=1, by=lead, at=DAY)
    with pytest.raises(Refused, match="已被他人修改"):
        replace_implementation(project, Implementation(), revision=1, by=lead, at=DAY)
    assert bare(implementation_of(project)) == bare(given)


@pytest.mark.parametrize("phase", [Phase.PREPARE, Phase.REPORT])
def test_other_phases_keep_it_locked(project: EvaluationProject, lead: Member, phase: Phase) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(phase=phase)
    with pytest.raises(Refused, match="要在评价实施环节才能修改"):
        replace_implementation(project, Implementation(), revision=1, by=lead, at=DAY)


def test_the_preparation_stays_locked_but_for_what_is_collected(project: EvaluationProject, lead: Member) -> None:
    preparation = preparation_of(project)
    replace_preparation(project, preparation, revision=1, by=lead, at=DAY, parts={"point_values"})
    with pytest.raises(Refused, match="已经离开评价准备"):
        replace_preparation(project, preparation, revision=2, by=lead, at=DAY, parts={"indicators"})
    with pytest.raises(Refused, match="已经离开评价准备"):
        replace_preparation(project, preparation, revision=2, by=lead, at=DAY, parts={"point_values", "releases"})
    fewer = replace(preparation, lines=preparation.lines[1:])
    with pytest.raises(Refused, match="行数和其他栏目不能改动"):
        replace_preparation(project, fewer, revision=2, by=lead, at=DAY, parts={"lines"})
    assert preparation_of(project).lines == preparation.lines


def test_what_does_not_fit_is_told_with_its_row(project: EvaluationProject, lead: Member) -> None:
    given = demo_evaluated()[1]
    long = replace(given, decisions=(replace(given.decisions[0], decided_by="某" * 61), *given.decisions[1:]))
    with pytest.raises(Refused, match="“资料充分性”第1条的“评定人”有61个字"):
        replace_implementation(project, long, revision=1, by=lead, at=DAY)
    assert implementation_of(project).decisions == ()
