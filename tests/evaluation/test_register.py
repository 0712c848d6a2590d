"""The register of evaluation projects: what goes in comes out, one change at a time, frozen when sent."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from jiheng.evaluation import models
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.plan import decide_plan, submit_plan
from jiheng.evaluation.models import Phase, PlanStatus
from jiheng.evaluation.queries import current_version, projects
from jiheng.evaluation.shapes import SIMPLE, preparation_of
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.agencies.shapes import (
    Assessed,
    Assessment,
    ChangeKind,
    Declaration,
    ResidentOrder,
    TeamChange,
    TeamMember,
    TeamReview,
    TeamRole,
)
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.codes import failed
from jiheng.rules.execution.shapes import Dimension, FundLine, Release
from jiheng.rules.indicators.shapes import Indicator, Part, TargetCandidate, TargetSource
from jiheng.rules.preparation.shapes import Communication, Preparation, Project, Task
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan, SizeMethod, UncoveredReason, UnitKind
from jiheng.rules.schedule.shapes import DateDemand, NodeKind, ScheduleNode
from jiheng.rules.surveys.shapes import BaseField, PointValue, Question, Questionnaire
from tests.county import County, member_named

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

ROADS = Preparation(
    project=Project(
        code="PJ-2026-01",
        name="村道养护补助",
        evaluation_date=date(2026, 4, 1),
        budget_year=2025,
        basis_rules=("项目支出绩效评价管理办法",),
        purposes=("方便群众出行",),
        has_matching_fund=False,
        objective="看养护补助是否用好",
    ),
    team=(
        TeamMember(
            "郑海", TeamRole.LEAD, "工程管理", "高级工程师", "造价师", 8, "统筹", resident=True, backbone=False
        ),
    ),
    declarations=(Declaration("郑海", "县交通运输局", "", None, date(2026, 3, 30), None),),
    communications=(Communication("沟通纪要", date(2026, 3, 20), "双方", (("实施依据", "县政府文件"),)),),
    documents=(
        BasisDocument(
            "渝财建〔2025〕9号", "关于下达补助的通知", material=MaterialClass.RELEASE, issued_on=date(2025, 3, 1)
        ),
    ),
    provisions=(Provision("渝财建〔2025〕9号", "补助标准", "每公里2万元"),),
    releases=(Release("渝财建〔2025〕9号", amount=Decimal("100000.01"), unallocated=Decimal("0.01")),),
    lines=(
        FundLine("1", "渝财建〔2025〕9号", use="养护", area="石桥镇", payee="石桥镇政府", budget=Decimal("60000.00")),
        FundLine(
            "2",
            "渝财建〔2025〕9号",
            use="养护",
            area="柳坪镇",
            payee="柳坪镇政府",
            budget=Decimal("40000"),
            actual=Decimal(0),
        ),
    ),
    schedule=(
        ScheduleNode(
            "1",
            "开工",
            NodeKind.START,
            demands=(DateDemand("渝财建〔2025〕9号", date(2025, 5, 1)),),
            planned=date(2025, 5, 1),
        ),
    ),
    sampling=SamplingPlan(
        UnitKind.PAYEE,
        (Dimension.AREA,),
        SizeMethod.COUNT,
        2,
        seed="20260401",
        offline_units=("石桥镇政府",),
        kinds_by_use=(("养护", UnitKind.CONTRACT),),
    ),
    manual_points=(ManualPoint("石桥镇政府", "群众反映多"),),
    uncovered=(UncoveredReason(Dimension.AREA, "河东村", "没有资金"),),
    parts=(Part("养护", ("养护",), "重要", Decimal("100")),),
    indicators=(
        Indicator(
            "1.1",
            "产出",
            "数量",
            "养护里程",
            Decimal("12.5"),
            aspects=("业务",),
            target="≥50公里",
            candidates=(TargetCandidate(TargetSource.BASIS, "≥50公里", "渝财建〔2025〕9号"),),
        ),
    ),
    base_fields=(BaseField("养护里程", "基本情况", "数值", "公里", indicators=("1.1",)),),
    point_values=(PointValue("石桥镇|石桥镇政府", "养护里程", "12.4", "Z-01"),),
    questionnaires=(Questionnaire("村民", ("利害关系方",), "满意度", "沿线村民", "现场"),),
    questions=(
        Question("村民", "1", "您对养护是否满意", "五级量表", "效果", (("很满意", Decimal(100)), ("不清楚", None))),
    ),
    tasks=(Task("现场查看", "郑海", date(2026, 4, 10), date(2026, 4, 12)),),
    team_review=TeamReview(True, True, None, "请补回避声明", date(2026, 3, 31)),
    team_changes=(TeamChange("何苗", ChangeKind.JOINED, date(2026, 4, 1), "增补", "", True, True, None),),
    assessments=(Assessment(Assessed.PEOPLE, "何苗", date(2026, 4, 9), "90分", "良好", "郑海"),),
    resident_orders=(ResidentOrder("整理台账", "何苗", date(2026, 4, 2), date(2026, 4, 8), None, "进行中"),),
    waivers=(("W-B9-7", "资金分散"),),
)


def test_every_field_of_a_shape_has_its_column() -> None:
    pairs: list[tuple[type[Model], type[Any]]] = [
        *SIMPLE.values(),
        (models.EvaluationProject, Project),
        (models.SamplingPlan, SamplingPlan),
    ]
    pairs += [(models.ScheduleNode, ScheduleNode), (models.Indicator, Indicator), (models.TeamReview, TeamReview)]
    for model, shape in pairs:
        columns = {one.name for one in model._meta.get_fields()} | {"where", "demands", "candidates"}
        missing = {one.name for one in fields(shape)} - columns
        assert not missing, f"{model.__name__} lacks {missing}"


@pytest.mark.django_db
def test_a_preparation_comes_out_as_it_went_in(county: County) -> None:
    project = open_project(ROADS, by=member_named("qh_tpl"), at=AT)
    assert preparation_of(project) == ROADS


@pytest.mark.django_db
def test_a_code_is_used_once_in_an_agency(county: County) -> None:
    open_project(ROADS, by=member_named("qh_tpl"), at=AT)
    with pytest.raises(Refused, match="PJ-2026-01"):
        open_project(ROADS, by=member_named("qh_tpl"), at=AT)


@pytest.mark.django_db
def test_the_later_of_two_changes_is_told_and_nothing_is_overwritten(county: County) -> None:
    project = open_project(ROADS, by=member_named("qh_tpl"), at=AT)
    mine = replace(ROADS, tasks=())
    replace_preparation(project, mine, revision=1, by=member_named("qh_tpl"), at=AT)
    with pytest.raises(Refused, match="已被他人修改"):
        replace_preparation(project, ROADS, revision=1, by=member_named("qh_tpl"), at=AT)
    assert preparation_of(project) == mine


@pytest.mark.django_db
def test_a_blocking_finding_stops_the_plan_and_only_the_plan(county: County) -> None:
    project = open_project(ROADS, by=member_named("qh_tpl"), at=AT)
    blocking = (failed("E-B14", "方案缺评价目的"),)
    with pytest.raises(Refused, match="不能送审"):
        submit_plan(project, blocking, content="{}", by=member_named("qh_tpl"), at=AT)
    replace_preparation(project, ROADS, revision=1, by=member_named("qh_tpl"), at=AT)


@pytest.mark.django_db
def test_the_plan_is_sent_returned_mended_sent_again_and_approved(county: County) -> None:
    third_party, finance = member_named("qh_tpl"), member_named("qh_fpd")
    project = open_project(ROADS, by=third_party, at=AT)
    first = submit_plan(project, (), content='{"n":1}', by=third_party, at=AT)
    project.refresh_from_db()
    with pytest.raises(Refused, match="送审"):
        replace_preparation(project, ROADS, revision=project.revision, by=third_party, at=AT)
    with pytest.raises(Refused, match="至少写一条意见"):
        decide_plan(first, approve=False, opinions={}, by=finance, at=AT)
    decide_plan(first, approve=False, opinions={"评价指标": "权重请说明"}, by=finance, at=AT)
    project.refresh_from_db()
    assert project.plan_status == PlanStatus.RETURNED
    second = submit_plan(project, (), content='{"n":2}', by=third_party, at=AT)
    decide_plan(second, approve=True, opinions={}, by=finance, at=AT)
    project.refresh_from_db()
    assert (project.phase, project.plan_status) == (Phase.PREPARE, PlanStatus.APPROVED)
    version = current_version(project)
    assert version is not None
    assert (version.number, version.content) == (2, '{"n":2}')


@pytest.mark.django_db
def test_only_an_evaluator_opens_and_only_finance_decides(county: County) -> None:
    with pytest.raises(PermissionDenied):
        open_project(ROADS, by=member_named("qh_unt"), at=AT)
    project = open_project(ROADS, by=member_named("qh_tpl"), at=AT)
    version = submit_plan(project, (), content="{}", by=member_named("qh_tpl"), at=AT)
    with pytest.raises(PermissionDenied):
        decide_plan(version, approve=True, opinions={}, by=member_named("qh_tpl"), at=AT)


@pytest.mark.django_db
def test_another_countys_finance_does_not_see_the_project(county: County) -> None:
    project = open_project(ROADS, by=member_named("qh_tpl"), at=AT)
    stranger = member_named("lz_fpd")
    with pytest.raises(Http404):
        find(projects(stranger), stranger, pk=project.pk)
    assert list(projects(member_named("qh_fpd"))) == [project]
