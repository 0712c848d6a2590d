"""Versions of an indicator system: one for every change of it, through whatever door, and nothing lost in them."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.actions.indicators import use_framework
from jiheng.evaluation.actions.versions import keep_version
from jiheng.evaluation.models import EvaluationProject, PlanStatus
from jiheng.evaluation.queries import indicator_versions
from jiheng.evaluation.shapes import preparation_of
from jiheng.evaluation.version_content import content_of, indicators_in
from jiheng.orgs.refusal import Refused
from jiheng.rules.indicators.shapes import Indicator, Part, TargetCandidate, TargetSource
from jiheng.rules.indicators.templates import UnknownFramework, frameworks
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.county import County, member_named

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

LENGTH = Indicator(
    "C1",
    "产出",
    "数量",
    "养护里程",
    Decimal("12.5"),
    level1_points=Decimal("40"),
    level2_points=Decimal("12.5000"),
    aspects=("业务", "成本"),
    is_matching_fund=True,
    target="≥50公里",
    candidates=(
        TargetCandidate(TargetSource.BASIS, "≥50公里", "渝财建〔2025〕9号", by_evaluated_unit=True),
        TargetCandidate(TargetSource.HISTORY, "48公里"),
    ),
    method="自定公式",
    parameters="如果（实际值≥目标值，分值，0）",
    caliber="“养护”\n含日常养护",
)
QUALITY = Indicator("C2", "产出", "质量", "养护合格率", Decimal("27.5"))
PREPARED = Preparation(project=Project("PJ-1", "村道养护补助"), indicators=(LENGTH, QUALITY))


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_project(PREPARED, by=member_named("qh_tpl"), at=AT)


def changed_to(project: EvaluationProject, *indicators: Indicator, by: str = "qh_tpl") -> None:
    project.refresh_from_db()
    prepared = replace(preparation_of(project), indicators=indicators)
    parts = ("indicators",)
    replace_preparation(project, prepared, revision=project.revision, by=member_named(by), at=AT, parts=parts)


def numbers(project: EvaluationProject) -> list[int]:
    return [version.number for version in indicator_versions(project)]


# What a version holds


@pytest.mark.parametrize("indicators", [(), (LENGTH, QUALITY), demo_preparation().indicators])
def test_nothing_is_lost_in_a_version(indicators: tuple[Indicator, ...]) -> None:
    assert indicators_in(content_of(indicators)) == tuple(replace(one, where="") for one in indicators)


def test_the_same_figures_written_otherwise_are_the_same_content() -> None:
    assert content_of((LENGTH,)) == content_of((replace(LENGTH, points=Decimal("12.5000"), where="评价指标 第4行"),))


def test_a_version_from_before_a_field_was_added_can_still_be_read() -> None:
    old = '[{"code":"C1","level1":"产出","level2":"数量","name":"里程","points":"10","gone":"x"}]'
    assert indicators_in(old) == (Indicator("C1", "产出", "数量", "里程", Decimal(10)),)


# When one is kept


@pytest.mark.django_db
def test_opening_with_indicators_keeps_the_first_version(project: EvaluationProject) -> None:
    (version,) = indicator_versions(project)
    assert (version.number, version.saved_by, version.saved_at) == (1, member_named("qh_tpl").user, AT)
    assert indicators_in(version.content) == (LENGTH, QUALITY)
    assert version.hash == hashlib.sha256(version.content.encode()).hexdigest()


@pytest.mark.django_db
def test_a_project_without_indicators_has_no_version(county: County) -> None:
    empty = open_project(Preparation(project=Project("PJ-2", "空的")), by=member_named("qh_tpl"), at=AT)
    assert numbers(empty) == []


@pytest.mark.django_db
def test_every_change_of_the_indicators_keeps_one_and_only_a_change(project: EvaluationProject) -> None:
    changed_to(project, LENGTH, QUALITY)
    assert numbers(project) == [1], "saved again as it was"
    changed_to(project, replace(LENGTH, points=Decimal("20")), QUALITY, by="qh_tpm")
    assert numbers(project) == [2, 1]
    project.refresh_from_db()
    prepared = replace(preparation_of(project), tasks=())
    replace_preparation(
        project, prepared, revision=project.revision, by=member_named("qh_tpl"), at=AT, parts=("tasks",)
    )
    assert numbers(project) == [2, 1], "another table changed"
    changed_to(project)
    assert numbers(project) == [3, 2, 1], "taken away altogether"
    last = indicator_versions(project)[0]
    assert indicators_in(last.content) == ()


@pytest.mark.django_db
def test_a_change_of_a_source_of_a_target_is_a_change(project: EvaluationProject) -> None:
    changed_to(project, replace(LENGTH, candidates=LENGTH.candidates[:1]), QUALITY)
    assert numbers(project) == [2, 1]


@pytest.mark.django_db
def test_a_refused_change_keeps_nothing(project: EvaluationProject) -> None:
    with pytest.raises(Refused, match="已被他人修改"):
        replace_preparation(
            project, replace(PREPARED, indicators=(QUALITY,)), revision=9, by=member_named("qh_tpl"), at=AT
        )
    assert numbers(project) == [1]


@pytest.mark.django_db
def test_who_may_not_edit_keeps_no_version(project: EvaluationProject) -> None:
    with pytest.raises(PermissionDenied):
        keep_version(project, replace(PREPARED, indicators=()), by=member_named("qh_fpd"), at=AT)
    assert numbers(project) == [1]


# Starting from a framework


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.id for one in frameworks()])
def test_each_framework_can_be_taken_and_makes_one_hundred(county: County, name: str) -> None:
    empty = open_project(Preparation(project=Project("PJ-2", "空的")), by=member_named("qh_tpl"), at=AT)
    use_framework(empty, name, part="", mode="", revision=1, by=member_named("qh_tpl"), at=AT)
    taken = preparation_of(EvaluationProject.objects.get(pk=empty.pk)).indicators
    assert sum(one.points for one in taken) == 100
    assert numbers(empty) == [1]
    event = Event.objects.filter(action="evaluation.framework_used").latest("pk")
    assert name in event.after


@pytest.mark.django_db
def test_what_stands_already_is_not_written_over_unasked(project: EvaluationProject) -> None:
    with pytest.raises(Refused, match="已有2个指标"):
        use_framework(project, "cq2023-7", part="", mode="", revision=1, by=member_named("qh_tpl"), at=AT)
    with pytest.raises(Refused, match="写明子项目"):
        use_framework(project, "cq2023-7", part="", mode="append", revision=1, by=member_named("qh_tpl"), at=AT)
    assert preparation_of(project).indicators == (LENGTH, QUALITY)
    use_framework(project, "cq2023-7", part="", mode="replace", revision=1, by=member_named("qh_tpl"), at=AT)
    assert "养护里程" not in {one.name for one in preparation_of(project).indicators}


@pytest.mark.django_db
def test_a_framework_joins_a_part_and_leaves_the_others_alone(project: EvaluationProject) -> None:
    parts = (Part("道路", ("道路",)), Part("补助", ("补助",)))
    prepared = replace(PREPARED, parts=parts, indicators=(replace(LENGTH, part="道路"),))
    author = member_named("qh_tpl")
    replace_preparation(project, prepared, revision=1, by=author, at=AT)
    use_framework(project, "cq2023-7", part="补助", mode="append", revision=2, by=author, at=AT)
    held = preparation_of(project).indicators
    assert held[0] == replace(LENGTH, part="道路")
    assert {one.part for one in held[1:]} == {"补助"}
    with pytest.raises(Refused, match="已有这套框架的指标"):
        use_framework(project, "cq2023-7", part="补助", mode="append", revision=3, by=author, at=AT)
    with pytest.raises(Refused, match="“补助”已有"):
        use_framework(project, "mof2020-10", part="补助", mode="", revision=3, by=author, at=AT)
    use_framework(project, "mof2020-10", part="补助", mode="replace", revision=3, by=author, at=AT)
    assert preparation_of(project).indicators[0] == replace(LENGTH, part="道路")
    assert len(preparation_of(project).indicators) == 1 + 17


@pytest.mark.django_db
def test_a_framework_is_refused_when_it_cannot_be_taken(project: EvaluationProject) -> None:
    author = member_named("qh_tpl")
    with pytest.raises(UnknownFramework):
        use_framework(project, "nothing", part="", mode="replace", revision=1, by=author, at=AT)
    with pytest.raises(Refused, match="没有拆分项目“水利”"):
        use_framework(project, "cq2023-7", part="水利", mode="append", revision=1, by=author, at=AT)
    with pytest.raises(Refused, match="已被他人修改"):
        use_framework(project, "cq2023-7", part="", mode="replace", revision=7, by=author, at=AT)
    with pytest.raises(PermissionDenied):
        use_framework(project, "cq2023-7", part="", mode="replace", revision=1, by=member_named("qh_fpd"), at=AT)
    EvaluationProject.objects.filter(pk=project.pk).update(plan_status=PlanStatus.SUBMITTED)
    with pytest.raises(Refused, match="已送审"):
        use_framework(project, "cq2023-7", part="", mode="replace", revision=1, by=author, at=AT)
    assert preparation_of(project).indicators == (LENGTH, QUALITY)
