"""The demonstration project put together, and its workbook."""

from datetime import date
from typing import Final

from jiheng.demo.preparation.basis import CITY_FUNDS, documents, provisions, schedule
from jiheng.demo.preparation.funds import ROADS, WEST, WORKS, lines, releases
from jiheng.demo.preparation.indicators import PURPOSES, indicators
from jiheng.demo.preparation.surveys import base_fields, questionnaires, questions
from jiheng.rules.agencies.shapes import Declaration, TeamMember, TeamRole
from jiheng.rules.preparation.communications import BRIEFING_POINTS, MINUTES_POINTS
from jiheng.rules.preparation.shapes import Communication, Preparation, Project, Task
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan, UnitKind
from jiheng.workbooks.preparation.writer import write_preparation

NAME: Final = "（演示）2022年农村公路补助和建设项目"
AGENCY: Final = "青岚评价事务所"
DEPARTMENT, UNIT = "云岭市交通运输局", "青岚县交通运输局"
POINTS_WANTED: Final = 12
SEED: Final = "20230301"
LARGEST: Final = f"{ROADS}｜{WEST}|雷公镇人民政府"

TEAM: Final = (
    TeamMember("郑海", TeamRole.LEAD, "工程管理", "高级工程师", "注册咨询工程师", 12, "统筹，负责指标和报告"),
    TeamMember("吴倩", TeamRole.MEMBER, "会计", "会计师", "注册会计师", 7, "预算执行情况"),
    TeamMember("孙启明", TeamRole.MEMBER, "道路工程", "工程师", "造价工程师", 9, "现场查看和进度"),
    TeamMember("钱宁", TeamRole.REVIEWER, "财政", "高级会计师", "", 15, "质控复核"),
)


def demo_preparation() -> Preparation:
    """The whole project as it stands when the plan is about to be handed in."""
    return Preparation(
        project=_project(),
        team=TEAM,
        declarations=_declarations(),
        communications=_communications(),
        documents=documents(),
        provisions=provisions(),
        releases=releases(),
        lines=lines(),
        schedule=schedule(),
        sampling=SamplingPlan(
            size=POINTS_WANTED,
            seed=SEED,
            drawn_on=date(2023, 3, 1),
            drawn_by="吴倩",
            kinds_by_use=((WORKS, UnitKind.CONTRACT),),
        ),
        manual_points=(ManualPoint(LARGEST, "通村公路补助最多的乡镇，随机没有抽中"),),
        indicators=indicators(),
        base_fields=base_fields(),
        questionnaires=questionnaires(),
        questions=questions(),
        tasks=_tasks(),
        waivers=(("W-B11-1", "通村公路补助和道路工程都是农村公路建设，产出和效果相同，主评人决定不拆分"),),
    )


def demo_workbook() -> bytes:
    """The project as a workbook, ``.xlsx`` bytes."""
    return write_preparation(demo_preparation())


def _project() -> Project:
    return Project(
        code="QL-2023-PJ-01",
        name=NAME,
        evaluator_kind="市财政局委托的第三方机构",
        agency=AGENCY,
        level="市级",
        department=DEPARTMENT,
        implementing_unit=UNIT,
        evaluation_date=date(2023, 3, 1),
        budget_year=2022,
        basis_rules=("项目支出绩效评价管理办法", CITY_FUNDS),
        purposes=PURPOSES,
        project_types=("工程建设", "补助补贴"),
        fund_sources=("市级补助", "县级资金"),
        has_matching_fund=True,
        has_beneficiary=True,
        is_guidance=False,
        has_procurement=True,
        has_acceptance=True,
        has_subsidy=True,
        has_site=True,
        subsidises_people=False,
        approved_above=False,
        concerns_policy=True,
        objective="评价2022年农村公路补助和建设资金的使用和效果，为下年安排提供依据",
        commissioner="云岭市财政局",
        industries=("道路工程", "会计"),
        methods=("比较法", "因素分析法", "公众评判法"),
        discipline="如实取证，保守秘密，不接受被评价单位的宴请和礼品",
    )


def _declarations() -> tuple[Declaration, ...]:
    people = (AGENCY, *(member.name for member in TEAM))
    return tuple(
        Declaration(person, unit, signed_on=date(2023, 2, 10)) for person in people for unit in (DEPARTMENT, UNIT)
    )


def _communications() -> tuple[Communication, ...]:
    facts = (
        "市政府三年行动方案和资金管理办法",
        "改善群众出行条件，降低农产品运输成本",
        "青岚县12个乡镇和县公路养护中心",
        "通村公路硬化、公路养护、帮扶路段、两条道路工程",
        "乡镇自建、养护单位承担、县级统建",
        "共456万元，其中市级补助299万元、县级资金157万元",
        "道路工程已竣工，通村公路大部分完工",
    )
    briefing = ("评价资金使用和效果", "按市财政局操作指引，3月底前交方案", "补助标准执行、路面质量、管护落实")
    return (
        Communication(
            "财政交底", date(2023, 2, 6), "云岭市财政局、郑海", tuple(zip(BRIEFING_POINTS, briefing, strict=True))
        ),
        Communication(
            "沟通纪要",
            date(2023, 2, 15),
            "青岚县交通运输局、郑海、吴倩",
            tuple(zip(MINUTES_POINTS, facts, strict=True)),
        ),
    )


def _tasks() -> tuple[Task, ...]:
    return (
        Task("收集资料、制定方案", "郑海、吴倩", date(2023, 2, 6), date(2023, 3, 10)),
        Task("查看资料、核对账目", "吴倩", date(2023, 3, 13), date(2023, 3, 31)),
        Task("现场查看、走访和问卷", "孙启明、郑海", date(2023, 3, 20), date(2023, 4, 14)),
        Task("汇总计分、撰写报告", "郑海", date(2023, 4, 17), date(2023, 5, 12)),
        Task("质控复核", "钱宁", date(2023, 5, 15), date(2023, 5, 19)),
    )
