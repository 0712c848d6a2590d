"""A change that a rule about saving forbids is not written, from whatever door it comes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jiheng.audit.models import Event
from jiheng.demo.preparation.project import LARGEST, demo_preparation
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.models import EvaluationProject, ScheduleNode
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.shapes import ManualPoint
from tests.county import County, member_named

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
GOOD = demo_preparation()
BACKWARDS = tuple(
    replace(node, actual=date(2022, 5, 11), where="实施进度 第6行") if node.number == "3" else node
    for node in GOOD.schedule
)
UNREASONED = (ManualPoint(LARGEST, "", "QL-2022-01", "人工加选和替换 第4行"),)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_project(GOOD, by=member_named("qh_tpl"), at=AT)


def keep(project: EvaluationProject, preparation: Preparation, *parts: str, revision: int = 1) -> None:
    by = member_named("qh_tpl")
    replace_preparation(project, preparation, revision=revision, by=by, at=AT, parts=parts)


def test_a_completion_before_its_start_is_refused_with_its_row_and_nothing_is_written(
    project: EvaluationProject,
) -> None:
    only_the_part = replace(preparation_of(project, {"schedule"}), schedule=BACKWARDS)
    with pytest.raises(Refused, match=r"实施进度 第6行，.*早于.*请改正日期") as refused:
        keep(project, only_the_part, "schedule")
    assert [one.code for one in refused.value.findings] == ["E-B8-4"]
    project.refresh_from_db()
    assert project.revision == 1
    assert preparation_of(project) == GOOD
    assert not Event.objects.filter(action="evaluation.prepared").exists()


def test_a_replaced_point_without_a_reason_is_refused(project: EvaluationProject) -> None:
    only_the_part = replace(preparation_of(project, {"manual_points"}), manual_points=UNREASONED)
    with pytest.raises(Refused, match=r"人工加选和替换 第4行，.*没有写理由，请填写"):
        keep(project, only_the_part, "manual_points")
    assert preparation_of(project).manual_points == GOOD.manual_points


def test_a_whole_workbook_is_refused_and_says_how_many(project: EvaluationProject) -> None:
    both = replace(GOOD, schedule=BACKWARDS, manual_points=UNREASONED)
    with pytest.raises(Refused, match="处须先改正，没有保存") as refused:
        replace_preparation(project, both, revision=1, by=member_named("qh_tpl"), at=AT)
    assert {one.code for one in refused.value.findings} == {"E-B8-4", "E-B9-6"}
    with pytest.raises(Refused):
        open_project(replace(both, project=replace(GOOD.project, code="PJ-2")), by=member_named("qh_tpl"), at=AT)
    assert EvaluationProject.objects.count() == 1


def test_other_sheets_are_kept_while_such_an_error_stands(project: EvaluationProject) -> None:
    ScheduleNode.objects.filter(project=project, number="3").update(actual=date(2022, 5, 11))
    keep(project, replace(GOOD, lines=()), "lines", revision=1)
    keep(project, replace(GOOD, tasks=()), "tasks", revision=2)
    assert (preparation_of(project).lines, preparation_of(project).tasks) == ((), ())
    keep(project, GOOD, "schedule", revision=3)
    assert preparation_of(project).schedule == GOOD.schedule


def test_a_date_before_the_rules_began_is_no_way_around_them(project: EvaluationProject) -> None:
    early = replace(GOOD.project, evaluation_date=date(2010, 1, 1))
    with pytest.raises(Refused, match="没有保存，须先改正"):
        keep(project, replace(GOOD, project=early, schedule=BACKWARDS), "project", "schedule")
