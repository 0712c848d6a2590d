"""Outputs and effects are seen on the spot, and some projects have to be."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.evidence.shapes import Form, IndicatorLine, Material, ObtainMethod, ProjectTraits
from jiheng.rules.evidence.site_visits import check_photos, check_results_seen, check_site, least_photos_for
from jiheng.rules.evidence.traits import site_reason
from jiheng.rules.evidence.visit_shapes import SiteVisit
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import rulebook

LEAST = least_photos_for(rulebook("cq2023-7", date(2026, 4, 1)))
DECISION = IndicatorLine("A1", "绩效目标合理性", "决策", "指标体系 第2行")
LENGTH = IndicatorLine("C1", "新建道路里程", "产出", "指标体系 第3行")
TRAVEL = IndicatorLine("D1", "村民出行时间", "效果", "指标体系 第4行")
MEASURED = Material("P1-11-000-0001", obtained_by=ObtainMethod.SITE, indicators=("C1",))
TOLD = Material("P1-12-000-0001", obtained_by=ObtainMethod.VISIT, indicators=("村民出行时间",))
REPORTED = Material("P1-09-000-0001", obtained_by=ObtainMethod.PAPERS, indicators=("C1", "D1"))
WORKS = ProjectTraits("P1", ("工程建设",), where="项目基本信息")
SEEN = SiteVisit("1", "青石村", date(2026, 4, 3), photos=("P1-11-000-0002",), where="现场查看记录 第2行")
PHOTO = Material("P1-11-000-0002", form=Form.PICTURE)


def answers(found: list[Finding]) -> list[tuple[str, Outcome]]:
    return [(each.code, each.outcome) for each in found]


@pytest.mark.clause("cq2023-7/19")
def test_outputs_and_effects_seen_or_heard_of_on_the_spot_pass() -> None:
    found = check_results_seen([DECISION, LENGTH, TRAVEL], [MEASURED, TOLD], {})
    assert answers(found) == [("E-B19-1", Outcome.PASSED), ("W-B19-2", Outcome.PASSED)]


@pytest.mark.clause("cq2023-7/19")
@pytest.mark.parametrize(
    "materials",
    [[], [REPORTED], [replace(MEASURED, as_lead=True)], [replace(MEASURED, indicators=("A1",))]],
)
def test_nothing_seen_at_all_keeps_the_report_back(materials: list[Material]) -> None:
    found = check_results_seen([DECISION, LENGTH, TRAVEL], materials, {"C1": "查看验收报告"}, "资料编号清单")
    assert answers(found) == [("E-B19-1", Outcome.FAILED), ("W-B19-2", Outcome.NOT_APPLICABLE)]
    assert (found[0].act, found[0].where) == ("进入报告", "资料编号清单")
    assert found[0].message.startswith("2项产出、效果类指标都没有")


@pytest.mark.clause("cq2023-7/19")
@pytest.mark.parametrize(
    ("seen", "bare"), [(MEASURED, TRAVEL), (TOLD, LENGTH), (replace(TOLD, obtained_by=ObtainMethod.SITE), LENGTH)]
)
def test_one_is_enough_to_go_on_and_each_other_is_a_reminder(seen: Material, bare: IndicatorLine) -> None:
    found = check_results_seen([LENGTH, TRAVEL], [seen, REPORTED], {})
    assert answers(found) == [("E-B19-1", Outcome.PASSED), ("W-B19-2", Outcome.FAILED)]
    assert f"指标“{bare.code} {bare.name}”" in found[1].message
    assert (found[1].blocks, found[1].where) == (False, bare.where)


@pytest.mark.clause("cq2023-7/19")
@pytest.mark.parametrize(
    ("reasons", "outcome"),
    [
        ({"D1": "用问卷调查"}, Outcome.PASSED),
        ({"村民出行时间": "用问卷调查"}, Outcome.PASSED),
        ({"D1": " "}, Outcome.FAILED),
        ({"C1": "用问卷调查"}, Outcome.FAILED),
    ],
)
def test_another_way_is_told_by_indicator(reasons: dict[str, str], outcome: Outcome) -> None:
    assert check_results_seen([LENGTH, TRAVEL], [MEASURED], reasons)[1].outcome is outcome


@pytest.mark.clause("cq2023-7/19")
def test_decisions_and_management_need_not_be_seen() -> None:
    found = check_results_seen([DECISION, replace(DECISION, level1="管理")], [], {})
    assert answers(found) == [("E-B19-1", Outcome.NOT_APPLICABLE), ("W-B19-2", Outcome.NOT_APPLICABLE)]


@pytest.mark.clause("cq2023-7/19")
def test_material_attached_to_nothing_proves_no_nameless_indicator() -> None:
    nameless = replace(LENGTH, code="")
    assert check_results_seen([nameless], [replace(MEASURED, indicators=("",))], {})[0].blocks


@pytest.mark.clause("cq2023-7/20")
@pytest.mark.parametrize(
    ("types", "has_site", "needed"),
    [
        (("工程建设",), None, True),
        (("工程建设",), False, True),
        (("信息化建设",), False, True),
        (("智能化改造",), None, True),
        (("设施设备安装",), None, True),
        (("为社会公众购买服务",), False, True),
        (("补助补贴", "工程建设"), None, True),
        (("购买服务",), None, True),
        (("购买服务",), False, False),
        (("设备购置",), None, True),
        (("设备购置",), False, False),
        (("补助补贴",), None, False),
        (("补助补贴",), False, False),
        (("补助补贴",), True, True),
        (("能力建设",), None, False),
        ((), True, True),
        ((), False, False),
    ],
)
def test_the_type_or_the_site_says_that_a_project_has_to_be_seen(
    types: tuple[str, ...], has_site: bool | None, needed: bool
) -> None:
    traits = replace(WORKS, types=types, has_site=has_site)
    assert bool(site_reason(traits)) is needed
    found = check_site(traits, [], [], LEAST)
    assert found[0].outcome is (Outcome.FAILED if needed else Outcome.NOT_APPLICABLE)
    assert found[1].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.clause("cq2023-7/20")
def test_a_site_that_was_seen_and_photographed_passes() -> None:
    found = check_site(WORKS, [SEEN], [PHOTO], LEAST)
    assert answers(found) == [("E-B20-1", Outcome.PASSED), ("E-B20-2", Outcome.PASSED)]


@pytest.mark.clause("cq2023-7/20")
def test_a_site_nobody_went_to_keeps_the_report_back() -> None:
    finding = check_site(WORKS, [], [PHOTO], LEAST)[0]
    assert (finding.code, finding.act, finding.where) == ("E-B20-1", "进入报告", "现场查看记录")
    assert finding.message.startswith("项目类型是“工程建设”，必须到实施现场，没有现场查看记录")
    chosen = replace(WORKS, types=("补助补贴",), has_site=True)
    assert check_site(chosen, [], [], LEAST)[0].message.startswith("项目具有特定实施场地，")


@pytest.mark.clause("cq2023-7/20")
@pytest.mark.parametrize("visit", [replace(SEEN, place=" "), replace(SEEN, visited_on=None)])
def test_a_visit_tells_its_place_and_day(visit: SiteVisit) -> None:
    finding = check_site(WORKS, [visit], [PHOTO], LEAST)[0]
    assert finding.blocks
    assert "1条现场查看记录都缺地点或日期" in finding.message
    assert finding.where == "现场查看记录 第2行"
    assert not check_site(WORKS, [visit, SEEN], [PHOTO], LEAST)[0].blocks


@pytest.mark.clause("cq2023-7/20")
def test_while_a_project_has_no_type_and_no_answer_it_is_asked_about() -> None:
    unknown = replace(WORKS, types=(" ",))
    finding = check_site(unknown, [], [], LEAST)[0]
    assert finding.blocks
    assert "请先作出选择" in finding.message
    assert answers(check_site(unknown, [SEEN], [PHOTO], LEAST)) == [
        ("E-B20-1", Outcome.PASSED),
        ("E-B20-2", Outcome.PASSED),
    ]


@pytest.mark.clause("cq2023-7/20", "cq2023-7/22")
@pytest.mark.parametrize(
    ("materials", "outcome"),
    [
        ([], Outcome.FAILED),
        ([PHOTO], Outcome.PASSED),
        ([replace(PHOTO, form=Form.PAPER)], Outcome.FAILED),
        ([replace(PHOTO, number="P1-11-000-0009")], Outcome.FAILED),
        ([replace(PHOTO, number="P1-11-000-0009", obtained_by=ObtainMethod.SITE)], Outcome.PASSED),
        ([replace(PHOTO, form=Form.RECORDING, obtained_by=ObtainMethod.SITE)], Outcome.FAILED),
    ],
)
def test_a_photograph_is_a_picture_of_the_visit_in_the_list(materials: list[Material], outcome: Outcome) -> None:
    finding = check_site(WORKS, [SEEN], materials, LEAST)[1]
    assert (finding.code, finding.outcome) == ("E-B20-2", outcome)


@pytest.mark.clause("cq2023-7/20", "cq2023-7/22")
@pytest.mark.parametrize(("least", "outcome"), [(1, Outcome.PASSED), (2, Outcome.FAILED)])
def test_the_rulebook_says_how_many_photographs_are_enough(least: int, outcome: Outcome) -> None:
    finding = check_photos([SEEN], [PHOTO], least)
    assert (LEAST, finding.outcome) == (1, outcome)
    if outcome is Outcome.FAILED:
        assert finding.message.startswith("现场查看有1张照片，至少要2张")
        assert (finding.blocks, finding.act, finding.where) == (True, "进入报告", "现场查看记录 第2行")
