"""Every code of B-1 to B-14, and of A-3.1 to A-3.3 but for the answers of finance, comes up once.

Each is brought about in the demonstration by the one thing that people do wrong, and asked of the whole check; four
that no preparation as a whole can show are asked where they live, each with its reason beside it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

import pytest

from jiheng.demo.preparation.basis import CITY_FUNDS, COUNTY_FUNDS
from jiheng.demo.preparation.funds import AID, ROADS, UPKEEP, WORKS
from jiheng.demo.preparation.project import LARGEST
from jiheng.rules.agencies.shapes import ChangeKind, ResidentOrder, TeamChange, TeamReview, TeamRole
from jiheng.rules.basis.catalogue import build_catalogue
from jiheng.rules.basis.checks import check_catalogue
from jiheng.rules.basis.shapes import MaterialClass
from jiheng.rules.codes import codes
from jiheng.rules.execution.checks import check_summaries
from jiheng.rules.execution.tables import summaries
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.indicators.shapes import Part
from jiheng.rules.law import Rulebook
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.phases import Phase, check_move
from jiheng.rules.preparation.plan import check_plan_reviewed
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.shapes import ManualPoint
from jiheng.rules.schedule.shapes import NodeKind
from jiheng.rules.surveys.shapes import FieldGroup, Topic
from jiheng.workbooks.preparation.layout import SHEETS
from tests.rules.preparation_check.changes import (
    GOOD,
    Change,
    one_after_the_other,
    project,
    rows,
    sampling,
    unchanged,
    whole,
    without,
)

ON: Final = date(2023, 3, 1)

OF_THE_DIRECTIVE: Final = """
W-B1 E-B2 E-B3 E-B4-1 E-B4-2 E-B4-3 W-B4-4 E-B5-1 W-B5-2
E-B6-1 E-B6-2 E-B6-3 W-B6-4 W-B6-5 E-B7-1 E-B7-2 E-B7-3 E-B7-4 W-B7-5 W-B7-6
E-B8-1 E-B8-2 E-B8-3 E-B8-4 E-B8-5 W-B8-6 W-B8-7 E-B9-1 E-B9-2 E-B9-3 E-B9-4 W-B9-5 E-B9-6 W-B9-7
E-B10-a W-B10-b E-B10-c E-B10-d E-B10-e E-B10-f E-B10-g E-B10-h E-B10-i E-B10-j E-B10-k E-B10-l
W-B10-m W-B10-n W-B10-o W-B11-1 W-B11-2 E-B11-3 E-B12-1 W-B12-2 E-B12-3 E-B12-4 E-B13-1 E-B13-2 E-B13-3 E-B14
"""
"""B-1 to B-14, as the requirements name them."""

OF_THE_REQUIREMENTS: Final = """
E-A31-1 E-A31-2 E-A31-3 E-A31-4 E-A31-5 W-A31-6 W-A31-7 E-A31-8 W-A31-9 W-A31-10 W-A31-11 E-A32-1 E-A32-2 E-A32-3 W-A32-4 W-A32-5 E-A33-1 E-A33-2 W-A33-3 E-A33-4
"""
"""A-3.1 to A-3.3, without the answers of finance to opinions on indicators (W-A33-5)."""

Findings = Sequence[Finding]
Asked = Callable[[Preparation], Findings]


def everything(preparation: Preparation) -> Findings:
    return check(preparation, _book(preparation), ON).findings


def before_the_report(preparation: Preparation) -> Findings:
    return check(preparation, _book(preparation), ON, entering_report=True).findings


def _book(preparation: Preparation) -> Rulebook:
    return rulebook_for(preparation.project, ON)[0]


def move(preparation: Preparation) -> Findings:
    """The preparation is complete, its plan is not approved yet: no table of the preparation says so."""
    return [check_move(Phase.PREPARE, Phase.IMPLEMENT, everything(preparation), plan_approved=False)]


def older_catalogue(preparation: Preparation) -> Findings:
    """The system makes the catalogue anew each time: only one kept from before can be out of order."""
    before = build_catalogue(GOOD.documents, GOOD.provisions, ON, _book(GOOD))
    return check_catalogue(before, preparation.documents, preparation.provisions)


def older_summaries(preparation: Preparation) -> Findings:
    """The same of the summary tables."""
    return check_summaries(summaries(GOOD.lines), preparation.lines)


def review_of_the_plan(preparation: Preparation) -> Findings:
    """Whether finance reviewed the plan is known of the plan, not of the preparation."""
    return [check_plan_reviewed(preparation.project, approved=False)]


@dataclass(frozen=True)
class Case:
    """``act`` is what the requirements say it blocks, ``where`` the sheet and row it has to point at."""

    code: str
    change: Change
    where: str
    act: str = ""
    clause: str = ""
    asked: Asked = everything


BOTH = project(also=("ats2023",))
PLAN = "方案送审"
SHEET = "项目基本信息"
PLACE = re.compile(rf"(?:{'|'.join(sheet.title for sheet in SHEETS)})(?: 第[0-9]+行| [A-Z]{{1,3}}[0-9]+)?")
"""A sheet, and a row or a cell of it: what the page and the marked workbook can lead to."""

RECORDED = ("E-A31-8",)
"""What blocks nothing and is recorded."""

OF_NO_SHEET = "E-B3"
"""Whether a phase may be left is answered on the page of the evaluation."""

TABLE = "评价指标"
TWO_PARTS = (
    Part("补助", (ROADS, UPKEEP, AID), weight=Decimal(30), where="拆分项目 第4行"),
    Part("工程", (WORKS,), weight=Decimal(70), where="拆分项目 第5行"),
)


def under_both(*changes: Change) -> Change:
    return one_after_the_other(BOTH, *changes)


STAY = "人员变动 第4行"
REVIEWED = TeamReview(True, True, True, "同意", date(2023, 2, 1))


def resident(*changes: Change) -> Change:
    """Under both, with four resident members whom finance passed on the first of February."""
    return under_both(
        rows("team", {}, resident=True),
        rows("team", {"name": "郑海"}, backbone=True),
        whole(team_review=REVIEWED),
        *changes,
    )


def moved(person: str, kind: ChangeKind, reason: str = "") -> Change:
    return whole(team_changes=(TeamChange(person, kind, date(2023, 2, 20), reason, where=STAY),))


def management_of_business_alone(good: Preparation) -> Preparation:
    return replace(
        good,
        indicators=tuple(
            replace(row, aspects=("业务",), name=row.name.replace("业务、预算、成本", "业务")) if row.aspects else row
            for row in good.indicators
        ),
    )


CASES: Final = (
    Case("W-B1", project(basis_rules=()), SHEET, clause="cq2023-7/1"),
    Case("E-B2", project(level="区县级"), SHEET, "立项", "cq2023-7/2"),
    Case("E-B3", unchanged, "", "切换环节", "cq2023-7/3", move),
    Case("E-B4-1", rows("team", {}, role=TeamRole.MEMBER), "评价小组 第4行", "进入实施", "cq2023-7/4"),
    Case("E-B4-2", project(leads=("林远",)), SHEET, "进入实施", "cq2023-7/4"),
    Case("E-B4-3", rows("declarations", {"person": "郑海"}, relation="持股", recused=True),
         "利益关系声明 第6行", "进入实施", "cq2023-7/4"),
    Case("W-B4-4", rows("team", {"name": "吴倩"}, role=TeamRole.LEAD), SHEET, clause="cq2023-7/4"),
    Case("E-B5-1", without("communications", {"kind": "财政交底"}), SHEET, PLAN, "cq2023-7/5"),
    Case("W-B5-2", without("communications", {"kind": "沟通纪要"}), SHEET, clause="cq2023-7/5"),
    Case("E-B6-1", rows("provisions", {"document": COUNTY_FUNDS}, kept_for="通村公路补助标准"),
         "依据文件 第13行", PLAN, "cq2023-7/6"),
    Case("E-B6-2", rows("documents", {"key": CITY_FUNDS}, issued_on=date(2023, 1, 1)),
         "依据文件", PLAN, "cq2023-7/6", older_catalogue),
    Case("E-B6-3", rows("documents", {"material": MaterialClass.RELEASE}, material=MaterialClass.OTHER),
         "依据文件", PLAN, "cq2023-7/6.4"),
    Case("W-B6-4", rows("documents", {"key": CITY_FUNDS}, issued_on=None), "依据文件 第10行", clause="cq2023-7/6"),
    Case("W-B6-5", rows("documents", {"material": MaterialClass.LAW}, material=MaterialClass.OTHER),
         "依据文件", clause="cq2023-7/6.1"),
    Case("E-B7-1", rows("lines", {"number": "1"}, release=""), "预算执行明细 第4行", PLAN, "cq2023-7/7"),
    Case("E-B7-2", rows("lines", {"number": "1"}, budget=Decimal(1)),
         "预算执行明细", "出表", "cq2023-7/7", older_summaries),
    Case("E-B7-3", unchanged, "预算执行明细 第4行", "进入报告", "cq2023-7/7"),
    Case("E-B7-4", rows("lines", {"number": "2"}, standard=""), "预算执行明细 第5行", PLAN, "cq2023-7/7"),
    Case("W-B7-5", rows("lines", {"number": "15"}, actual=Decimal(870_001)), "预算执行明细 第18行", clause="cq2023-7/7"),
    Case("W-B7-6", rows("lines", {"number": "16"}, voucher=""), "预算执行明细 第19行", clause="cq2023-7/7"),
    Case("E-B8-1", rows("schedule", {"number": "3"}, planned=date(2022, 12, 20)),
         "实施进度 第6行", PLAN, "cq2023-7/8"),
    Case("E-B8-2", rows("schedule", {"number": "4"}, area=""), "实施进度 第7行", PLAN, "cq2023-7/8"),
    Case("E-B8-3", without("schedule", {"kind": NodeKind.MILESTONE}), "实施进度 第4行", PLAN, "cq2023-7/8"),
    Case("E-B8-4", rows("schedule", {"number": "3"}, actual=date(2022, 5, 11)),
         "实施进度 第6行", "保存", "cq2023-7/8"),
    Case("E-B8-5", unchanged, "实施进度 第7行", "进入报告", "cq2023-7/8", before_the_report),
    Case("W-B8-6", rows("schedule", {"number": "9"}, demands=()), "实施进度 第12行", clause="cq2023-7/8"),
    Case("W-B8-7", rows("schedule", {"number": "1"}, actual=date(2022, 5, 9)), "实施进度 第4行", clause="cq2023-7/8"),
    Case("E-B9-1", sampling(seed=""), "抽样方案", PLAN, "cq2023-7/9"),
    Case("E-B9-2", rows("lines", {"use": AID}, payee="不适用"), "抽样方案", PLAN, "cq2023-7/9"),
    Case("E-B9-3", rows("lines", {"number": "15"}, contract=""), "预算执行明细 第18行", PLAN, "cq2023-7/9"),
    Case("E-B9-4", project(project_types=("工程建设", "购买服务")), "抽样方案", PLAN, "cq2023-7/9"),
    Case("W-B9-5", rows("manual_points", {}, reason=""), "人工加选和替换 第4行", clause="cq2023-7/9"),
    Case("E-B9-6", whole(manual_points=(ManualPoint(LARGEST, "", "QL-2022-01", "人工加选和替换 第4行"),)),
         "人工加选和替换 第4行", "保存", "cq2023-7/9"),
    Case("W-B9-7", one_after_the_other(
        sampling(seed="", offline="2023年3月1日现场抽签，县财政局见证", offline_units=("龙溪镇人民政府",)),
        whole(manual_points=())), "抽样方案", clause="cq2023-7/9"),
    Case("E-B10-a", rows("indicators", {"code": "C1"}, basis=""), "评价指标 第13行", PLAN, "cq2023-7/10.a"),
    Case("W-B10-b", rows("indicators", {"code": "X3"}, period=""), "评价指标 第20行", clause="cq2023-7/10.b"),
    Case("E-B10-c", without("indicators", {"level1": "产出"}), TABLE, PLAN, "cq2023-7/10.c"),
    Case("E-B10-d", without("indicators", {"code": "D1"}), TABLE, PLAN, "cq2023-7/10.d"),
    Case("E-B10-e", without("indicators", {"code": "G5"}), TABLE, PLAN, "cq2023-7/10.e"),
    Case("E-B10-f", without("indicators", {"code": "G2"}), TABLE, PLAN, "cq2023-7/10.f"),
    Case("E-B10-g", rows("indicators", {"code": "X1"}, purpose=""), "评价指标 第18行", PLAN, "cq2023-7/10.g"),
    Case("E-B10-h", rows("indicators", {"code": "G6"}, name="资金使用合规率", is_matching_fund=False),
         TABLE, PLAN, "cq2023-7/10.h"),
    Case("E-B10-i", rows("indicators", {"code": "C1"}, target="90%"), "评价指标 第13行", PLAN, "cq2023-7/10.i"),
    Case("E-B10-j", rows("indicators", {"code": "C1"}, on_total_investment="否"),
         "评价指标 第13行", PLAN, "cq2023-7/10.j"),
    Case("E-B10-k", rows("indicators", {"code": "C1"}, caliber=""), "评价指标 第13行", PLAN, "cq2023-7/10.k"),
    Case("E-B10-l", rows("indicators", {"code": "D1"}, points=Decimal("5.9")), "评价指标 第4行", PLAN, "cq2023-7/10.l"),
    Case("W-B10-m", management_of_business_alone, "评价指标 第7行", clause="cq2023-7/10.e"),
    Case("W-B10-n", rows("indicators", {"code": "C1"}, method="自定公式", formula="视完成情况酌情给分"),
         "评价指标 第13行", clause="cq2023-7/10.k"),
    Case("W-B10-o", rows("indicators", {"code": "D2"}, weight_reason=""), "评价指标 第5行", clause="cq2023-7/10.l"),
    Case("W-B11-1", unchanged, "拆分项目", clause="cq2023-7/11"),
    Case("W-B11-2", whole(parts=TWO_PARTS), "拆分项目 第4行", clause="cq2023-7/11"),
    Case("E-B11-3", whole(parts=TWO_PARTS), "拆分项目 第4行", PLAN, "cq2023-7/11"),
    Case("E-B12-1", without("base_fields", {"group": FieldGroup.CONTRACT}), "基础信息列", PLAN, "cq2023-7/12"),
    Case("W-B12-2", rows("base_fields", {"name": "计划硬化里程"}, name="硬化完成情况较好"),
         "基础信息列 第5行", clause="cq2023-7/12"),
    Case("E-B12-3", rows("base_fields", {"name": "农产品每吨运费"}, indicators=()),
         "评价指标 第19行", PLAN, "cq2023-7/12"),
    Case("E-B12-4", project(is_guidance=True), "基础信息列", PLAN, "cq2023-7/12"),
    Case("E-B13-1", without("questionnaires", {"key": "W3"}), "调查问卷", PLAN, "cq2023-7/13"),
    Case("E-B13-2", rows("questions", {"questionnaire": "W2"}, topic=Topic.IMPLEMENTATION),
         "调查问卷", PLAN, "cq2023-7/13"),
    Case("E-B13-3", rows("questionnaires", {"key": "W1"}, parties=("决策方", "实施方")),
         "调查问卷 第4行", PLAN, "cq2023-7/13"),
    Case("E-B14", project(objective=""), SHEET, PLAN, "cq2023-7/14"),
    Case("E-A31-1", resident(rows("team", {}, resident=None)), "评价小组 第4行", "送审", "ats2023/3.1"),
    Case("E-A31-2", resident(rows("team", {"name": "郑海"}, backbone=False)),
         "评价小组 第4行", "送审", "ats2023/3.1"),
    Case("E-A31-5", resident(moved("孙启明", ChangeKind.JOINED)), STAY, "分派任务", "ats2023/3.1"),
    Case("W-A31-6", resident(project(contract_starts=date(2022, 11, 1))), SHEET, clause="ats2023/3.1"),
    Case("W-A31-7", resident(project(contract_starts=date(2023, 1, 20))), SHEET, clause="ats2023/3.1"),
    Case("E-A31-8", resident(moved("郑海", ChangeKind.LEFT, reason="调离")), STAY, clause="ats2023/3.1"),
    Case("W-A31-9", resident(moved("吴倩", ChangeKind.LEFT, reason="调离")), STAY, clause="ats2023/3.1"),
    Case("W-A31-11", resident(whole(resident_orders=(
        ResidentOrder("整理台账", due=date(2023, 2, 28), where="驻点工作安排 第4行"),))),
         "驻点工作安排 第4行", clause="ats2023/3.1"),
    Case("E-A31-3", BOTH, SHEET, "开展评价", "ats2023/3.1"),
    Case("E-A31-4", under_both(rows("declarations", {"person": "吴倩"}, relation="持股", recused=True)),
         "利益关系声明 第8行", "审核通过", "ats2023/3.1"),
    Case("W-A31-10", under_both(project(industries=("水利工程",))), SHEET, clause="ats2023/3.1"),
    Case("E-A32-1", under_both(project(discipline="")), SHEET, "送审", "ats2023/3.2"),
    Case("E-A32-2", BOTH, SHEET, "送审", "ats2023/3.2"),
    Case("E-A32-3", BOTH, SHEET, "进入评价实施", "ats2023/3.2", review_of_the_plan),
    Case("W-A32-4", under_both(project(contract_ends=date(2023, 5, 18))), "分工和时间 第8行", clause="ats2023/3.2"),
    Case("W-A32-5", under_both(rows("indicators", {"code": "D1"}, points=Decimal("5.9"))),
         "评价指标 第4行", clause="ats2023/3.2"),
    Case("E-A33-1", under_both(without("questionnaires", {"key": "W5"})), SHEET, PLAN, "ats2023/3.3"),
    Case("E-A33-2", under_both(rows("questionnaires", {"key": "W5"}, method="")),
         "调查问卷 第8行", PLAN, "ats2023/3.3"),
    Case("W-A33-3", BOTH, SHEET, clause="ats2023/3.3"),
    Case("E-A33-4", under_both(project(has_beneficiary=None)), SHEET, PLAN, "ats2023/3.3"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
@pytest.mark.clause("cq2023-7/14")
def test_the_code_comes_up_with_its_clause_act_and_place(case: Case) -> None:
    found = [one for one in case.asked(case.change(GOOD)) if one.code == case.code]
    assert found, f"{case.code} did not come up"
    first = next((one for one in found if one.where == case.where), found[0])
    assert first.outcome is Outcome.FAILED
    assert first.message.strip()
    assert re.search(r"[\u4e00-\u9fff]", first.message)
    assert not re.search(r"(?<![0-9])[,;:!]", first.message), "full-width punctuation"
    assert case.clause in first.clauses
    usual = Severity.RECORD if case.code in RECORDED else Severity.ERROR
    assert first.severity is (Severity.WARNING if case.code.startswith("W") else usual)
    assert (first.act, first.where) == (case.act, case.where)


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
@pytest.mark.clause("cq2023-7/14")
def test_whatever_is_found_can_be_gone_to(case: Case) -> None:
    lost = {
        (one.code, one.where)
        for one in case.asked(case.change(GOOD))
        if one.outcome is Outcome.FAILED and not PLACE.fullmatch(one.where) and one.code != OF_NO_SHEET
    }
    assert not lost, "no sheet, and no row or cell of one"


@pytest.mark.parametrize("case", [case for case in CASES if case.change is not unchanged], ids=lambda case: case.code)
def test_the_change_is_what_brings_it_about(case: Case) -> None:
    assert case.code not in {one.code for one in case.asked(GOOD) if one.outcome is Outcome.FAILED}


def test_every_code_the_requirements_name_has_its_case() -> None:
    named = [*OF_THE_DIRECTIVE.split(), *OF_THE_REQUIREMENTS.split()]
    assert sorted(case.code for case in CASES) == sorted(named), "each once, none missing, none besides"


def test_every_code_of_the_register_for_these_articles_is_among_them() -> None:
    articles = re.compile(r"[EW]-B(?:[1-9]|1[0-4])(?:-|$)")
    assert {code for code in codes() if articles.match(code)} == set(OF_THE_DIRECTIVE.split())
    assert set(OF_THE_REQUIREMENTS.split()) <= codes().keys()
