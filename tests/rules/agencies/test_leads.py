"""A team names its lead evaluator, who belongs to it, need not be recused and is qualified."""

from datetime import date

import pytest

from jiheng.rules.agencies.leads import check_leads, check_qualifications, has_qualified_title, lead_names
from jiheng.rules.agencies.shapes import Declaration, Engagement, TeamMember, TeamRole
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import rulebook

BOOK = rulebook("cq2023-7", date(2026, 3, 1))
ENGAGEMENT = Engagement(units=("甲局",), where="项目基本信息")
ZHANG = TeamMember("张三", TeamRole.LEAD, title="高级会计师", years=8, where="评价小组 第2行")
LI = TeamMember("李四", TeamRole.MEMBER, where="评价小组 第3行")
pytestmark = pytest.mark.clause("cq2023-7/4")


def of(code: str, found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.code == code]


def outcomes(found: list[Finding]) -> dict[str, Outcome]:
    return {finding.code: finding.outcome for finding in found}


def test_a_team_with_one_lead_evaluator_passes() -> None:
    found = check_leads([ZHANG, LI], [], ENGAGEMENT, BOOK)
    assert outcomes(found) == dict.fromkeys(("E-B4-1", "E-B4-2", "E-B4-3", "W-B4-4"), Outcome.PASSED)


@pytest.mark.parametrize("team", [[], [LI], [TeamMember("", TeamRole.LEAD)]])
def test_a_team_without_a_lead_evaluator_cannot_start(team: list[TeamMember]) -> None:
    found = check_leads(team, [], ENGAGEMENT, BOOK)
    assert found[0].code == "E-B4-1"
    assert (found[0].blocks, found[0].act) == (True, "进入实施")
    assert {finding.outcome for finding in found[1:]} == {Outcome.NOT_APPLICABLE}


def test_an_empty_team_is_pointed_out_on_the_project_and_a_full_one_on_its_sheet() -> None:
    assert check_leads([], [], ENGAGEMENT, BOOK)[0].where == "项目基本信息"
    assert check_leads([LI], [], ENGAGEMENT, BOOK)[0].where == "评价小组 第3行"


def test_a_lead_evaluator_named_on_the_project_alone_is_not_in_the_team() -> None:
    outside = Engagement(leads=("王五",), where="项目基本信息 第21行")
    found = of("E-B4-2", check_leads([LI], [], outside, BOOK))[0]
    assert (found.blocks, found.where) == (True, "项目基本信息 第21行")
    assert "“王五”" in found.message


def test_the_project_sheet_may_name_a_member_of_the_team_as_lead_evaluator() -> None:
    engagement = Engagement(leads=("李四",))
    assert lead_names([LI], engagement) == ("李四",)
    assert outcomes(check_leads([LI], [], engagement, BOOK))["E-B4-2"] is Outcome.PASSED


@pytest.mark.parametrize(
    ("recused", "outcome"), [(True, Outcome.FAILED), (False, Outcome.PASSED), (None, Outcome.PASSED)]
)
def test_only_a_conflict_that_finance_recognised_bars_the_lead_evaluator(
    recused: bool | None, outcome: Outcome
) -> None:
    declared = [Declaration("张三", "甲局", "任职", recused=recused, where="利益关系声明 第2行")]
    found = of("E-B4-3", check_leads([ZHANG], declared, ENGAGEMENT, BOOK))[0]
    assert found.outcome is outcome
    assert found.where == ("利益关系声明 第2行" if recused else "")


def test_the_recusal_of_another_member_is_not_the_lead_evaluators() -> None:
    declared = [Declaration("李四", "甲局", "任职", recused=True)]
    assert outcomes(check_leads([ZHANG, LI], declared, ENGAGEMENT, BOOK))["E-B4-3"] is Outcome.PASSED


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ((TeamRole.LEAD, TeamRole.LEAD), "还没有指定第一主评人"),
        ((TeamRole.FIRST_LEAD, TeamRole.LEAD), "第一主评人是“甲”"),
        ((TeamRole.FIRST_LEAD, TeamRole.FIRST_LEAD), "指定了2名第一主评人"),
    ],
)
def test_several_lead_evaluators_are_asked_about(roles: tuple[TeamRole, ...], said: str) -> None:
    team = [TeamMember(name, role) for name, role in zip("甲乙", roles, strict=True)]
    found = of("W-B4-4", check_leads(team, [], ENGAGEMENT, BOOK))[0]
    assert (found.outcome, found.blocks) == (Outcome.FAILED, False)
    assert said in found.message
    assert "主评人有2人" in found.message


def test_one_person_in_two_rows_is_one_lead_evaluator() -> None:
    twice = [ZHANG, TeamMember("张三", TeamRole.FIRST_LEAD)]
    assert outcomes(check_leads(twice, [], ENGAGEMENT, BOOK))["W-B4-4"] is Outcome.PASSED


@pytest.mark.parametrize(
    ("years", "outcome"), [(4, Outcome.FAILED), (5, Outcome.PASSED), (6, Outcome.PASSED), (None, Outcome.FAILED)]
)
def test_a_lead_evaluator_has_five_years_of_related_work(years: int | None, outcome: Outcome) -> None:
    lead = TeamMember("张三", TeamRole.LEAD, title="高级会计师", years=years)
    found = check_qualifications([lead, LI], ENGAGEMENT, BOOK)
    assert [finding.outcome for finding in found] == [outcome]
    assert not found[0].blocks


@pytest.mark.parametrize(
    ("title", "certificates", "outcome"),
    [
        ("高级经济师", "", Outcome.PASSED),
        ("工程师", "", Outcome.PASSED),
        ("", "注册会计师", Outcome.PASSED),
        ("助理工程师", "", Outcome.FAILED),
        ("助理工程师", "造价工程师", Outcome.PASSED),
        ("", "无", Outcome.FAILED),
        ("", "", Outcome.FAILED),
        ("科员", "", Outcome.FAILED),
    ],
)
def test_a_title_of_middle_grade_or_a_certificate_qualifies(title: str, certificates: str, outcome: Outcome) -> None:
    lead = TeamMember("张三", TeamRole.LEAD, title=title, certificates=certificates, years=9)
    assert check_qualifications([lead], ENGAGEMENT, BOOK)[0].outcome is outcome


def test_nobody_is_asked_for_the_qualification_of_a_member() -> None:
    assert check_qualifications([LI], ENGAGEMENT, BOOK) == []
    assert not has_qualified_title("见习工程师")
