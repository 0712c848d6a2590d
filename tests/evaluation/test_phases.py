"""Every move between the phases: done once, done twice, by the wrong duty, from another unit, too early, too late."""

import json
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from jiheng.audit.models import Event
from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.phases import move_phase
from jiheng.evaluation.actions.plan import decide_plan, submit_plan
from jiheng.evaluation.models import EvaluationProject, PlanStatus
from jiheng.evaluation.queries import last_return, projects
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.phases import Phase
from tests.county import County, member_named

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/3")]

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
PREPARE, IMPLEMENT, REPORT = Phase
WHY = "主管部门补来了两份下达文件"


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_project(demo_preparation(), by=member_named("qh_tpl"), at=AT)


def approved(project: EvaluationProject) -> EvaluationProject:
    version = submit_plan(project, (), content="{}", by=member_named("qh_tpl"), at=AT)
    decide_plan(version, approve=True, opinions={}, by=member_named("qh_fpd"), at=AT)
    return EvaluationProject.objects.get(pk=project.pk)


def standing_in(project: EvaluationProject, phase: Phase) -> EvaluationProject:
    """The project in a later phase, its plan approved."""
    EvaluationProject.objects.filter(pk=project.pk).update(phase=phase.value, plan_status=PlanStatus.APPROVED)
    return EvaluationProject.objects.get(pk=project.pk)


def move(
    project: EvaluationProject,
    wanted: Phase,
    *findings: Finding,
    reason: str = "",
    by: str = "qh_tpl",
    revision: int | None = None,
    scored: bool | None = None,
) -> None:
    seen = project.revision if revision is None else revision
    move_phase(project, wanted, findings, revision=seen, by=member_named(by), at=AT, reason=reason, scored=scored)


def state(project: EvaluationProject) -> tuple[str, str]:
    now = EvaluationProject.objects.get(pk=project.pk)
    return now.phase, now.plan_status


def acts() -> list[str]:
    words = ("implementation_entered", "report_entered", "preparation_resumed", "implementation_resumed")
    named = Event.objects.filter(action__in=[f"evaluation.{word}" for word in words]).order_by("seq")
    return list(named.values_list("action", flat=True))


def test_implementation_begins_once_the_plan_is_approved_and_only_once(project: EvaluationProject) -> None:
    project = approved(project)
    move(project, IMPLEMENT)
    assert state(project) == (IMPLEMENT, PlanStatus.APPROVED)
    with pytest.raises(Refused, match="已在评价实施环节"):
        move(project, IMPLEMENT)
    assert acts() == ["evaluation.implementation_entered"]


@pytest.mark.parametrize("sent", [False, True])
def test_nothing_is_implemented_before_the_plan_is_approved(project: EvaluationProject, sent: bool) -> None:
    if sent:
        submit_plan(project, (), content="{}", by=member_named("qh_tpl"), at=AT)
        project.refresh_from_db()
    with pytest.raises(Refused, match="评价方案还没有经财政部门审定") as refused:
        move(project, IMPLEMENT)
    assert "要改的请财政部门先退回方案" not in str(refused.value)
    assert [one.code for one in refused.value.findings] == ["E-B3"]
    assert state(project)[0] == PREPARE


@pytest.mark.clause("ats2023/3.2")
def test_under_the_requirements_the_review_is_asked_for_by_its_own_code(project: EvaluationProject) -> None:
    EvaluationProject.objects.filter(pk=project.pk).update(also=["ats2023"])
    project.refresh_from_db()
    with pytest.raises(Refused, match=r"有1项没有齐备：E-A32-3 评价方案还没有经财政部门审核通过"):
        move(project, IMPLEMENT)


def test_what_blocks_implementation_is_listed_with_the_way_out(project: EvaluationProject) -> None:
    project = approved(project)
    with pytest.raises(Refused, match=r"有1项没有齐备：E-B4-1 没有主评人。请逐项补齐。方案已审定"):
        move(project, IMPLEMENT, failed("E-B4-1", "没有主评人"), failed("E-B7-3", "以后再补"))
    assert state(project) == (PREPARE, PlanStatus.APPROVED)


def test_back_in_preparation_the_plan_is_a_draft_and_its_versions_stay(project: EvaluationProject) -> None:
    project = approved(project)
    move(project, IMPLEMENT)
    move(project, PREPARE, reason=f"  {WHY}  ")
    assert state(project) == (PREPARE, PlanStatus.DRAFT)
    assert [(one.number, one.approved) for one in project.versions.all()] == [(1, True)]
    told = last_return(project)
    assert told is not None
    assert (told.action, json.loads(told.after)) == ("evaluation.preparation_resumed", {"reason": WHY})
    replace_preparation(project, demo_preparation(), revision=project.revision, by=member_named("qh_tpl"), at=AT)
    project.refresh_from_db()
    with pytest.raises(Refused, match="还没有经财政部门审定"):
        move(project, IMPLEMENT)
    project = approved(project)
    move(project, IMPLEMENT)
    assert [one.number for one in project.versions.all()] == [2, 1]
    assert last_return(project) is None


@pytest.mark.parametrize(("phase", "wanted"), [(IMPLEMENT, PREPARE), (REPORT, IMPLEMENT)])
def test_going_back_needs_a_reason(project: EvaluationProject, phase: Phase, wanted: Phase) -> None:
    project = standing_in(project, phase)
    with pytest.raises(Refused, match=f"退回{wanted.label}要写明原因，请填写"):
        move(project, wanted, reason=" \n")
    with pytest.raises(Refused, match="有501字，最多500字"):
        move(project, wanted, reason="因" * 501)
    assert state(project)[0] == phase
    move(project, wanted, reason="因" * 500)
    assert state(project)[0] == wanted
    with pytest.raises(Refused, match=f"已在{wanted.label}环节"):
        move(project, wanted, reason=WHY)


def test_from_the_report_back_the_plan_stays_approved(project: EvaluationProject) -> None:
    project = standing_in(project, REPORT)
    move(project, IMPLEMENT, failed("E-B14", "缺项"), reason="要补走访")
    assert state(project) == (IMPLEMENT, PlanStatus.APPROVED)
    assert acts() == ["evaluation.implementation_resumed"]


def test_a_report_is_begun_when_everything_is_scored(project: EvaluationProject) -> None:
    project = standing_in(project, IMPLEMENT)
    with pytest.raises(Refused, match="有2项没有齐备：评价指标还没有计分；E-B7-3 没有填实际支出数"):
        move(project, REPORT, failed("E-B7-3", "没有填实际支出数"), failed("E-B30-1", "定稿时再写"), scored=False)
    assert state(project)[0] == IMPLEMENT
    assert acts() == []
    move(project, REPORT, scored=True)
    assert state(project) == (REPORT, PlanStatus.APPROVED)
    assert acts() == ["evaluation.report_entered"]


@pytest.mark.parametrize(("phase", "wanted"), [(PREPARE, REPORT), (REPORT, PREPARE)])
def test_no_phase_is_skipped(project: EvaluationProject, phase: Phase, wanted: Phase) -> None:
    project = standing_in(project, phase)
    with pytest.raises(Refused, match="请逐个环节办理"):
        move(project, wanted, reason=WHY)
    assert state(project)[0] == phase


@pytest.mark.parametrize(
    ("phase", "wanted"), [(PREPARE, IMPLEMENT), (IMPLEMENT, PREPARE), (IMPLEMENT, REPORT), (REPORT, IMPLEMENT)]
)
@pytest.mark.parametrize("by", ["qh_fpd", "qh_qc", "qh_unt", "lz_fpd"])
def test_only_the_agencys_evaluators_move_it(
    project: EvaluationProject, phase: Phase, wanted: Phase, by: str
) -> None:
    project = standing_in(project, phase)
    with pytest.raises(PermissionDenied):
        move(project, wanted, by=by, reason=WHY)
    assert state(project)[0] == phase


def test_another_countys_people_do_not_find_it(project: EvaluationProject) -> None:
    stranger = member_named("lz_fpd")
    with pytest.raises(Http404):
        find(projects(stranger), stranger, pk=project.pk)


@pytest.mark.parametrize(("phase", "wanted"), [(PREPARE, IMPLEMENT), (IMPLEMENT, PREPARE), (REPORT, IMPLEMENT)])
def test_who_looked_at_an_older_state_has_to_look_again(
    project: EvaluationProject, phase: Phase, wanted: Phase
) -> None:
    project = standing_in(project, phase)
    EvaluationProject.objects.filter(pk=project.pk).update(revision=2)
    with pytest.raises(Refused, match="请看过现在的情况再办理"):
        move(project, wanted, reason=WHY, revision=1)
    assert state(project)[0] == phase
    assert acts() == []


def test_a_move_made_meanwhile_is_not_undone_unseen(project: EvaluationProject) -> None:
    mine = standing_in(project, IMPLEMENT)
    move(standing_in(project, IMPLEMENT), PREPARE, reason=WHY)
    with pytest.raises(Refused, match="请看过现在的情况再办理"):
        move(mine, PREPARE, reason="另一个原因")
    assert len(acts()) == 1
