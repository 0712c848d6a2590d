"""A plan holds its eight contents, each passing its own rules; seven sections under the requirements."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.agencies.shapes import TeamMember, TeamRole
from jiheng.rules.basis.shapes import BasisDocument
from jiheng.rules.codes import failed, passed
from jiheng.rules.execution.shapes import FundLine, Release
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.communications import CommunicationKind
from jiheng.rules.preparation.people import check_people, engagement_of, units_involved
from jiheng.rules.preparation.plan import (
    by_item,
    check_contract_period,
    check_plan,
    check_plan_reviewed,
    check_requirements_plan,
    check_weights,
)
from jiheng.rules.preparation.plan_items import PlanItem, lacking_in_question
from jiheng.rules.preparation.shapes import Communication, Preparation, Project, Task
from jiheng.rules.preparation.survey_checks import check_surveys, guides_behaviour
from jiheng.rules.schedule.shapes import ScheduleNode
from jiheng.rules.surveys.shapes import BaseField, FieldGroup, Party, Question, Questionnaire

TODAY = date(2026, 3, 1)
BOOK = rulebook("cq2023-7", TODAY)
D = Decimal
PROJECT = Project(
    "P1",
    "项目",
    evaluator_kind="财政部门委托第三方",
    agency="正合咨询",
    level="市级",
    department="甲局",
    implementing_unit="乙公司",
    objective="弄清资金花得值不值",
    methods=("比较法",),
    discipline="不收受被评价单位财物",
    where="项目基本信息",
)
FULL = Preparation(
    PROJECT,
    team=(TeamMember("张三", TeamRole.LEAD, duties="统稿"), TeamMember("李四", TeamRole.MEMBER)),
    communications=(Communication(CommunicationKind.SURVEY, date(2026, 2, 1)),),
    documents=(BasisDocument("渝财〔2022〕1号", "通知"),),
    releases=(Release("1号"),),
    lines=(FundLine("1", "1号"),),
    schedule=(ScheduleNode("1", "开工"),),
    indicators=(Indicator("1.1", "产出", "数量", "面积", D(100)),),
    base_fields=(BaseField("面积", FieldGroup.BASIC, "数值"),),
    questionnaires=(Questionnaire("W1", (Party.STAKE,), "了解效果", "农户", "入户"),),
    questions=(Question("W1", "1", "您满意吗？", "单选", "效果", (("是", None), ("否", None))),),
    tasks=(Task("现场查看", "李四", date(2026, 3, 5), date(2026, 3, 20), where="任务 第2行"),),
)
BOTH = replace(PROJECT, also=("ats2023",))


def failures(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found if finding.outcome is Outcome.FAILED]


def lacking(preparation: Preparation, findings: list[Finding] | None = None) -> dict[str, str]:
    found = check_plan(preparation, by_item(findings or []))
    return {finding.message.partition("：")[0]: finding.message for finding in found if finding.blocks}


@pytest.mark.clause("cq2023-7/14")
def test_a_plan_with_all_eight_contents_can_be_handed_in() -> None:
    found = check_plan(FULL, by_item([passed("E-B10-a"), failed("W-B12-2", "像结论")]))
    assert [finding.message for finding in found] == [f"{item.value}齐备" for item in PlanItem]
    assert {finding.outcome for finding in found} == {Outcome.PASSED}


@pytest.mark.clause("cq2023-7/14")
@pytest.mark.parametrize(
    ("emptied", "item", "said"),
    [
        ({"project": replace(PROJECT, objective=" ")}, PlanItem.PURPOSE, "评价目的：没有填写"),
        ({"indicators": ()}, PlanItem.INDICATORS, "评价指标一行也没有"),
        ({"releases": ()}, PlanItem.EXECUTION, "下达文件一行也没有"),
        ({"lines": ()}, PlanItem.EXECUTION, "预算明细一行也没有"),
        ({"schedule": ()}, PlanItem.SCHEDULE, "进度节点一行也没有"),
        ({"base_fields": ()}, PlanItem.BASE_TABLE, "基础信息列一行也没有"),
        ({"questionnaires": ()}, PlanItem.QUESTIONNAIRES, "没有调查问卷"),
        ({"questions": ()}, PlanItem.QUESTIONNAIRES, "没有调查问卷"),
        ({"questionnaires": (Questionnaire("W1", (Party.STAKE,), "了解效果"),)}, PlanItem.QUESTIONNAIRES, "没有填调查对象、调查方法"),
        ({"team": ()}, PlanItem.DIVISION, "评价小组没有人"),
        ({"team": (TeamMember("王五", TeamRole.LEAD),)}, PlanItem.DIVISION, "“王五”没有分工"),
    ],
)  # fmt: skip
def test_each_content_is_missed(emptied: dict[str, object], item: PlanItem, said: str) -> None:
    found = lacking(replace(FULL, **emptied))  # type: ignore[arg-type]  # one field of the shape each time
    assert list(found) == [item.value]
    assert said in found[item.value]


@pytest.mark.clause("cq2023-7/14")
def test_an_empty_plan_lacks_all_eight_and_blocks_only_handing_it_in() -> None:
    found = check_plan(Preparation(Project("P1", "项目")), {})
    assert failures(found) == ["E-B14"] * 8
    assert {finding.act for finding in found} == {"方案送审"}


@pytest.mark.clause("cq2023-7/14")
def test_a_content_that_is_missed_leads_to_the_sheet_it_is_filled_in() -> None:
    found = check_plan(Preparation(Project("P1", "项目")), {})
    assert {finding.message.partition("：")[0]: finding.where for finding in found} == {
        "评价目的": "项目基本信息",
        "评价指标及计分规则": "评价指标",
        "项目预算执行情况表": "预算执行明细",
        "项目实施进度表": "实施进度",
        "样本点基础信息表": "基础信息列",
        "调查问卷内容及格式": "调查问卷",
        "人员分工": "分工和时间",
        "时间节点": "分工和时间",
    }


@pytest.mark.clause("cq2023-7/14")
@pytest.mark.parametrize(
    ("code", "item"),
    [
        ("E-B10-k", PlanItem.INDICATORS),
        ("E-B11-3", PlanItem.INDICATORS),
        ("E-B7-1", PlanItem.EXECUTION),
        ("E-B7-2", PlanItem.EXECUTION),
        ("E-B8-4", PlanItem.SCHEDULE),
        ("E-B9-1", PlanItem.BASE_TABLE),
        ("E-B12-3", PlanItem.BASE_TABLE),
        ("E-B13-3", PlanItem.QUESTIONNAIRES),
        ("E-A33-1", PlanItem.QUESTIONNAIRES),
    ],
)
def test_a_content_that_does_not_pass_its_own_rules_is_not_complete(code: str, item: PlanItem) -> None:
    found = lacking(FULL, [failed(code, "甲"), failed(code, "乙")])
    assert list(found) == [item.value]
    assert f"有2处没有通过检查（{code}）" in found[item.value]


@pytest.mark.clause("cq2023-7/14")
@pytest.mark.parametrize("code", ["E-B7-3", "E-B8-5", "E-B4-1", "W-B9-7", "E-B6-1"])
def test_what_is_due_later_or_elsewhere_keeps_no_content_back(code: str) -> None:
    assert lacking(FULL, [failed(code, "甲")]) == {}


@pytest.mark.clause("cq2023-7/14")
@pytest.mark.parametrize(
    ("tasks", "item", "said"),
    [
        ((), PlanItem.TIMES, "没有任务和时间节点"),
        ((Task("现场查看", "李四"),), PlanItem.TIMES, "任务“现场查看”没有填截止日期"),
        (
            (Task("现场查看", "李四", date(2026, 3, 5), date(2026, 3, 4)),),
            PlanItem.TIMES,
            "截止日期2026年3月4日早于开始日期2026年3月5日",
        ),
        ((FULL.tasks[0], Task("写报告", " ", None, date(2026, 4, 1))), PlanItem.DIVISION, "任务“写报告”没有人"),
    ],
)
def test_tasks_have_people_and_days(tasks: tuple[Task, ...], item: PlanItem, said: str) -> None:
    assert said in lacking(replace(FULL, tasks=tasks))[item.value]


@pytest.mark.clause("cq2023-7/14")
@pytest.mark.parametrize("people", ["全体成员", "李四、张三", "李四，外聘专家"])
def test_a_task_gives_its_people_a_duty(people: str) -> None:
    one_day = Task("现场查看", people, date(2026, 3, 5), date(2026, 3, 5))
    assert lacking(replace(FULL, tasks=(one_day,))) == {}


@pytest.mark.clause("cq2023-7/14")
def test_an_expert_needs_no_duty_but_is_no_team_either() -> None:
    expert = TeamMember("赵六", TeamRole.EXPERT)
    assert lacking(replace(FULL, team=(*FULL.team, expert))) == {}
    assert list(lacking(replace(FULL, team=(expert,)))) == [PlanItem.DIVISION.value]


@pytest.mark.clause("cq2023-7/14")
@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question("W1", "1", "题？"), "没有选题型"),
        (Question("W1", "1", "题？", "填空"), ""),
        (Question("W1", "1", "题？", "单选", options=(("是", None),)), "选项只有1个"),
        (Question("W1", "1", "题？", "五级量表", options=(("好", D(100)), ("差", None))), "有的选项没有分值"),
        (Question("W1", "1", "题？", "五级量表", options=(("好", D(100)), ("差", D(0)))), ""),
    ],
)
def test_a_question_has_its_form(question: Question, said: str) -> None:
    assert said in lacking_in_question(question)
    assert bool(said) is bool(lacking(replace(FULL, questions=(question,))))


@pytest.mark.clause("cq2023-7/14")
def test_the_eight_contents_are_the_directives_alone() -> None:
    other = replace(FULL, project=replace(PROJECT, instrument="ats2023"))
    assert [finding.outcome for finding in check_plan(other, {})] == [Outcome.NOT_APPLICABLE]


@pytest.mark.clause("ats2023/3.2")
def test_a_plan_with_seven_sections_can_be_handed_in() -> None:
    project = replace(BOTH, contract_starts=date(2026, 3, 5), contract_ends=date(2026, 3, 20))
    found = check_requirements_plan(replace(FULL, project=project), TODAY, BOOK)
    assert [(finding.code, finding.outcome) for finding in found] == [
        (code, Outcome.PASSED) for code in ("E-A32-1", "E-A32-2", "W-A32-4", "W-A32-5")
    ]


@pytest.mark.clause("ats2023/3.2")
@pytest.mark.parametrize(
    ("emptied", "section"),
    [
        ({"team": ()}, "人员配置"),
        ({"tasks": (Task("现场查看", "李四"),)}, "时间安排"),
        ({"documents": ()}, "评价依据"),
        ({"project": replace(BOTH, methods=())}, "评价方法"),
        ({"indicators": ()}, "评价指标体系"),
        ({"tasks": (replace(FULL.tasks[0], name=""),)}, "实施步骤"),
        ({"project": replace(BOTH, discipline="")}, "工作纪律"),
    ],
)
def test_each_section_is_missed(emptied: dict[str, object], section: str) -> None:
    preparation = replace(replace(FULL, project=BOTH), **emptied)  # type: ignore[arg-type]  # one field each time
    finding = check_requirements_plan(preparation, TODAY, BOOK)[0]
    assert (finding.code, finding.blocks, finding.act) == ("E-A32-1", True, "送审")
    assert f"缺1节：{section}。" in finding.message


@pytest.mark.clause("ats2023/3.2")
def test_the_seven_sections_are_the_requirements_alone() -> None:
    found = [*check_requirements_plan(FULL, TODAY, BOOK), check_plan_reviewed(PROJECT, approved=False)]
    assert {finding.outcome for finding in found} == {Outcome.NOT_APPLICABLE}


@pytest.mark.clause("ats2023/3.2")
@pytest.mark.parametrize("approved", [True, False])
def test_nothing_is_evaluated_before_finance_reviewed_the_plan(approved: bool) -> None:
    finding = check_plan_reviewed(BOTH, approved)
    assert (finding.code, finding.blocks, finding.act) == ("E-A32-3", not approved, "进入评价实施")


@pytest.mark.clause("ats2023/3.2")
@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (date(2026, 3, 5), date(2026, 3, 20), ""),
        (date(2026, 3, 6), None, "早于合同开始日2026年3月6日"),
        (None, date(2026, 3, 19), "晚于合同结束日2026年3月19日"),
    ],
)
def test_the_tasks_fall_within_the_contract(starts: date | None, ends: date | None, said: str) -> None:
    project = replace(BOTH, contract_starts=starts, contract_ends=ends)
    finding = check_contract_period(replace(FULL, project=project))
    assert (finding.outcome is Outcome.FAILED) is bool(said)
    assert said in finding.message
    assert not finding.blocks
    assert check_contract_period(FULL).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.clause("ats2023/3.2")
@pytest.mark.parametrize(("points", "codes"), [("99.9", ["W-A32-5"]), ("100", []), ("100.01", ["W-A32-5"])])
def test_the_weights_make_a_hundred(points: str, codes: list[str]) -> None:
    indicator = replace(FULL.indicators[0], points=D(points))
    assert failures(check_weights(replace(FULL, indicators=(indicator,)), BOOK)) == codes


@pytest.mark.clause("ats2023/3.2")
def test_the_weights_make_a_hundred_in_every_part() -> None:
    works, grants = (replace(FULL.indicators[0], part=part) for part in ("工程", "补助"))
    assert failures(check_weights(replace(FULL, indicators=(works, grants)), BOOK)) == []
    found = check_weights(replace(FULL, indicators=(works, replace(grants, points=D(40)))), BOOK)
    assert "子项目“补助”的指标权重合计40，应为100" in found[0].message
    assert check_weights(replace(FULL, indicators=()), BOOK)[0].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.clause("cq2023-7/4")
def test_people_are_checked_against_every_unit_of_the_project() -> None:
    project = replace(PROJECT, other_units=("乙公司", "丙镇政府", ""))
    assert units_involved(project) == ("甲局", "乙公司", "丙镇政府")
    found = check_people(replace(FULL, project=project), TODAY, BOOK)
    assert any("“甲局”、“乙公司”、“丙镇政府”" in finding.message for finding in found)


@pytest.mark.clause("cq2023-7/4")
@pytest.mark.parametrize(
    ("kind", "commissioner", "said"),
    [
        ("主管部门委托第三方", "", "甲局"),
        ("实施单位委托第三方", "", "乙公司"),
        ("财政部门委托第三方", "", ""),
        ("主管部门委托第三方", "市财政局", "市财政局"),
        ("主管部门", "", ""),
    ],
)
def test_the_evaluator_tells_who_commissioned(kind: str, commissioner: str, said: str) -> None:
    project = replace(PROJECT, evaluator_kind=kind, commissioner=commissioner)
    assert engagement_of(replace(FULL, project=project)).commissioner == said


@pytest.mark.clause("cq2023-7/4")
def test_finance_that_evaluates_itself_is_no_agency() -> None:
    own = replace(PROJECT, evaluator_kind="财政部门", agency="市财政局")
    assert engagement_of(replace(FULL, project=own)).agency == ""


@pytest.mark.clause("cq2023-7/12", "cq2023-7/13", "ats2023/3.3")
@pytest.mark.parametrize(
    ("instrument", "asked", "not_asked"),
    [("cq2023-7", {"E-B12-1", "E-B13-1"}, {"E-A33-4"}), ("ats2023", {"E-A33-4", "W-A33-3"}, {"E-B12-1", "E-B13-1"})],
)
def test_surveys_are_asked_for_by_the_instrument_chosen(
    instrument: str, asked: set[str], not_asked: set[str]
) -> None:
    codes = {each.code for each in check_surveys(replace(FULL, project=replace(PROJECT, instrument=instrument)))}
    assert asked <= codes
    assert not codes & not_asked


@pytest.mark.clause("cq2023-7/12")
@pytest.mark.parametrize(
    ("chosen", "kinds", "guides"),
    [(None, ("产业引导",), True), (None, ("工程建设",), None), (False, ("产业引导",), False), (True, (), True)],
)
def test_the_type_of_a_project_tells_that_it_guides(
    chosen: bool | None, kinds: tuple[str, ...], guides: bool | None
) -> None:
    assert guides_behaviour(replace(PROJECT, is_guidance=chosen, project_types=kinds)) is guides
