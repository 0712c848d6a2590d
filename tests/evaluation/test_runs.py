"""Every change is scored anew by itself, and what came out otherwise is frozen with its cause."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import replace_preparation
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.actions.phases import move_phase
from jiheng.evaluation.actions.points import keep_values
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.frozen import Broken, digest_of_run, inputs_of_run, result_of_run, side_of
from jiheng.evaluation.models import EvaluationProject, FrozenText, PlanStatus, ScoreRun
from jiheng.evaluation.shapes import implementation_of, preparation_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.implementation.changes import changes_between
from jiheng.rules.implementation.freezing import PREPARED, freeze
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.phases import Phase
from jiheng.rules.sampling.shapes import ManualPoint
from tests.county import DAY, County
from tests.evaluation.scored import implementing_project, scored_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/23", "cq2023-7/27")]


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


@pytest.fixture
def change(project: EvaluationProject, lead: Member) -> Callable[..., ScoreRun | None]:
    """Put rows of one table in place of the present ones; answers the newest run."""

    def put(**rows: tuple[object, ...]) -> ScoreRun | None:
        given = replace(Implementation(), **rows)  # type: ignore[arg-type]  # rows of the table named
        replace_implementation(project, given, revision=project.revision, by=lead, at=DAY, parts=set(rows))
        return ScoreRun.objects.filter(project=project).first()

    return put


def numbers(project: EvaluationProject) -> list[int]:
    return [run.number for run in ScoreRun.objects.filter(project=project)]


def test_the_first_scoring_is_frozen_with_all_it_was_made_of(project: EvaluationProject, lead: Member) -> None:
    run = ScoreRun.objects.get(project=project)
    due = freeze(preparation_of(project, PREPARED), implementation_of(project), run.judged_on)
    assert (run.number, run.cause, run.made_by, run.judged_on) == (1, "第一次计分", lead.user, date(2023, 3, 1))
    assert inputs_of_run(run) == due.inputs
    assert result_of_run(run) == due.scored
    assert run.figures == due.figures
    assert run.score == f"{due.scored.conclusion.value}"
    assert {one["name"] for one in run.parameters} >= {"grade_floors", "qualitative_bands", "money_basis"}
    assert verify() == []


def test_nothing_is_scored_before_the_plan_is_approved(county: County, lead: Member) -> None:
    project = implementing_project(county)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.PREPARE, plan_status=PlanStatus.DRAFT)
    project.refresh_from_db()
    replace_preparation(project, preparation_of(project), revision=1, by=lead, at=DAY, parts={"tasks"})
    assert numbers(project) == []


def test_a_change_that_changes_nothing_of_the_result_leaves_no_run(
    project: EvaluationProject, change: Callable[..., ScoreRun | None]
) -> None:
    change(decisions=demo_evaluated()[1].decisions)
    assert numbers(project) == [1]
    assert FrozenText.objects.count() == len(set(texts_named(project)))


def texts_named(project: EvaluationProject) -> list[str]:
    runs = ScoreRun.objects.filter(project=project)
    return [digest for run in runs for digest in (run.law, run.result, *run.inputs.values())]


def test_the_cause_names_the_tables_that_changed(change: Callable[..., ScoreRun | None]) -> None:
    given = demo_evaluated()[1]
    run = change(materials=given.materials[:4], uses=())
    assert run is not None
    assert (run.number, run.cause) == (2, "资料编号清单、资料对应已修改")
    event = Event.objects.filter(action="evaluation.scored").latest("seq")
    assert digest_of_run(run) in event.after


def test_the_lines_are_kept_once_however_often_it_is_scored(
    project: EvaluationProject, change: Callable[..., ScoreRun | None]
) -> None:
    given = demo_evaluated()[1]
    for count in (8, 7, 6, 5):
        change(materials=given.materials[:count])
    runs = list(ScoreRun.objects.filter(project=project))
    assert len(runs) == 5
    assert len({run.inputs["lines"] for run in runs}) == 1
    assert len({run.inputs["materials"] for run in runs}) == 5
    assert FrozenText.objects.count() == len(set(texts_named(project)))


def test_what_is_collected_is_scored_too(project: EvaluationProject, lead: Member) -> None:
    preparation = preparation_of(project, {"point_values"})
    worse = tuple(
        replace(one, value="0.5") if "石宝乡" in one.point and one.field == "实际硬化里程" else one
        for one in preparation.point_values
    )
    collected = replace(preparation, point_values=worse)
    replace_preparation(project, collected, revision=2, by=lead, at=DAY, parts={"point_values"})
    run, first = ScoreRun.objects.filter(project=project)
    assert run.cause == "样本点基础信息已修改"
    said = [one.said for one in changes_between(side_of(first, run), side_of(run, first)).indicators]
    assert "的“实际硬化里程”由“0.9”改为“0.5”" in said[0]
    keep_values(project, {}, (), revision=3, by=lead, at=DAY)
    assert numbers(project) == [2, 1]


def test_a_sample_point_put_in_place_of_another_shows_its_effect(project: EvaluationProject, lead: Member) -> None:
    move_phase(project, Phase.PREPARE, (), revision=2, by=lead, at=DAY, reason="一个样本点已撤并")
    preparation = preparation_of(project, {"manual_points"})
    swap = ManualPoint("通村公路补助｜东片|龙溪镇人民政府", "撤并", "通村公路补助｜东片|赤岩镇人民政府")
    swapped = replace(preparation, manual_points=(*preparation.manual_points, swap))
    replace_preparation(project, swapped, revision=3, by=lead, at=DAY, parts={"manual_points"})
    assert numbers(project) == [1]
    EvaluationProject.objects.filter(pk=project.pk).update(plan_status=PlanStatus.APPROVED)
    project.refresh_from_db()
    move_phase(project, Phase.IMPLEMENT, (), revision=4, by=lead, at=DAY)
    run, first = ScoreRun.objects.filter(project=project)
    assert run.cause == "人工加选和替换已修改"
    found = changes_between(side_of(first, run), side_of(run, first))
    assert found.general == (f"样本点“{swap.replaces}”换成“{swap.unit}”（撤并）",)


def test_entering_the_report_freezes_in_any_case(project: EvaluationProject, lead: Member) -> None:
    move_phase(project, Phase.REPORT, (), revision=2, by=lead, at=DAY, scored=True)
    run = ScoreRun.objects.filter(project=project).first()
    assert run is not None
    assert (run.number, run.cause) == (2, "进入报告撰写")
    move_phase(project, Phase.IMPLEMENT, (), revision=3, by=lead, at=DAY, reason="补资料")
    assert numbers(project) == [2, 1]


def test_entering_implementation_the_first_time_freezes_nothing(county: County, lead: Member) -> None:
    project = implementing_project(county)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.PREPARE)
    project.refresh_from_db()
    move_phase(project, Phase.IMPLEMENT, (), revision=1, by=lead, at=DAY)
    assert numbers(project) == []


def test_a_cause_that_was_told_is_kept(project: EvaluationProject, lead: Member) -> None:
    run = keep_run(project, by=lead, at=DAY, cause="上传资料“验收单”", always=True)
    assert run is not None
    assert run.cause == "上传资料“验收单”"


def test_another_duty_scores_nothing(county: County, project: EvaluationProject) -> None:
    with pytest.raises(PermissionDenied):
        keep_run(project, by=county.member(Duty.FPD), at=DAY, always=True)


def test_a_refused_change_leaves_no_run(project: EvaluationProject, lead: Member) -> None:
    with pytest.raises(Refused, match="已被他人修改"):
        replace_implementation(project, Implementation(), revision=1, by=lead, at=DAY)
    assert numbers(project) == [1]


def test_a_text_that_is_no_longer_what_it_was_is_not_read(project: EvaluationProject) -> None:
    run = ScoreRun.objects.get(project=project)
    FrozenText.objects.filter(pk=run.result).update(content=b"xx")
    with pytest.raises(Broken, match="读不出来"):
        result_of_run(run)
