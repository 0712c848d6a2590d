"""Who commissions and evaluates stands apart from who is evaluated; which instrument asks what of a team."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.agencies.review import check_professions, check_review
from jiheng.rules.agencies.separation import check_agency_relations, check_drafted, check_guided, check_separation
from jiheng.rules.agencies.shapes import Declaration, Engagement, TeamMember, TeamReview, TeamRole
from jiheng.rules.agencies.team import check_team
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Project

TODAY = date(2026, 3, 1)
BOOK = rulebook("cq2023-7", TODAY)
ZHANG = TeamMember("张三", TeamRole.LEAD, "水利工程", "高级工程师", years=8)
LI = TeamMember("李四", TeamRole.MEMBER, "会计")
ENGAGEMENT = Engagement(
    units=("甲局",),
    evaluated=("甲局",),
    commissioner="市财政局",
    agency="正合咨询",
    industries=("水利",),
    where="项目基本信息",
)


@pytest.mark.clause("cq2023-7/4")
@pytest.mark.parametrize(
    ("commissioner", "agency", "outcome"),
    [
        ("市财政局", "正合咨询", Outcome.PASSED),
        ("甲局", "正合咨询", Outcome.FAILED),
        ("市财政局", "甲局", Outcome.FAILED),
        ("", "", Outcome.NOT_APPLICABLE),
    ],
)
def test_nobody_commissions_or_runs_an_evaluation_of_oneself(
    commissioner: str, agency: str, outcome: Outcome
) -> None:
    finding = check_separation(replace(ENGAGEMENT, commissioner=commissioner, agency=agency))
    assert finding.outcome is outcome
    assert finding.act == "立项"


@pytest.mark.clause("cq2023-7/4", "ats2023/1.3")
@pytest.mark.parametrize(
    ("recused", "instruments", "codes"),
    [
        (None, ("cq2023-7",), ["W-COI-2"]),
        (True, ("cq2023-7",), ["E-COI-2"]),
        (True, ("cq2023-7", "ats2023"), ["E-COI-2", "E-A13-2"]),
        (False, ("cq2023-7",), []),
    ],
)
def test_finance_decides_on_the_relations_of_an_agency(
    recused: bool | None, instruments: tuple[str, ...], codes: list[str]
) -> None:
    declared = [Declaration("正合咨询", "甲局", "咨询代编", date(2024, 5, 1), recused=recused)]
    found = check_agency_relations(declared, replace(ENGAGEMENT, instruments=instruments), TODAY, BOOK)
    assert [finding.code for finding in found if finding.outcome is Outcome.FAILED] == codes


@pytest.mark.clause("cq2023-7/4", "ats2023/1.3")
@pytest.mark.parametrize(("until", "failed"), [(date(2023, 3, 1), False), (date(2023, 3, 2), True)])
def test_an_old_relation_of_an_agency_needs_no_decision(until: date, failed: bool) -> None:
    found = check_agency_relations([Declaration("正合咨询", "甲局", "审计", until)], ENGAGEMENT, TODAY, BOOK)
    assert (found[0].outcome is Outcome.FAILED) is failed


@pytest.mark.clause("cq2023-7/4", "ats2023/1.3")
def test_who_drafted_the_papers_of_a_project_should_not_evaluate_it() -> None:
    drafted = check_drafted(replace(ENGAGEMENT, agency_drafted=("可研报告",)))
    assert (drafted.code, drafted.outcome, drafted.blocks) == ("W-COI-3", Outcome.FAILED, False)
    assert check_drafted(ENGAGEMENT).outcome is Outcome.PASSED


@pytest.mark.clause("cq2023-7/4", "ats2023/1.3")
def test_finance_itself_is_asked_nothing_as_an_agency() -> None:
    own = replace(ENGAGEMENT, agency="", agency_drafted=("可研报告",))
    assert check_drafted(own).outcome is Outcome.NOT_APPLICABLE
    assert check_agency_relations([], own, TODAY, BOOK)[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.clause("cq2023-7/4", "ats2023/3.5.2")
@pytest.mark.parametrize(
    ("team", "outcome"),
    [
        ([replace(ZHANG, guided_goal=True), LI], Outcome.FAILED),
        ([replace(ZHANG, guided_goal=False), replace(LI, guided_goal=True)], Outcome.PASSED),
        ([ZHANG], Outcome.PASSED),
        ([replace(LI, guided_goal=True)], Outcome.NOT_APPLICABLE),
    ],
)
def test_who_guided_the_goal_is_not_the_lead_evaluator(team: list[TeamMember], outcome: Outcome) -> None:
    assert check_guided(team, ENGAGEMENT).outcome is outcome


@pytest.mark.clause("ats2023/3.1")
@pytest.mark.parametrize(
    ("review", "said"),
    [
        (TeamReview(True, True, True), ""),
        (None, "没有财政部门的审核记录"),
        (TeamReview(True, False, True), "业务能力不符合"),
        (TeamReview(True, True, None), "利益关系回避没有判定"),
        (TeamReview(), "人员结构没有判定、业务能力没有判定、利益关系回避没有判定"),
    ],
)
def test_the_team_of_the_requirements_passes_on_three_points(review: TeamReview | None, said: str) -> None:
    finding = check_review(review, "项目基本信息")
    assert finding.blocks is bool(said)
    assert said in finding.message
    assert finding.act == "开展评价"


@pytest.mark.clause("ats2023/3.1")
def test_one_member_fits_the_industry_of_the_task() -> None:
    assert check_professions([ZHANG, LI], ENGAGEMENT).outcome is Outcome.PASSED
    unfit = check_professions([LI, TeamMember("王五", TeamRole.MEMBER)], ENGAGEMENT)
    assert (unfit.outcome, unfit.blocks) == (Outcome.FAILED, False)
    assert "“王五”没有填专业" in unfit.message
    assert check_professions([ZHANG], replace(ENGAGEMENT, industries=())).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.clause("ats2023/3.1")
def test_an_expert_does_not_make_the_team_fit() -> None:
    expert = replace(ZHANG, role=TeamRole.EXPERT)
    assert check_professions([expert, LI], ENGAGEMENT).outcome is Outcome.FAILED


@pytest.mark.clause("cq2023-7/4", "ats2023/3.1")
@pytest.mark.parametrize(
    ("instruments", "asked", "not_asked"),
    [
        (("cq2023-7",), {"E-B4-1", "W-QUA-2", "W-COI-5"}, {"E-A31-1", "E-A31-3", "E-A31-4", "E-COI-5"}),
        (("ats2023",), {"E-A31-1", "E-A31-3", "E-A31-4", "W-A31-10", "E-COI-5"}, {"E-B4-1", "W-QUA-2", "W-COI-5"}),
        (("cq2023-7", "ats2023"), {"E-B4-1", "E-A31-3", "E-COI-5"}, {"W-COI-5"}),
        (("mof2020-10",), set(), {"E-B4-1", "E-A31-3", "W-COI-5"}),
    ],
)
def test_an_instrument_that_was_not_chosen_asks_nothing(
    instruments: tuple[str, ...], asked: set[str], not_asked: set[str]
) -> None:
    book, _ = rulebook_for(Project("1", "甲", instrument=instruments[0], also=instruments[1:]), TODAY)
    codes = {each.code for each in check_team([ZHANG], [], replace(ENGAGEMENT, instruments=instruments), TODAY, book)}
    assert asked <= codes
    assert not codes & not_asked
