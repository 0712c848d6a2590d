"""Whom the directive is for, on what it stands, and what was talked over before the evaluation."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.preparation.communications import (
    BRIEFING_POINTS,
    MINUTES_POINTS,
    CommunicationKind,
    check_communications,
    check_early_survey,
)
from jiheng.rules.preparation.scope import check_scope, is_entrusted
from jiheng.rules.preparation.shapes import Communication, Project

PROJECT = Project(
    "P1",
    "项目",
    evaluator_kind="财政部门委托第三方",
    agency="正合咨询",
    level="市级",
    basis_rules=("项目支出绩效评价管理办法",),
    where="项目基本信息",
)
MINUTES = Communication(
    CommunicationKind.MINUTES, points=tuple((point, "已了解") for point in MINUTES_POINTS), where="沟通和交底 第2行"
)
BRIEFING = Communication(
    CommunicationKind.BRIEFING, points=tuple((point, "已说明") for point in BRIEFING_POINTS), where="沟通和交底 第3行"
)


def failures(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found if finding.outcome is Outcome.FAILED]


@pytest.mark.clause("cq2023-7/1", "cq2023-7/2", "cq2023-7/36")
@pytest.mark.parametrize(
    ("kind", "level", "within"),
    [
        ("财政部门", "市级", True),
        ("财政部门委托第三方", "市级", True),
        ("市财政局", "市级", True),
        ("重庆市财政局委托第三方机构", "市本级", True),
        ("主管部门", "市级", False),
        ("主管部门委托第三方", "市级", False),
        ("重庆市万州区财政局", "市级", False),
        ("", "市级", False),
        ("财政部门", "县级", False),
        ("财政部门", "", False),
    ],
)
def test_the_directive_is_for_city_finance_and_city_projects(kind: str, level: str, within: bool) -> None:
    project = replace(PROJECT, evaluator_kind=kind, level=level)
    finding = check_scope(project)[0]
    assert (finding.code, finding.blocks) == ("E-B2", not within)
    assert (finding.act, finding.where) == ("立项", "项目基本信息")
    assert not check_scope(replace(project, by_reference=True))[0].blocks


@pytest.mark.clause("cq2023-7/1", "cq2023-7/2", "cq2023-7/36")
@pytest.mark.parametrize("by_reference", [True, False])
def test_bond_money_follows_the_directive_by_reference(by_reference: bool) -> None:
    project = replace(PROJECT, fund_sources=("市级补助", "政府债券资金"), by_reference=by_reference)
    finding = check_scope(project)[0]
    assert finding.blocks is not by_reference
    assert "政府债券" in finding.message


@pytest.mark.clause("cq2023-7/1", "cq2023-7/2", "cq2023-7/36")
@pytest.mark.parametrize(("rules", "codes"), [((), ["W-B1"]), (("",), ["W-B1"]), (("某办法",), [])])
def test_the_higher_rules_are_on_record(rules: tuple[str, ...], codes: list[str]) -> None:
    assert failures(check_scope(replace(PROJECT, basis_rules=rules))) == codes


@pytest.mark.clause("cq2023-7/1", "cq2023-7/2", "cq2023-7/36")
def test_a_project_under_other_rules_is_asked_nothing() -> None:
    other = Project("P1", "项目", instrument="ats2023")
    found = [*check_scope(other), *check_communications([], other)]
    assert {finding.outcome for finding in found} == {Outcome.NOT_APPLICABLE}
    both = replace(other, also=("cq2023-7",))
    assert failures(check_scope(both)) == ["E-B2", "W-B1"]


@pytest.mark.clause("cq2023-7/5")
@pytest.mark.parametrize(
    ("kind", "agency", "entrusted"),
    [
        ("财政部门委托第三方", "", True),
        ("财政部门", "财政部门", False),
        ("", "正合财政咨询有限公司", True),
        ("", "市财政局", False),
        ("", "", False),
    ],
)
def test_a_third_party_is_known_by_the_evaluator_or_the_agency(kind: str, agency: str, entrusted: bool) -> None:
    assert is_entrusted(replace(PROJECT, evaluator_kind=kind, agency=agency)) is entrusted


@pytest.mark.clause("cq2023-7/5")
def test_minutes_and_briefing_with_all_points_pass() -> None:
    found = check_communications([MINUTES, BRIEFING], PROJECT)
    assert [finding.outcome for finding in found] == [Outcome.PASSED, Outcome.PASSED]


@pytest.mark.clause("cq2023-7/5")
def test_a_third_party_without_a_briefing_cannot_hand_in_its_plan() -> None:
    finding = check_communications([MINUTES], PROJECT)[0]
    assert (finding.code, finding.blocks, finding.act) == ("E-B5-1", True, "方案送审")
    own = replace(PROJECT, evaluator_kind="财政部门")
    assert check_communications([MINUTES], own)[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.clause("cq2023-7/5")
@pytest.mark.parametrize("point", BRIEFING_POINTS)
def test_each_point_of_a_briefing_is_missed(point: str) -> None:
    points = tuple((name, "" if name == point else said) for name, said in BRIEFING.points)
    finding = check_communications([replace(BRIEFING, points=points)], PROJECT)[0]
    assert finding.blocks
    assert f"缺{point}。" in finding.message
    assert finding.where == "沟通和交底 第3行"


@pytest.mark.clause("cq2023-7/5")
@pytest.mark.parametrize("point", MINUTES_POINTS)
def test_each_fact_of_the_minutes_is_missed(point: str) -> None:
    points = tuple((name, said) for name, said in MINUTES.points if name != point)
    finding = check_communications([replace(MINUTES, points=points)], PROJECT)[1]
    assert (finding.code, finding.outcome, finding.blocks) == ("W-B5-2", Outcome.FAILED, False)
    assert f"缺{point}。" in finding.message


@pytest.mark.clause("cq2023-7/5")
def test_several_talks_add_up_and_a_point_may_be_of_no_concern() -> None:
    halves = [replace(MINUTES, points=MINUTES.points[:3]), replace(MINUTES, points=MINUTES.points[3:])]
    assert failures(check_communications([*halves, BRIEFING], PROJECT)) == []
    none = replace(MINUTES, points=tuple((name, "不涉及") for name, _ in MINUTES.points))
    assert failures(check_communications([none, BRIEFING], PROJECT)) == []


@pytest.mark.clause("cq2023-7/5")
def test_short_names_of_points_are_understood() -> None:
    names = ("实施依据", "目的", "项目范围", "内容", "方式", "资金规模", "实施情况")
    minutes = replace(MINUTES, points=tuple((name, "已了解") for name in names))
    briefing = replace(BRIEFING, points=(("目的", "甲"), ("要求", "乙"), ("重点", "丙")))
    assert failures(check_communications([minutes, briefing], PROJECT)) == []


@pytest.mark.clause("cq2023-7/5")
def test_no_minutes_at_all_are_a_reminder() -> None:
    assert failures(check_communications([BRIEFING], PROJECT)) == ["W-B5-2"]


@pytest.mark.clause("ats2023/3.2")
@pytest.mark.parametrize(
    ("held", "said"),
    [
        (date(2026, 2, 28), ""),
        (date(2026, 3, 1), ""),
        (date(2026, 3, 2), "最早在2026年3月2日，晚于送审日2026年3月1日"),
        (None, "没有填日期"),
    ],
)
def test_a_survey_comes_before_the_plan(held: date | None, said: str) -> None:
    project = replace(PROJECT, also=("ats2023",))
    record = Communication(CommunicationKind.SURVEY, held, where="沟通和交底 第4行")
    finding = check_early_survey([record], project, date(2026, 3, 1))
    assert (finding.code, finding.blocks) == ("E-A32-2", bool(said))
    assert said in finding.message
    assert finding.where == "沟通和交底 第4行"


@pytest.mark.clause("ats2023/3.2")
def test_a_plan_without_a_survey_is_not_handed_in_under_the_requirements_alone() -> None:
    assert check_early_survey([MINUTES], PROJECT, date(2026, 3, 1)).outcome is Outcome.NOT_APPLICABLE
    assert check_early_survey([MINUTES], replace(PROJECT, also=("ats2023",)), date(2026, 3, 1)).blocks
