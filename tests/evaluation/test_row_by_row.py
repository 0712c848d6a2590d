"""One row of the field work is written at a time; a later one is told, and all other rows stay."""

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.queries import verify
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.fieldwork import drop_row, keep_methods, note_comparison, put_row, row_mark
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.analysis_shapes import Comparison, ComparisonNote, MethodUse, Problem
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.evidence.visit_shapes import Visit, Visited
from tests.county import DAY, County

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/21", "cq2023-7/24")]

NEW = Visit("访09", (Visited.STAKEHOLDER,), visited_on=DAY.date(), person="村委会主任")


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def project(lead: Member) -> EvaluationProject:
    preparation, given = demo_evaluated()
    made = open_project(preparation, by=lead, at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    replace_implementation(made, given, revision=1, by=lead, at=DAY)
    return made


def visits(project: EvaluationProject) -> list[str]:
    return [one.number for one in implementation_of(project, {"visits"}).visits]


def test_a_new_row_stands_behind_the_others(project: EvaluationProject, lead: Member) -> None:
    put_row(project, "visits", NEW, revision=2, by=lead, at=DAY)
    assert visits(project) == ["访01", "访02", "访03", "访09"]
    assert implementation_of(project, {"visits"}).visits[-1] == NEW
    assert project.revision == 3
    assert verify() == []


def test_a_row_is_written_in_the_place_of_the_one_it_was(project: EvaluationProject, lead: Member) -> None:
    was = row_mark(implementation_of(project, {"visits"}).visits[1])
    put_row(project, "visits", NEW, was=was, revision=2, by=lead, at=DAY)
    assert visits(project) == ["访01", "访09", "访03"]
    assert len(implementation_of(project, {"site_visits"}).site_visits) == 2


def test_a_row_changed_by_somebody_else_is_not_overwritten(project: EvaluationProject, lead: Member) -> None:
    was = row_mark(implementation_of(project, {"visits"}).visits[1])
    put_row(project, "visits", NEW, was=was, revision=2, by=lead, at=DAY)
    with pytest.raises(Refused, match="刚被他人修改或删去"):
        put_row(project, "visits", NEW, was=was, revision=3, by=lead, at=DAY)
    assert visits(project) == ["访01", "访09", "访03"]


def test_the_same_page_sent_twice_writes_once(project: EvaluationProject, lead: Member) -> None:
    put_row(project, "visits", NEW, revision=2, by=lead, at=DAY)
    with pytest.raises(Refused, match="已被他人修改"):
        put_row(project, "visits", NEW, revision=2, by=lead, at=DAY)
    assert visits(project).count("访09") == 1


def test_a_row_is_dropped_and_the_others_stay(project: EvaluationProject, lead: Member) -> None:
    first, second = implementation_of(project, {"problems"}).problems
    drop_row(project, "problems", row_mark(first), revision=2, by=lead, at=DAY)
    assert implementation_of(project, {"problems"}).problems == (second,)
    with pytest.raises(Refused, match="刚被他人修改或删去"):
        drop_row(project, "problems", row_mark(first), revision=3, by=lead, at=DAY)


def test_the_mark_of_a_row_does_not_depend_on_where_it_stands() -> None:
    assert row_mark(Problem("超支", where="问题清单 第4行")) == row_mark(Problem("超支"))
    assert row_mark(Problem("超支")) != row_mark(Problem("超支", gap="1万元"))


def test_one_comparison_is_written_and_the_others_stay(project: EvaluationProject, lead: Member) -> None:
    before = {one.comparison: one for one in implementation_of(project, {"comparisons"}).comparisons}
    note = ComparisonNote(Comparison.PEERS, "", "邻县没有公开数")
    note_comparison(project, note, revision=2, by=lead, at=DAY)
    after = implementation_of(project, {"comparisons"}).comparisons
    assert {one.comparison: one for one in after} == before | {Comparison.PEERS: note}
    assert len(after) == len(before)


def test_of_two_rows_for_one_comparison_one_is_left(project: EvaluationProject, lead: Member) -> None:
    twice = (ComparisonNote(Comparison.PLAN, "一"), ComparisonNote(Comparison.PLAN, "二"))
    given = type(demo_evaluated()[1])(comparisons=twice)
    replace_implementation(project, given, revision=2, by=lead, at=DAY, parts={"comparisons"})
    note_comparison(project, ComparisonNote(Comparison.PLAN, "三"), revision=3, by=lead, at=DAY)
    assert [one.said for one in implementation_of(project, {"comparisons"}).comparisons] == ["三"]


def test_a_comparison_with_neither_result_nor_reason_is_refused(project: EvaluationProject, lead: Member) -> None:
    with pytest.raises(Refused, match="请写一样"):
        note_comparison(project, ComparisonNote(Comparison.PLAN, " ", ""), revision=2, by=lead, at=DAY)


def test_methods_are_written_anew_and_none_twice(project: EvaluationProject, lead: Member) -> None:
    keep_methods(project, [MethodUse("因素分析法", "找原因")], revision=2, by=lead, at=DAY)
    assert implementation_of(project, {"methods"}).methods == (MethodUse("因素分析法", "找原因"),)
    with pytest.raises(Refused, match="写了两次"):
        keep_methods(project, [MethodUse("比较法"), MethodUse("比较法")], revision=3, by=lead, at=DAY)


def test_only_those_with_the_duty_and_only_while_it_is_carried_out(
    project: EvaluationProject, lead: Member, county: County
) -> None:
    with pytest.raises(PermissionDenied):
        put_row(project, "visits", NEW, revision=2, by=county.member(Duty.FPD), at=DAY)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.REPORT)
    with pytest.raises(Refused, match="要在评价实施环节才能修改"):
        put_row(project, "visits", NEW, revision=2, by=lead, at=DAY)
    assert "访09" not in visits(project)


def test_a_choice_nobody_made_is_kept_as_not_made(project: EvaluationProject, lead: Member) -> None:
    bare = Problem("超支")
    put_row(project, "problems", bare, revision=2, by=lead, at=DAY)
    assert implementation_of(project, {"problems"}).problems[-1] == bare
    paper = Material("099", "未分类的资料")
    put_row(project, "materials", paper, revision=3, by=lead, at=DAY)
    assert implementation_of(project, {"materials"}).materials[-1] == paper
